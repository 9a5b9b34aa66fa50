"""The marks by number, as they are numbered on the map."""

from __future__ import annotations

from typing import Optional, Sequence, Tuple

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QEvent, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from ..canvas.prompts import MapMark
from ..wire.messages import PromptShape
from . import object_names
from .icons import THEME_CHANGES, themed_icon
from .task_texts import shape_label

_ROWS_SHOWN = 4


class MarksList(QListWidget):
    """One row a mark; hidden while there is none, so the conversation has the room."""

    remove_wanted = pyqtSignal(tuple)
    """The numbers of the chosen marks."""
    mark_activated = pyqtSignal(int)
    """A mark was double-clicked: show it."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_names.MARKS)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        # Thousands of selected features are thousands of rows.
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(16, 16))
        self.setToolTip(
            self.tr("The marks as numbered on the map. Delete removes the chosen ones.")
        )
        self.itemActivated.connect(lambda item: self.mark_activated.emit(_number(item)))
        self._marks: Tuple[MapMark, ...] = ()
        self.hide()

    @property
    def chosen(self) -> Tuple[int, ...]:
        """Numbers of the chosen rows; the last mark where none is chosen."""
        numbers = tuple(_number(item) for item in self.selectedItems())
        if numbers or not self._marks:
            return numbers
        return (self._marks[-1].number,)

    def set_marks(self, marks: Sequence[MapMark]) -> None:
        """Show these marks, the newest in view."""
        self._marks = tuple(marks)
        self.setUpdatesEnabled(False)
        self.clear()
        icons = {shape: themed_icon(shape.value, self.palette()) for shape in PromptShape}
        for mark in self._marks:
            item = QListWidgetItem(icons[mark.prompts[0].shape], _text(mark))
            item.setData(Qt.ItemDataRole.UserRole, mark.number)
            item.setSizeHint(QSize(0, self._row_height()))
            self.addItem(item)
        self.setUpdatesEnabled(True)
        self.setVisible(bool(self._marks))
        self.setFixedHeight(self._height())
        self.scrollToBottom()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes the chosen marks."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.chosen:
            self.remove_wanted.emit(self.chosen)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons anew when the theme changes."""
        super().changeEvent(event)
        if event.type() in THEME_CHANGES:
            self.set_marks(self._marks)

    def _row_height(self) -> int:
        return max(self.fontMetrics().height(), self.iconSize().height()) + 4

    def _height(self) -> int:
        rows = min(max(self.count(), 1), _ROWS_SHOWN)
        return self._row_height() * rows + 2 * self.frameWidth()


def _number(item: QListWidgetItem) -> int:
    return item.data(Qt.ItemDataRole.UserRole)


def _text(mark: MapMark) -> str:
    parts = [f"{mark.number}  {_kind(mark)}"]
    subtracted = sum(not prompt.positive for prompt in mark.prompts)
    added = len(mark.prompts) - 1 - subtracted
    if added:
        parts.append(f"+{added}")
    if subtracted:
        parts.append(f"\N{MINUS SIGN}{subtracted}")
    return "  ".join(parts)


def _kind(mark: MapMark) -> str:
    if mark.feature_id is None:
        return shape_label(mark.prompts[0].shape)
    layer = QgsProject.instance().mapLayer(mark.layer_id)
    return f"{layer.name() if layer else ''} #{mark.feature_id}".strip()
