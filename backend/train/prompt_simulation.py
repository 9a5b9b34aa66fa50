"""Marks as people draw them, made from labels: off-centre points, sloppy boxes, wobbly lines."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np

from backend.marks.prompt_raster import draw_box, draw_line, draw_point
from backend.model.prompt_encoder import PROMPT_SHAPES

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class SimulatedMark:
    """One mark on the grid of the finest stride; box in cells, see PromptBatch for the rest.

    `anchor` is the box the decoder draws in: the mark's own where it has an extent, else the
    object's as the model would predict it, a little off.
    """

    region: np.ndarray
    negative: np.ndarray
    box: Box
    anchor: Box
    shape: int


class PromptSimulator:
    """Draws random marks on objects."""

    def __init__(self, grid: int, chance: random.Random) -> None:
        self.grid = grid
        self.chance = chance

    def mark(
        self, box: Box, mask: np.ndarray | None, refine: bool, shape: str = ""
    ) -> SimulatedMark:
        """A mark on an object.

        Args:
            box: of the object, in cells.
            mask: (grid, grid) covered fraction of each cell; None where only the box is known.
            refine: add negative points beside the object now and then.
            shape: of PROMPT_SHAPES; random where empty.
        """
        shape = shape or self.chance.choices(PROMPT_SHAPES, (0.35, 0.35, 0.15, 0.15))[0]
        drawn_box, region = getattr(self, f"_{shape}")(box, mask)
        wobble = 0.08 if shape in ("point", "scribble") else 0.0
        anchor = self._sloppy(box, wobble) if wobble else drawn_box
        negative = np.zeros((self.grid, self.grid), np.float32)
        if refine and mask is not None and self.chance.random() < 0.2:
            negative = self._negative(box, mask)
        return SimulatedMark(region, negative, drawn_box, anchor, PROMPT_SHAPES.index(shape))

    def _point(self, box: Box, mask: np.ndarray | None) -> tuple[Box, np.ndarray]:
        x, y = self._place_on(box, mask)
        return (x, y, x, y), draw_point(x, y, self.grid, self.grid)

    def _box(self, box: Box, mask: np.ndarray | None) -> tuple[Box, np.ndarray]:
        sloppy = self._sloppy(box, 0.06)
        return sloppy, draw_box(sloppy, self.grid, self.grid)

    def _polygon(self, box: Box, mask: np.ndarray | None) -> tuple[Box, np.ndarray]:
        if mask is None:
            return self._box(box, mask)
        covered = mask > self.chance.uniform(0.05, 0.6)
        if not covered.any():
            return self._box(box, mask)
        rows, columns = np.nonzero(covered)
        bounds = (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
        left, top, right, bottom = (float(number) for number in bounds)
        return (left, top, right, bottom), covered.astype(np.float32)

    def _scribble(self, box: Box, mask: np.ndarray | None) -> tuple[Box, np.ndarray]:
        places = [self._place_on(box, mask) for _ in range(self.chance.randint(2, 5))]
        along = 0 if box[2] - box[0] > box[3] - box[1] else 1
        places.sort(key=lambda place: place[along])
        xs, ys = zip(*places, strict=True)
        return (min(xs), min(ys), max(xs), max(ys)), draw_line(places, self.grid, self.grid)

    def _place_on(self, box: Box, mask: np.ndarray | None) -> tuple[float, float]:
        """Somewhere on the object, more often near its middle than at its edge."""
        middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        if mask is None or not (mask > 0.5).any():
            spread = (0.15 * (box[2] - box[0]), 0.15 * (box[3] - box[1]))
            x, y = (self.chance.gauss(m, s) for m, s in zip(middle, spread, strict=True))
            return (x, y)
        rows, columns = np.nonzero(mask > 0.5)
        # The best of a few tries: people aim at the middle, but not exactly.
        tries = [self.chance.randrange(len(rows)) for _ in range(2)]
        chosen = min(
            tries, key=lambda k: (columns[k] - middle[0]) ** 2 + (rows[k] - middle[1]) ** 2
        )
        return float(columns[chosen]) + 0.5, float(rows[chosen]) + 0.5

    def _sloppy(self, box: Box, share: float) -> Box:
        width, height = box[2] - box[0], box[3] - box[1]
        moved = [
            edge + self.chance.gauss(0, share) * length
            for edge, length in zip(box, (width, height, width, height), strict=True)
        ]
        low_x, high_x = sorted((moved[0], moved[2]))
        low_y, high_y = sorted((moved[1], moved[3]))
        return (low_x, low_y, high_x, high_y)

    def _negative(self, box: Box, mask: np.ndarray) -> np.ndarray:
        """One or two points beside the object, where an outline may have leaked."""
        drawn = np.zeros_like(mask)
        width, height = box[2] - box[0], box[3] - box[1]
        for _ in range(self.chance.randint(1, 2)):
            x = self.chance.uniform(box[0] - 0.4 * width, box[2] + 0.4 * width)
            y = self.chance.uniform(box[1] - 0.4 * height, box[3] + 0.4 * height)
            row, column = int(y), int(x)
            inside = 0 <= row < self.grid and 0 <= column < self.grid
            if inside and mask[row, column] < 0.1:
                drawn = np.maximum(drawn, draw_point(x, y, self.grid, self.grid))
        return drawn
