"""Stand-ins for what the plugin's widgets use of qgis.gui, each made of what QGIS makes it of."""

from __future__ import annotations

from enum import Enum

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtGui import QStandardItemModel
from PyQt6.QtWidgets import (
    QComboBox,
    QDockWidget,
    QGroupBox,
    QHBoxLayout,
    QLineEdit,
    QTableView,
    QToolButton,
    QWidget,
)

from .absent import absent
from .map_canvas import (  # noqa: F401
    QgsMapCanvas,
    QgsMapCanvasItem,
    QgsMapMouseEvent,
    QgsMapTool,
    QgsRubberBand,
)


def __getattr__(name):
    if not name.startswith("Qgs") and name != "QgisInterface":
        raise AttributeError(name)
    return absent(name)


class QgsDockWidget(QDockWidget):
    """A dock."""

    def setUserVisible(self, visible):
        self.setVisible(visible)


class QgsMapLayerComboBox(QComboBox):
    """A box of the layers of a project that has none."""

    layerChanged = pyqtSignal(object)

    def setFilters(self, filters):
        """There is nothing to filter."""

    def setExceptedLayerList(self, layers):
        """There is nothing to leave out."""

    def currentLayer(self):
        return None


class QgsFileWidget(QWidget):
    """A line for a path, and a button."""

    class StorageMode(Enum):
        GetFile = 0
        GetDirectory = 1
        SaveFile = 3

    fileChanged = pyqtSignal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._line = QLineEdit(self)
        layout = QHBoxLayout(self)
        layout.addWidget(self._line)
        layout.addWidget(QToolButton(self))
        self._line.textChanged.connect(self.fileChanged)

    def lineEdit(self):
        return self._line

    def filePath(self):
        return self._line.text()

    def setFilePath(self, path):
        self._line.setText(path)

    def setStorageMode(self, mode):
        assert isinstance(mode, self.StorageMode)

    def setFilter(self, filters):
        assert isinstance(filters, str)

    def setConfirmOverwrite(self, confirm):
        assert isinstance(confirm, bool)


class QgsCollapsibleGroupBox(QGroupBox):
    """A group that hides what is in it."""

    def setCollapsed(self, collapsed):
        for child in self.findChildren(QWidget):
            child.setVisible(not collapsed)


class QgsFieldMappingWidget(QTableView):
    """A table with an expression for each field."""

    def setSourceLayer(self, layer):
        """Nothing to take from it."""

    def setDestinationFields(self, fields):
        self.setModel(QStandardItemModel(len(fields), 1, self))


class QgsOptionsPageWidget(QWidget):
    """A page of the options dialog."""


class QgsOptionsWidgetFactory(QObject):
    """Makes a page of the options dialog."""

    def __init__(self, title, icon):
        super().__init__()
        self._title, self._icon = title, icon
