"""One instance seen in several windows becomes one again.

Two windows see the same ground where they overlap. Instances of one label that agree there are the
same thing: of its sightings a whole one is kept, and where every window cut it, the pieces are
joined. A patch of water that is whole in one window may be a scrap of the river in another, so a
whole one must be nearly all that was seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from backend.polygons.geodesy import geodesic_area
from earthgptx_qgis.wire.geobox import GeoBox
from earthgptx_qgis.wire.messages import Segment
from earthgptx_qgis.wire.windows import Window

_SAME_IOU = 0.5
_SAME_CONTAINED = 0.8
_NEARLY_ALL = 0.7
"""A whole sighting of at least this share of all that was seen of a thing stands for it."""
_AT_EDGE_PIXELS = 1.0


@dataclass(frozen=True)
class Sighting:
    """A segment and the window it was seen in."""

    segment: Segment
    window: Window


def join_across_seams(sightings: list[Sighting], geobox: GeoBox) -> list[Segment]:
    """The segments of a whole raster from those of its overlapping windows, best score first.

    Boxes are in pixels of the whole raster, and the index counts anew.

    Args:
        geobox: of the whole raster.
    """
    shapes = [shapely.from_wkb(sighting.segment.wkb) for sighting in sightings]
    joined = [
        _joined([sightings[index] for index in group], [shapes[index] for index in group], geobox)
        for group in _groups(sightings, shapes, geobox)
    ]
    joined.sort(key=lambda segment: -segment.score)
    return [replace(segment, index=index) for index, segment in enumerate(joined)]


def _groups(
    sightings: list[Sighting], shapes: Sequence[BaseGeometry], geobox: GeoBox
) -> list[list[int]]:
    """Which sightings are of one thing, as positions; in the order of their first."""
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = [
        (one, other)
        for one, other in zip(first.tolist(), second.tolist(), strict=True)
        if one < other
        and _are_same(sightings[one], sightings[other], shapes[one], shapes[other], geobox)
    ]
    count = len(sightings)
    ends = np.array(pairs, int).reshape(-1, 2)
    graph = coo_matrix((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(count, count))
    _, names = connected_components(graph, directed=False)
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for index, name in enumerate(names.tolist()):
        groups[name].append(index)
    return list(groups.values())


def _are_same(
    one: Sighting, other: Sighting, shape: BaseGeometry, other_shape: BaseGeometry, geobox: GeoBox
) -> bool:
    shared = one.window.intersection(other.window)
    if shared is None or one.window == other.window or one.segment.label != other.segment.label:
        return False
    overlap = _footprint(shared, geobox)
    here, there = shape.intersection(overlap), other_shape.intersection(overlap)
    both = here.intersection(there).area
    smaller = min(here.area, there.area)
    return both > 0 and (
        both / (here.area + there.area - both) >= _SAME_IOU or both / smaller >= _SAME_CONTAINED
    )


def _footprint(window: Window, geobox: GeoBox) -> shapely.Polygon:
    x, y, width, height = window
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    return shapely.Polygon([geobox.to_world(*corner) for corner in corners])


def _joined(sightings: list[Sighting], shapes: Sequence[BaseGeometry], geobox: GeoBox) -> Segment:
    best = max(sightings, key=lambda sighting: sighting.segment.score).segment
    union = shapely.union_all(shapes)
    whole = [
        sighting
        for sighting, shape in zip(sightings, shapes, strict=True)
        if not _is_cut(sighting, geobox) and shape.area >= _NEARLY_ALL * union.area
    ]
    if whole or len(sightings) == 1:
        kept = max(whole or sightings, key=lambda sighting: sighting.segment.score)
        return replace(kept.segment, score=best.score, box=_scene_box(kept))
    parts = [part for part in shapely.get_parts(union) if isinstance(part, shapely.Polygon)]
    polygons = shapely.orient_polygons(MultiPolygon(parts))
    boxes = np.array([_scene_box(sighting) for sighting in sightings])
    return replace(
        best,
        wkb=shapely.to_wkb(polygons, byte_order=1),
        area_m2=geodesic_area(polygons, geobox.crs_wkt),
        box=(*boxes[:, :2].min(axis=0).tolist(), *boxes[:, 2:].max(axis=0).tolist()),
    )


def _is_cut(sighting: Sighting, geobox: GeoBox) -> bool:
    """Whether the instance reaches an edge of its window beyond which the raster goes on."""
    x_min, y_min, x_max, y_max = sighting.segment.box
    x, y, width, height = sighting.window
    return (
        (x_min < _AT_EDGE_PIXELS and x > 0)
        or (y_min < _AT_EDGE_PIXELS and y > 0)
        or (x_max > width - _AT_EDGE_PIXELS and x + width < geobox.width)
        or (y_max > height - _AT_EDGE_PIXELS and y + height < geobox.height)
    )


def _scene_box(sighting: Sighting) -> tuple[float, float, float, float]:
    x_min, y_min, x_max, y_max = sighting.segment.box
    x, y = sighting.window.x, sighting.window.y
    return (x_min + x, y_min + y, x_max + x, y_max + y)
