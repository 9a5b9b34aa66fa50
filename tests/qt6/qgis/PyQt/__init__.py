"""PyQt6 under the names of QGIS, with the differences to it that QGIS 4 has."""
