"""What is asked about: the raster layer, its sensor and the task."""

from __future__ import annotations

from typing import Dict, Optional

from qgis.core import QgsMapLayerProxyModel, QgsRasterLayer
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import QSignalBlocker, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QLabel, QSizePolicy, QWidget

from ...canvas.chosen_kind import chosen_kind, remember_kind
from ...canvas.ground import kind_of_layer
from ...wire.messages import SourceKind, Task
from .. import object_names
from ..widgets.task_texts import source_kind_texts, task_texts
from .band_picker import BandPicker


class SourcePanel(QWidget):
    """Three boxes: layer, source kind, task."""

    task_changed = pyqtSignal(object)
    """The Task."""
    source_changed = pyqtSignal()
    """Another layer or another sensor."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._layer = QgsMapLayerComboBox(self)
        self._layer.setObjectName(object_names.LAYER)
        self._layer.setFilters(QgsMapLayerProxyModel.Filter.RasterLayer)
        self._layer.setToolTip(
            self.tr("The raster layer that is asked about, as far as it is in view.")
        )
        self._guesses: Dict[str, SourceKind] = {}  # by layer id, of those that were answered about
        self._bands = BandPicker(self)
        self._source_kind = self._box(object_names.SOURCE_KIND, source_kind_texts())
        self._task = self._box(object_names.TASK, task_texts())
        self._tell_tooltip(self._source_kind)
        self._tell_tooltip(self._task)
        for box in (self._layer, self._source_kind, self._task):
            # Long layer names must not decide how narrow the dock can be.
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(8)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        layout.addRow(self.tr("Layer"), self._layer)
        layout.addRow(self.tr("Sensor"), self._source_kind)
        self._bands_label = QLabel(self.tr("Bands"), self)
        layout.addRow(self._bands_label, self._bands)
        layout.addRow(self.tr("Task"), self._task)

        self._layer.layerChanged.connect(self._on_layer_changed)
        self._bands.picked.connect(self._on_bands_picked)
        self._source_kind.currentIndexChanged.connect(lambda _: self._on_kind_chosen())
        self._task.currentIndexChanged.connect(lambda _: self.task_changed.emit(self.task))
        self._show_layer()

    @property
    def layer(self) -> Optional[QgsRasterLayer]:
        """The chosen raster layer."""
        return self._layer.currentLayer()

    @property
    def source_kind(self) -> SourceKind:
        """The sensor as the user says it."""
        return self._source_kind.currentData()

    @property
    def task(self) -> Task:
        """The chosen task."""
        return self._task.currentData()

    def choose(self, layer: QgsRasterLayer) -> None:
        """Choose a layer of the project."""
        self._layer.setLayer(layer)

    def choose_task(self, task: Task) -> None:
        """Choose a task."""
        self._task.setCurrentIndex(self._task.findData(task))

    def tell_guess(self, layer_id: str, kind: SourceKind) -> None:
        """Show what a layer was taken for in an answer about it."""
        self._guesses[layer_id] = kind
        self._show_guess()

    def _on_bands_picked(self) -> None:
        self._guesses.pop(self.layer.id(), None)
        self._show_guess()
        self.source_changed.emit()

    def _on_layer_changed(self, _: object) -> None:
        self._show_layer()
        self.source_changed.emit()

    def _on_kind_chosen(self) -> None:
        if self.layer is not None:
            remember_kind(self.layer, self.source_kind)
        self.source_changed.emit()

    def _show_layer(self) -> None:
        """The sensor and the bands that were chosen for the layer."""
        kind = SourceKind.AUTO if self.layer is None else chosen_kind(self.layer)
        with QSignalBlocker(self._source_kind):  # one change of the source, not two
            self._source_kind.setCurrentIndex(self._source_kind.findData(kind))
        self._tell_tooltip(self._source_kind)
        self._show_guess()
        self._bands.show_layer(self.layer)
        for widget in (self._bands_label, self._bands):
            widget.setVisible(self._bands.has_choice)

    def _show_guess(self) -> None:
        """Behind Auto, what it stands for, as far as that is known."""
        layer, guess = self.layer, SourceKind.AUTO
        if layer is not None and layer.isValid():
            guess = self._guesses.get(layer.id()) or kind_of_layer(layer)
        texts = source_kind_texts()
        text = texts[SourceKind.AUTO][0]
        if guess is not SourceKind.AUTO:
            text = self.tr("{auto}: {sensor}").format(auto=text, sensor=texts[guess][0])
        self._source_kind.setItemText(self._source_kind.findData(SourceKind.AUTO), text)

    def _box(self, name: str, texts: dict) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        for row, (value, (label, tooltip)) in enumerate(texts.items()):
            box.addItem(label, value)
            box.setItemData(row, tooltip, Qt.ItemDataRole.ToolTipRole)
        box.currentIndexChanged.connect(lambda _: self._tell_tooltip(box))
        return box

    def _tell_tooltip(self, box: QComboBox) -> None:
        box.setToolTip(box.currentData(Qt.ItemDataRole.ToolTipRole))
