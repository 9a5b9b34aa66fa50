"""The plugin's page in QGIS's options dialog."""

from __future__ import annotations

from typing import Optional

from qgis.gui import QgsFileWidget, QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt.QtCore import QCoreApplication, pyqtSignal
from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ..settings import BACKEND_COMMAND, FEATURE_MARGIN, HOVER_PREVIEW, RESULT_FOLDER, TILE_SIZE
from . import object_names
from .widgets.icons import plugin_icon
from .widgets.tints import muted_of


class OptionsPageFactory(QgsOptionsWidgetFactory):
    """Makes the page each time the options dialog is opened."""

    install_wanted = pyqtSignal()

    def __init__(self) -> None:
        super().__init__("EarthGPT-X", plugin_icon())

    def createWidget(self, parent: Optional[QWidget] = None) -> QgsOptionsPageWidget:
        """The page, filled with the settings as they are."""
        page = OptionsPage(parent)
        page.install_wanted.connect(self.install_wanted)
        return page


class OptionsPage(QgsOptionsPageWidget):
    """Shows the settings; writes them when the dialog is accepted."""

    install_wanted = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_names.OPTIONS)
        self._command = QLineEdit(BACKEND_COMMAND.get(), self)
        self._command.setObjectName(object_names.OPTION_BACKEND_COMMAND)
        self._command.setPlaceholderText(_tr("This machine's own installation"))
        self._install = QPushButton(_tr("Install…"), self)
        self._install.setObjectName(object_names.OPTION_INSTALL)
        self._install.setToolTip(_tr("Closes the options with OK; installs, repairs or removes"))
        self._install.clicked.connect(lambda _: self._on_install())
        self._folder = QgsFileWidget(self)
        self._folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self._folder.setFilePath(RESULT_FOLDER.get())
        self._folder.lineEdit().setPlaceholderText(_tr("The project's folder"))
        self._tile_size = QSpinBox(self)
        self._tile_size.setRange(int(TILE_SIZE.minimum or 1), int(TILE_SIZE.maximum or 4096))
        self._tile_size.setSuffix(_tr(" pixels"))
        self._tile_size.setValue(TILE_SIZE.get())
        self._margin = QSpinBox(self)
        self._margin.setObjectName(object_names.OPTION_FEATURE_MARGIN)
        self._margin.setRange(int(FEATURE_MARGIN.minimum or 0), int(FEATURE_MARGIN.maximum or 400))
        self._margin.setSuffix(_tr(" % of its size"))
        self._margin.setValue(FEATURE_MARGIN.get())
        self._hover = QCheckBox(_tr("Preview outlines while the point tool is active"), self)
        self._hover.setObjectName(object_names.OPTION_HOVER_PREVIEW)
        self._hover.setChecked(HOVER_PREVIEW.get())
        self._lay_out()

    def apply(self) -> None:
        """Write the settings; a new backend command counts from the backend's next start."""
        BACKEND_COMMAND.set(self._command.text().strip())
        RESULT_FOLDER.set(self._folder.filePath())
        TILE_SIZE.set(self._tile_size.value())
        FEATURE_MARGIN.set(self._margin.value())
        HOVER_PREVIEW.set(self._hover.isChecked())

    def _on_install(self) -> None:
        # The options dialog is modal: another one could not be used before it is closed.
        window = self.window()
        if isinstance(window, QDialog):
            window.accept()
        self.install_wanted.emit()

    def _lay_out(self) -> None:
        form = QFormLayout()
        install = QHBoxLayout()
        install.addWidget(self._install)
        install.addStretch(1)
        form.addRow(_tr("Backend"), install)
        form.addRow(_tr("Backend command"), self._command)
        form.addRow("", _note(_tr("For instance: ssh gpu-box python -I -u -m backend")))
        form.addRow(_tr("Save results in"), self._folder)
        form.addRow(_tr("Largest tile"), self._tile_size)
        form.addRow("", _note(_tr("Longest side of what is sent with a question.")))
        form.addRow(_tr("Margin around a feature"), self._margin)
        form.addRow("", _note(_tr("What the model sees around each selected feature.")))
        form.addRow("", self._hover)
        form.addRow("", _note(_tr("The view is looked at in the background whenever it rests.")))
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addStretch(1)


def _note(text: str) -> QLabel:
    label = QLabel(text)
    palette = label.palette()
    palette.setColor(QPalette.ColorRole.WindowText, muted_of(palette))
    label.setPalette(palette)
    return label


def _tr(text: str) -> str:
    return QCoreApplication.translate("OptionsPage", text)
