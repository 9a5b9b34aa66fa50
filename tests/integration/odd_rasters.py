"""Rasters that lie, or are made, otherwise than most, each with one bright block."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from osgeo import gdal
from qgis.core import QgsGeometry, QgsPointXY

from tests.plugin.canvas_rasters import DEGREES, ROTATED, SOUTH_UP, write_raster

CORNERS = ((500000, 4000000), (500080, 4000010), (500072, 3999950), (499992, 3999940))


def pixels(
    count: int = 3, height: int = 60, width: int = 80, dtype: str = "uint8", block: int = 200
) -> np.ndarray:
    """(C, H, W): dark grain, and bright in the middle half of each direction."""
    dark = np.random.default_rng(7).integers(1, 100, (count, height, width)).astype(dtype)
    top, left = height // 4, width // 4
    dark[:, top : height - top, left : width - left] = block
    return dark


def partly_not_a_number() -> np.ndarray:
    values = pixels(1, dtype="float32")
    values[:, :10] = np.nan
    values[0, 50, 50] = np.inf
    return values


ODD_RASTERS: dict[str, Callable[[Path], str]] = {
    "without CRS": lambda path: write_raster(path, pixels(), epsg=None),
    "rotated": lambda path: write_raster(path, pixels(), ROTATED),
    "south-up": lambda path: write_raster(path, pixels(), SOUTH_UP),
    "degrees": lambda path: write_raster(path, pixels(), DEGREES, epsg=4326),
    "control points only": lambda path: write_raster(path, pixels(), corners=CORNERS),
    "partly not a number": lambda path: write_raster(path, partly_not_a_number()),
    "one band": lambda path: write_raster(path, pixels(1)),
    "16 bits": lambda path: write_raster(path, pixels(dtype="uint16", block=60000)),
    "four bands": lambda path: write_raster(path, pixels(4)),
    "1 x 1": lambda path: write_raster(path, pixels(height=1, width=1)),
    "3 x 20000": lambda path: write_raster(path, pixels(1, height=20000, width=3)),
}


def ground_of_block(path: str) -> QgsGeometry:
    """The block in the raster's CRS, from what the file says of itself."""
    dataset = gdal.Open(path)
    points = dataset.GetGCPs()
    place = gdal.GCPsToGeoTransform(points) if points else dataset.GetGeoTransform()
    width, height = dataset.RasterXSize, dataset.RasterYSize
    left, top = width // 4, height // 4
    right, bottom = width - left, height - top
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    ring = [QgsPointXY(*gdal.ApplyGeoTransform(place, *corner)) for corner in corners]
    return QgsGeometry.fromPolygonXY([ring])
