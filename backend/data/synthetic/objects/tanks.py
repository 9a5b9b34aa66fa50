"""Storage tanks with fixed cones, domes and floating roofs."""

from __future__ import annotations

import math

import numpy as np

from backend.data.synthetic.materials import Category, Colour, Material
from backend.data.synthetic.scene import Model, Part
from backend.data.synthetic.shapes import disc, moved, rectangle, sector

_COATS: tuple[Colour, ...] = (
    (250, 250, 248), (236, 236, 232), (214, 216, 214), (190, 184, 172), (168, 172, 172),
    (196, 206, 196), (150, 122, 104),
)  # fmt: skip
_SHARES = (0.32, 0.24, 0.14, 0.10, 0.08, 0.06, 0.06)


def storage_tank(rng: np.random.Generator, radius: float) -> Model:
    """A tank seen from above: a shaded cone, or a floating roof sunk below its rim."""
    coat = _COATS[rng.choice(len(_COATS), p=_SHARES)]
    height = float(np.clip(radius * rng.uniform(0.6, 1.1), 5.0, 20.0))
    floating = radius > 9.0 and rng.random() < 0.55
    roof = _floating_roof if floating else _cone
    parts = roof(rng, radius, height, coat)
    parts.append(_stair(rng, radius, height))
    return Model(Category.STORAGE_TANK, tuple(parts), (disc(radius, 48),))


def _cone(rng: np.random.Generator, radius: float, height: float, coat: Colour) -> list[Part]:
    rim = _tinted(coat, 0.86)
    parts = [Part(disc(radius, 48), Material.METAL, rim, height)]
    rise = rng.uniform(0.10, 0.30)
    steps = 16
    for step in range(steps):
        start = 2 * math.pi * step / steps
        middle = start + math.pi / steps
        slice_outline = sector(radius - 0.35, start - 0.01, start + 2 * math.pi / steps + 0.01, 5)
        parts.append(
            Part(
                slice_outline,
                Material.METAL,
                coat,
                height + 0.3,
                slope=(-rise * math.cos(middle), -rise * math.sin(middle)),
                warmth=3.0,
            )
        )
    parts.append(Part(disc(max(0.5, 0.07 * radius), 12), Material.METAL, rim, height + 1.0))
    return parts


def _floating_roof(
    rng: np.random.Generator, radius: float, height: float, coat: Colour
) -> list[Part]:
    sunk = height * rng.uniform(0.25, 0.95)
    plate = _tinted(coat, rng.uniform(0.78, 0.98))
    parts = [
        Part(disc(radius, 48), Material.METAL, coat, height),
        Part(disc(radius - 0.5, 48), Material.METAL, _tinted(plate, 0.8), sunk, warmth=2.0),
        Part(disc(radius - 1.1, 48), Material.METAL, plate, sunk, warmth=2.0),
    ]
    for ring in (0.45, 0.72):
        parts.append(Part(disc(radius * ring, 40), Material.METAL, _tinted(plate, 0.93), sunk))
        parts.append(Part(disc(radius * ring - 0.3, 40), Material.METAL, plate, sunk))
    ladder = moved(rectangle(0.5 * radius, 0.7), 0.65 * radius, 0.0)
    parts.append(Part(ladder, Material.METAL, _tinted(coat, 0.7), sunk + 1.0))
    return parts


def _stair(rng: np.random.Generator, radius: float, height: float) -> Part:
    """A stair that spirals up the shell."""
    start = rng.uniform(0.0, 2 * math.pi)
    angles = np.linspace(start, start + 0.7, 10)
    inner = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    outline = np.concatenate([inner * (radius - 0.7), inner[::-1] * radius])
    return Part(outline, Material.METAL, (150, 150, 146), height)


def _tinted(colour: Colour, factor: float) -> Colour:
    red, green, blue = (int(min(255, value * factor)) for value in colour)
    return (red, green, blue)
