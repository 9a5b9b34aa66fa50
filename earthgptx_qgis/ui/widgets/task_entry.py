"""An entry of QGIS's task manager, and so in its status bar, for work that is done elsewhere."""

from __future__ import annotations

import threading
from typing import Optional

from qgis.core import QgsApplication, QgsTask
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, Qt, QThreadPool, QTimer, pyqtSignal

WORTH_SHOWING_MILLISECONDS = 1000
"""What takes less comes and goes without an entry."""


class TaskEntry(QObject):
    """Shows one piece of work after another; the work itself needs none of it to go on."""

    cancel_wanted = pyqtSignal()
    """Somebody has cancelled it in the task manager, or QGIS ends."""

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._description = ""
        self._fraction = 0.0
        self._task: Optional[_ShownTask] = None
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(WORTH_SHOWING_MILLISECONDS)
        self._delay.timeout.connect(self._show)

    def begin(self, description: str) -> None:
        """The work has begun; it shows once it takes a while."""
        self.end()
        self._description, self._fraction = description, 0.0
        self._delay.start()

    def show_progress(self, fraction: float) -> None:
        """How far it is; a negative fraction means nobody knows."""
        self._fraction = max(fraction, 0.0)
        if self._task is not None and not sip.isdeleted(self._task):
            self._task.setProgress(100.0 * self._fraction)

    def end(self, well: bool = True) -> None:
        """The work is over."""
        self._delay.stop()
        task, self._task = self._task, None
        if task is not None and not sip.isdeleted(task):
            task.end(well)

    def _show(self) -> None:
        self._task = _ShownTask(self._description)
        self._task.cancelled.connect(self.cancel_wanted, Qt.ConnectionType.QueuedConnection)
        self._task.setProgress(100.0 * self._fraction)
        QgsApplication.taskManager().addTask(self._task)


def thread_pool() -> QThreadPool:
    """The threads that tasks run in; in QGIS 3.22 those that the map is drawn with."""
    manager = QgsApplication.taskManager()
    own = getattr(manager, "threadPool", None)
    return own() if own is not None else QThreadPool.globalInstance()


class _ShownTask(QgsTask):
    """Sleeps until the work is over. QgsProxyProgressTask cannot be cancelled in QGIS 3.22."""

    cancelled = pyqtSignal()

    def __init__(self, description: str) -> None:
        flags = QgsTask.Flag.CanCancel | QgsTask.Flag.CancelWithoutPrompt
        super().__init__(description, flags)
        self._over = threading.Event()
        self._well = False

    def run(self) -> bool:
        """The thread: one of few for all tasks, so another one may run meanwhile."""
        pool = thread_pool()
        pool.releaseThread()
        self._over.wait()
        pool.reserveThread()
        return self._well

    def cancel(self) -> None:
        """As asked for in the task manager; QGIS does so too when it ends."""
        is_news = not self._over.is_set()
        self._over.set()
        super().cancel()
        if is_news:
            self.cancelled.emit()

    def end(self, well: bool) -> None:
        """The work is over."""
        self._well = well
        self._over.set()
        if self.status() == QgsTask.TaskStatus.Queued:  # some are never started on a busy machine
            self.cancel()
