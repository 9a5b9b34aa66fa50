"""Trees and bushes spread over an area."""

from __future__ import annotations

from backend.data.synthetic.builder import SceneBuilder
from backend.data.synthetic.objects.plants import tree


def scatter_trees(
    builder: SceneBuilder,
    x_min: float, y_min: float, x_max: float, y_max: float,
    per_hectare: float,
    largest: float = 5.0,
) -> None:  # fmt: skip
    """Single trees of random size where the builder says the place is free."""
    rng = builder.rng
    area = max(0.0, x_max - x_min) * max(0.0, y_max - y_min) / 10_000.0
    for _ in range(rng.poisson(per_hectare * area)):
        radius = rng.uniform(0.9, largest)
        x, y = rng.uniform(x_min, x_max), rng.uniform(y_min, y_max)
        if builder.free(x, y, radius):
            builder.place(tree(rng, radius), x, y, rng.uniform(0.0, 6.28))
