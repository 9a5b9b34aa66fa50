"""People and parked bicycles, which only pictures from low flights resolve."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from backend.data.synthetic.materials import Category, Colour, Material
from backend.data.synthetic.raster import SUPERSAMPLING, rasterise
from backend.data.synthetic.scene import Model, Part, Scene, Thing
from backend.data.synthetic.shapes import ellipse, moved, rectangle

_CLOTHES: tuple[Colour, ...] = ((60, 64, 74), (150, 60, 56), (196, 194, 188), (72, 92, 128))
_WALKED_ON = frozenset(
    {Material.ASPHALT, Material.CONCRETE, Material.GRAVEL, Material.LAWN, Material.SURFACING}
)
_BODY_WARMTH = 17.0
"""Kelvin above metal of the same place, so that skin and clothes are near 25 degrees at night."""


def person(rng: np.random.Generator, lean: float) -> Model:
    """Somebody standing, seen from above and a little from the side: `lean` metres of body."""
    shoulders, depth = rng.uniform(0.42, 0.56), rng.uniform(0.24, 0.34)
    body = moved(ellipse(0.5 * (depth + lean), 0.5 * shoulders, 14), 0.5 * lean, 0.0)
    head = moved(ellipse(0.13, 0.12, 10), 0.95 * lean + 0.04, 0.0)
    clothes = _CLOTHES[rng.integers(len(_CLOTHES))]
    warmth = _BODY_WARMTH + rng.normal(0.0, 2.5)
    parts = (
        Part(body, Material.METAL, clothes, 1.3, warmth=warmth),
        Part(head, Material.METAL, (90, 72, 60), 1.7, warmth=warmth + 6.0),
    )
    return Model(Category.PERSON, parts, (body,))


def bicycle(rng: np.random.Generator) -> Model:
    """A bicycle or a scooter on its stand; cold metal."""
    length = rng.uniform(1.5, 1.9)
    frame = rectangle(length, rng.uniform(0.16, 0.34))
    bars = moved(rectangle(0.12, rng.uniform(0.5, 0.7)), 0.32 * length, 0.0)
    saddle = moved(ellipse(0.2, 0.13, 10), -0.2 * length, 0.0)
    parts = (
        Part(frame, Material.METAL, (52, 54, 58), 0.6),
        Part(bars, Material.METAL, (70, 72, 76), 1.0),
        Part(saddle, Material.METAL, (40, 40, 42), 0.9, warmth=3.0),
    )
    return Model(Category.BICYCLE, parts, (frame, bars))


def with_people(scene: Scene) -> Scene:
    """The scene with people in groups and rows of bicycles where one can walk."""
    rng = scene.spec.generator("people")
    raster = rasterise(scene)
    parts = scene.parts
    walked_on = np.array(
        [part.material in _WALKED_ON and part.thing == 0 and part.height == 0 for part in parts]
    )
    open_ground = walked_on[raster.part]
    direction, lean = rng.uniform(0.0, 2 * math.pi), rng.uniform(0.15, 1.1)
    added = _Added(scene, open_ground)
    for _ in range(int(rng.integers(0, 4))):
        x, y = added.anywhere(rng)
        for _ in range(int(rng.integers(1, 7))):
            place = (x + rng.normal(0.0, 1.6), y + rng.normal(0.0, 1.6))
            added.put(person(rng, lean), *place, direction)
    for _ in range(int(rng.choice([0, 1, 2]))):
        x, y = added.anywhere(rng)
        heading, spacing = rng.uniform(0.0, 2 * math.pi), rng.uniform(0.7, 1.3)
        for number in range(int(rng.integers(2, 14))):
            along = number * spacing
            place = (x - along * math.sin(heading), y + along * math.cos(heading))
            added.put(bicycle(rng), *place, heading + rng.normal(0.0, 0.1))
    return added.scene()


class _Added:
    """Models put into a finished scene, each on free ground."""

    def __init__(self, scene: Scene, free: np.ndarray) -> None:
        self._scene = scene
        self._free = free.copy()
        self._step = scene.spec.gsd / SUPERSAMPLING
        self._parts: list[Part] = []
        self._things: list[Thing] = []

    def anywhere(self, rng: np.random.Generator) -> tuple[float, float]:
        """A random place of the picture in metres."""
        rows, columns = self._free.shape
        return (rng.uniform(0, columns * self._step), rng.uniform(0, rows * self._step))

    def put(self, model: Model, x: float, y: float, heading: float) -> None:
        """Place a model; nothing happens where the ground is not free."""
        row, column = int(y / self._step), int(x / self._step)
        inside = 0 <= row < self._free.shape[0] and 0 <= column < self._free.shape[1]
        if model.category is None or not inside or not self._free[row, column]:
            return
        number = len(self._scene.things) + len(self._things) + 1
        footprint = tuple(moved(outline, x, y, heading) for outline in model.footprint)
        self._things.append(Thing(number, model.category, footprint))
        self._parts += [part.placed(x, y, heading, number) for part in model.parts]
        reach = round(0.25 / self._step)
        self._free[max(row - reach, 0) : row + reach, max(column - reach, 0) : column + reach] = 0

    def scene(self) -> Scene:
        """The scene with everything that was put."""
        return replace(
            self._scene,
            parts=(*self._scene.parts, *self._parts),
            things=(*self._scene.things, *self._things),
        )
