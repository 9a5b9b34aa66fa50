"""Colours by name: what people call them, and which one pixels have."""

from __future__ import annotations

import colorsys

import numpy as np

COLOUR_WORDS = {
    "white": ("white",),
    "gray": ("gray", "grey"),
    "black": ("black", "dark"),
    "red": ("red",),
    "orange": ("orange",),
    "brown": ("brown",),
    "yellow": ("yellow",),
    "green": ("green",),
    "blue": ("blue",),
    "purple": ("purple", "violet"),
}
"""Name -> words people use for it."""

DARKEST = 0.22
BRIGHTEST = 0.72
FAINTEST = 0.16
"""Value below which a colour is black, above which a faint one is white; saturation of faint."""
DEEP_ORANGE = 0.6
"""Value below which orange is brown."""
_HUES = ((15, "red"), (42, "orange"), (68, "yellow"), (165, "green"), (260, "blue"))
"""Upper bounds in degrees; beyond the last one and up to _LAST_PURPLE it is purple, then red."""
_LAST_PURPLE = 335


def colour_of(pixels: np.ndarray) -> str:
    """The name of the median colour of pixels (N, 3), red, green and blue in 0..1.

    Raises:
        ValueError: there are no pixels.
    """
    if not len(pixels):
        raise ValueError("no pixels have no colour")
    red, green, blue = np.median(pixels, axis=0).tolist()
    hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    if value < DARKEST:
        return "black"
    if saturation < FAINTEST:
        return "white" if value > BRIGHTEST else "gray"
    degrees = 360 * hue
    name = next((name for most, name in _HUES if degrees < most), "purple")
    if name == "purple" and degrees > _LAST_PURPLE:
        name = "red"
    return "brown" if name == "orange" and value < DEEP_ORANGE else name
