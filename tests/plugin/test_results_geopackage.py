"""Results are saved to real GeoPackages, read back with QGIS and with OGR alone."""

from __future__ import annotations

import os
import sqlite3

import pytest
from osgeo import ogr
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeature,
    QgsFeedback,
    QgsGeometry,
    QgsVectorLayer,
)
from results_samples import (
    IN_NO_DATABASE,
    RD_NEW,
    WGS_84,
    answered,
    context,
    looks,
    rows,
    segment,
    square,
)

from earthgptx_qgis.errors import (
    LayerBeingEdited,
    SaveError,
    Stopped,
    TableExists,
    TableUnsuitable,
)
from earthgptx_qgis.results import geopackage
from earthgptx_qgis.results.feature_fields import FeatureAnswer, copy_with_answers
from earthgptx_qgis.results.geopackage import SaveMode, save
from earthgptx_qgis.results.segment_layer import SegmentLayer


def table_names(path):
    """As OGR lists them."""
    source = ogr.Open(str(path))
    return sorted(source.GetLayer(i).GetName() for i in range(source.GetLayerCount()))


def test_a_new_file_holds_the_table_its_attributes_and_its_crs(qgis_app, tmp_path):
    saved = save(answered().layer, str(tmp_path / "harbour.gpkg"), "ships")
    assert (saved.table, saved.feature_count) == ("ships", 2)
    source = ogr.Open(str(tmp_path / "harbour.gpkg"))
    layer = source.GetLayerByName("ships")
    assert layer.GetSpatialRef().GetAuthorityCode(None) == "28992"
    assert ogr.GeometryTypeToName(layer.GetGeomType()) == "Multi Polygon"
    assert rows(saved.path, "ships")[0] == [
        "ship", "the ship", 0.9, "I found the ships.", "find", None, "harbour", "optical",
        "earthgptx-nano", "ab" * 32, 64.5, "2026-11-23T15:30:00+00:00",
        pytest.approx(42.67, abs=0.01), "new",
    ]  # fmt: skip


def test_nothing_but_the_file_stays_in_the_folder(qgis_app, tmp_path):
    save(answered().layer, str(tmp_path / "harbour"), "ships")
    assert os.listdir(tmp_path) == ["harbour.gpkg"]


@pytest.mark.parametrize("wkt", [RD_NEW, WGS_84, IN_NO_DATABASE])
def test_geometry_and_crs_survive_the_way_to_the_file_and_back(qgis_app, tmp_path, wkt):
    segments = SegmentLayer.create(wkt)
    wkb = square(4.123456789, 52.987654321, 0.01)
    segments.add(context(wkt), [segment(wkb=wkb)])
    saved = save(segments.layer, str(tmp_path / "a.gpkg"), "t")
    read = QgsVectorLayer(saved.uri, "fresh", "ogr")
    (feature,) = read.getFeatures()
    assert bytes(feature.geometry().asWkb()) == wkb
    assert read.crs().isValid()
    assert read.crs().toProj() == segments.layer.crs().toProj()
    by_ogr = ogr.Open(saved.path)
    assert bytes(by_ogr.GetLayer(0).GetNextFeature().GetGeometryRef().ExportToWkb()) == wkb


def test_without_a_crs_the_table_is_undefined_cartesian_and_loads_without_one(qgis_app, tmp_path):
    saved = save(answered("").layer, str(tmp_path / "a.gpkg"), "t")
    with sqlite3.connect(saved.path) as database:
        assert database.execute("SELECT srs_id FROM gpkg_contents").fetchall()[0] == (-1,)
        assert database.execute("SELECT srs_id FROM gpkg_geometry_columns").fetchall() == [(-1,)]
    assert not geopackage.load(saved).crs().isValid()


def test_the_style_comes_along_and_a_fresh_layer_wears_it(qgis_app, tmp_path):
    segments = answered()
    saved = save(segments.layer, str(tmp_path / "a.gpkg"), "t")
    fresh = QgsVectorLayer(saved.uri, "fresh", "ogr")
    assert isinstance(fresh.renderer(), QgsCategorizedSymbolRenderer)
    assert [label for label, _ in looks(fresh)] == ["ship", "ship, low score", "other"]
    assert looks(fresh) == looks(segments.layer)
    with sqlite3.connect(saved.path) as database:
        styles = database.execute("SELECT f_table_name, useAsDefault FROM layer_styles").fetchall()
    assert styles == [("t", 1)]


def test_the_provenance_comes_along(qgis_app, tmp_path):
    saved = save(answered().layer, str(tmp_path / "a.gpkg"), "t")
    read = QgsVectorLayer(saved.uri, "fresh", "ogr")
    (line,) = read.metadata().history()
    assert "find all ships" in line
    assert "ab" * 32 in line
    assert "112.5..2048, 90..1800 DN" in line
    assert read.customProperty("earthgptx/model") == "earthgptx-nano"


def test_a_second_table_leaves_the_first_as_it_was(qgis_app, tmp_path):
    path = str(tmp_path / "a.gpkg")
    save(answered().layer, path, "ships")
    before = rows(path, "ships")
    saved = save(answered(scores=(0.7,), label="crane").layer, path, "cranes")
    assert table_names(path) == ["cranes", "layer_styles", "ships"]
    assert rows(path, "ships") == before
    assert [row[0] for row in rows(path, "cranes")] == ["crane"]
    assert [label for label, _ in looks(geopackage.load(saved))] == ["crane", "other"]
    assert geopackage.tables(path) == ["cranes", "ships"]


def test_a_second_table_has_its_index_its_metadata_and_its_name_everywhere(qgis_app, tmp_path):
    path = str(tmp_path / "a.gpkg")
    save(answered().layer, path, "ships")
    saved = save(answered().layer, path, "cranes")
    with sqlite3.connect(path) as database:
        contents = database.execute(
            "SELECT identifier FROM gpkg_contents WHERE table_name = 'cranes'"
        ).fetchall()
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master")]
    assert contents == [("cranes",)]
    assert "rtree_cranes_geom" in names
    kinds = ("geom", "rowid", "node", "parent", "insert", "delete", "update", "count_cranes")
    # How many triggers an index has for updates depends on the release of GDAL.
    assert not [
        name for name in names if "cranes_" in name and not name.rstrip("1234567").endswith(kinds)
    ]
    assert len(QgsVectorLayer(saved.uri, "fresh", "ogr").metadata().history()) == 1


def test_the_file_is_closed_and_fit_for_read_only_folders_when_all_is_saved(qgis_app, tmp_path):
    path = tmp_path / "a.gpkg"
    for table, mode in (
        ("ships", SaveMode.NEW),
        ("cranes", SaveMode.NEW),
        ("cranes", SaveMode.APPEND),
        ("cranes", SaveMode.OVERWRITE),
    ):
        save(answered(label=table).layer, str(path), table, mode)
        geopackage.tables(str(path))
        # No write-ahead log of an open connection, nor the mark in the header that asks for one.
        assert os.listdir(tmp_path) == ["a.gpkg"]
        assert path.read_bytes()[18:20] == b"\x01\x01"


def test_appending_that_is_cancelled_in_the_middle_leaves_the_file_as_it_was(qgis_app, tmp_path):
    path = tmp_path / "a.gpkg"
    save(answered().layer, str(path), "t")
    before = path.read_bytes()
    feedback, told = QgsFeedback(), []
    feedback.progressChanged.connect(lambda percent: told.append(percent) or feedback.cancel())
    wanted = geopackage.prepare(answered().layer, str(path), "t", SaveMode.APPEND)
    with pytest.raises(Stopped, match="nothing was written"):
        wanted.write(feedback)
    assert told == [50.0]
    assert path.read_bytes() == before


def test_a_file_that_is_none_has_no_tables_to_offer(qgis_app, tmp_path):
    (tmp_path / "notes.gpkg").write_text("no tables")
    with pytest.raises(SaveError, match=r"notes\.gpkg"):
        geopackage.tables(str(tmp_path / "notes.gpkg"))


def test_an_existing_table_is_not_replaced_unasked(qgis_app, tmp_path):
    path = str(tmp_path / "a.gpkg")
    save(answered().layer, path, "ships")
    before = (tmp_path / "a.gpkg").read_bytes()
    with pytest.raises(TableExists, match=r"a\.gpkg already has a table “ships”"):
        save(answered(scores=(0.5,)).layer, path, "SHIPS")
    assert (tmp_path / "a.gpkg").read_bytes() == before


def test_a_name_taken_by_a_plain_table_is_not_replaced_unasked(qgis_app, tmp_path):
    path = tmp_path / "a.gpkg"
    save(answered().layer, str(path), "ships")
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE crew (name TEXT)")
    with pytest.raises(TableExists, match="crew"):
        save(answered().layer, str(path), "crew")


def test_replacing_replaces_the_one_table_and_its_style_only(qgis_app, tmp_path):
    path = str(tmp_path / "a.gpkg")
    save(answered().layer, path, "ships")
    save(answered().layer, path, "others")
    saved = save(answered(scores=(0.5,), label="crane").layer, path, "ships", SaveMode.OVERWRITE)
    assert [row[0] for row in rows(path, "ships")] == ["crane"]
    assert len(rows(path, "others")) == 2
    assert table_names(path) == ["layer_styles", "others", "ships"]
    assert [label for label, _ in looks(geopackage.load(saved))] == ["crane", "other"]
    with sqlite3.connect(path) as database:
        styles = database.execute("SELECT f_table_name FROM layer_styles ORDER BY 1").fetchall()
    assert styles == [("others",), ("ships",)]


def test_what_the_minimum_score_hides_is_saved_only_when_asked(qgis_app, tmp_path):
    segments = answered(scores=(0.9, 0.2))
    segments.set_minimum_score(0.5)
    save(segments.layer, str(tmp_path / "shown.gpkg"), "t")
    save(segments.layer, str(tmp_path / "all.gpkg"), "t", include_hidden=True)
    assert [row[2] for row in rows(tmp_path / "shown.gpkg", "t")] == [0.9]
    assert [row[2] for row in rows(tmp_path / "all.gpkg", "t")] == [0.9, 0.2]
    assert segments.layer.featureCount() == 1


def test_edits_that_are_not_saved_yet_are_written(qgis_app, tmp_path):
    segments = answered(scores=(0.9,))
    segments.layer.startEditing()
    drawn = QgsFeature(segments.layer.fields())
    drawn.setGeometry(QgsGeometry.fromWkt("MultiPolygon(((0 0, 1 0, 1 1, 0 0)))"))
    drawn.setAttribute("label", "quay")
    segments.layer.addFeature(drawn)
    save(segments.layer, str(tmp_path / "a.gpkg"), "t")
    assert sorted(row[0] for row in rows(tmp_path / "a.gpkg", "t")) == ["quay", "ship"]
    segments.layer.rollBack()
    segments.set_minimum_score(0.5)
    segments.layer.startEditing()
    with pytest.raises(LayerBeingEdited, match="hidden"):
        save(segments.layer, str(tmp_path / "b.gpkg"), "t", include_hidden=True)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/proc/earthgptx.gpkg", "cannot be written"),
        ("/nowhere/at/all/a.gpkg", "folder of /nowhere/at/all/a.gpkg does not exist"),
        ("/etc/hostname/a.gpkg", "does not exist"),
    ],
)
def test_a_folder_that_takes_no_file_is_named_and_the_results_stay(qgis_app, path, words):
    segments = answered()
    with pytest.raises(SaveError, match=words) as caught:
        save(segments.layer, path, "t")
    assert caught.value.hint
    assert segments.layer.featureCount() == 2


# Each takes the five seconds that SQLite waits for a lock.
@pytest.mark.parametrize("mode", [SaveMode.APPEND, SaveMode.OVERWRITE])
def test_a_file_locked_by_another_program_says_so_and_stays_as_it_was(qgis_app, tmp_path, mode):
    path = str(tmp_path / "a.gpkg")
    save(answered().layer, path, "t")
    before = rows(path, "t")
    other_program = sqlite3.connect(path, isolation_level=None)
    other_program.execute("BEGIN IMMEDIATE")
    with pytest.raises(SaveError, match="locked by another program"):
        save(answered().layer, path, "t", mode)
    other_program.execute("ROLLBACK")
    other_program.close()
    assert rows(path, "t") == before


def test_a_file_that_is_no_geopackage_is_left_alone(qgis_app, tmp_path):
    path = tmp_path / "notes.gpkg"
    path.write_text("not to be lost")
    for mode in SaveMode:
        with pytest.raises(SaveError, match=r"notes\.gpkg"):
            save(answered().layer, str(path), "t", mode)
    assert path.read_text() == "not to be lost"


@pytest.mark.parametrize("name", ["", "  ", "gpkg_contents", "layer_styles", "a|b", 'a"b'])
def test_a_name_no_table_can_have_is_refused(qgis_app, tmp_path, name):
    with pytest.raises(TableUnsuitable, match="cannot be the name"):
        save(answered().layer, str(tmp_path / "a.gpkg"), name)
    assert os.listdir(tmp_path) == []


def test_an_open_layer_of_the_file_does_not_hinder_a_second_table(qgis_app, tmp_path):
    path = str(tmp_path / "a.gpkg")
    shown = geopackage.load(save(answered().layer, path, "ships"))
    assert len(list(shown.getFeatures())) == 2
    save(answered().layer, path, "cranes")
    save(answered().layer, path, "ships", SaveMode.APPEND)
    assert len(list(shown.getFeatures())) == 4
    save(answered(scores=(0.9,)).layer, path, "ships", SaveMode.OVERWRITE)
    assert len(list(shown.getFeatures())) == 1


def test_a_result_without_features_is_saved_as_an_empty_table(qgis_app, tmp_path):
    saved = save(SegmentLayer.create(RD_NEW).layer, str(tmp_path / "a.gpkg"), "t")
    assert (saved.feature_count, rows(saved.path, "t")) == (0, [])


def test_a_copy_with_answers_of_a_saved_layer_can_be_saved_itself(qgis_app, tmp_path):
    results = geopackage.load(save(answered().layer, str(tmp_path / "a.gpkg"), "t"))
    copied = copy_with_answers(results, [FeatureAnswer(2, "ferry", 0.75)])
    path = str(tmp_path / "copy.gpkg")
    save(copied, path, "copy")
    assert rows(path, "copy")[0][-3:] == ["ferry", 0.75, 2]
    save(copied, path, "copy", SaveMode.APPEND)
    assert len(rows(path, "copy")) == 2


def test_ten_thousand_features_are_saved_whole(qgis_app, tmp_path):
    segments = answered(scores=[0.9] * 10_000)
    saved = save(segments.layer, str(tmp_path / "a.gpkg"), "t")
    assert saved.feature_count == 10_000
    assert QgsVectorLayer(saved.uri, "fresh", "ogr").featureCount() == 10_000
