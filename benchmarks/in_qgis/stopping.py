"""Inside QGIS: the time from a click on Stop or Cancel until everything is idle again."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from qgis.core import QgsRasterLayer

from benchmarks.in_qgis.desk import Desk
from benchmarks.in_qgis.event_loop import rest, wait_for
from benchmarks.measurement import Measurement
from earthgptx_qgis.runtime.installation.installer import InstallState
from earthgptx_qgis.runtime.installation.places import Places
from earthgptx_qgis.runtime.process import BackendState
from earthgptx_qgis.ui import object_names
from earthgptx_qgis.ui.installation.install_dialog import InstallDialog
from tests.plugin.at_install_dialog import choose_wheels, press
from tests.plugin.tiny_backend import write_sources

BOUND_SECONDS = 0.5
ANSWERING_SECONDS = (0.05, 0.15, 0.3, 0.6)
"""How long after the question Stop is pressed: in different steps of an answer."""
LOADING_SECONDS = 0.3
COMMAND_SIGN = "$ "
"""Begins the line of the installation's log that tells of a command being started."""
INSTALLING_SECONDS = 0.2
INSTALL_PATIENCE = 120.0


def seconds_to_idle(desk: Desk) -> float:
    """Press Stop; until the dock takes another question and the backend is ready for it."""
    start = time.perf_counter()
    desk.press_stop()
    desk.wait_for(
        lambda: not desk.bench.conversation.busy and desk.bench.session.state is BackendState.READY
    )
    return time.perf_counter() - start


def measure_while_loading(desk: Desk, raster: QgsRasterLayer) -> Measurement:
    """Stop during the first question of a backend."""
    seconds = _seconds_of_answer(desk, raster, 0, LOADING_SECONDS)
    if seconds is None:
        raise RuntimeError("the first answer was there before Stop could be pressed")
    return Measurement("Stop to idle, while the model loads", seconds, "s", BOUND_SECONDS)


def measure_while_answering(desk: Desk, raster: QgsRasterLayer) -> Measurement:
    """Stop at several moments of an answer; the slowest counts."""
    tries = [
        _seconds_of_answer(desk, raster, column, after)
        for column, after in enumerate(ANSWERING_SECONDS, 1)
    ]
    stopped = [seconds for seconds in tries if seconds is not None]
    if not stopped:
        raise RuntimeError("all answers were there before Stop could be pressed")
    return Measurement("Stop to idle, while answering", max(stopped), "s", BOUND_SECONDS)


def measure_while_installing() -> Measurement:
    """Cancel in each command of an installation from small wheels; the slowest counts."""
    with tempfile.TemporaryDirectory() as folder:
        sources = write_sources(Path(folder) / "sources")
        dialog = InstallDialog(Places(Path(folder) / "earthgptx"), sources)
        dialog.show()
        python = str(Path(sys.base_prefix) / "bin" / "python3")
        choose_wheels(dialog, sources.lock.parent / "wheels", python)
        cancelled: set[str] = set()
        seconds = list(iter(lambda: _seconds_to_cancel(dialog, cancelled), None))
        dialog.deleteLater()
    return Measurement("Cancel to idle, while installing", max(seconds), "s", BOUND_SECONDS)


def _seconds_of_answer(
    desk: Desk, raster: QgsRasterLayer, column: int, after: float
) -> float | None:
    """Ask about a view that the backend has not seen; None where the answer was there already."""
    desk.look_at(raster, column, 3)
    desk.choose_task("Describe the view")
    desk.ask()
    rest(after)
    return seconds_to_idle(desk) if desk.bench.conversation.busy else None


def _seconds_to_cancel(dialog: InstallDialog, cancelled: set[str]) -> float | None:
    """Install and cancel in the first command that is not yet among those cancelled; None where
    the installation came to its end.
    """
    installer = dialog.installer
    commands: list[str] = []

    def on_line(line: str) -> None:
        if line.startswith(COMMAND_SIGN) and line not in cancelled:
            commands.append(line)

    installer.line.connect(on_line)
    press(dialog, object_names.INSTALL_START)
    wait_for(
        lambda: bool(commands) or installer.state is not InstallState.RUNNING, INSTALL_PATIENCE
    )
    installer.line.disconnect(on_line)
    cancelled.update(commands[:1])
    rest(INSTALLING_SECONDS)
    if installer.state is not InstallState.RUNNING:
        if installer.state is not InstallState.DONE:
            raise RuntimeError(f"the installation ended as {installer.state.value}")
        return None
    start = time.perf_counter()
    press(dialog, object_names.INSTALL_CANCEL)
    wait_for(lambda: installer.state is not InstallState.RUNNING, INSTALL_PATIENCE)
    return time.perf_counter() - start
