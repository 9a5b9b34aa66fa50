"""Puts parts and models into a scene under construction."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np

from backend.data.synthetic.captions import captions_of
from backend.data.synthetic.materials import Category, Colour, Material
from backend.data.synthetic.scene import Model, Part, Scene, SceneSpec, Thing
from backend.data.synthetic.shapes import Outline, moved

_COUNTED_SHARE = 0.25
"""Things of which less is inside the picture are left out of the captions."""

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
        self._width, self._height = spec.width * spec.gsd, spec.height * spec.gsd
        self.reach = math.hypot(self._width, self._height) / 2
        self.free: FreePlace = lambda x, y, radius: True
        self._parts: list[Part] = []
        self._things: list[Thing] = []
        self._discs: list[tuple[float, float, float]] = []

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
        self._add(part.placed(*self._to_picture(0.0, 0.0), self.heading))

    def paint(self, outline: Outline, colour: Colour = (206, 204, 194)) -> None:
        """Draw a marking; what lies below keeps its name in the truth."""
        self.ground(outline, Material.PAINT, colour)

    def place(self, model: Model, x: float, y: float, heading: float = 0.0) -> bool:
        """Put a model; False where it lies wholly outside the picture and was left out."""
        if math.hypot(x, y) > self.reach + 60.0:
            return False
        place_x, place_y = self._to_picture(x, y)
        turn = heading + self.heading
        number = 0
        if model.category is not None:
            footprint = tuple(moved(outline, place_x, place_y, turn) for outline in model.footprint)
            if not any(self._visible(outline) for outline in footprint):
                return False
            number = len(self._things) + 1
            self._things.append(Thing(number, model.category, footprint))
        for part in model.parts:
            self._add(part.placed(place_x, place_y, turn, number))
        return True

    def place_apart(
        self, model: Model, x: float, y: float, heading: float = 0.0, below: Model | None = None
    ) -> bool:
        """Put a model unless it would come too near to another that was put so; False then.

        Args:
            below: drawn first at the same place, such as the wake of a ship.
        """
        corners = np.concatenate(model.footprint)
        radius = float(np.linalg.norm(corners, axis=1).max())
        middle_x, middle_y = self._to_picture(x, y)
        for other_x, other_y, other_radius in self._discs:
            distance = math.hypot(middle_x - other_x, middle_y - other_y)
            if distance < 0.95 * (radius + other_radius):
                return False
        self._discs.append((middle_x, middle_y, radius))
        if below is not None:
            self.place(below, x, y, heading)
        return self.place(model, x, y, heading)

    def varied(self, colour: Colour, strength: float = 0.06) -> Colour:
        """A colour near the given one: a little brighter or darker and slightly off in hue."""
        gain = 1.0 + self.rng.normal(0.0, strength)
        shifts = self.rng.normal(0.0, 18.0 * strength, 3)
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
        counts = dict(
            Counter(
                thing.category.value
                for thing in self._things
                if self._share_inside(thing) >= _COUNTED_SHARE
            )
        )
        sun_random = self.spec.generator("sun")
        # North is up and the sun in the south in most pictures, so shadows fall upwards.
        sun = (sun_random.uniform(0.15, 0.85) * math.pi, math.radians(sun_random.uniform(32, 72)))
        captions = captions_of(self.spec.layout, scene_class, counts, self.spec.generator("words"))
        return Scene(
            self.spec, tuple(self._parts), tuple(self._things), scene_class, captions, sun, counts
        )

    def _add(self, part: Part) -> None:
        if self._visible(part.outline):
            self._parts.append(part)

    def _to_picture(self, x: float, y: float) -> tuple[float, float]:
        """A place of the layout's frame in metres from the picture's first corner."""
        cosine, sine = math.cos(self.heading), math.sin(self.heading)
        return (
            x * cosine - y * sine + self._width / 2,
            x * sine + y * cosine + self._height / 2,
        )

    def _share_inside(self, thing: Thing) -> float:
        """Share of a thing's bounds that is inside the picture."""
        corners = np.concatenate(thing.footprint)
        low, high = corners.min(axis=0), corners.max(axis=0)
        inside = np.minimum(high, (self._width, self._height)) - np.maximum(low, 0.0)
        return float(np.prod(np.maximum(inside, 0.0)) / np.prod(high - low))

    def _visible(self, outline: Outline) -> bool:
        (x_min, y_min), (x_max, y_max) = outline.min(axis=0), outline.max(axis=0)
        return bool(x_max > 0 and y_max > 0 and x_min < self._width and y_min < self._height)
