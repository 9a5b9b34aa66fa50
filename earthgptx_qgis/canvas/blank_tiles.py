"""Whether an online layer has delivered the picture it was asked for."""

from __future__ import annotations

import math

import numpy as np
from qgis.core import QgsRasterLayer
from qgis.PyQt.QtCore import QCoreApplication

from ..wire.messages import Tile
from .pixel_grid import has_own_pixels

translate = QCoreApplication.translate

_WORTH_TELLING = 0.02


def blank_note(tile: Tile, layer: QgsRasterLayer) -> str:
    """What the user should know of a tile of an online layer; empty where it is whole.

    A file may have parts without data by right; a server may as well be late or have failed.
    """
    if has_own_pixels(layer):
        return ""
    if tile.valid is not None:
        share = tile.valid.data.count(0) / len(tile.valid.data)
        if share > _WORTH_TELLING:
            text = translate(
                "Canvas",
                "{share} % of “{layer}” came out blank: its server did not deliver it, or has "
                "nothing there. Look at the map, and ask again where it is late.",
            )
            return text.format(share=math.ceil(100 * share), layer=tile.layer_name)
    pixels = np.frombuffer(tile.pixels.data, tile.pixels.dtype).reshape(tile.pixels.shape)
    if (pixels == pixels[0, 0]).all():
        text = translate(
            "Canvas",
            "“{}” is of a single colour in this area: its server may have no imagery there at "
            "this scale.",
        )
        return text.format(tile.layer_name)
    return ""
