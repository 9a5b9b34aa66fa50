"""The row of buttons that mark things: four map tools and the selected features."""

from __future__ import annotations

from typing import Dict, Optional

from qgis.PyQt.QtCore import QEvent, QSize, pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from ..wire.messages import PromptShape
from . import object_names
from .icons import THEME_CHANGES, themed_icon


class PromptToolbar(QWidget):
    """Buttons only: which tool is wanted is a signal, which one is active is told from outside."""

    tool_wanted = pyqtSignal(object)
    """The PromptShape whose tool the user wants, None to go back to the tool of before."""
    selected_features_wanted = pyqtSignal()
    remove_wanted = pyqtSignal()
    clear_wanted = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._icons: Dict[QToolButton, str] = {}
        self._tools = {
            PromptShape.POINT: self._tool(
                object_names.POINT_TOOL,
                "point",
                self.tr("Mark a point: click on an object. Shift subtracts from the last mark."),
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
        features = self._button(
            object_names.USE_SELECTED_FEATURES,
            "features",
            self.tr("Use the selected features of the current vector layer as marks."),
        )
        self._remove = self._button(
            object_names.REMOVE_MARK, "remove", self.tr("Remove the marks chosen in the list.")
        )
        self._clear = self._button(object_names.CLEAR_MARKS, "clear", self.tr("Remove all marks."))
        self._lay_out(features)
        for shape, button in self._tools.items():
            button.clicked.connect(
                lambda checked, shape=shape: self.tool_wanted.emit(shape if checked else None)
            )
        features.clicked.connect(lambda _: self.selected_features_wanted.emit())
        self._remove.clicked.connect(lambda _: self.remove_wanted.emit())
        self._clear.clicked.connect(lambda _: self.clear_wanted.emit())
        self.set_mark_count(0)
        self._draw_icons()

    def show_tool(self, shape: Optional[PromptShape]) -> None:
        """Press the button of the active tool, release the others."""
        for other, button in self._tools.items():
            button.setChecked(other is shape)

    def set_mark_count(self, count: int) -> None:
        """Removing is offered only where there are marks."""
        self._remove.setEnabled(count > 0)
        self._clear.setEnabled(count > 0)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons anew when the theme changes."""
        super().changeEvent(event)
        if event.type() in THEME_CHANGES:
            self._draw_icons()

    def _lay_out(self, features: QToolButton) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for button in self._tools.values():
            layout.addWidget(button)
        layout.addWidget(self._separator())
        layout.addWidget(features)
        layout.addStretch(1)
        layout.addWidget(self._remove)
        layout.addWidget(self._clear)

    def _separator(self) -> QFrame:
        line = QFrame(self)
        line.setFrameShape(QFrame.Shape.VLine)
        line.setFrameShadow(QFrame.Shadow.Sunken)
        return line

    def _tool(self, name: str, icon: str, tooltip: str) -> QToolButton:
        button = self._button(name, icon, tooltip)
        button.setCheckable(True)
        return button

    def _button(self, name: str, icon: str, tooltip: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setToolTip(tooltip)
        button.setAutoRaise(True)
        button.setIconSize(QSize(20, 20))
        self._icons[button] = icon
        return button

    def _draw_icons(self) -> None:
        for button, name in self._icons.items():
            button.setIcon(themed_icon(name, self.palette()))
