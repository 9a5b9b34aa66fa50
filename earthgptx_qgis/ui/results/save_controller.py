"""Polygons are saved to a file, away from the main thread."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Callable, Optional, Union

from qgis.core import QgsFeedback, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, Qt

from ...background_work import BackgroundWork
from ...errors import EarthGPTXError
from ...results import geopackage
from ...results.geopackage import Saved, SaveMode, TableToSave
from ...results.layer_watch import LayerWatch
from ...results.single_files import FileToSave, format_of, prepare_file
from ..dock import EarthGPTXDock
from ..widgets.folders import result_folder
from ..widgets.task_entry import TaskEntry
from .results_controller import ResultsController
from .save_dialog import SaveDialog


class SaveController(QObject):
    """Saves when the result panel asks for it, a file at a time; outcomes are told in the dock."""

    def __init__(
        self, dock: EarthGPTXDock, results: ResultsController, parent: Optional[QObject] = None
    ) -> None:
        super().__init__(parent)
        self._dock = dock
        self._results = results
        self._line = dock.results.saving
        self._work: Optional[BackgroundWork] = None
        self._feedback: Optional[QgsFeedback] = None
        self._entry = TaskEntry(self)
        self._entry.cancel_wanted.connect(self.cancel)
        dock.results.save_wanted.connect(self.ask_where_to_save)
        self._line.cancel_wanted.connect(self.cancel)

    @property
    def busy(self) -> bool:
        """Whether a file is being saved."""
        return self._work is not None

    def ask_where_to_save(self) -> None:
        """Open the save dialog; it stands beside QGIS's event loop, nothing waits for it."""
        layer = self._results.layer
        if layer is None:
            return
        name = re.sub(r"\W+", "_", layer.name().lower()).strip("_")
        path = str(result_folder() / f"{name}.gpkg")
        dialog = SaveDialog(layer, path, name, self._results.hidden_count, self._dock)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._save(dialog))
        dialog.open()

    def cancel(self) -> None:
        """Stop writing; no part of a file is left."""
        if self._feedback is not None:
            self._feedback.cancel()

    def release(self) -> None:
        """Wait for the file that is being saved; for unloading."""
        if self._work is not None:
            self._work.wait()
            self._entry.end()
            self._work = self._feedback = None

    def _save(self, dialog: SaveDialog) -> None:
        if self.busy:
            self._dock.message.warn(
                self.tr("Results are being saved."), self.tr("Wait for it or cancel it.")
            )
            return
        self._results.finish_arriving()
        layer = self._results.layer
        if layer is None:
            self._dock.message.warn(self.tr("The result layer was removed."))
            return
        try:
            if format_of(dialog.path) is None:
                self._save_table(layer, dialog)
            else:
                self._save_file(layer, dialog)
        except EarthGPTXError as error:
            self._dock.message.warn(error.message, error.hint)

    def _save_table(self, layer: QgsVectorLayer, dialog: SaveDialog) -> None:
        watch = self._results.watch_layer() if dialog.goes_on else None
        wanted = geopackage.prepare(
            layer,
            dialog.path,
            dialog.table,
            dialog.mode,
            dialog.include_hidden,
            dialog.selected_only,
        )
        self._start(wanted, dialog.path, lambda saved: self._table_text(saved, watch))

    def _save_file(self, layer: QgsVectorLayer, dialog: SaveDialog) -> None:
        path, replace = dialog.path, dialog.mode is SaveMode.OVERWRITE
        text = self.tr("Saved {count} polygons to {path}.")
        self._start(
            prepare_file(layer, path, dialog.include_hidden, replace, dialog.selected_only),
            path,
            lambda count: text.format(count=count, path=path),
        )

    def _start(
        self,
        wanted: Union[TableToSave, FileToSave],
        path: str,
        text_of: Callable[[Any], str],
    ) -> None:
        """Write, and tell what `text_of` says of the outcome."""
        self._feedback = feedback = QgsFeedback()
        feedback.progressChanged.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)
        self._work = BackgroundWork(lambda: wanted.write(feedback))
        self._work.done.connect(lambda outcome: self._end(lambda: text_of(outcome)))
        self._work.failed.connect(self._fail)
        self._line.show_progress(0.0)
        self._line.show()
        self._entry.begin(self.tr("EarthGPT-X: saving {}").format(Path(path).name))
        self._work.start()

    def _show_progress(self, percent: float) -> None:
        self._line.show_progress(percent)
        self._entry.show_progress(percent / 100)

    def _end(self, text: Callable[[], str]) -> None:
        self._forget(True)
        try:
            self._dock.message.tell(text())
        except EarthGPTXError as error:
            self._dock.message.warn(error.message, error.hint)

    def _fail(self, error: EarthGPTXError) -> None:
        self._forget(False)
        self._dock.message.warn(error.message, error.hint)

    def _forget(self, well: bool) -> None:
        self._work = self._feedback = None
        self._entry.end(well)
        self._line.hide()

    def _table_text(self, saved: Saved, watch: Optional[LayerWatch]) -> str:
        """What was saved; where `watch` is given, answers go into the table from now on.

        Raises:
            LayerBeingEdited, ResultLayerError: it is saved, but the answers stay where they were.
        """
        text = self.tr("Saved {count} polygons to table “{table}” of {path}.").format(
            count=saved.feature_count, table=saved.table, path=saved.path
        )
        if saved.fields_left_out:
            missing = self.tr(" The table has no field {}.")
            text += missing.format(", ".join(saved.fields_left_out))
        if watch is not None:
            self._results.go_on_in(saved, watch)
            text += self.tr(" Further answers go straight into it.")
        return text
