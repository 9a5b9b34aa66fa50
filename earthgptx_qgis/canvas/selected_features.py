"""Thousands of selected features, cut into tiles of a raster with the marks that lie on each.

The features are gone through twice: once for their places alone, to group them on a grid so that
each tile is read once, and once more, batch by batch, for their geometry. So memory stays flat.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from statistics import median
from typing import DefaultDict, Iterator, List, NamedTuple, Optional, Sequence, Tuple

from qgis.core import (
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsGeometry,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..crs import transform_between, wkt_of
from ..wire.resolution import SourceResolution
from .feature_prompts import prompts_of, usable_features
from .ground import pixel_to_read
from .map_marks import MapMark, SkippedFeature

translate = QCoreApplication.translate

MARKS_PER_BATCH = 64

_FEATURE_PIXELS = 128
_SMALLEST_MARGIN_PIXELS = 64
MARGIN_OF_SIZE = 0.25
_SNAPPING_PIXELS = 2


@dataclass(frozen=True)
class FeatureBatch:
    """Features that are asked about together.

    Consecutive batches may share a tile: their extents are equal, and it need not be read again.

    Attributes:
        extent: of the tile, in the raster layer's CRS.
        maximum_size: pixels of its longer side, for the TileRequest.
        marks: numbered from 1, in the CRS of the features' layer; each names its feature.
    """

    extent: QgsRectangle
    maximum_size: int
    marks: Tuple[MapMark, ...]


class _Place(NamedTuple):
    """Where a feature is, in the raster's CRS."""

    feature_id: int
    x_min: float
    y_min: float
    x_max: float
    y_max: float

    @property
    def size(self) -> float:
        return max(self.x_max - self.x_min, self.y_max - self.y_min)

    def grown(self, margin: float) -> _Place:
        return _Place(
            self.feature_id,
            self.x_min - margin,
            self.y_min - margin,
            self.x_max + margin,
            self.y_max + margin,
        )


class _Group(NamedTuple):
    """The features of one tile."""

    extent: QgsRectangle
    maximum_size: int
    feature_ids: Tuple[int, ...]


class BatchPlan:
    """The batches of a selection: `len` of it is known at once, each is made when asked for."""

    def __init__(
        self, layer: QgsVectorLayer, groups: Sequence[_Group], skipped: Sequence[SkippedFeature]
    ) -> None:
        self._layer = layer
        self._groups = tuple(groups)
        self._skipped = list(skipped)

    @property
    def skipped(self) -> Tuple[SkippedFeature, ...]:
        """The features no batch holds, each with its reason; features deleted later may join."""
        return tuple(self._skipped)

    @property
    def feature_count(self) -> int:
        """How many features the batches hold."""
        return sum(len(group.feature_ids) for group in self._groups)

    def __len__(self) -> int:
        return len(self._groups)

    def __iter__(self) -> Iterator[FeatureBatch]:
        crs_wkt = wkt_of(self._layer.crs())
        for group in self._groups:
            features = usable_features(self._layer, group.feature_ids, self._skipped)
            marks = tuple(
                MapMark(
                    number, prompts_of(feature.geometry()), crs_wkt, self._layer.id(), feature.id()
                )
                for number, feature in enumerate(features, 1)
            )
            if marks:
                yield FeatureBatch(QgsRectangle(group.extent), group.maximum_size, marks)


def plan_batches(
    layer: QgsVectorLayer,
    feature_ids: Sequence[int],
    raster_layer: QgsRasterLayer,
    transform_context: QgsCoordinateTransformContext,
    maximum_size: int = 1024,
    marks_per_batch: int = MARKS_PER_BATCH,
    resolution: Optional[SourceResolution] = None,
    margin: float = MARGIN_OF_SIZE,
) -> BatchPlan:
    """Group features into tiles of the raster, each feature whole and with a margin around it.

    The tiles have the raster's own pixels, or coarser ones where most features are larger than
    they need be to be told apart. A feature too large for a shared tile gets one of its own.

    Args:
        layer: may be in any CRS.
        maximum_size: of a tile in pixels.
        resolution: of the requests the tiles will be read with.
        margin: what is shown on each side of a feature, as a share of its size; at least 64 pixels.
    """
    skipped: List[SkippedFeature] = []
    transform = transform_between(layer.crs(), raster_layer.crs(), transform_context)
    places = list(_places(layer, feature_ids, raster_layer.extent(), transform, skipped))
    groups: List[_Group] = []
    if places:
        finest = pixel_to_read(raster_layer, raster_layer.extent(), resolution)
        pixel = max(finest, median(place.size for place in places) / _FEATURE_PIXELS)
        for inside, is_shared in _tiles(places, pixel, maximum_size, margin):
            extent = _extent(inside).intersect(raster_layer.extent())
            ids = tuple(place.feature_id for place in inside)
            # Where the raster's own pixels are wanted, there is nothing to limit.
            coarse = is_shared and pixel > finest
            longest = max(extent.width(), extent.height())
            size = min(math.ceil(longest / pixel), maximum_size) if coarse else maximum_size
            groups += [
                _Group(extent, size, ids[start : start + marks_per_batch])
                for start in range(0, len(ids), marks_per_batch)
            ]
    return BatchPlan(layer, groups, skipped)


def _places(
    layer: QgsVectorLayer,
    feature_ids: Sequence[int],
    raster_extent: QgsRectangle,
    transform: QgsCoordinateTransform,
    skipped: List[SkippedFeature],
) -> Iterator[_Place]:
    frame = QgsGeometry.fromRect(raster_extent)
    for feature in usable_features(layer, feature_ids, skipped):
        geometry = feature.geometry()
        try:
            geometry.transform(transform)
        except QgsCsException:
            reason = translate("Canvas", "it has no place in the raster's CRS")
            skipped.append(SkippedFeature(feature.id(), reason))
            continue
        if not geometry.intersects(frame):
            reason = translate("Canvas", "it lies outside the raster")
            skipped.append(SkippedFeature(feature.id(), reason))
            continue
        box = geometry.boundingBox().intersect(raster_extent)
        yield _Place(feature.id(), box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum())


def _tiles(
    places: Sequence[_Place], pixel: float, maximum_size: int, margin: float
) -> Iterator[Tuple[List[_Place], bool]]:
    """The features of each tile, grown by their margins, and whether the tile may be shared.

    A cell is half a tile wide and holds the features whose centre is in it, none larger than half
    a tile: so they fit into one tile together.
    """
    half_tile = (maximum_size - _SNAPPING_PIXELS) * pixel / 2
    cells: DefaultDict[Tuple[int, int], List[_Place]] = defaultdict(list)
    alone: List[_Place] = []
    for place in places:
        grown = place.grown(max(place.size * margin, _SMALLEST_MARGIN_PIXELS * pixel))
        if grown.size > half_tile:
            alone.append(grown)
            continue
        row = math.floor((grown.y_min + grown.y_max) / 2 / half_tile)
        column = math.floor((grown.x_min + grown.x_max) / 2 / half_tile)
        cells[(row, column)].append(grown)
    for cell in sorted(cells):
        yield cells[cell], True
    for place in alone:
        yield [place], False


def _extent(places: Sequence[_Place]) -> QgsRectangle:
    return QgsRectangle(
        min(place.x_min for place in places),
        min(place.y_min for place in places),
        max(place.x_max for place in places),
        max(place.y_max for place in places),
    )
