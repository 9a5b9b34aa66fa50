"""Ctrl+Z and Ctrl+Shift+Z for marks, where marks are what the keys should mean."""

from __future__ import annotations

from typing import Callable, Optional

from qgis.PyQt.QtCore import QEvent, QObject
from qgis.PyQt.QtGui import QKeySequence

from ...canvas.prompts import PromptSet


class UndoKeys(QObject):
    """An event filter: takes the keys from QGIS's own undo, which is about layers being edited."""

    def __init__(
        self,
        prompt_set: PromptSet,
        applies: Callable[[], bool],
        parent: Optional[QObject] = None,
    ) -> None:
        """Make a filter; the caller installs it.

        Args:
            applies: whether the keys are meant for the marks now.
        """
        super().__init__(parent)
        self._prompt_set = prompt_set
        self._applies = applies

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim the keys as a shortcut is looked for, act as they are pressed."""
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        undoes = event.matches(QKeySequence.StandardKey.Undo)
        redoes = event.matches(QKeySequence.StandardKey.Redo)
        if not (undoes or redoes) or not self._applies():
            return False
        if event.type() == QEvent.Type.KeyPress:
            (self._prompt_set.undo if undoes else self._prompt_set.redo)()
        event.accept()
        return True
