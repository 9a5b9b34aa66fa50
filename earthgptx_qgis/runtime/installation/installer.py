"""Carries out the steps of a plan one after another."""

from __future__ import annotations

import contextlib
import threading
from enum import Enum
from typing import Optional

from qgis.core import Qgis, QgsMessageLog
from qgis.PyQt.QtCore import QEventLoop, QLockFile, QObject, QTimer, pyqtSignal

from ...errors import EarthGPTXError, InstallFailed
from ...wire.messages import Ready
from ..process import LOG_TAG
from .fetch import DownloadRun
from .network import ToolEnvironment, tool_environment
from .places import (
    LOCK,
    Places,
    finished_steps,
    make_folders,
    note_finished,
    recover,
    remove_replaced,
    take_place,
    uninstall,
)
from .plan import CheckHealth, Command, Download, Plan, Step, TakePlace, Unpack
from .runs import CommandRun, HealthRun, Run, ThreadRun, unpack


class InstallState(Enum):
    """Where an installer is."""

    IDLE = "idle"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Installer(QObject):
    """Runs one plan at a time; may be used again.

    Signals:
        progressed(float, str): how far, 0 to 1, and the title of the step.
        line(str): something for the log, without secrets.
        about_to_replace(): the environment in use is about to be moved: end what runs in it.
        ended(object): None, or the EarthGPTXError; `state` and `ready` are set before.

    Attributes:
        ready: what the backend said of itself at the health check; None before it.
    """

    progressed = pyqtSignal(float, str)
    line = pyqtSignal(str)
    about_to_replace = pyqtSignal()
    ended = pyqtSignal(object)

    def __init__(self, places: Places, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self.state = InstallState.IDLE
        self.ready: Optional[Ready] = None
        self._places = places
        self._plan = Plan("", ())
        self._position = 0
        self._run: Optional[Run] = None
        self._cancelling = False
        self._environment: Optional[ToolEnvironment] = None
        self._lock = QLockFile(str(places.root / LOCK))
        self._lock.setStaleLockTime(0)  # an installation may last; a dead owner is noticed anyway
        self.line.connect(_log)

    def start(self, plan: Plan) -> None:
        """Begin; steps that an earlier try with this plan has finished are not repeated.

        Raises:
            InstallFailed: nothing can be written, or another window is installing.
        """
        self._acquire(plan)
        try:
            recover(self._places)
            self._environment = tool_environment(self._places)
        except OSError as error:
            self.state = InstallState.FAILED
            self._lock.unlock()
            raise InstallFailed(
                self.tr("{} cannot be used: {}.").format(
                    self._places.root, error.strerror or error
                ),
                self.tr("Make the folder writable, or free space on that disk."),
            ) from error
        QTimer.singleShot(0, self._next)

    def uninstall(self) -> None:
        """Remove what installations have made; `ended` follows.

        Raises:
            InstallFailed: another window is installing.
        """
        self._acquire(Plan("", ()))
        self.about_to_replace.emit()
        self._start_run(ThreadRun(lambda: uninstall(self._places)))

    def cancel(self) -> None:
        """Stop; what is downloaded and the steps that are finished stay for the next try."""
        if self.state is InstallState.RUNNING and not self._cancelling:
            self._cancelling = True
            if self._run is not None:
                self._run.cancel()

    def shut_down(self) -> None:
        """Stop and wait for it: QGIS ends, or the plugin is unloaded."""
        if self.state is InstallState.RUNNING:
            waiting = QEventLoop()
            self.ended.connect(waiting.quit)
            QTimer.singleShot(5000, waiting.quit)
            self.cancel()
            if self.state is InstallState.RUNNING:
                waiting.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    # From here on: one step after another.

    def _acquire(self, plan: Plan) -> None:
        make_folders(self._places)
        if not self._lock.tryLock(0):
            raise InstallFailed(
                self.tr("Another QGIS window is installing the backend."),
                self.tr("Wait until it has finished."),
            )
        self._plan, self._position = plan, 0
        self._cancelling, self.ready = False, None
        self.state = InstallState.RUNNING

    def _next(self) -> None:
        finished = finished_steps(self._places, self._plan.key)
        while self._position < len(self._plan.steps):
            step = self._plan.steps[self._position]
            if not step.name or step.name not in finished:
                break
            self.line.emit(self.tr("{}: done before").format(step.title))
            self._position += 1
        if self._cancelling or self._position == len(self._plan.steps):
            self._end(None)
            return
        self._show_progress(0.0)
        if isinstance(step, TakePlace):
            self.about_to_replace.emit()
        self._start_run(self._run_of(step))

    def _run_of(self, step: Step) -> Run:
        if isinstance(step, Command):
            return CommandRun(step, self._environment, self._places.root)
        if isinstance(step, Download):
            return DownloadRun(step)
        if isinstance(step, Unpack):
            return ThreadRun(lambda: unpack(step))
        if isinstance(step, CheckHealth):
            return HealthRun(step)
        if isinstance(step, TakePlace):
            return ThreadRun(lambda: take_place(self._places, step.version))
        raise TypeError(step)

    def _start_run(self, run: Run) -> None:
        self._run = run
        run.setParent(self)
        run.line.connect(self.line)
        run.progressed.connect(self._show_progress)
        run.ended.connect(self._on_ended)
        run.start()

    def _on_ended(self, error: Optional[EarthGPTXError]) -> None:
        run, self._run = self._run, None
        if run is None:
            return  # a process that could not be started also ends
        run.deleteLater()
        step = self._plan.steps[self._position] if self._plan.steps else None
        if error is not None or step is None:
            self._end(error)
            return
        if isinstance(run, HealthRun):
            self.ready = run.ready
        try:
            if step.name:
                note_finished(self._places, self._plan.key, step.name)
        except OSError as problem:
            self._end(InstallFailed(str(problem), self.tr("Free space on that disk.")))
            return
        self._position += 1
        QTimer.singleShot(0, self._next)

    def _show_progress(self, fraction: float) -> None:
        weights = [step.weight for step in self._plan.steps]
        before, now = sum(weights[: self._position]), weights[self._position]
        done = (before + fraction * now) / sum(weights)
        self.progressed.emit(done, self._plan.steps[self._position].title)

    def _end(self, error: Optional[EarthGPTXError]) -> None:
        replaced = self._position == len(self._plan.steps)
        if self._cancelling and not replaced:
            self.state, error = InstallState.CANCELLED, None
        else:
            self.state = InstallState.FAILED if error else InstallState.DONE
        if self.state is InstallState.DONE:
            threading.Thread(target=remove_replaced, args=(self._places,), daemon=True).start()
        self._environment = None
        self._lock.unlock()
        with contextlib.suppress(OSError):  # after an uninstallation the root may be empty
            self._places.root.rmdir()
        if error is not None:
            self.line.emit(str(error))
        self.ended.emit(error)


def _log(line: str) -> None:
    QgsMessageLog.logMessage(line, LOG_TAG, Qgis.MessageLevel.Info, False)
