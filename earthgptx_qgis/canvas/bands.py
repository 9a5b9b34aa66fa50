"""Which bands of a raster layer make the picture."""

from __future__ import annotations

from typing import List, Optional, Tuple

from qgis.core import (
    Qgis,
    QgsMultiBandColorRenderer,
    QgsRaster,
    QgsRasterDataProvider,
    QgsRasterLayer,
    QgsSingleBandGrayRenderer,
)

from .layer_memory import keep
from .pixel_grid import has_own_pixels

_PICTURE_TYPES = (
    Qgis.DataType.ARGB32,
    Qgis.DataType.ARGB32_Premultiplied,
    Qgis.DataType.UnknownDataType,
)

_PICKED = "earthgptx_qgis/bands"


def gives_raw_values(layer: QgsRasterLayer) -> bool:
    """Whether the provider hands out measured values; if not, the layer can only be drawn.

    Online layers hand out coloured pixels. A palette's values are numbers of colours, not
    brightness, so such a layer is drawn as well.
    """
    provider = layer.dataProvider()
    if not has_own_pixels(layer):
        return False
    if provider.dataType(1) in _PICTURE_TYPES or layer.renderer().type() == "paletted":
        return False
    return provider.colorInterpretation(1) != QgsRaster.ColorInterpretation.PaletteIndex


def choose_bands(layer: QgsRasterLayer) -> Tuple[int, ...]:
    """Three bands, from 1, as red, green and blue, or a single one.

    Those the user has picked for this layer, else those of its style.
    """
    return _picked_bands(layer) or styled_bands(layer)


def pick_bands(layer: QgsRasterLayer, bands: Tuple[int, ...]) -> None:
    """Remember bands with the layer, and so in the project; those of its style follow the style."""
    is_styled = bands == styled_bands(layer)
    keep(layer, _PICKED, None if is_styled else ",".join(str(band) for band in bands))


def _picked_bands(layer: QgsRasterLayer) -> Tuple[int, ...]:
    """Empty where none are picked, or what the project says names no bands of this layer."""
    numbers = str(layer.customProperty(_PICKED, "")).split(",")
    if len(numbers) not in (1, 3) or not all(number.isdecimal() for number in numbers):
        return ()
    bands = tuple(int(number) for number in numbers)
    return bands if set(bands) <= set(data_bands(layer.dataProvider())) else ()


def styled_bands(layer: QgsRasterLayer) -> Tuple[int, ...]:
    """What the layer's own style shows, else the first three bands, else the first."""
    bands = data_bands(layer.dataProvider())
    renderer = layer.renderer()
    if len(bands) >= 3:
        if isinstance(renderer, QgsMultiBandColorRenderer):
            styled = (renderer.redBand(), renderer.greenBand(), renderer.blueBand())
            if all(band in bands for band in styled):
                return styled
        return tuple(bands[:3])
    if isinstance(renderer, QgsSingleBandGrayRenderer):
        bands = [band for band in renderer.usesBands() if band in bands] or bands
    return tuple(bands[:1]) or (1,)


def data_bands(provider: QgsRasterDataProvider) -> List[int]:
    """All bands, from 1, but opacity."""
    return [band for band in range(1, provider.bandCount() + 1) if not _is_alpha(provider, band)]


def alpha_band(provider: QgsRasterDataProvider) -> Optional[int]:
    """The band that says where there is a picture; None if there is none."""
    for band in range(1, provider.bandCount() + 1):
        if _is_alpha(provider, band):
            return band
    return None


def _is_alpha(provider: QgsRasterDataProvider, band: int) -> bool:
    # GDAL's mask of a whole file comes as such a band, too.
    return provider.colorInterpretation(band) == QgsRaster.ColorInterpretation.AlphaBand
