"""How far marks reach."""

from __future__ import annotations

from typing import Dict, List, Optional, Sequence

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsRectangle,
)

from ..crs import crs_of, transform_between
from .map_marks import MapMark


def marks_extent(
    marks: Sequence[MapMark],
    extent: QgsRectangle,
    crs: QgsCoordinateReferenceSystem,
    transform_context: QgsCoordinateTransformContext,
) -> Optional[QgsRectangle]:
    """The rectangle around the marks that lie in an extent, cut off at its edge.

    Args:
        extent: in the CRS.

    Returns:
        In the CRS, without a width for a single point; None where no mark lies in the extent.
    """
    transforms: Dict[str, QgsCoordinateTransform] = {
        wkt: transform_between(crs_of(wkt), crs, transform_context)
        for wkt in {mark.crs_wkt for mark in marks}
    }
    boxes = (_box(mark, transforms[mark.crs_wkt]) for mark in marks)
    inside: List[QgsRectangle] = [
        box for box in boxes if box is not None and box.intersects(extent)
    ]
    if not inside:
        return None
    return QgsRectangle(
        max(extent.xMinimum(), min(box.xMinimum() for box in inside)),
        max(extent.yMinimum(), min(box.yMinimum() for box in inside)),
        min(extent.xMaximum(), max(box.xMaximum() for box in inside)),
        min(extent.yMaximum(), max(box.yMaximum() for box in inside)),
    )


def _box(mark: MapMark, transform: QgsCoordinateTransform) -> Optional[QgsRectangle]:
    """None where the mark has no place in the CRS."""
    points = [point for prompt in mark.prompts if prompt.positive for point in prompt.points]
    xs, ys = zip(*points)
    box = QgsRectangle(min(xs), min(ys), max(xs), max(ys))
    try:
        return transform.transformBoundingBox(box)
    except QgsCsException:
        return None
