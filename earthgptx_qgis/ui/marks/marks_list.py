"""The marks by number, as they are numbered on the map."""

from __future__ import annotations

from typing import Optional, Sequence, Tuple

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QAbstractItemModel, QEvent, QModelIndex, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QContextMenuEvent, QKeyEvent
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyledItemDelegate,
    QWidget,
)

from ...canvas.prompts import MapMark
from ...wire.messages import PromptShape
from .. import object_names
from ..widgets.icons import THEME_CHANGES, themed_icon
from ..widgets.task_texts import shape_label

_ROWS_SHOWN = 4
_NUMBER = Qt.ItemDataRole.UserRole
_NAME = Qt.ItemDataRole.UserRole + 1


class MarksList(QListWidget):
    """One row a mark; hidden while there is none, so the conversation has the room."""

    remove_wanted = pyqtSignal(tuple)
    """The numbers of the chosen marks."""
    rename_wanted = pyqtSignal(int, str)
    hiding_wanted = pyqtSignal(tuple, bool)
    """Numbers of marks, and True to hide them, False to show them again."""
    mark_activated = pyqtSignal(int)
    """A mark was double-clicked: show it."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_names.MARKS)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        # Thousands of selected features are thousands of rows.
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(16, 16))
        self.setToolTip(
            self.tr(
                "The marks as numbered on the map. A mark without its tick is neither drawn nor "
                "asked about. Double-click zooms, F2 renames, Delete removes, Ctrl+Z takes back."
            )
        )
        delegate = _NameDelegate(self)
        # Renaming makes the rows anew, so the editor must be gone by then.
        delegate.renamed.connect(self.rename_wanted, Qt.ConnectionType.QueuedConnection)
        self.setItemDelegate(delegate)
        self.itemActivated.connect(lambda item: self.mark_activated.emit(_number(item)))
        self.itemChanged.connect(self._on_ticked, Qt.ConnectionType.QueuedConnection)
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
        """Show these marks; a new one is scrolled to, the chosen ones stay chosen."""
        chosen = {_number(item) for item in self.selectedItems()}
        has_new = bool(marks) and (not self._marks or marks[-1].number > self._marks[-1].number)
        place = self.verticalScrollBar().value()
        self._marks = tuple(marks)
        self.setUpdatesEnabled(False)
        self.blockSignals(True)
        self.clear()
        icons = {shape: themed_icon(shape.value, self.palette()) for shape in PromptShape}
        for mark in self._marks:
            item = self._item(mark)
            item.setIcon(icons[mark.prompts[0].shape])
            self.addItem(item)
            item.setSelected(mark.number in chosen)
        self.blockSignals(False)
        self.setUpdatesEnabled(True)
        self.setVisible(bool(self._marks))
        self.setFixedHeight(self._height())
        if has_new:
            self.scrollToBottom()
        else:
            self.verticalScrollBar().setValue(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes the chosen marks."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.chosen:
            self.remove_wanted.emit(self.chosen)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the mark under the mouse, and with the chosen ones."""
        item = self.itemAt(event.pos())
        if item is not None:
            self.context_menu(item).popup(event.globalPos())

    def context_menu(self, item: QListWidgetItem) -> QMenu:
        """The menu of a row; it goes when it is closed."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        numbers = self.chosen if item.isSelected() else (_number(item),)
        hides = item.checkState() == Qt.CheckState.Checked
        menu.addAction(self.tr("Zoom to"), lambda: self.mark_activated.emit(numbers[0])).setEnabled(
            len(numbers) == 1
        )
        menu.addAction(self.tr("Rename"), lambda: self.editItem(item)).setEnabled(len(numbers) == 1)
        menu.addAction(
            self.tr("Hide") if hides else self.tr("Show"),
            lambda: self.hiding_wanted.emit(numbers, hides),
        )
        menu.addAction(self.tr("Remove"), lambda: self.remove_wanted.emit(numbers))
        return menu

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons anew when the theme changes."""
        super().changeEvent(event)
        if event.type() in THEME_CHANGES:
            self.set_marks(self._marks)

    def _item(self, mark: MapMark) -> QListWidgetItem:
        item = QListWidgetItem(_text(mark))
        item.setData(_NUMBER, mark.number)
        item.setData(_NAME, mark.name)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsUserCheckable)
        shown = Qt.CheckState.Unchecked if mark.hidden else Qt.CheckState.Checked
        item.setCheckState(shown)
        item.setSizeHint(QSize(0, self._row_height()))
        return item

    def _on_ticked(self, item: QListWidgetItem) -> None:
        numbers = self.chosen if item.isSelected() else (_number(item),)
        self.hiding_wanted.emit(numbers, item.checkState() == Qt.CheckState.Unchecked)

    def _row_height(self) -> int:
        return max(self.fontMetrics().height(), self.iconSize().height()) + 4

    def _height(self) -> int:
        rows = min(max(self.count(), 1), _ROWS_SHOWN)
        return self._row_height() * rows + 2 * self.frameWidth()


class _NameDelegate(QStyledItemDelegate):
    """Edits the name alone, not the number and the shape beside it."""

    renamed = pyqtSignal(int, str)

    def setEditorData(self, editor: QWidget, index: QModelIndex) -> None:
        editor.setText(index.data(_NAME))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex) -> None:
        self.renamed.emit(index.data(_NUMBER), editor.text())


def _number(item: QListWidgetItem) -> int:
    return item.data(_NUMBER)


def _text(mark: MapMark) -> str:
    parts = [f"{mark.number}  {mark.name or _kind(mark)}"]
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
