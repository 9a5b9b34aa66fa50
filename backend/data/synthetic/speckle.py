"""What is common to radar pictures drawn in pixels: speckle of several looks, coasts, sidelobes."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from backend.data.synthetic.noise import FloatImage, fractal
from backend.data.synthetic.raster import blurred


def speckled(
    power: FloatImage,
    looks: float,
    rng: np.random.Generator,
    correlation: tuple[float, float] = (0.2, 0.55),
) -> FloatImage:
    """Mean power times gamma noise of mean one; the fewer looks, the rougher.

    Neighbouring pixels are a little correlated, as after the usual oversampling.

    Args:
        correlation: range of the blur in pixels that makes them so, drawn once a picture.
    """
    noise = rng.gamma(looks, 1.0 / looks, power.shape).astype(np.float32)
    smooth = blurred(noise, float(rng.uniform(*correlation)))
    # Blurring takes contrast away, which the texture of the looks asked for has.
    return power * np.maximum(1.0 + (smooth - 1.0) * float(noise.std() / smooth.std()), 0.0)


def coast(rng: np.random.Generator, size: int, share: float, roughness: float) -> npt.NDArray:
    """(size, size) bool, land on one side of a winding shore.

    Args:
        share: of the picture that is land.
        roughness: how far the shore winds, relative to the picture.
    """
    angle = rng.uniform(0.0, 2 * math.pi)
    y, x = np.mgrid[-0.5 : 0.5 : size * 1j, -0.5 : 0.5 : size * 1j].astype(np.float32)
    level = x * math.cos(angle) + y * math.sin(angle)
    level = level + roughness * fractal(rng, (size, size), 1.0, 0.7 * size, 3.0, 0.55)
    return level > np.quantile(level, 1.0 - share)


def with_sidelobes(power: FloatImage, strength: float, reach: int) -> FloatImage:
    """Every strong point draws a cross along rows and columns, fading within `reach` pixels."""
    distance = np.abs(np.arange(-reach, reach + 1, dtype=np.float32))
    tail = strength / np.maximum(distance, 1.0) ** 1.3
    tail[reach] = 0.0
    return (
        power
        + ndimage.convolve1d(power, tail, axis=1, mode="constant")
        + ndimage.convolve1d(power, 0.6 * tail, axis=0, mode="constant")
    )
