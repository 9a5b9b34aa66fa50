"""Showing places on the map canvas."""

from __future__ import annotations

from typing import Iterable, Sequence, Tuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCsException,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtGui import QColor

from ...crs import transform_between

_MOST_FLASHED = 500
_FLASHES = 2
_FLASH_MILLISECONDS = 400
_MARGIN = 1.6
"""A place is shown with its surroundings."""


def extent_of_points(points: Iterable[Tuple[float, float]]) -> QgsRectangle:
    """The smallest rectangle around points (x, y); empty in width and height for a single one."""
    xs, ys = zip(*points)
    return QgsRectangle(min(xs), min(ys), max(xs), max(ys))


def extent_of_outlines(outlines: Iterable[QgsGeometry]) -> QgsRectangle:
    """The smallest rectangle around geometries of one CRS."""
    extent = QgsRectangle()
    for outline in outlines:
        extent.combineExtentWith(outline.boundingBox())
    return extent


def flash(
    canvas: QgsMapCanvas, outlines: Sequence[QgsGeometry], crs: QgsCoordinateReferenceSystem
) -> None:
    """Let geometries of a CRS light up for a moment; of very many only the first ones."""
    start, end = QColor(255, 210, 0, 200), QColor(255, 210, 0, 0)
    few = list(outlines[:_MOST_FLASHED])
    canvas.flashGeometries(few, crs, start, end, _FLASHES, _FLASH_MILLISECONDS)


def zoom_to(
    canvas: QgsMapCanvas,
    extent: QgsRectangle,
    crs: QgsCoordinateReferenceSystem,
    margin: float = _MARGIN,
) -> None:
    """Show an extent that is given in a CRS; of a point only the map's centre is moved.

    Args:
        margin: how many times as wide and as high as the extent the map becomes.
    """
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
        extent.scale(margin)
        canvas.setExtent(extent)
    canvas.refresh()
