"""Polygons made tidier without asking the model again; what was found is kept and comes back.

A refinement is always made from the segments as they came, so refinements never pile up.
"""

from __future__ import annotations

import dataclasses
import math
from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from typing import Dict, List, Sequence

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsGeometry,
    QgsSpatialIndex,
    QgsWkbTypes,
)
from qgis.PyQt.QtGui import QTransform

from ..wire.messages import Segment
from .measures import geodesic_area

_SIMPLIFY_PIXELS = 1.5
_SUPERFLUOUS_PIXELS = 0.1
_SMOOTHING_STEPS = 3
_SMOOTHING_OFFSET = 0.25
_SMOOTHING_REACH_PIXELS = 4.0
"""Corners are rounded within this distance: a large polygon loses no more than a small one."""
_LARGEST_CORRECTION = 40.0
"""Degrees a corner may be away from a right or a straight angle to be made one."""
_STRAIGHTENING_STEPS = 1000
_TOLERANCE = 1e-8
_MITRE_LIMIT = 5.0
_ARC_SEGMENTS = 8


class Outlines(Enum):
    """What becomes of each outline."""

    AS_FOUND = "as found"
    SMOOTH = "smooth"
    RIGHT_ANGLES = "right angles"


class Parts(Enum):
    """What becomes of several polygons that touch, and of one that falls into parts."""

    AS_FOUND = "as found"
    MERGE_TOUCHING = "merge touching"
    SPLIT = "split"


@dataclass(frozen=True)
class Refinement:
    """What is wanted; the default leaves everything as it was found.

    Attributes:
        smallest_area: square metres, or square units of a layer without a CRS; smaller polygons
            are dropped.
    """

    outlines: Outlines = Outlines.AS_FOUND
    parts: Parts = Parts.AS_FOUND
    smallest_area: float = 0.0


def outline_of(segment: Segment) -> QgsGeometry:
    """The outline of a segment in its tile's CRS; null where its bytes are not readable."""
    geometry = QgsGeometry()
    geometry.fromWkb(segment.wkb)
    return geometry


def refined(
    segments: Sequence[Segment],
    refinement: Refinement,
    crs: QgsCoordinateReferenceSystem,
    pixel_size: float,
    transform_context: QgsCoordinateTransformContext,
) -> List[Segment]:
    """The segments of an answer as a refinement makes them, in the order they came; in any thread.

    Args:
        crs: of the outlines.
        pixel_size: of the tile they were found on, in units of the CRS.
    """
    if refinement == Refinement():
        return list(segments)
    if refinement.parts is Parts.MERGE_TOUCHING:
        pieces = _merged(segments, pixel_size)
    elif refinement.parts is Parts.SPLIT:
        pieces = [part for segment in segments for part in _split(segment)]
    else:
        pieces = list(segments)
    area_of = geodesic_area(crs, transform_context)
    kept: List[Segment] = []
    for piece in pieces:
        shaped = _shaped(piece, refinement.outlines, crs, pixel_size)
        outline = outline_of(shaped)
        area = area_of(outline)
        if area is not None:
            shaped = dataclasses.replace(shaped, area_m2=area)
        if refinement.smallest_area <= (outline.area() if area is None else area):
            kept.append(shaped)
    return kept


def _split(segment: Segment) -> List[Segment]:
    parts = outline_of(segment).asGeometryCollection()
    return [_with_outline(segment, part) for part in parts] if len(parts) > 1 else [segment]


def _merged(segments: Sequence[Segment], pixel_size: float) -> List[Segment]:
    """Touching polygons of one label as one; it has the highest score of those it is made of."""
    by_label: Dict[str, List[Segment]] = defaultdict(list)
    for segment in segments:
        by_label[segment.label].append(segment)
    # Outlines of neighbours were simplified apart: what is closer than a pixel touches.
    gap = pixel_size / 2
    merged: List[Segment] = []
    for of_label in by_label.values():
        outlines = [_grown(outline_of(segment), gap) for segment in of_label]
        groups = QgsGeometry.unaryUnion(outlines).asGeometryCollection()
        members = _members_of(groups, outlines)
        for number, group in enumerate(groups):
            joined = [of_label[index] for index in members[number]]
            if joined:
                merged.append(_one_of(joined, group, gap))
    return sorted(merged, key=lambda segment: segment.index)


def _members_of(
    groups: Sequence[QgsGeometry], outlines: Sequence[QgsGeometry]
) -> Dict[int, List[int]]:
    """Which outlines, by index, lie in which group; every outline lies in one."""
    tree = QgsSpatialIndex()
    for number, group in enumerate(groups):
        tree.addFeature(number, group.boundingBox())
    members: Dict[int, List[int]] = defaultdict(list)
    for index, outline in enumerate(outlines):
        point = outline.pointOnSurface()
        for number in tree.intersects(point.boundingBox()):
            if groups[number].intersects(point):
                members[number].append(index)
                break
    return members


def _one_of(members: Sequence[Segment], group: QgsGeometry, gap: float) -> Segment:
    if len(members) == 1:
        return members[0]
    best = max(members, key=lambda segment: segment.score)
    joined = _with_outline(best, _grown(group, -gap))
    return dataclasses.replace(joined, index=min(member.index for member in members), mark=None)


def _grown(outline: QgsGeometry, distance: float) -> QgsGeometry:
    return outline.buffer(
        distance,
        _ARC_SEGMENTS,
        Qgis.EndCapStyle.Flat,
        Qgis.JoinStyle.Miter,
        _MITRE_LIMIT,
    )


def _shaped(
    segment: Segment, outlines: Outlines, crs: QgsCoordinateReferenceSystem, pixel_size: float
) -> Segment:
    if outlines is Outlines.AS_FOUND:
        return segment
    # The steps of the pixels would be smoothed, or made right angles, each by itself.
    simple = outline_of(segment).simplify(_SIMPLIFY_PIXELS * pixel_size)
    if outlines is Outlines.SMOOTH:
        dense = simple.densifyByDistance(_SMOOTHING_REACH_PIXELS * pixel_size)
        shaped = dense.smooth(_SMOOTHING_STEPS, _SMOOTHING_OFFSET)
        shaped = shaped.simplify(_SUPERFLUOUS_PIXELS * pixel_size)
    else:
        shaped = _with_right_angles(simple, crs)
    if not shaped.isGeosValid():
        shaped = shaped.makeValid()
    usable = not shaped.isEmpty() and shaped.type() == QgsWkbTypes.GeometryType.PolygonGeometry
    return _with_outline(segment, shaped) if usable else segment


def _with_right_angles(outline: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> QgsGeometry:
    """Right angles on the ground: a degree of longitude is shorter than one of latitude."""
    shrink = 1.0
    if crs.isGeographic():
        shrink = max(math.cos(math.radians(outline.boundingBox().center().y())), 0.01)
    flat = QgsGeometry(outline)
    flat.transform(QTransform.fromScale(shrink, 1.0))
    square = flat.orthogonalize(_TOLERANCE, _STRAIGHTENING_STEPS, _LARGEST_CORRECTION)
    _lay_over(square, flat)
    square.transform(QTransform.fromScale(1.0 / shrink, 1.0))
    return square


def _lay_over(outline: QgsGeometry, other: QgsGeometry) -> None:
    """Move and scale an outline to the place and the area of another one.

    QGIS holds the first corner where it is, and lets the others go where the angles take them.
    """
    if outline.area() <= 0.0:
        return
    scale = math.sqrt(other.area() / outline.area())
    start, goal = outline.centroid().asPoint(), other.centroid().asPoint()
    to_origin = QTransform.fromTranslate(-start.x(), -start.y())
    to_goal = QTransform.fromTranslate(goal.x(), goal.y())
    outline.transform(to_origin * QTransform.fromScale(scale, scale) * to_goal)


def _with_outline(segment: Segment, outline: QgsGeometry) -> Segment:
    outline = QgsGeometry(outline)
    outline.convertToMultiType()
    return dataclasses.replace(segment, wkb=bytes(outline.asWkb().data()))
