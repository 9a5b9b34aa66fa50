"""Outlines to pixels: the instance map of an image from what its objects paint."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from .sample import Instance

Box = tuple[float, float, float, float]
Ring = Sequence[float]
"""x, y, x, y, ... in pixels, corner origin; closed by itself."""
Paint = Callable[[np.ndarray, int], None]
"""Sets the pixels of an object to a value on a canvas (H, W)."""


@dataclass(frozen=True)
class LabelledObject:
    """An object before its pixels are painted.

    Attributes:
        box: x_min, y_min, x_max, y_max in pixels, corner origin.
        paint: paints it; None where only its box is known.
    """

    category: str
    box: Box
    paint: Paint | None = None


def painted(
    objects: Sequence[LabelledObject], shape: tuple[int, ...]
) -> tuple[tuple[Instance, ...], np.ndarray | None]:
    """The instances and their map (H, W) int16, as in Sample.

    If one object cannot be painted there is no map: its pixels would pass for ground.
    """
    canvas = None
    if objects and all(item.paint for item in objects):
        canvas = np.zeros(shape[:2], np.int16)
        # Large ones first: a small object on a large one stays visible.
        for index in sorted(range(len(objects)), key=lambda k: -_area(objects[k].box)):
            paint = objects[index].paint
            if paint is not None:
                paint(canvas, index + 1)
    has_mask = canvas is not None
    return tuple(Instance(item.category, item.box, has_mask) for item in objects), canvas


def paint_rings(rings: Sequence[Ring], canvas: np.ndarray, value: int) -> None:
    """Paint the pixels whose centre lies in a ring (even-odd); at least the one in the middle."""
    done = [_paint_ring(np.asarray(ring, float).reshape(-1, 2), canvas, value) for ring in rings]
    if not any(done):
        x, y = np.asarray(rings[0], float).reshape(-1, 2).mean(axis=0)
        paint_pixel(x, y, canvas, value)


def paint_pixel(x: float, y: float, canvas: np.ndarray, value: int) -> None:
    """Paint the pixel a place lies in, or the nearest one of the canvas."""
    row = min(max(math.floor(y), 0), canvas.shape[0] - 1)
    column = min(max(math.floor(x), 0), canvas.shape[1] - 1)
    canvas[row, column] = value


def box_of(rings: Sequence[Ring]) -> Box:
    """The bounds of rings."""
    points = np.concatenate([np.asarray(ring, float).reshape(-1, 2) for ring in rings])
    left, top, right, bottom = (*points.min(axis=0).tolist(), *points.max(axis=0).tolist())
    return (left, top, right, bottom)


def clipped(box: Box, width: int, height: int) -> Box:
    """The part of a box that lies in an image."""
    left, top, right, bottom = box
    return (max(left, 0.0), max(top, 0.0), min(right, float(width)), min(bottom, float(height)))


def _paint_ring(points: np.ndarray, canvas: np.ndarray, value: int) -> bool:
    """Whether a pixel was painted. Every edge toggles what lies right of it, row by row."""
    low, high = points.min(axis=0), points.max(axis=0)
    left, top = (max(0, _first_centre(number)) for number in low)
    right, bottom = (
        min(side, _first_centre(number))
        for side, number in zip(canvas.shape[::-1], high, strict=True)
    )
    if left >= right or top >= bottom:
        return False
    centres = np.arange(top, bottom) + 0.5
    x, y = points[:, 0], points[:, 1]
    next_x, next_y = np.roll(x, -1), np.roll(y, -1)
    edge, row = np.nonzero((y[:, None] <= centres) != (next_y[:, None] <= centres))
    share = (centres[row] - y[edge]) / (next_y[edge] - y[edge])
    crossing = x[edge] + share * (next_x[edge] - x[edge])
    column = np.clip(np.ceil(crossing - 0.5), left, right).astype(int) - left
    height, width = bottom - top, right - left
    toggles = np.bincount(row * (width + 1) + column, minlength=height * (width + 1))
    crossed = np.cumsum(toggles.reshape(height, width + 1), axis=1)
    inside = crossed[:, :-1] % 2 == 1
    canvas[top:bottom, left:right][inside] = value
    return bool(inside.any())


def _first_centre(edge: float) -> int:
    """Index of the first pixel whose centre is not before an edge."""
    return math.ceil(edge - 0.5)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
