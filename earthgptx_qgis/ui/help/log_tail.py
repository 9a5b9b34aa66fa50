"""The last lines of the plugin's tab in QGIS's log, for the diagnostics report."""

from __future__ import annotations

from collections import deque
from typing import Deque, Tuple

from qgis.core import Qgis, QgsApplication
from qgis.PyQt.QtCore import QObject

from ...runtime.process import LOG_TAG

_LINES = 40


class LogTail(QObject):
    """QGIS's log cannot be read back, so its lines are listened to."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines: Deque[str] = deque(maxlen=_LINES)
        QgsApplication.messageLog().messageReceived.connect(self._on_message)

    @property
    def lines(self) -> Tuple[str, ...]:
        """The oldest first."""
        return tuple(self._lines)

    def release(self) -> None:
        """Listen no more."""
        QgsApplication.messageLog().messageReceived.disconnect(self._on_message)

    def _on_message(self, message: str, tag: str, level: Qgis.MessageLevel) -> None:
        if tag == LOG_TAG:
            self._lines.extend(message.splitlines())
