"""Oriented boxes of drawn masks, whose places and areas are known."""

import numpy as np
import pytest

from backend.evaluation.oriented_boxes import oriented_box, oriented_overlap


def upright(left, top, right, bottom):
    mask = np.zeros((60, 60), bool)
    mask[top:bottom, left:right] = True
    return mask


def slanted(offset=0):
    """A band at 45 degrees, about 28 by 7 pixels."""
    rows, columns = np.mgrid[:60, :60]
    along, across = columns + rows, columns - rows
    return (abs(across - offset) <= 5) & (along >= 40) & (along <= 80)


def test_an_upright_rectangle_is_its_own_oriented_box():
    box = oriented_box(upright(10, 20, 40, 30))
    assert box.bounds == (10, 20, 40, 30)
    assert box.area == pytest.approx(300)


def test_a_slanted_band_has_a_slanted_box_far_smaller_than_its_upright_one():
    box = oriented_box(slanted())
    left, top, right, bottom = box.bounds
    assert box.area < 0.5 * (right - left) * (bottom - top)
    assert box.area == pytest.approx(slanted().sum(), rel=0.25)


def test_oriented_boxes_overlap_by_their_areas():
    one = upright(0, 0, 20, 10)
    assert oriented_overlap(one, one) == pytest.approx(1.0)
    assert oriented_overlap(one, upright(10, 0, 30, 10)) == pytest.approx(1 / 3)
    assert oriented_overlap(one, upright(30, 30, 40, 40)) == 0.0


def test_bands_side_by_side_do_not_overlap_though_their_upright_boxes_do():
    assert oriented_overlap(slanted(-12), slanted(12)) == 0.0


def test_an_empty_mask_overlaps_nothing():
    empty = np.zeros((60, 60), bool)
    assert oriented_overlap(empty, upright(0, 0, 5, 5)) == 0.0
    assert oriented_overlap(empty, empty) == 0.0
