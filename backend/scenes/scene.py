"""A raster file as tiles: what rasterio reads, in the form in which the plugin sends it.

Raw values, the bands that make the picture, and which pixels hold data are chosen as the plugin
chooses them, so the same file gives the same tile; rotated and south-up rasters are turned north-up
as QGIS turns them.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

import numpy as np
import rasterio
from rasterio.crs import CRS
from rasterio.enums import ColorInterp, Resampling
from rasterio.errors import NotGeoreferencedWarning, RasterioError
from rasterio.io import DatasetReader
from rasterio.vrt import WarpedVRT
from rasterio.windows import Window as RasterioWindow

from backend.errors import RasterError
from backend.polygons.geodesy import ground_resolution
from earthgptx_qgis.wire.geobox import Affine, GeoBox
from earthgptx_qgis.wire.messages import Array, SourceKind, Tile
from earthgptx_qgis.wire.resolution import SourceResolution, grid_to_read, resolution_for
from earthgptx_qgis.wire.source_names import kind_before_reading
from earthgptx_qgis.wire.windows import Window

_COLOURS = (ColorInterp.red, ColorInterp.green, ColorInterp.blue)
_PALETTE_SIZE = 65536
# QGIS places a picture without georeference so: a pixel is a unit, downwards is negative.
_UNPLACED = Affine(1.0, 0.0, 0.0, 0.0, -1.0, 0.0)


class Scene:
    """One raster file, open for reading. A context manager.

    Attributes:
        name: the file's name without its ending.
        geobox: of all pixels.

    Raises:
        RasterError: the file is missing, is no raster, or has no bands.
    """

    def __init__(self, path: Path, source_kind: SourceKind = SourceKind.AUTO) -> None:
        self.path = path
        self.name = path.stem
        self._source_kind = source_kind
        self._dataset = _open(path)
        self._bands = _choose_bands(self._dataset)
        self.geobox = _geobox_of(self._dataset)

    def __enter__(self) -> Scene:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._dataset.close()

    @property
    def window(self) -> Window:
        """All pixels."""
        return Window(0, 0, self.geobox.width, self.geobox.height)

    def reduction(self, known: Iterable[SourceResolution]) -> float:
        """How many pixels a side are read as one, so that they suit the model.

        Args:
            known: of the model card.
        """
        names = (self.name, *self._band_names)
        kind = kind_before_reading(self._source_kind, names, len(self._bands))
        resolution = resolution_for(known, kind)
        metres = ground_resolution(self.geobox)
        return 1.0 if resolution is None or metres is None else resolution.reduction(metres)

    def read(self, window: Window, maximum_size: int, reduction: float = 1.0) -> Tile | None:
        """The pixels of a window, coarser where its longer side exceeds maximum_size.

        Args:
            reduction: see `SourceResolution.reduction`.

        Returns:
            None where no pixel of the window holds data.

        Raises:
            RasterError: the file is damaged.
        """
        geobox = grid_to_read(self.geobox.crop(*window), reduction, maximum_size)
        try:
            pixels, valid = self._read(window, (geobox.height, geobox.width))
        except RasterioError as error:
            raise RasterError(
                f"{self.path} cannot be read: {error}", "The file seems damaged; copy it again."
            ) from error
        if not valid.any():
            return None
        return Tile(
            pixels=_array_of(pixels),
            geobox=geobox,
            valid=None if valid.all() else _array_of(valid.astype(np.uint8)),
            source_kind=self._source_kind,
            band_names=self._band_names,
            rendered=self._has_palette,
            layer_name=self.name,
        )

    @property
    def _band_names(self) -> tuple[str, ...]:
        return tuple(self._dataset.descriptions[band - 1] or "" for band in self._bands)

    @property
    def _has_palette(self) -> bool:
        return self._dataset.colorinterp[0] is ColorInterp.palette

    def _read(self, window: Window, shape: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
        """Values (H, W, C) in a dtype that travels, and which pixels (H, W) hold data."""
        where = RasterioWindow(*window)  # pyright: ignore[reportCallIssue]
        pixels = self._dataset.read(
            list(self._bands),
            window=where,
            out_shape=(len(self._bands), *shape),
            # The mean of palette numbers is some other colour.
            resampling=Resampling.nearest if self._has_palette else Resampling.average,
        )
        masks = self._dataset.read_masks(
            list(self._bands), window=where, out_shape=(len(self._bands), *shape)
        )
        valid = (masks > 0).all(axis=0) & np.isfinite(pixels).all(axis=0)
        for band in _alpha_bands(self._dataset):
            valid &= self._dataset.read(band, window=where, out_shape=shape) > 0
        if self._has_palette:
            colours = _palette(self._dataset)[pixels[0]]
            return colours[:, :, :3], valid & (colours[:, :, 3] > 0)
        travelling = _travelling(np.moveaxis(pixels, 0, 2))
        finite = np.isfinite(travelling)
        return np.where(finite, travelling, 0).astype(travelling.dtype), valid & finite.all(axis=2)


def _open(path: Path) -> DatasetReader | WarpedVRT:
    try:
        with warnings.catch_warnings():
            # A raster without a place on the earth is fine here.
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            dataset = rasterio.open(path)
            crs = _crs_to_turn_in(dataset)
            if crs is not None:
                has_mask = dataset.nodata is not None or _alpha_bands(dataset)
                return WarpedVRT(dataset, src_crs=crs, crs=crs, add_alpha=not has_mask)
    except (RasterioError, OSError) as error:
        raise RasterError(
            f"{path} cannot be opened as a raster: {error}",
            "Check the path; GeoTIFF and every other format of GDAL can be read.",
        ) from error
    if not dataset.count:
        listed = ", ".join(dataset.subdatasets) or "none"
        raise RasterError(
            f"{path} has no bands of its own.", f"Name one of the rasters within it: {listed}."
        )
    return dataset


def _crs_to_turn_in(dataset: DatasetReader) -> CRS | None:
    """The CRS to turn a raster north-up in: one placed by points, rotated or south-up.

    QGIS turns these so, and the model is no judge of which way is up: read as they lie, the same
    place would get another outline.
    """
    points, points_crs = dataset.gcps
    if dataset.transform.is_identity:
        return points_crs if points else None
    turn = dataset.transform
    north_up = turn.b == turn.d == 0 and turn.a > 0 > turn.e
    return None if north_up else dataset.crs


def _geobox_of(dataset: DatasetReader | WarpedVRT) -> GeoBox:
    transform = dataset.transform
    affine = _UNPLACED if transform.is_identity else Affine(*transform[:6])
    crs_wkt = dataset.crs.to_wkt() if dataset.crs else ""
    geobox = GeoBox(dataset.width, dataset.height, affine, crs_wkt)
    if affine.b == affine.d == 0 and affine.a > 0 > affine.e:
        # QGIS knows the bounds only; made from them, the grid is the plugin's to the last bit.
        return GeoBox.from_bounds(geobox.width, geobox.height, geobox.bounds, crs_wkt)
    return geobox


def _choose_bands(dataset: DatasetReader | WarpedVRT) -> tuple[int, ...]:
    """Red, green and blue, else the first three bands, else the first, counted from 1."""
    interpretation = dataset.colorinterp
    if all(colour in interpretation for colour in _COLOURS):
        return tuple(interpretation.index(colour) + 1 for colour in _COLOURS)
    alpha = _alpha_bands(dataset)
    bands = [band for band in range(1, dataset.count + 1) if band not in alpha]
    return tuple(bands[:3] if len(bands) >= 3 else bands[:1]) or (1,)


def _alpha_bands(dataset: DatasetReader | WarpedVRT) -> list[int]:
    return [
        band
        for band, interpretation in enumerate(dataset.colorinterp, 1)
        if interpretation is ColorInterp.alpha
    ]


def _palette(dataset: DatasetReader | WarpedVRT) -> np.ndarray:
    """(65536, 4) uint8 red, green, blue and opacity of every number a pixel can have."""
    colours = np.zeros((_PALETTE_SIZE, 4), np.uint8)
    for number, colour in dataset.colormap(1).items():
        colours[number] = colour
    return colours


def _travelling(pixels: np.ndarray) -> np.ndarray:
    """The same values in a dtype that travels; complex SAR becomes its amplitude."""
    if pixels.dtype.kind == "c":
        pixels = np.abs(pixels)
    if pixels.dtype == np.int8:
        return pixels.astype(np.int16)
    if pixels.dtype.name in Array.ITEM_SIZES:
        return pixels
    with np.errstate(over="ignore"):  # what is too large becomes infinite, and so unknown
        return pixels.astype(np.float32)


def _array_of(values: np.ndarray) -> Array:
    ordered = np.ascontiguousarray(values, values.dtype.newbyteorder("<"))
    return Array(values.dtype.name, values.shape, ordered.tobytes())
