"""Rasters for the canvas tests, written with GDAL."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from osgeo import gdal, osr
from qgis.core import QgsRasterLayer

gdal.UseExceptions()

UTM = 32631
NORTH_UP = (500000.0, 0.6, 0.0, 4000000.0, 0.0, -0.6)
SOUTH_UP = (500000.0, 1.0, 0.0, 3999940.0, 0.0, 1.0)
_COS, _SIN = math.cos(math.radians(30)), math.sin(math.radians(30))
ROTATED = (500000.0, _COS, _SIN, 4000000.0, _SIN, -_COS)
DEGREES = (-87.9, 8.983152841195215e-05, 0.0, 41.98, 0.0, -8.983152841195215e-05)


def write_raster(
    path: Path,
    bands: np.ndarray,
    geotransform: tuple[float, ...] | None = NORTH_UP,
    epsg: int | None = UTM,
    no_data: float | None = None,
    options: Sequence[str] = (),
    corners: Sequence[tuple[float, float]] | None = None,
    driver: str = "GTiff",
) -> str:
    """Write bands (C, H, W); with `corners`, by ground control points only."""
    count, height, width = bands.shape
    kind = gdal.GetDataTypeByName(
        {"uint8": "Byte", "uint16": "UInt16", "int16": "Int16", "float32": "Float32",
         "float64": "Float64", "uint32": "UInt32", "complex64": "CFloat32"}[bands.dtype.name]
    )  # fmt: skip
    dataset = gdal.GetDriverByName(driver).Create(
        str(path), width, height, count, kind, list(options)
    )
    wkt = ""
    if epsg is not None:
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(epsg)
        wkt = reference.ExportToWkt()
    if corners is not None:
        pixels = ((0, 0), (width, 0), (width, height), (0, height))
        points = [
            gdal.GCP(x, y, 0, column, row)
            for (x, y), (column, row) in zip(corners, pixels, strict=True)
        ]
        dataset.SetGCPs(points, wkt)
    else:
        if geotransform is not None:
            dataset.SetGeoTransform(geotransform)
        if wkt:
            dataset.SetProjection(wkt)
    for index in range(count):
        band = dataset.GetRasterBand(index + 1)
        band.WriteArray(bands[index])
        if no_data is not None:
            band.SetNoDataValue(no_data)
    dataset = None
    return str(path)


def layer_of(path: str, name: str = "scene") -> QgsRasterLayer:
    layer = QgsRasterLayer(path, name)
    assert layer.isValid()
    return layer


def noise(count: int, height: int, width: int, dtype: str = "uint8") -> np.ndarray:
    return np.random.default_rng(7).integers(1, 200, (count, height, width)).astype(dtype)


def pixels_of(tile) -> np.ndarray:
    return np.frombuffer(tile.pixels.data, tile.pixels.dtype).reshape(tile.pixels.shape)


def valid_of(tile) -> np.ndarray:
    return np.frombuffer(tile.valid.data, np.uint8).reshape(tile.valid.shape)
