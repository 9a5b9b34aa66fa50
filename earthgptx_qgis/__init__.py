"""EarthGPT-X for QGIS: mark something on a raster layer, ask in words, get words and polygons."""


def classFactory(iface):  # noqa: N802 (the name QGIS looks for)
    """The plugin object; imported late, so that the package needs no QGIS to be imported."""
    from .plugin import EarthGPTXPlugin

    return EarthGPTXPlugin(iface)
