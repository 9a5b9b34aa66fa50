"""The field a question is typed into: one line that grows, with the model's words offered."""

from __future__ import annotations

from typing import Optional, Sequence

from qgis.PyQt.QtCore import QEvent, QObject, QSizeF, QStringListModel, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent, QResizeEvent, QTextCursor
from qgis.PyQt.QtWidgets import QCompleter, QPlainTextEdit, QWidget

from ..widgets.tints import dim_hint

_MOST_LINES = 5
_LETTERS_BEFORE_OFFER = 2
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEYS_OF_POPUP = (*_ENTER, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class QuestionEdit(QPlainTextEdit):
    """Enter asks, Shift+Enter begins a new line."""

    asked = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._words = QStringListModel(self)
        self._completer = QCompleter(self._words, self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setWidget(self)
        self._completer.activated.connect(self._complete)
        self._completer.popup().installEventFilter(self)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit(self.document().size())
        dim_hint(self)

    @property
    def completer(self) -> QCompleter:
        """Offers the words of `set_words`."""
        return self._completer

    def set_words(self, words: Sequence[str]) -> None:
        """What is offered while typing."""
        self._words.setStringList(sorted(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks, unless a word is being chosen or Shift is down."""
        if self._completer.popup().isVisible() and event.key() in _KEYS_OF_POPUP:
            event.ignore()  # the completer takes them
        elif event.key() in _ENTER:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.insertPlainText("\n")
            else:
                self.asked.emit()
        else:
            super().keyPressEvent(event)
            self._offer(bool(event.text().strip()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc closes the offered words; else the shortcut of the whole dock would take it."""
        closes = event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape
        if closes:
            event.accept()
        return closes or super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme, another colour of the hint."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            dim_hint(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower field wraps its text into more lines."""
        super().resizeEvent(event)
        self._fit(self.document().size())

    def _offer(self, typed: bool) -> None:
        word = self._cursor_on_word().selectedText()
        if not typed or len(word) < _LETTERS_BEFORE_OFFER:
            self._completer.popup().hide()
            return
        self._completer.setCompletionPrefix(word)
        if self._completer.currentCompletion().lower() in ("", word.lower()):
            self._completer.popup().hide()
            return
        place = self.cursorRect()
        popup = self._completer.popup()
        place.setWidth(popup.sizeHintForColumn(0) + popup.verticalScrollBar().sizeHint().width())
        self._completer.complete(place)

    def _complete(self, word: str) -> None:
        cursor = self._cursor_on_word()
        cursor.insertText(word)
        self.setTextCursor(cursor)

    def _cursor_on_word(self) -> QTextCursor:
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        return cursor

    def _fit(self, size: QSizeF) -> None:
        # The document of a plain text edit is as high as it has lines.
        lines = min(max(round(size.height()), 1), _MOST_LINES)
        margins = 2 * (self.frameWidth() + round(self.document().documentMargin()))
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + margins)
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded
            if size.height() > _MOST_LINES
            else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
