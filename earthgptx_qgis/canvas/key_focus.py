"""Whose keys a map tool may take: those of whatever has the focus, unless a person types there."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtWidgets import QAbstractItemView, QApplication, QDockWidget, QWidget


class KeyFocus(QObject):
    """Keeps an event filter on the widget that has the focus.

    QGIS has shortcuts of one letter: only a filter on the very widget sees a key before they do.
    """

    def __init__(self, event_filter: QObject, canvas: QWidget) -> None:
        """Make it; nothing happens before `begin`.

        Args:
            event_filter: asks `may_take` before it takes a key.
            canvas: its window, docks and attribute tables are looked at; it has a filter itself.
        """
        super().__init__(event_filter)
        self._filter = event_filter
        self._canvas = canvas
        self._focused: Optional[QWidget] = None
        self._follows = False

    def begin(self) -> None:
        """Follow the focus from now on."""
        if not self._follows:
            self._follows = True
            QApplication.instance().focusChanged.connect(self._on_focus_changed)
            self._watch(QApplication.focusWidget())

    def end(self) -> None:
        """Follow it no longer."""
        if self._follows:
            self._follows = False
            QApplication.instance().focusChanged.disconnect(self._on_focus_changed)
            self._watch(None)

    def may_take(self, widget: QWidget) -> bool:
        """Whether letters pressed there are free: neither typed nor meant for another dialog."""
        return self._is_at_home(widget.window()) and not _takes_letters(widget)

    def _is_at_home(self, window: QWidget) -> bool:
        if window == self._canvas.window() or isinstance(window, QDockWidget):
            return True
        return window.inherits("QgsAttributeTableDialog")

    def _on_focus_changed(self, _: Optional[QWidget], now: Optional[QWidget]) -> None:
        self._watch(now)

    def _watch(self, widget: Optional[QWidget]) -> None:
        if self._focused is not None and not sip.isdeleted(self._focused):
            self._focused.removeEventFilter(self._filter)
        self._focused = None if widget == self._canvas else widget
        if self._focused is not None:
            self._focused.installEventFilter(self._filter)


def _takes_letters(widget: QWidget) -> bool:
    """Whether a person types there: in a text, a number, or a cell that a letter opens."""
    if isinstance(widget, QAbstractItemView):
        by_letter = widget.editTriggers() & QAbstractItemView.EditTrigger.AnyKeyPressed
        editable = widget.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable
        return bool(by_letter) and bool(editable)
    return widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
