"""The inference process: PyTorch, rasterio and geopandas live here, QGIS never does."""
