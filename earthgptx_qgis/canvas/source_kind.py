"""What sensor a raster layer looks like it comes from, by its name and bands."""

from __future__ import annotations

import re

from qgis.core import QgsRasterLayer

from ..wire.messages import SourceKind
from .bands import PICTURE_TYPES, data_bands

_BEFORE = r"(?<![a-z])"
_AFTER = r"(?![a-z])"
_SAR = re.compile(
    _BEFORE + r"(vv|vh|hh|hv|sar|insar|sigma(0|nought)?|gamma0|sentinel[-_ ]?1|s1[ab]?)" + _AFTER
)
_INFRARED = re.compile(_BEFORE + r"(thermal|infrared|lwir|mwir|tir|flir)" + _AFTER)


def guess_source_kind(layer: QgsRasterLayer) -> SourceKind:
    """The kind that names and bands speak for.

    Three bands or more are a colour picture. One or two are SAR or infrared if a name of the layer
    or a band says so; else AUTO, and the backend looks at the pixels.
    """
    bands = data_bands(layer.dataProvider())
    if len(bands) > 2 or layer.dataProvider().dataType(1) in PICTURE_TYPES:
        return SourceKind.OPTICAL
    names = " ".join([layer.name(), *(layer.bandName(band) for band in bands)]).lower()
    if _SAR.search(names):
        return SourceKind.SAR
    if _INFRARED.search(names):
        return SourceKind.INFRARED
    return SourceKind.AUTO
