"""The button at the dock's foot that leads to the manual, the tour and the diagnostics report."""

from __future__ import annotations

from qgis.PyQt.QtCore import QSize, pyqtSignal
from qgis.PyQt.QtWidgets import QMenu, QToolButton, QWidget

from .. import object_names
from ..widgets.themed_button import ThemedButton


class HelpButton(ThemedButton):
    """A menu of three."""

    manual_wanted = pyqtSignal()
    tour_wanted = pyqtSignal()
    diagnostics_wanted = pyqtSignal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(object_names.HELP, "help", "", parent)
        self.setToolTip(self.tr("Manual, short tour, diagnostics"))
        self.setAutoRaise(True)
        self.setIconSize(QSize(16, 16))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        menu = QMenu(self)
        self._add(menu, object_names.MANUAL, self.tr("Manual"), self.manual_wanted)
        self._add(menu, object_names.START_TOUR, self.tr("Short tour"), self.tour_wanted)
        self._add(
            menu,
            object_names.OPEN_DIAGNOSTICS,
            self.tr("Diagnostics report…"),
            self.diagnostics_wanted,
        )
        self.setMenu(menu)

    def _add(self, menu: QMenu, name: str, text: str, signal: pyqtSignal) -> None:
        action = menu.addAction(text)
        action.setObjectName(name)
        action.triggered.connect(lambda _: signal.emit())
