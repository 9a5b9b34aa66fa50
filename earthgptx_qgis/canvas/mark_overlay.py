"""The marks on the map, with the numbers they have in the list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, List, Optional, Sequence, Tuple

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
)
from qgis.gui import QgsMapCanvas, QgsMapCanvasItem
from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF
from qgis.PyQt.QtWidgets import QStyleOptionGraphicsItem, QWidget

from ..crs import crs_of, transform_between
from ..wire.messages import PromptShape
from .map_marks import MapMark, MapPrompt
from .prompt_geometry import geometry_of
from .prompts import PromptSet

_POSITIVE = QColor(230, 60, 20)
_NEGATIVE = QColor(20, 90, 230)
_HALO = QColor(255, 255, 255, 200)
_FILL_OPACITY = 40
_POINT_RADIUS = 5.0
_ABOVE_RUBBER_BANDS = 200.0


@dataclass(frozen=True)
class _Stroke:
    """A prompt in the canvas's CRS, cut into lines."""

    shape: PromptShape
    positive: bool
    lines: Tuple[Tuple[QgsPointXY, ...], ...]


class MarkOverlay(QgsMapCanvasItem):
    """Draws every mark of a prompt set above the map, and follows it and the map's CRS.

    Call `remove` before letting go of it.
    """

    def __init__(self, canvas: QgsMapCanvas, prompt_set: PromptSet) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._prompt_set = prompt_set
        self._strokes: Dict[int, List[_Stroke]] = {}
        self._names: Dict[int, str] = {}
        self._drawn: Optional[QPixmap] = None
        self.setZValue(_ABOVE_RUBBER_BANDS)
        prompt_set.changed.connect(self._reproject)
        canvas.destinationCrsChanged.connect(self._reproject)
        self._reproject()

    def remove(self) -> None:
        """Take the marks off the map for good."""
        self._prompt_set.changed.disconnect(self._reproject)
        self._canvas.destinationCrsChanged.disconnect(self._reproject)
        self._canvas.scene().removeItem(self)

    def label_position(self, number: int) -> Optional[QPointF]:
        """Where the number of a mark is drawn, in canvas pixels; None if the map cannot show it."""
        strokes = self._strokes.get(number)
        return self.toCanvasCoordinates(strokes[0].lines[0][0]) if strokes else None

    def boundingRect(self) -> QRectF:
        return QRectF(self._canvas.rect())

    def updatePosition(self) -> None:
        # Painted in canvas pixels, so the item itself stays where it is.
        self.prepareGeometryChange()
        self._drawn = None
        self.setPos(QPointF(0, 0))
        self.update()

    def paint(
        self,
        painter: QPainter,
        option: Optional[QStyleOptionGraphicsItem] = None,
        widget: Optional[QWidget] = None,
    ) -> None:
        if not self._strokes:
            return
        # The map is repainted far more often than it is moved: ten thousand marks are drawn once.
        ratio = self._canvas.devicePixelRatioF()
        if self._drawn is None or self._drawn.size() != self._canvas.size() * ratio:
            self._drawn = self._draw(ratio)
        painter.drawPixmap(0, 0, self._drawn)

    def _draw(self, ratio: float) -> QPixmap:
        pixmap = QPixmap(self._canvas.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setFont(self._canvas.font())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for strokes in self._strokes.values():
            for stroke in strokes:
                self._paint_stroke(painter, stroke)
        for number in self._strokes:
            self._paint_number(painter, number)
        painter.end()
        return pixmap

    def _reproject(self) -> None:
        marks = self._prompt_set.visible_marks
        self._names = {mark.number: mark.name for mark in marks if mark.name}
        context = QgsProject.instance().transformContext()
        map_crs = self._canvas.mapSettings().destinationCrs()
        transforms = {
            crs_wkt: transform_between(crs_of(crs_wkt), map_crs, context)
            for crs_wkt in {mark.crs_wkt for mark in marks}
        }
        strokes = {mark.number: _strokes_of(mark, transforms[mark.crs_wkt]) for mark in marks}
        self._strokes = {number: found for number, found in strokes.items() if found}
        self._drawn = None
        self.update()

    def _paint_stroke(self, painter: QPainter, stroke: _Stroke) -> None:
        path = QPainterPath()
        for line in stroke.lines:
            pixels = [self.toCanvasCoordinates(point) for point in line]
            if stroke.shape is PromptShape.POINT:
                path.addEllipse(pixels[0], _POINT_RADIUS, _POINT_RADIUS)
            else:
                path.addPolygon(QPolygonF(pixels))
        color = _POSITIVE if stroke.positive else _NEGATIVE
        if stroke.shape in (PromptShape.BOX, PromptShape.POLYGON):
            fill = QColor(color)
            fill.setAlpha(_FILL_OPACITY)
            painter.fillPath(path, fill)
        painter.strokePath(path, QPen(_HALO, 4))
        painter.strokePath(path, QPen(color, 2))

    def _paint_number(self, painter: QPainter, number: int) -> None:
        position = self.label_position(number)
        if position is None:
            return
        text = f"{number} {self._names.get(number, '')}".strip()
        size = painter.fontMetrics().size(0, text)
        badge = QRectF(position.x() + 6, position.y() - 6 - size.height(), size.width() + 8, 0)
        badge.setHeight(size.height() + 2)
        painter.setPen(QPen(_HALO, 1))
        painter.setBrush(_POSITIVE)
        painter.drawRoundedRect(badge, 4, 4)
        painter.setPen(Qt.GlobalColor.white)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)


def _strokes_of(mark: MapMark, transform: QgsCoordinateTransform) -> List[_Stroke]:
    strokes = []
    for prompt in mark.prompts:
        geometry = geometry_of(prompt, dense=not transform.isShortCircuited())
        try:
            geometry.transform(transform)
        except QgsCsException:
            continue  # the map's CRS does not reach there; the mark itself is kept
        strokes.append(_Stroke(prompt.shape, prompt.positive, _lines_of(geometry, prompt)))
    return strokes


def _lines_of(geometry: QgsGeometry, prompt: MapPrompt) -> Tuple[Tuple[QgsPointXY, ...], ...]:
    if prompt.shape is PromptShape.POINT:
        lines: Sequence[Sequence[QgsPointXY]] = [[geometry.asPoint()]]
    elif prompt.shape is PromptShape.SCRIBBLE:
        lines = [geometry.asPolyline()]
    else:
        lines = geometry.asPolygon()
    return tuple(tuple(line) for line in lines)
