"""The pixels of a layer within an area, and its pieces."""

from __future__ import annotations

from typing import List

from qgis.core import QgsRasterLayer, QgsRectangle
from qgis.PyQt.QtCore import QCoreApplication

from ..crs import wkt_of
from ..errors import AskRefused, TileError
from ..wire.geobox import GeoBox
from ..wire.windows import Window
from .pixel_grid import finest_pixel, has_own_pixels, native_geobox, snapped_window

translate = QCoreApplication.translate


def area_grid(layer: QgsRasterLayer, extent: QgsRectangle, pixel_size: float = 0.0) -> GeoBox:
    """The pixels of a layer within an extent: its own, or coarser ones.

    Args:
        extent: in the layer's CRS; empty means the whole layer.
        pixel_size: in units of the CRS; finer than the layer's own, or 0, means its own.

    Raises:
        AskRefused: the whole of an online layer would be endless.
        TileError: nothing of the layer lies in the extent.
    """
    provider, crs_wkt = layer.dataProvider(), wkt_of(layer.crs())
    if extent.isEmpty():
        if not has_own_pixels(layer):
            raise AskRefused(
                translate(
                    "Canvas", "“{}” has no pixels of its own that could be gone through."
                ).format(layer.name()),
                translate(
                    "Canvas", "Choose an area of this online layer, such as the map's extent."
                ),
            )
        extent = provider.extent()
    inside = extent.intersect(provider.extent())
    if inside.isEmpty():
        raise TileError(
            translate("Canvas", "“{}” has no pixels in the chosen area.").format(layer.name()),
            translate("Canvas", "Choose an area of the layer."),
        )
    finest = finest_pixel(layer)
    pixel = max(finest, pixel_size)
    if has_own_pixels(layer):
        own = snapped_window(native_geobox(provider, crs_wkt), inside)
        if pixel <= finest:
            return own
        return own.zoom_to(
            max(1, round(own.width * abs(own.affine.a) / pixel)),
            max(1, round(own.height * abs(own.affine.e) / pixel)),
        )
    columns = max(1, round(inside.width() / pixel))
    rows = max(1, round(inside.height() / pixel))
    bounds = (inside.xMinimum(), inside.yMinimum(), inside.xMaximum(), inside.yMaximum())
    return GeoBox.from_bounds(columns, rows, bounds, crs_wkt)


def window_of(grid: GeoBox) -> Window:
    """All pixels of a grid."""
    return Window(0, 0, grid.width, grid.height)


def extent_of(grid: GeoBox, window: Window) -> QgsRectangle:
    """Where a window is, in the CRS of the grid."""
    return QgsRectangle(*grid.crop(*window).bounds)


def even_windows(grid: GeoBox, side: int) -> List[Window]:
    """Windows side by side that cover the grid, row by row, about `side` pixels wide and high.

    All are of one size, give or take a pixel, so that none is a sliver at the edge.
    """
    columns, rows = _edges(grid.width, side), _edges(grid.height, side)
    return [
        Window(left, top, right - left, bottom - top)
        for top, bottom in zip(rows, rows[1:])
        for left, right in zip(columns, columns[1:])
    ]


def _edges(length: int, side: int) -> List[int]:
    count = max(1, round(length / side))
    return [round(step * length / count) for step in range(count + 1)]
