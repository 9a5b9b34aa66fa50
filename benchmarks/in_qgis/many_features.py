"""Inside QGIS: a thousand selected features all over a large raster."""

from __future__ import annotations

import time
from random import Random

from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QTimer

from benchmarks.in_qgis.desk import Desk
from benchmarks.in_qgis.event_loop import EventLoopWatch
from benchmarks.in_qgis.stopping import BOUND_SECONDS, seconds_to_idle
from benchmarks.measurement import Measurement
from benchmarks.process_memory import resident_megabytes

COUNT = 1_000
SIDE_METRES = 20.0
SECONDS_BOUND = 60.0
PAUSE_BOUND = 100.0
WARM_UP = 200
"""Until so many are answered the model, its working memory and GDAL's cache of blocks fill up."""
GROWTH_BOUND = 50.0
"""Megabytes after the warm-up."""
SAMPLING_MILLISECONDS = 500
STOPPED_AT_PROGRESS = 30
"""Thousandths of the dock's progress bar: a few tiles are answered, many are not."""


def measure(desk: Desk, raster: QgsRasterLayer) -> list[Measurement]:
    """All of them classified: time, pauses and memory; then Stop in the middle of them."""
    layer = _squares_on(raster)
    desk.select_all(layer)
    desk.choose_task("Classify marks")
    answers = desk.bench.results.features
    qgis, backend = _Memory("self"), _Memory(desk.bench.session.process_id)

    def sample() -> None:
        if answers.count >= WARM_UP:
            qgis.look()
            backend.look()

    sampling = QTimer()
    sampling.timeout.connect(sample)
    sampling.start(SAMPLING_MILLISECONDS)
    start = time.perf_counter()
    with EventLoopWatch() as watch:
        desk.ask_and_wait()
    seconds = time.perf_counter() - start
    sampling.stop()
    if answers.count != COUNT:
        raise RuntimeError(f"{answers.count} of {COUNT} features were answered")
    pause = 1000 * watch.longest
    stop = _seconds_to_stop(desk)
    QgsProject.instance().removeMapLayer(layer)
    desk.bench.prompt_set.forget()
    return [
        Measurement("1,000 features classified on 5,000 px squared", seconds, "s", SECONDS_BOUND),
        Measurement("meanwhile: longest pause of QGIS", pause, "ms", PAUSE_BOUND),
        Measurement("meanwhile: the backend's memory grows by", backend.growth, "MB", GROWTH_BOUND),
        Measurement("meanwhile: QGIS's memory grows by", qgis.growth, "MB", GROWTH_BOUND),
        Measurement("Stop to idle, while classifying features", stop, "s", BOUND_SECONDS),
    ]


class _Memory:
    """How much more memory a process takes at the end than at the beginning."""

    def __init__(self, process_id: int | str) -> None:
        self._process_id = process_id
        self._looks: list[float] = []

    @property
    def growth(self) -> float:
        """Megabytes between the peaks of the first and the last third of all looks.

        Peaks, because what a tile takes for a moment is no growth. At least three looks are needed.
        """
        third = len(self._looks) // 3
        return max(self._looks[-third:]) - max(self._looks[:third])

    def look(self) -> None:
        self._looks.append(resident_megabytes(self._process_id))


def _seconds_to_stop(desk: Desk) -> float:
    desk.ask()
    desk.wait_for(lambda: desk.dock.progress.value() > STOPPED_AT_PROGRESS)
    return seconds_to_idle(desk)


def _squares_on(raster: QgsRasterLayer) -> QgsVectorLayer:
    """As many squares as are asked about, at random places."""
    layer = QgsVectorLayer(f"Polygon?crs={raster.crs().authid()}", "squares", "memory")
    extent = raster.extent()
    random = Random(1)
    features = []
    for _ in range(COUNT):
        x = random.uniform(extent.xMinimum(), extent.xMaximum() - SIDE_METRES)
        y = random.uniform(extent.yMinimum(), extent.yMaximum() - SIDE_METRES)
        feature = QgsFeature()
        square = QgsRectangle(x, y, x + SIDE_METRES, y + SIDE_METRES)
        feature.setGeometry(QgsGeometry.fromRect(square))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    QgsProject.instance().addMapLayer(layer)
    return layer
