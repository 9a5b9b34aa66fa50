"""A tile of the picture QGIS draws of a layer: online maps, palettes, anything without raw values.

The drawing runs in QGIS's own threads and never holds Python up; a worker thread only waits for it.
"""

from __future__ import annotations

import math
import threading
from typing import Callable, Optional

import numpy as np
from qgis.core import (
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QCoreApplication, QObject, QSize, QTimer
from qgis.PyQt.QtGui import QColor, QImage

from ..crs import wkt_of
from ..errors import TileError
from ..wire.geobox import GeoBox
from ..wire.messages import Tile
from .array import array_of
from .ground import pixel_to_read
from .pixel_grid import has_own_pixels, native_geobox, snapped_window
from .tile_request import TileRequest

translate = QCoreApplication.translate

_POLL_SECONDS = 0.05
_GRACE_SECONDS = 10.0
_SQUARE_WITHIN = 1e-9


class RenderedRead(QObject):
    """One drawing of one layer, begun at once; lives on the main thread.

    Attributes:
        layer_name: for errors.

    Raises:
        TileError: the layer hides itself at the scale of the tile.
    """

    def __init__(self, layer: QgsRasterLayer, request: TileRequest, extent: QgsRectangle) -> None:
        super().__init__()
        self.layer_name = layer.name()
        self._source_kind = request.source_kind
        self._deadline_seconds = request.deadline_seconds
        settings = _map_settings(layer, request, extent)
        if not layer.isInScaleRange(settings.scale()):
            raise self._error(
                translate("Canvas", "“{}” hides itself at this scale."),
                translate("Canvas", "Switch off its scale-dependent visibility, or zoom."),
            )
        self._geobox = _geobox_of(settings, wkt_of(layer.crs()))
        self._image: Optional[QImage] = None
        self._problem = ""
        self._is_late = False
        self._drawn = threading.Event()
        self._job = QgsMapRendererParallelJob(settings)
        self._job.finished.connect(self._finished)
        self._deadline = QTimer(self)
        self._deadline.setSingleShot(True)
        self._deadline.timeout.connect(self._give_up)
        self._deadline.start(int(request.deadline_seconds * 1000))
        self._job.start()

    def read(self, is_cancelled: Callable[[], bool]) -> Tile:
        """Wait for the picture; for a worker thread, while the main thread runs its event loop.

        Raises:
            TileError: nothing was drawn, it took too long, or it was cancelled.
        """
        waited = 0.0
        while not self._drawn.wait(_POLL_SECONDS):
            waited += _POLL_SECONDS
            if is_cancelled() or waited > self._deadline_seconds + _GRACE_SECONDS:
                break
        if is_cancelled():
            raise self._error(translate("Canvas", "Reading “{}” was cancelled."), "")
        if self._is_late or self._image is None:
            raise self._error(
                translate("Canvas", "“{}” was not drawn in time."),
                translate(
                    "Canvas",
                    "Its server may be slow or out of reach: try again, or a smaller area.",
                ),
            )
        pixels = _rgba(self._image)
        valid = pixels[..., 3] > 0
        if not valid.any():
            raise self._error(
                translate("Canvas", "“{}” came out blank in this area."),
                self._problem
                or translate(
                    "Canvas",
                    "It has no picture here, or its tiles did not arrive: look at the map.",
                ),
            )
        return Tile(
            pixels=array_of(pixels[..., :3]),
            geobox=self._geobox,
            valid=None if valid.all() else array_of(valid.astype(np.uint8)),
            source_kind=self._source_kind,
            rendered=True,
            layer_name=self.layer_name,
        )

    def cancel(self) -> None:
        """Stop drawing soon; does not wait."""
        self._deadline.stop()
        self._job.cancelWithoutBlocking()

    def _finished(self) -> None:
        self._deadline.stop()
        self._image = self._job.renderedImage()
        self._problem = "; ".join(error.message for error in self._job.errors())
        self._drawn.set()

    def _give_up(self) -> None:
        self._is_late = True
        self._job.cancelWithoutBlocking()

    def _error(self, message: str, hint: str) -> TileError:
        return TileError(message.format(self.layer_name), hint)


def _map_settings(
    layer: QgsRasterLayer, request: TileRequest, extent: QgsRectangle
) -> QgsMapSettings:
    grid = _square_grid(layer, request, extent)
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setTransformContext(QgsProject.instance().transformContext())
    settings.setBackgroundColor(QColor(0, 0, 0, 0))
    settings.setOutputSize(QSize(grid.width, grid.height))
    settings.setExtent(QgsRectangle(*grid.bounds))
    return settings


def _square_grid(layer: QgsRasterLayer, request: TileRequest, extent: QgsRectangle) -> GeoBox:
    """Square pixels, all that map settings know, as fine as the layer's; its own if they fit."""
    provider, maximum_size = layer.dataProvider(), request.maximum_size
    wanted = pixel_to_read(layer, extent, request.resolution)
    if has_own_pixels(layer):
        window = snapped_window(native_geobox(provider, ""), extent)
        width, height = abs(window.affine.a), abs(window.affine.e)
        is_square = math.isclose(width, height, rel_tol=_SQUARE_WITHIN)
        is_own = is_square and math.isclose(width, wanted, rel_tol=_SQUARE_WITHIN)
        if is_own and max(window.width, window.height) <= maximum_size:
            return window
    elif request.resolution is None:
        wanted = min(provider.nativeResolutions(), default=0.0)
    pixel = max(wanted, max(extent.width(), extent.height()) / maximum_size)
    columns = min(max(1, math.ceil(extent.width() / pixel)), maximum_size)
    rows = min(max(1, math.ceil(extent.height() / pixel)), maximum_size)
    corner = (extent.xMinimum(), extent.yMaximum())
    return GeoBox.from_gdal(columns, rows, (corner[0], pixel, 0.0, corner[1], 0.0, -pixel))


def _geobox_of(settings: QgsMapSettings, crs_wkt: str) -> GeoBox:
    # Map settings may widen the extent to the shape of the picture; what they say is drawn.
    extent, size = settings.visibleExtent(), settings.outputSize()
    bounds = (extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum())
    return GeoBox.from_bounds(size.width(), size.height(), bounds, crs_wkt)


def _rgba(image: QImage) -> np.ndarray:
    """(H, W, 4) uint8, colours not multiplied by opacity."""
    plain = image.convertToFormat(QImage.Format.Format_RGBA8888)
    bits = plain.constBits()
    bits.setsize(plain.sizeInBytes())
    lines = np.frombuffer(bits, np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return lines[:, : plain.width() * 4].reshape(plain.height(), plain.width(), 4).copy()
