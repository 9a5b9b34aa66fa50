"""Results leave the map: polygons to a file, words into fields of features."""

from __future__ import annotations

import re
from typing import Optional, Sequence

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, Qt

from ...errors import EarthGPTXError
from ...results import geopackage
from ...results.feature_fields import FeatureAnswer, copy_with_answers, write_answers
from ...results.geopackage import SaveMode
from ...results.single_files import format_of, save_single_file
from ..dock import EarthGPTXDock
from ..widgets.folders import result_folder
from .results_controller import ResultsController
from .save_dialog import SaveDialog


class OutputController(QObject):
    """Saves and writes back when the result panel asks for it; outcomes are told in the dock."""

    def __init__(
        self, dock: EarthGPTXDock, results: ResultsController, parent: Optional[QObject] = None
    ) -> None:
        super().__init__(parent)
        self._dock = dock
        self._results = results
        dock.results.save_wanted.connect(self.ask_where_to_save)
        dock.results.write_back_wanted.connect(self.write_back)

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

    def write_back(self, into_layer: bool) -> None:
        """Write what was said of features into their layers, or into copies of them."""
        what = self._dock.results.fields_to_write
        if not what:
            self._dock.message.warn(
                self.tr("Nothing is chosen to be written."),
                self.tr("Choose label, score, description or answer in the same menu."),
            )
            return
        written = []
        for layer_id in self._results.features.layer_ids:
            layer = QgsProject.instance().mapLayer(layer_id)
            if layer is None:  # removed while its features were asked about
                self._results.features.forget(layer_id)
                self._dock.message.warn(self.tr("The layer of the features was removed."))
                continue
            answers = self._results.features.of_layer(layer_id)
            try:
                written.append(
                    self._write_into(layer, answers, what)
                    if into_layer
                    else self._copy(layer, answers, what)
                )
            except EarthGPTXError as error:
                self._dock.message.warn(error.message, error.hint)
                return
        if written:
            self._dock.message.tell(" ".join(written))

    def _write_into(
        self, layer: QgsVectorLayer, answers: Sequence[FeatureAnswer], what: Sequence[str]
    ) -> str:
        count = write_answers(layer, answers, what)
        text = self.tr("Wrote {count} answers into “{layer}”: save its edits to keep them.")
        return text.format(count=count, layer=layer.name())

    def _copy(
        self, layer: QgsVectorLayer, answers: Sequence[FeatureAnswer], what: Sequence[str]
    ) -> str:
        copy = copy_with_answers(layer, answers, what=what)
        QgsProject.instance().addMapLayer(copy)
        text = self.tr("Made the temporary layer “{layer}” with {count} answers.")
        return text.format(count=len(answers), layer=copy.name())

    def _save(self, dialog: SaveDialog) -> None:
        layer = self._results.layer
        if layer is None:
            self._dock.message.warn(self.tr("The result layer was removed."))
            return
        try:
            if format_of(dialog.path) is None:
                text = self._save_table(layer, dialog)
            else:
                text = self._save_file(layer, dialog)
        except EarthGPTXError as error:
            self._dock.message.warn(error.message, error.hint)
            return
        self._dock.message.tell(text)

    def _save_table(self, layer: QgsVectorLayer, dialog: SaveDialog) -> str:
        saved = geopackage.save(
            layer, dialog.path, dialog.table, dialog.mode, dialog.include_hidden
        )
        text = self.tr("Saved {count} polygons to table “{table}” of {path}.").format(
            count=saved.feature_count, table=saved.table, path=saved.path
        )
        if saved.fields_left_out:
            missing = self.tr(" The table has no field {}.")
            text += missing.format(", ".join(saved.fields_left_out))
        if dialog.goes_on:
            self._results.go_on_in(saved)
            text += self.tr(" Further answers go straight into it.")
        return text

    def _save_file(self, layer: QgsVectorLayer, dialog: SaveDialog) -> str:
        replace = dialog.mode is SaveMode.OVERWRITE
        count = save_single_file(layer, dialog.path, dialog.include_hidden, replace)
        return self.tr("Saved {count} polygons to {path}.").format(count=count, path=dialog.path)
