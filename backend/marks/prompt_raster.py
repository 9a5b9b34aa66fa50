"""Draws what a person marked onto the grid of the prompt encoder.

One drawing for training and for use, so that a mark means the same in both. Coordinates are cells
of the grid (tile pixels divided by the finest stride), x right, y down, corner origin.
"""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw

BUMP_SIGMA = 1.5
"""Spread of a point in cells."""
SUBCELLS = 4
"""A cell is divided by this, each way, to tell how much of it a polygon covers."""
FAIR_SHARE = 0.33
"""About what training calls covered, where polygons are cut from masks."""

Points = list[tuple[float, float]] | tuple[tuple[float, float], ...]


def draw_point(x: float, y: float, height: int, width: int) -> np.ndarray:
    """(height, width) float32, a bump of height 1 at the cell the point lies in."""
    row = min(max(int(y), 0), height - 1)
    column = min(max(int(x), 0), width - 1)
    rows = np.exp(-((np.arange(height) - row) ** 2) / (2 * BUMP_SIGMA**2))
    columns = np.exp(-((np.arange(width) - column) ** 2) / (2 * BUMP_SIGMA**2))
    bump = np.outer(rows, columns).astype(np.float32)
    bump[bump < 0.01] = 0.0
    return bump


def draw_box(box: tuple[float, float, float, float], height: int, width: int) -> np.ndarray:
    """(height, width) float32, the covered fraction of each cell; never empty."""
    columns = _overlap(box[0], box[2], width)
    rows = _overlap(box[1], box[3], height)
    drawn = np.outer(rows, columns).astype(np.float32)
    if drawn.sum() < 1e-3:
        return draw_point((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, height, width)
    return drawn


def draw_polygon(ring: Points, height: int, width: int) -> np.ndarray:
    """(height, width) float32, 1 in every cell the ring covers a fair share of; never empty.

    A ring too thin for that is drawn as its line.
    """
    fine = [(x * SUBCELLS, y * SUBCELLS) for x, y in ring]
    canvas = _drawn(fine, height * SUBCELLS, width * SUBCELLS, filled=len(ring) > 2)
    share = canvas.reshape(height, SUBCELLS, width, SUBCELLS).mean(axis=(1, 3))
    drawn = (share > FAIR_SHARE).astype(np.float32)
    return drawn if drawn.any() else draw_line(ring, height, width)


def draw_line(line: Points, height: int, width: int) -> np.ndarray:
    """(height, width) float32, 1 along the line; never empty."""
    drawn = _drawn(line, height, width, filled=False)
    return drawn if drawn.any() else draw_point(line[0][0], line[0][1], height, width)


def _overlap(low: float, high: float, cells: int) -> np.ndarray:
    starts = np.arange(cells)
    return np.clip(np.minimum(high, starts + 1) - np.maximum(low, starts), 0.0, 1.0)


def _drawn(points: Points, height: int, width: int, filled: bool) -> np.ndarray:
    """(height, width) float32, 1 in the cells of the shape."""
    canvas = Image.new("L", (width, height))
    draw = ImageDraw.Draw(canvas)
    # Pillow takes whole numbers for cells, and would round others towards zero.
    cells = [(math.floor(x), math.floor(y)) for x, y in points]
    if filled:
        draw.polygon(cells, fill=1, outline=1)
    else:
        draw.line(cells, fill=1)
    return np.asarray(canvas, dtype=np.float32)
