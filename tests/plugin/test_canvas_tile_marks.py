"""Marks in map coordinates become marks in tile pixels."""

from __future__ import annotations

import math

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsPointXY,
)

from earthgptx_qgis.canvas.map_marks import MapMark, MapPrompt
from earthgptx_qgis.canvas.tile_marks import marks_on_tile
from earthgptx_qgis.crs import wkt_of
from earthgptx_qgis.errors import MarkOutsideTile
from earthgptx_qgis.wire.geobox import GeoBox
from earthgptx_qgis.wire.messages import Mark, PromptShape, VisualPrompt

POINT, BOX = PromptShape.POINT, PromptShape.BOX
POLYGON, SCRIBBLE = PromptShape.POLYGON, PromptShape.SCRIBBLE
CONTEXT = QgsCoordinateTransformContext()


@pytest.fixture
def utm(qgis_app):
    return QgsCoordinateReferenceSystem("EPSG:32631")


@pytest.fixture
def tile(utm):
    """100 x 60 pixels of half a metre."""
    bounds = (500000.0, 3999970.0, 500050.0, 4000000.0)
    return GeoBox.from_bounds(100, 60, bounds, wkt_of(utm))


def one(shape, *points, number=1, crs, positive=True):
    return MapMark(number, (MapPrompt(shape, points, positive),), wkt_of(crs))


def placed(mark, tile, crs):
    (result,) = marks_on_tile([mark], tile, crs, CONTEXT, "apron")
    return result


def test_a_point_becomes_a_pixel_with_its_number(tile, utm):
    mark = one(POINT, (500010.0, 3999990.0), number=7, crs=utm)
    assert placed(mark, tile, utm) == Mark(7, (VisualPrompt(POINT, ((20.0, 20.0),)),))


def test_a_box_in_the_crs_of_the_layer_stays_a_box(tile, utm):
    mark = one(BOX, (500020.0, 3999980.0), (500010.0, 3999990.0), crs=utm)
    assert placed(mark, tile, utm).prompts == (VisualPrompt(BOX, ((20.0, 20.0), (40.0, 40.0))),)


def test_a_box_drawn_in_another_crs_becomes_a_polygon_with_curved_sides(utm):
    # A hundred kilometres beside the central meridian: the sides bend by pixels.
    web = QgsCoordinateReferenceSystem("EPSG:3857")
    to_web = QgsCoordinateTransform(utm, web, CONTEXT)
    first = to_web.transform(QgsPointXY(600000, 4500000))
    second = to_web.transform(QgsPointXY(700000, 4600000))
    bounds = (590000.0, 4490000.0, 710000.0, 4610000.0)
    tile = GeoBox.from_bounds(1200, 1200, bounds, wkt_of(utm))
    mark = one(BOX, (first.x(), first.y()), (second.x(), second.y()), crs=web)
    (prompt,) = placed(mark, tile, utm).prompts
    assert prompt.shape is POLYGON
    assert len(prompt.points) == 129
    to_utm = QgsCoordinateTransform(web, utm, CONTEXT)
    middle = to_utm.transform(QgsPointXY((first.x() + second.x()) / 2, first.y()))
    expected = tile.to_pixel(middle.x(), middle.y())
    assert min(math.dist(point, expected) for point in prompt.points) < 0.05
    corner = to_utm.transform(QgsPointXY(second.x(), first.y()))
    start = to_utm.transform(first)
    chord = tile.to_pixel((corner.x() + start.x()) / 2, (corner.y() + start.y()) / 2)
    assert math.dist(chord, expected) > 1.0


def test_a_box_on_a_rotated_tile_becomes_a_polygon(utm):
    tile = GeoBox.from_gdal(100, 60, (500000.0, 0.4, 0.3, 4000000.0, 0.3, -0.4), wkt_of(utm))
    x, y = tile.to_world(50, 30)
    (prompt,) = placed(one(BOX, (x - 2, y - 2), (x + 2, y + 2), crs=utm), tile, utm).prompts
    assert prompt.shape is POLYGON
    assert min(math.dist(p, tile.to_pixel(x + 2, y + 2)) for p in prompt.points) < 1e-6


def test_marks_in_degrees_lie_on_the_same_ground(tile, utm):
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    place = QgsCoordinateTransform(utm, degrees, CONTEXT).transform(QgsPointXY(500010, 3999990))
    (prompt,) = placed(one(POINT, (place.x(), place.y()), crs=degrees), tile, utm).prompts
    assert prompt.points[0] == pytest.approx((20.0, 20.0), abs=1e-4)


def test_without_a_crs_coordinates_are_taken_as_they_are(tile):
    nowhere = QgsCoordinateReferenceSystem()
    mark = one(POINT, (500010.0, 3999990.0), crs=nowhere)
    assert placed(mark, tile, nowhere).prompts[0].points == ((20.0, 20.0),)


def test_what_reaches_beyond_the_tile_is_cut_at_its_edge(tile, utm):
    box = one(BOX, (499990.0, 3999990.0), (500010.0, 4000010.0), crs=utm)
    assert placed(box, tile, utm).prompts[0].points == ((0.0, 0.0), (20.0, 20.0))
    line = one(SCRIBBLE, (499990.0, 3999990.0), (500010.0, 3999990.0), crs=utm)
    assert sorted(placed(line, tile, utm).prompts[0].points) == [(0.0, 20.0), (20.0, 20.0)]
    ring = (
        (499990.0, 3999990.0),
        (500010.0, 3999990.0),
        (500010.0, 3999980.0),
        (499990.0, 3999980.0),
    )
    (polygon,) = placed(one(POLYGON, *ring, crs=utm), tile, utm).prompts
    assert set(polygon.points) == {(0.0, 20.0), (20.0, 20.0), (20.0, 40.0), (0.0, 40.0)}


def test_a_line_that_leaves_and_comes_back_is_two_strokes_of_one_mark(tile, utm):
    line = one(
        SCRIBBLE,
        (500010, 3999990),
        (500010, 4000010),
        (500020, 4000010),
        (500020, 3999990),
        crs=utm,
    )
    mark = placed(line, tile, utm)
    assert [prompt.shape for prompt in mark.prompts] == [SCRIBBLE, SCRIBBLE]


def test_a_ring_inside_keeps_its_points_as_drawn_even_if_it_crosses_itself(tile, utm):
    bow = ((500010, 3999990), (500020, 3999980), (500020, 3999990), (500010, 3999980))
    (prompt,) = placed(one(POLYGON, *bow, crs=utm), tile, utm).prompts
    assert prompt.points[:4] == ((20.0, 20.0), (40.0, 40.0), (40.0, 20.0), (20.0, 40.0))


def test_a_crossed_ring_that_reaches_beyond_is_cut_without_an_error(tile, utm):
    bow = ((499990, 3999990), (500020, 3999980), (500020, 3999990), (499990, 3999980))
    prompts = placed(one(POLYGON, *bow, crs=utm), tile, utm).prompts
    assert prompts
    assert all(0 <= x <= 100 and 0 <= y <= 60 for p in prompts for x, y in p.points)


def test_a_ring_of_very_many_points_is_thinned_to_a_tenth_of_a_pixel(tile, utm):
    ring = tuple(
        (
            500025 + 10 * math.cos(step / 1e4 * math.tau),
            3999985 + 10 * math.sin(step / 1e4 * math.tau),
        )
        for step in range(10000)
    )
    (prompt,) = placed(one(POLYGON, *ring, crs=utm), tile, utm).prompts
    assert len(prompt.points) < 200
    assert max(abs(math.dist(point, (50, 30)) - 20) for point in prompt.points) < 0.2


def test_marks_outside_the_tile_are_named_all_at_once(tile, utm):
    marks = [
        one(POINT, (500010, 3999990), number=1, crs=utm),
        one(POINT, (510000, 3999990), number=2, crs=utm),
        one(BOX, (400000, 1), (400001, 2), number=5, crs=utm),
    ]
    with pytest.raises(
        MarkOutsideTile, match="Mark 2, 5 lies outside the pixels read from “apron”"
    ) as caught:
        marks_on_tile(marks, tile, utm, CONTEXT, "apron")
    assert caught.value.numbers == (2, 5)
    assert "Zoom" in caught.value.hint


def test_a_place_the_layers_crs_cannot_express_is_outside(tile, utm):
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    with pytest.raises(MarkOutsideTile):
        placed(one(POINT, (500.0, 95.0), crs=degrees), tile, utm)


def test_refinements_outside_are_dropped_and_those_inside_kept(tile, utm):
    prompts = (
        MapPrompt(POINT, ((500010, 3999990),)),
        MapPrompt(POINT, ((500020, 3999990),), False),
        MapPrompt(POINT, ((900000, 3999990),), False),
    )
    mark = placed(MapMark(1, prompts, wkt_of(utm)), tile, utm)
    assert [(p.points[0], p.positive) for p in mark.prompts] == [
        ((20.0, 20.0), True),
        ((40.0, 20.0), False),
    ]


def test_the_feature_of_a_mark_is_kept(tile, utm):
    mark = MapMark(1, (MapPrompt(POINT, ((500010, 3999990),)),), wkt_of(utm), "layer", 42)
    assert placed(mark, tile, utm).feature_id == 42
