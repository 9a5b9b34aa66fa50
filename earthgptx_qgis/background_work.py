"""One piece of work away from the main thread."""

from __future__ import annotations

import logging
import threading
from typing import Callable, ClassVar, Optional, Set

from qgis.PyQt.QtCore import QCoreApplication, QObject, Qt, pyqtSignal

from .errors import EarthGPTXError

_log = logging.getLogger(__name__)


class BackgroundWork(QObject):
    """Runs a function in a thread of its own; lives on the main thread.

    Exactly one of `done` and `failed` is emitted, on the main thread; neither after `wait`. It
    keeps itself alive from `start` until then, and QGIS does not quit before the work is at its
    end: what is being written is written.

    Not a QgsTask: on a busy machine QGIS 3.22 leaves one task in some hundreds queued for ever.
    """

    done = pyqtSignal(object)
    """Carries what the function returned."""
    failed = pyqtSignal(object)
    """Carries the EarthGPTXError it raised."""

    _ended = pyqtSignal()  # from the thread

    _running: ClassVar[Set[BackgroundWork]] = set()

    def __init__(self, work: Callable[[], object]) -> None:
        """Nothing is begun yet.

        Args:
            work: touches no widget, no project and no layer but its own.
        """
        super().__init__()
        self._work: Optional[Callable[[], object]] = work
        self._result: object = None
        self._error: Optional[EarthGPTXError] = None
        self._ended.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin; once only."""
        self._running.add(self)
        QCoreApplication.instance().aboutToQuit.connect(self.wait)
        # Made here, as it holds this object and lets go only when it ends.
        self._thread = threading.Thread(target=self._run, name="EarthGPT-X work")
        self._thread.start()

    def wait(self) -> None:
        """Wait for the end of the work without a word about it: there is nobody to hear it."""
        self.blockSignals(True)
        self._release()

    def _run(self) -> None:
        """The thread."""
        try:
            self._result = self._work()
        except EarthGPTXError as error:
            self._error = error.with_traceback(None)  # its frames hold what was worked on
        except Exception as error:  # noqa: BLE001 (the thread's edge: Python would only print it)
            _log.exception("work in the background")
            self._error = EarthGPTXError(
                self.tr("Something went wrong that should not: {}.").format(error),
                self.tr("See the log messages."),
            )
        self._ended.emit()

    def _finish(self) -> None:
        self._release()
        if self._error is not None:
            self.failed.emit(self._error)
        else:
            self.done.emit(self._result)

    def _release(self) -> None:
        # The thread has nothing left to do but must not be the last to hold this object, and what
        # was worked on goes here, on the main thread.
        self._thread.join()
        self._work = None
        self._running.discard(self)
