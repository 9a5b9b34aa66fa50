"""Airports: a terminal with stands, taxiways, a runway, hangars and light airplanes."""

from __future__ import annotations

import math

from backend.data.synthetic.builder import SceneBuilder
from backend.data.synthetic.layouts.area import Area
from backend.data.synthetic.layouts.blocks import fill_industry
from backend.data.synthetic.layouts.pavements import car_park, road, stand_equipment
from backend.data.synthetic.layouts.scatter import scatter_trees
from backend.data.synthetic.materials import Category, Material
from backend.data.synthetic.objects.aircraft import airliner, light_airplane
from backend.data.synthetic.objects.buildings import flat_block, shed
from backend.data.synthetic.scene import Scene, SceneSpec
from backend.data.synthetic.shapes import box, dashes, moved, rectangle, strip

YELLOW = (198, 166, 70)


def draw_airport(spec: SceneSpec) -> Scene:
    """Stands in the middle of the picture, land side at smaller y, runway at greater y."""
    builder = SceneBuilder(spec, spec.generator("heading").uniform(0.0, 2 * math.pi))
    rng = builder.rng
    reach = builder.reach + 40.0
    builder.ground(Area.around(2 * reach).outline, Material.GRASS)
    apron_depth = rng.uniform(90.0, 150.0)
    terminal_y = -rng.uniform(40.0, 62.0)
    apron = Area(-reach * rng.uniform(0.5, 1.0), terminal_y, reach, terminal_y + apron_depth)
    _pavement(builder, apron)
    if rng.random() < 0.3:
        _light_apron(builder, apron)
    else:
        _stands(builder, apron)
    taxi_y = apron.y_max + rng.uniform(14.0, 40.0)
    taxiway(builder, -reach, reach, taxi_y, 23.0)
    for _ in range(int(rng.integers(1, 4))):
        x = rng.uniform(apron.x_min + 20.0, 0.7 * reach)
        builder.ground(box(x - 14.0, apron.y_max - 4.0, x + 14.0, taxi_y), Material.ASPHALT)
        builder.paint(strip([(x, apron.y_max - 40.0), (x, taxi_y)], 0.4), YELLOW)
        if rng.random() < 0.5:
            builder.place_apart(
                airliner(rng), x, apron.y_max - 20.0, rng.choice([-1, 1]) * math.pi / 2
            )
    if rng.random() < 0.6:
        place = rng.uniform(-0.6, 0.6) * reach
        builder.place_apart(airliner(rng), place, taxi_y, rng.choice([0.0, math.pi]))
    runway(builder, -reach, reach, taxi_y + rng.uniform(80.0, 150.0))
    _land_side(builder, terminal_y - 46.0, reach)
    return builder.finish("airport")


def taxiway(builder: SceneBuilder, start: float, end: float, y: float, width: float) -> None:
    """A taxiway along x with shoulders and yellow lines."""
    builder.ground(box(start, y - width, end, y + width), Material.ASPHALT, (126, 124, 118))
    builder.ground(box(start, y - width / 2, end, y + width / 2), Material.ASPHALT)
    for offset, thickness in ((0.0, 0.5), (-0.44 * width, 0.4), (0.44 * width, 0.4)):
        builder.paint(strip([(start, y + offset), (end, y + offset)], thickness), YELLOW)


def runway(builder: SceneBuilder, start: float, end: float, y: float) -> None:
    """A runway along x with its markings; rubber darkens its middle."""
    rng = builder.rng
    half = rng.uniform(15.0, 30.0)
    material = Material.ASPHALT if rng.random() < 0.6 else Material.CONCRETE
    builder.ground(
        box(start, y - half - 8.0, end, y + half + 8.0), Material.ASPHALT, (118, 116, 110)
    )
    builder.ground(box(start, y - half, end, y + half), material, None, 0.0, Category.ROAD)
    rubber = builder.varied(material.value.colour)
    dark = (int(rubber[0] * 0.82), int(rubber[1] * 0.82), int(rubber[2] * 0.82))
    builder.ground(box(start, y - 6.0, end, y + 6.0), material, dark, 0.0, Category.ROAD)
    for dash in dashes((start, y), (end, y), 0.9, 30.0, 20.0):
        builder.paint(dash)
    for side in (-1.0, 1.0):
        edge = y + side * (half - 1.2)
        builder.paint(strip([(start, edge), (end, edge)], 0.9))
    threshold = rng.uniform(-0.8, 0.8) * end
    for stripe in range(6):
        for side in (-1.0, 1.0):
            offset = y + side * (3.0 + stripe * (half - 5.0) / 6)
            builder.paint(moved(rectangle(30.0, 1.7), threshold, offset))
    for distance in (150.0, 300.0):
        for side in (-1.0, 1.0):
            builder.paint(moved(rectangle(45.0, 4.0), threshold + distance, y + side * 0.4 * half))
    if rng.random() < 0.35:
        builder.place(airliner(rng), rng.uniform(-0.5, 0.5) * end, y, rng.choice([0.0, math.pi]))


def stand(builder: SceneBuilder, x: float, terminal_y: float, length: float) -> None:
    """An airplane nose-in at a terminal whose front lies at terminal_y, with its bridge."""
    y = terminal_y + 0.5 * length + 9.0
    stand_equipment(builder, x, y, length)
    door = y - 0.36 * length
    start, elbow = (x - 13.0, terminal_y - 3.0), (x - 13.0, door - 3.0)
    for line in ((start, elbow), (elbow, (x - 0.05 * length, door))):
        outline = strip(line, 3.2)
        builder.ground(outline, Material.ROOF, (188, 188, 184), 0.0, Category.BUILDING, 5.5)
    builder.place_apart(airliner(builder.rng, length), x, y, -math.pi / 2)


def _pavement(builder: SceneBuilder, apron: Area) -> None:
    """The apron's ground with a guide line and a service road."""
    rng = builder.rng
    material = Material.CONCRETE if rng.random() < 0.75 else Material.ASPHALT
    builder.ground(apron.outline, material, None, 0.0, Category.LAND)
    line = apron.y_max - rng.uniform(18.0, 30.0)
    builder.paint(strip([(apron.x_min + 10.0, line), (apron.x_max, line)], 0.5), YELLOW)
    for dash in dashes((apron.x_min, line - 30.0), (apron.x_max, line - 30.0), 0.4, 4.0, 4.0):
        builder.paint(dash)


def _stands(builder: SceneBuilder, apron: Area) -> None:
    rng = builder.rng
    front = apron.y_min
    depth = rng.uniform(22.0, 42.0)
    length = rng.uniform(200.0, 500.0)
    builder.place(flat_block(rng, length, depth), 20.0, front - depth / 2 + 1.0)
    x = 20.0 - length / 2 + 30.0
    while x < 20.0 + length / 2 - 20.0:
        size = float(
            rng.choice([33.5, 37.6, 39.5, 44.5, 58.8, 63.7], p=(0.2, 0.3, 0.2, 0.1, 0.1, 0.1))
        )
        if rng.random() < 0.8:
            stand(builder, x + size / 2, front, size)
        x += size + rng.uniform(8.0, 16.0)


def _light_apron(builder: SceneBuilder, apron: Area) -> None:
    """Hangars and rows of propeller airplanes and small jets."""
    rng = builder.rng
    x = apron.x_min + 30.0
    while x < apron.x_max:
        width = rng.uniform(22.0, 50.0)
        builder.place(shed(rng, width, rng.uniform(20.0, 36.0)), x + width / 2, apron.y_min - 18.0)
        x += width + rng.uniform(4.0, 14.0)
    for row in range(int(rng.integers(2, 4))):
        y = apron.y_min + 22.0 + 26.0 * row
        heading = math.pi / 2 * float(rng.choice([-1.0, 1.0]))
        x = apron.x_min + 12.0
        while x < apron.x_max:
            jet = rng.random() < 0.15
            if rng.random() < 0.75:
                model = airliner(rng, rng.uniform(13.0, 19.0)) if jet else light_airplane(rng)
                builder.place_apart(
                    model, x, y + rng.normal(0.0, 0.8), heading + rng.normal(0.0, 0.05)
                )
            x += rng.uniform(15.0, 18.0) + (6.0 if jet else 0.0)


def _land_side(builder: SceneBuilder, y: float, reach: float) -> None:
    rng = builder.rng
    road(builder, (-reach, y - 8.0), (reach, y - 8.0), 13.0)
    x = -reach
    while x < reach:
        width = rng.uniform(90.0, 200.0)
        block = Area(x, y - 120.0, x + width, y - 20.0)
        if rng.random() < 0.6:
            car_park(builder, block, rng.uniform(0.3, 0.9))
        else:
            fill_industry(builder, block)
        x += width + 12.0
    scatter_trees(builder, Area(-reach, -2 * reach, reach, y - 124.0), 30.0)
