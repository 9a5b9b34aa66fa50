"""Where light or a radar's beam falls: shadows and slopes."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from backend.data.synthetic.noise import FloatImage
from backend.data.synthetic.raster import SUPERSAMPLING, Raster, reduced

_FAR_BELOW = -1e6
"""Height in metres of what lies outside the picture: it casts no shadow."""


def shadow_share(raster: Raster, azimuth: float, elevation: float) -> FloatImage:
    """(H, W) share of each pixel that lies in shadow of a light in the given direction."""
    step = raster.gsd / SUPERSAMPLING
    return reduced(shaded(raster.height, step, azimuth, elevation))


def slope_light(raster: Raster, azimuth: float, elevation: float) -> FloatImage:
    """(H, W) light on the parts' slopes relative to level ground, shadows left out."""

    def on_part(rise: tuple[float, float]) -> float:
        towards = rise[0] * math.cos(azimuth) + rise[1] * math.sin(azimuth)
        falling = (1.0 - towards / math.tan(elevation)) / math.hypot(1.0, *rise)
        return float(np.clip(falling, 0.05, 1.45))

    return raster.averaged(lambda part: on_part(part.slope))


def shaded(
    height: FloatImage, step: float, azimuth: float, elevation: float
) -> npt.NDArray[np.bool_]:
    """Which samples lie in the shadow of something higher.

    Args:
        height: metres above the ground.
        step: metres between samples.
        azimuth: radians, towards the light, from x towards y.
        elevation: radians of the light above the horizon.
    """
    fall = math.tan(elevation) * step
    longest = float(height.max()) / max(fall, 1e-6)
    # ceiling[p] = greatest height of a light ray that just passes an obstacle on its way to p.
    # Doubling the distance that is looked back costs one step each, not one a pixel.
    away_x, away_y = -math.cos(azimuth), -math.sin(azimuth)
    ceiling = shifted(height - fall, round(away_x), round(away_y), _FAR_BELOW)
    distance = 1.0
    while distance < longest:
        steps_x, steps_y = round(away_x * distance), round(away_y * distance)
        farther = shifted(ceiling, steps_x, steps_y, _FAR_BELOW)
        ceiling = np.maximum(ceiling, farther - fall * distance)
        distance *= 2.0
    return ceiling > height + 0.05


def shifted(image: FloatImage, shift_x: int, shift_y: int, incoming: float) -> FloatImage:
    """The image moved by whole samples; what comes in at the edge has the value `incoming`."""
    result = np.full_like(image, incoming)
    to_rows, from_rows = _overlap(shift_y, image.shape[0])
    to_columns, from_columns = _overlap(shift_x, image.shape[1])
    result[to_rows, to_columns] = image[from_rows, from_columns]
    return result


def _overlap(shift: int, length: int) -> tuple[slice, slice]:
    """(where to, where from) when something of a length moves over itself."""
    shift = max(-length, min(length, shift))
    ahead, back = max(shift, 0), max(-shift, 0)
    return slice(ahead, length - back), slice(back, length - ahead)
