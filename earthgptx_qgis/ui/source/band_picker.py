"""Which bands of the layer are shown to the model: a box for each colour, or a single one."""

from __future__ import annotations

from typing import List, Optional

from qgis.core import QgsRasterLayer
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from ...canvas.bands import choose_bands, data_bands, gives_raw_values, pick_bands
from .. import object_names


class BandPicker(QWidget):
    """What is picked is remembered with the layer; until then its style decides."""

    picked = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_names.BANDS)
        self._layer: Optional[QgsRasterLayer] = None
        self._choices = 0
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._boxes: List[QComboBox] = []
        for tooltip in (
            self.tr("Band shown as red"),
            self.tr("Band shown as green"),
            self.tr("Band shown as blue"),
        ):
            box = QComboBox(self)
            box.setToolTip(tooltip)
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.activated.connect(lambda _: self._pick())
            layout.addWidget(box, 1)
            self._boxes.append(box)

    @property
    def has_choice(self) -> bool:
        """Whether the layer has more than one band that could be picked."""
        return self._choices > 1

    def show_layer(self, layer: Optional[QgsRasterLayer]) -> None:
        """Show the bands of a layer and which of them are used."""
        if self._layer is not None:
            self._layer.styleChanged.disconnect(self._show)
            self._layer.willBeDeleted.disconnect(self._forget)
        self._layer = layer if layer is not None and layer.isValid() else None
        if self._layer is not None:
            self._layer.styleChanged.connect(self._show)
            self._layer.willBeDeleted.connect(self._forget)
        self._show()

    def _show(self) -> None:
        layer = self._layer
        bands = []
        if layer is not None and gives_raw_values(layer):
            bands = data_bands(layer.dataProvider())
        self._choices = len(bands)
        used = choose_bands(layer) if bands else ()
        for number, box in enumerate(self._boxes):
            box.clear()
            for row, band in enumerate(bands):
                box.addItem(_short_name(layer, band), band)
                box.setItemData(row, layer.bandName(band), Qt.ItemDataRole.ToolTipRole)
            box.setVisible(number < len(used))
            if number < len(used):
                box.setCurrentIndex(box.findData(used[number]))

    def _forget(self) -> None:
        self._layer = None
        self._show()

    def _pick(self) -> None:
        shown = [box for box in self._boxes if not box.isHidden()]
        pick_bands(self._layer, tuple(box.currentData() for box in shown))
        self.picked.emit()


def _short_name(layer: QgsRasterLayer, band: int) -> str:
    """A band's name from its number on: three boxes share a row, and "Band" would fill them."""
    name = layer.bandName(band)
    return name[max(name.find(str(band)), 0) :]
