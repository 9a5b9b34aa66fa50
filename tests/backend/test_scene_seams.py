"""What several windows saw becomes one answer again."""

import numpy as np
import pytest
import shapely
from raster_files import SCENE, ground

from backend.polygons.vectorize import vectorize_instance
from backend.scenes.seams import Sighting, join_across_seams
from earthgptx_qgis.wire.messages import Segment
from earthgptx_qgis.wire.windows import Window

LEFT, RIGHT = Window(0, 0, 120, 100), Window(80, 0, 120, 100)


def sighting(window, box, label="ship", score=0.9):
    """What a window sees of a box given in pixels of the whole raster."""
    x, y, width, height = window
    x_min, y_min = max(box[0] - x, 0), max(box[1] - y, 0)
    x_max, y_max = min(box[2] - x, width), min(box[3] - y, height)
    mask = np.zeros((height, width), dtype=bool)
    mask[y_min:y_max, x_min:x_max] = True
    instance = vectorize_instance(mask, SCENE.crop(*window))
    segment = Segment(
        1, 0, label, label, score, instance.wkb, (x_min, y_min, x_max, y_max), instance.area_m2
    )
    return Sighting(segment, window)


def test_a_thing_cut_by_a_seam_is_whole_again():
    box = (60, 30, 150, 50)
    (segment,) = join_across_seams([sighting(LEFT, box), sighting(RIGHT, box, score=0.7)], SCENE)
    polygons = shapely.from_wkb(segment.wkb)
    assert polygons.symmetric_difference(ground(box)).area < 1e-6
    assert polygons.geom_type == "MultiPolygon"
    assert segment.box == (60, 30, 150, 50)
    assert segment.score == 0.9
    assert segment.area_m2 == pytest.approx(90 * 20 * 0.25, rel=1e-3)


def test_a_thing_seen_twice_is_counted_once():
    box = (90, 30, 110, 50)
    (segment,) = join_across_seams([sighting(LEFT, box, score=0.6), sighting(RIGHT, box)], SCENE)
    assert segment.score == 0.9
    assert segment.box == (90, 30, 110, 50)
    assert shapely.from_wkb(segment.wkb).equals(ground(box))


def test_of_a_whole_and_a_cut_view_the_whole_one_is_kept():
    box = (100, 30, 140, 50)
    (segment,) = join_across_seams([sighting(LEFT, box), sighting(RIGHT, box, score=0.6)], SCENE)
    assert shapely.from_wkb(segment.wkb).equals(ground(box))


def test_a_scrap_that_is_whole_in_one_window_does_not_stand_for_the_river_it_belongs_to():
    river, scrap = (85, 30, 200, 50), (100, 35, 110, 45)
    seen = [sighting(LEFT, scrap, "water", 0.6), sighting(RIGHT, river, "water")]
    seen.append(sighting(LEFT, (85, 30, 99, 50), "water", 0.8))
    (segment,) = join_across_seams(seen, SCENE)
    assert shapely.from_wkb(segment.wkb).symmetric_difference(ground(river)).area < 1e-6
    assert segment.score == 0.9


def test_neighbours_in_the_overlap_stay_apart():
    boxes = [(85, 30, 98, 50), (98, 30, 115, 50)]
    seen = [sighting(window, box) for window in (LEFT, RIGHT) for box in boxes]
    segments = join_across_seams(seen, SCENE)
    assert sorted(segment.box for segment in segments) == boxes
    assert [segment.index for segment in segments] == [0, 1]


def test_things_of_different_labels_stay_apart():
    box = (90, 30, 110, 50)
    seen = [sighting(LEFT, box), sighting(RIGHT, box, label="harbour")]
    assert len(join_across_seams(seen, SCENE)) == 2
