"""Storage tanks in earth or concrete basins, with pipes and service roads."""

from __future__ import annotations

import math

from backend.data.synthetic.builder import SceneBuilder
from backend.data.synthetic.layouts.area import Area
from backend.data.synthetic.materials import Colour, Material
from backend.data.synthetic.objects.buildings import flat_block
from backend.data.synthetic.objects.tanks import storage_tank
from backend.data.synthetic.shapes import box


def fill_tank_farm(builder: SceneBuilder, area: Area) -> None:
    """Rows of tanks of about one size, each row with its own."""
    rng = builder.rng
    ground = (Material.GRASS, Material.SOIL, Material.GRAVEL, Material.CONCRETE)[rng.integers(4)]
    basin = (Material.SOIL, Material.GRASS, Material.CONCRETE, Material.GRAVEL)[rng.integers(4)]
    colour = builder.varied(basin.value.colour)
    builder.ground(area.outline, ground)
    y = area.y_min + 6.0
    while True:
        radius = float(rng.choice([5.0, 8.0, 12.0, 18.0, 26.0, 34.0])) * rng.uniform(0.85, 1.15)
        cell = 2.0 * radius * rng.uniform(1.35, 1.7) + 4.0
        if y + cell > area.y_max - 4.0:
            cell = area.y_max - 4.0 - y
            radius = 0.33 * cell
            if radius < 3.0:
                return
        count = int((area.width - 8.0) / cell)
        first = area.centre[0] - count * cell / 2
        for column in range(count):
            x = first + (column + 0.5) * cell
            _basin(builder, x, y + cell / 2, cell, (basin, colour))
            if rng.random() < 0.92:
                varied = radius * rng.uniform(0.94, 1.0)
                builder.place(
                    storage_tank(rng, varied), x, y + cell / 2, rng.uniform(0, 2 * math.pi)
                )
            elif cell > 18.0:
                builder.place(flat_block(rng, 0.4 * cell, 0.3 * cell), x, y + cell / 2)
        y += cell + 1.0
        builder.ground(box(area.x_min, y, area.x_max, y + 4.5), Material.ASPHALT)
        _pipes(builder, area, y + 5.5)
        y += 7.0


def _basin(
    builder: SceneBuilder, x: float, y: float, cell: float, floor: tuple[Material, Colour]
) -> None:
    """A bund around a floor."""
    half = cell / 2 - 0.8
    wall = (176, 170, 156)
    builder.ground(box(x - half, y - half, x + half, y + half), Material.CONCRETE, wall, height=1.2)
    inner = half - 0.9
    builder.ground(box(x - inner, y - inner, x + inner, y + inner), floor[0], floor[1])


def _pipes(builder: SceneBuilder, area: Area, y: float) -> None:
    for pipe in range(3):
        at = y + 0.5 * pipe
        builder.ground(
            box(area.x_min, at, area.x_max, at + 0.25), Material.METAL, (176, 176, 170), height=0.8
        )
