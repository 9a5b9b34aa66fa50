"""Sports facilities arranged in an area."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from backend.data.synthetic.builder import SceneBuilder
from backend.data.synthetic.layouts.area import Area
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
    """Divide an area by what fits: tracks and diamonds in the large pieces, courts in the small."""
    rng = builder.rng
    builder.ground(area.outline, Material.GRASS, builder.varied((94, 110, 66)))
    inner = area.inset(5.0)
    _arrange(builder, inner)
    tree_row(builder, (area.x_min, area.y_min + 3.0), (area.x_max, area.y_min + 3.0), 8.0)
    tree_row(builder, (area.x_min + 3.0, area.y_min), (area.x_min + 3.0, area.y_max), 8.0)
    if rng.random() < 0.5:
        scatter_trees(builder, area._replace(y_max=area.y_min + 8.0), 90.0)


def _arrange(builder: SceneBuilder, area: Area) -> None:
    rng = builder.rng
    long, short = max(area.width, area.depth), min(area.width, area.depth)
    if short < 20.0 or long < 36.0:
        return
    options: list[tuple[float, Callable[[SceneBuilder, Area], None]]] = []
    if long > 196.0 and short > 112.0:
        options.append((3.0, _track))
    if short > 88.0:
        options.append((2.0, _diamond))
    if long > 112.0 and short > 74.0:
        options.append((0.7, _pitch))
    if long < 130.0:
        options += [(1.2, _tennis), (1.0, _basketball)]
    if not options or (long > 170.0 and rng.random() < 0.35):
        first, second = area.split(rng.uniform(0.4, 0.6), 8.0)
        _arrange(builder, first)
        _arrange(builder, second)
        return
    weights = np.array([weight for weight, _ in options])
    options[int(rng.choice(len(options), p=weights / weights.sum()))][1](builder, area)


def _track(builder: SceneBuilder, area: Area) -> None:
    heading = 0.0 if area.width >= area.depth else math.pi / 2
    builder.place(ground_track_field(builder.rng), *area.centre, heading)
    if builder.rng.random() < 0.7:
        x, y = area.centre
        away = (-54.0 * math.sin(heading), 54.0 * math.cos(heading))
        builder.place(grandstand(90.0), x + away[0], y + away[1], heading)
    rest = area.width - 196.0 if heading == 0.0 else area.depth - 196.0
    if rest > 60.0:
        end = area._replace(x_min=area.centre[0] + 104.0) if heading == 0.0 else (
            area._replace(y_min=area.centre[1] + 104.0))  # fmt: skip
        _arrange(builder, end)


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
    heading = 0.0 if area.width >= area.depth else math.pi / 2
    builder.place(playing_field(builder.rng), *area.centre, heading)


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
        columns, rows, heading = int(area.width / length), int(area.depth / width), 0.0
        width, length = length, width
    columns, rows = min(columns, 4), min(rows, 2)
    x, y = area.centre
    if columns * rows == 0:
        return
    seed = int(rng.integers(1 << 30))
    pavement = moved(rectangle(columns * width + 3.0, rows * length + 3.0), x, y)
    builder.ground(pavement, Material.SURFACING, builder.varied((112, 118, 108)))
    for column in range(columns):
        for row in range(rows):
            at_x = x + (column - (columns - 1) / 2) * width
            at_y = y + (row - (rows - 1) / 2) * length
            builder.place(court(np.random.default_rng(seed)), at_x, at_y, heading)
