"""The scene as a synthetic aperture radar sees it: speckle, dark water, bright walls and metal."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from backend.data.synthetic.light import shadow_share, shifted, slope_light
from backend.data.synthetic.materials import Material
from backend.data.synthetic.noise import FloatImage, fractal, waves, white
from backend.data.synthetic.raster import Raster, blurred, reduced

_SIDELOBES = 24
"""Reach in pixels of the cross that a very strong reflector draws."""


def render_radar(raster: Raster) -> npt.NDArray[np.uint8]:
    """The amplitude picture, (H, W, 1) uint8. The radar looks along rows, from left or right."""
    rng = raster.scene.spec.generator("radar")
    # Azimuth towards the radar; pictures in radar geometry have the range along their rows.
    azimuth = float(rng.choice([0.0, math.pi]))
    incidence = math.radians(rng.uniform(28.0, 48.0))
    height = reduced(raster.height)
    power = _clutter(raster, rng)
    power *= slope_light(raster, azimuth, math.pi / 2 - incidence) ** 1.5
    power += _walls(height, raster.gsd, azimuth, incidence)
    shadow = shadow_share(raster, azimuth, math.pi / 2 - incidence)
    power *= 1.0 - 0.97 * shadow
    power = power * _speckle(raster.shape, rng)
    power += _reflectors(raster, shadow, rng)
    power += 10 ** (rng.uniform(-30.0, -25.0) / 10)
    return _detected(power, rng)


def _clutter(raster: Raster, rng: np.random.Generator) -> FloatImage:
    """Mean returned power of the ground, (H, W)."""
    wind = rng.uniform(-4.0, 5.0)

    def backscatter(material: Material) -> float:
        level = material.value.backscatter
        return 10 ** ((level + wind if material is Material.WATER else level) / 10)

    power = raster.averaged(lambda part: backscatter(part.material))
    # Paints and roofs differ from one to the next although their material is the same.
    power *= 0.6 + 0.8 * raster.averaged(lambda part: sum(part.colour) / 765.0)
    patches = fractal(rng, raster.shape, raster.gsd, 80.0, 2.0, 0.75)
    mottle = raster.averaged(lambda part: part.material.value.mottle)
    power *= np.exp(3.0 * mottle * patches)
    swell = waves(rng, raster.shape, raster.gsd, rng.uniform(20.0, 90.0), rng.uniform(0.0, math.pi))
    power *= np.exp(0.16 * raster.share(Material.WATER) * swell)
    crowns = raster.share(Material.CANOPY)
    clumps = fractal(rng, raster.shape, raster.gsd, 8.0, 1.0, 0.8)
    return power * np.exp(0.7 * crowns * clumps)


def _walls(height: FloatImage, gsd: float, azimuth: float, incidence: float) -> FloatImage:
    """Corners between ground and walls that face the radar, and the walls' layover before them."""
    ahead = 1 if math.cos(azimuth) > 0.0 else -1
    before = shifted(height, -ahead, 0, 1e6)
    # A pixel of canopy differs from the next by less than this.
    wall = np.clip(height - before - 1.2, 0.0, 12.0)
    corner = 1.3 * np.minimum(wall, 3.0)
    power = blurred(shifted(corner, ahead, 0, 0.0), 0.5)
    reach = height / math.tan(incidence) / gsd
    longest = int(min(float(reach.max()), 60.0))
    stride = max(1, longest // 20)
    for step in range(stride, longest + 1, stride):
        power += shifted(np.where(reach >= step, 0.035 * wall, 0.0), ahead * step, 0, 0.0)
    return power


def _reflectors(raster: Raster, shadow: FloatImage, rng: np.random.Generator) -> FloatImage:
    """Strong points on metal, decks and roofs, with the sidelobes of the strongest."""
    density = raster.averaged(lambda part: part.material.value.scatterers)
    number = rng.poisson(np.minimum(density * raster.gsd**2 * (1.0 - shadow), 3.0))
    strength = np.where(number > 0, rng.lognormal(0.1, 1.5, raster.shape), 0.0)
    points = (number * strength).astype(np.float32)
    distance = np.abs(np.arange(-_SIDELOBES, _SIDELOBES + 1, dtype=np.float32))
    tail = 0.010 / np.maximum(distance, 1.0) ** 1.2
    tail[_SIDELOBES] = 0.0
    cross = ndimage.convolve1d(points, tail, axis=0) + ndimage.convolve1d(points, tail, axis=1)
    return 2.2 * blurred(points, 0.55) + np.maximum(cross - 0.05, 0.0)


def _speckle(shape: tuple[int, int], rng: np.random.Generator) -> FloatImage:
    """Multiplicative noise of one to four looks with mean one, a little correlated."""
    looks = int(rng.integers(1, 5))
    correlation = rng.uniform(0.3, 0.6)
    total = np.zeros(shape, np.float32)
    for _ in range(2 * looks):
        total += blurred(white(rng, shape), correlation) ** 2
    return total / float(total.mean())


def _detected(power: FloatImage, rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Amplitude as eight bits: grass comes out dark grey, metal saturates."""
    grass = 10 ** (Material.GRASS.value.backscatter / 20)
    amplitude = np.sqrt(power) * (rng.uniform(42.0, 88.0) / grass)
    return np.clip(np.rint(amplitude), 0, 255).astype(np.uint8)[..., None]
