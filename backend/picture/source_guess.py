"""Which sensor a tile comes from, where nobody says: from its names, its numbers and its grain."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from earthgptx_qgis.wire.messages import SourceKind
from earthgptx_qgis.wire.source_names import named_kind

_LARGEST_SIDE = 512
"""The middle of a tile says as much as all of it."""
_WINDOW = 5
_COLOURFUL = 0.01
"""Mean difference between bands, of their range: photographs have 0.03 and more, compressed grey
pictures a tenth of this."""
_SPECKLED = 0.08
"""Deviation over mean in small windows, in the smoothest quarter of them: radar is speckled all
over (0.08 to 1), panchromatic photographs have smooth places."""
_SMOOTH = 0.04
"""The same in half of the windows: thermal pictures are smooth (0.004 to 0.04)."""
_DECIBEL = -3.0
"""Backscatter in decibel is mostly below it; no other common raster is."""


def guess_source_kind(names: tuple[str, ...], raw: np.ndarray, valid: np.ndarray) -> SourceKind:
    """The sensor; optical where nothing speaks against it.

    The limits are measured on UC Merced, NWPU VHR-10, Dubai, HRSID, SAR-Ship, OpenSARShip,
    Sentinel-1 floods, HIT-UAV and SIRST.

    Args:
        names: of the layer and its bands; a word among them that names a sensor decides.
        raw: (H, W, C) of any dtype.
        valid: (H, W) bool, which pixels hold data.
    """
    named = named_kind(names)
    if named is not SourceKind.AUTO:
        return named
    middle = _middle(raw.shape[0]), _middle(raw.shape[1])
    values, known = raw[middle].astype(np.float32), valid[middle]
    inside = values[known]
    if not inside.size or float(np.ptp(inside)) == 0:
        return SourceKind.OPTICAL
    if raw.dtype.kind == "f" and float(np.median(inside)) < _DECIBEL:
        return SourceKind.SAR
    if raw.shape[2] >= 3 and _is_colourful(inside):
        return SourceKind.OPTICAL
    return _by_grain(values[:, :, 0], known)


def _middle(length: int) -> slice:
    start = max(0, (length - _LARGEST_SIDE) // 2)
    return slice(start, start + _LARGEST_SIDE)


def _is_colourful(inside: np.ndarray) -> bool:
    """Of (N, C) values."""
    difference = np.abs(np.diff(inside[:, :3], axis=1)).mean()
    return bool(difference > _COLOURFUL * np.ptp(inside))


def _by_grain(values: np.ndarray, known: np.ndarray) -> SourceKind:
    """Of one band (H, W)."""
    mean = ndimage.uniform_filter(values, _WINDOW)
    variance = ndimage.uniform_filter(values * values, _WINDOW) - mean * mean
    # Dark windows are noise, bright ones are clipped; windows with nodata say nothing.
    low, high = np.percentile(values[known], (1, 99))
    told = ndimage.binary_erosion(known, iterations=_WINDOW // 2, border_value=1)
    told &= (mean > max(low, 0.03 * high)) & (mean < high)
    if not told.any():
        return SourceKind.OPTICAL
    grain = np.sqrt(np.maximum(variance[told], 0)) / mean[told]
    quarter, half = np.percentile(grain, (25, 50))
    if quarter >= _SPECKLED:
        return SourceKind.SAR
    return SourceKind.INFRARED if half < _SMOOTH else SourceKind.OPTICAL
