"""Geometry in words: places in the image, and of two boxes from each other."""

import pytest

from backend.data.places import (
    PLACES_OF_TWO,
    SIZES_OF_TWO,
    common_side,
    gap,
    is_near,
    place_from,
    place_of,
    shared_area,
    size_from,
    size_of,
)

LEFT, RIGHT = (0, 40, 20, 60), (60, 40, 90, 60)


@pytest.mark.parametrize(
    ("box", "place"),
    [
        ((0, 0, 20, 20), "in the upper left"),
        ((50, 0, 70, 20), "at the top"),
        ((100, 0, 120, 20), "in the upper right"),
        ((0, 40, 20, 50), "on the left"),
        ((50, 40, 70, 50), "in the center"),
        ((100, 40, 120, 50), "on the right"),
        ((0, 70, 20, 90), "in the lower left"),
        ((50, 70, 70, 90), "at the bottom"),
        ((110, 80, 130, 100), "in the lower right"),
    ],
)
def test_places_are_said_in_words(box, place):
    assert place_of(box, (120, 90)) == place


@pytest.mark.parametrize(
    ("side", "word"),
    [(4, "tiny"), (8, "small"), (20, "medium-sized"), (40, "large"), (60, "huge")],
)
def test_sizes_are_shares_of_the_image(side, word):
    assert size_of((0, 0, side, side), (100, 100)) == word


@pytest.mark.parametrize(
    ("first", "second", "place"),
    [
        (LEFT, RIGHT, "left of"),
        (RIGHT, LEFT, "right of"),
        ((40, 0, 60, 10), (40, 80, 60, 90), "above"),
        ((40, 80, 60, 90), (45, 0, 65, 10), "below"),
        ((0, 0, 10, 10), (60, 50, 80, 70), "above and left of"),
        ((60, 50, 80, 70), (0, 0, 10, 10), "below and right of"),
        ((60, 0, 80, 10), (0, 50, 20, 60), "above and right of"),
        ((0, 50, 20, 60), (60, 0, 80, 10), "below and left of"),
        ((12, 12, 18, 18), (10, 10, 40, 40), "inside"),
        ((10, 10, 40, 40), (12, 12, 18, 18), "around"),
        ((0, 0, 20, 20), (10, 0, 30, 20), "overlapping"),
        ((0, 0, 20, 20), (15, 0, 35, 20), "left of"),
    ],
)
def test_where_one_box_lies_from_another(first, second, place):
    assert place_from(first, second) == place
    assert place in PLACES_OF_TWO


def test_a_box_at_the_same_place_overlaps():
    assert place_from(LEFT, LEFT) == "overlapping"


def test_one_is_larger_from_one_and_a_half_times_the_area_on():
    small, large = (0, 0, 10, 10), (0, 0, 10, 16)
    assert size_from(large, small) == "larger"
    assert size_from(small, large) == "smaller"
    assert size_from(small, (0, 0, 10, 15)) == "about as large"
    assert {"larger", "smaller", "about as large"} == set(SIZES_OF_TWO)


def test_near_is_no_further_away_than_the_box_is_long():
    assert gap(LEFT, RIGHT) == 40.0
    assert gap((0, 0, 10, 10), (13, 14, 20, 20)) == 5.0
    assert not is_near(LEFT, RIGHT)
    assert is_near(LEFT, (40, 40, 60, 60))
    assert not is_near(LEFT, (41, 40, 60, 60))


def test_most_of_them_are_on_a_side_where_more_than_six_of_ten_are():
    left = [(0, y, 10, y + 10) for y in (0, 30, 80)]
    assert common_side(left, (100, 100)) == "on the left"
    assert common_side([*left[:2], (80, 80, 90, 90)], (100, 100)) == "on the left"
    assert common_side([*left, (80, 80, 90, 90), (80, 10, 90, 20)], (100, 100)) == ""
    assert common_side(left[:1], (100, 100)) == ""


def test_two_boxes_share_the_area_that_lies_in_both():
    assert shared_area((0, 0, 10, 10), (5, 4, 20, 20)) == 30
    assert shared_area((0, 0, 10, 10), (12, 12, 20, 20)) == 0
    assert shared_area((0, 0, 10, 10), (2, 2, 4, 4)) == 4
