"""Harbours and rivers: quays, piers, ships under way, bridges."""

from __future__ import annotations

import itertools
import math

import numpy as np

from backend.data.synthetic.builder import SceneBuilder
from backend.data.synthetic.layouts.area import Area
from backend.data.synthetic.layouts.blocks import (
    divide,
    fill_houses,
    fill_industry,
    fill_park,
    fill_shops,
    fill_wood,
)
from backend.data.synthetic.layouts.fields import fill_farmland
from backend.data.synthetic.layouts.pavements import road
from backend.data.synthetic.layouts.scatter import scatter_trees, scatter_woods
from backend.data.synthetic.layouts.tank_farm import fill_tank_farm
from backend.data.synthetic.materials import Category, Colour, Material
from backend.data.synthetic.objects.bridges import bridge
from backend.data.synthetic.objects.harbours import pier, quay_crane
from backend.data.synthetic.objects.vehicles import car, lorry
from backend.data.synthetic.objects.vessels import CONTAINER_COLOURS, barge, cargo_ship, wake, yacht
from backend.data.synthetic.scene import Model, Scene, SceneSpec
from backend.data.synthetic.shapes import box, smooth_line, strip

_WATERS: tuple[Colour, ...] = (
    (48, 68, 74), (40, 58, 64), (56, 78, 76), (38, 62, 80), (66, 80, 70),
    (34, 48, 52), (74, 88, 84), (40, 52, 62), (92, 104, 84),
)  # fmt: skip
_RIVERS: tuple[Colour, ...] = (
    (58, 68, 58), (70, 78, 66), (96, 96, 74), (46, 60, 60), (84, 88, 72), (50, 56, 46),
    (126, 116, 76), (142, 128, 88), (110, 104, 66), (96, 112, 92), (42, 52, 60),
)  # fmt: skip


def draw_harbour(spec: SceneSpec) -> Scene:
    """Land at smaller y, water at greater y; a port where the picture is wide, else a marina."""
    builder = SceneBuilder(spec, spec.generator("heading").uniform(0.0, 2 * math.pi))
    rng = builder.rng
    reach = builder.reach + 60.0
    water = builder.varied(_WATERS[rng.integers(len(_WATERS))])
    builder.ground(Area.around(2 * reach).outline, Material.WATER, water)
    shore = rng.uniform(-0.35, 0.05) * builder.reach
    port = builder.reach > 220.0 and rng.random() < 0.65
    basin = Area(-reach, shore, reach, reach)
    if port:
        _port(builder, shore, reach)
    else:
        _promenade(builder, shore, reach)
        _marina(builder, basin, water)
    _traffic(builder, shore + (60.0 if port else 130.0), water, port)
    return builder.finish("harbor")


def draw_river(spec: SceneSpec) -> Scene:
    """A river along x with one to three roads that cross it."""
    builder = SceneBuilder(spec, spec.generator("heading").uniform(0.0, math.pi))
    rng = builder.rng
    reach = builder.reach + 60.0
    width = float(np.clip(builder.reach * rng.uniform(0.15, 0.95), 14.0, 260.0))
    line = smooth_line(rng, 2.4 * reach, rng.uniform(0.02, 0.12) * reach, rng.uniform(1.0, 3.0))
    builder.ground(Area.around(2 * reach).outline, Material.GRASS)
    places = _crossings(rng, reach)
    _banks(builder, line, width, places, reach)
    if rng.random() < 0.4:
        builder.ground(strip(line, width + 2 * rng.uniform(3.0, 9.0)), Material.SAND)
    water = builder.varied(_RIVERS[rng.integers(len(_RIVERS))])
    builder.ground(strip(line, width), Material.WATER, water)

    def on_land(x: float, y: float, radius: float) -> bool:
        far = abs(y - _across(line, x)) > width / 2 + 0.4 * radius
        return far and all(abs(x - place) > 12.0 + radius for place in places)

    builder.free = on_land
    for side in (-1.0, 1.0):
        middle = side * (width / 2 + 8.0)
        bank = Area(-reach, middle - 16.0, reach, middle + 16.0)
        scatter_trees(builder, bank, 45.0)
        scatter_woods(builder, bank, 3.0)
    _barges(builder, line, width, water)
    for place in places:
        _cross(builder, place, _across(line, place), width, reach)
    return builder.finish("river")


def _port(builder: SceneBuilder, shore: float, reach: float) -> None:
    rng = builder.rng
    depth = rng.uniform(70.0, 130.0)
    yard = Area(-reach, shore - depth, reach, shore)
    builder.ground(yard.outline, Material.CONCRETE)
    builder.ground(
        box(-reach, shore - 2.0, reach, shore), Material.CONCRETE, (190, 186, 176), height=3
    )
    _hinterland(builder, Area(-reach, -1.6 * reach, reach, yard.y_min - 12.0))
    road(builder, (-reach, yard.y_min - 5.0), (reach, yard.y_min - 5.0), 10.0)
    x = -reach
    while x < reach:
        length = rng.uniform(90.0, 190.0)
        block = Area(x, yard.y_min + 6.0, x + length, shore - 28.0)
        if rng.random() < 0.65:
            _container_yard(builder, block)
        elif rng.random() < 0.6:
            fill_industry(builder, block)
        for _ in range(int(rng.integers(0, 5))):
            builder.place(lorry(rng), rng.uniform(x, x + length), shore - 24.0, 0.0)
        x += length + 12.0
    jetty = rng.uniform(-0.4, 0.4) * reach if rng.random() < 0.5 else math.inf
    if jetty < reach:
        _jetty(builder, jetty, shore)
    x = -reach
    while x < reach:
        length = float(np.clip(rng.lognormal(5.0, 0.45), 60.0, 300.0))
        beside_jetty = x - 60.0 < jetty < x + length + 60.0
        if rng.random() < 0.75 and not beside_jetty:
            ship = cargo_ship(rng, length)
            heading = rng.choice([0.0, math.pi])
            builder.place(ship, x + length / 2, shore + length / 13 + 3.0, heading)
            for crane in range(int(rng.integers(0, 4))):
                at = x + length * (0.3 + 0.15 * crane)
                builder.place(quay_crane(rng), at, shore - 4.0, math.pi / 2)
        x += length + rng.uniform(15.0, 60.0)


def _container_yard(builder: SceneBuilder, area: Area) -> None:
    """Rows of stacked containers along x."""
    rng = builder.rng
    for y in np.arange(area.y_min + 2.0, area.y_max - 2.0, 2.6):
        if int((y - area.y_min) / 2.6) % 7 > 4:
            continue
        for x in np.arange(area.x_min, area.x_max - 12.0, 12.9):
            if rng.random() < 0.3:
                continue
            colour = CONTAINER_COLOURS[rng.integers(len(CONTAINER_COLOURS))]
            height = 2.6 * float(rng.integers(1, 5))
            outline = box(x, y, x + 12.2, y + 2.44)
            builder.ground(outline, Material.DECK, colour, 0.0, Category.LAND, height)


def _jetty(builder: SceneBuilder, x: float, shore: float) -> None:
    """A long pier for tankers at right angles to the quay."""
    rng = builder.rng
    length, width = rng.uniform(140.0, 240.0), rng.uniform(12.0, 22.0)
    deck = box(x - width / 2, shore - 4.0, x + width / 2, shore + length)
    builder.ground(deck, Material.CONCRETE, height=3.0)
    builder.place(pier(length + 4.0, width), x, shore - 2.0 + length / 2, math.pi / 2)
    for side in (-1.0, 1.0):
        size = length * rng.uniform(0.5, 0.8)
        offset = side * (width / 2 + size / 13 + 3.0)
        model = cargo_ship(rng, size) if size > 70.0 else barge(rng, size)
        builder.place(model, x + offset, shore + 0.55 * length, math.pi / 2 * rng.choice([-1, 1]))


def _promenade(builder: SceneBuilder, shore: float, reach: float) -> None:
    rng = builder.rng
    quay = Area(-reach, shore - 14.0, reach, shore)
    _hinterland(builder, Area(-reach, -1.6 * reach, reach, quay.y_min - 12.0))
    road(builder, (-reach, quay.y_min - 5.0), (reach, quay.y_min - 5.0), 8.0)
    builder.ground(quay.outline, Material.CONCRETE, None)
    builder.ground(
        box(-reach, shore - 1.2, reach, shore), Material.CONCRETE, (186, 180, 170), height=2
    )
    for x in np.arange(-reach, reach, 6.0):
        if rng.random() < 0.35:
            builder.place(car(rng), x, shore - 10.0, math.pi / 2)
    scatter_trees(builder, quay._replace(y_max=shore - 6.0), 50.0, 3.0)


def _marina(builder: SceneBuilder, basin: Area, water: Colour) -> None:
    """Piers with fingers at right angles to the shore, boats at most berths."""
    rng = builder.rng
    berth = rng.uniform(7.0, 14.0)
    length = min(rng.uniform(60.0, 120.0), 0.9 * builder.reach)
    pitch = 2.0 * berth + rng.uniform(14.0, 26.0)
    filling = rng.uniform(0.5, 0.95)
    for x in np.arange(-builder.reach + rng.uniform(0.0, pitch), builder.reach, pitch):
        if rng.random() < 0.12:
            continue
        run = length * rng.uniform(0.8, 1.0)
        y = basin.y_min + run / 2
        builder.place(pier(run, 2.4, berth, water), x, y, math.pi / 2)
        spacing = 0.36 * berth + 1.0
        for place in np.arange(basin.y_min + 5.0, basin.y_min + run - 1.0, spacing):
            for side in (-1.0, 1.0):
                if rng.random() < filling:
                    size = berth * rng.uniform(0.65, 0.95)
                    heading = (math.pi if side > 0 else 0.0) + math.pi * (rng.random() < 0.3)
                    builder.place(
                        yacht(rng, size),
                        x + side * (1.7 + size / 2),
                        place + spacing / 2,
                        heading + rng.normal(0.0, 0.02),
                    )


def _traffic(builder: SceneBuilder, nearest: float, water: Colour, port: bool) -> None:
    """Ships under way or at anchor in the open water."""
    rng = builder.rng
    reach = builder.reach
    for _ in range(rng.poisson(4.0 + reach / 60.0)):
        big = port and rng.random() < 0.5
        size = rng.uniform(40.0, 200.0) if big else rng.uniform(6.0, 30.0)
        x, y = rng.uniform(-reach, reach), rng.uniform(-0.2, 0.9) * reach
        if y < nearest + size / 2:
            continue
        heading = rng.normal(0.0, 0.5) + rng.choice([0.0, math.pi])
        model = cargo_ship(rng, size) if size > 50.0 else yacht(rng, min(size, 22.0))
        trail = wake(rng, size, water) if rng.random() < 0.6 else None
        builder.place_apart(model, x, y, heading, trail)


def _hinterland(builder: SceneBuilder, area: Area) -> None:
    rng = builder.rng
    builder.ground(area._replace(y_max=area.y_max + 14.0).outline, Material.GRASS)
    fillers = (fill_industry, fill_houses, fill_shops, fill_park, fill_tank_farm)
    for block in divide(builder, area, rng.uniform(70.0, 130.0), 7.5, 1.8):
        fillers[int(rng.choice(5, p=(0.3, 0.25, 0.2, 0.1, 0.15)))](builder, block)


def _crossings(rng: np.random.Generator, reach: float) -> list[float]:
    """Where roads cross, the first near the middle."""
    places = [rng.uniform(-0.25, 0.25) * reach]
    for _ in range(int(rng.integers(0, 3))):
        place = rng.uniform(-0.9, 0.9) * reach
        if all(abs(place - other) > 90.0 for other in places):
            places.append(place)
    return sorted(places)


def _banks(
    builder: SceneBuilder,
    line: np.ndarray,
    width: float,
    places: list[float],
    reach: float,
) -> None:
    """Fill the land between the crossing roads on both sides of the river."""
    rng = builder.rng
    fillers = (fill_farmland, fill_houses, fill_wood, fill_industry, fill_park)
    urban = rng.random() < 0.5
    shares = (0.05, 0.5, 0.05, 0.2, 0.2) if urban else (0.6, 0.05, 0.2, 0.0, 0.15)
    edges = [-1.3 * reach, *places, 1.3 * reach]
    for start, end in itertools.pairwise(edges):
        inside = line[(line[:, 0] > start - 20.0) & (line[:, 0] < end + 20.0), 1]
        if len(inside) == 0:
            continue
        for side in (-1.0, 1.0):
            edge = side * float((side * inside).max() + width / 2 + rng.uniform(8.0, 24.0))
            limits = sorted((edge, side * 1.4 * reach))
            block = Area(start + 12.0, limits[0], end - 12.0, limits[1])
            if block.width < 20.0:
                continue
            size = rng.uniform(70.0, 140.0)
            for part in divide(builder, block, size, 7.0, 1.2) if urban else [block]:
                fillers[int(rng.choice(5, p=shares))](builder, part)


def _cross(builder: SceneBuilder, x: float, y: float, width: float, reach: float) -> None:
    rng = builder.rng
    carriageway = float(rng.choice([7.0, 9.0, 14.0, 22.0]))
    clear = width / 2 + 6.0
    for start, end in ((-1.4 * reach, y - clear), (y + clear, 1.4 * reach)):
        road(builder, (x, start), (x, end), carriageway, 0.01, 1.5)
    builder.place(bridge(rng, 2 * clear + 4.0, carriageway + 3.0), x, y, math.pi / 2)
    for side in (-1.0, 1.0):
        for _ in range(rng.poisson(0.02 * width)):
            at = y + rng.uniform(-0.5, 0.5) * width
            heading = math.pi / 2 * side
            model: Model = lorry(rng) if rng.random() < 0.2 else car(rng, parked=False)
            builder.place(model, x - side * carriageway / 4, at, heading)


def _barges(builder: SceneBuilder, line: np.ndarray, width: float, water: Colour) -> None:
    rng = builder.rng
    for _ in range(rng.poisson(1.5)):
        size = rng.uniform(38.0, 110.0) if width > 60.0 else rng.uniform(5.0, 12.0)
        x = rng.uniform(-1.0, 1.0) * builder.reach
        y = _across(line, x) + rng.choice([-0.22, 0.22]) * width
        slope = math.atan2(_across(line, x + 5.0) - _across(line, x - 5.0), 10.0)
        heading = slope + rng.choice([0.0, math.pi])
        behind_x = x - 1.5 * size * math.cos(heading)
        behind_y = y - 1.5 * size * math.sin(heading)
        # Where the river bends the wake would run ashore.
        ashore = abs(behind_y - _across(line, behind_x)) > 0.3 * width
        trail = None if ashore else wake(rng, size, water)
        model = barge(rng, size) if size > 30.0 else yacht(rng, size)
        builder.place_apart(model, x, y, heading, trail)


def _across(line: np.ndarray, x: float) -> float:
    """The river's middle y at x."""
    return float(np.interp(x, line[:, 0], line[:, 1]))
