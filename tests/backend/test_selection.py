"""Geometry picks among found instances: by side, by size, by what lies near."""

import numpy as np
import pytest

from backend.masks.grounding import MaskedInstance
from backend.masks.selection import (
    beside,
    between,
    distances,
    in_place,
    near,
    nearest,
    of_colour,
    offsets,
    select,
)

SIZE = (100, 80)


def patch(x, y, width, height=None, score=0.9):
    return MaskedInstance(np.ones((height or width, width), bool), x, y, score)


UPPER_LEFT, UPPER_RIGHT, LOWER_LEFT = patch(10, 10, 4), patch(70, 5, 10), patch(20, 60, 8)
ALL = [UPPER_LEFT, UPPER_RIGHT, LOWER_LEFT]


@pytest.mark.parametrize(
    ("selectors", "kept"),
    [
        ((), ALL),
        (("left-most",), [UPPER_LEFT, LOWER_LEFT]),
        (("right-most",), [UPPER_RIGHT]),
        (("top-most",), [UPPER_LEFT, UPPER_RIGHT]),
        (("bottom-most",), [LOWER_LEFT]),
        (("top-most", "left-most"), [UPPER_LEFT]),
        (("bottom-most", "right-most"), []),
        (("largest",), [UPPER_RIGHT, LOWER_LEFT]),
        (("smallest",), [UPPER_LEFT]),
        (("left-most", "largest"), [LOWER_LEFT]),
        (("right-most", "smallest"), [UPPER_RIGHT]),
    ],
)
def test_instances_are_kept_by_side_and_by_size_among_their_kind(selectors, kept):
    assert in_place(ALL, selectors, SIZE) == kept


def test_of_objects_of_one_size_all_are_large_and_all_are_small():
    same = [patch(0, 0, 5), patch(50, 0, 5)]
    assert in_place(same, ["largest"], SIZE) == in_place(same, ["smallest"], SIZE) == same


def test_a_doubtful_speck_does_not_make_the_others_large():
    speck = MaskedInstance(np.ones((1, 1), bool), 0, 0, 0.06)
    assert in_place([*ALL, speck], ["smallest"], SIZE, sure_score=0.3) == [UPPER_LEFT, speck]
    assert in_place([speck], ["smallest"], SIZE, sure_score=0.3) == [speck]


@pytest.mark.parametrize(
    ("selector", "chosen"),
    [
        ("left-most", 0),
        ("right-most", 2),
        ("top-most", 1),
        ("bottom-most", 0),
        ("largest", 2),
        ("smallest", 1),
        ("", 1),
    ],
)
def test_superlatives_are_geometry(selector, chosen):
    instances = [
        patch(0, 50, 10, score=0.6),
        patch(20, 0, 5, score=0.9),
        patch(60, 20, 30, score=0.7),
    ]
    assert select(instances, selector) == [instances[chosen]]


def test_a_doubtful_instance_at_the_edge_is_not_the_left_most_one():
    doubtful, sure, right = (
        patch(x, 0, 5, score=score) for x, score in ((0, 0.4), (20, 0.9), (60, 1.0))
    )
    # 0.4 that it is the first; 0.6 * 0.9 that the next one is.
    assert select([right, doubtful, sure], "left-most") == [sure]
    assert select([right, doubtful], "left-most") == [right]


def test_the_second_and_the_first_two_are_counted_along_the_order():
    ships = [patch(x, 0, 40 - x // 3) for x in (0, 30, 60, 90)]
    assert select(ships[::-1], "left-most", rank=2) == [ships[1]]
    assert select(ships[::-1], "smallest", rank=3) == [ships[1]]
    assert select(ships[::-1], "left-most", count=3) == ships[:3]
    assert select(ships, "smallest", count=2) == [ships[3], ships[2]]


def test_a_doubtful_one_before_it_does_not_make_another_the_second():
    first, doubtful, second = (
        patch(x, 0, 5, score=score) for x, score in ((0, 0.9), (20, 0.2), (60, 0.9))
    )
    # 0.9 * 0.2 that the doubtful one is the second; 0.9 * (0.9 * 0.8 + 0.1 * 0.2) of the next.
    assert select([first, doubtful, second], "left-most", rank=2) == [second]
    assert select([first, doubtful, second], "left-most", count=2) == [first, second]


def test_of_two_there_is_no_third_and_the_first_three_are_both():
    two = [patch(0, 0, 5), patch(50, 0, 5)]
    assert select(two, "left-most", rank=3) == []
    assert select(two, "left-most", count=3) == two
    assert select([], "left-most") == []


def test_near_is_measured_in_lengths_of_the_object_itself():
    dock = patch(40, 0, 10, 60)
    ship, far_ship = patch(20, 10, 12, 4), patch(10, 30, 12, 4)
    away = distances([ship, far_ship], [dock], SIZE)
    assert away == [9, 19]
    assert near([ship, far_ship], away) == [ship]
    assert near([ship, far_ship], away, away=True) == [far_ship]
    assert nearest([ship, far_ship], away) == [ship]


def test_the_nearest_two_and_the_second_nearest():
    ships = [patch(x, 0, 5) for x in (0, 20, 40)]
    away = [9.0, 2.0, 30.0]
    assert nearest(ships, away, count=2) == [ships[1], ships[0]]
    assert nearest(ships, away, rank=2) == [ships[0]]
    assert nearest(ships, away, rank=4) == []
    assert nearest(ships, [9.0, np.inf, np.inf], count=3) == [ships[0]]


def test_nothing_is_near_what_is_not_there():
    ship = patch(20, 10, 12, 4)
    away = distances([ship], [], SIZE)
    assert near([ship], away) == nearest([ship], away) == []
    assert near([ship], away, away=True) == [ship]


def test_near_a_bent_river_is_near_its_water_not_near_its_box():
    river = np.zeros((80, 100), bool)
    river[:10] = river[:, :10] = True
    house, far_house = patch(15, 40, 8), patch(80, 60, 8)
    away = distances([house, far_house], [MaskedInstance(river, 0, 0, 0.9)], SIZE)
    assert away == [6, 51]
    assert near([house, far_house], away) == [house]


LEFT, RIGHT, ABOVE, BELOW = (1, 0), (-1, 0), (0, 1), (0, -1)
"""Where the other lies."""


def test_offsets_lead_from_the_middle_to_the_closest_pixel():
    dock = patch(40, 0, 10, 60)
    ship, in_dock = patch(20, 30, 12, 5), patch(42, 10, 4)
    assert offsets([ship, in_dock], [dock]).tolist() == [[[14.5, 0]], [[0, 0]]]
    assert offsets([], [dock]).shape == (0, 1, 2)


@pytest.mark.parametrize(
    ("direction", "kept"),
    [
        (LEFT, ["left", "upper left"]),
        (RIGHT, ["right"]),
        (ABOVE, ["upper left", "above"]),
        (BELOW, []),
    ],
)
def test_beside_is_told_by_the_side_on_which_the_other_lies(direction, kept):
    house = patch(40, 40, 10)
    cars = {
        "left": patch(20, 46, 4),
        "upper left": patch(20, 20, 4),
        "above": patch(40, 10, 4),
        "right": patch(80, 36, 4),
        "within": patch(43, 43, 4),
    }
    away = offsets(list(cars.values()), [house])
    found = beside(list(cars.values()), away, direction)
    names = {id(car): name for name, car in cars.items()}
    assert [names[id(car)] for car in found] == kept


def test_left_of_a_bent_road_is_where_the_closest_piece_of_it_lies_right():
    road = np.zeros((80, 100), bool)
    road[:40, 60:64] = road[36:40, :64] = road[36:, :4] = True
    house, other = patch(40, 5, 8), patch(70, 5, 8)
    away = offsets([house, other], [MaskedInstance(road, 0, 0, 0.9)])
    assert beside([house, other], away, LEFT) == [house]
    assert beside([house, other], away, RIGHT) == [other]


def test_of_several_others_the_closest_tells_the_side():
    docks = [patch(0, 0, 5, 80), patch(90, 0, 5, 80)]
    ship = patch(70, 30, 4)
    assert beside([ship], offsets([ship], docks), LEFT) == [ship]
    assert beside([ship], offsets([ship], docks), RIGHT) == []


def test_between_is_where_others_lie_on_opposite_sides():
    house, road = patch(0, 30, 10), patch(80, 0, 4, 80)
    car, beyond, below = patch(40, 34, 4), patch(90, 34, 4), patch(40, 74, 4)
    cars = [car, beyond, below]
    away, back = offsets(cars, [house]), offsets(cars, [road])
    assert between(cars, away, back) == between(cars, back, away) == [car]


def test_between_two_of_a_kind_needs_two():
    ships = [patch(0, 0, 10), patch(60, 0, 10), patch(60, 60, 10)]
    tanks = [patch(32, 3, 4), patch(30, 40, 4), patch(90, 3, 4)]
    away = offsets(tanks, ships)
    assert between(tanks, away, away) == [tanks[0], tanks[1]]
    alone = away[:, :1]
    assert between(tanks, alone, alone) == []


def test_nothing_is_beside_or_between_what_is_not_there():
    ship = patch(20, 10, 12, 4)
    away = offsets([ship], [])
    assert beside([ship], away, LEFT) == between([ship], away, away) == []


def test_colours_are_told_by_the_median_pixel_of_each_mask():
    pixels = np.zeros((3, 32, 32), np.float32)
    pixels[:, :, :16] = 0.95
    pixels[2, :, 16:] = 0.8
    white = MaskedInstance(np.ones((4, 6), bool), 2, 3, 0.9)
    blue = MaskedInstance(np.ones((5, 4), bool), 20, 20, 0.9)
    assert of_colour([white, blue], "white", pixels) == [white]
    assert of_colour([white, blue], "blue", pixels) == [blue]
    assert of_colour([white, blue], "red", pixels) == []
