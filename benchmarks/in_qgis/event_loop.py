"""How long the main thread keeps its event loop waiting, and waiting without disturbing it."""

from __future__ import annotations

import time
from collections.abc import Callable

from qgis.PyQt.QtCore import QEventLoop, Qt, QTimer

TICK_MILLISECONDS = 5


class EventLoopWatch:
    """A context manager that sees the longest time in which the event loop did not come round.

    Attributes:
        longest: seconds between two ticks of a timer in the main thread, the ticks' own interval
            of 5 ms included.
    """

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = 0.0
        self._timer = _ticking(self._tick)

    def __enter__(self) -> EventLoopWatch:
        self._last = time.perf_counter()
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.stop()
        self._tick()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now


def wait_for(condition: Callable[[], bool], patience: float) -> None:
    """Run the event loop until a condition holds, looked at every 5 ms.

    QTest.qWait would not do: it sleeps 10 ms at a time, in which no event is handled.

    Raises:
        TimeoutError: it did not within `patience` seconds.
    """
    deadline = time.monotonic() + patience
    loop = QEventLoop()
    timer = _ticking(lambda: loop.quit() if condition() or time.monotonic() > deadline else None)
    timer.start()
    if not condition():
        loop.exec()
    timer.stop()
    if not condition():
        raise TimeoutError(f"waited {patience:.0f} s in vain")


def rest(seconds: float) -> None:
    """Run the event loop for a while."""
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


def _ticking(action: Callable[[], object]) -> QTimer:
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(TICK_MILLISECONDS)
    timer.timeout.connect(action)
    return timer
