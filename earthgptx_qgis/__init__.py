"""EarthGPT-X for QGIS: mark something on a raster layer, ask in words, get words and polygons."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from .plugin import EarthGPTXPlugin


def classFactory(iface: QgisInterface) -> EarthGPTXPlugin:
    """The plugin object; imported late, so that the package needs no QGIS to be imported."""
    from .plugin import EarthGPTXPlugin

    return EarthGPTXPlugin(iface)
