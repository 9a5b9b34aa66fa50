"""Any raster layer QGIS can draw gives a georeferenced tile: its raw values, or its picture."""

from __future__ import annotations

import threading
from typing import ClassVar, Optional, Set, Union

from qgis.core import QgsRasterLayer
from qgis.PyQt.QtCore import QCoreApplication, QEventLoop, QObject, Qt, pyqtSignal

from ..errors import EarthGPTXError, TileError
from ..wire.messages import Tile
from .bands import gives_raw_values
from .raw_tile import RawRead, prepare_raw
from .rendered_tile import RenderedRead
from .tile_request import TileRequest
from .unreadable import check_source, named_if_unreadable, unreadable

translate = QCoreApplication.translate

__all__ = ["PreparedRead", "TileReader", "TileRequest", "prepare", "read_tile"]

PreparedRead = Union[RawRead, RenderedRead]
"""Everything that had to be asked of the layer itself; its read() may run in a worker thread."""


def prepare(layer: QgsRasterLayer, request: TileRequest) -> PreparedRead:
    """Get ready to read, on the main thread: clones the provider, or begins to draw.

    Raises:
        TileError: the layer is broken or has no pixels in the asked extent; it is named.
    """
    with named_if_unreadable(layer.name()):
        return _prepare(layer, request)


def _prepare(layer: QgsRasterLayer, request: TileRequest) -> PreparedRead:
    check_source(layer)
    extent = request.extent.intersect(layer.dataProvider().extent())
    if extent.isEmpty():
        raise TileError(
            translate("Canvas", "“{}” has no pixels in this area.").format(layer.name()),
            translate("Canvas", "Zoom to the layer, or choose the layer that is in view."),
        )
    if gives_raw_values(layer):
        return prepare_raw(layer, request, extent)
    return RenderedRead(layer, request, extent)


class TileReader(QObject):
    """Reads a tile away from the main thread, in a thread of its own; lives on the main thread.

    Exactly one of `read` and `failed` is emitted, none after `cancel`; `finished` is the last.
    It keeps itself alive from `start` to `finished`.

    Not a QgsTask: on a busy machine QGIS 3.22 leaves one task in some hundreds queued for ever.
    """

    read = pyqtSignal(object)
    """Carries the Tile."""
    failed = pyqtSignal(object)
    """Carries an EarthGPTXError."""
    finished = pyqtSignal()

    _ended = pyqtSignal()  # from the thread

    _running: ClassVar[Set[TileReader]] = set()

    def __init__(self, prepared: PreparedRead) -> None:
        super().__init__()
        self.tile: Optional[Tile] = None
        self.error: Optional[EarthGPTXError] = None
        self._prepared: Optional[PreparedRead] = prepared
        self._cancelled = threading.Event()
        self._ended.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin to read; once only."""
        self._running.add(self)
        QCoreApplication.instance().aboutToQuit.connect(self._stop_for_quit)
        # Made here, as it holds this object and lets go only when it ends.
        self._thread = threading.Thread(target=self._read, name="EarthGPT-X tile")
        self._thread.start()

    def cancel(self) -> None:
        """Stop reading soon; does not wait."""
        self._cancelled.set()
        if self._prepared is not None:
            self._prepared.cancel()

    def _read(self) -> None:
        """The thread."""
        try:
            self.tile = self._prepared.read(self._cancelled.is_set)
        except EarthGPTXError as error:
            self.error = error.with_traceback(None)  # its frames hold the provider
        except Exception as error:  # noqa: BLE001 (the thread's edge: Python would only print it)
            self.error = unreadable(self._prepared.layer_name, error)
        self._ended.emit()

    def _finish(self) -> None:
        self._release()
        if not self._cancelled.is_set():
            if self.tile is not None:
                self.read.emit(self.tile)
            else:
                self.failed.emit(self.error)
        self.finished.emit()

    def _stop_for_quit(self) -> None:
        self.cancel()
        self._release()

    def _release(self) -> None:
        # The thread has nothing left to do but must not be the last to hold this object. A cloned
        # provider must go here, on the main thread and now: collected as garbage after the layer,
        # or after QGIS has shut GDAL down, it crashes.
        self._thread.join()
        self._prepared = None
        self._running.discard(self)


def read_tile(layer: QgsRasterLayer, request: TileRequest) -> Tile:
    """The blocking form of TileReader; runs the event loop meanwhile.

    Raises:
        TileError: as prepare() and TileReader.failed.
    """
    reader = TileReader(prepare(layer, request))
    loop = QEventLoop()
    reader.finished.connect(loop.quit)
    reader.start()
    loop.exec()
    if reader.tile is None:
        raise reader.error or TileError(
            translate("Canvas", "Reading “{}” was cancelled.").format(layer.name())
        )
    return reader.tile
