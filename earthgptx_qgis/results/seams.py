"""One object seen in several overlapping tiles becomes one again.

Two tiles see the same ground where they overlap. Objects of one label that agree there are the same
thing: of its sightings a whole one is kept, and where every tile cut it, the pieces are joined. A
patch of water that is whole in one tile may be a scrap of the river in another, so a whole one must
be nearly all that was seen. The command line does the same in `backend/scenes/seams.py`.
"""

from __future__ import annotations

import dataclasses
from typing import Callable, Dict, List, Optional, Sequence

from qgis.core import QgsGeometry, QgsRectangle, QgsSpatialIndex, QgsWkbTypes

from ..wire.geobox import GeoBox
from ..wire.messages import Segment
from ..wire.windows import Window

_SAME_IOU = 0.5
_SAME_CONTAINED = 0.8
_NEARLY_ALL = 0.7
"""A whole sighting of at least this share of all that was seen of a thing stands for it."""
_AT_EDGE_PIXELS = 1.0


@dataclasses.dataclass(frozen=True)
class Sighting:
    """A segment as one tile showed it.

    Attributes:
        outline: of the segment, in the CRS of the grid.
        is_cut: it reaches an edge of its tile beyond which the grid goes on.
    """

    segment: Segment
    outline: QgsGeometry
    window: Window
    is_cut: bool


class SeamJoiner:
    """Takes the segments of tile after tile and gives each object once, as early as it can."""

    def __init__(self, grid: GeoBox, area_of: Callable[[QgsGeometry], Optional[float]]) -> None:
        """Nothing has been seen yet.

        Args:
            grid: the pixels that the windows are counted in.
            area_of: the square metres of a joined outline; None where they cannot be known.
        """
        self._grid = grid
        self._area_of = area_of
        self._open: List[Sighting] = []

    def add(self, window: Window, tile: GeoBox, segments: Sequence[Segment]) -> None:
        """Take what one tile showed.

        Args:
            tile: the grid that the boxes of the segments are in.
        """
        for segment in segments:
            outline = QgsGeometry()
            outline.fromWkb(segment.wkb)
            if not outline.isNull():
                is_cut = _is_cut(segment, tile, window, self._grid)
                self._open.append(Sighting(segment, outline, window, is_cut))

    def settled(self, to_come: Optional[QgsRectangle]) -> List[Segment]:
        """The objects that no tile to come can show again, best score first.

        Args:
            to_come: where these tiles lie, in the CRS of the grid; None where none is to come.
        """
        settled: List[Segment] = []
        still_open: List[Sighting] = []
        for group in self._groups():
            if to_come is not None and any(
                one.outline.boundingBoxIntersects(to_come) for one in group
            ):
                still_open += group
            else:
                settled.append(self._joined(group))
        self._open = still_open
        return sorted(settled, key=lambda segment: -segment.score)

    def _groups(self) -> List[List[Sighting]]:
        """Which sightings are of one thing, in the order of their first."""
        index = QgsSpatialIndex()
        group_of: Dict[int, List[int]] = {}
        for number, sighting in enumerate(self._open):
            group = [number]
            for other in sorted(index.intersects(sighting.outline.boundingBox())):
                if group_of[other] is not group and self._are_same(sighting, self._open[other]):
                    group = group_of[other] + group
                    group_of.update(dict.fromkeys(group, group))
            group_of[number] = group
            index.addFeature(number, sighting.outline.boundingBox())
        groups = {id(group): group for group in group_of.values()}
        return [[self._open[number] for number in sorted(group)] for group in groups.values()]

    def _are_same(self, one: Sighting, other: Sighting) -> bool:
        shared = one.window.intersection(other.window)
        if shared is None or one.window == other.window:
            return False
        if one.segment.label != other.segment.label:
            return False
        overlap = QgsGeometry.fromRect(QgsRectangle(*self._grid.crop(*shared).bounds))
        here, there = one.outline.intersection(overlap), other.outline.intersection(overlap)
        both = here.intersection(there).area()
        smaller = min(here.area(), there.area())
        return both > 0 and (
            both / (here.area() + there.area() - both) >= _SAME_IOU
            or both / smaller >= _SAME_CONTAINED
        )

    def _joined(self, group: Sequence[Sighting]) -> Segment:
        best = max(group, key=lambda sighting: sighting.segment.score).segment
        union = QgsGeometry.unaryUnion([sighting.outline for sighting in group])
        least = _NEARLY_ALL * union.area()
        whole = [item for item in group if not item.is_cut and item.outline.area() >= least]
        if whole or len(group) == 1:
            kept = max(whole or group, key=lambda sighting: sighting.segment.score)
            return dataclasses.replace(kept.segment, score=best.score)
        outline = _polygons_of(union)
        return dataclasses.replace(best, wkb=outline.asWkb().data(), area_m2=self._area_of(outline))


def _is_cut(segment: Segment, tile: GeoBox, window: Window, grid: GeoBox) -> bool:
    x_min, y_min, x_max, y_max = segment.box
    left, top, right, bottom = window.bounds
    return (
        (x_min < _AT_EDGE_PIXELS and left > 0)
        or (y_min < _AT_EDGE_PIXELS and top > 0)
        or (x_max > tile.width - _AT_EDGE_PIXELS and right < grid.width)
        or (y_max > tile.height - _AT_EDGE_PIXELS and bottom < grid.height)
    )


def _polygons_of(union: QgsGeometry) -> QgsGeometry:
    """A MultiPolygon of what has an area: pieces may also touch in a point or a line."""
    union.convertGeometryCollectionToSubclass(QgsWkbTypes.GeometryType.PolygonGeometry)
    union.convertToMultiType()
    return union
