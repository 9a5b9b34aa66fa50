"""A tile of a provider's own values, read from a clone so that the layer itself stays untouched."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Callable, Optional, Tuple

import numpy as np
from qgis.core import (
    Qgis,
    QgsRasterBlock,
    QgsRasterBlockFeedback,
    QgsRasterDataProvider,
    QgsRasterLayer,
    QgsRasterRange,
    QgsRectangle,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication

from ..crs import wkt_of
from ..errors import TileError
from ..wire.geobox import GeoBox
from ..wire.messages import Array, SourceKind, Tile
from ..wire.resolution import grid_to_read
from .array import array_of
from .bands import alpha_band, choose_bands
from .footprint import open_footprint
from .ground import reduction_of
from .pixel_grid import native_geobox, snapped_window
from .tile_request import TileRequest

translate = QCoreApplication.translate

_DTYPES = {
    Qgis.DataType.Byte: np.uint8,
    Qgis.DataType.UInt16: np.uint16,
    Qgis.DataType.Int16: np.int16,
    Qgis.DataType.UInt32: np.uint32,
    Qgis.DataType.Int32: np.int32,
    Qgis.DataType.Float32: np.float32,
    Qgis.DataType.Float64: np.float64,
}
if hasattr(Qgis.DataType, "Int8"):  # QGIS 3.30 and later
    _DTYPES[Qgis.DataType.Int8] = np.int8
_COMPLEX_PARTS = {
    Qgis.DataType.CInt16: np.int16,
    Qgis.DataType.CInt32: np.int32,
    Qgis.DataType.CFloat32: np.float32,
    Qgis.DataType.CFloat64: np.float64,
}

_MOST_SAMPLES_PER_SIDE = 4
_TOLERANCE = 0.01
"""Two of 0.1 m make one of 0.2 m, and still do where the metres are geodesic ones."""
_SAMPLES_PER_STRIP = 1024 * 1024


@dataclass(frozen=True)
class RawRead:
    """All that a worker thread needs to read one tile; owns its providers.

    Attributes:
        opacity: the provider and band that are 0 where there is no picture, if any.
        geobox: of the tile.
        samples: a tile pixel is the mean of samples x samples values. Four to a side bound time
            and memory on a raster of any size, and are exact up to a fourfold reduction.
    """

    layer_name: str
    provider: QgsRasterDataProvider
    feedback: QgsRasterBlockFeedback
    bands: Tuple[int, ...]
    opacity: Optional[Tuple[QgsRasterDataProvider, int]]
    geobox: GeoBox
    samples: int
    source_kind: SourceKind
    band_names: Tuple[str, ...]

    def read(self, is_cancelled: Callable[[], bool]) -> Tile:
        """Read the pixels; for a worker thread.

        Raises:
            TileError: the source cannot be read, has no data there, or reading was cancelled.
        """
        height, width = self.geobox.height, self.geobox.width
        pixels = np.zeros((height, width, len(self.bands)), self._dtype())
        valid = np.zeros((height, width), bool)
        rows = max(1, _SAMPLES_PER_STRIP // (width * self.samples**2))
        for top in range(0, height, rows):
            if is_cancelled():
                raise self._error(translate("Canvas", "Reading “{}” was cancelled."), "")
            strip = self.geobox.crop(0, top, width, min(rows, height - top))
            here = slice(top, top + strip.height)
            valid[here] = self._read_strip(strip, pixels[here])
        if not valid.any():
            raise self._error(
                translate("Canvas", "“{}” has no data in this area."),
                translate("Canvas", "Move the map to where the layer has data."),
            )
        return Tile(
            pixels=array_of(pixels),
            geobox=self.geobox,
            valid=None if valid.all() else array_of(valid.astype(np.uint8)),
            source_kind=self.source_kind,
            band_names=self.band_names,
            layer_name=self.layer_name,
        )

    def cancel(self) -> None:
        """Stop reading soon; does not wait."""
        self.feedback.cancel()

    def _read_strip(self, strip: GeoBox, pixels: np.ndarray) -> np.ndarray:
        """Fill pixels (H, W, C) and say which of them (H, W) are known in every band."""
        valid = np.ones(pixels.shape[:2], bool)
        for channel, band in enumerate(self.bands):
            values, known = self._read_band(self.provider, band, strip)
            is_mean_of_integers = values.dtype.kind == "f" and pixels.dtype.kind in "iu"
            pixels[..., channel] = np.rint(values) if is_mean_of_integers else values
            valid &= known
        if self.opacity is not None:
            opacity, known = self._read_band(*self.opacity, strip)
            valid &= known & (opacity > 0)
        if pixels.dtype.kind == "f":
            pixels[~np.isfinite(pixels)] = 0
        return valid

    def _dtype(self) -> np.dtype:
        """One that travels and holds the values of all bands."""
        found = {_DTYPES.get(self.provider.dataType(band), np.float32) for band in self.bands}
        common = np.result_type(*found)
        if common == np.int8:
            return np.dtype(np.int16)
        return common if common.name in Array.ITEM_SIZES else np.dtype(np.float32)

    def _read_band(
        self, provider: QgsRasterDataProvider, band: int, strip: GeoBox
    ) -> Tuple[np.ndarray, np.ndarray]:
        """Values (H, W) of a strip, and which of them are known."""
        extent = QgsRectangle(*strip.bounds).intersect(provider.extent())
        width, height = strip.width * self.samples, strip.height * self.samples
        block = provider.block(band, extent, width, height, self.feedback)
        if not block.isValid() or block.width() != width or block.height() != height:
            raise self._error(
                translate("Canvas", "“{}” could not be read."),
                block.error().summary()
                or translate("Canvas", "Is its file or server still there?"),
            )
        values = self._values(block)
        known = _known(values, block, provider.userNoDataValues(band))
        if self.samples > 1:
            return _mean(values, known, self.samples)
        return values, known

    def _values(self, block: QgsRasterBlock) -> np.ndarray:
        shape = (block.height(), block.width())
        data = block.data().data()
        if block.dataType() in _DTYPES:
            values = np.frombuffer(data, _DTYPES[block.dataType()]).reshape(shape)
            return _in_single_precision(values) if values.dtype == np.float64 else values
        if block.dataType() in _COMPLEX_PARTS:
            # A complex SAR image is looked at by its amplitude.
            parts = np.frombuffer(data, _COMPLEX_PARTS[block.dataType()]).reshape(*shape, 2)
            return np.hypot(parts[..., 0], parts[..., 1], dtype=np.float32)
        raise self._error(
            translate("Canvas", "“{}” has values of a kind that is not read."),
            translate("Canvas", "Convert it to 8 or 16 bits or to float."),
        )

    def _error(self, message: str, hint: str) -> TileError:
        return TileError(message.format(self.layer_name), hint)


def prepare_raw(layer: QgsRasterLayer, request: TileRequest, extent: QgsRectangle) -> RawRead:
    """Decide what to read, on the main thread.

    Args:
        extent: the asked one, cut to the layer's; not empty.

    Raises:
        TileError: the layer has no such band.
    """
    provider = layer.dataProvider().clone()
    # QGIS's bindings leave a clone to nobody: each tile would keep its file open and its blocks
    # in memory for ever.
    sip.transferback(provider)
    # Averaging is done here; the provider would mix nodata that the user has set into the mean.
    provider.enableProviderResampling(False)
    bands = request.bands or choose_bands(layer)
    missing = [band for band in bands if not 1 <= band <= provider.bandCount()]
    if missing:
        raise TileError(
            translate("Canvas", "“{layer}” has no band {band}.").format(
                layer=layer.name(), band=missing[0]
            ),
            translate("Canvas", "Choose among its bands 1 to {}.").format(provider.bandCount()),
        )
    window = snapped_window(native_geobox(provider, wkt_of(layer.crs())), extent)
    wanted = reduction_of(window, layer.crs(), request.resolution)
    geobox = grid_to_read(window, wanted, request.maximum_size)
    reduction = max(window.width / geobox.width, window.height / geobox.height)
    return RawRead(
        layer_name=layer.name(),
        provider=provider,
        feedback=QgsRasterBlockFeedback(),
        bands=bands,
        opacity=_opacity(provider, bands),
        geobox=geobox,
        samples=min(math.ceil(reduction - _TOLERANCE), _MOST_SAMPLES_PER_SIDE),
        source_kind=request.source_kind,
        band_names=tuple(layer.bandName(band) for band in bands),
    )


def _opacity(
    provider: QgsRasterDataProvider, bands: Tuple[int, ...]
) -> Optional[Tuple[QgsRasterDataProvider, int]]:
    alpha = alpha_band(provider)
    if alpha is not None:
        return provider, alpha
    if any(provider.sourceHasNoDataValue(band) for band in bands):
        return None
    footprint = open_footprint(provider)
    return None if footprint is None else (footprint, 1)


def _in_single_precision(values: np.ndarray) -> np.ndarray:
    with np.errstate(over="ignore"):  # what is too large becomes infinite, and so unknown
        return values.astype(np.float32)


def _known(
    values: np.ndarray, block: QgsRasterBlock, user_no_data: Tuple[QgsRasterRange, ...]
) -> np.ndarray:
    known = np.isfinite(values)
    if block.hasNoDataValue():
        no_data = block.noDataValue()
        # A float32 nodata seldom equals its own decimal text.
        known &= values != (np.float32(no_data) if values.dtype.kind == "f" else no_data)
    for interval in user_no_data:
        known &= ~_within(values, interval)
    return known


def _within(values: np.ndarray, interval: QgsRasterRange) -> np.ndarray:
    includes_minimum = interval.bounds() in (
        QgsRasterRange.BoundsType.IncludeMinAndMax,
        QgsRasterRange.BoundsType.IncludeMin,
    )
    includes_maximum = interval.bounds() in (
        QgsRasterRange.BoundsType.IncludeMinAndMax,
        QgsRasterRange.BoundsType.IncludeMax,
    )
    low, high = interval.min(), interval.max()
    above = np.ones(values.shape, bool) if math.isnan(low) else values > low
    below = np.ones(values.shape, bool) if math.isnan(high) else values < high
    if includes_minimum:
        above |= values == low
    if includes_maximum:
        below |= values == high
    return above & below


def _mean(values: np.ndarray, known: np.ndarray, samples: int) -> Tuple[np.ndarray, np.ndarray]:
    """Mean of the known values of each samples x samples square; known where half of them are."""
    height, width = values.shape[0] // samples, values.shape[1] // samples
    squares = (height, samples, width, samples)
    count = known.reshape(squares).sum(axis=(1, 3))
    total = np.where(known, values, 0).reshape(squares).sum(axis=(1, 3), dtype=np.float64)
    return total / np.maximum(count, 1), count * 2 >= samples * samples
