"""The picture a question was asked about, with the marks and what was found, for exports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Sequence

import numpy as np
from qgis.PyQt.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF

from ...results.refinement import outline_of
from ...results.style import colour_of
from ...wire.geobox import GeoBox
from ...wire.messages import Array, Done, Mark, PromptShape, Segment, Stretch, Tile, VisualPrompt
from ...wire.windows import Window

_LONGEST_SIDE = 900
_QUALITY = 88
_NO_DATA = QColor("white")
_MARK = QColor(230, 60, 20)
_SUBTRACTED = QColor(20, 90, 230)
_HALO = QColor(0, 0, 0, 150)
_FILL_OPACITY = 50
_POINT_RADIUS = 5.0


def draw_answer(
    tile: Tile, marks: Sequence[Mark], segments: Sequence[Segment], done: Done
) -> bytes:
    """JPEG of a tile as the model saw it; outlines below the answer's threshold are left out."""
    grid = tile.geobox
    piece = piece_of(tile, Window(0, 0, grid.width, grid.height), grid, done.stretch)
    return draw_view(grid, [piece], segments, done.threshold, marks)


@dataclass(frozen=True)
class ViewPiece:
    """What a tile shows of a view, in no more pixels than the view's picture needs.

    Attributes:
        window: of the view's grid.
        valid: 0 where there is no data; None where there is data everywhere.
    """

    window: Window
    values: np.ndarray
    valid: Optional[np.ndarray]
    stretch: Optional[Stretch]


def piece_of(tile: Tile, window: Window, grid: GeoBox, stretch: Optional[Stretch]) -> ViewPiece:
    """The piece of a view that a tile is; the tile itself need not be kept for it."""
    step = max(1, max(grid.width, grid.height) // (2 * _LONGEST_SIDE))
    values = _numbers(tile.pixels)[::step, ::step].copy()
    valid = None if tile.valid is None else _numbers(tile.valid)[::step, ::step].copy()
    return ViewPiece(window, values, valid, stretch)


def draw_view(
    grid: GeoBox,
    pieces: Sequence[ViewPiece],
    segments: Sequence[Segment],
    threshold: float,
    marks: Sequence[Mark] = (),
) -> bytes:
    """JPEG of a view that was read in pieces; outlines below the threshold are left out."""
    scale = min(1.0, _LONGEST_SIDE / max(grid.width, grid.height))
    size = (max(1, round(grid.width * scale)), max(1, round(grid.height * scale)))
    picture = QImage(*size, QImage.Format.Format_RGB32)
    picture.fill(_NO_DATA)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for piece in pieces:
        _draw_piece(painter, piece, scale)
    for segment in segments:
        if segment.score >= threshold:
            path = _path_of_segment(segment, grid, scale)
            _draw(painter, path, QColor(colour_of(segment.label)), filled=True)
    for mark in marks:
        for prompt in mark.prompts:
            colour = _MARK if prompt.positive else _SUBTRACTED
            _draw(painter, _path_of_prompt(prompt, scale), colour, filled=False)
        _draw_number(painter, mark, scale)
    painter.end()
    return _jpeg(picture)


def _draw_piece(painter: QPainter, piece: ViewPiece, scale: float) -> None:
    left, top, right, bottom = (round(edge * scale) for edge in piece.window.bounds)
    image = _image_of(piece).scaled(
        max(1, right - left),
        max(1, bottom - top),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    painter.drawImage(left, top, image)


def _image_of(piece: ViewPiece) -> QImage:
    """The piece's pixels: three bands, or the first one in grey."""
    values = piece.values
    bands = values[..., :3] if values.shape[2] >= 3 else values[..., :1].repeat(3, axis=2)
    shown = _stretched(bands, piece.stretch) if bands.dtype != np.uint8 else bands.copy()
    if piece.valid is not None:
        shown[piece.valid == 0] = (_NO_DATA.red(), _NO_DATA.green(), _NO_DATA.blue())
    height, width = shown.shape[:2]
    pixels = np.ascontiguousarray(shown).tobytes()
    # The image does not own the bytes it is made of: a copy does.
    return QImage(pixels, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def _numbers(array: Array) -> np.ndarray:
    return np.frombuffer(array.data, np.dtype(array.dtype).newbyteorder("<")).reshape(array.shape)


def _stretched(bands: np.ndarray, stretch: Optional[Stretch]) -> np.ndarray:
    values = bands.astype(np.float32)
    if stretch is not None:
        if stretch.unit == "dB":
            values = 10.0 * np.log10(np.maximum(values, 1e-12))
        low, high = np.array(stretch.low[:3]), np.array(stretch.high[:3])
        values = 255.0 * (values - low) / np.maximum(high - low, 1e-12)
    return np.clip(np.nan_to_num(values), 0, 255).astype(np.uint8)


def _path_of_segment(segment: Segment, geobox: GeoBox, scale: float) -> QPainterPath:
    path = QPainterPath()
    outline = outline_of(segment)
    for polygon in outline.asMultiPolygon() if outline.isMultipart() else [outline.asPolygon()]:
        for ring in polygon:
            pixels = [geobox.to_pixel(point.x(), point.y()) for point in ring]
            path.addPolygon(QPolygonF([QPointF(x * scale, y * scale) for x, y in pixels]))
    return path


def _path_of_prompt(prompt: VisualPrompt, scale: float) -> QPainterPath:
    points = [QPointF(x * scale, y * scale) for x, y in prompt.points]
    path = QPainterPath()
    if prompt.shape is PromptShape.POINT:
        path.addEllipse(points[0], _POINT_RADIUS, _POINT_RADIUS)
    elif prompt.shape is PromptShape.BOX:
        path.addRect(QRectF(points[0], points[1]).normalized())
    else:
        path.addPolygon(QPolygonF(points))
        if prompt.shape is PromptShape.POLYGON:
            path.closeSubpath()
    return path


def _draw(painter: QPainter, path: QPainterPath, colour: QColor, filled: bool) -> None:
    if filled:
        fill = QColor(colour)
        fill.setAlpha(_FILL_OPACITY)
        painter.fillPath(path, fill)
    painter.strokePath(path, QPen(_HALO, 4))
    painter.strokePath(path, QPen(colour, 2))


def _draw_number(painter: QPainter, mark: Mark, scale: float) -> None:
    x, y = mark.prompts[0].points[0]
    text = str(mark.number)
    size = painter.fontMetrics().size(0, text)
    badge = QRectF(0, 0, size.width() + 8, size.height() + 2)
    badge.moveBottomLeft(QPointF(x * scale + 6, max(y * scale - 6, badge.height())))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_MARK)
    painter.drawRoundedRect(badge, 4, 4)
    painter.setPen(Qt.GlobalColor.white)
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)


def _jpeg(picture: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "JPEG", _QUALITY)
    buffer.close()
    return bytes(data.data())
