"""One muted line in the dock: how the view will be read, where that is not at full detail."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel, QSizePolicy, QWidget

from .. import object_names


class ViewLine(QLabel):
    """Hidden while there is nothing to say."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_names.VIEW)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.hide()

    def tell(self, text: str) -> None:
        """Show a text; an empty one hides the line."""
        self.setText(text)
        self.setVisible(bool(text))
