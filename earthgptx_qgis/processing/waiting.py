"""Waiting for a signal in the thread of an algorithm, ready to stop at any moment."""

from __future__ import annotations

from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import QEventLoop, QTimer, pyqtBoundSignal

from ..errors import Stopped
from .texts import tr

_POLL_MILLISECONDS = 50


def wait_for(feedback: QgsFeedback, *signals: pyqtBoundSignal) -> None:
    """Run the event loop of this thread until one of the signals comes.

    Needs nothing of the main thread. Where the algorithm runs in the main thread itself, clicks and
    keys have to wait, as they do for every other algorithm there.

    Raises:
        Stopped: the person asked to stop before.
    """
    loop = QEventLoop()
    for signal in signals:
        signal.connect(loop.quit)
    watch = QTimer()
    watch.timeout.connect(lambda: loop.quit() if feedback.isCanceled() else None)
    watch.start(_POLL_MILLISECONDS)
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    watch.stop()
    if feedback.isCanceled():
        raise Stopped(tr("Stopped."))
