"""A key for every prompt tool, listed and changeable in QGIS's dialog of keyboard shortcuts."""

from __future__ import annotations

from typing import Callable, Dict, List, Tuple

from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QAction

from ...wire.messages import PromptShape
from ..widgets.icons import plugin_icon

_KEYS = {
    PromptShape.POINT: "Alt+Shift+P",
    PromptShape.BOX: "Alt+Shift+B",
    PromptShape.POLYGON: "Alt+Shift+G",
    PromptShape.SCRIBBLE: "Alt+Shift+S",
}


class ToolShortcuts(QObject):
    """Actions of QGIS's main window; they are there before the dock has been opened."""

    def __init__(self, iface: QgisInterface, use: Callable[[PromptShape], None]) -> None:
        """Register the actions.

        Args:
            use: activates the tool of a shape, or leaves it where it is active already.
        """
        super().__init__()
        self._iface = iface
        self._actions: List[QAction] = []
        for shape, (text, keys) in self._texts().items():
            action = QAction(plugin_icon(), text, iface.mainWindow())
            action.setObjectName(f"earthgptx_use_{shape.value}_tool")
            action.triggered.connect(lambda _, shape=shape: use(shape))
            iface.registerMainWindowAction(action, keys)
            self._actions.append(action)

    def release(self) -> None:
        """Take the actions back."""
        for action in self._actions:
            self._iface.unregisterMainWindowAction(action)
            action.deleteLater()
        self._actions.clear()

    def _texts(self) -> Dict[PromptShape, Tuple[str, str]]:
        texts = {
            PromptShape.POINT: self.tr("EarthGPT-X: mark points"),
            PromptShape.BOX: self.tr("EarthGPT-X: mark boxes"),
            PromptShape.POLYGON: self.tr("EarthGPT-X: mark polygons"),
            PromptShape.SCRIBBLE: self.tr("EarthGPT-X: mark free-hand"),
        }
        return {shape: (text, _KEYS[shape]) for shape, text in texts.items()}
