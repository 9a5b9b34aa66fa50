"""Houses with gable and hip roofs, and flat roofs with what stands on them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from backend.data.synthetic.materials import Category, Colour, Material
from backend.data.synthetic.objects.roofs import jittered, pitched_roof
from backend.data.synthetic.scene import Model, Part
from backend.data.synthetic.shapes import Outline, box, disc, moved, rectangle

_TILES: tuple[Colour, ...] = (
    (152, 100, 80), (166, 118, 96), (134, 92, 78), (116, 98, 88), (98, 96, 96), (128, 124, 120),
    (142, 128, 112), (84, 82, 84), (164, 150, 134), (110, 82, 72),
)  # fmt: skip
_FLAT: tuple[Colour, ...] = (
    (196, 194, 188), (178, 176, 170), (156, 154, 150), (214, 212, 206), (128, 126, 124),
    (170, 160, 146), (98, 98, 100), (186, 178, 162), (232, 231, 227),
)  # fmt: skip


def house(rng: np.random.Generator, length: float, width: float) -> Model:
    """A dwelling whose roof is a gable or a hip, sometimes with a wing at right angles."""
    colour = jittered(rng, _TILES[rng.integers(len(_TILES))])
    eaves = rng.uniform(3.0, 6.0)
    pitch = rng.uniform(0.45, 0.85)
    hip = width / 2 if rng.random() < 0.45 else 0.0
    parts = pitched_roof(length, width, eaves, pitch, hip, colour)
    footprint = [rectangle(length, width)]
    if rng.random() < 0.4:
        reach, breadth = 0.45 * width, min(0.42 * length, 0.9 * width)
        place = rng.uniform(-0.2, 0.2) * length
        side = float(rng.choice([-1.0, 1.0]))
        wing = pitched_roof(width / 2 + reach, breadth, eaves, pitch, 0.0, colour)
        centre = side * (width / 2 + reach) / 2
        parts += [part.placed(place, centre, np.pi / 2) for part in wing]
        footprint.append(moved(rectangle(width / 2 + reach, breadth), place, centre, np.pi / 2))
    if rng.random() < 0.6:
        chimney = moved(rectangle(0.8, 0.8), rng.uniform(-0.3, 0.3) * length, 0.1 * width)
        ridge = eaves + pitch * width / 2
        parts.append(Part(chimney, Material.ROOF, (120, 84, 72), ridge + 0.8, warmth=6.0))
    return Model(Category.BUILDING, tuple(parts), tuple(footprint))


def shed(rng: np.random.Generator, length: float, width: float) -> Model:
    """A hall with shallow pitched bays, as over warehouses and factories."""
    colour = jittered(rng, _FLAT[rng.integers(len(_FLAT))])
    bays = max(1, round(width / rng.uniform(14.0, 30.0)))
    breadth = width / bays
    eaves = rng.uniform(6.0, 11.0)
    parts: list[Part] = []
    for bay in range(bays):
        offset = (bay + 0.5) * breadth - width / 2
        roof = pitched_roof(length, breadth, eaves, rng.uniform(0.08, 0.16), 0.0, colour)
        parts += [part.placed(0.0, offset, 0.0) for part in roof]
        if rng.random() < 0.6:
            parts += _skylights(length, offset, breadth, eaves)
    return Model(Category.BUILDING, tuple(parts), (rectangle(length, width),))


def flat_block(rng: np.random.Generator, length: float, width: float) -> Model:
    """A flat roof with a parapet and machinery."""
    colour = jittered(rng, _FLAT[rng.integers(len(_FLAT))])
    height = rng.uniform(5.0, 18.0)
    rim = tuple(min(255, int(value * 1.12 + 8)) for value in colour)
    wings = _wings(rng, length, width)
    parts = [
        Part(wing.outline(0.0), Material.ROOF, (rim[0], rim[1], rim[2]), height + 0.7)
        for wing in wings
    ]
    parts += [Part(wing.outline(0.5), Material.ROOF, colour, height) for wing in wings]
    main = wings[0]
    for _ in range(int(rng.integers(1, 3) + length * width / 220)):
        unit_length, unit_width = rng.uniform(1.2, 4.5), rng.uniform(1.2, 3.0)
        reach_x, reach_y = main.length / 2 - unit_length - 1, main.width / 2 - unit_width - 1
        if reach_x <= 0 or reach_y <= 0:
            continue
        grey = int(rng.uniform(120, 225))
        unit = moved(
            rectangle(unit_length, unit_width),
            main.x + rng.uniform(-reach_x, reach_x),
            main.y + rng.uniform(-reach_y, reach_y),
        )
        top = height + rng.uniform(0.8, 2.4)
        parts.append(Part(unit, Material.METAL, (grey, grey, grey), top, warmth=5.0))
    if rng.random() < 0.4 and main.width > 12.0:
        stair = moved(rectangle(6.0, 4.0), main.x + rng.uniform(-0.3, 0.3) * main.length, main.y)
        parts.append(Part(stair, Material.ROOF, colour, height + 3.0))
    return Model(Category.BUILDING, tuple(parts), tuple(wing.outline(0.0) for wing in wings))


def swimming_pool(rng: np.random.Generator) -> Model:
    """A garden pool with its paved rim; it is furniture, not part of the truth."""
    length, width = rng.uniform(6.0, 10.0), rng.uniform(3.0, 4.5)
    return Model(
        None,
        (
            Part(rectangle(length + 2.2, width + 2.2), Material.CONCRETE, (200, 192, 178)),
            Part(rectangle(length, width), Material.WATER, (74, 164, 180)),
        ),
    )


def silo(rng: np.random.Generator) -> Model:
    """A small round building of a farm."""
    radius = rng.uniform(2.0, 4.0)
    return Model(
        Category.BUILDING,
        (Part(disc(radius), Material.METAL, (196, 196, 192), rng.uniform(8.0, 15.0)),),
        (disc(radius),),
    )


class _Wing(NamedTuple):
    """A rectangle of a building: its middle and size in metres."""

    x: float
    y: float
    length: float
    width: float

    def outline(self, margin: float) -> Outline:
        """The rectangle without a margin."""
        inner = rectangle(self.length - 2 * margin, self.width - 2 * margin)
        return moved(inner, self.x, self.y)


def _wings(rng: np.random.Generator, length: float, width: float) -> list[_Wing]:
    """One rectangle, or an L, T or U of several that fill the same bounds; the main one first."""
    if min(length, width) < 20.0 or max(length, width) > 160.0 or rng.random() < 0.5:
        return [_Wing(0.0, 0.0, length, width)]
    deep = rng.uniform(0.4, 0.6) * width
    broad = rng.uniform(0.22, 0.35) * length
    main = _Wing(0.0, (width - deep) / 2, length, deep)
    ends = ((-1.0,), (1.0,), (0.0,), (-1.0, 1.0))[rng.integers(4)]
    return [main] + [_Wing(end * (length - broad) / 2, 0.0, broad, width) for end in ends]


def _skylights(length: float, offset: float, breadth: float, eaves: float) -> list[Part]:
    panes = []
    for place in np.arange(-length / 2 + 5.0, length / 2 - 5.0, 9.0):
        pane = box(place, offset - 0.3 * breadth, place + 1.3, offset + 0.3 * breadth)
        panes.append(Part(pane, Material.ROOF, (216, 220, 220), eaves + 0.08 * breadth))
    return panes
