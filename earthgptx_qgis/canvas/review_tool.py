"""The map tool of a review: keys decide, a click chooses a polygon."""

from __future__ import annotations

from qgis.core import QgsPointXY
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool
from qgis.PyQt.QtCore import QEvent, QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QWidget

from .key_focus import KeyFocus


class ReviewTool(QgsMapTool):
    """A accepts, R rejects, N goes on, Esc leaves; coordinates are in the canvas's CRS.

    The letters work wherever a person does not type, Esc on the map only: elsewhere it is taken.
    """

    accept_pressed = pyqtSignal()
    reject_pressed = pyqtSignal()
    next_pressed = pyqtSignal()
    leave_pressed = pyqtSignal()
    clicked = pyqtSignal(QgsPointXY)

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._focus = KeyFocus(self, canvas)
        self._signals = {
            Qt.Key.Key_A: self.accept_pressed,
            Qt.Key.Key_R: self.reject_pressed,
            Qt.Key.Key_N: self.next_pressed,
            Qt.Key.Key_Escape: self.leave_pressed,
        }

    def activate(self) -> None:
        super().activate()
        self._canvas.installEventFilter(self)
        self._focus.begin()

    def deactivate(self) -> None:
        self._focus.end()
        self._canvas.removeEventFilter(self)
        super().deactivate()

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        """Choose what lies under the cursor."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(event.mapPoint())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim the keys before QGIS's own shortcuts (R is one), act as they are pressed."""
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        signal = self._signals.get(event.key())
        if signal is None or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            return False
        if watched != self._canvas and not self._is_free(watched, event.key()):
            return False
        if event.type() == QEvent.Type.KeyPress:
            signal.emit()
        event.accept()
        return True

    def _is_free(self, watched: QObject, key: int) -> bool:
        """Whether a key pressed elsewhere than on the map is meant for the review."""
        return (
            key != Qt.Key.Key_Escape
            and isinstance(watched, QWidget)
            and self._focus.may_take(watched)
        )
