"""Cars, vans, buses, lorries and the service vehicles of an apron."""

from __future__ import annotations

import numpy as np

from backend.data.synthetic.materials import Category, Colour, Material
from backend.data.synthetic.scene import Model, Part
from backend.data.synthetic.shapes import box, moved, polygon, rectangle, rounded_rectangle

_PAINTS: tuple[Colour, ...] = (
    (232, 233, 234), (226, 227, 226), (186, 190, 194), (164, 168, 174), (118, 122, 128),
    (70, 74, 80), (42, 44, 48), (34, 36, 40), (140, 38, 36), (168, 52, 44), (52, 78, 124),
    (74, 108, 152), (58, 82, 66), (178, 166, 138), (208, 204, 192), (222, 184, 60),
)  # fmt: skip
_SHARES = np.array([16, 12, 12, 9, 9, 8, 9, 8, 2, 3, 3, 2.5, 1, 1.5, 3, 0.7])
_SHARES /= _SHARES.sum()
_GLASS: Colour = (44, 50, 56)


def car(rng: np.random.Generator, parked: bool = True) -> Model:
    """A passenger car, 3.8 to 5 m long; a moving one has a warm bonnet."""
    length, width = rng.uniform(3.8, 5.0), rng.uniform(1.72, 1.95)
    paint = _PAINTS[rng.choice(len(_PAINTS), p=_SHARES)]
    body = rounded_rectangle(length, width, 0.42)
    front, rear = 0.17 * length, -rng.uniform(0.28, 0.42) * length
    half = width / 2
    windscreen = polygon(
        [(front, 0.80 * half), (front, -0.80 * half), (front - 0.75, -0.64 * half),
         (front - 0.75, 0.64 * half)]
    )  # fmt: skip
    back_window = polygon(
        [(rear, 0.78 * half), (rear, -0.78 * half), (rear + 0.5, -0.66 * half),
         (rear + 0.5, 0.66 * half)]
    )  # fmt: skip
    cold = parked and rng.random() < 0.75
    parts = (
        Part(body, Material.METAL, paint, 0.95, warmth=1.0),
        Part(
            box(front, -0.7 * half, 0.46 * length, 0.7 * half),
            Material.METAL,
            paint,
            1.0,
            slope=(-0.12, 0.0),
            warmth=0.0 if cold else 13.0,
        ),
        Part(box(rear, -0.84 * half, front, 0.84 * half), Material.GLASS, _GLASS, 1.2),
        Part(windscreen, Material.GLASS, (62, 72, 80), 1.2),
        Part(
            box(rear + 0.5, -0.66 * half, front - 0.75, 0.66 * half),
            Material.METAL,
            _lighter(paint),
            1.45,
            warmth=2.0,
        ),
        Part(back_window, Material.GLASS, _GLASS, 1.2),
    )
    return Model(Category.VEHICLE, parts, (body,))


def lorry(rng: np.random.Generator) -> Model:
    """A lorry or a bus, 7 to 16 m long."""
    length, width = rng.uniform(7.0, 16.0), rng.uniform(2.4, 2.6)
    box_paint = _PAINTS[rng.integers(5)] if rng.random() < 0.7 else _PAINTS[rng.integers(16)]
    cab_paint = _PAINTS[rng.integers(len(_PAINTS))]
    cab = moved(rounded_rectangle(2.1, width * 0.96, 0.25), length / 2 - 1.05, 0.0)
    load = box(-length / 2, -width / 2, length / 2 - 2.4, width / 2)
    glass = box(length / 2 - 0.5, -0.42 * width, length / 2 - 0.15, 0.42 * width)
    parts = (
        Part(box(-length / 2, -0.4, length / 2 - 1.0, 0.4), Material.METAL, (50, 50, 50), 1.0),
        Part(cab, Material.METAL, cab_paint, 2.6, warmth=9.0),
        Part(glass, Material.GLASS, _GLASS, 2.3),
        Part(load, Material.METAL, box_paint, 3.5),
    )
    return Model(Category.VEHICLE, parts, (rectangle(length, width),))


def baggage_train(rng: np.random.Generator) -> Model:
    """A tug with two to four carts, as they stand beside airplanes; not part of the truth."""
    parts = [Part(rounded_rectangle(2.6, 1.5, 0.2), Material.METAL, (214, 190, 80), 1.4)]
    for cart in range(int(rng.integers(2, 5))):
        grey = int(rng.uniform(90, 200))
        outline = moved(rounded_rectangle(2.4, 1.5, 0.1), -3.0 * (cart + 1), 0.0)
        parts.append(Part(outline, Material.METAL, (grey, grey, grey), 1.2))
    return Model(None, tuple(parts))


def _lighter(colour: Colour) -> Colour:
    red, green, blue = (min(255, int(value * 1.06 + 6)) for value in colour)
    return (red, green, blue)
