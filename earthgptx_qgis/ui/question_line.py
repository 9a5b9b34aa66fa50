"""The line a question is typed into, with Ask and Stop."""

from __future__ import annotations

from typing import Optional, Sequence

from qgis.PyQt.QtCore import QStringListModel, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QPushButton, QWidget

from . import object_names


class QuestionLine(QWidget):
    """Enter or Ask asks, Stop stops."""

    asked = pyqtSignal(str)
    """The question, without the spaces around it; may be empty."""
    stop_wanted = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._words = QStringListModel(self)
        completer = QCompleter(self._words, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchStartsWith)
        self._line = QLineEdit(self)
        self._line.setObjectName(object_names.QUESTION)
        self._line.setClearButtonEnabled(True)
        self._line.setCompleter(completer)
        self._ask = QPushButton(self.tr("Ask"), self)
        self._ask.setObjectName(object_names.ASK)
        self._ask.setToolTip(self.tr("Ask about what the map shows of the layer (Enter)"))
        self._stop = QPushButton(self.tr("Stop"), self)
        self._stop.setObjectName(object_names.STOP)
        self._stop.setToolTip(self.tr("Stop the answer; what has come so far is kept (Esc)"))
        self._stop.hide()

        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._line, 1)
        layout.addWidget(self._ask)
        layout.addWidget(self._stop)

        self._line.returnPressed.connect(self._on_asked)
        self._ask.clicked.connect(lambda _: self._on_asked())
        self._stop.clicked.connect(lambda _: self.stop_wanted.emit())

    @property
    def text(self) -> str:
        """The question, without the spaces around it."""
        return self._line.text().strip()

    def set_hint(self, hint: str) -> None:
        """What the empty line says."""
        self._line.setPlaceholderText(hint)

    def set_words(self, words: Sequence[str]) -> None:
        """The categories the model knows, offered while typing."""
        self._words.setStringList(sorted(words))

    def set_busy(self, busy: bool) -> None:
        """Show Stop in the place of Ask."""
        self._ask.setVisible(not busy)
        self._stop.setVisible(busy)

    def _on_asked(self) -> None:
        if self._ask.isVisibleTo(self):
            self._line.selectAll()  # the next question is typed over this one
            self.asked.emit(self.text)
