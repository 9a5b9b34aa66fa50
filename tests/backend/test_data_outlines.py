"""Outlines become pixels by their centres, to the pixel."""

import numpy as np

from backend.data.outlines import LabelledObject, box_of, clipped, paint_rings, painted


def canvas():
    return np.zeros((8, 10), np.int16)


def test_a_rectangle_fills_the_pixels_between_its_corners():
    drawn = canvas()
    paint_rings([[2, 1, 5, 1, 5, 4, 2, 4]], drawn, 7)
    expected = canvas()
    expected[1:4, 2:5] = 7
    assert np.array_equal(drawn, expected)


def test_a_pixel_counts_where_its_centre_is_inside():
    drawn = canvas()
    paint_rings([[1.4, 0, 3.6, 0, 3.6, 1, 1.4, 1]], drawn, 1)
    assert drawn[0].tolist() == [0, 1, 1, 1, 0, 0, 0, 0, 0, 0]
    drawn = canvas()
    paint_rings([[1.6, 0, 3.4, 0, 3.4, 1, 1.6, 1]], drawn, 1)
    assert drawn[0].tolist() == [0, 0, 1, 0, 0, 0, 0, 0, 0, 0]


def test_slanted_and_hollow_outlines_are_filled_as_they_are():
    drawn = canvas()
    paint_rings([[0, 0, 4, 0, 0, 4]], drawn, 1)
    assert drawn[:4, :4].tolist() == [[1, 1, 1, 0], [1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0]]
    drawn = canvas()
    # A letter U.
    paint_rings([[0, 0, 2, 0, 2, 3, 4, 3, 4, 0, 6, 0, 6, 5, 0, 5]], drawn, 1)
    assert drawn[0].tolist() == [1, 1, 0, 0, 1, 1, 0, 0, 0, 0]
    assert drawn[4].tolist() == [1, 1, 1, 1, 1, 1, 0, 0, 0, 0]


def test_several_rings_of_an_object_are_all_filled():
    drawn = canvas()
    paint_rings([[0, 0, 2, 0, 2, 2, 0, 2], [1, 1, 3, 1, 3, 3, 1, 3]], drawn, 1)
    assert drawn[:3, :3].tolist() == [[1, 1, 0], [1, 1, 1], [0, 1, 1]]


def test_what_reaches_beyond_the_image_is_cut_and_what_is_tiny_stays():
    drawn = canvas()
    paint_rings([[-5, -5, 2, -5, 2, 2, -5, 2]], drawn, 1)
    assert drawn.sum() == 4
    paint_rings([[6.1, 4.1, 6.3, 4.1, 6.3, 4.3]], drawn, 3)
    assert np.argwhere(drawn == 3).tolist() == [[4, 6]]


def test_boxes_of_rings_and_boxes_at_the_edge():
    assert box_of([[2, 1, 5, 1, 5, 4], [0, 3, 1, 9]]) == (0.0, 1.0, 5.0, 9.0)
    assert clipped((-3, 2, 30, 4), 10, 8) == (0.0, 2, 10.0, 4)


def test_one_object_without_pixels_leaves_the_whole_image_without_a_map():
    square = LabelledObject("ship", (0, 0, 2, 2), lambda drawn, k: drawn.__setitem__((0, 0), k))
    instances, drawn = painted([square], (8, 10))
    assert drawn[0, 0] == 1
    assert instances[0].has_mask
    instances, drawn = painted([square, LabelledObject("ship", (3, 3, 5, 5))], (8, 10))
    assert drawn is None
    assert not any(item.has_mask for item in instances)
