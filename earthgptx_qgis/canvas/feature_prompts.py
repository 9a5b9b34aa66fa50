"""The geometry of a feature as prompts: a point, a line as a scribble, a polygon."""

from __future__ import annotations

from typing import Iterator, List, Optional, Sequence, Tuple

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
from .map_marks import MapPrompt, SkippedFeature

translate = QCoreApplication.translate

_SHAPES = {
    QgsWkbTypes.GeometryType.PointGeometry: PromptShape.POINT,
    QgsWkbTypes.GeometryType.LineGeometry: PromptShape.SCRIBBLE,
    QgsWkbTypes.GeometryType.PolygonGeometry: PromptShape.POLYGON,
}
_IDS_PER_REQUEST = 1000


def usable_features(
    layer: QgsVectorLayer, feature_ids: Sequence[int], skipped: List[SkippedFeature]
) -> Iterator[QgsFeature]:
    """The features with these ids that can be marked, in the order of the ids, without attributes.

    Asks for a thousand at a time, so memory stays flat however many ids there are.

    Args:
        skipped: the others are appended here, each with its reason.
    """
    for start in range(0, len(feature_ids), _IDS_PER_REQUEST):
        ids = list(feature_ids[start : start + _IDS_PER_REQUEST])
        request = QgsFeatureRequest().setFilterFids(ids).setNoAttributes()
        found = {feature.id(): feature for feature in layer.getFeatures(request)}
        for feature_id in ids:
            reason = _why_unusable(found.get(feature_id))
            if reason:
                skipped.append(SkippedFeature(feature_id, reason))
            else:
                yield found[feature_id]


def prompts_of(geometry: QgsGeometry) -> Tuple[MapPrompt, ...]:
    """One prompt for each part of a usable feature's geometry.

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
        return [
            [point] for point in (geometry.asMultiPoint() if multiple else [geometry.asPoint()])
        ]
    if shape is PromptShape.SCRIBBLE:
        return geometry.asMultiPolyline() if multiple else [geometry.asPolyline()]
    polygons = geometry.asMultiPolygon() if multiple else [geometry.asPolygon()]
    return [rings[0] for rings in polygons if rings]


def _why_unusable(feature: Optional[QgsFeature]) -> str:
    if feature is None:
        return translate("Canvas", "it is no longer in the layer")
    geometry = feature.geometry()
    if geometry.isNull() or geometry.isEmpty():
        return translate("Canvas", "it has no geometry")
    if geometry.type() not in _SHAPES:
        return translate("Canvas", "its geometry is of mixed kinds")
    if not geometry.isGeosValid():
        return translate("Canvas", "its geometry is invalid")
    return ""
