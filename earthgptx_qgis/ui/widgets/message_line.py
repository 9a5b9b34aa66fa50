"""One line in the dock that says what has to be put right; never a modal box."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel, QSizePolicy, QWidget

from .. import object_names
from .tints import Tint, tint_of


class MessageLine(QLabel):
    """Hidden while there is nothing to say."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_names.MESSAGE)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.setMargin(4)
        self.setAutoFillBackground(True)
        self.hide()

    def warn(self, message: str, hint: str = "") -> None:
        """Say what is wrong and what to do next."""
        self._say(Tint.FAILURE, f"{message} {hint}".strip())

    def tell(self, message: str) -> None:
        """Say what was done."""
        self._say(Tint.INFORMATION, message)

    def clear_message(self) -> None:
        """Nothing to say any more."""
        self.clear()
        self.hide()

    def _say(self, tint: Tint, text: str) -> None:
        palette = self.palette()
        palette.setColor(self.backgroundRole(), tint_of(tint, palette))
        self.setPalette(palette)
        self.setText(text)
        self.show()
