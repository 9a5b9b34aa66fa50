"""Trees and bushes spread over an area."""

from __future__ import annotations

import math

from backend.data.synthetic.builder import SceneBuilder
from backend.data.synthetic.layouts.area import Area
from backend.data.synthetic.objects.plants import tree, wood


def scatter_trees(
    builder: SceneBuilder, area: Area, per_hectare: float, largest: float = 5.0
) -> None:
    """Single trees of random size where the builder says the place is free."""
    rng = builder.rng
    hectares = max(0.0, area.width) * max(0.0, area.depth) / 10_000.0
    for _ in range(rng.poisson(per_hectare * hectares)):
        radius = rng.uniform(0.9, largest)
        x, y = rng.uniform(area.x_min, area.x_max), rng.uniform(area.y_min, area.y_max)
        if builder.free(x, y, radius):
            builder.place(tree(rng, radius), x, y, rng.uniform(0.0, 2 * math.pi))


def scatter_woods(builder: SceneBuilder, area: Area, per_hectare: float) -> None:
    """Groups of trees of 6 to 22 m radius where the builder says the place is free."""
    rng = builder.rng
    hectares = max(0.0, area.width) * max(0.0, area.depth) / 10_000.0
    for _ in range(rng.poisson(per_hectare * hectares)):
        radius = rng.uniform(6.0, 22.0)
        x, y = rng.uniform(area.x_min, area.x_max), rng.uniform(area.y_min, area.y_max)
        if builder.free(x, y, radius):
            builder.place(wood(rng, radius), x, y)


def tree_row(
    builder: SceneBuilder, start: tuple[float, float], end: tuple[float, float], spacing: float
) -> None:
    """Trees of one kind along a line, some missing."""
    rng = builder.rng
    length = math.hypot(end[0] - start[0], end[1] - start[1])
    size = rng.uniform(1.8, 3.6)
    for index in range(int(length / spacing)):
        if rng.random() < 0.15:
            continue
        share = (index + 0.5) * spacing / length
        x = start[0] + share * (end[0] - start[0]) + rng.normal(0.0, 0.4)
        y = start[1] + share * (end[1] - start[1]) + rng.normal(0.0, 0.4)
        if builder.free(x, y, size):
            builder.place(tree(rng, size * rng.uniform(0.8, 1.25)), x, y, rng.uniform(0.0, 6.28))
