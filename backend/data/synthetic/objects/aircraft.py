"""Airliners, business jets and propeller airplanes."""

from __future__ import annotations

import numpy as np

from backend.data.synthetic.materials import Category, Colour, Material
from backend.data.synthetic.scene import Model, Part
from backend.data.synthetic.shapes import Outline, ellipse, mirrored, moved, polygon, rectangle

_WHITES: tuple[Colour, ...] = (
    (252, 252, 252), (250, 250, 250), (246, 246, 242), (238, 240, 242), (216, 220, 226),
)  # fmt: skip
_LIVERIES: tuple[Colour, ...] = (
    (40, 62, 118), (168, 44, 40), (34, 92, 80), (226, 150, 44), (228, 229, 230), (60, 60, 66),
    (92, 128, 168), (196, 198, 202),
)  # fmt: skip
_FUSELAGE_PROFILE = (
    (0.500, 0.02), (0.492, 0.30), (0.478, 0.60), (0.455, 0.86), (0.420, 1.0), (-0.200, 1.0),
    (-0.320, 0.80), (-0.420, 0.48), (-0.485, 0.18), (-0.500, 0.08),
)  # fmt: skip
"""Half width of a fuselage, relative to the greatest, against the place along the length."""


_TUBE_BANDS = ((-1.0, -0.72, -1.3), (-0.72, -0.35, -0.45), (-0.35, 0.35, 0.0),
               (0.35, 0.72, 0.45), (0.72, 1.0, 1.3))  # fmt: skip
"""Bands across a fuselage: from, to (relative to the half width) and how steeply they fall."""


def airliner(rng: np.random.Generator, length: float | None = None) -> Model:
    """A jet with swept wings; its length is drawn from 26 to 72 m where none is given."""
    if length is None:
        length = float(rng.choice([27.0, 33.5, 37.6, 39.5, 44.5, 58.8, 63.7, 70.7]))
    wide = length > 50.0
    length *= rng.uniform(0.97, 1.03)
    width = 0.093 * length if wide else max(0.104 * length, 2.9)
    span = length * (rng.uniform(0.91, 1.0) if wide else rng.uniform(0.88, 0.96))
    white = _WHITES[rng.integers(len(_WHITES))]
    livery = _LIVERIES[rng.integers(len(_LIVERIES))]
    height = 0.15 * length if wide else 0.14 * length
    rear_engines = length < 36.0 and rng.random() < 0.45
    engines = (
        _rear_engines(length, width)
        if rear_engines
        else _wing_engines(length, span, 4 if wide and rng.random() < 0.25 else 2)
    )
    # A painted rear fuselage is what tells airlines apart from above.
    tail_colour = livery if rng.random() < 0.35 else white
    wing = _swept_wing(length, span)
    tail = _tailplane(length, span)
    parts = [
        *_nacelles(rng, engines, height),
        Part(wing, Material.METAL, _darker(white, rng.uniform(0.80, 0.92)), 0.62 * height),
        *_wing_details(length, span, white, height),
        Part(tail, Material.METAL, _darker(white, 0.9), 0.95 * height),
        *_fuselage(length, width, white, tail_colour, height),
        Part(
            moved(rectangle(0.13 * length, 0.022 * length), -0.425 * length, 0.0),
            Material.METAL,
            livery,
            2.1 * height,
        ),
    ]
    footprint = (
        wing,
        tail,
        _fuselage_outline(length, width),
        *engines,
    )
    return Model(Category.AIRPLANE, tuple(parts), footprint)


def light_airplane(rng: np.random.Generator) -> Model:
    """A propeller airplane with straight wings, 7 to 13 m long."""
    length = rng.uniform(7.0, 13.0)
    span = length * rng.uniform(1.15, 1.4)
    white = _WHITES[rng.integers(len(_WHITES))]
    chord = 0.19 * length
    wing = moved(mirrored([(chord / 2, 0.0), (chord * 0.42, span / 2), (-chord * 0.35, span / 2),
                           (-chord / 2, 0.0)]), 0.13 * length, 0.0)  # fmt: skip
    tail = moved(rectangle(0.11 * length, 0.36 * length), -0.43 * length, 0.0)
    body = _fuselage_outline(length, 0.12 * length)
    stripe = _LIVERIES[rng.integers(len(_LIVERIES))]
    parts = (
        Part(body, Material.METAL, white, 1.8),
        Part(moved(rectangle(0.5 * length, 0.03 * length), -0.1 * length, 0.0),
             Material.METAL, stripe, 1.9),
        Part(wing, Material.METAL, white, 2.3),
        Part(moved(ellipse(0.07 * length, 0.045 * length), 0.24 * length, 0.0),
             Material.GLASS, (60, 70, 78), 2.0),
        Part(tail, Material.METAL, white, 1.9),
        Part(moved(rectangle(0.12 * length, 0.02 * length), -0.43 * length, 0.0),
             Material.METAL, stripe, 2.8),
    )  # fmt: skip
    return Model(Category.AIRPLANE, parts, (body, wing, tail))


def _darker(colour: Colour, factor: float) -> Colour:
    red, green, blue = (int(value * factor) for value in colour)
    return (red, green, blue)


def _fuselage_outline(length: float, width: float) -> Outline:
    return mirrored([(x * length, y * width / 2) for x, y in _FUSELAGE_PROFILE])


def _fuselage(
    length: float, width: float, front: Colour, rear: Colour, height: float
) -> list[Part]:
    """A tube as bands of different slope, so that one side is bright and the other dull."""
    parts = []
    for profile, colour in ((_FUSELAGE_PROFILE[:7], front), (_FUSELAGE_PROFILE[6:], rear)):
        for inner, outer, rise in _TUBE_BANDS:
            near = [(x * length, y * width / 2 * inner) for x, y in profile]
            far = [(x * length, y * width / 2 * outer) for x, y in profile]
            band = polygon(near + far[::-1])
            parts.append(Part(band, Material.METAL, colour, height, (0.0, -rise), warmth=2.0))
    cockpit = mirrored([(0.478 * length, 0.22 * width), (0.462 * length, 0.36 * width),
                        (0.456 * length, 0.30 * width), (0.468 * length, 0.0)])  # fmt: skip
    parts.append(Part(cockpit, Material.GLASS, (48, 52, 60), height))
    return parts


def _swept_wing(length: float, span: float) -> Outline:
    half = span / 2
    root, kink = 0.135 * length, 0.36 * half
    tip = root - 0.53 * half
    return mirrored(
        [
            (root, 0.0),
            (root - 0.05 * half, 0.1 * half),
            (tip, 0.97 * half),
            (tip - 0.022 * length, half),
            (tip - 0.045 * length, half),
            (-0.075 * length, kink),
            (-0.078 * length, 0.0),
        ]
    )


def _wing_details(length: float, span: float, white: Colour, height: float) -> list[Part]:
    """Flaps as a darker trailing edge and slats as a bright leading edge."""
    half = span / 2
    tip = 0.135 * length - 0.53 * half
    parts = []
    for side in (-1.0, 1.0):
        flap = polygon(
            [
                (-0.052 * length, 0.12 * half * side),
                (-0.050 * length, 0.36 * half * side),
                (tip - 0.030 * length, 0.94 * half * side),
                (tip - 0.043 * length, 0.94 * half * side),
                (-0.073 * length, 0.36 * half * side),
                (-0.076 * length, 0.12 * half * side),
            ]
        )
        parts.append(Part(flap, Material.METAL, _darker(white, 0.72), 0.62 * height))
        slat = polygon(
            [
                (0.108 * length, 0.13 * half * side),
                (tip + 0.002 * length, 0.95 * half * side),
                (tip - 0.010 * length, 0.95 * half * side),
                (0.092 * length, 0.13 * half * side),
            ]
        )
        parts.append(Part(slat, Material.METAL, _darker(white, 0.98), 0.63 * height))
    return parts


def _tailplane(length: float, span: float) -> Outline:
    half = 0.185 * span
    return mirrored(
        [
            (-0.385 * length, 0.0),
            (-0.395 * length, 0.08 * half),
            (-0.460 * length, half),
            (-0.487 * length, half),
            (-0.468 * length, 0.0),
        ]
    )


def _rear_engines(length: float, width: float) -> list[Outline]:
    """Two engines beside the rear fuselage."""
    return [
        moved(ellipse(0.075 * length, 0.021 * length, 16), -0.27 * length, side * 0.62 * width)
        for side in (-1.0, 1.0)
    ]


def _wing_engines(length: float, span: float, engines: int) -> list[Outline]:
    half = span / 2
    stations = (0.34,) if engines == 2 else (0.36, 0.66)
    size = 0.108 if engines == 2 else 0.085
    return [
        moved(
            polygon(
                [
                    (size / 2 * length, 0.19 * size * length),
                    (size / 2 * length, -0.19 * size * length),
                    (0.0, -0.23 * size * length),
                    (-size / 2 * length, -0.12 * size * length),
                    (-size / 2 * length, 0.12 * size * length),
                    (0.0, 0.23 * size * length),
                ]
            ),
            0.135 * length - 0.53 * half * station + 0.022 * length,
            side * station * half,
        )
        for station in stations
        for side in (-1.0, 1.0)
    ]


def _nacelles(rng: np.random.Generator, engines: list[Outline], height: float) -> list[Part]:
    grey = int(rng.uniform(150, 205))
    return [
        Part(outline, Material.METAL, (grey, grey, grey + 4), 0.5 * height, warmth=22.0)
        for outline in engines
    ]
