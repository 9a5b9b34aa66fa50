"""A map without layers and without a projection: its units are pixels, counted from its lower edge.

Mouse and keys reach the map's tool as in QGIS; geometries are kept as they are given.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from math import dist

from PyQt6.QtCore import QObject, QPointF, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtWidgets import QFrame, QGraphicsItem, QGraphicsScene, QGraphicsView


@dataclass(frozen=True)
class QgsPointXY:
    """A point."""

    _x: float
    _y: float

    def x(self):
        return self._x

    def y(self):
        return self._y


@dataclass(frozen=True)
class QgsRectangle:
    """Two opposite corners."""

    first: QgsPointXY
    second: QgsPointXY


class QgsCoordinateReferenceSystem:
    """None is known."""

    def isValid(self):
        return False


class QgsCoordinateTransform:
    """Changes nothing."""

    def isShortCircuited(self):
        return True


@dataclass(frozen=True)
class QgsGeometry:
    """One line of points, which may be a single point or a ring."""

    points: tuple

    @classmethod
    def fromPointXY(cls, point):
        return cls((point,))

    @classmethod
    def fromPolylineXY(cls, points):
        return cls(tuple(points))

    @classmethod
    def fromPolygonXY(cls, rings):
        (ring,) = rings
        return cls((*ring, ring[0]))

    @classmethod
    def fromRect(cls, rectangle):
        (left, low), (right, high) = (
            (point.x(), point.y()) for point in (rectangle.first, rectangle.second)
        )
        corners = ((left, low), (right, low), (right, high), (left, high))
        return cls.fromPolygonXY([[QgsPointXY(*corner) for corner in corners]])

    def asPoint(self):
        return self.points[0]

    def asPolyline(self):
        return list(self.points)

    def asPolygon(self):
        return [list(self.points)]

    def length(self):
        pairs = itertools.pairwise(self.points)
        return sum(dist((a.x(), a.y()), (b.x(), b.y())) for a, b in pairs)

    def simplify(self, tolerance):
        return self

    def transform(self, transform):
        assert transform.isShortCircuited()


class QgsMapSettings:
    """What a map is drawn with."""

    def destinationCrs(self):
        return QgsCoordinateReferenceSystem()


class QgsMapMouseEvent(QMouseEvent):
    """A mouse event that knows its place on the map."""

    def __init__(self, canvas, event):
        super().__init__(
            event.type(),
            event.position(),
            event.globalPosition(),
            event.button(),
            event.buttons(),
            event.modifiers(),
        )
        self._canvas = canvas

    def pixelPoint(self):
        return self.position().toPoint()

    def mapPoint(self):
        return self._canvas.to_map(self.position())


class QgsMapCanvas(QGraphicsView):
    """The map."""

    keyPressed = pyqtSignal(object)
    mapToolSet = pyqtSignal(object, object)
    destinationCrsChanged = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._tool = None

    def to_map(self, pixel):
        return QgsPointXY(pixel.x(), self.height() - pixel.y())

    def to_pixel(self, point):
        return QPointF(point.x(), self.height() - point.y())

    def resizeEvent(self, event):
        self.setSceneRect(QRectF(self.rect()))

    def mapSettings(self):
        return QgsMapSettings()

    def mapUnitsPerPixel(self):
        return 1.0

    def rotation(self):
        return 0.0

    def mapTool(self):
        return self._tool

    def setMapTool(self, tool):
        before, self._tool = self._tool, tool
        if before is not None:
            before.deactivate()
        if tool is not None:
            tool.activate()
        self.mapToolSet.emit(tool, before)

    def unsetMapTool(self, tool):
        assert tool is self._tool
        self.setMapTool(None)

    def mousePressEvent(self, event):
        self._tool.canvasPressEvent(QgsMapMouseEvent(self, event))

    def mouseMoveEvent(self, event):
        self._tool.canvasMoveEvent(QgsMapMouseEvent(self, event))

    def mouseReleaseEvent(self, event):
        self._tool.canvasReleaseEvent(QgsMapMouseEvent(self, event))

    def mouseDoubleClickEvent(self, event):
        self._tool.canvasDoubleClickEvent(QgsMapMouseEvent(self, event))

    def keyPressEvent(self, event):
        if self._tool is not None:
            self._tool.keyPressEvent(event)


class QgsMapTool(QObject):
    """A tool of the map."""

    def __init__(self, canvas):
        super().__init__(canvas)
        self._map = canvas

    def setCursor(self, cursor):
        assert isinstance(cursor, Qt.CursorShape)

    def activate(self):
        """Nothing to do."""

    deactivate = activate

    def canvasPressEvent(self, event):
        """Nothing to do."""

    canvasMoveEvent = canvasReleaseEvent = canvasDoubleClickEvent = canvasPressEvent
    keyPressEvent = canvasPressEvent

    def toMapCoordinates(self, pixel):
        return self._map.to_map(pixel)

    def toCanvasCoordinates(self, point):
        return self._map.to_pixel(point).toPoint()


class QgsMapCanvasItem(QGraphicsItem):
    """Something drawn on the map."""

    def __init__(self, canvas):
        super().__init__()
        self._map = canvas
        canvas.scene().addItem(self)

    def toCanvasCoordinates(self, point):
        return self._map.to_pixel(point)

    def boundingRect(self):
        return QRectF()

    def paint(self, painter, option, widget=None):
        """Nothing to draw."""


class QgsRubberBand(QgsMapCanvasItem):
    """A line that is being drawn; nobody sees it."""

    def __init__(self, canvas, kind):
        super().__init__(canvas)
        self.points = []

    def reset(self, kind):
        self.points = []

    def addPoint(self, point, update=True):
        self.points.append(point)

    def setStrokeColor(self, colour):
        """Nobody sees it."""

    setFillColor = setWidth = setStrokeColor
