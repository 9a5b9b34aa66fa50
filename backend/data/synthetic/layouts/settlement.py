"""A settlement on bare earth: walled plots, rows of rooms and huts wall to wall along tracks."""

from __future__ import annotations

import math

import numpy as np

from backend.data.synthetic.builder import SceneBuilder
from backend.data.synthetic.layouts.area import Area
from backend.data.synthetic.layouts.scatter import scatter_trees, scatter_woods
from backend.data.synthetic.materials import Category, Colour, Material
from backend.data.synthetic.objects.roofs import concrete_roof, roofed, sheeted
from backend.data.synthetic.objects.vehicles import car
from backend.data.synthetic.scene import Model, Scene, SceneSpec
from backend.data.synthetic.shapes import Outline, moved, rectangle, smooth_line, strip

_EARTHS: tuple[Colour, ...] = (
    (192, 128, 92), (204, 148, 112), (176, 140, 108), (196, 176, 146), (164, 132, 106),
    (150, 138, 122), (214, 198, 172),
)  # fmt: skip
_BLOCK = 62.0
"""Metres between tracks."""


def draw_settlement(spec: SceneSpec) -> Scene:
    """Blocks of one kind of building each, mixed, with earth roads between them."""
    builder = SceneBuilder(spec, spec.generator("heading").uniform(0.0, math.pi))
    rng = builder.rng
    earth = _EARTHS[rng.integers(len(_EARTHS))]
    reach = builder.reach + 30.0
    shift_x, shift_y = rng.uniform(-0.5, 0.5, 2) * _BLOCK
    whole = Area(-reach + shift_x, -reach + shift_y, reach + shift_x, reach + shift_y)
    builder.ground(Area.around(2 * reach).outline, Material.SOIL, builder.varied(earth))
    blocks = whole.pieces(rng, _BLOCK * rng.uniform(0.6, 1.2), rng.uniform(4.0, 8.0))
    fillers = (_villas, _rows, _huts, _halls, _open_ground)
    shares = rng.dirichlet((2.0, 1.6, 2.2, 0.7, 0.6))
    for block in blocks:
        radius = math.hypot(block.width, block.depth) / 2
        if math.hypot(*block.centre) > builder.reach + radius:
            continue
        _bare_patches(builder, block, earth)
        fillers[int(rng.choice(len(fillers), p=shares))](builder, block)
    _tracks(builder, reach, earth)
    # Only high trees reach over roofs.
    builder.free = lambda x, y, radius: radius > 2.8
    scatter_trees(builder, whole, rng.uniform(2.0, 30.0), 4.8)
    return builder.finish("dense residential")


def _tracks(builder: SceneBuilder, reach: float, earth: Colour) -> None:
    """One or two winding roads through everything, of earth or asphalt, with cars."""
    rng = builder.rng
    for number in range(int(rng.integers(1, 3))):
        width = rng.uniform(4.0, 9.0)
        line = smooth_line(rng, 2.4 * reach, rng.uniform(1.0, 9.0), rng.uniform(1.0, 4.0))
        heading = number * math.pi / 2 + rng.normal(0.0, 0.15)
        place = rng.uniform(-0.35, 0.35, 2) * builder.reach
        placed = moved(line, float(place[0]), float(place[1]), heading)
        paved = rng.random() < 0.4
        material = Material.ASPHALT if paved else Material.SOIL
        colour = None if paved else builder.varied(earth, 0.1)
        verge = builder.varied(earth, 0.1)
        builder.ground(strip(placed, width + rng.uniform(1.0, 5.0)), Material.SOIL, verge)
        builder.ground(strip(placed, width), material, colour, heading, Category.ROAD)
        for x, y in placed[rng.random(len(placed)) < 0.1]:
            side = rng.uniform(-0.3, 0.3) * width
            builder.place(car(rng), x + side, y + side, heading + rng.choice([0.0, math.pi]))


def _villas(builder: SceneBuilder, area: Area) -> None:
    """Walled plots, each with a house, a lawn or a paved yard, an outbuilding and trees."""
    rng = builder.rng
    for plot in area.inset(1.0).pieces(rng, rng.uniform(17.0, 28.0), 0.6):
        if min(plot.width, plot.depth) < 9.0:
            _bare_patches(builder, plot, (160, 140, 112))
            continue
        choice = rng.random()
        if choice < 0.5:
            builder.ground(plot.outline, Material.LAWN, builder.varied((104, 132, 66), 0.12))
        elif choice < 0.65:
            builder.ground(plot.outline, Material.CONCRETE, builder.varied((196, 176, 152), 0.1))
        _wall(builder, plot)
        scatter_trees(builder, plot, rng.uniform(10.0, 160.0), 4.0)
        length, width = rng.uniform(0.42, 0.8) * plot.width, rng.uniform(0.38, 0.7) * plot.depth
        reach_x, reach_y = 0.3 * (plot.width - length), 0.3 * (plot.depth - width)
        x = plot.centre[0] + rng.uniform(-reach_x, reach_x)
        y = plot.centre[1] + rng.uniform(-reach_y, reach_y)
        yard = rectangle(length + rng.uniform(1.0, 5.0), width + rng.uniform(1.0, 5.0))
        builder.ground(moved(yard, x, y), Material.SOIL, builder.varied((188, 164, 134), 0.1))
        _turned(builder, _house(rng, max(length, width), min(length, width)), x, y, length < width)
        if rng.random() < 0.6:
            shed = sheeted(rng, rng.uniform(3.0, 8.0), rng.uniform(2.2, 4.0), rng.uniform(0.0, 0.5))
            builder.place_apart(shed, plot.x_min + 4.5, plot.y_max - 2.2)
        if rng.random() < 0.5:
            builder.place(car(rng), plot.x_max - 2.5, plot.y_max - 3.5, rng.uniform(0, 6.3))


def _rows(builder: SceneBuilder, area: Area) -> None:
    """Long low houses of many rooms, side by side."""
    rng = builder.rng
    for part in area.inset(0.8).pieces(rng, rng.uniform(13.0, 22.0), rng.uniform(0.8, 2.5)):
        long, short = max(part.width, part.depth), min(part.width, part.depth)
        count = max(1, int(short / rng.uniform(5.5, 9.0)))
        breadth = short / count
        wear = rng.uniform(0.0, 0.7)
        for number in range(count):
            if rng.random() < 0.08:
                continue
            across = (number + 0.5) * breadth - short / 2
            upright = part.depth > part.width
            x = part.centre[0] + (across if upright else 0.0)
            y = part.centre[1] + (0.0 if upright else across)
            size = rng.uniform(0.7, 0.99), rng.uniform(0.6, 0.97)
            make = sheeted(rng, long * size[0], breadth * size[1], wear * rng.uniform(0.2, 1.0))
            _turned(builder, make, x, y, upright)


def _huts(builder: SceneBuilder, area: Area) -> None:
    """Small roofs wall to wall, a yard left free here and there."""
    rng = builder.rng
    smallest, gap = rng.uniform(3.6, 7.5), rng.uniform(0.0, 1.3)
    skew, empty = rng.uniform(0.0, 0.08), rng.uniform(0.05, 0.4)
    for part in area.inset(0.6).pieces(rng, smallest, gap):
        if rng.random() < empty:
            _clutter(builder, part)
            continue
        length, width = max(part.width, part.depth), min(part.width, part.depth)
        if width < 1.6:
            continue
        size = rng.uniform(0.82, 1.0), rng.uniform(0.82, 1.0)
        wear = 0.8 * rng.uniform(0.0, 1.0) ** 2
        hut = sheeted(rng, length * size[0], width * size[1], wear)
        _turned(builder, hut, *part.centre, part.depth > part.width, rng.normal(0.0, skew))


def _halls(builder: SceneBuilder, area: Area) -> None:
    """A school, a market or a workshop: long roofs around a yard."""
    rng = builder.rng
    inner = area.inset(3.0)
    if min(inner.width, inner.depth) < 22.0:
        _villas(builder, area)
        return
    builder.ground(inner.outline, Material.SOIL, builder.varied((206, 150, 110), 0.1))
    depth = rng.uniform(7.0, 11.0)
    for side in (-1.0, 1.0):
        if rng.random() < 0.85:
            y = inner.centre[1] + side * (inner.depth - depth) / 2
            hall = roofed(rng, rng.uniform(0.6, 0.98) * inner.width, 0.9 * depth)
            builder.place(hall, inner.centre[0], y)
        if rng.random() < 0.5:
            x = inner.centre[0] + side * (inner.width - depth) / 2
            hall = sheeted(rng, 0.6 * (inner.depth - 2 * depth), 0.8 * depth, rng.uniform(0, 0.5))
            builder.place(hall, x, inner.centre[1], math.pi / 2)


def _open_ground(builder: SceneBuilder, area: Area) -> None:
    """Grass, gardens and trees, or a bare pitch."""
    rng = builder.rng
    if rng.random() < 0.6:
        builder.ground(area.inset(1.5).outline, Material.GRASS, builder.varied((112, 122, 70), 0.1))
        scatter_woods(builder, area.inset(9.0), rng.uniform(2.0, 16.0))
    scatter_trees(builder, area, rng.uniform(10.0, 160.0))
    _clutter(builder, area)


def _house(rng: np.random.Generator, length: float, width: float) -> Model:
    choice = rng.random()
    if choice < 0.62:
        return roofed(rng, length, width)
    return concrete_roof(rng, length, width) if choice < 0.78 else sheeted(rng, length, width, 0.15)


def _turned(
    builder: SceneBuilder, model: Model, x: float, y: float, upright: bool, skew: float = 0.0
) -> None:
    """Put a model with its long side along x, or along y where it stands upright."""
    builder.place(model, x, y, skew + (math.pi / 2 if upright else 0.0))


def _wall(builder: SceneBuilder, plot: Area) -> None:
    """A wall or a hedge on some sides of a plot."""
    rng = builder.rng
    hedge = rng.random() < 0.25
    thickness = rng.uniform(0.6, 1.2) if hedge else 0.25
    material = Material.CANOPY if hedge else Material.CONCRETE
    colour = builder.varied((74, 92, 50) if hedge else (200, 186, 168), 0.1)
    corners = plot.outline
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if rng.random() < 0.7:
            outline: Outline = strip([start, end], thickness)
            builder.ground(outline, material, colour, height=rng.uniform(1.2, 2.4))


def _bare_patches(builder: SceneBuilder, area: Area, earth: Colour) -> None:
    """Ground of a slightly other tone, trodden or overgrown."""
    rng = builder.rng
    if rng.random() < 0.4:
        builder.ground(area.outline, Material.GRASS, builder.varied((124, 126, 82), 0.12))
    else:
        builder.ground(area.outline, Material.SOIL, builder.varied(earth, 0.09))


def _clutter(builder: SceneBuilder, area: Area) -> None:
    """Things too small for a house: washing, rubbish, water tanks, stacks of bricks, tarpaulins."""
    rng = builder.rng
    for _ in range(int(rng.poisson(0.03 * area.width * area.depth))):
        x, y = rng.uniform(area.x_min, area.x_max), rng.uniform(area.y_min, area.y_max)
        item = rectangle(rng.uniform(0.3, 1.4), rng.uniform(0.3, 1.1))
        red, green, blue = (int(value) for value in rng.uniform(40, 235, 3))
        place = moved(item, x, y, rng.uniform(0.0, math.pi))
        height = rng.uniform(0.2, 1.2)
        builder.ground(place, Material.CONCRETE, (red, green, blue), 0.0, Category.LAND, height)
