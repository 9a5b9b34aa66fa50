"""Entries in the menu that a raster layer has in the Layers panel."""

from __future__ import annotations

from typing import Callable, List, Optional

from qgis.core import Qgis, QgsMapLayerType, QgsRasterLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QAction

from ..widgets.icons import plugin_icon


class LayerMenu(QObject):
    """What EarthGPT-X can do with one raster layer; other layers do not have the entries."""

    def __init__(self, iface: QgisInterface, ask_about: Callable[[QgsRasterLayer], None]) -> None:
        """Add the entries.

        Args:
            ask_about: makes everything ready for a question about a layer.
        """
        super().__init__()
        self._iface = iface
        self._actions: List[QAction] = []
        self._add(
            "earthgptx_ask_about_layer", self.tr("Ask EarthGPT-X about this layer"), ask_about
        )
        self._add(
            "earthgptx_compare_layer", self.tr("Compare with an earlier raster…"), self._compare
        )

    def release(self) -> None:
        """Take the entries away."""
        for action in self._actions:
            self._iface.removeCustomActionForLayerType(action)
            action.deleteLater()
        self._actions.clear()

    def _add(self, name: str, text: str, chosen: Callable[[QgsRasterLayer], None]) -> None:
        action = QAction(plugin_icon(), text, self._iface.mainWindow())
        action.setObjectName(name)
        action.triggered.connect(lambda _: self._with_active_layer(chosen))
        self._iface.addCustomActionForLayerType(action, "", QgsMapLayerType.RasterLayer, True)
        self._actions.append(action)

    def _with_active_layer(self, chosen: Callable[[QgsRasterLayer], None]) -> None:
        layer: Optional[object] = self._iface.activeLayer()
        if isinstance(layer, QgsRasterLayer):
            chosen(layer)

    def _compare(self, layer: QgsRasterLayer) -> None:
        try:
            from processing import execAlgorithmDialog
        except ImportError:  # a plugin of its own, which can be switched off
            text = self.tr("Switch on the plugin “Processing” to compare “{}” with another raster.")
            self._iface.messageBar().pushMessage(
                "EarthGPT-X", text.format(layer.name()), Qgis.MessageLevel.Warning
            )
            return
        execAlgorithmDialog("earthgptx:comparedates", {"LATER": layer.id()})
