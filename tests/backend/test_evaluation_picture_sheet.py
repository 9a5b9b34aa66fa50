"""Sheets of pictures: which cases they show, and what is drawn on them."""

import numpy as np
from PIL import Image

from backend.evaluation.picture_sheet import (
    FOUND_COLOUR,
    LARGEST_FILE,
    SIDE,
    TRUE_COLOUR,
    Shapes,
    chosen_cases,
    draw_case,
    write_sheet,
)

NOTHING = Shapes()


def case(quality, side=40):
    noise = np.random.default_rng(round(1000 * quality)).integers(0, 256, (side, side, 3), np.uint8)
    return draw_case(quality, noise, (f"quality {quality}", "said", "true"), NOTHING, NOTHING)


def qualities(cases):
    return [(name, [item.quality for item in row]) for name, row in chosen_cases(cases)]


def test_best_median_and_worst_are_shown():
    cases = [case(number / 100) for number in range(100)]
    best, median, worst = qualities(cases)
    assert best == ("best", [0.99, 0.98, 0.97, 0.96])
    assert median == ("median", [0.51, 0.5, 0.49, 0.48])
    assert worst == ("worst", [0.03, 0.02, 0.01, 0.0])


def test_no_case_is_shown_twice():
    for count in range(1, 14):
        cases = [case(number / 20) for number in range(count)]
        shown = [quality for _, row in qualities(cases) for quality in row]
        assert len(shown) == len(set(shown)) <= count
        assert len(shown) >= min(count, 3)


def test_labelled_and_found_shapes_are_outlined_in_their_colours():
    labels = np.zeros((SIDE, SIDE), np.int32)
    labels[50:100, 50:100] = 1
    labels[50:100, 100:150] = 2
    black = np.zeros((SIDE, SIDE, 3), np.uint8)
    true, found = Shapes(labels), Shapes(boxes=[(160.0, 10.0, 200.0, 40.0)])
    drawn = np.asarray(draw_case(1.0, black, (), true, found).picture)
    assert tuple(drawn[50, 60]) == TRUE_COLOUR
    # Two that touch are told apart, and what lies within is left as it is.
    assert tuple(drawn[75, 99]) == tuple(drawn[75, 100]) == TRUE_COLOUR
    assert tuple(drawn[75, 75]) == (0, 0, 0)
    assert tuple(drawn[10, 180]) == FOUND_COLOUR


def test_large_images_are_reduced_with_what_is_drawn_on_them():
    labels = np.zeros((2 * SIDE, 4 * SIDE), np.int32)
    labels[:, 2 * SIDE :] = 1
    white = np.full((2 * SIDE, 4 * SIDE, 3), 255, np.uint8)
    picture = draw_case(1.0, white, (), Shapes(labels), NOTHING).picture
    assert picture.size == (SIDE, SIDE // 2)
    assert picture.getpixel((SIDE // 2, SIDE // 4)) == TRUE_COLOUR


def test_a_sheet_of_noise_stays_small(tmp_path):
    write_sheet(tmp_path / "sheet.png", "optical/noise", [case(n / 20, 220) for n in range(20)])
    assert [path.name for path in tmp_path.iterdir()] == ["sheet.png"]
    assert (tmp_path / "sheet.png").stat().st_size < LARGEST_FILE
    with Image.open(tmp_path / "sheet.png") as sheet:
        assert sheet.width > 4 * SIDE
        assert sheet.height > 3 * SIDE


def test_rows_are_as_high_as_their_pictures(tmp_path):
    wide = np.zeros((20, 200, 3), np.uint8)
    write_sheet(tmp_path / "sheet.png", "wide", [draw_case(1.0, wide, (), NOTHING, NOTHING)])
    with Image.open(tmp_path / "sheet.png") as sheet:
        assert sheet.height < SIDE


def test_a_part_without_cases_has_an_empty_sheet(tmp_path):
    write_sheet(tmp_path / "sheet.png", "optical/nothing", [])
    with Image.open(tmp_path / "sheet.png") as sheet:
        assert sheet.height < SIDE
