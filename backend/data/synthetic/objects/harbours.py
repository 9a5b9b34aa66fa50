"""Piers, cranes and container yards."""

from __future__ import annotations

import numpy as np

from backend.data.synthetic.materials import Category, Colour, Material
from backend.data.synthetic.scene import Model, Part
from backend.data.synthetic.shapes import box, moved, rectangle


def pier(length: float, width: float, berth: float = 0.0, water: Colour = (0, 0, 0)) -> Model:
    """A pier along x. With berths, the water between its fingers belongs to the harbour too.

    Args:
        berth: length of the fingers on both sides in metres, 0 = none.
        water: colour of the water around, which must not change where the berths begin.
    """
    outline = rectangle(length, width + 2.0 * berth)
    parts = []
    if berth > 0.0:
        parts.append(Part(outline, Material.WATER, water))
        spacing = 2 * (0.36 * berth + 1.0)
        for x in np.arange(-length / 2 + 4.7, length / 2, spacing):
            finger = moved(rectangle(0.7, width + 1.7 * berth), x, 0.0)
            parts.append(Part(finger, Material.CONCRETE, (178, 172, 160), 0.6))
    parts.append(Part(rectangle(length, width), Material.CONCRETE, (186, 178, 164), 1.0))
    return Model(Category.HARBOR, tuple(parts), (outline,))


def quay_crane(rng: np.random.Generator) -> Model:
    """A crane whose boom reaches along +x over a ship."""
    colour: Colour = ((70, 104, 150), (190, 92, 60), (196, 196, 190), (206, 174, 80))[
        rng.integers(4)
    ]
    boom = box(-14.0, -1.4, 38.0, 1.4)
    parts = [
        Part(box(-12.0, -9.0, -10.0, 9.0), Material.METAL, colour, 22.0),
        Part(box(2.0, -9.0, 4.0, 9.0), Material.METAL, colour, 22.0),
        Part(boom, Material.METAL, colour, 32.0),
        Part(box(-13.0, -3.0, -5.0, 3.0), Material.METAL, (220, 220, 216), 35.0, warmth=6.0),
    ]
    return Model(None, tuple(parts))
