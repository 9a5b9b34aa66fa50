"""The places whose scenes are classified: the tiles of a grid, or polygons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterator, List, Optional

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsRasterLayer,
    QgsRectangle,
)

from ..canvas.area import area_grid, even_windows, extent_of
from ..crs import transform_between
from .features import Features
from .inquiry import RasterInquiry


@dataclass(frozen=True)
class Place:
    """A place.

    Attributes:
        row: its feature.
        extent: in the CRS of the raster, not beyond it; None where the raster does not reach.
    """

    row: QgsFeature
    extent: Optional[QgsRectangle]


def grid_places(layer: QgsRasterLayer, extent: QgsRectangle, side: int) -> List[Place]:
    """Rectangles side by side, row by row from the north-west.

    Args:
        extent: as of `area_grid`.
        side: of one, in pixels of the layer.

    Raises:
        AskRefused, TileError: as `area_grid`.
    """
    grid = area_grid(layer, extent)
    places = []
    for window in even_windows(grid, side):
        row = QgsFeature()
        row.setGeometry(QgsGeometry.fromRect(extent_of(grid, window)))
        places.append(Place(row, extent_of(grid, window)))
    return places


def polygon_places(inquiry: RasterInquiry, features: Features) -> Iterator[Place]:
    """The rectangles around polygons.

    Raises:
        Stopped: the person asked to stop.
    """
    layer = inquiry.layer
    to_raster = transform_between(features.crs(), layer.crs(), inquiry.transform_context)
    for row in features.getFeatures(QgsFeatureRequest()):
        yield Place(row, _extent(row.geometry(), to_raster, layer.extent()))


def _extent(
    geometry: QgsGeometry, to_raster: QgsCoordinateTransform, whole: QgsRectangle
) -> Optional[QgsRectangle]:
    try:
        geometry.transform(to_raster)
    except QgsCsException:
        return None
    extent = geometry.boundingBox().intersect(whole)
    return None if extent.isEmpty() else extent
