"""Names of colours."""

import numpy as np
import pytest

from backend.data.colours import COLOUR_WORDS, colour_of


@pytest.mark.parametrize(
    ("pixel", "name"),
    [
        ((250, 250, 245), "white"),
        ((140, 140, 135), "gray"),
        ((20, 25, 20), "black"),
        ((180, 30, 30), "red"),
        ((200, 30, 60), "red"),
        ((230, 130, 30), "orange"),
        ((120, 70, 40), "brown"),
        ((220, 210, 60), "yellow"),
        ((60, 140, 60), "green"),
        ((40, 90, 180), "blue"),
        ((130, 50, 170), "purple"),
    ],
)
def test_a_colour_has_the_name_people_give_it(pixel, name):
    assert name in COLOUR_WORDS
    assert colour_of(np.array([pixel]) / 255) == name


def test_a_few_stray_pixels_do_not_change_the_colour():
    pixels = np.array([(0.9, 0.1, 0.1)] * 7 + [(0.0, 1.0, 0.0)] * 3)
    assert colour_of(pixels) == "red"


def test_no_pixels_have_no_colour():
    with pytest.raises(ValueError, match="no pixels"):
        colour_of(np.zeros((0, 3)))
