"""One object seen in two tiles becomes one polygon."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsGeometry,
    QgsRectangle,
)

from earthgptx_qgis.results.measures import geodesic_area
from earthgptx_qgis.results.seams import SeamJoiner
from earthgptx_qgis.wire.geobox import Affine, GeoBox
from earthgptx_qgis.wire.messages import Segment
from earthgptx_qgis.wire.windows import Window

# 200 x 100 pixels of one metre, its north-west corner at (0, 100).
GRID = GeoBox(200, 100, Affine(1.0, 0.0, 0.0, 0.0, -1.0, 100.0))
LEFT, RIGHT = Window(0, 0, 120, 100), Window(80, 0, 120, 100)


@pytest.fixture
def joiner(qgis_app):
    return SeamJoiner(GRID, lambda outline: outline.area())


def seen(joiner, window, *rectangles, label="ship", scores=(0.9,)):
    """Tell of rectangles (left, top, right, bottom), in pixels of the grid, seen in a window."""
    tile = GRID.crop(*window)
    segments = []
    for index, (left, top, right, bottom) in enumerate(rectangles):
        shape = QgsRectangle(*GRID.to_world(left, bottom), *GRID.to_world(right, top))
        outline = QgsGeometry.fromRect(shape)
        outline.convertToMultiType()
        box = (left - window.x, top - window.y, right - window.x, bottom - window.y)
        score = scores[index % len(scores)]
        segments.append(Segment(1, index, label, label, score, outline.asWkb().data(), box, 1.0))
    joiner.add(window, tile, segments)


def bounds(segments):
    found = []
    for segment in segments:
        outline = QgsGeometry()
        outline.fromWkb(segment.wkb)
        found.append(outline.boundingBox().toString(0))
    return found


def test_what_two_tiles_see_whole_is_kept_once_with_the_better_score(joiner):
    seen(joiner, LEFT, (90, 20, 110, 40), scores=(0.6,))
    seen(joiner, RIGHT, (90, 20, 111, 40), scores=(0.7,))
    (ship,) = joiner.settled(None)
    assert bounds([ship]) == ["90,60 : 111,80"]
    assert ship.score == 0.7


def test_of_a_whole_and_a_cut_sighting_the_whole_one_is_kept(joiner):
    seen(joiner, LEFT, (100, 20, 120, 40), scores=(0.9,))  # its right half is beyond the tile
    seen(joiner, RIGHT, (100, 20, 140, 40), scores=(0.5,))
    (ship,) = joiner.settled(None)
    assert bounds([ship]) == ["100,60 : 140,80"]
    assert ship.score == 0.9


def test_pieces_of_what_no_tile_sees_whole_are_joined_and_measured_anew(joiner):
    seen(joiner, LEFT, (10, 20, 120, 40), scores=(0.4,))
    seen(joiner, RIGHT, (80, 20, 190, 40), scores=(0.8,))
    (quay,) = joiner.settled(None)
    assert bounds([quay]) == ["10,60 : 190,80"]
    assert quay.area_m2 == 3600.0
    assert quay.score == 0.8


def test_a_scrap_that_is_whole_in_one_tile_does_not_stand_for_the_river_it_belongs_to(joiner):
    seen(joiner, LEFT, (95, 25, 105, 35), label="water", scores=(0.6,))
    seen(joiner, RIGHT, (90, 20, 200, 40), label="water", scores=(0.9,))
    (river,) = joiner.settled(None)
    assert bounds([river]) == ["90,60 : 200,80"]
    assert river.score == 0.9


def test_neighbours_in_the_shared_strip_stay_apart(joiner):
    for window in (LEFT, RIGHT):
        seen(joiner, window, (85, 10, 95, 30), (96, 10, 106, 30))
    assert sorted(bounds(joiner.settled(None))) == ["85,70 : 95,90", "96,70 : 106,90"]


def test_objects_of_different_labels_are_never_joined(joiner):
    seen(joiner, LEFT, (90, 20, 110, 40), label="ship")
    seen(joiner, RIGHT, (90, 20, 110, 40), label="quay")
    assert [segment.label for segment in joiner.settled(None)] == ["ship", "quay"]


def test_two_overlapping_objects_of_one_tile_are_two(joiner):
    seen(joiner, LEFT, (90, 20, 110, 40), (91, 20, 111, 40))
    assert len(joiner.settled(None)) == 2


def test_a_chain_of_sightings_over_three_tiles_is_one_object(joiner):
    windows = Window(0, 0, 80, 100), Window(60, 0, 80, 100), Window(120, 0, 80, 100)
    for window, (left, right) in zip(windows, ((10, 80), (60, 140), (120, 190)), strict=True):
        seen(joiner, window, (left, 20, right, 40))
    (runway,) = joiner.settled(None)
    assert bounds([runway]) == ["10,60 : 190,80"]


def test_what_a_tile_to_come_may_show_again_is_held_back(joiner):
    seen(joiner, LEFT, (5, 20, 25, 40), (90, 20, 110, 40))
    assert bounds(joiner.settled(QgsRectangle(80, 0, 200, 100))) == ["5,60 : 25,80"]
    seen(joiner, RIGHT, (90, 20, 110, 40))
    assert bounds(joiner.settled(None)) == ["90,60 : 110,80"]
    assert joiner.settled(None) == []


def test_the_best_scores_come_first(joiner):
    seen(joiner, LEFT, (5, 5, 9, 9), (15, 5, 19, 9), (25, 5, 29, 9), scores=(0.3, 0.8, 0.5))
    assert [segment.score for segment in joiner.settled(None)] == [0.8, 0.5, 0.3]


def test_areas_are_geodesic_and_none_without_a_crs():
    square = QgsGeometry.fromRect(QgsRectangle(482_000, 6_840_000, 482_100, 6_840_100))
    context = QgsCoordinateTransformContext()
    mercator = geodesic_area(QgsCoordinateReferenceSystem("EPSG:3857"), context)
    assert mercator(square) == pytest.approx(3756.0, rel=0.01)  # of 10,000 at 52 degrees north
    assert geodesic_area(QgsCoordinateReferenceSystem(), context)(square) is None
