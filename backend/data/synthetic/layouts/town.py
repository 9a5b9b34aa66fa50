"""Places made of town blocks: houses, car parks, tank farms, sports grounds."""

from __future__ import annotations

import math
from collections.abc import Callable

from backend.data.synthetic.builder import SceneBuilder
from backend.data.synthetic.layouts.area import Area
from backend.data.synthetic.layouts.blocks import (
    divide,
    fill_houses,
    fill_industry,
    fill_park,
    fill_parking,
    fill_shops,
    fill_wood,
)
from backend.data.synthetic.layouts.sports import fill_sports
from backend.data.synthetic.layouts.tank_farm import fill_tank_farm
from backend.data.synthetic.materials import Material
from backend.data.synthetic.scene import Scene, SceneSpec

Filler = Callable[[SceneBuilder, Area], None]


def draw_houses(spec: SceneSpec) -> Scene:
    """Streets with dwellings, a park and a shop."""
    fillers = ((fill_houses, 0.82), (fill_park, 0.1), (fill_shops, 0.08))
    return _town(spec, "residential", 48.0, fillers)


def draw_car_parks(spec: SceneSpec) -> Scene:
    """Shops and their car parks."""
    fillers = ((fill_parking, 0.4), (fill_shops, 0.45), (fill_park, 0.08), (fill_industry, 0.07))
    return _town(spec, "parking lot", 95.0, fillers)


def draw_tank_farm(spec: SceneSpec) -> Scene:
    """Tanks in their basins beside industry."""
    fillers = ((fill_tank_farm, 0.68), (fill_industry, 0.2), (fill_wood, 0.12))
    return _town(spec, "storage tanks", 150.0, fillers)


def draw_sports(spec: SceneSpec) -> Scene:
    """Courts, diamonds and tracks among houses."""
    fillers = ((fill_sports, 0.72), (fill_houses, 0.12), (fill_park, 0.08), (fill_parking, 0.08))
    return _town(spec, "sports ground", 150.0, fillers)


def _town(
    spec: SceneSpec, scene_class: str, smallest: float, fillers: tuple[tuple[Filler, float], ...]
) -> Scene:
    """Blocks of about `smallest` metres, each filled by one of the fillers, drawn by its share."""
    builder = SceneBuilder(spec, spec.generator("heading").uniform(0.0, math.pi))
    rng = builder.rng
    # The middle of the picture is the middle of a block, not of a crossing.
    shift_x, shift_y = rng.uniform(-0.5, 0.5, 2) * smallest
    reach = builder.reach + 40.0
    area = Area(-reach + shift_x, -reach + shift_y, reach + shift_x, reach + shift_y)
    builder.ground(Area.around(2 * reach).outline, Material.GRASS)
    pavement = float(rng.choice([0.0, 1.2, 1.8, 2.4]))
    blocks = divide(builder, area, smallest, rng.uniform(6.5, 9.0), pavement)
    nearest = min(blocks, key=lambda block: math.hypot(*block.centre))
    shares = [share for _, share in fillers]
    for block in blocks:
        chosen = 0 if block is nearest else int(rng.choice(len(fillers), p=shares))
        filler = fillers[chosen][0]
        if min(block.width, block.depth) < 16.0:
            filler = fill_park
        filler(builder, block)
    return builder.finish(scene_class)
