"""Nothing is written beside the rasters of a test."""

from __future__ import annotations

import os

# QGIS writes statistics as *.aux.xml files otherwise.
os.environ["GDAL_PAM_ENABLED"] = "NO"
