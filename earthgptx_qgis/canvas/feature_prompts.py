"""The geometry of a feature as prompts: a point, a line as a scribble, a polygon."""

from __future__ import annotations

from typing import Iterator, List, Sequence, Tuple

from qgis.core import (
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsPointXY,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..wire.messages import PromptShape
from .map_marks import MapPrompt

_SHAPES = {
    QgsWkbTypes.GeometryType.PointGeometry: PromptShape.POINT,
    QgsWkbTypes.GeometryType.LineGeometry: PromptShape.SCRIBBLE,
    QgsWkbTypes.GeometryType.PolygonGeometry: PromptShape.POLYGON,
}
_IDS_PER_REQUEST = 1000


def features_of(
    layer: QgsVectorLayer, feature_ids: Sequence[int], with_attributes: bool = False
) -> Iterator[QgsFeature]:
    """The layer's features with these ids, in the order of the ids; those it lacks are left out.

    Asks for a thousand at a time, so memory stays flat however many ids there are.
    """
    for start in range(0, len(feature_ids), _IDS_PER_REQUEST):
        ids = list(feature_ids[start : start + _IDS_PER_REQUEST])
        request = QgsFeatureRequest().setFilterFids(ids)
        if not with_attributes:
            request.setNoAttributes()
        found = {feature.id(): feature for feature in layer.getFeatures(request)}
        yield from (found[feature_id] for feature_id in ids if feature_id in found)


def why_unusable(geometry: QgsGeometry) -> str:
    """Why the geometry cannot be a mark, in words for the user; empty where it can."""
    if geometry.isNull() or geometry.isEmpty():
        return QCoreApplication.translate("Canvas", "it has no geometry")
    if geometry.type() not in _SHAPES:
        return QCoreApplication.translate("Canvas", "its geometry is of mixed kinds")
    if not geometry.isGeosValid():
        return QCoreApplication.translate("Canvas", "its geometry is invalid")
    return ""


def prompts_of(geometry: QgsGeometry) -> Tuple[MapPrompt, ...]:
    """One prompt for each part of a geometry that is not unusable.

    Curves become straight pieces. Holes are left out: a mark says where to look.
    """
    shape = _SHAPES[geometry.type()]
    if geometry.constGet().hasCurvedSegments():
        geometry = QgsGeometry(geometry.constGet().segmentize())
    return tuple(
        MapPrompt(shape, tuple((point.x(), point.y()) for point in part))
        for part in _parts(geometry, shape)
    )


def _parts(geometry: QgsGeometry, shape: PromptShape) -> List[List[QgsPointXY]]:
    multiple = geometry.isMultipart()
    if shape is PromptShape.POINT:
        return [[point] for point in (geometry.asMultiPoint() if multiple else [geometry.asPoint()])]
    if shape is PromptShape.SCRIBBLE:
        return geometry.asMultiPolyline() if multiple else [geometry.asPolyline()]
    polygons = geometry.asMultiPolygon() if multiple else [geometry.asPolygon()]
    return [rings[0] for rings in polygons if rings]
