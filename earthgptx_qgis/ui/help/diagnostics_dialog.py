"""Shows the diagnostics report before anybody sends it anywhere."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QFontDatabase
from qgis.PyQt.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from .. import object_names

_SIZE_IN_LETTERS = (80, 30)


class DiagnosticsDialog(QDialog):
    """The text, Copy and Close; not modal."""

    def __init__(self, report: str, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_names.DIAGNOSTICS)
        self.setWindowTitle(self.tr("Diagnostics of EarthGPT-X"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        note = QLabel(
            self.tr(
                "Attach this when you report a fault. Passwords and the words of your backend"
                " command are left out; read it before you send it."
            ),
            self,
        )
        note.setWordWrap(True)
        self._text = QPlainTextEdit(report, self)
        self._text.setReadOnly(True)
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self._copy = buttons.addButton(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        self._copy.setObjectName(object_names.DIAGNOSTICS_COPY)
        self._copy.clicked.connect(lambda _: self._on_copy())
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(note)
        layout.addWidget(self._text, 1)
        layout.addWidget(buttons)
        letter = self._text.fontMetrics().boundingRect("x").size()
        line = self._text.fontMetrics().lineSpacing()
        columns, lines = _SIZE_IN_LETTERS
        self.resize(columns * max(letter.width(), 8), lines * line)

    def _on_copy(self) -> None:
        QApplication.clipboard().setText(self._text.toPlainText())
        self._copy.setText(self.tr("Copied"))
