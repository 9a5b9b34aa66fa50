"""From pixels to polygons in the CRS of the tile, and what they measure on the ground."""
