"""Inside QGIS: loading the plugin, opening its dock, and the wire over QProcess."""

from __future__ import annotations

import statistics
import time

from qgis import utils
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QEventLoop, QTimer

from benchmarks.measurement import Measurement
from benchmarks.process_memory import resident_megabytes

PLUGIN = "earthgptx_qgis"
TILE_SHAPE = (1024, 1024, 3)
ROUND_TRIPS = 50
READY_SECONDS = 60


def measure() -> list[Measurement]:
    """All figures; the plugin must not be loaded yet."""
    memory_before = resident_megabytes()
    start = time.perf_counter()
    utils.loadPlugin(PLUGIN)
    utils.startPlugin(PLUGIN)
    load = time.perf_counter() - start
    if QgsApplication.processingRegistry().providerById("earthgptx") is None:
        raise RuntimeError("the plugin came without its Processing provider")
    utils.plugins[PLUGIN].dock.setUserVisible(True)
    opening = time.perf_counter() - start
    memory = resident_megabytes() - memory_before
    return [
        Measurement("wire: 1024x1024x3 tile there, mask back, QProcess", _round_trip(), "ms", 5.0),
        Measurement("plugin load, Processing provider included", 1000 * load, "ms", 100.0),
        Measurement("plugin load in QGIS, and the dock opened", 1000 * opening, "ms", 500.0),
        Measurement("extra memory of the QGIS process, dock open", memory, "MB", 20.0),
    ]


def _round_trip() -> float:
    """Median milliseconds of sending a tile to the backend and getting a mask of its size back.

    Raises:
        RuntimeError: the backend did not start.
    """
    # Late: what the plugin imports is part of the time it takes to load.
    from earthgptx_qgis.runtime.environment import find_backend
    from earthgptx_qgis.runtime.process import BackendProcess, BackendState
    from earthgptx_qgis.wire.messages import Array, Echo, Echoed

    process = BackendProcess(find_backend())
    loop = QEventLoop()
    process.state_changed.connect(
        lambda state, _: loop.quit() if state is not BackendState.STARTING else None
    )
    process.received.connect(lambda message: loop.quit() if isinstance(message, Echoed) else None)
    process.start()
    QTimer.singleShot(READY_SECONDS * 1000, loop.quit)
    loop.exec()
    if process.state is not BackendState.READY:
        raise RuntimeError(f"the backend did not get ready: {process.failure}")
    pixels = Array("uint8", TILE_SHAPE, bytes(1024 * 1024 * 3))
    durations = []
    for number in range(1, ROUND_TRIPS + 1):
        start = time.perf_counter()
        process.send(Echo(number, pixels))
        loop.exec()
        durations.append(time.perf_counter() - start)
    process.shut_down()
    return 1000 * statistics.median(durations)
