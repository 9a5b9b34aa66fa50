"""Into which layer results are copied, and what goes into which of its fields."""

from __future__ import annotations

from typing import Dict, Optional

from qgis.core import QgsFields, QgsMapLayerProxyModel, QgsVectorLayer
from qgis.gui import QgsFieldMappingWidget, QgsMapLayerComboBox
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ...results.field_mapping import mapping_by_name
from .. import object_names

_EXPRESSION_LETTERS = 36


class AppendDialog(QDialog):
    """A layer of polygons, and an expression for each of its fields."""

    def __init__(self, source: QgsVectorLayer, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_names.APPEND_DIALOG)
        self.setWindowTitle(self.tr("Append “{}” to another layer").format(source.name()))
        self.source = source
        self._layer = QgsMapLayerComboBox(self)
        self._layer.setObjectName(object_names.APPEND_LAYER)
        self._layer.setFilters(
            QgsMapLayerProxyModel.Filter.PolygonLayer | QgsMapLayerProxyModel.Filter.WritableLayer
        )
        self._layer.setExceptedLayerList([source])
        self._fields = QgsFieldMappingWidget(self)
        self._fields.setObjectName(object_names.APPEND_FIELDS)
        self._fields.setSourceLayer(source)
        selected = source.selectedFeatureCount()
        self._selected = QCheckBox(self.tr("Selected polygons only: {}").format(selected), self)
        self._selected.setObjectName(object_names.APPEND_SELECTED)
        self._selected.setVisible(selected > 0)
        note = QLabel(self.tr("Written into its edit session: one step to undo."), self)
        note.setEnabled(False)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        append = self._buttons.addButton(self.tr("Append"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._append = append
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow(self.tr("Layer"), self._layer)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self._fields, 1)
        layout.addWidget(self._selected)
        layout.addWidget(note)
        layout.addWidget(self._buttons)
        self.resize(840, 420)
        self._layer.layerChanged.connect(lambda _: self._show_fields())
        self._show_fields()

    @property
    def layer(self) -> Optional[QgsVectorLayer]:
        """The chosen layer."""
        return self._layer.currentLayer()

    @property
    def mapping(self) -> Dict[str, str]:
        """An expression for each field that is to get one."""
        return {
            field.field.name(): field.expression
            for field in self._fields.mapping()
            if field.expression
        }

    @property
    def selected_only(self) -> bool:
        """Whether nothing but the selected polygons is copied."""
        return self._selected.isChecked()

    def _show_fields(self) -> None:
        target = self.layer
        self._append.setEnabled(target is not None)
        if target is None:
            self._fields.setDestinationFields(QgsFields())
            return
        keys = set(target.primaryKeyAttributes())
        fields = QgsFields()
        for index, field in enumerate(target.fields()):
            if index not in keys:
                fields.append(field)
        self._fields.setDestinationFields(fields)
        proposed = mapping_by_name(self.source, target)
        model = self._fields.model()
        for row in range(model.rowCount()):
            expression = proposed.get(fields.at(row).name(), "")
            model.setData(model.index(row, 0), expression, Qt.ItemDataRole.EditRole)
        # QGIS leaves the expressions, which are what is chosen here, the least room of all.
        table = self._fields.findChild(QTableView)
        if table is not None:
            table.setColumnWidth(0, _EXPRESSION_LETTERS * self.fontMetrics().averageCharWidth())
