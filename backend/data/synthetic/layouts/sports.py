"""Sports facilities arranged in an area."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from backend.data.synthetic.builder import SceneBuilder
from backend.data.synthetic.layouts.area import Area
from backend.data.synthetic.layouts.blocks import fill_park
from backend.data.synthetic.layouts.pavements import car_park
from backend.data.synthetic.layouts.scatter import scatter_trees, tree_row
from backend.data.synthetic.materials import Material
from backend.data.synthetic.objects.sports import (
    baseball_diamond,
    basketball_court,
    grandstand,
    ground_track_field,
    playing_field,
    tennis_court,
)
from backend.data.synthetic.scene import Model
from backend.data.synthetic.shapes import moved, rectangle, sector


def fill_sports(builder: SceneBuilder, area: Area) -> None:
    """Facilities side by side as they fit: tracks and diamonds in large places, courts in small."""
    rng = builder.rng
    builder.ground(area.outline, Material.GRASS, builder.varied((94, 110, 66)))
    _arrange(builder, area.inset(7.0))
    tree_row(builder, (area.x_min, area.y_min + 3.0), (area.x_max, area.y_min + 3.0), 8.0)
    tree_row(builder, (area.x_min + 3.0, area.y_min), (area.x_min + 3.0, area.y_max), 8.0)
    if rng.random() < 0.5:
        scatter_trees(builder, area._replace(y_max=area.y_min + 8.0), 90.0)


def _arrange(builder: SceneBuilder, area: Area) -> None:
    """Cut the place of one facility from the area's corner, then arrange what is left."""
    if area.depth > area.width:
        with builder.quarter_turned():
            _arrange(builder, area.quarter_turned)
        return
    fitting = [
        facility
        for facility in _FACILITIES
        if facility.width <= area.width and facility.depth <= area.depth
    ]
    if not fitting:
        return
    weights = np.array([facility.weight for facility in fitting])
    facility = fitting[int(builder.rng.choice(len(fitting), p=weights / weights.sum()))]
    width, depth = facility.width, facility.depth
    x_cut, y_cut = area.x_min + width, area.y_min + depth
    # What could hold nothing else is added to the facility's own place.
    if area.x_max - x_cut < 22.0:
        x_cut = area.x_max
    if area.y_max - y_cut < 22.0:
        y_cut = area.y_max
    facility.build(builder, area._replace(x_max=x_cut, y_max=y_cut))
    _arrange(builder, area._replace(x_min=x_cut))
    _arrange(builder, area._replace(x_max=x_cut, y_min=y_cut))


def _track(builder: SceneBuilder, area: Area) -> None:
    builder.place(ground_track_field(builder.rng), *area.centre)
    if builder.rng.random() < 0.6:
        builder.place(grandstand(90.0), area.centre[0], area.centre[1] + 52.0)


def _diamond(builder: SceneBuilder, area: Area) -> None:
    rng = builder.rng
    corner = int(rng.integers(4))
    heading = math.pi / 4 + corner * math.pi / 2
    reach = min(area.width, area.depth)
    x, y = area.centre
    offset = reach / 2 - 24.0
    home_x = x - offset * math.copysign(1.0, math.cos(heading))
    home_y = y - offset * math.copysign(1.0, math.sin(heading))
    outfield = sector(min(reach * 0.95, 110.0), -math.pi / 4 - 0.06, math.pi / 4 + 0.06)
    back = 20.0
    placed = moved(moved(outfield, -back, 0.0), home_x, home_y, heading)
    builder.ground(placed, Material.LAWN, builder.varied((80, 110, 62)), heading)
    for side in (-1.0, 1.0):
        bench = moved(moved(rectangle(9.0, 2.2), -8.0, side * 24.0), home_x, home_y, heading)
        builder.ground(bench, Material.ROOF, (170, 168, 160), height=2.6)
    builder.place(baseball_diamond(rng), home_x, home_y, heading)


def _pitch(builder: SceneBuilder, area: Area) -> None:
    builder.place(playing_field(builder.rng), *area.centre)


def _parking(builder: SceneBuilder, area: Area) -> None:
    car_park(builder, area.inset(3.0), builder.rng.uniform(0.2, 0.8))


def _meadow(builder: SceneBuilder, area: Area) -> None:
    scatter_trees(builder, area, 12.0)


def _tennis(builder: SceneBuilder, area: Area) -> None:
    _courts(builder, area, tennis_court, 36.0, 18.4)


def _basketball(builder: SceneBuilder, area: Area) -> None:
    _courts(builder, area, basketball_court, 33.0, 19.6)


def _courts(
    builder: SceneBuilder,
    area: Area,
    court: Callable[[np.random.Generator], Model],
    length: float,
    width: float,
) -> None:
    """Equal courts side by side on one pavement; courts of one place look alike."""
    rng = builder.rng
    columns, rows = int(area.width / width), int(area.depth / length)
    heading = math.pi / 2
    if columns * rows == 0:
        heading, width, length = 0.0, length, width
        columns, rows = int(area.width / width), int(area.depth / length)
    if columns * rows == 0:
        return
    columns, rows = min(columns, int(rng.integers(1, 6))), min(rows, int(rng.integers(1, 3)))
    x, y = area.centre
    seed = int(rng.integers(1 << 30))
    pavement = moved(rectangle(columns * width + 3.0, rows * length + 3.0), x, y)
    builder.ground(pavement, Material.SURFACING, builder.varied((112, 118, 108)))
    for column in range(columns):
        for row in range(rows):
            at_x = x + (column - (columns - 1) / 2) * width
            at_y = y + (row - (rows - 1) / 2) * length
            builder.place(court(np.random.default_rng(seed)), at_x, at_y, heading)


@dataclass(frozen=True)
class _Facility:
    """What can be built, how often, and the least width and depth in metres it needs."""

    build: Callable[[SceneBuilder, Area], None]
    weight: float
    width: float
    depth: float


_FACILITIES = (
    _Facility(_track, 6.0, 202.0, 118.0),
    _Facility(_diamond, 2.5, 100.0, 96.0),
    _Facility(_pitch, 0.8, 116.0, 76.0),
    _Facility(_tennis, 1.0, 42.0, 42.0),
    _Facility(_tennis, 0.5, 42.0, 24.0),
    _Facility(_basketball, 0.7, 44.0, 40.0),
    _Facility(_basketball, 0.6, 40.0, 24.0),
    _Facility(_parking, 0.5, 56.0, 34.0),
    _Facility(fill_park, 2.2, 50.0, 40.0),
    _Facility(_meadow, 1.6, 30.0, 24.0),
)
