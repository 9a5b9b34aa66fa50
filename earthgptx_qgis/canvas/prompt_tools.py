"""Map tools that draw prompts. Each says `prompted` once a prompt is whole and starts again.

Coordinates are in the canvas's destination CRS. Esc gives up what is being drawn.
"""

from __future__ import annotations

from enum import Enum
from typing import List, Optional, Sequence

from qgis.core import QgsGeometry, QgsPointXY, QgsWkbTypes
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool, QgsRubberBand
from qgis.PyQt.QtCore import QPoint, QRect, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QKeyEvent

from ..wire.messages import PromptShape
from .map_marks import MapPrompt

_LINE_COLOR = QColor(230, 60, 20, 220)
_FILL_COLOR = QColor(230, 60, 20, 40)
_SMALLEST_DRAG_PIXELS = 3


class _State(Enum):
    IDLE = "idle"
    DRAWING = "drawing"


class PromptTool(QgsMapTool):
    """What the tools share: the state, the rubber band that belongs to it, and Esc."""

    prompted = pyqtSignal(object)
    """Carries a MapPrompt."""

    _band_kind = QgsWkbTypes.GeometryType.PolygonGeometry

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._canvas = canvas
        self._state = _State.IDLE
        self._points: List[QgsPointXY] = []
        self._band: Optional[QgsRubberBand] = None

    @property
    def is_drawing(self) -> bool:
        """Whether a prompt has been begun and is not whole yet."""
        return self._state is _State.DRAWING

    def activate(self) -> None:
        super().activate()
        self._band = QgsRubberBand(self._canvas, self._band_kind)
        self._band.setStrokeColor(_LINE_COLOR)
        self._band.setFillColor(_FILL_COLOR)
        self._band.setWidth(2)
        # The canvas hands keys to its tool only while no mouse button is down.
        self._canvas.keyPressed.connect(self._key_pressed_in_drag)

    def deactivate(self) -> None:
        self._stop()
        self._canvas.keyPressed.disconnect(self._key_pressed_in_drag)
        if self._band is not None:
            self._canvas.scene().removeItem(self._band)
            self._band = None
        super().deactivate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_drawing:
            self._stop()
            event.accept()
        else:
            event.ignore()

    def _key_pressed_in_drag(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._stop()

    def _start(self, point: QgsPointXY) -> None:
        self._state = _State.DRAWING
        self._points = [point]

    def _stop(self) -> None:
        self._state = _State.IDLE
        self._points = []
        self._show([])

    def _finish(self, points: Sequence[QgsPointXY], shape: PromptShape) -> None:
        self._stop()
        self.prompted.emit(MapPrompt(shape, tuple((point.x(), point.y()) for point in points)))

    def _show(self, points: Sequence[QgsPointXY]) -> None:
        """Make the rubber band go through these points, or vanish."""
        if self._band is None:
            return
        self._band.reset(self._band_kind)
        for point in points:
            self._band.addPoint(point, point is points[-1])


class PointTool(PromptTool):
    """A click marks a place; with Shift it subtracts from the last mark."""

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.mapPoint()
        subtracts = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.prompted.emit(MapPrompt(PromptShape.POINT, ((point.x(), point.y()),), not subtracts))


class BoxTool(PromptTool):
    """A drag from corner to corner.

    On a rotated canvas the rectangle that was seen is no box of the map CRS: it becomes a polygon.
    """

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._start(event.mapPoint())

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        if self.is_drawing:
            self._show(self._corners(event.pixelPoint()))

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self.is_drawing:
            return
        rectangle = self._rectangle(event.pixelPoint())
        if min(rectangle.width(), rectangle.height()) < _SMALLEST_DRAG_PIXELS:
            self._stop()
        elif self._canvas.rotation():
            self._finish(self._corners(event.pixelPoint()), PromptShape.POLYGON)
        else:
            self._finish([self._points[0], event.mapPoint()], PromptShape.BOX)

    def _rectangle(self, end: QPoint) -> QRect:
        # The anchor is kept in map coordinates: the wheel may zoom in the middle of a drag.
        return QRect(self.toCanvasCoordinates(self._points[0]), end).normalized()

    def _corners(self, end: QPoint) -> List[QgsPointXY]:
        start = self.toCanvasCoordinates(self._points[0])
        pixels = (start, QPoint(end.x(), start.y()), end, QPoint(start.x(), end.y()))
        return [self.toMapCoordinates(pixel) for pixel in pixels]


class PolygonTool(PromptTool):
    """Clicks set corners; a right click or a double click ends, Backspace takes one back."""

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:
        # Corners are set on press: the second press of a double click does not come here.
        if event.button() == Qt.MouseButton.LeftButton:
            if self.is_drawing:
                self._points.append(event.mapPoint())
            else:
                self._start(event.mapPoint())
            self._show(self._points)
        elif event.button() == Qt.MouseButton.RightButton and self.is_drawing:
            self._end()

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        if self.is_drawing:
            self._show([*self._points, event.mapPoint()])

    def canvasDoubleClickEvent(self, event: QgsMapMouseEvent) -> None:
        if self.is_drawing:
            self._end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and self.is_drawing:
            self._points.pop()
            if self._points:
                self._show(self._points)
            else:
                self._stop()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _end(self) -> None:
        if len(self._points) < 3:
            self._stop()
        else:
            self._finish(self._points, PromptShape.POLYGON)


class ScribbleTool(PromptTool):
    """A free-hand line, drawn while the button is down; points closer than a pixel are dropped."""

    _band_kind = QgsWkbTypes.GeometryType.LineGeometry

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._start(event.mapPoint())

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        if self.is_drawing:
            self._points.append(event.mapPoint())
            self._show(self._points)

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self.is_drawing:
            return
        pixel = self._canvas.mapUnitsPerPixel()
        line = QgsGeometry.fromPolylineXY([*self._points, event.mapPoint()])
        if line.length() < _SMALLEST_DRAG_PIXELS * pixel:
            self._stop()
        else:
            self._finish(line.simplify(pixel).asPolyline(), PromptShape.SCRIBBLE)
