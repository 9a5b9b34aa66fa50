"""Marks in map coordinates to marks in the pixels of a tile."""

from __future__ import annotations

from typing import Dict, List, Sequence, Tuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsRectangle,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..crs import crs_of, transform_between
from ..errors import MarkOutsideTile
from ..wire.geobox import GeoBox
from ..wire.messages import Mark, PromptShape, VisualPrompt
from .map_marks import MapMark, MapPrompt
from .prompt_geometry import geometry_of

translate = QCoreApplication.translate

_VERTICES_BEFORE_SIMPLIFYING = 500
_SIMPLIFY_PIXELS = 0.1


def marks_on_tile(
    marks: Sequence[MapMark],
    geobox: GeoBox,
    layer_crs: QgsCoordinateReferenceSystem,
    transform_context: QgsCoordinateTransformContext,
    layer_name: str = "",
) -> Tuple[Mark, ...]:
    """The same marks in tile pixels, in the same order and with the same numbers.

    A box stays a box where its sides stay rows and columns of the tile, else it becomes a polygon.
    What reaches beyond the tile is cut off at its edge.

    Args:
        geobox: of the tile, in layer_crs.
        layer_name: named in the error.

    Raises:
        MarkOutsideTile: nothing of some marks is on the tile.
    """
    transforms: Dict[str, QgsCoordinateTransform] = {
        crs_wkt: transform_between(crs_of(crs_wkt), layer_crs, transform_context)
        for crs_wkt in {mark.crs_wkt for mark in marks}
    }
    placed: List[Mark] = []
    outside: List[int] = []
    for mark in marks:
        prompts = [
            visual
            for prompt in mark.prompts
            for visual in _place(prompt, geobox, transforms[mark.crs_wkt])
        ]
        if any(prompt.positive for prompt in prompts):
            placed.append(Mark(mark.number, tuple(prompts), mark.feature_id))
        else:
            outside.append(mark.number)
    if outside:
        raise _outside_error(tuple(outside), layer_name)
    return tuple(placed)


def _place(
    prompt: MapPrompt, geobox: GeoBox, transform: QgsCoordinateTransform
) -> List[VisualPrompt]:
    """The prompt in tile pixels: none outside the tile, several where the edge cuts it apart."""
    stays_box = (
        prompt.shape is PromptShape.BOX
        and transform.isShortCircuited()
        and geobox.affine.b == geobox.affine.d == 0.0
    )
    if stays_box:
        parts = _box_on_tile(prompt, geobox)
        return [VisualPrompt(PromptShape.BOX, part, prompt.positive) for part in parts]
    geometry = geometry_of(prompt, dense=True)
    try:
        geometry.transform(transform)
    except QgsCsException:
        return []  # no place in the layer's CRS is no place on the tile
    shape = PromptShape.POLYGON if prompt.shape is PromptShape.BOX else prompt.shape
    pixels = _clip(_in_pixels(geometry, geobox, shape), geobox)
    return [VisualPrompt(shape, part, prompt.positive) for part in _parts(pixels, shape)]


def _box_on_tile(
    prompt: MapPrompt, geobox: GeoBox
) -> List[Tuple[Tuple[float, float], Tuple[float, float]]]:
    (x_1, y_1), (x_2, y_2) = (geobox.to_pixel(x, y) for x, y in prompt.points)
    left, right = max(min(x_1, x_2), 0.0), min(max(x_1, x_2), float(geobox.width))
    top, bottom = max(min(y_1, y_2), 0.0), min(max(y_1, y_2), float(geobox.height))
    return [((left, top), (right, bottom))] if left < right and top < bottom else []


def _in_pixels(geometry: QgsGeometry, geobox: GeoBox, shape: PromptShape) -> QgsGeometry:
    points = [QgsPointXY(*geobox.to_pixel(v.x(), v.y())) for v in geometry.vertices()]
    if shape is PromptShape.POINT:
        return QgsGeometry.fromPointXY(points[0])
    if shape is PromptShape.SCRIBBLE:
        return QgsGeometry.fromPolylineXY(points)
    return QgsGeometry.fromPolygonXY([points])


def _clip(pixels: QgsGeometry, geobox: GeoBox) -> QgsGeometry:
    frame = QgsRectangle(0.0, 0.0, float(geobox.width), float(geobox.height))
    if pixels.constGet().nCoordinates() > _VERTICES_BEFORE_SIMPLIFYING:
        pixels = pixels.simplify(_SIMPLIFY_PIXELS)
    if frame.contains(pixels.boundingBox()):
        return pixels
    # A ring drawn by hand may cross itself, which GEOS refuses to cut.
    sound = pixels if pixels.isGeosValid() else pixels.makeValid()
    return sound.intersection(QgsGeometry.fromRect(frame))


def _parts(pixels: QgsGeometry, shape: PromptShape) -> List[Tuple[Tuple[float, float], ...]]:
    kind = {
        PromptShape.POINT: QgsWkbTypes.GeometryType.PointGeometry,
        PromptShape.SCRIBBLE: QgsWkbTypes.GeometryType.LineGeometry,
        PromptShape.POLYGON: QgsWkbTypes.GeometryType.PolygonGeometry,
    }[shape]
    # A shape that merely touches the edge of the tile leaves a point or a line there.
    parts = [part for part in pixels.asGeometryCollection() if part.type() == kind]
    if shape is PromptShape.POLYGON:
        lines = [part.asPolygon()[0] for part in parts]
    elif shape is PromptShape.SCRIBBLE:
        lines = [part.asPolyline() for part in parts]
    else:
        lines = [[part.asPoint()] for part in parts]
    return [tuple((point.x(), point.y()) for point in line) for line in lines]


def _outside_error(numbers: Tuple[int, ...], layer_name: str) -> MarkOutsideTile:
    named = ", ".join(str(number) for number in numbers)
    return MarkOutsideTile(
        numbers,
        translate("Canvas", "Mark {numbers} lies outside the pixels read from “{layer}”.").format(
            numbers=named, layer=layer_name
        ),
        translate("Canvas", "Zoom so that layer and marks are in view, or remove the mark."),
    )
