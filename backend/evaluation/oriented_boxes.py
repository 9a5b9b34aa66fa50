"""Oriented boxes: the smallest rotated rectangle around a mask, and how well two of them agree."""

from __future__ import annotations

import importlib.util
import logging
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

logger = logging.getLogger(__name__)


def can_be_measured() -> bool:
    """Whether shapely is installed; a line in the log where it is not."""
    if importlib.util.find_spec("shapely") is None:
        logger.warning("Oriented boxes are left out: install shapely for them")
        return False
    return True


def oriented_box(mask: np.ndarray) -> BaseGeometry:
    """The rotated rectangle of least area around the pixels of a mask.

    Args:
        mask: (H, W) bool, not empty.

    Returns:
        A polygon in pixels, corner origin.
    """
    import shapely

    rows = np.flatnonzero(mask.any(axis=1))
    # The outermost pixels of every row span the same hull as all of them.
    left = mask[rows].argmax(axis=1)
    right = mask.shape[1] - mask[rows][:, ::-1].argmax(axis=1)
    corners = [
        np.column_stack([columns, edges]) for columns in (left, right) for edges in (rows, rows + 1)
    ]
    return shapely.oriented_envelope(shapely.MultiPoint(np.concatenate(corners)))


def oriented_overlap(one: np.ndarray, other: np.ndarray) -> float:
    """IoU of the rotated rectangles around two masks; 0 where either is empty."""
    if not one.any() or not other.any():
        return 0.0
    return rectangle_overlap(oriented_box(one), oriented_box(other))


def rectangle_overlap(one: BaseGeometry, other: BaseGeometry) -> float:
    """IoU of two polygons."""
    both = one.intersection(other).area
    either = one.area + other.area - both
    return both / either if either else 0.0
