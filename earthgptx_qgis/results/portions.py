"""Work on layers of thousands of polygons, in portions between which QGIS handles other events."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Callable, Deque, Iterator, Optional, Sequence, TypeVar

from qgis.PyQt.QtCore import QObject, QTimer

from ..errors import EarthGPTXError

PORTION = 250
"""Polygons handled in one turn of the event loop: some 30 ms on a slow processor."""

Item = TypeVar("Item")


def in_portions(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """The items in their order, PORTION at a time."""
    for start in range(0, len(items), PORTION):
        yield items[start : start + PORTION]


@dataclass(frozen=True)
class _Piece:
    """One piece of work.

    Attributes:
        steps: yields after each step how many polygons it handled.
    """

    steps: Iterator[int]
    done: Callable[[], None]
    failed: Callable[[EarthGPTXError], None]

    def take_turn(self) -> bool:
        """Do a portion's worth of steps; whether more are left.

        Raises:
            EarthGPTXError: what a step raised; there is nothing more to do.
        """
        handled = 0
        for count in self.steps:
            handled += count
            if handled >= PORTION:
                return True
        return False


class PortionedWork(QObject):
    """Does pieces of work in the order they came; what is one portion is done at once."""

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._waiting: Deque[_Piece] = deque()
        # Started anew after each turn: one that repeats itself comes before whatever became due
        # during the turn.
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._take_turn)

    @property
    def is_busy(self) -> bool:
        """Whether anything is left to do."""
        return bool(self._waiting)

    def add(
        self,
        steps: Iterator[int],
        done: Callable[[], None],
        failed: Callable[[EarthGPTXError], None],
        at_once: bool = True,
    ) -> None:
        """Do this after all that waits already.

        Args:
            steps: does a step each time it is asked, and says how many polygons that were.
            done: called after the last step.
            failed: called instead with the error that a step raised.
            at_once: whether the first portion's turn is this one, where nothing else waits.
        """
        self._waiting.append(_Piece(steps, done, failed))
        if len(self._waiting) > 1:
            return
        if at_once:
            self._take_turn()
        else:
            self._timer.start(0)

    def finish(self) -> None:
        """Do at once all that is left."""
        while self._waiting:
            self._take_turn()

    def drop(self) -> None:
        """Forget what is left."""
        self._waiting.clear()
        self._timer.stop()

    def _take_turn(self) -> None:
        piece = self._waiting[0]
        try:
            is_unfinished = piece.take_turn()
        # Handled in here: an error kept in a variable would keep this frame, and so itself and the
        # layers of the steps, until the garbage is collected.
        except EarthGPTXError as error:
            self._end_piece()
            piece.failed(error)
            return
        if is_unfinished:
            self._timer.start(0)
            return
        self._end_piece()
        piece.done()

    def _end_piece(self) -> None:
        self._waiting.popleft()
        if self._waiting:
            self._timer.start(0)
        else:
            self._timer.stop()
