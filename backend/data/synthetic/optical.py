"""The scene as an optical camera sees it by day."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from backend.data.synthetic.light import shadow_share, slope_light
from backend.data.synthetic.materials import Material
from backend.data.synthetic.noise import FloatImage, fractal, streaks, waves, white
from backend.data.synthetic.raster import Raster, blurred, reduced

_OPEN_GROUND = (Material.GRASS, Material.SOIL, Material.SAND, Material.GRAVEL)


@dataclass(frozen=True)
class _Camera:
    """What differs from one flight to the next."""

    blur: float
    noise: float
    haze: float
    gain: float
    contrast: float
    saturation: float
    tint: tuple[float, float, float]
    ambient: float

    @classmethod
    def drawn(cls, rng: np.random.Generator) -> _Camera:
        warmth = rng.normal(0.0, 0.025)
        return cls(
            blur=rng.uniform(0.35, 0.75),
            noise=rng.uniform(0.8, 3.0),
            haze=float(np.clip(rng.normal(0.08, 0.06), 0.01, 0.25)),
            gain=rng.uniform(0.74, 1.2),
            contrast=rng.uniform(0.95, 1.2),
            saturation=rng.uniform(0.65, 1.3),
            tint=(1.0 + warmth, 1.0 + rng.normal(0.0, 0.012), 1.0 - warmth),
            ambient=rng.uniform(0.30, 0.42),
        )


def render_optical(raster: Raster) -> npt.NDArray[np.uint8]:
    """The picture in red, green and blue: (H, W, 3) uint8."""
    rng = raster.scene.spec.generator("optical")
    camera = _Camera.drawn(rng)
    picture = raster.colours()
    picture *= _texture(raster, rng)[..., None]
    _season(picture, raster, rng)
    _water(picture, raster, rng)
    picture *= _light(raster, camera, rng)
    return _exposed(picture, camera, rng)


def _texture(raster: Raster, rng: np.random.Generator) -> FloatImage:
    """Relative brightness from everything finer than the parts, (H, W) around 1."""
    shape, gsd = raster.shape, raster.gsd
    patches = fractal(rng, shape, gsd, 60.0, 3.0, 0.72)
    grain = fractal(rng, shape, gsd, 2.4, 0.2, 0.85) + 0.5 * white(rng, shape)
    # Contrast of texture falls as a pixel takes in more of it.
    fade = min(1.0, (0.5 / gsd) ** 0.5)
    texture = 1.0 + patches * raster.averaged(lambda part: part.material.value.mottle)
    texture += fade * grain * raster.averaged(lambda part: part.material.value.grain)
    texture += _directed(raster, rng)
    texture += _stains(raster, rng)
    return np.maximum(texture, 0.15)


def _along_and_across(raster: Raster) -> tuple[FloatImage, FloatImage]:
    """(H, W) metres along and across the direction of the part in each pixel."""
    height, width = raster.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) * np.float32(raster.gsd)
    cosine = raster.at_centre(lambda part: math.cos(part.direction))
    sine = raster.at_centre(lambda part: math.sin(part.direction))
    return x * cosine + y * sine, y * cosine - x * sine


def _directed(raster: Raster, rng: np.random.Generator) -> FloatImage:
    """Wheel tracks, crop rows, mowing stripes and the joints of concrete slabs."""
    along, across = _along_and_across(raster)
    finest = max(1.0, 2.0 * raster.gsd)
    result = streaks(rng, across, finest, 12.0)
    result *= raster.averaged(lambda part: part.material.value.streak)
    mown = np.sign(np.sin(across * (2 * math.pi / 10.0)))
    result += 0.045 * mown * raster.share(Material.LAWN)
    concrete = raster.share(Material.CONCRETE)
    if concrete.any():
        result += concrete * _slabs(along, across, raster.gsd, rng)
    return result


def _slabs(
    along: FloatImage, across: FloatImage, gsd: float, rng: np.random.Generator
) -> FloatImage:
    """Slabs of slightly different brightness with dark joints between them."""
    size = rng.uniform(5.0, 7.6)
    column, row = along / size, across / size
    number = np.floor(column).astype(np.int64) * 7919 + np.floor(row).astype(np.int64) * 104729
    tones = rng.normal(0.0, 0.022, 1021).astype(np.float32)
    tones[rng.random(1021) < 0.04] -= 0.08
    to_joint = size * np.minimum(
        np.abs(column - np.rint(column)), np.abs(row - np.rint(row))
    ).astype(np.float32)
    joint = np.clip(1.0 - to_joint / max(0.6 * gsd, 0.15), 0.0, 1.0)
    return tones[number % 1021] - 0.13 * min(1.0, 0.35 / gsd) * joint


def _stains(raster: Raster, rng: np.random.Generator) -> FloatImage:
    """Oil, tyre marks and repairs on paved ground, bare and dry spots elsewhere."""
    shape, gsd = raster.shape, raster.gsd
    paved = raster.share(Material.ASPHALT, Material.CONCRETE)
    spots = fractal(rng, shape, gsd, 14.0, 0.5, 0.8)
    dark = np.clip(spots - 1.35, 0.0, 1.2)
    light = np.clip(-spots - 1.6, 0.0, 1.0)
    return paved * (0.07 * light - 0.15 * dark)


def _season(picture: npt.NDArray[np.floating], raster: Raster, rng: np.random.Generator) -> None:
    """Turn some of the green to straw and some of the soil to weeds, in place."""
    dry = float(np.clip(rng.normal(0.25, 0.3), 0.0, 0.9))
    field = fractal(rng, raster.shape, raster.gsd, 90.0, 2.0, 0.7)
    open_ground = raster.share(*_OPEN_GROUND)
    greens = raster.share(Material.GRASS, Material.LAWN, Material.CROP)
    straw = np.clip(dry + 0.28 * field, 0.0, 1.0) * (0.35 * greens + 0.35 * open_ground)
    weeds = np.clip(0.3 * field - 0.25, 0.0, 0.6) * open_ground
    for share, colour in ((straw, (154, 138, 98)), (weeds, (88, 98, 62))):
        brightness = picture.mean(axis=2, keepdims=True) / float(np.mean(colour))
        target = np.asarray(colour, np.float32) * (0.55 * brightness + 0.45)
        picture += share[..., None] * (target - picture)
    crowns = raster.share(Material.CANOPY)
    hue = fractal(rng, raster.shape, raster.gsd, 24.0, 3.0, 0.6)[..., None] * crowns[..., None]
    picture *= 1.0 + hue * np.array([0.10, 0.03, 0.04], np.float32)


def _water(picture: npt.NDArray[np.floating], raster: Raster, rng: np.random.Generator) -> None:
    """Depth, shallow edges, ripples and glint, in place."""
    water = raster.share(Material.WATER, Material.FOAM)
    if not water.any():
        return
    shape, gsd = raster.shape, raster.gsd
    wet = water[..., None]
    depth = fractal(rng, shape, gsd, 240.0, 15.0, 0.6)
    sediment = np.array([1.0, 1.0, 0.7], np.float32) * (0.06 * depth[..., None])
    shore = np.clip(1.0 - blurred(water, 5.0 / gsd), 0.0, 0.5)
    shallow = shore[..., None] * np.array([26.0, 30.0, 20.0], np.float32)
    direction = rng.uniform(0.0, 2 * math.pi)
    calm = np.clip(0.6 + 0.5 * fractal(rng, shape, gsd, 120.0, 15.0), 0.05, 1.6)
    ripple = waves(rng, shape, gsd, rng.uniform(3.0, 11.0), direction) * calm
    # Where waves mirror the sun they glitter, a patch of it beside calm dark water.
    mirror = np.zeros(shape, np.float32)
    if rng.random() < 0.5:
        patches = fractal(rng, shape, gsd, rng.uniform(20.0, 120.0), 8.0, 0.5)
        mirror = np.clip(patches - rng.uniform(0.2, 1.0), 0.0, 1.3)
    glint = np.clip(white(rng, shape) + 0.7 * ripple - 2.7 + 1.2 * mirror, 0.0, 2.0)
    glint *= rng.uniform(0.0, 26.0) + rng.uniform(10.0, 90.0) * mirror
    strength = rng.uniform(0.6, 6.0)
    picture *= 1.0 + wet * sediment
    picture += wet * shallow
    foam = blurred(raster.share(Material.FOAM), 0.8 / gsd + 0.5)
    churned = np.clip(0.5 + 0.45 * fractal(rng, shape, gsd, 14.0, 0.5, 0.8), 0.0, 1.0)
    picture += (rng.uniform(70.0, 150.0) * foam * churned)[..., None]
    picture += wet * (strength * ripple + glint)[..., None]


def _light(raster: Raster, camera: _Camera, rng: np.random.Generator) -> npt.NDArray[np.floating]:
    """Sun and sky on every surface, (H, W, 3) around 1."""
    azimuth, elevation = raster.scene.sun
    shadow = blurred(shadow_share(raster, azimuth, elevation), 0.35)
    direct = slope_light(raster, azimuth, elevation)
    direct += _crown_relief(raster, azimuth, rng)
    sun = (1.0 - camera.ambient) * np.maximum(direct, 0.0) * (1.0 - shadow)
    sky = np.array([0.95, 1.0, 1.09], np.float32) * camera.ambient
    corners = 1.0 - 0.35 * shadow * raster.share(Material.CANOPY)
    return sun[..., None] + sky * corners[..., None]


def _crown_relief(raster: Raster, azimuth: float, rng: np.random.Generator) -> FloatImage:
    """Bright and dull sides of tree crowns and their clumps, (H, W), zero elsewhere."""
    crowns = raster.share(Material.CANOPY)
    if not crowns.any():
        return crowns
    clumps = fractal(rng, raster.shape, raster.gsd, 3.2, 0.6, 0.8)
    relief = blurred(reduced(raster.height) + 0.45 * clumps, 0.7 / raster.gsd)
    slope_y, slope_x = np.gradient(relief, raster.gsd)
    towards = slope_x * math.cos(azimuth) + slope_y * math.sin(azimuth)
    return crowns * np.clip(-0.55 * towards, -0.6, 0.6)


def _exposed(
    picture: npt.NDArray[np.floating], camera: _Camera, rng: np.random.Generator
) -> npt.NDArray[np.uint8]:
    """Haze, optics, sensor and the contrast somebody chose for the print."""
    grey = picture.mean(axis=2, keepdims=True)
    picture = grey + camera.saturation * (picture - grey)
    picture *= camera.gain * np.asarray(camera.tint, np.float32)
    picture += camera.haze * (np.array([172.0, 177.0, 180.0], np.float32) - picture)
    picture = blurred(picture, camera.blur)
    picture = 118.0 + camera.contrast * (picture - 118.0)
    # Highlights roll off as film and tone curves do, instead of clipping.
    over = np.maximum(picture - 215.0, 0.0)
    picture -= over * (over / (over + 60.0))
    picture += camera.noise * (
        0.8 * white(rng, picture.shape[:2])[..., None] + 0.5 * white(rng, picture.shape)
    )
    return np.clip(np.rint(picture), 0, 255).astype(np.uint8)
