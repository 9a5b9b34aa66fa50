"""What of a layer is in view."""

from __future__ import annotations

import math

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QCoreApplication

from ..crs import transform_between
from ..errors import TileError

translate = QCoreApplication.translate


def view_extent(canvas: QgsMapCanvas, layer: QgsRasterLayer) -> QgsRectangle:
    """The canvas's extent in the layer's CRS, not beyond the layer; on a rotated canvas the
    rectangle around what is seen.

    Raises:
        TileError: nothing of the layer is in view.
    """
    settings = canvas.mapSettings()
    seen = QgsRectangle(settings.visiblePolygon().boundingRect())
    to_layer = transform_between(
        settings.destinationCrs(), layer.crs(), QgsProject.instance().transformContext()
    )
    try:
        extent = _transformed(to_layer, seen)
    except QgsCsException:
        # The view shows more of the world than the layer's CRS can express: cut it down first.
        extent = _transformed_within(to_layer, seen, layer.extent())
    extent = extent.intersect(layer.extent())
    if extent.isEmpty():
        raise TileError(
            translate("Canvas", "Nothing of “{}” is in view.").format(layer.name()),
            translate("Canvas", "Zoom to the layer and ask again."),
        )
    return extent


def _transformed(transform: QgsCoordinateTransform, rectangle: QgsRectangle) -> QgsRectangle:
    if transform.isShortCircuited():
        return rectangle
    result = transform.transformBoundingBox(rectangle)
    numbers = (result.xMinimum(), result.yMinimum(), result.xMaximum(), result.yMaximum())
    if not all(math.isfinite(number) for number in numbers):
        raise QgsCsException("no finite extent")
    return result


def _transformed_within(
    to_layer: QgsCoordinateTransform, seen: QgsRectangle, layer_extent: QgsRectangle
) -> QgsRectangle:
    to_map = QgsCoordinateTransform(
        to_layer.destinationCrs(), to_layer.sourceCrs(), to_layer.context()
    )
    try:
        return _transformed(to_layer, seen.intersect(_transformed(to_map, layer_extent)))
    except QgsCsException:
        return layer_extent
