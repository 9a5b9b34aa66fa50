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
    extent = seen_of(layer.extent(), seen, to_layer).intersect(layer.extent())
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


def seen_of(
    layer_extent: QgsRectangle, seen: QgsRectangle, to_layer: QgsCoordinateTransform
) -> QgsRectangle:
    """What is seen, in the layer's CRS.

    A view of the world is more than most CRS can express: its corners are an error then or, with
    newer releases of PROJ, numbers that mean nothing. So a layer that is wholly in view is
    recognised on the map, and a view that cannot be expressed is cut down first.
    """
    to_map = QgsCoordinateTransform(
        to_layer.destinationCrs(), to_layer.sourceCrs(), to_layer.context()
    )
    layer_on_map = seen
    try:
        layer_on_map = _transformed(to_map, layer_extent)
        if seen.contains(layer_on_map):
            return layer_extent
        return _transformed(to_layer, seen)
    except QgsCsException:
        pass
    try:
        return _transformed(to_layer, seen.intersect(layer_on_map))
    except QgsCsException:
        return layer_extent
