"""Raster files for tests, half a metre a pixel, and the ground of a scene of such pixels."""

import rasterio
import shapely
from pyproj import CRS

from earthgptx_qgis.wire.geobox import Affine, GeoBox

UTM = "EPSG:32633"
NORTH_UP = rasterio.Affine(0.5, 0, 500_000, 0, -0.5, 5_800_000)
SCENE = GeoBox(200, 100, Affine(0.5, 0, 500_000, 0, -0.5, 5_800_000), CRS.from_epsg(32633).to_wkt())


def write_raster(path, values, transform=NORTH_UP, crs=UTM, colours=None, **options):
    """A GeoTIFF of (C, H, W) values."""
    count, height, width = values.shape
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=width,
        height=height,
        count=count,
        dtype=values.dtype,
        transform=transform,
        crs=crs,
        **options,
    ) as dataset:
        dataset.write(values)
        if colours:
            dataset.colorinterp = colours
    return path


def ground(box):
    """The ground of a box given in pixels of SCENE."""
    (x_min, y_max), (x_max, y_min) = SCENE.to_world(*box[:2]), SCENE.to_world(*box[2:])
    return shapely.box(x_min, y_min, x_max, y_max)
