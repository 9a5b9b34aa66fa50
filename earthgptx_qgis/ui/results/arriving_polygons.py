"""Polygons of answers on their way into their layers, a portion at a time."""

from __future__ import annotations

from collections import deque
from typing import Deque, Optional, Sequence, Tuple

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...errors import EarthGPTXError
from ...results.answered_polygons import AnsweredPolygons
from ...wire.messages import Segment

PORTION = 500
"""Polygons added before QGIS handles other events again: some 15 ms on a slow processor."""


class ArrivingPolygons(QObject):
    """Keeps the order in which answers came; an answer of one portion is there at once."""

    arrived = pyqtSignal()
    """All polygons of an answer, or of one of its tiles, are in their layer."""
    failed = pyqtSignal(object)
    """The EarthGPTXError that kept the rest of an answer out of its layer."""

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._waiting: Deque[Tuple[AnsweredPolygons, Deque[Segment]]] = deque()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._add_portion)

    @property
    def count(self) -> int:
        """How many polygons are still to come."""
        return sum(len(segments) for _, segments in self._waiting)

    def add(self, polygons: AnsweredPolygons, segments: Sequence[Segment]) -> None:
        """Bring what an answer found into its layer, after all that is on its way already."""
        self._waiting.append((polygons, deque(segments)))
        if len(self._waiting) == 1:
            self._timer.start(0)
            self._add_portion()

    def finish(self) -> None:
        """Bring in at once what is still to come, for who needs all of it now."""
        while self._waiting:
            self._add_portion()

    def drop(self) -> int:
        """Forget what is still to come; how many polygons that are."""
        dropped = self.count
        self._waiting.clear()
        self._timer.stop()
        return dropped

    def _add_portion(self) -> None:
        polygons, segments = self._waiting[0]
        # One step to undo for who is editing the layer, so all of them.
        size = len(segments) if polygons.is_edited else min(PORTION, len(segments))
        portion = [segments.popleft() for _ in range(size)]
        failure: Optional[EarthGPTXError] = None
        try:
            polygons.add(portion)
            if not segments:
                polygons.settle()
        except EarthGPTXError as error:
            failure = error
        if segments and failure is None:
            return
        self._waiting.popleft()
        if not self._waiting:
            self._timer.stop()
        if failure is not None:
            self.failed.emit(failure)
        self.arrived.emit()
