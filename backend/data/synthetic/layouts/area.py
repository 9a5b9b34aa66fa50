"""Upright rectangles of the layout's frame, to be filled or divided."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from backend.data.synthetic.shapes import Outline, box


class Area(NamedTuple):
    """A rectangle in metres, x right, y down, around the picture's centre."""

    x_min: float
    y_min: float
    x_max: float
    y_max: float

    @classmethod
    def around(cls, reach: float) -> Area:
        """The square of 2 * reach around the centre."""
        return cls(-reach, -reach, reach, reach)

    @property
    def width(self) -> float:
        """Extent along x."""
        return self.x_max - self.x_min

    @property
    def depth(self) -> float:
        """Extent along y."""
        return self.y_max - self.y_min

    @property
    def centre(self) -> tuple[float, float]:
        """The middle (x, y)."""
        return ((self.x_min + self.x_max) / 2, (self.y_min + self.y_max) / 2)

    @property
    def outline(self) -> Outline:
        """The four corners."""
        return box(*self)

    def inset(self, margin: float) -> Area:
        """The rectangle without a margin on all sides."""
        return Area(
            self.x_min + margin, self.y_min + margin, self.x_max - margin, self.y_max - margin
        )

    @property
    def quarter_turned(self) -> Area:
        """The same place in the frame of SceneBuilder.quarter_turned."""
        return Area(self.y_min, -self.x_max, self.y_max, -self.x_min)

    def split(self, share: float, gap: float) -> tuple[Area, Area]:
        """Two parts of the longer side, a gap between them; the first has the given share."""
        if self.width >= self.depth:
            at = self.x_min + share * self.width
            return self._replace(x_max=at - gap / 2), self._replace(x_min=at + gap / 2)
        at = self.y_min + share * self.depth
        return self._replace(y_max=at - gap / 2), self._replace(y_min=at + gap / 2)

    def pieces(self, rng: np.random.Generator, smallest: float, gap: float) -> list[Area]:
        """Divided, with gaps, until the parts are about `smallest` wide."""
        if max(self.width, self.depth) < 1.9 * smallest:
            return [self]
        first, second = self.split(rng.uniform(0.37, 0.63), gap)
        return first.pieces(rng, smallest, gap) + second.pieces(rng, smallest, gap)
