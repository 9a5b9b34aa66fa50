"""A prompt as a QGIS geometry, in the coordinates it was drawn in."""

from __future__ import annotations

from qgis.core import QgsGeometry, QgsPointXY, QgsRectangle

from ..wire.messages import PromptShape
from .map_marks import MapPrompt

_VERTICES_PER_BOX_SIDE = 31


def geometry_of(prompt: MapPrompt, dense: bool = False) -> QgsGeometry:
    """A point, a line, or a polygon for both box and polygon.

    Args:
        dense: give the sides of a box vertices in between. In another CRS they are curves, and
            corners alone would cut them short.
    """
    points = [QgsPointXY(x, y) for x, y in prompt.points]
    if prompt.shape is PromptShape.POINT:
        return QgsGeometry.fromPointXY(points[0])
    if prompt.shape is PromptShape.SCRIBBLE:
        return QgsGeometry.fromPolylineXY(points)
    if prompt.shape is PromptShape.POLYGON:
        return QgsGeometry.fromPolygonXY([points])
    box = QgsGeometry.fromRect(QgsRectangle(points[0], points[1]))
    return box.densifyByCount(_VERTICES_PER_BOX_SIDE) if dense else box
