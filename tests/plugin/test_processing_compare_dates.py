"""Two dates as the toolbox compares them, with a scripted backend that sees the same at both."""

from __future__ import annotations

import numpy as np
import pytest
from canvas_rasters import layer_of, write_raster
from qgis.core import (
    QgsApplication,
    QgsCategorizedSymbolRenderer,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)

from earthgptx_qgis.processing.outputs import finish_changes
from earthgptx_qgis.results.changes import change_fields


@pytest.fixture
def raster(tmp_path, run):
    """A function that makes a layer of 100 x 80 m at half a metre."""

    def make(name, west=500000.0, epsg=32631):
        values = np.full((3, 160, 200), 90, "uint8")
        geotransform = (west, 0.5, 0, 4000080.0, 0, -0.5)
        path = write_raster(tmp_path / f"{name}.tif", values, geotransform, epsg)
        # Owned by the project: QGIS never frees the frames of a failed algorithm.
        return QgsProject.instance().addMapLayer(layer_of(path, name))

    return make


def test_what_both_dates_show_stayed(run, raster):
    found = run("comparedates", EARLIER=raster("old"), LATER=raster("new"), PHRASE="ships")
    assert [found[name] for name in ("APPEARED", "DISAPPEARED", "STAYED", "NOT_SURE")] == [
        0, 0, 2, 0,
    ]  # fmt: skip
    layer = found["OUTPUT"]
    assert layer.crs().authid() == "EPSG:32631"
    assert layer.fields().names()[-2:] == ["change", "sure"]
    rows = [
        (row["change"], row["sure"], row["score"], row["source_layer"])
        for row in layer.getFeatures()
    ]
    assert rows == [("stayed", True, 0.9, "new"), ("stayed", True, 0.6, "new")]


def test_only_ground_that_both_show_is_compared(run, raster):
    old, new = raster("old"), raster("new", west=500050.0)
    layer = run("comparedates", EARLIER=old, LATER=new, PHRASE="ships")["OUTPUT"]
    # The scripted ships lie a tenth and four tenths into what was looked at: 50 m of it.
    assert [row.geometry().boundingBox().toString(0) for row in layer.getFeatures()] == [
        "500055,4000032 : 500065,4000048",
        "500070,4000032 : 500080,4000048",
    ]


def test_rasters_of_different_places_are_not_compared(run, raster):
    with pytest.raises(
        QgsProcessingException, match="“old” and “new” do not lie on the same ground"
    ):
        run("comparedates", EARLIER=raster("old"), LATER=raster("new", 600000.0), PHRASE="ships")


def test_a_raster_without_a_crs_is_not_compared_with_one_that_has_one(run, raster):
    with pytest.raises(QgsProcessingException, match="“old” has no CRS and “new” has one"):
        run("comparedates", EARLIER=raster("old", epsg=None), LATER=raster("new"), PHRASE="ships")


def test_two_rasters_without_a_crs_are_compared_as_they_lie(run, raster):
    old, new = raster("old", epsg=None), raster("new", epsg=None)
    found = run("comparedates", EARLIER=old, LATER=new, PHRASE="ships")
    assert found["STAYED"] == 2
    assert not found["OUTPUT"].crs().isValid()


def test_two_online_layers_need_an_area(run):
    source = "type=xyz&url=http://127.0.0.1:9/{z}/{x}/{y}.png&zmin=0&zmax=19"
    maps = QgsProject.instance().addMapLayer(QgsRasterLayer(source, "maps", "wms"))
    with pytest.raises(QgsProcessingException, match="Choose an area of this online layer"):
        run("comparedates", EARLIER=maps, LATER=maps, PHRASE="ships")


def test_without_words_nothing_is_compared(run, raster):
    with pytest.raises(QgsProcessingException, match="There is nothing to find"):
        run("comparedates", EARLIER=raster("old"), LATER=raster("new"), PHRASE=" ")


def test_progress_runs_over_both_rasters(run, raster):
    heard = []

    class Heard(QgsProcessingFeedback):
        def setProgress(self, percent):
            heard.append(percent)

    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    parameters = {
        "EARLIER": raster("old").id(),
        "LATER": raster("new").id(),
        "PHRASE": "ships",
        "OUTPUT": "memory:",
    }
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("earthgptx:comparedates")
    algorithm.run(parameters, context, Heard())
    # Each asked about in one tile, of which the scripted backend tells a fifth and four fifths.
    assert heard == pytest.approx([0.0, 10.0, 40.0, 50.0, 60.0, 90.0])


def test_a_change_has_a_colour_and_one_that_is_not_sure_is_dashed(run):
    layer = QgsVectorLayer("Polygon", "changes", "memory")
    layer.dataProvider().addAttributes(list(change_fields()))
    layer.updateFields()
    finish_changes(())(layer)
    renderer = layer.renderer()
    assert isinstance(renderer, QgsCategorizedSymbolRenderer)
    looks = [
        (
            category.label(),
            category.symbol().color().name(),
            category.symbol().symbolLayer(2).useCustomDashPattern(),
        )
        for category in renderer.categories()
    ]
    assert looks == [
        ("appeared", "#56b4e9", False),
        ("appeared, not sure", "#56b4e9", True),
        ("disappeared", "#d55e00", False),
        ("disappeared, not sure", "#d55e00", True),
        ("stayed", "#f0e442", False),
    ]
