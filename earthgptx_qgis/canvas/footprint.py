"""Where a raster file has pixels, after QGIS has turned it north-up."""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsProviderRegistry, QgsRasterDataProvider


def open_footprint(provider: QgsRasterDataProvider) -> Optional[QgsRasterDataProvider]:
    """A provider on the same grid whose only band is 255 where the file has pixels, else 0.

    QGIS warps rotated and GCP rasters to north-up and fills the corners with zeros, which look like
    values where the file has no nodata. The mask of the same file, warped alike, tells them apart.

    Returns:
        None where the source is not a file of GDAL's, or its mask cannot be opened on its own.
    """
    source = provider.dataSourceUri()
    if provider.name() != "gdal" or "?" in source:
        return None
    mask = QgsProviderRegistry.instance().createProvider("gdal", f"vrt://{source}?bands=mask")
    if mask is None or not mask.isValid() or mask.extent() != provider.extent():
        return None
    return mask
