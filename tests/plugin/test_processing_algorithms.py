"""The algorithms as the toolbox, a script and a model run them, with a scripted backend."""

from __future__ import annotations

import gc
from pathlib import Path

import numpy as np
import pytest
from canvas_rasters import layer_of, noise, write_raster
from qgis.core import (
    NULL,
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsRasterLayer,
    QgsRasterRange,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QUrl

from earthgptx_qgis.canvas.chosen_kind import remember_kind
from earthgptx_qgis.settings import BACKEND_COMMAND, FEATURE_MARGIN
from earthgptx_qgis.wire.messages import SourceKind

NAMES = [
    "ask", "classifyfeatures", "classifyscene", "comparedates", "describefeatures", "find",
    "outlinefeatures",
]  # fmt: skip


@pytest.fixture
def harbour(tmp_path, run):
    """A picture of 100 x 80 m at half a metre; the scripted backend sees three ships in it."""
    values = np.full((3, 160, 200), 90, "uint8")
    path = write_raster(tmp_path / "harbour.tif", values, (500000.0, 0.5, 0, 4000080.0, 0, -0.5))
    return in_project(layer_of(path, "harbour"))


def in_project(layer):
    """The layer, owned by the project: QGIS never frees the frames of a failed algorithm."""
    return QgsProject.instance().addMapLayer(layer)


def houses(*points, crs="EPSG:32631"):
    layer = QgsVectorLayer(f"Point?crs={crs}&field=owner:string", "houses", "memory")
    rows = []
    for number, point in enumerate(points):
        row = QgsFeature(layer.fields())
        row.setAttributes([f"owner {number}"])
        if point is not None:
            row.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(*point)))
        rows.append(row)
    layer.dataProvider().addFeatures(rows)
    return layer


def rows_of(layer, *names):
    return [tuple(row[name] for name in names) for row in layer.getFeatures()]


def bounds_of(layer):
    return [row.geometry().boundingBox().toString(0) for row in layer.getFeatures()]


def test_the_provider_offers_seven_algorithms(run):
    provider = QgsApplication.processingRegistry().providerById("earthgptx")
    assert sorted(algorithm.name() for algorithm in provider.algorithms()) == NAMES
    assert provider.name() == "EarthGPT-X"
    assert not provider.icon().isNull()


@pytest.mark.parametrize("name", NAMES)
def test_the_help_button_leads_to_the_algorithm_in_the_manual(run, name):
    algorithm = QgsApplication.processingRegistry().algorithmById(f"earthgptx:{name}")
    url = QUrl(algorithm.helpUrl())
    assert url.isLocalFile()
    page = Path(url.toLocalFile()).read_text(encoding="utf-8")
    assert f'<h3 id="{url.fragment()}">{algorithm.displayName()}</h3>' in page


@pytest.mark.parametrize("name", NAMES)
def test_every_algorithm_and_every_parameter_explains_itself(run, name):
    algorithm = QgsApplication.processingRegistry().algorithmById(f"earthgptx:{name}")
    assert len(algorithm.shortHelpString()) > 200
    assert algorithm.tags()
    assert not algorithm.icon().pixmap(24, 24).isNull()
    for parameter in algorithm.parameterDefinitions():
        assert parameter.help().strip().endswith((".", "ships")), parameter.name()
        assert parameter.checkValueIsAcceptable(parameter.defaultValue()) or parameter.name() in {
            "RASTER",
            "EARLIER",
            "LATER",
            "INPUT",
            "PHRASE",
            "OUTPUT",
        }


@pytest.mark.parametrize(("margin", "pixels"), [(0, 228), (100, 300), (200, 500), (None, 260)])
def test_the_margin_around_a_feature_is_a_parameter_and_else_that_of_the_options(
    run, backend, tmp_path, margin, pixels
):
    raster = in_project(layer_of(write_raster(tmp_path / "a.tif", noise(3, 900, 900)), "a"))
    middle, side = raster.extent().center(), 100 * raster.rasterUnitsPerPixelX()
    square = QgsGeometry.fromRect(QgsRectangle.fromCenterAndSize(middle, side, side))
    feature = QgsFeature()
    feature.setGeometry(square)
    areas = QgsVectorLayer(f"Polygon?crs={raster.crs().authid()}", "areas", "memory")
    areas.dataProvider().addFeatures([feature])
    backend("measure")
    FEATURE_MARGIN.set(80)
    parameters = {} if margin is None else {"MARGIN": margin}
    labelled = run("classifyfeatures", RASTER=raster, INPUT=areas, **parameters)["OUTPUT"]
    FEATURE_MARGIN.reset()
    # A square of 100 pixels; no margin is narrower than 64.
    assert rows_of(labelled, "egx_label") == [(str(pixels),)]


def test_find_draws_what_reaches_the_models_own_minimum_score(run, harbour):
    results = run("find", RASTER=harbour, PHRASE="ships")
    found = results["OUTPUT"]
    assert results["COUNT"] == 2
    assert found.crs().authid() == "EPSG:32631"
    assert bounds_of(found) == [
        "500010,4000032 : 500030,4000048",
        "500040,4000032 : 500060,4000048",
    ]
    assert rows_of(found, "label", "score", "area_m2", "task", "source_layer", "model") == [
        ("ship", 0.9, 100.0, "find", "harbour", "fake-nano"),
        ("ship", 0.6, 100.0, "find", "harbour", "fake-nano"),
    ]


def test_auto_is_the_kind_of_image_that_was_chosen_for_the_layer(run, harbour):
    remember_kind(harbour, SourceKind.INFRARED)
    found = run("find", RASTER=harbour, PHRASE="ships")["OUTPUT"]
    assert rows_of(found, "source_kind") == [("infrared",), ("infrared",)]
    found = run("find", RASTER=harbour, PHRASE="ships", SOURCE_KIND=2)["OUTPUT"]
    assert rows_of(found, "source_kind") == [("sar",), ("sar",)]


@pytest.mark.parametrize(("minimum", "count"), [(0.0, 3), (0.5, 2), (0.7, 1), (1.0, 0)])
def test_a_chosen_minimum_score_counts(run, harbour, minimum, count):
    assert run("find", RASTER=harbour, PHRASE="ships", MINIMUM_SCORE=minimum)["COUNT"] == count


def test_find_looks_at_the_chosen_area_given_in_another_crs(run, harbour):
    west = QgsRectangle(500000, 4000000, 500050, 4000080)
    extent = f"{west.xMinimum()},{west.xMaximum()},{west.yMinimum()},{west.yMaximum()}"
    found = run("find", RASTER=harbour, PHRASE="ships", EXTENT=f"{extent} [EPSG:32631]")["OUTPUT"]
    assert bounds_of(found) == [
        "500005,4000032 : 500015,4000048",
        "500020,4000032 : 500030,4000048",
    ]


def test_a_raster_larger_than_a_tile_is_looked_at_in_several(run, tmp_path):
    values = np.ones((1, 700, 2000), "uint8")
    layer = layer_of(write_raster(tmp_path / "a.tif", values, (0.0, 1.0, 0, 700.0, 0, -1.0)))
    found = run("find", RASTER=layer, PHRASE="ships", MINIMUM_SCORE=0.8)["OUTPUT"]
    # One of 0.9 in each of three tiles, which begin at 0, 488 and 976.
    assert [bounds.split(",")[0] for bounds in bounds_of(found)] == ["102", "590", "1078"]


def test_a_raster_without_a_crs_gives_polygons_without_one(run, tmp_path):
    path = write_raster(tmp_path / "a.tif", np.ones((1, 80, 100), "uint8"), epsg=None)
    found = run("find", RASTER=layer_of(path), PHRASE="ships")["OUTPUT"]
    assert found.featureCount() == 2
    assert not found.crs().isValid()


def test_nothing_found_gives_an_empty_layer(run, backend, harbour):
    backend("nothing-found")
    assert run("find", RASTER=harbour, PHRASE="ships")["COUNT"] == 0


def test_a_phrase_the_model_does_not_know_is_told(run, backend, harbour):
    backend("not-sure")
    assert run("find", RASTER=harbour, PHRASE="unicorns")["COUNT"] == 0
    assert run.warnings == ["Perhaps a harbour."]


def test_classified_features_keep_fields_ids_and_crs(run, harbour):
    layer = houses((500020.0, 4000040.0), (500050.0, 4000040.0))
    output = run("classifyfeatures", INPUT=layer, RASTER=harbour)["OUTPUT"]
    assert output.crs().authid() == "EPSG:32631"
    assert output.fields().names() == ["owner", "egx_label", "egx_score", "source_fid"]
    assert rows_of(output, "owner", "egx_label", "egx_score", "source_fid") == [
        ("owner 0", "ship", 0.8, 1),
        ("owner 1", "ship", 0.8, 2),
    ]


def test_only_selected_features_can_be_classified(run, harbour):
    layer = houses((500020.0, 4000040.0), (500050.0, 4000040.0))
    QgsProject.instance().addMapLayer(layer)
    layer.selectByIds([2])
    chosen = QgsProcessingFeatureSourceDefinition(layer.id(), True)
    output = run("classifyfeatures", INPUT=chosen, RASTER=harbour)["OUTPUT"]
    assert rows_of(output, "owner", "source_fid") == [("owner 1", 2)]


def test_features_that_cannot_be_asked_about_are_kept_without_an_answer_and_told(run, harbour):
    layer = houses((500020.0, 4000040.0), None, (0.0, 0.0))
    output = run("classifyfeatures", INPUT=layer, RASTER=harbour)["OUTPUT"]
    assert rows_of(output, "owner", "egx_label", "egx_score", "source_fid") == [
        ("owner 0", "ship", 0.8, 1),
        ("owner 1", NULL, NULL, 2),
        ("owner 2", NULL, NULL, 3),
    ]
    assert run.warnings == ["2 features were not asked about, such as #2: it has no geometry."]


def test_described_features_get_a_sentence(run, harbour):
    layer = houses((3.0003, 36.1451), crs="EPSG:4326")
    output = run("describefeatures", INPUT=layer, RASTER=harbour)["OUTPUT"]
    assert output.crs().authid() == "EPSG:4326"
    assert rows_of(output, "owner", "egx_answer", "egx_score", "source_fid") == [
        ("owner 0", "ship", 0.8, 1)
    ]


def test_scenes_of_a_grid(run, harbour):
    output = run("classifyscene", RASTER=harbour, SIDE=100)["OUTPUT"]
    assert output.fields().names() == ["egx_label", "egx_score"]
    assert bounds_of(output) == [
        "500000,4000040 : 500050,4000080",
        "500050,4000040 : 500100,4000080",
        "500000,4000000 : 500050,4000040",
        "500050,4000000 : 500100,4000040",
    ]
    assert set(rows_of(output, "egx_label", "egx_score")) == {("There are 2 ships here", 0.9)}


def test_scenes_of_polygons(run, harbour):
    layer = QgsVectorLayer("Polygon?crs=EPSG:32631&field=name:string", "places", "memory")
    rows = []
    for name, x in (("here", 500010), ("far away", 0)):
        row = QgsFeature(layer.fields())
        row.setAttributes([name])
        row.setGeometry(QgsGeometry.fromRect(QgsRectangle(x, 4000010, x + 20, 4000030)))
        rows.append(row)
    layer.dataProvider().addFeatures(rows)
    output = run("classifyscene", RASTER=harbour, INPUT=layer)["OUTPUT"]
    assert rows_of(output, "name", "egx_score", "source_fid") == [
        ("here", 0.9, 1),
        ("far away", NULL, 2),
    ]


def test_asking_gives_words_and_a_file(run, harbour, tmp_path):
    file = tmp_path / "answer.txt"
    results = run("ask", RASTER=harbour, QUESTION="Are there ships?", FILE=str(file))
    assert results["ANSWER"] == "There are 2 ships here."
    assert results["VERDICT"] == "answered"
    assert results["SCORE"] == 0.9
    assert file.read_text(encoding="utf-8").splitlines()[:4] == [
        "Question: Are there ships?",
        "Answer: There are 2 ships here.",
        "Verdict: answered",
        "Score: 0.90",
    ]


def test_asking_without_a_question_says_which_tasks_need_none(run, harbour):
    with pytest.raises(
        QgsProcessingException, match=r"The question is empty\. .*Describe the view"
    ):
        run("ask", RASTER=harbour, QUESTION=" ")
    assert run("ask", RASTER=harbour, TASK=2)["ANSWER"] == "There are 2 ships here."


def test_nodata_that_the_user_has_set_is_left_out(run, tmp_path):
    values = np.full((1, 60, 60), 7, "uint8")
    layer = in_project(layer_of(write_raster(tmp_path / "a.tif", values), "blank"))
    layer.dataProvider().setUserNoDataValue(1, [QgsRasterRange(7, 7)])
    with pytest.raises(QgsProcessingException, match="“blank” has no data in this area"):
        run("find", RASTER=layer, PHRASE="ships")


def test_an_online_layer_is_drawn_within_the_chosen_area(run):
    source = "type=xyz&url=http://127.0.0.1:9/{z}/{x}/{y}.png&zmin=0&zmax=19"
    online = in_project(QgsRasterLayer(source, "maps", "wms"))
    with pytest.raises(QgsProcessingException, match="“maps” came out blank in this area"):
        run("find", RASTER=online, PHRASE="ships", EXTENT="0,500,0,500 [EPSG:3857]")


def test_a_missing_backend_says_how_to_get_one(run, backend, harbour):
    BACKEND_COMMAND.set("/nowhere/python -m backend")
    with pytest.raises(QgsProcessingException, match="could not be started: /nowhere/python"):
        run("find", RASTER=harbour, PHRASE="ships")


def test_an_unreadable_command_is_told_before_the_dialog_opens(run, backend):
    BACKEND_COMMAND.set('python "-m backend')
    algorithm = QgsApplication.processingRegistry().algorithmById("earthgptx:find")
    ready, message = algorithm.canExecute()
    assert not ready
    assert "Correct the command in the settings" in message


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        ("refuse", "Asking about “harbour” failed: The question is empty. Type a question."),
        ("die-when-asked", "Asking about “harbour” failed: The backend ended by itself"),
        ("die-at-start", "No module named 'torch'"),
        ("other-schema", "Bring the backend and the plugin to the same release."),
    ],
)
def test_a_failing_backend_ends_the_run_with_its_reason(run, backend, harbour, behaviour, words):
    backend(behaviour)
    with pytest.raises(QgsProcessingException) as raised:
        run("find", RASTER=harbour, PHRASE="ships")
    assert words in str(raised.value)


def test_a_run_that_fails_lets_go_of_its_output_before_the_layer_is_gone(run, backend, harbour):
    backend("die-when-asked")
    gc.collect()
    gc.disable()  # what an error's frames hold stays, as it may in QGIS
    try:
        with pytest.raises(QgsProcessingException):
            run("find", RASTER=harbour, PHRASE="ships")
        kinds = ("QgsFeatureSink", "QgsProcessingFeatureSink")
        sinks = [held for held in gc.get_objects() if type(held).__name__ in kinds]
        assert all(sip.isdeleted(sink) for sink in sinks)
    finally:
        gc.enable()
