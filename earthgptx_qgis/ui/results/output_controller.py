"""What was said of features leaves the dock: into fields of their layers, or of copies."""

from __future__ import annotations

from typing import Optional, Sequence

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject

from ...errors import EarthGPTXError
from ...results.feature_fields import (
    LABEL_FIELD,
    FeatureAnswer,
    copy_with_answers,
    write_answers,
)
from ...results.label_style import colour_by_label
from ..dock import EarthGPTXDock
from .results_controller import ResultsController


class OutputController(QObject):
    """Writes when the result panel asks for it; outcomes are told in the dock."""

    def __init__(
        self, dock: EarthGPTXDock, results: ResultsController, parent: Optional[QObject] = None
    ) -> None:
        super().__init__(parent)
        self._dock = dock
        self._results = results
        dock.results.write_back_wanted.connect(self.write_back)

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
        if copy.fields().lookupField(LABEL_FIELD) >= 0:
            colour_by_label(copy)
        QgsProject.instance().addMapLayer(copy)
        text = self.tr("Made the temporary layer “{layer}” with {count} answers.")
        return text.format(count=len(answers), layer=copy.name())
