"""The benchmark's script inside the QGIS desktop: loading the plugin, and the wire over QProcess.

Writes its figures as JSON to the path in EARTHGPTX_FIGURES and closes QGIS.
"""

from __future__ import annotations

import json
import logging
import os
import statistics
import time
from pathlib import Path

from qgis import utils
from qgis.core import QgsProject
from qgis.PyQt.QtCore import QEventLoop, QTimer

FIGURES = Path(os.environ["EARTHGPTX_FIGURES"])
PLUGIN = "earthgptx_qgis"
TILE_SHAPE = (1024, 1024, 3)
ROUND_TRIPS = 50
READY_SECONDS = 60


def measure() -> dict[str, float]:
    """All figures taken inside QGIS."""
    memory_before = resident_megabytes()
    start = time.perf_counter()
    utils.loadPlugin(PLUGIN)
    utils.startPlugin(PLUGIN)
    load_seconds = time.perf_counter() - start
    utils.plugins[PLUGIN].dock.setUserVisible(True)
    open_seconds = time.perf_counter() - start
    memory = resident_megabytes() - memory_before
    return {
        "load_seconds": load_seconds,
        "open_seconds": open_seconds,
        "memory_megabytes": memory,
        "round_trip_seconds": round_trip_seconds(),
    }


def round_trip_seconds() -> float:
    """Median of sending a tile to the backend and getting a mask of its size back."""
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
    return statistics.median(durations)


def resident_megabytes() -> float:
    """Memory of this process."""
    status = Path("/proc/self/status").read_text().splitlines()
    (line,) = (line for line in status if line.startswith("VmRSS"))
    return float(line.split()[1]) * 1024 / 1e6


def run() -> None:
    """Measure, write and close QGIS."""
    try:
        FIGURES.write_text(json.dumps(measure()))
    except Exception:
        logging.exception("the benchmark stopped")
    QgsProject.instance().setDirty(False)
    utils.iface.actionExit().trigger()


QTimer.singleShot(2000, run)
