"""Where a picture ends although its file does not say so: the black or white edge of a mosaic."""

from __future__ import annotations

from typing import cast

import numpy as np
from scipy import ndimage

BLACK_SHARE = 0.01
WHITE_SHARE = 0.05
"""Of the tile, from which a region counts: snow and glare are white as well, so it takes more."""
_COLOURS = 3


def empty_border(bands: np.ndarray, valid: np.ndarray) -> np.ndarray:
    """Which pixels (H, W) lie beside the picture: large, of one pure colour, open to the edge.

    Only exact black, and exact white of 8 bits, counts, and only in pictures with colours: the
    water of a radar image and the coldest place of a thermal one may be 0 as well. What is next to
    known nodata is open to the edge, too. Where nothing would remain, nothing is beside the
    picture.

    Args:
        bands: (H, W, C) as the raster has them.
        valid: (H, W) bool, what is known to hold data.
    """
    empty = np.zeros(valid.shape, bool)
    if bands.shape[2] < _COLOURS:
        return empty
    pure = [(0, BLACK_SHARE)]
    if bands.dtype == np.uint8:
        pure.append((255, WHITE_SHARE))
    for value, share in pure:
        same = (bands[:, :, :_COLOURS] == value).all(axis=2)
        if np.count_nonzero(same & valid) >= share * valid.size:
            empty |= _open_regions(same | ~valid, share * valid.size)
    empty &= valid
    return empty if (valid & ~empty).any() else np.zeros(valid.shape, bool)


def _open_regions(same: np.ndarray, smallest: float) -> np.ndarray:
    """The connected regions of so many pixels that reach the edge of the picture."""
    regions, _ = cast(tuple[np.ndarray, int], ndimage.label(same))
    edges = np.concatenate((regions[0], regions[-1], regions[:, 0], regions[:, -1]))
    large = np.bincount(regions.ravel()) >= smallest
    large[0] = False
    open_to_edge = np.zeros(large.shape, bool)
    open_to_edge[edges] = True
    return (large & open_to_edge)[regions]
