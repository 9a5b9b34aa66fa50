"""The line above the conversation, with what can be done with all of it."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QSize, pyqtSignal
from qgis.PyQt.QtWidgets import QAction, QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from .. import object_names
from ..widgets.themed_button import ThemedButton


class ConversationHeader(QWidget):
    """A title and a menu: copy, export, clear."""

    copy_wanted = pyqtSignal()
    export_wanted = pyqtSignal()
    clear_wanted = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        menu = QMenu(self)
        self._actions = [
            self._action(menu, object_names.COPY_CONVERSATION, self.tr("Copy"), self.copy_wanted),
            self._action(
                menu,
                object_names.EXPORT_CONVERSATION,
                self.tr("Export with pictures…"),
                self.export_wanted,
            ),
            self._action(
                menu, object_names.CLEAR_CONVERSATION, self.tr("Clear"), self.clear_wanted
            ),
        ]
        button = ThemedButton(
            object_names.CONVERSATION_MENU,
            "menu",
            self.tr("Copy, export or clear the conversation; it is kept in the project file."),
            self,
        )
        button.setAutoRaise(True)
        button.setIconSize(QSize(16, 16))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        button.setMenu(menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(QLabel(self.tr("Conversation"), self))
        layout.addStretch(1)
        layout.addWidget(button)
        self._empty, self._busy = True, False
        self._offer()

    def set_empty(self, empty: bool) -> None:
        """There is nothing to copy of nothing."""
        self._empty = empty
        self._offer()

    def set_busy(self, busy: bool) -> None:
        """While an answer is written, nothing is cleared."""
        self._busy = busy
        self._offer()

    def _offer(self) -> None:
        for action in self._actions:
            action.setEnabled(not self._empty)
        self._actions[-1].setEnabled(not (self._empty or self._busy))

    def _action(self, menu: QMenu, name: str, text: str, signal: pyqtSignal) -> QAction:
        action = menu.addAction(text)
        action.setObjectName(name)
        action.triggered.connect(lambda _: signal.emit())
        return action
