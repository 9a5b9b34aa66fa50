"""What a layer's pixels measure on the ground, and at which size the model is shown them."""

from __future__ import annotations

import math
from typing import Iterable, Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCsException,
    QgsDistanceArea,
    QgsPointXY,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
)

from ..crs import wkt_of
from ..wire.geobox import GeoBox
from ..wire.messages import SourceKind
from ..wire.resolution import SourceResolution, resolution_for
from ..wire.source_names import kind_before_reading
from .bands import choose_bands, gives_raw_values
from .pixel_grid import finest_pixel, has_own_pixels, native_geobox, snapped_window

_PICTURE_BANDS = 3


def layer_resolution(
    layer: QgsRasterLayer, kind: SourceKind, known: Iterable[SourceResolution]
) -> Optional[SourceResolution]:
    """At which resolution the model is shown a layer; None where its card does not say.

    Args:
        kind: as the user says it; AUTO is guessed from the layer's and its bands' names.
    """
    return resolution_for(known, kind_of_layer(layer, kind))


def kind_of_layer(layer: QgsRasterLayer, kind: SourceKind = SourceKind.AUTO) -> SourceKind:
    """The sensor as far as it is known before any pixel is read; AUTO where only they can tell.

    Args:
        kind: as the user says it.
    """
    names = [layer.name()]
    count = _PICTURE_BANDS  # of what can only be drawn
    if gives_raw_values(layer):
        bands = choose_bands(layer)
        names += [layer.bandName(band) for band in bands]
        count = len(bands)
    return kind_before_reading(kind, names, count)


def metres_per_pixel(pixels: GeoBox, crs: QgsCoordinateReferenceSystem) -> Optional[float]:
    """Geodesic metres of a pixel's side in the middle, the geometric mean of both directions.

    None without a CRS, or where it says nothing about the ground.
    """
    if not crs.isValid():
        return None
    measure = QgsDistanceArea()
    measure.setSourceCrs(crs, QgsProject.instance().transformContext())
    measure.setEllipsoid(crs.ellipsoidAcronym())
    x, y = pixels.width / 2, pixels.height / 2
    middle, right, below = (
        QgsPointXY(*pixels.to_world(*place)) for place in ((x, y), (x + 1, y), (x, y + 1))
    )
    try:
        across, down = measure.measureLine(middle, right), measure.measureLine(middle, below)
    except QgsCsException:
        return None
    metres = math.sqrt(across * down)
    return metres if 0 < metres < math.inf else None


def reduction_of(
    pixels: GeoBox, crs: QgsCoordinateReferenceSystem, resolution: Optional[SourceResolution]
) -> float:
    """How many of these pixels a side are read as one, see SourceResolution.reduction; 1 where
    neither the ground nor the model says otherwise."""
    metres = metres_per_pixel(pixels, crs)
    if metres is None or resolution is None:
        return 1.0
    return resolution.reduction(metres)


def pixel_to_read(
    layer: QgsRasterLayer, extent: QgsRectangle, resolution: Optional[SourceResolution]
) -> float:
    """The side, in units of the layer's CRS, of the pixels an extent is read in.

    A layer without pixels of its own, such as an online map, is read at the model's default.

    Args:
        extent: in the layer's CRS, within the layer.
    """
    finest = finest_pixel(layer)
    if has_own_pixels(layer):
        native = native_geobox(layer.dataProvider(), wkt_of(layer.crs()))
        window = snapped_window(native, extent)
        return finest * reduction_of(window, layer.crs(), resolution)
    centre = extent.center()
    pixel = GeoBox.from_gdal(1, 1, (centre.x(), finest, 0.0, centre.y(), 0.0, -finest))
    metres = metres_per_pixel(pixel, layer.crs())
    if metres is None or resolution is None:
        return finest
    return finest * max(1.0, resolution.default / metres)
