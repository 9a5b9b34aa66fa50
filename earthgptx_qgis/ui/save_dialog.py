"""Where the result layer is saved: which file, which table, and what if it is there already."""

from __future__ import annotations

from pathlib import Path
from typing import Optional, Sequence, Tuple

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ..errors import EarthGPTXError
from ..results.geopackage import SaveMode, tables
from . import object_names


class SaveDialog(QDialog):
    """Nothing that exists is touched unless the user says so with a choice of its own."""

    def __init__(
        self, path: str, table: str, hidden: int, parent: Optional[QWidget] = None
    ) -> None:
        """Propose a path and a table; hidden polygons are offered where there are any."""
        super().__init__(parent)
        self.setObjectName(object_names.SAVE_DIALOG)
        self.setWindowTitle(self.tr("Save to GeoPackage"))
        self._path = QgsFileWidget(self)
        self._path.setObjectName(object_names.SAVE_PATH)
        self._path.setStorageMode(QgsFileWidget.StorageMode.SaveFile)
        self._path.setFilter(self.tr("GeoPackage (*.gpkg)"))
        # An existing file is opened for another table; what happens to a table is asked below.
        self._path.setConfirmOverwrite(False)
        self._path.setFilePath(path)
        self._table = QLineEdit(table, self)
        self._table.setObjectName(object_names.SAVE_TABLE)
        self._modes = QButtonGroup(self)
        self._new = self._mode(object_names.SAVE_NEW, self.tr("As a new table"))
        self._append = self._mode(object_names.SAVE_APPEND, self.tr("Append to the table"))
        self._replace = self._mode(
            object_names.SAVE_REPLACE, self.tr("Replace the table and all that is in it")
        )
        self._hidden = QCheckBox(self.tr("Also the {} hidden polygons").format(hidden), self)
        self._hidden.setObjectName(object_names.SAVE_HIDDEN)
        self._hidden.setVisible(hidden > 0)
        self._note = QLabel(self)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setWordWrap(True)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel, self
        )
        self._lay_out()
        self._path.fileChanged.connect(lambda _: self._check())
        self._table.textChanged.connect(lambda _: self._check())
        self._modes.buttonClicked.connect(lambda _: self._check())
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._check()

    @property
    def path(self) -> str:
        """The file, with its extension."""
        path = self._path.filePath().strip()
        return path if not path or path.lower().endswith(".gpkg") else path + ".gpkg"

    @property
    def table(self) -> str:
        """The name of the table."""
        return self._table.text().strip()

    @property
    def mode(self) -> SaveMode:
        """What may become of what is there."""
        return {
            self._new: SaveMode.NEW,
            self._append: SaveMode.APPEND,
            self._replace: SaveMode.OVERWRITE,
        }[self._modes.checkedButton()]

    @property
    def include_hidden(self) -> bool:
        """Whether polygons below the minimum score are saved too."""
        return self._hidden.isChecked()

    def _mode(self, name: str, text: str) -> QRadioButton:
        button = QRadioButton(text, self)
        button.setObjectName(name)
        self._modes.addButton(button)
        return button

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("File"), self._path)
        form.addRow(self.tr("Table"), self._table)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        for button in self._modes.buttons():
            layout.addWidget(button)
        layout.addWidget(self._hidden)
        layout.addWidget(self._note)
        layout.addStretch(1)
        layout.addWidget(self._buttons)
        self.setMinimumWidth(420)

    def _check(self) -> None:
        """Offer what is possible with this file and table, and say what will happen."""
        problem, tables = self._look_into_file()
        there = self.table.lower() in (name.lower() for name in tables)
        self._new.setEnabled(not there)
        self._append.setEnabled(there)
        self._replace.setEnabled(there)
        if not there:
            self._new.setChecked(True)
        elif self._new.isChecked():
            self._uncheck(self._new)
        self._note.setText(problem or self._what_will_happen(there))
        chosen = self._modes.checkedButton() is not None
        save = self._buttons.button(QDialogButtonBox.StandardButton.Save)
        save.setEnabled(bool(self.path and self.table and chosen and not problem))

    def _look_into_file(self) -> Tuple[str, Sequence[str]]:
        """What is wrong with the file, else the names of its tables."""
        if not Path(self.path).is_file():
            return "", ()
        try:
            return "", tables(self.path)
        except EarthGPTXError as error:
            return str(error), ()

    def _uncheck(self, button: QRadioButton) -> None:
        # An exclusive group never lets go of its last choice.
        self._modes.setExclusive(False)
        button.setChecked(False)
        self._modes.setExclusive(True)

    def _what_will_happen(self, there: bool) -> str:
        if not self.path:
            return self.tr("Choose a file.")
        if not self.table:
            return self.tr("Name the table.")
        if there and self._modes.checkedButton() is None:
            return self.tr("The file has a table of this name: choose what to do with it.")
        if not there and Path(self.path).is_file():
            return self.tr("The file exists; what is in it stays as it is.")
        return ""
