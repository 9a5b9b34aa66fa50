"""The demonstration's place: an apron with airplanes, a car park and a row of tanks."""

from __future__ import annotations

import math

from backend.data.synthetic.builder import SceneBuilder
from backend.data.synthetic.layouts.airport import YELLOW, stand, taxiway
from backend.data.synthetic.layouts.area import Area
from backend.data.synthetic.layouts.pavements import car_park, road
from backend.data.synthetic.layouts.scatter import scatter_trees
from backend.data.synthetic.materials import Material
from backend.data.synthetic.objects.aircraft import airliner
from backend.data.synthetic.objects.buildings import flat_block, shed
from backend.data.synthetic.objects.tanks import storage_tank
from backend.data.synthetic.objects.vehicles import lorry
from backend.data.synthetic.scene import Scene, SceneSpec
from backend.data.synthetic.shapes import box, dashes, strip


def draw_demo(spec: SceneSpec) -> Scene:
    """One fixed composition for 1024 px at 0.5 m; other sizes show more or less of it."""
    builder = SceneBuilder(spec, heading=math.radians(11.0))
    reach = builder.reach + 20.0
    builder.ground(box(-reach, -reach, reach, reach), Material.GRASS)
    _apron(builder, reach)
    road(builder, (-reach, -122.0), (reach, -122.0), 13.0)
    _land_side(builder)
    _tanks(builder)
    scatter_trees(builder, Area(-reach, -reach, reach, -238.0), 40.0)
    scatter_trees(builder, Area(-250.0, -113.0, 250.0, -108.0), 60.0, 2.5)
    return builder.finish("airport")


def _apron(builder: SceneBuilder, reach: float) -> None:
    rng = builder.rng
    builder.ground(box(-215.0, -60.0, reach, 105.0), Material.CONCRETE, (176, 172, 161))
    taxiway(builder, -reach, reach, 139.5, 23.0)
    builder.ground(box(-30.0, 100.0, 2.0, 140.0), Material.ASPHALT, (112, 110, 106), math.pi / 2)
    builder.paint(strip([(-14.0, 60.0), (-14.0, 139.5)], 0.5), YELLOW)
    builder.paint(strip([(-205.0, 78.0), (reach, 78.0)], 0.5), YELLOW)
    for dash in dashes((-205.0, 42.0), (reach, 42.0), 0.4, 4.0, 4.0):
        builder.paint(dash)
    builder.place(flat_block(rng, 300.0, 34.0), 30.0, -80.0)
    for x, length in ((-88.0, 37.6), (-38.0, 39.5), (22.0, 63.7), (86.0, 37.6), (136.0, 44.5)):
        stand(builder, x, -60.0, length)
    builder.place(airliner(rng, 37.6), 128.0, 78.0, math.pi)
    builder.place(airliner(rng, 27.0), -165.0, 10.0, math.radians(-60.0))
    builder.place(airliner(rng, 33.5), -120.0, 139.5, 0.0)
    for x in (-60.0, 60.0, 110.0):
        builder.place(lorry(rng), x, 36.0, 0.0)


def _land_side(builder: SceneBuilder) -> None:
    rng = builder.rng
    car_park(builder, Area(-200.0, -232.0, 45.0, -136.0), 0.62)
    builder.ground(box(52.0, -236.0, 190.0, -136.0), Material.CONCRETE, (150, 147, 140))
    builder.place(shed(rng, 66.0, 44.0), 92.0, -196.0)
    builder.place(flat_block(rng, 40.0, 22.0), 84.0, -152.0)
    for place in range(5):
        builder.place(lorry(rng), 136.0 + 6.0 * place, -160.0, math.pi / 2)


def _tanks(builder: SceneBuilder) -> None:
    rng = builder.rng
    builder.ground(box(-230.0, 176.0, 130.0, 262.0), Material.GRAVEL)
    for column in range(6):
        for row in range(2):
            x, y = -196.0 + 58.0 * column, 200.0 + 42.0 * row
            radius = rng.uniform(11.0, 15.0) if row == 0 else rng.uniform(7.0, 10.0)
            builder.ground(box(x - 24.0, y - 19.0, x + 24.0, y + 19.0), Material.CONCRETE)
            builder.ground(box(x - 23.0, y - 18.0, x + 23.0, y + 18.0), Material.SOIL)
            builder.place(storage_tank(rng, radius), x, y, rng.uniform(0.0, 6.28))
    builder.ground(strip([(-230.0, 220.5), (130.0, 220.5)], 3.5), Material.ASPHALT)
