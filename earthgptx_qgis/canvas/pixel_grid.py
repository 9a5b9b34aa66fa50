"""The pixels a tile is made of: the layer's own, or coarser ones on the same ground."""

from __future__ import annotations

import math

from qgis.core import (
    QgsRasterDataProvider,
    QgsRasterInterface,
    QgsRasterLayer,
    QgsRectangle,
    QgsUnitTypes,
)

from ..wire.geobox import GeoBox

_TOLERANCE_PIXELS = 1e-6
_METRES_PER_PIXEL_WHERE_UNKNOWN = 0.5


def native_geobox(provider: QgsRasterDataProvider, crs_wkt: str) -> GeoBox:
    """The grid of all the provider's own pixels.

    The provider warps rotated, south-up and GCP rasters, so it is always north-up.
    """
    extent = provider.extent()
    bounds = (extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum())
    return GeoBox.from_bounds(provider.xSize(), provider.ySize(), bounds, crs_wkt)


def snapped_window(native: GeoBox, extent: QgsRectangle) -> GeoBox:
    """The native pixels that the extent touches, at least one.

    Args:
        extent: must intersect the grid.
    """
    left, top = native.to_pixel(extent.xMinimum(), extent.yMaximum())
    right, bottom = native.to_pixel(extent.xMaximum(), extent.yMinimum())
    x = min(max(math.floor(left + _TOLERANCE_PIXELS), 0), native.width - 1)
    y = min(max(math.floor(top + _TOLERANCE_PIXELS), 0), native.height - 1)
    x_end = min(max(math.ceil(right - _TOLERANCE_PIXELS), x + 1), native.width)
    y_end = min(max(math.ceil(bottom - _TOLERANCE_PIXELS), y + 1), native.height)
    return native.crop(x, y, x_end - x, y_end - y)


def has_own_pixels(layer: QgsRasterLayer) -> bool:
    """Whether the layer is a grid of its own, not drawn by a server at any size."""
    return bool(layer.dataProvider().capabilities() & QgsRasterInterface.Capability.Size)


def finest_pixel(layer: QgsRasterLayer) -> float:
    """The side of the raster's own pixels, in units of its CRS."""
    provider = layer.dataProvider()
    if has_own_pixels(layer):
        extent = provider.extent()
        return min(extent.width() / provider.xSize(), extent.height() / provider.ySize())
    units = QgsUnitTypes.fromUnitToUnitFactor(
        QgsUnitTypes.DistanceUnit.DistanceMeters, layer.crs().mapUnits()
    )
    return min(provider.nativeResolutions(), default=_METRES_PER_PIXEL_WHERE_UNKNOWN * units)
