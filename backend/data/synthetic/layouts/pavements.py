"""Paved places that layouts share: roads, car parks, aprons and stands."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from backend.data.synthetic.builder import SceneBuilder
from backend.data.synthetic.layouts.area import Area
from backend.data.synthetic.materials import Category, Material
from backend.data.synthetic.objects.plants import tree
from backend.data.synthetic.objects.vehicles import baggage_train, car, lorry
from backend.data.synthetic.shapes import dashes, moved, rectangle, strip

_YELLOW = (196, 168, 78)


def road(
    builder: SceneBuilder,
    start: tuple[float, float],
    end: tuple[float, float],
    width: float = 9.0,
    traffic: float = 0.012,
    pavement: float = 2.2,
) -> None:
    """A straight road with kerbs, markings and moving vehicles.

    Args:
        traffic: vehicles per metre of each direction.
        pavement: width of the footway on each side in metres, 0 = none.
    """
    heading = math.atan2(end[1] - start[1], end[0] - start[0])
    length = math.hypot(end[0] - start[0], end[1] - start[1])
    along = np.array([math.cos(heading), math.sin(heading)])
    normal = np.array([-along[1], along[0]])
    line = np.array([start, end], dtype=np.float64)
    if pavement > 0.0:
        kerb = strip(line, width + 2 * pavement)
        builder.ground(kerb, Material.CONCRETE, None, heading, Category.ROAD)
    builder.ground(strip(line, width), Material.ASPHALT, None, heading)
    lanes = max(1, round(width / 2 / 3.5))
    for lane in range(1, lanes):
        for side in (-1.0, 1.0):
            offset = normal * side * lane * width / 2 / lanes
            for dash in dashes(tuple(line[0] + offset), tuple(line[1] + offset), 0.22, 3.0, 6.0):
                builder.paint(dash)
    if lanes > 1:
        for offset in (-0.25, 0.25):
            builder.paint(strip(line + normal * offset, 0.2), _YELLOW)
    else:
        for dash in dashes(tuple(line[0]), tuple(line[1]), 0.2, 3.0, 5.0):
            builder.paint(dash)
    for side in (-1.0, 1.0):
        for lane in range(lanes):
            offset = normal * side * (lane + 0.5) * width / 2 / lanes
            direction = heading + (math.pi if side < 0 else 0.0)
            _drive(builder, line[0] + offset, along, length, direction, traffic)


def winding_road(
    builder: SceneBuilder, line: npt.NDArray[np.float64], width: float, traffic: float
) -> None:
    """A country road along a line (N, 2), with edge lines and vehicles."""
    rng = builder.rng
    builder.ground(strip(line, width + 2.0), Material.GRAVEL, builder.varied((150, 140, 118)))
    builder.ground(strip(line, width), Material.ASPHALT)
    tangent = np.gradient(line, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    normal = tangent[:, ::-1] * (-1.0, 1.0)
    for side in (-1.0, 1.0):
        builder.paint(strip(line + normal * side * (width / 2 - 0.3), 0.15))
    steps = np.linalg.norm(np.diff(line, axis=0), axis=1)
    for index in np.nonzero(rng.random(len(steps)) < traffic * steps)[0]:
        side = float(rng.choice([-1.0, 1.0]))
        x, y = line[index] + normal[index] * side * width / 4
        heading = math.atan2(tangent[index, 1], tangent[index, 0])
        builder.place(car(rng, parked=False), x, y, heading + (math.pi if side < 0 else 0.0))


def _drive(
    builder: SceneBuilder,
    start: npt.NDArray[np.float64],
    along: npt.NDArray[np.float64],
    length: float,
    heading: float,
    traffic: float,
) -> None:
    """Vehicles on one lane that begins at `start` and runs `along` (a unit vector)."""
    rng = builder.rng
    place = rng.uniform(0.0, 30.0)
    while place < length:
        x, y = start + along * place + along[::-1] * (-1.0, 1.0) * rng.normal(0.0, 0.15)
        vehicle = lorry(rng) if rng.random() < 0.15 else car(rng, parked=False)
        builder.place(vehicle, x, y, heading)
        place += 10.0 + rng.exponential(1.0 / traffic)


def car_park(builder: SceneBuilder, area: Area, occupancy: float = 0.6) -> None:
    """Double rows of marked bays along x with aisles between them and cars in some of them."""
    rng = builder.rng
    material = Material.ASPHALT if rng.random() < 0.85 else Material.CONCRETE
    builder.ground(area.outline, material, None, 0.0, Category.LAND)
    bay_width, bay_length = rng.uniform(2.4, 2.7), 5.1
    rows = max(1, int((area.depth - 2.0) / (2 * bay_length + 6.5)))
    aisle = (area.depth - 2.0) / rows - 2 * bay_length
    islands = rng.random() < 0.5
    for row in range(rows):
        y = area.y_min + 1.0 + aisle / 2 + row * (2 * bay_length + aisle)
        middle = y + bay_length
        first, last = area.x_min + 7.0, area.x_max - 7.0
        count = int((last - first) / bay_width)
        if count < 2:
            return
        last = first + count * bay_width
        builder.paint(strip([(first, middle), (last, middle)], 0.16))
        filling = float(np.clip(rng.normal(occupancy, 0.2), 0.05, 1.0))
        for bay in range(count + 1):
            x = first + bay * bay_width
            builder.paint(strip([(x, y + 0.2), (x, middle + bay_length - 0.2)], 0.16))
        for bay in range(count):
            for side in (-1.0, 1.0):
                if rng.random() > filling:
                    continue
                heading = math.pi / 2 * float(rng.choice([-1.0, 1.0])) + rng.normal(0.0, 0.02)
                at_x = first + (bay + 0.5) * bay_width + rng.normal(0.0, 0.08)
                at_y = middle + side * (bay_length / 2 + rng.normal(0.1, 0.15))
                builder.place(car(rng), at_x, at_y, heading)
        if islands:
            for end in (first - 1.6, last + 1.6):
                _island(builder, end, middle, bay_length)


def _island(builder: SceneBuilder, x: float, y: float, bay_length: float) -> None:
    """A kerbed bed with two trees at the end of a row."""
    builder.ground(moved(rectangle(2.6, 2 * bay_length - 1.0), x, y), Material.CONCRETE)
    builder.ground(moved(rectangle(2.0, 2 * bay_length - 1.6), x, y), Material.LAWN)
    for side in (-1.0, 1.0):
        builder.place(tree(builder.rng, builder.rng.uniform(1.2, 2.2)), x, y + side * 2.6)


def stand_equipment(builder: SceneBuilder, x: float, y: float, length: float) -> None:
    """What surrounds an airplane whose nose points to -y: carts, lorries, the stand's lines."""
    rng = builder.rng
    builder.paint(strip([(x, y - 0.52 * length), (x, y + 0.9 * length)], 0.35), _YELLOW)
    builder.paint(
        strip([(x - 3.0, y - 0.45 * length), (x + 3.0, y - 0.45 * length)], 0.35), _YELLOW
    )
    for side in (-1.0, 1.0):
        if rng.random() < 0.7:
            offset = side * rng.uniform(0.26, 0.34) * length
            at_y = y - rng.uniform(0.15, 0.4) * length
            builder.place(baggage_train(rng), x + offset, at_y, rng.uniform(0.0, 2 * math.pi))
        if rng.random() < 0.5:
            heading = rng.uniform(0.0, 2 * math.pi)
            builder.place(lorry(rng), x + side * 0.46 * length, y - 0.3 * length, heading)
