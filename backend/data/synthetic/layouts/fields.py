"""Farmland: fields of different crops, tracks, hedges, woods and farms."""

from __future__ import annotations

import math

from backend.data.synthetic.builder import SceneBuilder
from backend.data.synthetic.layouts.area import Area
from backend.data.synthetic.layouts.blocks import fill_wood
from backend.data.synthetic.layouts.pavements import winding_road
from backend.data.synthetic.layouts.scatter import scatter_trees, tree_row
from backend.data.synthetic.materials import Colour, Material
from backend.data.synthetic.objects.buildings import house, shed, silo
from backend.data.synthetic.objects.vehicles import lorry
from backend.data.synthetic.scene import Scene, SceneSpec
from backend.data.synthetic.shapes import disc, moved, rectangle, smooth_line

_CROPS: tuple[tuple[Material, Colour], ...] = (
    (Material.CROP, (96, 116, 60)), (Material.CROP, (122, 128, 70)), (Material.CROP, (78, 102, 54)),
    (Material.CROP, (164, 148, 92)), (Material.CROP, (182, 164, 110)),
    (Material.SOIL, (146, 120, 92)),
    (Material.SOIL, (118, 96, 76)), (Material.GRASS, (104, 118, 70)),
    (Material.CROP, (112, 126, 82)),
)  # fmt: skip


def draw_fields(spec: SceneSpec) -> Scene:
    """Fields divided by tracks, with a road and some farms."""
    builder = SceneBuilder(spec, spec.generator("heading").uniform(0.0, math.pi))
    rng = builder.rng
    reach = builder.reach + 30.0
    builder.ground(Area.around(2 * reach).outline, Material.GRASS)
    fill_farmland(builder, Area.around(reach))
    if rng.random() < 0.8:
        sway = rng.uniform(0.01, 0.14) * reach
        line = smooth_line(rng, 3.4 * reach, sway, rng.uniform(2.0, 6.0))
        place = rng.uniform(-0.5, 0.5) * reach
        turned = moved(line, 0.0, place, rng.choice([0.0, math.pi / 2]) + rng.normal(0.0, 0.2))
        winding_road(builder, turned, rng.uniform(5.0, 8.0), 0.006)
    return builder.finish("farmland")


def fill_farmland(builder: SceneBuilder, area: Area) -> None:
    """Fields down to about a hectare, some hedges and a farm here and there."""
    rng = builder.rng
    for field in area.pieces(rng, rng.uniform(70.0, 180.0), rng.uniform(1.0, 5.0)):
        choice = rng.random()
        if choice < 0.08:
            fill_wood(builder, field)
        elif choice < 0.16 and min(field.width, field.depth) > 60.0:
            _farm(builder, field)
        else:
            _field(builder, field)


def _field(builder: SceneBuilder, area: Area) -> None:
    rng = builder.rng
    material, colour = _CROPS[rng.integers(len(_CROPS))]
    direction = 0.0 if area.width >= area.depth else math.pi / 2
    if rng.random() < 0.12 and min(area.width, area.depth) > 90.0:
        # A field watered by an arm that turns around its middle.
        builder.ground(area.outline, Material.SOIL, builder.varied((162, 142, 108)))
        circle = moved(disc(min(area.width, area.depth) / 2 - 2.0, 72), *area.centre)
        builder.ground(circle, material, builder.varied(colour), direction)
        return
    builder.ground(area.outline, material, builder.varied(colour), direction)
    if rng.random() < 0.25:
        first, second = area.inset(0.5).split(rng.uniform(0.3, 0.7), 1.0)
        material, colour = _CROPS[rng.integers(len(_CROPS))]
        builder.ground((first if rng.random() < 0.5 else second).outline, material,
                       builder.varied(colour), direction)  # fmt: skip
    if rng.random() < 0.3:
        tree_row(builder, (area.x_min, area.y_min), (area.x_max, area.y_min), rng.uniform(4.0, 9.0))
    if rng.random() < 0.3:
        tree_row(builder, (area.x_min, area.y_min), (area.x_min, area.y_max), rng.uniform(4.0, 9.0))


def _farm(builder: SceneBuilder, area: Area) -> None:
    rng = builder.rng
    builder.ground(area.outline, Material.GRASS)
    x, y = area.centre
    builder.ground(moved(rectangle(78.0, 56.0), x, y), Material.GRAVEL)
    builder.place(house(rng, 14.0, 9.5), x - 22.0, y - 14.0)
    for place, (length, width) in enumerate(((36.0, 16.0), (28.0, 12.0), (22.0, 11.0))):
        if rng.random() < 0.8:
            at = (x - 8.0 + 17.0 * place, y + 14.0)
            builder.place(shed(rng, length, width), *at, math.pi / 2)
    for number in range(int(rng.integers(0, 4))):
        builder.place(silo(rng), x + 30.0, y - 18.0 + 8.5 * number)
    builder.place(lorry(rng), x + 4.0, y - 10.0, rng.uniform(0.0, math.pi))
    scatter_trees(builder, area.inset(4.0)._replace(y_max=y - 24.0), 60.0)
