"""Simulated marks lie on their objects, however sloppy they are."""

import random

import numpy as np
import pytest

from backend.model.prompt_encoder import PROMPT_SHAPES
from backend.train.prompt_simulation import PromptSimulator

GRID = 32
BOX = (8.0, 10.0, 24.0, 18.0)
SEEDS = range(200)


def object_mask():
    mask = np.zeros((GRID, GRID), np.float32)
    mask[10:18, 8:24] = 1.0
    return mask


def marks(shape, mask="of the object", box=BOX, refine=False):
    mask = object_mask() if isinstance(mask, str) else mask
    for seed in SEEDS:
        yield PromptSimulator(GRID, random.Random(seed)).mark(box, mask, refine, shape)


def highest(drawn):
    return np.unravel_index(drawn.argmax(), drawn.shape)


def box_overlap(one, other):
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    both = max(width, 0) * max(height, 0)
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return both / (sum(areas) - both)


def test_a_point_lies_on_its_object():
    cells = set()
    for mark in marks("point"):
        row, column = highest(mark.region)
        assert object_mask()[row, column] == 1.0
        assert mark.region[row, column] == 1.0
        assert mark.box == (column + 0.5, row + 0.5, column + 0.5, row + 0.5)
        assert PROMPT_SHAPES[mark.shape] == "point"
        cells.add((row, column))
    assert len(cells) > 30


def test_a_point_lies_on_an_object_that_is_not_in_the_middle_of_its_box():
    ring = object_mask()
    ring[12:16, 10:22] = 0.0
    for mark in marks("point", ring):
        assert ring[highest(mark.region)] == 1.0


def test_a_box_is_a_little_off():
    overlaps = [box_overlap(mark.box, BOX) for mark in marks("box")]
    assert min(overlaps) > 0.5
    assert 0.75 < np.mean(overlaps) < 0.95
    for mark in marks("box"):
        assert mark.anchor == mark.box
        assert mark.region[14, 16] == 1.0


def test_a_polygon_covers_its_object_and_its_box_is_its_bounds():
    for mark in marks("polygon"):
        assert np.array_equal(mark.region, object_mask())
        assert mark.box == mark.anchor == BOX


def test_a_scribble_stays_within_the_bounds_of_its_object():
    lengths = set()
    for mark in marks("scribble"):
        rows, columns = np.nonzero(mark.region)
        assert rows.min() >= 10
        assert rows.max() < 18
        assert columns.min() >= 8
        assert columns.max() < 24
        lengths.add(len(rows))
    assert max(lengths) >= 8


@pytest.mark.parametrize("shape", ["point", "scribble"])
def test_a_mark_without_extent_is_drawn_in_about_the_box_of_its_object(shape):
    overlaps = [box_overlap(mark.anchor, BOX) for mark in marks(shape)]
    assert min(overlaps) > 0.4
    assert 0.7 < np.mean(overlaps) < 0.95


@pytest.mark.parametrize("shape", PROMPT_SHAPES)
def test_where_only_the_box_is_known_every_shape_can_be_drawn(shape):
    for mark in marks(shape, mask=None):
        assert PROMPT_SHAPES[mark.shape] == shape
        row, column = highest(mark.region)
        assert 4 <= row < 24
        assert 0 <= column < 32
        assert mark.region.max() > 0


@pytest.mark.parametrize("shape", PROMPT_SHAPES)
def test_an_object_smaller_than_a_cell_is_marked_nevertheless(shape):
    mask = np.zeros((GRID, GRID), np.float32)
    mask[5, 7] = 0.04
    for mark in marks(shape, mask, (7.4, 5.4, 7.6, 5.6)):
        assert mark.region[5, 7] > 0.0
        assert mark.region.shape == (GRID, GRID)


def test_points_are_subtracted_beside_the_object_and_only_when_refining():
    subtracted = [mark.negative for mark in marks("box", refine=True)]
    used = [drawn for drawn in subtracted if drawn.any()]
    assert 10 < len(used) < 60
    for drawn in used:
        assert drawn.max() == 1.0
        assert object_mask()[drawn == 1.0].max() == 0.0
    assert not any(mark.negative.any() for mark in marks("box", refine=False))


def test_every_shape_is_drawn_when_none_is_named():
    drawn = {PROMPT_SHAPES[mark.shape] for mark in marks("")}
    assert drawn == set(PROMPT_SHAPES)
