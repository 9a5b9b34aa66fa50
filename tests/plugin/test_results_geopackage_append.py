"""Results are appended to the tables of real GeoPackages."""

from __future__ import annotations

import sqlite3

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer
from results_samples import RD_NEW, WGS_84, answered, context, looks, rows, segment, square

from earthgptx_qgis.errors import SaveError, TableUnsuitable
from earthgptx_qgis.results import geopackage
from earthgptx_qgis.results.geopackage import SaveMode, save
from earthgptx_qgis.results.segment_layer import SegmentLayer


def test_appending_adds_rows_and_styles_the_new_labels(qgis_app, tmp_path):
    path = str(tmp_path / "a.gpkg")
    save(answered().layer, path, "results")
    saved = save(answered(label="crane").layer, path, "results", SaveMode.APPEND)
    assert (saved.feature_count, saved.fields_left_out) == (2, ())
    assert [row[0] for row in rows(path, "results")] == ["ship", "ship", "crane", "crane"]
    read = QgsVectorLayer(saved.uri, "fresh", "ogr")
    assert [label for label, _ in looks(read)] == [
        "ship", "ship, low score", "crane", "crane, low score", "other",
    ]  # fmt: skip
    assert len(read.metadata().history()) == 1  # the two answers have the same line


def test_appending_leaves_the_other_styles_of_the_table_alone(qgis_app, tmp_path):
    path = str(tmp_path / "a.gpkg")
    own = geopackage.load(save(answered().layer, path, "results"))
    own.saveStyleToDatabase("for print", "mine", False, "")
    save(answered(label="crane").layer, path, "results", SaveMode.APPEND)
    with sqlite3.connect(path) as database:
        styles = database.execute("SELECT styleName, useAsDefault FROM layer_styles").fetchall()
    assert sorted(styles) == [("for print", 0), ("results", 1)]


def test_a_feature_without_a_label_is_appended_without_a_legend_entry(qgis_app, tmp_path):
    path = str(tmp_path / "a.gpkg")
    save(answered().layer, path, "results")
    drawn = SegmentLayer.create(RD_NEW).layer
    feature = QgsFeature(drawn.fields())
    feature.setGeometry(QgsGeometry.fromWkt("MultiPolygon(((0 0, 1 0, 1 1, 0 0)))"))
    drawn.dataProvider().addFeatures([feature])
    saved = save(drawn, path, "results", SaveMode.APPEND)
    assert [row[0] for row in rows(path, "results")] == ["ship", "ship", None]
    assert [label for label, _ in looks(geopackage.load(saved))] == [
        "ship", "ship, low score", "other",
    ]  # fmt: skip


def test_a_layer_that_knows_no_labels_can_be_appended(qgis_app, tmp_path):
    path = str(tmp_path / "a.gpkg")
    own = QgsVectorLayer("Point?crs=EPSG:28992&field=name:string", "own", "memory")
    feature = QgsFeature(own.fields())
    feature.setAttribute("name", "quay")
    feature.setGeometry(QgsGeometry.fromWkt("Point(1 2)"))
    own.dataProvider().addFeatures([feature])
    save(own, path, "own")
    save(own, path, "own", SaveMode.APPEND)
    assert rows(path, "own") == [["quay"], ["quay"]]


def test_appending_maps_fields_by_name_and_tells_which_found_no_place(qgis_app, tmp_path):
    path = str(tmp_path / "own.gpkg")
    own = QgsVectorLayer(
        "MultiPolygon?crs=EPSG:28992&field=Score:double&field=remark:string&field=label:string",
        "own",
        "memory",
    )
    save(own, path, "own")
    saved = save(answered(scores=(0.9,)).layer, path, "own", SaveMode.APPEND)
    assert rows(path, "own") == [[0.9, None, "ship"]]
    assert saved.fields_left_out == (
        "phrase", "answer", "task", "mark", "source_layer", "source_kind", "model",
        "weights_sha256", "area_m2", "created", "perimeter_m", "status",
    )  # fmt: skip


def test_appending_transforms_to_the_crs_of_the_table(qgis_app, tmp_path):
    path = str(tmp_path / "a.gpkg")
    save(answered(scores=(0.9,)).layer, path, "t")
    in_degrees = SegmentLayer.create(WGS_84)
    in_degrees.add(context(WGS_84), [segment(wkb=square(5.387, 52.155, 0.0001))])
    saved = save(in_degrees.layer, path, "t", SaveMode.APPEND)
    centres = [
        feature.geometry().centroid().asPoint() for feature in geopackage.load(saved).getFeatures()
    ]
    # Amersfoort, the origin of the Dutch grid: 155000, 463000.
    assert abs(centres[1].x() - 155_000) < 100
    assert abs(centres[1].y() - 463_000) < 100


@pytest.mark.parametrize(
    ("definition", "reason"),
    [
        ("Point?crs=EPSG:28992", "it holds Point, the results are MultiPolygon"),
        ("MultiPolygon?crs=EPSG:28992&field=label:int", "“label” does not take “ship”"),
    ],
)
def test_a_table_that_does_not_fit_is_named_with_the_reason(qgis_app, tmp_path, definition, reason):
    path = str(tmp_path / "a.gpkg")
    save(QgsVectorLayer(definition, "own", "memory"), path, "own")
    with pytest.raises(TableUnsuitable, match=reason):
        save(answered().layer, path, "own", SaveMode.APPEND)
    assert rows(path, "own") == []


def test_results_without_a_crs_go_only_into_a_table_without_one(qgis_app, tmp_path):
    path = str(tmp_path / "a.gpkg")
    save(answered("").layer, path, "none")
    save(answered().layer, path, "rd")
    save(answered("").layer, path, "none", SaveMode.APPEND)
    assert len(rows(path, "none")) == 4
    with pytest.raises(TableUnsuitable, match="no CRS"):
        save(answered("").layer, path, "rd", SaveMode.APPEND)
    with pytest.raises(TableUnsuitable, match="no CRS"):
        save(answered().layer, path, "none", SaveMode.APPEND)


def test_a_refused_row_leaves_the_table_as_it_was(qgis_app, tmp_path):
    path = str(tmp_path / "a.gpkg")
    save(answered(scores=(0.9,)).layer, path, "t")
    with sqlite3.connect(path) as database:
        database.execute("CREATE UNIQUE INDEX one_score ON t (score)")
    with pytest.raises(SaveError, match="UNIQUE"):
        save(answered(scores=(0.1, 0.2, 0.9)).layer, path, "t", SaveMode.APPEND)
    assert [row[2] for row in rows(path, "t")] == [0.9]


def test_appending_to_what_is_not_there_says_so(qgis_app, tmp_path):
    path = str(tmp_path / "a.gpkg")
    with pytest.raises(TableUnsuitable, match="does not exist"):
        save(answered().layer, path, "t", SaveMode.APPEND)
    save(answered().layer, path, "t")
    with pytest.raises(TableUnsuitable, match="has no table “u”"):
        save(answered().layer, path, "u", SaveMode.APPEND)
