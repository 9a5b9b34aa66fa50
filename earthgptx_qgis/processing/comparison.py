"""One phrase looked for in two rasters: what changed where both of them have data."""

from __future__ import annotations

import dataclasses
import math
from typing import Callable, Iterator, List, Optional, Tuple

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFields,
    QgsGeometry,
    QgsPointXY,
    QgsRectangle,
)

from ..canvas.pixel_grid import has_own_pixels
from ..canvas.view_extent import seen_of
from ..crs import transform_between, wkt_of
from ..errors import AskRefused
from ..results.changes import CHANGE_FIELD, SURE_FIELD, Change, Changed, Dates, Sighting
from ..results.provenance import AnswerContext
from ..results.segment_rows import SegmentRows
from ..wire.geobox import GeoBox
from ..wire.messages import Array, Segment, Tile
from ..wire.windows import Window
from .inquiry import RasterInquiry
from .search import Search
from .texts import tr

Compare = Callable[[Dates], Iterator[Changed]]


class _Look(Search):
    """A search that remembers where it had data."""

    def __init__(self, inquiry: RasterInquiry, phrase: str, extent: QgsRectangle) -> None:
        # The model's own pixels, and whatever score: what it doubts is compared as well.
        super().__init__(inquiry, phrase, extent, pixel_size=0.0, minimum_score=0.0)
        self._seen: List[Tuple[GeoBox, Optional[Array]]] = []

    def saw(self, place: QgsPointXY) -> bool:
        """Whether a place, in the layer's CRS, was looked at and has data."""
        for geobox, valid in self._seen:
            x, y = map(math.floor, geobox.to_pixel(place.x(), place.y()))
            is_inside = 0 <= x < geobox.width and 0 <= y < geobox.height
            if is_inside and (valid is None or valid.data[y * geobox.width + x]):
                return True
        return False

    def _look_at(self, window: Window) -> Tile:
        tile = super()._look_at(window)
        self._seen.append((tile.geobox, tile.valid))
        return tile


class Comparison:
    """Two dates of a place; what changed is told in the CRS of the later one."""

    def __init__(
        self, earlier: RasterInquiry, later: RasterInquiry, phrase: str, chosen: QgsRectangle
    ) -> None:
        """Decide on the tiles.

        Args:
            chosen: the area to compare, in the CRS of the later layer; empty means wherever both
                layers lie.

        Raises:
            AskRefused: the layers do not lie on the same ground, or one has no CRS.
            TileError: as `area_grid`.
        """
        _check_crs(earlier, later)
        context = later.transform_context
        self._to_later = transform_between(earlier.layer.crs(), later.layer.crs(), context)
        self._to_earlier = transform_between(later.layer.crs(), earlier.layer.crs(), context)
        self._context, self._crs_wkt = context, wkt_of(later.layer.crs())
        self._model_minimum = later.model.minimum_score
        in_earlier, in_later = self._extents(earlier, later, chosen)
        self._earlier = _Look(earlier, phrase, in_earlier)
        self._later = _Look(later, phrase, in_later)

    @property
    def pixel_size(self) -> float:
        """The side of the pixels that were read, in units of the later CRS: the coarser ones."""
        earlier = self._to_later.transformBoundingBox(self._earlier.pixel_within())
        return max(earlier.width(), self._later.pixel_within().width())

    @property
    def contexts(self) -> Tuple[AnswerContext, ...]:
        """Where the polygons of the dates come from, once something was looked at."""
        contexts = (self._earlier.context, self._later.context)
        return tuple(context for context in contexts if context is not None)

    def rows(
        self, minimum_score: Optional[float], compare: Compare, fields: QgsFields
    ) -> Iterator[QgsFeature]:
        """What changed and what did not, where both dates were looked at and have data.

        Stopping ends it early with what there is.

        Args:
            minimum_score: None means what suits the model.
            fields: as of `change_fields`.

        Raises:
            TileError: not a single tile of one date could be read.
            AnswerFailed: the backend could not answer.
        """
        earlier = [_sighting(segment, self._to_later) for segment in self._earlier.found()]
        as_it_is = QgsCoordinateTransform()
        later = [_sighting(segment, as_it_is) for segment in self._later.found()]
        minimum = self._model_minimum if minimum_score is None else minimum_score
        rows_of = {
            look: SegmentRows(
                dataclasses.replace(look.context, crs_wkt=self._crs_wkt), fields, self._context
            )
            for look in (self._earlier, self._later)
            if look.context is not None
        }
        for changed in compare(Dates(earlier, later, minimum)):
            if self._is_seen_at_both(changed):
                is_gone = changed.change is Change.DISAPPEARED
                own = self._earlier if is_gone else self._later
                row = rows_of[own].row(changed.segment())
                if row is not None:
                    row[CHANGE_FIELD], row[SURE_FIELD] = changed.change.value, changed.sure
                    yield row

    def _is_seen_at_both(self, changed: Changed) -> bool:
        """Whether the other date has data there: what only one of them shows did not change."""
        place = changed.sighting.outline.pointOnSurface().asPoint()
        if changed.change is Change.APPEARED:
            return self._earlier.saw(self._to_earlier.transform(place))
        return changed.change is Change.STAYED or self._later.saw(place)

    def _extents(
        self, earlier: RasterInquiry, later: RasterInquiry, chosen: QgsRectangle
    ) -> Tuple[QgsRectangle, QgsRectangle]:
        """Where both lie, in the CRS of each."""
        layers = (earlier.layer, later.layer)
        if chosen.isEmpty() and not any(map(has_own_pixels, layers)):
            return chosen, chosen  # two online layers: the whole world, which a search refuses
        common = later.layer.extent() if chosen.isEmpty() else chosen
        whole = earlier.layer.extent()
        try:
            in_earlier = seen_of(whole, common, self._to_earlier).intersect(whole)
            in_later = seen_of(common, in_earlier, self._to_later).intersect(common)
        except QgsCsException:
            in_earlier = in_later = QgsRectangle()
        if in_earlier.isEmpty() or in_later.isEmpty():
            raise AskRefused(
                tr("“{earlier}” and “{later}” do not lie on the same ground there.").format(
                    earlier=earlier.layer.name(), later=later.layer.name()
                ),
                tr("Choose two rasters of one place and an area that both show."),
            )
        return in_earlier, in_later


def _check_crs(earlier: RasterInquiry, later: RasterInquiry) -> None:
    has_crs = {inquiry.layer.crs().isValid(): inquiry.layer.name() for inquiry in (earlier, later)}
    if len(has_crs) > 1:
        raise AskRefused(
            tr("“{without}” has no CRS and “{other}” has one: they cannot be compared.").format(
                without=has_crs[False], other=has_crs[True]
            ),
            tr("Set the CRS of the layer that has none."),
        )


def _sighting(segment: Segment, transform: QgsCoordinateTransform) -> Sighting:
    outline = QgsGeometry()
    outline.fromWkb(segment.wkb)
    outline.transform(transform)
    return Sighting(segment, outline)
