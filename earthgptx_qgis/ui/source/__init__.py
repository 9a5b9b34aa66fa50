"""What is asked about: the raster layer, its bands and sensor, and how the view of it is read."""
