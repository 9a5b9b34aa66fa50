"""Marks on the grid of the prompt encoder, cell by cell."""

import numpy as np
import pytest

from backend.marks.prompt_raster import draw_box, draw_line, draw_point, draw_polygon


def test_a_point_is_highest_in_the_cell_it_lies_in():
    drawn = draw_point(3.99, 1.0, 5, 7)
    assert drawn.shape == (5, 7)
    assert drawn.dtype == np.float32
    assert np.argwhere(drawn == 1.0).tolist() == [[1, 3]]
    assert drawn[1, 2] == drawn[1, 4] == pytest.approx(np.exp(-1 / 4.5))
    assert drawn[0, 2] == pytest.approx(np.exp(-2 / 4.5))


def test_a_point_is_nothing_far_away():
    drawn = draw_point(0.5, 0.5, 20, 20)
    assert drawn[0, 5] == 0.0
    assert drawn[0, 4] > 0.0


@pytest.mark.parametrize(
    ("x", "y", "cell"),
    [
        (-3.0, 2.5, [2, 0]),
        (9.0, 2.5, [2, 6]),
        (2.5, -0.1, [0, 2]),
        (2.5, 5.0, [4, 2]),
        (99.0, 99.0, [4, 6]),
    ],
)
def test_a_point_outside_is_drawn_in_the_nearest_cell(x, y, cell):
    assert np.argwhere(draw_point(x, y, 5, 7) == 1.0).tolist() == [cell]


def test_a_box_covers_its_cells_by_their_share():
    expected = [
        [0.0, 0.0, 0.0, 0.0],
        [0.0, 0.5, 1.0, 0.25],
        [0.0, 0.25, 0.5, 0.125],
    ]
    assert draw_box((1.5, 1.0, 3.25, 2.5), 3, 4).tolist() == expected


def test_a_box_that_reaches_beyond_the_grid_is_cut_off():
    assert draw_box((-5.0, -5.0, 1.0, 99.0), 2, 3).tolist() == [[1, 0, 0], [1, 0, 0]]


@pytest.mark.parametrize(
    ("box", "cell"),
    [
        ((1.5, 2.5, 1.5, 2.5), [2, 1]),
        ((1.50, 2.50, 1.51, 2.51), [2, 1]),
        ((-9.0, -9.0, -8.0, -8.0), [0, 0]),
        ((1.2, 0.0, 1.2, 3.0), [1, 1]),
    ],
)
def test_a_box_too_small_or_outside_is_a_point(box, cell):
    drawn = draw_box(box, 4, 5)
    assert np.argwhere(drawn == 1.0).tolist() == [cell]


def test_a_small_box_keeps_its_place_and_its_share():
    drawn = draw_box((2.25, 1.25, 2.75, 1.75), 4, 5)
    assert np.argwhere(drawn > 0).tolist() == [[1, 2]]
    assert drawn[1, 2] == 0.25


@pytest.mark.parametrize(("low", "high"), [(1.0, 3.0), (1.2, 2.8), (0.8, 3.2)])
def test_a_polygon_fills_the_cells_it_covers_a_fair_share_of(low, high):
    drawn = draw_polygon([(low, low), (high, low), (high, high), (low, high)], 4, 5)
    assert drawn.tolist() == [
        [0, 0, 0, 0, 0],
        [0, 1, 1, 0, 0],
        [0, 1, 1, 0, 0],
        [0, 0, 0, 0, 0],
    ]


def test_a_thin_polygon_is_its_line():
    drawn = draw_polygon([(0.5, 1.5), (4.5, 1.5), (4.5, 1.55)], 3, 5)
    assert drawn.tolist() == [[0, 0, 0, 0, 0], [1, 1, 1, 1, 1], [0, 0, 0, 0, 0]]


def test_a_line_does_not_depend_on_where_in_its_cells_it_runs():
    for part in (0.01, 0.5, 0.99):
        drawn = draw_line([(1 + part, 1 + part), (3 + part, 1 + part)], 3, 5)
        assert drawn.tolist() == [[0, 0, 0, 0, 0], [0, 1, 1, 1, 0], [0, 0, 0, 0, 0]]


def test_a_triangle_leaves_the_other_corner_empty():
    assert draw_polygon([(0.0, 0.0), (4.0, 0.0), (0.0, 4.0)], 4, 4).tolist() == [
        [1, 1, 1, 1],
        [1, 1, 1, 0],
        [1, 1, 0, 0],
        [1, 0, 0, 0],
    ]


def test_a_line_passes_through_its_cells_only():
    assert draw_line([(0.5, 0.5), (3.5, 3.5)], 4, 4).tolist() == np.eye(4).tolist()
    assert draw_line([(0.5, 1.5), (3.5, 1.5)], 3, 4).tolist() == [
        [0, 0, 0, 0],
        [1, 1, 1, 1],
        [0, 0, 0, 0],
    ]


@pytest.mark.parametrize("draw", [draw_line, draw_polygon])
@pytest.mark.parametrize(
    "points",
    [
        [(2.5, 1.5)],
        [(2.5, 1.5), (2.5, 1.5)],
        [(2.5, 1.5), (2.5, 1.5), (2.5, 1.5)],
        [(2.50, 1.50), (2.51, 1.50), (2.51, 1.51)],
    ],
)
def test_a_shape_without_extent_is_not_lost(draw, points):
    drawn = draw(points, 4, 5)
    assert drawn[1, 2] == 1.0


@pytest.mark.parametrize("draw", [draw_line, draw_polygon])
def test_a_shape_outside_is_drawn_at_the_nearest_cell(draw):
    drawn = draw([(-9.0, -9.0), (-5.0, -9.0), (-5.0, -4.0)], 4, 5)
    assert np.argwhere(drawn == 1.0).tolist() == [[0, 0]]


def test_a_polygon_of_two_corners_is_the_line_between_them():
    ends = [(0.5, 0.5), (3.5, 3.5)]
    assert np.array_equal(draw_polygon(ends, 4, 4), draw_line(ends, 4, 4))
