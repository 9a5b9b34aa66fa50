"""An entry in the menu that a raster layer has in the Layers panel."""

from __future__ import annotations

from typing import Callable, Optional

from qgis.core import QgsMapLayerType, QgsRasterLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QAction

from ..widgets.icons import plugin_icon


class LayerMenu(QObject):
    """The entry "Ask EarthGPT-X about this layer", on raster layers only."""

    def __init__(self, iface: QgisInterface, ask_about: Callable[[QgsRasterLayer], None]) -> None:
        """Add the entry.

        Args:
            ask_about: makes everything ready for a question about a layer.
        """
        super().__init__()
        self._iface = iface
        self._ask_about = ask_about
        self.action = QAction(
            plugin_icon(), self.tr("Ask EarthGPT-X about this layer"), iface.mainWindow()
        )
        self.action.setObjectName("earthgptx_ask_about_layer")
        self.action.triggered.connect(lambda _: self._on_triggered())
        iface.addCustomActionForLayerType(self.action, "", QgsMapLayerType.RasterLayer, True)

    def release(self) -> None:
        """Take the entry away."""
        self._iface.removeCustomActionForLayerType(self.action)
        self.action.deleteLater()

    def _on_triggered(self) -> None:
        layer: Optional[object] = self._iface.activeLayer()
        if isinstance(layer, QgsRasterLayer):
            self._ask_about(layer)
