"""Showing places on the map canvas."""

from __future__ import annotations

from typing import Iterable, Tuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCsException,
    QgsProject,
    QgsRectangle,
)
from qgis.gui import QgsMapCanvas

from ..canvas.crs import transform_between

_MARGIN = 1.6
"""A place is shown with its surroundings."""


def extent_of_points(points: Iterable[Tuple[float, float]]) -> QgsRectangle:
    """The smallest rectangle around points (x, y); empty in width and height for a single one."""
    xs, ys = zip(*points)
    return QgsRectangle(min(xs), min(ys), max(xs), max(ys))


def zoom_to(canvas: QgsMapCanvas, extent: QgsRectangle, crs: QgsCoordinateReferenceSystem) -> None:
    """Show an extent that is given in a CRS; of a point only the map's centre is moved."""
    transform = transform_between(
        crs, canvas.mapSettings().destinationCrs(), QgsProject.instance().transformContext()
    )
    try:
        extent = transform.transformBoundingBox(extent)
    except QgsCsException:
        return  # the project's projection does not reach there: nothing can be shown
    if extent.width() == 0 and extent.height() == 0:
        canvas.setCenter(extent.center())
    else:
        extent.scale(_MARGIN)
        canvas.setExtent(extent)
    canvas.refresh()
