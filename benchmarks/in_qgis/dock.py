"""Inside QGIS: how the plugin feels to a person at the dock, with the real backend and weights."""

from __future__ import annotations

import logging
import shlex
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from qgis import utils
from qgis.core import QgsRasterLayer
from qgis.PyQt.QtCore import QPointF
from qgis.PyQt.QtWidgets import QComboBox, QSlider

from benchmarks.in_qgis import many_features, stopping
from benchmarks.in_qgis.desk import Desk
from benchmarks.in_qgis.event_loop import EventLoopWatch, rest
from benchmarks.measurement import Measurement
from benchmarks.paths import LARGE_SCENE, MANY_THINGS, ROOT
from earthgptx_qgis.runtime.environment import command_of_checkout
from earthgptx_qgis.runtime.process import BackendState
from earthgptx_qgis.settings import BACKEND_COMMAND
from earthgptx_qgis.ui import object_names

_LOG = logging.getLogger(__name__)

PAUSE_BOUND = 100.0
"""Milliseconds; from there on a person notices."""
AFTERMATH_SECONDS = 1.5
"""Pictures, legend and map are drawn after an answer is there; that counts, too."""
MOVES = 60
MANY_POLYGONS = 10_000


def measure() -> list[Measurement]:
    """All figures; the plugin must be loaded."""
    BACKEND_COMMAND.set(command_of_checkout().line)
    desk = Desk(utils.iface, utils.plugins["earthgptx_qgis"].workbench)
    large = desk.open_raster(LARGE_SCENE)
    desk.open_dock()
    desk.wait_for(lambda: desk.bench.session.ready is not None)
    parts = (
        lambda: [stopping.measure_while_loading(desk, large)],
        lambda: _pauses(desk, large),
        lambda: _hover(desk, large),
        lambda: [stopping.measure_while_answering(desk, large)],
        lambda: many_features.measure(desk, large),
        lambda: [stopping.measure_while_installing()],
        lambda: _many_polygons(desk),
    )
    measurements: list[Measurement] = []
    for part in parts:
        for measurement in part():
            _LOG.info("%s", measurement.line)
            measurements.append(measurement)
    return measurements


# From here on: pauses.


def _pauses(desk: Desk, large: QgsRasterLayer) -> list[Measurement]:
    def find() -> None:
        desk.look_at(large, 1, 2)
        desk.choose_task("Find everything")
        desk.ask_and_wait("storage tanks")

    def describe() -> None:
        desk.choose_task("Describe the view")
        desk.ask_and_wait()

    def read() -> None:
        desk.canvas.setExtent(large.extent())
        desk.choose_task("Classify the scene")
        desk.ask_and_wait()

    def encode() -> None:
        desk.look_at(large, 2, 2)
        desk.take_point_tool()
        desk.wait_for(lambda: desk.bench.hover.is_ready)
        desk.bench.tools.use(None)

    return [
        _pause("asking: find", find),
        _pause("asking: describe", describe),
        _pause("reading 5,000 px squared", read),
        _pause("encoding the view for hover", encode),
    ]


def _pause(doing: str, action: Callable[[], object]) -> Measurement:
    with EventLoopWatch() as watch:
        action()
        rest(AFTERMATH_SECONDS)
    return Measurement(f"longest pause of QGIS: {doing}", 1000 * watch.longest, "ms", PAUSE_BOUND)


# From here on: the preview under the cursor.


def _hover(desk: Desk, large: QgsRasterLayer) -> list[Measurement]:
    desk.look_at(large, 3, 2)
    desk.take_point_tool()
    desk.wait_for(lambda: desk.bench.hover.is_ready)
    width, height = desk.canvas.width(), desk.canvas.height()
    random = Random(1)
    seconds = [
        _move_seconds(desk, QPointF(random.uniform(0, width), random.uniform(0, height)))
        for _ in range(MOVES)
    ]
    desk.bench.tools.use(None)
    slow = statistics.quantiles(seconds, n=20)[-1]
    return [
        Measurement("hover: one move, median", 1000 * statistics.median(seconds), "ms", 100.0),
        Measurement("hover: one move, 95 %", 1000 * slow, "ms", 100.0),
    ]


def _move_seconds(desk: Desk, pixel: QPointF) -> float:
    """From a move of the mouse until what is under it has been shown."""
    answered: list[float] = []

    def on_state(state: BackendState, _: str) -> None:
        if state is BackendState.READY:
            answered.append(time.perf_counter())

    session = desk.bench.session
    session.state_changed.connect(on_state)
    start = time.perf_counter()
    desk.move_mouse(pixel)
    desk.wait_for(lambda: bool(answered))
    session.state_changed.disconnect(on_state)
    return answered[0] - start


# From here on: many polygons.


def _many_polygons(desk: Desk) -> list[Measurement]:
    """Answered by the engine that finds what is bright, in a real server: no model finds 10,000."""
    python = ROOT / ".venv-backend" / "bin" / "python"
    engine = ROOT / "tests" / "backend" / "fake_engine.py"
    BACKEND_COMMAND.set(shlex.join([str(python), "-I", "-u", str(engine)]))
    desk.new_project()
    things = desk.open_raster(MANY_THINGS)
    desk.canvas.setExtent(things.extent())
    desk.bench.session.restart()
    desk.wait_for(lambda: desk.bench.session.ready is not None)
    desk.dock.findChild(QSlider, object_names.MINIMUM_SCORE).setValue(5)
    desk.choose_task("Find everything")

    def find() -> None:
        desk.ask_and_wait("things")
        desk.wait_for(lambda: desk.counts == f"Polygons: {MANY_POLYGONS}")

    arriving = _pause("10,000 polygons arriving", find)
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        with EventLoopWatch() as watch:
            desk.save(str(Path(folder) / "things.gpkg"), "things")
            desk.wait_for(lambda: desk.message.startswith("Saved 10000 polygons"))
            seconds = time.perf_counter() - start
            rest(AFTERMATH_SECONDS)
    saving = 1000 * watch.longest

    def refine() -> None:
        layer = desk.bench.results.layer
        as_found = set(layer.allFeatureIds())
        desk.click_link("Refine")
        desk.dock.findChild(QComboBox, object_names.REFINE_OUTLINES).setCurrentText("Smooth")
        desk.wait_for(lambda: next(layer.getFeatures()).id() not in as_found)

    return [
        arriving,
        Measurement("longest pause of QGIS: 10,000 polygons saved", saving, "ms", PAUSE_BOUND),
        Measurement("10,000 polygons to a styled GeoPackage layer", seconds, "s", 3.0),
        _pause("10,000 polygons refined", refine),
    ]
