"""A full disk, a read-only file or folder, a file another process holds: said, and nothing lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsVectorLayer
from results_samples import RD_NEW, context, room_for, save_single_file, segment

from earthgptx_qgis.errors import EarthGPTXError, ResultLayerError, SaveError
from earthgptx_qgis.results import geopackage
from earthgptx_qgis.results.answered_polygons import AnsweredPolygons
from earthgptx_qgis.results.geopackage import SaveMode
from earthgptx_qgis.results.refinement import Outlines, Refinement
from earthgptx_qgis.results.segment_layer import SegmentLayer
from earthgptx_qgis.ui.widgets.task_entry import thread_pool

NOBODY = 65534
HOLD = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


def answered(count=2):
    segments = SegmentLayer.create(RD_NEW)
    segments.add(context(), [segment(index=index) for index in range(count)])
    return segments


def count_in(path, table="t"):
    return QgsVectorLayer(f"{path}|layername={table}", "t", "ogr").featureCount()


@pytest.fixture
def own_folder():
    """A folder whose permissions count, also for tests that the administrator runs."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@contextmanager
def as_ordinary_user():
    if os.geteuid() != 0:
        yield
        return
    # A legend may still be counted in another thread: QGIS names an open file by whether it can see
    # it, and crashes where that changes before the file is closed.
    thread_pool().waitForDone()
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


# A full disk.


@pytest.mark.parametrize("name", ["a.gpkg", "a.geojson", "a.fgb", "a.shp"])
def test_a_full_disk_leaves_no_half_file_and_the_results_in_their_layer(qgis_app, tmp_path, name):
    segments = answered(5000)
    path = str(tmp_path / name)
    with room_for(200_000), pytest.raises(SaveError, match="a\\.") as caught:
        if name.endswith("gpkg"):
            geopackage.save(segments.layer, path, "t")
        else:
            save_single_file(segments.layer, path)
    assert caught.value.hint
    assert os.listdir(tmp_path) == []
    assert segments.layer.featureCount() == 5000


@pytest.mark.parametrize("mode", [SaveMode.NEW, SaveMode.OVERWRITE])
def test_a_disk_that_fills_up_leaves_the_tables_of_an_existing_file(qgis_app, tmp_path, mode):
    path = str(tmp_path / "a.gpkg")
    geopackage.save(answered().layer, path, "t")
    table = "u" if mode is SaveMode.NEW else "t"
    many = answered(5000)
    with room_for(os.path.getsize(path) + 50_000), pytest.raises(SaveError, match=r"a\.gpkg"):
        geopackage.save(many.layer, path, table, mode)
    assert count_in(path) == 2


def ids_in(path):
    return set(QgsVectorLayer(f"{path}|layername=t", "t", "ogr").allFeatureIds())


def test_appending_to_a_disk_that_fills_up_says_what_came_in_and_changes_no_row(qgis_app, tmp_path):
    path = str(tmp_path / "a.gpkg")
    geopackage.save(answered().layer, path, "t")
    many = answered(5000)
    with room_for(os.path.getsize(path) + 50_000), pytest.raises(SaveError) as caught:
        geopackage.save(many.layer, path, "t", SaveMode.APPEND)
    left = len(ids_in(path)) - 2
    assert {1, 2} <= ids_in(path)
    assert left < 5000
    assert caught.value.message.startswith(f"{left} of the rows came into" if left else "Nothing")
    assert len(caught.value.message) < 400


def test_a_table_that_answers_go_straight_into_says_when_the_disk_is_full(qgis_app, tmp_path):
    segments = answered()
    segments.go_on_in(geopackage.save(segments.layer, str(tmp_path / "a.gpkg"), "t"))
    with (
        room_for(os.path.getsize(tmp_path / "a.gpkg") + 50_000),
        pytest.raises(ResultLayerError, match="refused the answer's polygons") as caught,
    ):
        segments.add(context(), [segment(index=index) for index in range(5000)])
    assert len(caught.value.message) < 400
    assert {1, 2} <= ids_in(tmp_path / "a.gpkg")


# A refinement whose table takes no more, in the middle of being replaced.


@pytest.fixture
def in_table(qgis_new_project, tmp_path):
    """The 600 polygons of an answer, in a table."""
    segments = SegmentLayer.in_project(QgsProject.instance(), RD_NEW)
    found = [segment(index=index) for index in range(600)]
    polygons = AnsweredPolygons(segments, context(), 0.5, found)
    sum(polygons.adding())
    segments.go_on_in(geopackage.save(segments.layer, str(tmp_path / "a.gpkg"), "t"))
    polygons.find_again()
    yield polygons
    QgsProject.instance().removeAllMapLayers()


def outlines_of(layer):
    return sorted(bytes(feature.geometry().asWkb()) for feature in layer.getFeatures())


def replacing(polygons, refinement):
    """Steps; the first three look whether anything was changed, then three add, three remove."""
    return polygons.replacing(refinement, polygons.refining(refinement)())


def log_of(folder):
    return os.path.getsize(folder / "a.gpkg-wal")


@pytest.mark.parametrize("step", [4, 7], ids=["while polygons are added", "while they are removed"])
def test_no_polygon_is_lost_when_the_disk_is_full_and_the_next_refinement_tidies_up(
    in_table, tmp_path, step
):
    layer, smooth = in_table.layer, Refinement(outlines=Outlines.SMOOTH)
    as_found = outlines_of(layer)
    steps = replacing(in_table, smooth)
    for _ in range(step):
        next(steps)
    with room_for(log_of(tmp_path)), pytest.raises(ResultLayerError) as caught:
        sum(steps)
    assert caught.value.message.startswith("“EarthGPT-X results” keeps polygons that were to go")
    assert "refine again" in caught.value.hint
    assert set(in_table.standing) <= set(layer.allFeatureIds())
    assert len(in_table.standing) == 600
    sum(replacing(in_table, Refinement()))
    assert outlines_of(layer) == as_found


def test_a_table_that_refuses_a_portion_takes_back_those_before(in_table, tmp_path):
    layer, as_found = in_table.layer, outlines_of(in_table.layer)
    steps = replacing(in_table, Refinement(outlines=Outlines.SMOOTH))
    for _ in range(4):
        next(steps)
    with sqlite3.connect(tmp_path / "a.gpkg", isolation_level=None) as other_program:
        other_program.execute(
            "CREATE TRIGGER full BEFORE INSERT ON t BEGIN SELECT RAISE(ABORT, 'no more'); END"
        )
    other_program.close()
    with pytest.raises(ResultLayerError, match=r"refused the answer's polygons\. .*no more"):
        sum(steps)
    assert outlines_of(layer) == as_found
    assert in_table.refinement == Refinement()


# Read-only.


@pytest.mark.parametrize("name", ["a.gpkg", "a.geojson", "a.fgb", "a.shp"])
def test_a_read_only_folder_is_named(qgis_app, own_folder, name):
    own_folder.chmod(0o555)
    segments = answered()
    path = str(own_folder / name)
    with as_ordinary_user(), pytest.raises(SaveError, match="cannot be written") as caught:
        if name.endswith("gpkg"):
            geopackage.save(segments.layer, path, "t")
        else:
            save_single_file(segments.layer, path)
    assert name in caught.value.message
    assert os.listdir(own_folder) == []


@pytest.mark.parametrize("mode", [SaveMode.NEW, SaveMode.OVERWRITE, SaveMode.APPEND])
def test_a_read_only_geopackage_is_named_and_left_alone(qgis_app, own_folder, mode):
    path = own_folder / "a.gpkg"
    geopackage.save(answered().layer, str(path), "t")
    path.chmod(0o444)
    before = path.read_bytes()
    table = "u" if mode is SaveMode.NEW else "t"
    with as_ordinary_user(), pytest.raises(SaveError, match=r"a\.gpkg"):
        geopackage.save(answered(3).layer, str(path), table, mode)
    assert path.read_bytes() == before


# Held by another process. Each takes the five seconds that SQLite waits for a lock.


@pytest.fixture
def held(qgis_app, tmp_path):
    """A GeoPackage that a process of its own is writing to."""
    path = tmp_path / "a.gpkg"
    geopackage.save(answered().layer, str(path), "t")
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"held\n"
        yield path
        other.stdin.close()


@pytest.mark.parametrize("mode", [SaveMode.NEW, SaveMode.APPEND])
def test_a_file_another_process_holds_is_named_and_waited_for_no_longer_than_seconds(held, mode):
    table = "u" if mode is SaveMode.NEW else "t"
    with pytest.raises(SaveError, match=r"a\.gpkg is locked by another program") as caught:
        geopackage.save(answered(3).layer, str(held), table, mode)
    assert caught.value.hint == "Close it there, or save to another file."
    assert count_in(held) == 2


# The result layer is changed by a person while an answer is on its way.


def test_a_result_layer_whose_fields_were_changed_is_left_alone_and_a_new_one_made(
    qgis_new_project,
):

    first = SegmentLayer.in_project(QgsProject.instance(), RD_NEW)
    first.layer.dataProvider().deleteAttributes([2])
    first.layer.updateFields()
    second = SegmentLayer.in_project(QgsProject.instance(), RD_NEW)
    assert second.layer is not first.layer
    assert len(second.add(context(), [segment()])) == 1
    assert first.layer.featureCount() == 0


def test_a_renamed_result_layer_goes_on_under_its_name(qgis_new_project):

    first = SegmentLayer.in_project(QgsProject.instance(), RD_NEW)
    first.layer.setName("my ships")
    second = SegmentLayer.in_project(QgsProject.instance(), RD_NEW)
    second.add(context(), [segment()])
    assert (second.layer is first.layer, first.layer.name()) == (True, "my ships")


def test_a_result_layer_that_was_given_another_crs_takes_no_answer_of_the_first(qgis_new_project):

    first = SegmentLayer.in_project(QgsProject.instance(), RD_NEW)
    first.layer.setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    with pytest.raises(EarthGPTXError, match="has another CRS"):
        first.add(context(), [segment()])
    second = SegmentLayer.in_project(QgsProject.instance(), RD_NEW)
    assert second.layer is not first.layer
