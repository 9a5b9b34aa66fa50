"""The ways to get a backend, each with the fields it needs; those of the others are hidden."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Dict, Optional, Sequence, Tuple

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from ...runtime.installation.plan import Choice, Interpreter, TorchBuild, torch_builds
from ...settings import BACKEND_COMMAND
from .. import object_names
from ..widgets.tints import muted_of


class Way(Enum):
    """How somebody gets a backend."""

    AUTOMATIC = "automatic"
    INTERPRETER = "interpreter"
    FOLDER = "folder"
    ENVIRONMENT = "environment"
    COMMAND = "command"


class InstallChoices(QWidget):
    """Radio buttons from the simplest way to the most special."""

    changed = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._buttons: Dict[Way, QRadioButton] = {}
        self._fields: Dict[Way, QWidget] = {}
        self._group = QButtonGroup(self)
        self._interpreter = self._file(object_names.INSTALL_INTERPRETER)
        self._folder = self._file(object_names.INSTALL_FOLDER)
        self._folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self._folder_interpreter = self._file(object_names.INSTALL_FOLDER_INTERPRETER)
        self._folder_interpreter.lineEdit().setPlaceholderText(self.tr("Found by uv"))
        self._environment = self._file(object_names.INSTALL_ENVIRONMENT)
        self._command = QLineEdit(BACKEND_COMMAND.get(), self)
        self._command.setObjectName(object_names.INSTALL_COMMAND)
        self._command.setPlaceholderText("ssh gpu-box /opt/earthgptx/bin/python -I -u -m backend")
        self._command.textChanged.connect(lambda _: self.changed.emit())
        self._builds = torch_builds()
        self._torch = {way: self._torch_box() for way in (Way.AUTOMATIC, Way.INTERPRETER)}
        self._lay_out()
        self._group.buttonClicked.connect(lambda _: self._on_way())
        self._buttons[Way.AUTOMATIC].setChecked(True)
        self._on_way()

    @property
    def way(self) -> Way:
        """The one chosen."""
        return next(way for way, button in self._buttons.items() if button.isChecked())

    @property
    def command(self) -> str:
        """The user's command line."""
        return self._command.text().strip()

    def choice(self) -> Choice:
        """What to install; not for COMMAND, which installs nothing."""
        way = self.way
        if way is Way.INTERPRETER:
            program = self._interpreter.filePath()
            return Choice(Interpreter.OF_USER, self._build(way), program)
        if way is Way.FOLDER:
            program = self._folder_interpreter.filePath()
            kind = Interpreter.OF_USER if program else Interpreter.OF_UV
            return Choice(kind, self._builds[0], program, Path(self._folder.filePath()))
        if way is Way.ENVIRONMENT:
            program = self._environment.filePath()
            return Choice(Interpreter.WITH_PACKAGES, self._builds[0], program)
        return Choice(Interpreter.OF_UV, self._build(way))

    def missing(self) -> str:
        """What has still to be filled in; empty where nothing is."""
        if self.way is Way.INTERPRETER and not self._interpreter.filePath():
            return self.tr("Choose the python program.")
        if self.way is Way.FOLDER and not self._folder.filePath():
            return self.tr("Choose the folder.")
        if self.way is Way.ENVIRONMENT and not self._environment.filePath():
            return self.tr("Choose the environment's python program.")
        if self.way is Way.COMMAND and not self.command:
            return self.tr("Type the command.")
        return ""

    def _lay_out(self) -> None:
        QVBoxLayout(self).setContentsMargins(0, 0, 0, 0)
        self._offer(
            Way.AUTOMATIC,
            self.tr("Automatic (recommended)"),
            [(self.tr("PyTorch"), self._torch[Way.AUTOMATIC])],
        )
        self._offer(
            Way.INTERPRETER,
            self.tr("With a Python of mine"),
            [
                (self.tr("Python program"), self._interpreter),
                (self.tr("PyTorch"), self._torch[Way.INTERPRETER]),
            ],
            self.tr("Version 3.11 or newer, with pip. It stays as it is."),
        )
        self._offer(
            Way.FOLDER,
            self.tr("From a folder, without network"),
            [
                (self.tr("Folder"), self._folder),
                (self.tr("Python program"), self._folder_interpreter),
            ],
            self.tr("It holds the wheels of all packages and of PyTorch, and of uv."),
        )
        self._offer(
            Way.ENVIRONMENT,
            self.tr("With the packages of an environment of mine"),
            [(self.tr("Its python program"), self._environment)],
            self.tr("It has PyTorch, transformers, rasterio, geopandas. It stays as it is."),
        )
        self._offer(
            Way.COMMAND,
            self.tr("With a command of mine, for another computer or a container"),
            [(self.tr("Command"), self._command)],
            self.tr("It may not ask for a password: use ssh with a key."),
        )

    def _offer(
        self, way: Way, text: str, rows: Sequence[Tuple[str, QWidget]], note: str = ""
    ) -> None:
        """A radio button, and below it the fields that are shown while it is chosen."""
        self.layout().addWidget(self._button(way, text))
        self.layout().addWidget(self._form(way, rows, note))

    def _button(self, way: Way, text: str) -> QRadioButton:
        button = QRadioButton(text, self)
        button.setObjectName(f"{object_names.INSTALL_WAY}_{way.value}")
        self._buttons[way] = button
        self._group.addButton(button)
        return button

    def _form(self, way: Way, rows: Sequence[Tuple[str, QWidget]], note: str) -> QWidget:
        fields = QWidget(self)
        form = QFormLayout(fields)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        style = self.style()
        indent = style.pixelMetric(QStyle.PixelMetric.PM_ExclusiveIndicatorWidth) + 6
        form.setContentsMargins(indent, 0, 0, 4)
        form.setHorizontalSpacing(column_gap(self))
        for label, field in rows:
            form.addRow(label, field)
        if note:
            line = QLabel(note, fields)
            line.setWordWrap(True)
            palette = line.palette()
            palette.setColor(QPalette.ColorRole.WindowText, muted_of(palette))
            line.setPalette(palette)
            form.addRow("", line)
        self._fields[way] = fields
        return fields

    def _file(self, name: str) -> QgsFileWidget:
        field = QgsFileWidget(self)
        field.setObjectName(name)
        field.fileChanged.connect(lambda _: self.changed.emit())
        return field

    def _torch_box(self) -> QComboBox:
        box = QComboBox(self)
        box.addItems([build.name for build in self._builds])
        box.currentIndexChanged.connect(lambda _: self.changed.emit())
        return box

    def _build(self, way: Way) -> TorchBuild:
        return self._builds[self._torch[way].currentIndex()]

    def _on_way(self) -> None:
        for way, fields in self._fields.items():
            fields.setVisible(way is self.way)
        self.changed.emit()


def column_gap(widget: QWidget) -> int:
    """Pixels between labels and what they tell: a style's own are few beside plain text."""
    return 2 * widget.fontMetrics().averageCharWidth()
