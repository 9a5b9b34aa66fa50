"""What the toolbox, models, batch runs and qgis_process can ask of raster layers."""
