"""Random textures whose scale is in metres, so that they look right at any ground resolution."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from PIL import Image

FloatImage = npt.NDArray[np.floating]
"""(H, W) numbers; float32 wherever speed matters."""


def fractal(
    rng: np.random.Generator,
    shape: tuple[int, int],
    gsd: float,
    coarsest: float,
    finest: float,
    persistence: float = 0.65,
) -> FloatImage:
    """Noise of several octaves, zero mean, unit deviation, (H, W).

    Args:
        shape: (H, W).
        gsd: metres per pixel.
        coarsest, finest: the range of wavelengths in metres; finer than two pixels is left out.
        persistence: strength of each octave relative to the next coarser one.
    """
    total = np.zeros(shape, np.float32)
    wavelength, strength = coarsest, 1.0
    while wavelength >= max(finest, 1.4 * gsd):
        total += strength * _octave(rng, shape, wavelength / gsd)
        wavelength /= 2.0
        strength *= persistence
    deviation = float(total.std())
    return total / deviation if deviation > 0.0 else total


def _octave(rng: np.random.Generator, shape: tuple[int, int], pixels: float) -> FloatImage:
    """Smooth noise of one wavelength, given in pixels."""
    rows, columns = math.ceil(shape[0] / pixels) + 4, math.ceil(shape[1] / pixels) + 4
    grid = Image.fromarray(rng.standard_normal((rows, columns), np.float32))
    left, top = rng.uniform(1.0, 2.0, 2)
    window = (left, top, left + shape[1] / pixels, top + shape[0] / pixels)
    size = (shape[1], shape[0])
    return np.asarray(grid.resize(size, Image.Resampling.BICUBIC, box=window), np.float32)


def white(rng: np.random.Generator, shape: tuple[int, ...]) -> npt.NDArray[np.floating]:
    """Independent normal noise."""
    return rng.standard_normal(shape, np.float32)


def streaks(
    rng: np.random.Generator, across: FloatImage, finest: float, coarsest: float
) -> FloatImage:
    """Noise that varies only across a direction.

    Args:
        across: (H, W) metres measured at right angles to the streaks.
        finest, coarsest: range of the streaks' widths in metres.
    """
    total = np.zeros_like(across)
    width = coarsest
    while width >= finest:
        # Repeats after 512 widths, far beyond any picture.
        table = rng.standard_normal(512).astype(np.float32)
        position = across / width
        index = np.floor(position).astype(np.int32)
        fraction = position - index
        total += table[index % 512] * (1.0 - fraction) + table[(index + 1) % 512] * fraction
        width /= 2.5
    return total / max(float(total.std()), 1e-6)


def waves(
    rng: np.random.Generator, shape: tuple[int, int], gsd: float, longest: float, direction: float
) -> FloatImage:
    """Wind ripples running about `direction` (radians), unit deviation; zero where too fine."""
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32) * gsd
    total = np.zeros(shape, np.float32)
    for _ in range(9):
        length = longest * rng.uniform(0.3, 1.0)
        if length < 2.5 * gsd:
            continue
        angle = direction + rng.normal(0.0, 0.35)
        number = 2 * math.pi / length
        phase = number * (x * math.cos(angle) + y * math.sin(angle)) + rng.uniform(0, 2 * math.pi)
        total += length / longest * np.sin(phase)
    deviation = float(total.std())
    return total / deviation if deviation > 0.0 else total
