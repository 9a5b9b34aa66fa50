"""The outline of what a click would mark."""

from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsWkbTypes
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

_LINE = QColor(255, 210, 0, 230)
_HALO = QColor(20, 20, 20, 160)
_FILL = QColor(255, 210, 0, 35)


class PreviewBand:
    """A rubber band that is seen on any imagery; call `remove` before letting go of it."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._band = QgsRubberBand(canvas, QgsWkbTypes.GeometryType.PolygonGeometry)
        self._band.setStrokeColor(_LINE)
        self._band.setSecondaryStrokeColor(_HALO)
        self._band.setFillColor(_FILL)
        self._band.setLineStyle(Qt.PenStyle.DashLine)
        self._band.setWidth(2)
        self._band.hide()

    @property
    def outline(self) -> QgsGeometry:
        """What is shown, in the map's CRS; null while nothing is."""
        return self._band.asGeometry() if self._band.isVisible() else QgsGeometry()

    def show(self, outline: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> None:
        """Show an outline given in a CRS."""
        self._band.setToGeometry(outline, crs)
        self._band.show()

    def hide(self) -> None:
        """Show nothing."""
        self._band.reset(QgsWkbTypes.GeometryType.PolygonGeometry)
        self._band.hide()

    def remove(self) -> None:
        """Take it off the map for good."""
        self._canvas.scene().removeItem(self._band)
