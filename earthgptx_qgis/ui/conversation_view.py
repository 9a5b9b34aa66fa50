"""What was asked and answered, as running text with links.

Everything is inserted as plain text with formats, never as HTML: neither a question nor a
backend's answer can bring mark-up, pictures or links of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Callable, Dict, List, Optional, Tuple

from qgis.PyQt.QtCore import QSize, QUrl, pyqtSignal
from qgis.PyQt.QtGui import (
    QFont,
    QPalette,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from qgis.PyQt.QtWidgets import QTextBrowser, QWidget

from ..wire.messages import Segment
from . import object_names
from .tints import Tint, muted_of, tint_of

_LAST_WORDS_SHOWN = 3
"""Lines of the backend's log below a failure; the log panel has them all."""


@dataclass
class _Exchange:
    """Where one question and its answer stand in the document."""

    answer_block: int
    phrases: Dict[str, List[Tuple[int, int]]] = field(default_factory=dict)
    links: Dict[str, QTextCharFormat] = field(default_factory=dict)


class ConversationView(QTextBrowser):
    """Grows at its end only; an exchange is known by its number, from 0."""

    phrase_clicked = pyqtSignal(int, str)
    mark_clicked = pyqtSignal(int, int)
    show_rejected_clicked = pyqtSignal(int)
    ask_again_clicked = pyqtSignal(int)

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_names.CONVERSATION)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setPlaceholderText(
            self.tr("Mark something on the map and ask what it is, or ask to find things in view.")
        )
        self._exchanges: List[_Exchange] = []
        self._actions: List[Callable[[], None]] = []
        self._line_ended = False  # what is said next belongs on a line of its own
        self._follows = True  # the newest words are in view, and are to stay so
        self.anchorClicked.connect(self._on_anchor_clicked)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def begin(self, question: str, details: str) -> int:
        """Write a question and what it is about; the number of the new exchange comes back."""
        self._new_block(top_margin=10 if self._exchanges else 0)
        self._insert(question, self._format(bold=True))
        self._new_block()
        self._insert(details, self._format(muted=True))
        self._new_block(top_margin=2)
        self._exchanges.append(_Exchange(self.document().blockCount() - 1))
        return len(self._exchanges) - 1

    def append_text(self, exchange: int, text: str, phrase: str = "") -> None:
        """Add words to the answer; a phrase is a link if or once it has polygons."""
        state = self._exchanges[exchange]
        if self._line_ended:
            self._new_block()
        start = self._end()
        self._insert(text, state.links.get(phrase) or self._format())
        if phrase:
            state.phrases.setdefault(phrase, []).append((start, self._end()))

    def link_phrase(self, exchange: int, phrase: str) -> None:
        """Make a phrase of the answer, said already or said later, a link to its polygons."""
        state = self._exchanges[exchange]
        if phrase in state.links:
            return
        link = self._link(lambda: self.phrase_clicked.emit(exchange, phrase))
        state.links[phrase] = link
        for start, end in state.phrases.get(phrase, ()):
            cursor = QTextCursor(self.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(link)

    def append_mark_answer(self, exchange: int, mark: int, text: str, score: float) -> None:
        """Add what is said of one mark, on a line of its own."""
        self._fresh_line()
        link = self._link(lambda: self.mark_clicked.emit(exchange, mark))
        self._insert(self.tr("Mark {number}").format(number=mark), link)
        self._insert(f": {text} ", self._format())
        self._insert(f"({score:.2f})", self._format(muted=True))
        self._line_ended = True

    def append_note(self, text: str) -> None:
        """Add a line of small print."""
        self._fresh_line()
        self._insert(text, self._format(muted=True))
        self._line_ended = True

    def say_nothing_found(self, exchange: int, best: Optional[Segment]) -> None:
        """End with an honest nothing, and the best rejected candidate if there was one."""
        self._fresh_line()
        self._insert(self.tr("Nothing found."), self._format(bold=True))
        if best is not None:
            candidate = self.tr(" Best candidate: {label}, score {score:.2f}. ")
            self._insert(candidate.format(label=best.label, score=best.score), self._format())
            link = self._link(lambda: self.show_rejected_clicked.emit(exchange))
            self._insert(self.tr("Show it"), link)
        self._tint(exchange, Tint.INFORMATION)

    def say_not_sure(self, exchange: int, score: float) -> None:
        """Mark the answer as one the model does not stand behind."""
        self._fresh_line()
        self._insert(self.tr("Not sure."), self._format(bold=True))
        warning = self.tr(" Score {score:.2f}: take this as a guess.")
        self._insert(warning.format(score=score), self._format())
        self._tint(exchange, Tint.CAUTION)

    def say_failed(self, exchange: int, message: str, hint: str) -> None:
        """End with a failure, what to do about it, and the offer to ask again.

        The first line of the message says what happened, the others are the backend's last words.
        """
        what_happened, *last_words = message.splitlines() or [""]
        self._fresh_line()
        self._insert(self.tr("Failed: ") + what_happened, self._format(bold=True))
        for line in last_words[-_LAST_WORDS_SHOWN:]:
            self._fresh_line()
            self._insert(line, self._format(muted=True))
        if hint:
            self._fresh_line()
            self._insert(hint, self._format())
        self._fresh_line()
        self._offer_again(exchange)
        self._tint(exchange, Tint.FAILURE)

    def say_stopped(self, exchange: int) -> None:
        """End with the user's Stop."""
        self._fresh_line()
        self._insert(self.tr("Stopped.") + " ", self._format(muted=True))
        self._offer_again(exchange)

    def sizeHint(self) -> QSize:
        """Wide enough for a sentence; the dock takes its first width from it."""
        return QSize(self.fontMetrics().averageCharWidth() * 46, 240)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the newest words in view when the dock gives this view less room."""
        follows = self._follows
        super().resizeEvent(event)
        if follows:
            self._scroll_to_end()

    def _offer_again(self, exchange: int) -> None:
        link = self._link(lambda: self.ask_again_clicked.emit(exchange))
        self._insert(self.tr("Ask again"), link)

    def _on_anchor_clicked(self, url: QUrl) -> None:
        self._actions[int(url.fragment())]()

    def _link(self, action: Callable[[], None]) -> QTextCharFormat:
        self._actions.append(action)
        link = self._format()
        link.setAnchor(True)
        link.setAnchorHref(f"#{len(self._actions) - 1}")
        link.setForeground(self.palette().brush(QPalette.ColorRole.Link))
        link.setFontUnderline(True)
        return link

    def _format(self, bold: bool = False, muted: bool = False) -> QTextCharFormat:
        text_format = QTextCharFormat()
        if bold:
            text_format.setFontWeight(QFont.Weight.Bold)
        if muted:
            text_format.setForeground(muted_of(self.palette()))
        return text_format

    def _end(self) -> int:
        return self.document().characterCount() - 1

    def _insert(self, text: str, text_format: QTextCharFormat) -> None:
        follows = self._follows  # inserting moves the scroll bar's end away
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(text, text_format)
        if follows:
            self._scroll_to_end()

    def _scroll_to_end(self) -> None:
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def _on_scrolled(self, value: int) -> None:
        self._follows = value >= self.verticalScrollBar().maximum()

    def _new_block(self, top_margin: int = 0) -> None:
        block_format = QTextBlockFormat()
        block_format.setTopMargin(top_margin)
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if self.document().isEmpty():
            cursor.setBlockFormat(block_format)
        else:
            cursor.insertBlock(block_format, QTextCharFormat())
        self._line_ended = False

    def _fresh_line(self) -> None:
        if self.document().lastBlock().text():
            self._new_block()

    def _tint(self, exchange: int, tint: Tint) -> None:
        block = self.document().findBlockByNumber(self._exchanges[exchange].answer_block)
        while block.isValid():
            block_format = block.blockFormat()
            block_format.setBackground(tint_of(tint, self.palette()))
            QTextCursor(block).setBlockFormat(block_format)
            block = block.next()
