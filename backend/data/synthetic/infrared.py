"""The scene as a thermal camera sees it: warm is bright."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from backend.data.synthetic.light import shadow_share, slope_light
from backend.data.synthetic.materials import Material
from backend.data.synthetic.noise import FloatImage, fractal, white
from backend.data.synthetic.raster import Raster, blurred
from backend.data.synthetic.scene import Part

_PAINTED = (Material.METAL, Material.DECK, Material.ROOF, Material.SURFACING)


def render_infrared(raster: Raster) -> npt.NDArray[np.uint8]:
    """The picture of a thermal camera, (H, W, 1) uint8, by day or by night as the spec says."""
    night = raster.scene.spec.night
    rng = raster.scene.spec.generator("infrared")
    kelvin = raster.averaged(lambda part: _temperature(part, night))
    kelvin += _ground_heat(raster, rng)
    if not night:
        kelvin += _sunshine(raster)
    return _detected(kelvin, rng)


def _temperature(part: Part, night: bool) -> float:
    """Degrees Celsius that the camera reads from a part."""
    substance = part.material.value
    if night:
        return substance.night + 0.7 * part.warmth
    brightness = sum(part.colour) / 3.0
    # Dark paint is hotter in the sun.
    paint = 0.055 * (150.0 - brightness) if part.material in _PAINTED else 0.0
    return substance.day + part.warmth + paint


def _ground_heat(raster: Raster, rng: np.random.Generator) -> FloatImage:
    """Wet and dry patches, and the texture of rough surfaces, in Kelvin."""
    patches = fractal(rng, raster.shape, raster.gsd, 50.0, 1.0, 0.75)
    grain = fractal(rng, raster.shape, raster.gsd, 3.0, 0.3, 0.8)
    heat = 14.0 * patches * raster.averaged(lambda part: part.material.value.mottle)
    return heat + 8.0 * grain * raster.averaged(lambda part: part.material.value.grain)


def _sunshine(raster: Raster) -> FloatImage:
    """Kelvin gained on slopes towards the sun and lost in shadows; water keeps its temperature."""
    azimuth, elevation = raster.scene.sun
    shadow = blurred(shadow_share(raster, azimuth, elevation), 0.8)
    gained = 7.0 * (slope_light(raster, azimuth, elevation) - 1.0) - 7.5 * shadow
    return gained * (1.0 - raster.share(Material.WATER))


def _detected(kelvin: FloatImage, rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Soft optics, noise of the detector's rows and columns, automatic gain."""
    height, width = kelvin.shape
    seen = blurred(kelvin, rng.uniform(0.7, 1.2))
    seen += rng.uniform(0.05, 0.25) * white(rng, kelvin.shape)
    seen += rng.uniform(0.02, 0.12) * white(rng, (1, width))
    seen += rng.uniform(0.0, 0.06) * white(rng, (height, 1))
    y, x = np.mgrid[-1.0 : 1.0 : height * 1j, -1.0 : 1.0 : width * 1j].astype(np.float32)
    seen -= rng.uniform(0.0, 1.2) * (x * x + y * y) / 2
    low, high = np.percentile(seen, (0.3, 99.7))
    # A flat scene keeps its low contrast instead of becoming all noise.
    spread = max(float(high - low), 6.0)
    level = 0.5 + (seen - 0.5 * (low + high)) / spread
    black, gain = rng.uniform(8.0, 40.0), rng.uniform(170.0, 215.0)
    return np.clip(np.rint(black + gain * level), 0, 255).astype(np.uint8)[..., None]
