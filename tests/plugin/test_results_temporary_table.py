"""The temporary layer of answers: a table in a file of its own, which goes with QGIS."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QDir
from results_samples import RD_NEW, answered, context, room_for, save_single_file, segment

from earthgptx_qgis.errors import ResultLayerError
from earthgptx_qgis.results import geopackage
from earthgptx_qgis.results.field_mapping import mapping_by_name
from earthgptx_qgis.results.segment_layer import SegmentLayer, is_segment_layer

HERE = Path(__file__).parent
MAKE_A_LAYER = """
from qgis.core import QgsApplication
application = QgsApplication([], False)
application.initQgis()
from results_samples import answered
print(answered().layer.source(), flush=True)
"""
LEAVE_QGIS = """
# The legend is being counted: a layer that outlives QGIS crashes it.
while application.taskManager().countActiveTasks():
    application.processEvents()
application.exitQgis()
"""


def file_of(layer):
    return Path(layer.source().split("|")[0])


def run(*arguments):
    """A Python process with QGIS, at its end."""
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=300,
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parents[1])]),
        },
        check=False,
    )


def test_qgis_does_not_crash_when_layers_come_and_go_while_filtered_results_are_drawn():
    drawing = run(HERE / "drawing_while_layers_come.py")
    assert (drawing.returncode, drawing.stdout) == (0, "drawn\n"), drawing.stderr[-2000:]


def test_qgis_takes_the_layer_for_a_temporary_one_and_filters_it_by_sql(qgis_app):
    layer = SegmentLayer.create(RD_NEW).layer
    assert layer.isTemporary()
    assert (layer.providerType(), layer.storageType()) == ("ogr", "GPKG")
    assert str(file_of(layer)).startswith(QDir.tempPath())


@pytest.mark.parametrize("end", ["", LEAVE_QGIS], ids=["of Python", "of QGIS"])
def test_the_file_goes_with_the_process(end):
    made = run("-c", MAKE_A_LAYER + end)
    source = made.stdout.strip()
    assert source.endswith("results.gpkg|layername=results"), made.stderr
    assert not Path(source.split("|")[0]).parent.exists()


@pytest.mark.parametrize("crs", [RD_NEW, ""], ids=["a CRS", "no CRS"])
def test_a_project_opened_again_in_the_same_qgis_goes_on_with_its_polygons(
    qgis_new_project, tmp_path, crs
):
    project = QgsProject.instance()
    SegmentLayer.in_project(project, crs).add(context(crs), [segment()])
    assert project.write(str(tmp_path / "harbour.qgz"))
    project.clear()
    assert project.read(str(tmp_path / "harbour.qgz"))
    again = SegmentLayer.in_project(project, crs)
    again.add(context(crs), [segment(index=1)])
    assert len(project.mapLayers()) == 1
    assert again.layer.featureCount() == 2


def test_a_project_whose_table_is_gone_gets_a_new_layer(qgis_new_project, tmp_path):
    project = QgsProject.instance()
    gone = file_of(SegmentLayer.in_project(project, RD_NEW).layer)
    assert project.write(str(tmp_path / "harbour.qgz"))
    project.clear()
    gone.unlink()
    project.read(str(tmp_path / "harbour.qgz"))
    assert len(SegmentLayer.in_project(project, RD_NEW).add(context(), [segment()])) == 1
    assert len(project.mapLayers()) == 2


def test_a_folder_for_temporary_files_that_takes_none_is_named(qgis_app, monkeypatch):
    monkeypatch.setenv("TMPDIR", "/proc")
    with pytest.raises(ResultLayerError, match="could be made in /proc: ") as caught:
        SegmentLayer.create(RD_NEW)
    assert "ask again" in caught.value.hint


def test_a_full_disk_is_said_where_the_temporary_layer_is_to_be_made(qgis_app):
    with room_for(10_000), pytest.raises(ResultLayerError, match="No temporary layer"):
        SegmentLayer.create(RD_NEW)


def test_hidden_polygons_that_come_and_go_are_not_counted_as_shown(qgis_app):
    segments = SegmentLayer.create(RD_NEW)
    segments.set_minimum_score(0.5)
    ids = segments.add(context(), [segment(score=score) for score in (0.1, 0.2, 0.6, 0.7, 0.9)])
    assert (segments.layer.featureCount(), segments.counts) == (3, (3, 2))
    segments.remove([ids[0], ids[4]])
    segments.refresh()
    assert (segments.layer.featureCount(), segments.counts) == (2, (2, 1))


def test_a_saved_copy_takes_no_answers_though_it_lies_among_temporary_files(qgis_app, tmp_path):
    saved = geopackage.save(answered().layer, str(tmp_path / "results.gpkg"), "results")
    assert not is_segment_layer(geopackage.load(saved))


def test_the_key_stays_where_it_belongs(qgis_app, tmp_path):
    layer = answered(scores=(0.9, 0.8)).layer
    layer.dataProvider().deleteFeatures([1])
    save_single_file(layer, str(tmp_path / "a.geojson"))
    assert QgsVectorLayer(str(tmp_path / "a.geojson"), "a", "ogr").fields().names()[0] == "label"
    saved = geopackage.load(geopackage.save(layer, str(tmp_path / "a.gpkg"), "t"))
    assert [feature.id() for feature in saved.getFeatures()] == [1]
    own = QgsVectorLayer("MultiPolygon?field=fid:integer&field=label:string", "own", "memory")
    assert mapping_by_name(layer, own) == {"label": '"label"'}


def test_neither_the_attribute_table_nor_a_form_shows_the_key(qgis_app):
    layer = SegmentLayer.create(RD_NEW).layer
    hidden = [one.name for one in layer.attributeTableConfig().columns() if one.hidden]
    assert "fid" in hidden
    assert layer.editorWidgetSetup(0).type() == "Hidden"
