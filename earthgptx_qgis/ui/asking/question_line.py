"""The line a question is typed into, with Ask and Stop."""

from __future__ import annotations

from typing import Optional, Sequence

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QPushButton, QWidget

from .. import object_names
from .question_edit import QuestionEdit


class QuestionLine(QWidget):
    """Enter or Ask asks, Stop stops."""

    asked = pyqtSignal(str)
    """The question, without the spaces around it; may be empty."""
    stop_wanted = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._edit = QuestionEdit(self)
        self._edit.setObjectName(object_names.QUESTION)
        self._edit.setToolTip(self.tr("Enter asks, Shift+Enter begins a new line."))
        self._ask = QPushButton(self.tr("Ask"), self)
        self._ask.setObjectName(object_names.ASK)
        self._ask.setToolTip(self.tr("Ask about what the map shows of the layer (Enter)"))
        self._stop = QPushButton(self.tr("Stop"), self)
        self._stop.setObjectName(object_names.STOP)
        self._stop.setToolTip(self.tr("Stop the answer; what has come so far is kept (Esc)"))
        self._stop.hide()

        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        bottom = Qt.AlignmentFlag.AlignBottom
        layout.addWidget(self._edit, 1, bottom)
        layout.addWidget(self._ask, 0, bottom)
        layout.addWidget(self._stop, 0, bottom)

        self._edit.asked.connect(self._on_asked)
        self._ask.clicked.connect(lambda _: self._on_asked())
        self._stop.clicked.connect(lambda _: self.stop_wanted.emit())

    @property
    def text(self) -> str:
        """The question, without the spaces around it."""
        return self._edit.toPlainText().strip()

    def put(self, question: str) -> None:
        """Fill in a question."""
        self._edit.setPlainText(question)

    def set_hint(self, hint: str) -> None:
        """What the empty line says."""
        self._edit.setPlaceholderText(hint)

    def set_words(self, words: Sequence[str]) -> None:
        """The categories the model knows, offered while typing."""
        self._edit.set_words(words)

    def set_busy(self, busy: bool) -> None:
        """Show Stop in the place of Ask."""
        self._ask.setVisible(not busy)
        self._stop.setVisible(busy)

    def _on_asked(self) -> None:
        if self._ask.isVisibleTo(self):
            self._edit.selectAll()  # the next question is typed over this one
            self.asked.emit(self.text)
