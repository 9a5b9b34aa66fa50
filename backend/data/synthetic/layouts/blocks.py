"""A town as blocks between streets, and what can fill a block."""

from __future__ import annotations

import math

from backend.data.synthetic.builder import SceneBuilder
from backend.data.synthetic.layouts.area import Area
from backend.data.synthetic.layouts.pavements import car_park, road
from backend.data.synthetic.layouts.scatter import scatter_trees, scatter_woods, tree_row
from backend.data.synthetic.materials import Material
from backend.data.synthetic.objects.buildings import flat_block, house, shed, swimming_pool
from backend.data.synthetic.objects.tanks import storage_tank
from backend.data.synthetic.objects.vehicles import car, lorry
from backend.data.synthetic.shapes import box, moved, rectangle, smooth_line, strip


def divide(
    builder: SceneBuilder,
    area: Area,
    smallest: float,
    street: float,
    pavement: float,
    main: bool = True,
) -> list[Area]:
    """Draw streets through an area until its blocks are about `smallest` metres wide.

    Args:
        street: width of the carriageways; the first division gets a wider one.
        pavement: width of the footways on both sides, 0 = none.

    Returns:
        The blocks, without the streets and their footways.
    """
    rng = builder.rng
    if max(area.width, area.depth) < rng.uniform(1.7, 2.3) * smallest:
        return [area]
    width = 1.6 * street if main else street
    share = rng.uniform(0.4, 0.6)
    first, second = area.split(share, width + 2 * pavement + 0.4)
    blocks = divide(builder, first, smallest, street, pavement, False)
    blocks += divide(builder, second, smallest, street, pavement, False)
    # Wider streets are drawn last, so that their markings run through the crossings.
    if area.width >= area.depth:
        x = (first.x_max + second.x_min) / 2
        road(builder, (x, area.y_min), (x, area.y_max), width, pavement=pavement)
    else:
        y = (first.y_max + second.y_min) / 2
        road(builder, (area.x_min, y), (area.x_max, y), width, pavement=pavement)
    return blocks


def fill_houses(builder: SceneBuilder, area: Area) -> None:
    """Plots with houses along the block's two long sides, gardens between them."""
    rng = builder.rng
    if area.depth > area.width:
        with builder.quarter_turned():
            fill_houses(builder, area.quarter_turned)
        return
    builder.ground(area.outline, Material.GRASS, builder.varied((104, 110, 72)))
    lot = rng.uniform(15.0, 24.0)
    depth = min(area.depth / 2, 38.0)
    for x in _steps(area.x_min, area.x_max, lot):
        for side in (-1.0, 1.0):
            edge = area.y_min if side < 0 else area.y_max
            _plot(builder, x, edge, -side, lot, depth)
    if area.depth > 100.0:
        middle = Area(area.x_min, area.y_min + depth, area.x_max, area.y_max - depth)
        scatter_woods(builder, middle.inset(8.0), 4.0)


def fill_shops(builder: SceneBuilder, area: Area) -> None:
    """A flat building with a car park before it and planting around."""
    rng = builder.rng
    if rng.random() < 0.5:
        with builder.quarter_turned():
            _shop(builder, area.quarter_turned)
    else:
        _shop(builder, area)


def fill_parking(builder: SceneBuilder, area: Area) -> None:
    """Nothing but parked cars, with a strip of grass around."""
    builder.ground(area.outline, Material.GRASS)
    inner = area.inset(2.5)
    if inner.depth > inner.width:
        with builder.quarter_turned():
            car_park(builder, inner.quarter_turned, builder.rng.uniform(0.15, 0.95))
    else:
        car_park(builder, inner, builder.rng.uniform(0.15, 0.95))


def fill_industry(builder: SceneBuilder, area: Area) -> None:
    """Halls on a paved yard with lorries, and sometimes small tanks."""
    rng = builder.rng
    yard = (Material.CONCRETE, Material.ASPHALT, Material.GRAVEL)[rng.integers(3)]
    builder.ground(area.outline, yard)
    for part in area.inset(5.0).pieces(rng, 48.0, 7.0):
        if min(part.width, part.depth) < 14.0:
            continue
        choice = rng.random()
        if choice < 0.6:
            builder.place(shed(rng, 0.82 * part.width, 0.78 * part.depth), *part.centre)
        elif choice < 0.75:
            builder.place(flat_block(rng, 0.6 * part.width, 0.6 * part.depth), *part.centre)
        elif choice < 0.85:
            radius = min(rng.uniform(3.5, 7.0), 0.2 * min(part.width, part.depth))
            for x in _steps(part.x_min, part.x_max, 2.8 * radius):
                builder.place(storage_tank(rng, radius), x, part.centre[1])
        for _ in range(int(rng.integers(0, 4))):
            x, y = rng.uniform(part.x_min, part.x_max), part.y_max + 1.0
            builder.place(lorry(rng), x, y, rng.normal(0.0, 0.1))


def fill_park(builder: SceneBuilder, area: Area) -> None:
    """Grass with winding paths, groups of trees and perhaps a pond."""
    rng = builder.rng
    builder.ground(area.outline, Material.GRASS, builder.varied((92, 108, 64)))
    for _ in range(int(rng.integers(1, 4))):
        x, y = area.centre
        path = smooth_line(rng, 1.2 * max(area.width, area.depth), 9.0)
        turned = moved(path, x, y, rng.uniform(0.0, math.pi))
        inside = [
            point for point in turned.tolist()
            if area.x_min < point[0] < area.x_max and area.y_min < point[1] < area.y_max
        ]  # fmt: skip
        if len(inside) > 2:
            builder.ground(strip(inside, 2.6), Material.GRAVEL, builder.varied((178, 168, 148)))
    scatter_woods(builder, area.inset(16.0), 3.0)
    scatter_trees(builder, area.inset(4.0), 45.0)


def fill_wood(builder: SceneBuilder, area: Area) -> None:
    """Closed forest."""
    builder.ground(area.outline, Material.GRASS, (70, 78, 50))
    scatter_woods(builder, area, 14.0)
    scatter_trees(builder, area, 120.0)


def _shop(builder: SceneBuilder, area: Area) -> None:
    rng = builder.rng
    builder.ground(area.outline, Material.GRASS)
    inner = area.inset(3.0)
    at = inner.y_min + rng.uniform(0.3, 0.42) * inner.depth
    building, parking = inner._replace(y_max=at - 3.0), inner._replace(y_min=at)
    builder.ground(building.outline, Material.CONCRETE)
    length, width = 0.84 * building.width, 0.8 * building.depth
    if min(length, width) > 8.0:
        model = flat_block(rng, length, width) if rng.random() < 0.6 else shed(rng, length, width)
        builder.place(model, *building.centre)
    car_park(builder, parking, rng.uniform(0.2, 0.85))
    tree_row(builder, (area.x_min, area.y_max - 1.5), (area.x_max, area.y_max - 1.5), 9.0)


def _plot(
    builder: SceneBuilder, x: float, edge: float, inwards: float, lot: float, depth: float
) -> None:
    """One plot whose street lies at y = edge; `inwards` is the sign of y into the block."""
    rng = builder.rng
    if depth < 14.0:
        return
    plot = Area(x - lot / 2, min(edge, edge + inwards * depth), x + lot / 2,
                max(edge, edge + inwards * depth))  # fmt: skip
    builder.ground(plot.outline, Material.GRASS, builder.varied((102, 108, 70), 0.11))
    breadth = min(rng.uniform(9.0, 15.0), lot - 3.0)
    setback = rng.uniform(5.0, 8.0)
    house_depth = min(rng.uniform(8.0, 11.0), depth - setback - 1.0)
    y = edge + inwards * (setback + house_depth / 2)
    drive = x + rng.choice([-1.0, 1.0]) * (breadth / 2 + 0.2)
    lane = box(drive - 1.6, -setback - 3.0, drive + 1.6, setback + 3.0)
    builder.ground(moved(lane, 0.0, edge + inwards * 3.0), Material.CONCRETE)
    builder.place(house(rng, breadth, house_depth), x, y, rng.choice([0.0, math.pi]))
    if rng.random() < 0.6:
        place = edge + inwards * rng.uniform(3.0, 6.0)
        builder.place(car(rng), drive, place, math.pi / 2 * rng.choice([-1.0, 1.0]))
    garden = depth - setback - house_depth
    if garden > 9.0:
        middle = edge + inwards * (depth - garden / 2)
        if rng.random() < 0.12:
            builder.place(swimming_pool(rng), x, middle, rng.choice([0.0, math.pi / 2]))
        elif rng.random() < 0.3:
            hut = rectangle(rng.uniform(2.5, 4.0), rng.uniform(2.0, 3.0))
            place = moved(hut, x + 0.3 * lot, edge + inwards * (depth - 2.5))
            builder.ground(place, Material.ROOF, (132, 118, 104), height=2.4)
        strip_area = Area(x - lot / 2, min(middle, edge + inwards * depth) - 5.0, x + lot / 2,
                          max(middle, edge + inwards * depth))  # fmt: skip
        scatter_trees(builder, strip_area, 110.0, 5.0)
    if rng.random() < 0.55:
        front = Area(x - lot / 2, edge + min(0.0, inwards * 4.0), x + lot / 2,
                     edge + max(0.0, inwards * 4.0))  # fmt: skip
        scatter_trees(builder, front, 110.0, 3.2)


def _steps(start: float, end: float, step: float) -> list[float]:
    """Middles of as many equal steps as fit between start and end."""
    count = max(0, int((end - start) / step))
    spare = (end - start - count * step) / 2
    return [start + spare + (index + 0.5) * step for index in range(count)]
