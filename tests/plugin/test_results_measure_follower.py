"""Area and perimeter follow what a person does to polygons of a result layer."""

from __future__ import annotations

import pytest
from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsVectorLayer,
)
from results_samples import context, segment, square

from earthgptx_qgis.results.geopackage import load, save
from earthgptx_qgis.results.measure_follower import MeasureFollower
from earthgptx_qgis.results.segment_layer import SegmentLayer

UTM = QgsCoordinateReferenceSystem("EPSG:32631").toWkt(
    QgsCoordinateReferenceSystem.WktVariant.WKT2_2019
)
SHIP = square(500000.0, 4000000.0)
HECTARE = (
    "MultiPolygon(((500000 4000000, 500100 4000000, 500100 4000100, 500000 4000100, "
    "500000 4000000)))"
)


@pytest.fixture
def ships(qgis_new_project) -> QgsVectorLayer:
    """A result layer with one polygon."""
    ships = SegmentLayer.create(UTM)
    ships.add(context(UTM), [segment(wkb=SHIP)])
    QgsProject.instance().addMapLayer(ships.layer)
    MeasureFollower(ships.layer)
    return ships.layer


def measures(layer):
    """Square metres and metres on UTM's grid, where 0.9996 m are one on the ground."""
    return [
        (round(row["area_m2"] * 0.9996**2), round(row["perimeter_m"] * 0.9996))
        for row in layer.getFeatures()
    ]


def edit(layer, change):
    """As QGIS's own tools do."""
    layer.beginEditCommand("edit")
    change()
    layer.endEditCommand()


def first(layer) -> QgsFeature:
    return next(layer.getFeatures())


def test_a_polygon_drawn_anew_is_measured_in_the_same_step(ships):
    before = first(ships).attributes()
    ships.startEditing()
    feature_id, outline = first(ships).id(), QgsGeometry.fromWkt(HECTARE)
    edit(ships, lambda: ships.changeGeometry(feature_id, outline))
    assert measures(ships) == [(10000, 400)]
    assert ships.undoStack().count() == 1
    ships.undoStack().undo()
    assert first(ships).attributes() == before
    ships.undoStack().redo()
    assert measures(ships) == [(10000, 400)]
    assert ships.commitChanges()
    assert measures(ships) == [(10000, 400)]


def test_both_parts_of_a_cut_polygon_are_measured(ships):
    ships.startEditing()
    feature_id, outline = first(ships).id(), QgsGeometry.fromWkt(HECTARE)
    edit(ships, lambda: ships.changeGeometry(feature_id, outline))
    line = [QgsPointXY(500030, 3999999), QgsPointXY(500030, 4000101)]
    edit(ships, lambda: ships.splitFeatures(line))
    assert sorted(measures(ships)) == [(3000, 260), (7000, 340)]
    ships.undoStack().undo()
    assert measures(ships) == [(10000, 400)]


def test_a_polygon_drawn_by_hand_is_measured(ships):
    ships.startEditing()
    row = QgsFeature(ships.fields())
    row.setGeometry(QgsGeometry.fromWkt(HECTARE))
    edit(ships, lambda: ships.addFeature(row))
    assert (10000, 400) in measures(ships)
    ships.undoStack().undo()
    assert ships.featureCount() == 1


def test_an_answer_that_comes_while_the_layer_is_edited_keeps_what_the_backend_measured(ships):
    ships.startEditing()
    exact = first(ships).geometry()
    edit(ships, lambda: ships.changeGeometry(first(ships).id(), exact))
    area = first(ships)["area_m2"]
    SegmentLayer(ships).add(context(UTM), [segment(wkb=SHIP, area_m2=area * (1 + 1e-9))])
    areas = sorted(row["area_m2"] for row in ships.getFeatures())
    assert areas == [area, area * (1 + 1e-9)]


def test_a_table_that_was_saved_and_loaded_is_measured_as_well(ships, tmp_path):
    table = load(save(ships, str(tmp_path / "ships.gpkg"), "ships"))
    MeasureFollower(table)
    table.startEditing()
    feature_id, outline = first(table).id(), QgsGeometry.fromWkt(HECTARE)
    edit(table, lambda: table.changeGeometry(feature_id, outline))
    assert table.commitChanges()
    assert measures(table) == [(10000, 400)]


def test_without_a_crs_there_is_nothing_to_measure(qgis_new_project):
    ships = SegmentLayer.create("")
    ships.add(context(""), [segment(wkb=SHIP, area_m2=None)])
    layer = ships.layer
    MeasureFollower(layer)
    layer.startEditing()
    feature_id, outline = first(layer).id(), QgsGeometry.fromWkt(HECTARE)
    edit(layer, lambda: layer.changeGeometry(feature_id, outline))
    assert first(layer)["area_m2"] in (None, NULL)


def test_what_a_script_changes_without_a_command_stays_its_own_single_step(ships):
    ships.startEditing()
    ships.changeGeometry(first(ships).id(), QgsGeometry.fromWkt(HECTARE))
    assert ships.undoStack().count() == 1
