"""Raster files for tests, half a metre a pixel."""

import rasterio

UTM = "EPSG:32633"
NORTH_UP = rasterio.Affine(0.5, 0, 500_000, 0, -0.5, 5_800_000)


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
