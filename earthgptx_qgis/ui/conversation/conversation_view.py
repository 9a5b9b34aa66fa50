"""What was asked and answered, as running text with links.

Everything is inserted as plain text with formats, never as HTML: neither a question, a backend's
answer nor a project's history can bring mark-up, pictures or links of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Callable, Dict, List, Optional, Tuple

from qgis.PyQt.QtCore import QEvent, QSize, QUrl, pyqtSignal
from qgis.PyQt.QtGui import (
    QFont,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from qgis.PyQt.QtWidgets import QTextBrowser, QWidget

from ...wire.messages import Segment
from .. import object_names
from ..widgets.icons import drawn_icon
from ..widgets.numbers import score_text
from ..widgets.tints import Tint, dim_hint, muted_of, strong_of, tint_of
from .answer_texts import failed_text, mark_name, not_sure_text, nothing_found_text
from .turn import Outcome, Turn

_LAST_WORDS_SHOWN = 3
"""Lines of the backend's log below a failure; the log panel has them all."""
_TINTS = {
    Outcome.NOTHING_FOUND: Tint.INFORMATION,
    Outcome.NOT_SURE: Tint.CAUTION,
    Outcome.FAILED: Tint.FAILURE,
}
_ICONS = {
    Tint.INFORMATION: "nothing_found",
    Tint.CAUTION: "not_sure",
    Tint.FAILURE: "failed",
}


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
    refine_clicked = pyqtSignal(int)
    view_clicked = pyqtSignal(int)

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_names.CONVERSATION)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setPlaceholderText(
            self.tr("Mark something on the map and ask what it is, or ask to find things in view.")
        )
        dim_hint(self)
        self._exchanges: List[_Exchange] = []
        self._actions: List[Callable[[], None]] = []
        self._icons: Dict[int, Tint] = {}  # by the number of the block they stand in
        self._line_ended = False  # what is said next belongs on a line of its own
        self._follows = True  # the newest words are in view, and are to stay so
        self.anchorClicked.connect(self._on_anchor_clicked)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def begin(self, question: str, details: str) -> int:
        """Write a question and what it is about; the number of the new exchange comes back."""
        self._new_block(top_margin=0 if self.document().isEmpty() else 10)
        self._insert_lines(question, self._format(bold=True))
        self._new_block()
        self._insert_small_print(details)
        self._new_block(top_margin=2)
        self._exchanges.append(_Exchange(self.document().blockCount() - 1))
        return len(self._exchanges) - 1

    def restore(self, turn: Turn) -> None:
        """Write a turn of an earlier session; it has no links."""
        exchange = self.begin(turn.question, turn.details)
        self._insert_lines(turn.answer, self._format())
        tint = _TINTS.get(turn.outcome)
        if turn.remark:
            self._verdict_line(tint)
            self._insert_lines(turn.remark, self._format(bold=tint is not None))
        if tint is not None:
            self._tint(exchange, tint)
        for note in turn.notes:
            self.append_note(note)

    def forget_all(self) -> None:
        """Empty the view; numbers of exchanges are not used again."""
        self.clear()
        self._actions.clear()
        self._icons.clear()
        self._line_ended = False
        self._follows = True

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

    def append_mark_answer(
        self, exchange: int, mark: int, text: str, score: float, name: str = ""
    ) -> None:
        """Add what is said of one mark, on a line of its own."""
        self._fresh_line()
        link = self._link(lambda: self.mark_clicked.emit(exchange, mark))
        self._insert(mark_name(mark, name), link)
        self._insert(f": {text} ", self._format())
        self._insert(f"({score_text(score)})", self._format(muted=True))
        self._line_ended = True

    def append_note(self, text: str) -> None:
        """Add a line of small print."""
        self._fresh_line()
        self._insert_small_print(text)
        self._line_ended = True

    def append_offers(self, exchange: int, refine: bool) -> None:
        """Offer, behind the small print, to go back to the view, and to refine the polygons."""
        back = self.tr("Show the part of the map that was read for this answer")
        offers = [(self.tr("View"), back, self.view_clicked)]
        if refine:
            tidy = self.tr("Tidy these polygons without asking again")
            offers.append((self.tr("Refine"), tidy, self.refine_clicked))
        for text, tooltip, signal in offers:
            self._insert_small_print(" \N{MIDDLE DOT} ")
            link = self._link(lambda signal=signal: signal.emit(exchange))
            link.setToolTip(tooltip)
            self._insert(text, link)

    def say_nothing_found(self, exchange: int, best: Optional[Segment]) -> None:
        """End with an honest nothing, and the best rejected candidate if there was one."""
        self._say_verdict(exchange, nothing_found_text(best), Tint.INFORMATION)
        if best is not None:
            self._insert(" ", self._format())
            link = self._link(lambda: self.show_rejected_clicked.emit(exchange))
            self._insert(self.tr("Show it"), link)

    def say_not_sure(self, exchange: int, score: float) -> None:
        """Mark the answer as one the model does not stand behind."""
        self._say_verdict(exchange, not_sure_text(score), Tint.CAUTION)

    def say_failed(self, exchange: int, message: str, hint: str) -> None:
        """End with a failure, what to do about it, and the offer to ask again.

        The first line of the message says what happened, the others are the backend's last words.
        """
        self._say_verdict(exchange, failed_text(message), Tint.FAILURE)
        for line in message.splitlines()[1:][-_LAST_WORDS_SHOWN:]:
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

    def changeEvent(self, event: QEvent) -> None:
        """Another theme, another colour of the hint."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            dim_hint(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the newest words in view when the dock gives this view less room."""
        follows = self._follows
        super().resizeEvent(event)
        if follows:
            self._scroll_to_end()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, and an icon before every verdict."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        scrolled, size = self.verticalScrollBar().value(), self._icon_size()
        for number, tint in self._icons.items():
            place = self.document().findBlockByNumber(number).layout().position()
            top = round(place.y()) - scrolled
            if -size < top < self.viewport().height():
                colour = strong_of(tint, self.palette())
                icon = drawn_icon(_ICONS[tint], colour, size, self.devicePixelRatioF())
                painter.drawPixmap(round(place.x()) + 2, top + 1, icon)
        painter.end()

    def _say_verdict(self, exchange: int, text: str, tint: Tint) -> None:
        self._verdict_line(tint)
        verdict, stop, rest = text.partition(". ")
        self._insert(verdict + stop, self._format(bold=True))
        self._insert(rest, self._format())
        self._tint(exchange, tint)

    def _verdict_line(self, tint: Optional[Tint]) -> None:
        self._fresh_line()
        if tint is None:
            return
        block = self.document().lastBlock()
        block_format = block.blockFormat()
        block_format.setTextIndent(self._icon_size() + 7)
        QTextCursor(block).setBlockFormat(block_format)
        self._icons[block.blockNumber()] = tint

    def _icon_size(self) -> int:
        return self.fontMetrics().height() - 1

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

    def _insert_lines(self, text: str, text_format: QTextCharFormat) -> None:
        for number, line in enumerate(text.splitlines()):
            if number:
                self._new_block()
            self._insert(line, text_format)

    def _insert_small_print(self, text: str) -> None:
        """Muted; a dot between two parts never ends a line, what follows it comes along."""
        kept = text.replace("\N{MIDDLE DOT} ", "\N{MIDDLE DOT}\N{NO-BREAK SPACE}")
        self._insert(kept, self._format(muted=True))

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
