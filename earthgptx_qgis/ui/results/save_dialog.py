"""Where the result layer is saved: which file, which table, and what if it is there already."""

from __future__ import annotations

from pathlib import Path
from typing import Optional, Sequence, Tuple

from qgis.core import QgsVectorLayer
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

from ...errors import EarthGPTXError
from ...results.geopackage import SaveMode, tables
from ...results.single_files import FORMATS, FileFormat, format_of, limits_of
from .. import object_names


class SaveDialog(QDialog):
    """Nothing that exists is touched unless the user says so with a choice of its own."""

    def __init__(
        self,
        layer: QgsVectorLayer,
        path: str,
        table: str,
        hidden: int,
        parent: Optional[QWidget] = None,
    ) -> None:
        """Propose a path and a table; hidden polygons are offered where there are any."""
        super().__init__(parent)
        self._layer = layer
        self.setObjectName(object_names.SAVE_DIALOG)
        self.setWindowTitle(self.tr("Save results"))
        self._path = self._file(path)
        self._table = QLineEdit(table, self)
        self._table.setObjectName(object_names.SAVE_TABLE)
        self._table_label = QLabel(self.tr("Table"), self)
        self._modes = QButtonGroup(self)
        self._new = self._mode(object_names.SAVE_NEW, self.tr("As a new table"))
        self._append = self._mode(object_names.SAVE_APPEND, self.tr("Append to the table"))
        self._replace = self._mode(
            object_names.SAVE_REPLACE, self.tr("Replace the table and all that is in it")
        )
        self._hidden = QCheckBox(self.tr("Hidden polygons, too: {}").format(hidden), self)
        self._hidden.setObjectName(object_names.SAVE_HIDDEN)
        self._hidden.setVisible(hidden > 0)
        selected = layer.selectedFeatureCount()
        self._selected = QCheckBox(self.tr("Selected polygons only: {}").format(selected), self)
        self._selected.setObjectName(object_names.SAVE_SELECTED)
        self._selected.setVisible(selected > 0)
        self._goes_on = QCheckBox(self.tr("Further answers go straight into this table"), self)
        self._goes_on.setObjectName(object_names.SAVE_GOES_ON)
        self._goes_on.setToolTip(
            self.tr("The table takes the place of the temporary layer, hidden polygons included")
        )
        self._note = QLabel(self)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setWordWrap(True)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel, self
        )
        self._lay_out()
        self._connect()
        self._check()

    @property
    def path(self) -> str:
        """The file, with its extension."""
        path = self._path.filePath().strip()
        if not path or path.lower().endswith(".gpkg") or format_of(path) is not None:
            return path
        return path + ".gpkg"

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
        return self.goes_on or (self._hidden.isChecked() and not self.selected_only)

    @property
    def selected_only(self) -> bool:
        """Whether nothing but the selected polygons is saved."""
        return self._selected.isEnabled() and self._selected.isChecked()

    @property
    def goes_on(self) -> bool:
        """Whether the table is to take the place of the temporary layer."""
        return self._goes_on.isEnabled() and self._goes_on.isChecked()

    def _file(self, path: str) -> QgsFileWidget:
        field = QgsFileWidget(self)
        field.setObjectName(object_names.SAVE_PATH)
        field.setStorageMode(QgsFileWidget.StorageMode.SaveFile)
        filters = [f"{known.name} (*{known.suffix})" for known in FORMATS]
        field.setFilter(";;".join([self.tr("GeoPackage (*.gpkg)"), *filters]))
        # An existing file is opened for another table; what happens to a table is asked below.
        field.setConfirmOverwrite(False)
        field.setFilePath(path)
        return field

    def _mode(self, name: str, text: str) -> QRadioButton:
        button = QRadioButton(text, self)
        button.setObjectName(name)
        self._modes.addButton(button)
        return button

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("File"), self._path)
        form.addRow(self._table_label, self._table)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        for button in self._modes.buttons():
            layout.addWidget(button)
        layout.addWidget(self._selected)
        layout.addWidget(self._hidden)
        layout.addWidget(self._goes_on)
        layout.addWidget(self._note)
        layout.addStretch(1)
        layout.addWidget(self._buttons)
        self.setMinimumWidth(420)

    def _connect(self) -> None:
        self._path.fileChanged.connect(lambda _: self._check())
        self._table.textChanged.connect(lambda _: self._check())
        self._modes.buttonClicked.connect(lambda _: self._check())
        self._goes_on.toggled.connect(lambda _: self._check())
        self._selected.toggled.connect(lambda _: self._check())
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    def _check(self) -> None:
        """Offer what is possible with this file and table, and say what will happen."""
        file_format = format_of(self.path)
        problem, tables = self._look_into_file()
        if file_format is None:
            there = self.table.lower() in (name.lower() for name in tables)
        else:
            there = Path(self.path).is_file()
        has_tables = file_format is None
        self._show_what_applies(has_tables)
        self._new.setEnabled(not there)
        self._append.setEnabled(there and has_tables)
        self._replace.setEnabled(there)
        checked = self._modes.checkedButton()
        if not there:
            self._new.setChecked(True)
        elif checked is not None and not checked.isEnabled():
            self._uncheck(checked)
        self._goes_on.setEnabled(has_tables and not self._append.isChecked())
        self._selected.setEnabled(not self.goes_on)
        self._hidden.setEnabled(not (self.goes_on or self.selected_only))
        self._note.setText(problem or self._what_will_happen(there, file_format))
        save = self._buttons.button(QDialogButtonBox.StandardButton.Save)
        named = bool(self.path and (self.table or not has_tables))
        save.setEnabled(named and self._modes.checkedButton() is not None and not problem)

    def _show_what_applies(self, has_tables: bool) -> None:
        for widget in (self._table_label, self._table, self._new, self._append, self._goes_on):
            widget.setVisible(has_tables)
        self._replace.setText(
            self.tr("Replace the table and all that is in it")
            if has_tables
            else self.tr("Replace the file and all that is in it")
        )
        self._replace.setVisible(has_tables or Path(self.path).is_file())

    def _look_into_file(self) -> Tuple[str, Sequence[str]]:
        """What is wrong with the file, else the names of its tables."""
        if format_of(self.path) is not None or not Path(self.path).is_file():
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

    def _what_will_happen(self, there: bool, file_format: Optional[FileFormat]) -> str:
        chosen = self._modes.checkedButton() is not None
        if not self.path:
            return self.tr("Choose a file.")
        if file_format is not None:
            lines = limits_of(self._layer, file_format)
            if there and not chosen:
                lines.insert(0, self.tr("The file exists: choose whether to replace it."))
            return "\n".join(lines)
        if not self.table:
            return self.tr("Name the table.")
        if there and not chosen:
            return self.tr("The file has a table of this name: choose what to do with it.")
        if not there and Path(self.path).is_file():
            return self.tr("The file exists; what is in it stays as it is.")
        return ""
