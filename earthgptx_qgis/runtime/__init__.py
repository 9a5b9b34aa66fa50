"""The backend seen from QGIS: where it is, its process, and the requests it answers."""
