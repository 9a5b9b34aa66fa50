"""Trees, bushes and hedges."""

from __future__ import annotations

import numpy as np

from backend.data.synthetic.materials import Colour, Material
from backend.data.synthetic.scene import Model, Part
from backend.data.synthetic.shapes import blob, moved, scaled

_LEAVES: tuple[Colour, ...] = (
    (66, 84, 48), (58, 76, 44), (74, 92, 52), (54, 68, 46), (84, 98, 58), (70, 80, 54),
)  # fmt: skip


def tree(rng: np.random.Generator, radius: float) -> Model:
    """A crown of nested blobs that rise towards the middle, so that light falls on one side."""
    red, green, blue = _LEAVES[rng.integers(len(_LEAVES))]
    shift = rng.normal(0.0, 5.0)
    colour = (int(red + shift), int(green + shift), int(blue + shift * 0.6))
    outline = blob(rng, radius, 0.22)
    height = radius * rng.uniform(1.3, 2.0) + 1.0
    parts = [Part(outline, Material.CANOPY, colour, 0.5 * height)]
    for size, level in ((0.8, 0.78), (0.5, 0.94)):
        lean = rng.normal(0.0, 0.08 * radius, 2)
        inner = moved(scaled(outline, size), float(lean[0]), float(lean[1]))
        parts.append(Part(inner, Material.CANOPY, colour, level * height))
    return Model(None, tuple(parts))


def wood(rng: np.random.Generator, radius: float) -> Model:
    """A closed group of crowns of 2.5 to 5 m radius that fills a blob of the given radius."""
    outline = blob(rng, radius, 0.3)
    colour = _LEAVES[rng.integers(len(_LEAVES))]
    parts = [Part(outline, Material.CANOPY, colour, 5.0)]
    for _ in range(int(1.1 * (radius / 3.6) ** 2)):
        angle, distance = rng.uniform(0.0, 2 * np.pi), radius * rng.uniform(0.0, 0.92) ** 0.5
        crown = tree(rng, rng.uniform(2.2, 4.8))
        x, y = distance * np.cos(angle), distance * np.sin(angle)
        parts += [part.placed(x, y, 0.0) for part in crown.parts]
    return Model(None, tuple(parts))
