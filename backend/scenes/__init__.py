"""Whole raster files instead of single tiles: read, cut into windows, answers joined again."""
