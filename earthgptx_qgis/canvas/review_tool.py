"""The map tool of a review: keys decide, a click chooses a polygon."""

from __future__ import annotations

from qgis.core import QgsPointXY
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool
from qgis.PyQt.QtCore import QEvent, QObject, Qt, pyqtSignal


class ReviewTool(QgsMapTool):
    """A accepts, R rejects, N goes on, Esc leaves; coordinates are in the canvas's CRS."""

    accept_pressed = pyqtSignal()
    reject_pressed = pyqtSignal()
    next_pressed = pyqtSignal()
    leave_pressed = pyqtSignal()
    clicked = pyqtSignal(QgsPointXY)

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._signals = {
            Qt.Key.Key_A: self.accept_pressed,
            Qt.Key.Key_R: self.reject_pressed,
            Qt.Key.Key_N: self.next_pressed,
            Qt.Key.Key_Escape: self.leave_pressed,
        }

    def activate(self) -> None:
        super().activate()
        self._canvas.installEventFilter(self)

    def deactivate(self) -> None:
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
        if event.type() == QEvent.Type.KeyPress:
            signal.emit()
        event.accept()
        return True
