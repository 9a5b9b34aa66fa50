"""What QGIS 4 is to the plugin's widgets: PyQt6 behind `qgis.PyQt`, and stand-ins for QGIS's own.

There is no QGIS 4 to test with here. `qgis.PyQt` does what QGIS's own package of that name does;
`qgis.core` and `qgis.gui` hold the few classes that widgets are made of. Everything else of QGIS
can be imported and says so when it is used (see `absent.py`).
"""
