"""Road bridges."""

from __future__ import annotations

import numpy as np

from backend.data.synthetic.materials import Category, Material
from backend.data.synthetic.scene import Model, Part
from backend.data.synthetic.shapes import box, dashes, moved, rectangle


def bridge(rng: np.random.Generator, length: float, width: float) -> Model:
    """A deck along x with carriageway, footways and railings; sometimes with arches or trusses."""
    level = rng.uniform(5.0, 9.0)
    deck = rectangle(length, width)
    parts = [
        Part(deck, Material.CONCRETE, (172, 168, 160), level),
        Part(rectangle(length, width - 3.0), Material.ASPHALT, (112, 112, 110), level),
    ]
    for side in (-1.0, 1.0):
        rail = moved(rectangle(length, 0.4), 0.0, side * (width / 2 - 0.2))
        parts.append(Part(rail, Material.METAL, (160, 160, 156), level + 1.2))
    if length > 60.0 and rng.random() < 0.4:
        # Cross beams of a truss above the road.
        for x in np.arange(-0.42 * length, 0.43 * length, 9.0):
            beam = box(x - 0.25, -width / 2, x + 0.25, width / 2)
            parts.append(Part(beam, Material.METAL, (140, 146, 142), level + 6.0))
    parts += [
        Part(dash, Material.PAINT, (214, 212, 204), level)
        for dash in dashes((-length / 2, 0.0), (length / 2, 0.0), 0.2, 3.0, 5.0)
    ]
    return Model(Category.BRIDGE, tuple(parts), (deck,))
