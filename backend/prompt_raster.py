"""Draws what a person marked onto the grid of the prompt encoder.

One drawing for training and for use, so that a mark means the same in both. Coordinates are cells
of the grid (tile pixels divided by the finest stride), x right, y down, corner origin.
"""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

BUMP_SIGMA = 1.5
"""Spread of a point in cells."""

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
    """(height, width) float32, 1 in every cell the ring touches."""
    return _draw(ring, height, width, filled=True)


def draw_line(line: Points, height: int, width: int) -> np.ndarray:
    """(height, width) float32, 1 in every cell the line passes."""
    return _draw(line, height, width, filled=False)


def _overlap(low: float, high: float, cells: int) -> np.ndarray:
    starts = np.arange(cells)
    return np.clip(np.minimum(high, starts + 1) - np.maximum(low, starts), 0.0, 1.0)


def _draw(points: Points, height: int, width: int, filled: bool) -> np.ndarray:
    canvas = Image.new("L", (width, height))
    draw = ImageDraw.Draw(canvas)
    # Pillow names pixel centres; ours is the corner.
    centred = [(x - 0.5, y - 0.5) for x, y in points]
    if len(centred) == 1 or len(set(centred)) == 1:
        return draw_point(points[0][0], points[0][1], height, width)
    if filled and len(centred) > 2:
        draw.polygon(centred, fill=1, outline=1)
    else:
        draw.line(centred, fill=1)
    drawn = np.asarray(canvas, dtype=np.float32)
    if not drawn.any():
        return draw_point(points[0][0], points[0][1], height, width)
    return drawn
