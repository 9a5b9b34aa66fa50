"""A raster for the engine that finds what is bright, and whose tiles have 256 pixels."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from osgeo import gdal, osr

# Columns and rows, from and to: whole in a tile, across a seam, across four tiles, and a long one.
OBJECTS = ((20, 40, 20, 50), (180, 200, 30, 50), (190, 240, 190, 240), (50, 550, 300, 320))


def write_bright_things(path: Path, objects: Sequence[tuple[int, int, int, int]] = OBJECTS) -> str:
    """600 x 400 pixels of half a metre."""
    pixels = np.full((400, 600), 10, np.uint8)
    for left, right, top, bottom in objects:
        pixels[top:bottom, left:right] = 200
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), 600, 400, 1)
    dataset.SetGeoTransform((500000.0, 0.5, 0.0, 5000200.0, 0.0, -0.5))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32632)
    dataset.SetProjection(reference.ExportToWkt())
    dataset.WriteArray(pixels)
    return str(path)
