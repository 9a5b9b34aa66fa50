"""Puts parts and models into a scene under construction."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np

from backend.data.synthetic.captions import captions_of
from backend.data.synthetic.materials import Category, Colour, Material
from backend.data.synthetic.scene import Model, Part, Scene, SceneSpec, Thing
from backend.data.synthetic.shapes import Outline, moved

FreePlace = Callable[[float, float, float], bool]
"""Whether a disc (x, y, radius) of the layout's frame may be built on."""


class SceneBuilder:
    """Collects parts in the layout's frame: metres around the picture's centre, x along `heading`.

    Attributes:
        rng: the layout's random numbers.
        reach: radius in metres of the circle around the picture; nothing outside it can be seen.
        free: asked before a model is scattered; a layout with water replaces it.
    """

    def __init__(self, spec: SceneSpec, heading: float = 0.0) -> None:
        self.spec = spec
        self.rng = spec.generator("layout")
        self.heading = heading
        self._size = np.array([spec.width * spec.gsd, spec.height * spec.gsd])
        self.reach = float(np.linalg.norm(self._size)) / 2
        self.free: FreePlace = lambda x, y, radius: True
        self._parts: list[Part] = []
        self._things: list[Thing] = []

    def ground(
        self,
        outline: Outline,
        material: Material,
        colour: Colour | None = None,
        direction: float = 0.0,
        cover: Category | None = None,
        height: float = 0.0,
    ) -> None:
        """Draw a surface; without a colour it is the material's, a little varied."""
        if colour is None:
            colour = self.varied(material.value.colour)
        part = Part(outline, material, colour, height, direction=direction, cover=cover)
        self._add(part.moved(0.0, 0.0, self.heading))

    def paint(self, outline: Outline, colour: Colour = (206, 204, 194)) -> None:
        """Draw a marking; what lies below keeps its name in the truth."""
        self.ground(outline, Material.PAINT, colour)

    def place(self, model: Model, x: float, y: float, heading: float = 0.0) -> bool:
        """Put a model; False where it lies wholly outside the picture and was left out."""
        if math.hypot(x, y) > self.reach + 60.0:
            return False
        number = 0
        if model.category is not None:
            footprint = tuple(
                self._to_picture(moved(outline, x, y, heading)) for outline in model.footprint
            )
            if not any(self._visible(outline) for outline in footprint):
                return False
            number = len(self._things) + 1
            self._things.append(Thing(number, model.category, footprint))
        for part in model.parts:
            placed = part.moved(x, y, heading).moved(0.0, 0.0, self.heading)
            self._add(replace(placed, thing=number))
        return True

    def varied(self, colour: Colour, strength: float = 0.06) -> Colour:
        """A colour near the given one: a little brighter or darker and slightly off in hue."""
        gain = 1.0 + self.rng.normal(0.0, strength)
        shifts = self.rng.normal(0.0, 40.0 * strength, 3)
        red, green, blue = (
            int(np.clip(value * gain + shift, 4, 250))
            for value, shift in zip(colour, shifts, strict=True)
        )
        return (red, green, blue)

    @contextmanager
    def quarter_turned(self) -> Iterator[None]:
        """Inside the block the frame is turned by 90 degrees; Area.quarter_turned fits it."""
        free = self.free
        self.heading += math.pi / 2
        self.free = lambda x, y, radius: free(-y, x, radius)
        try:
            yield
        finally:
            self.heading -= math.pi / 2
            self.free = free

    def finish(self, scene_class: str) -> Scene:
        """The scene with its captions and the sun's place."""
        counts = dict(Counter(thing.category.value for thing in self._things))
        sun_random = self.spec.generator("sun")
        # North is up and the sun in the south in most pictures, so shadows fall upwards.
        sun = (sun_random.uniform(0.15, 0.85) * math.pi, math.radians(sun_random.uniform(32, 62)))
        captions = captions_of(self.spec.layout, scene_class, counts, self.spec.generator("words"))
        return Scene(
            self.spec, tuple(self._parts), tuple(self._things), scene_class, captions, sun, counts
        )

    def _add(self, part: Part) -> None:
        shifted = replace(part, outline=part.outline + self._size / 2)
        if self._visible(shifted.outline):
            self._parts.append(shifted)

    def _to_picture(self, outline: Outline) -> Outline:
        return moved(outline, 0.0, 0.0, self.heading) + self._size / 2

    def _visible(self, outline: Outline) -> bool:
        return bool(np.all(outline.max(axis=0) > 0.0) and np.all(outline.min(axis=0) < self._size))
