"""The row of buttons that mark things: four map tools and the selected features."""

from __future__ import annotations

from typing import Dict, Optional

from qgis.PyQt.QtCore import QSize, pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QWidget

from ...wire.messages import PromptShape
from .. import object_names
from ..widgets.themed_button import ThemedButton


class PromptToolbar(QWidget):
    """Buttons only: which tool is wanted is a signal, which one is active is told from outside."""

    tool_wanted = pyqtSignal(object)
    """The PromptShape whose tool the user wants, None to go back to the tool of before."""
    selected_features_wanted = pyqtSignal()
    undo_wanted = pyqtSignal()
    remove_wanted = pyqtSignal()
    clear_wanted = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._tools = self._make_tools()
        self._features = self._button(
            object_names.USE_SELECTED_FEATURES,
            "features",
            self.tr("Use the selected features of the current vector layer as marks."),
        )
        self._undo = self._button(
            object_names.UNDO_MARK,
            "undo",
            self.tr(
                "Take back the last change of the marks (Ctrl+Z; Ctrl+Shift+Z makes it again)."
            ),
        )
        self._remove = self._button(
            object_names.REMOVE_MARK, "remove", self.tr("Remove the marks chosen in the list.")
        )
        self._clear = self._button(object_names.CLEAR_MARKS, "clear", self.tr("Remove all marks."))
        self._lay_out()
        self._connect()
        self.set_mark_count(0)
        self.set_can_undo(False)

    def show_tool(self, shape: Optional[PromptShape]) -> None:
        """Press the button of the active tool, release the others."""
        for other, button in self._tools.items():
            button.setChecked(other is shape)

    def set_mark_count(self, count: int) -> None:
        """Removing is offered only where there are marks."""
        self._remove.setEnabled(count > 0)
        self._clear.setEnabled(count > 0)

    def set_can_undo(self, can_undo: bool) -> None:
        """Taking back is offered only where something was done."""
        self._undo.setEnabled(can_undo)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for button in self._tools.values():
            layout.addWidget(button)
        layout.addWidget(self._separator())
        layout.addWidget(self._features)
        layout.addStretch(1)
        layout.addWidget(self._undo)
        layout.addWidget(self._remove)
        layout.addWidget(self._clear)

    def _connect(self) -> None:
        for shape, button in self._tools.items():
            button.clicked.connect(
                lambda checked, shape=shape: self.tool_wanted.emit(shape if checked else None)
            )
        self._features.clicked.connect(lambda _: self.selected_features_wanted.emit())
        self._undo.clicked.connect(lambda _: self.undo_wanted.emit())
        self._remove.clicked.connect(lambda _: self.remove_wanted.emit())
        self._clear.clicked.connect(lambda _: self.clear_wanted.emit())

    def _make_tools(self) -> Dict[PromptShape, ThemedButton]:
        return {
            PromptShape.POINT: self._tool(
                object_names.POINT_TOOL,
                "point",
                self.tr(
                    "Mark a point: click on an object. Shift subtracts from the last mark. "
                    "Esc leaves the tool."
                ),
            ),
            PromptShape.BOX: self._tool(
                object_names.BOX_TOOL,
                "box",
                self.tr("Mark a box: drag around an object."),
            ),
            PromptShape.POLYGON: self._tool(
                object_names.POLYGON_TOOL,
                "polygon",
                self.tr("Mark a polygon: click its corners, right-click ends it."),
            ),
            PromptShape.SCRIBBLE: self._tool(
                object_names.SCRIBBLE_TOOL,
                "scribble",
                self.tr("Mark free-hand: draw over an object."),
            ),
        }

    def _separator(self) -> QFrame:
        line = QFrame(self)
        line.setFrameShape(QFrame.Shape.VLine)
        line.setFrameShadow(QFrame.Shadow.Sunken)
        return line

    def _tool(self, name: str, icon: str, tooltip: str) -> ThemedButton:
        button = self._button(name, icon, tooltip)
        button.setCheckable(True)
        return button

    def _button(self, name: str, icon: str, tooltip: str) -> ThemedButton:
        button = ThemedButton(name, icon, tooltip, self)
        button.setAutoRaise(True)
        button.setIconSize(QSize(20, 20))
        return button
