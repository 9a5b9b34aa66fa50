"""How far a file is, while it is being saved."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QSize, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from .. import object_names
from ..widgets.themed_button import ThemedButton


class SavingLine(QWidget):
    """A progress bar and a button to cancel; hidden while nothing is being saved."""

    cancel_wanted = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._bar = QProgressBar(self)
        self._bar.setObjectName(object_names.SAVING)
        self._bar.setMaximumHeight(self.fontMetrics().height() + 4)
        self._bar.setFormat(self.tr("Saving"))
        self._cancel = ThemedButton(
            object_names.CANCEL_SAVING,
            "clear",
            self.tr("Cancel; files stay as they were"),
            self,
        )
        self._cancel.setAutoRaise(True)
        self._cancel.setIconSize(QSize(14, 14))
        self._cancel.clicked.connect(lambda _: self.cancel_wanted.emit())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._bar, 1)
        layout.addWidget(self._cancel)
        self.hide()

    def show_progress(self, percent: float) -> None:
        """Say how much is written."""
        self._bar.setValue(round(percent))
