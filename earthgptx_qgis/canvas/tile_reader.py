"""Any raster layer QGIS can draw gives a georeferenced tile: its raw values, or its picture."""

from __future__ import annotations

import logging
from typing import Optional, Union

from qgis.core import QgsApplication, QgsRasterLayer, QgsTask
from qgis.PyQt.QtCore import QCoreApplication, QEventLoop, pyqtSignal

from ..errors import EarthGPTXError, TileError
from ..wire.messages import Tile
from .bands import gives_raw_values
from .raw_tile import RawRead, prepare_raw
from .rendered_tile import RenderedRead
from .tile_request import TileRequest

translate = QCoreApplication.translate

__all__ = ["PreparedRead", "TileRequest", "TileTask", "prepare", "read_tile"]

_log = logging.getLogger(__name__)

PreparedRead = Union[RawRead, RenderedRead]
"""Everything that had to be asked of the layer itself; its read() may run in a worker thread."""


def prepare(layer: QgsRasterLayer, request: TileRequest) -> PreparedRead:
    """Get ready to read, on the main thread: clones the provider, or begins to draw.

    Raises:
        TileError: the layer is broken or has no pixels in the asked extent; it is named.
    """
    if not layer.isValid() or layer.dataProvider() is None:
        raise TileError(
            translate("Canvas", "“{}” cannot be read: its source is missing or broken.").format(
                layer.name()
            ),
            translate("Canvas", "Repair the layer's source in the layer tree."),
        )
    extent = request.extent.intersect(layer.dataProvider().extent())
    if extent.isEmpty():
        raise TileError(
            translate("Canvas", "“{}” has no pixels in this area.").format(layer.name()),
            translate("Canvas", "Zoom to the layer, or choose the layer that is in view."),
        )
    if gives_raw_values(layer):
        return prepare_raw(layer, request, extent)
    return RenderedRead(layer, request, extent)


class TileTask(QgsTask):
    """Reads a tile away from the main thread. Keep a reference until one of its signals came.

    Exactly one of `read` and `failed` is emitted, on the main thread; none after it was cancelled
    (`taskTerminated` tells that).
    """

    read = pyqtSignal(object)
    """Carries the Tile."""
    failed = pyqtSignal(object)
    """Carries an EarthGPTXError."""

    def __init__(self, prepared: PreparedRead) -> None:
        super().__init__(translate("Canvas", "Reading the raster layer"), QgsTask.Flag.CanCancel)
        self._prepared: Optional[PreparedRead] = prepared
        self.tile: Optional[Tile] = None
        self.error: Optional[EarthGPTXError] = None

    def run(self) -> bool:
        try:
            self.tile = self._prepared.read(self.isCanceled)
        except EarthGPTXError as error:
            self.error = error
        except Exception as error:  # noqa: BLE001 (the thread's edge: QGIS would only print it)
            _log.exception("reading a tile")
            self.error = TileError(
                translate("Canvas", "Reading the layer failed: {}.").format(error),
                translate("Canvas", "See the log messages."),
            )
        return self.tile is not None

    def finished(self, result: bool) -> None:
        # A cloned provider must go here, on the main thread and now: collected as garbage after
        # the layer, or after QGIS has shut GDAL down, it crashes.
        self._prepared = None
        if self.isCanceled():
            return
        if result:
            self.read.emit(self.tile)
        else:
            self.failed.emit(self.error)

    def cancel(self) -> None:
        if self._prepared is not None:
            self._prepared.cancel()
        super().cancel()


def read_tile(layer: QgsRasterLayer, request: TileRequest) -> Tile:
    """The blocking form of TileTask; runs the event loop meanwhile.

    Raises:
        TileError: as prepare() and TileTask.failed.
    """
    task = TileTask(prepare(layer, request))
    loop = QEventLoop()
    task.taskCompleted.connect(loop.quit)
    task.taskTerminated.connect(loop.quit)
    QgsApplication.taskManager().addTask(task)
    loop.exec()
    if task.tile is None:
        raise task.error or TileError(
            translate("Canvas", "Reading “{}” was cancelled.").format(layer.name())
        )
    return task.tile
