"""Distant aircraft, ships and vehicles as a few warm pixels before sky, clouds, sea or ground."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from backend.data.synthetic.noise import FloatImage, fractal, streaks, white
from backend.data.synthetic.picture import UNKNOWN_COVER, Picture
from backend.data.synthetic.raster import blurred
from backend.data.synthetic.speckle import coast
from earthgptx_qgis.wire.messages import SourceKind

CATEGORY = "small target"
_EDGE = 0.45
"""Share of its peak down to which a pixel belongs to a target."""


def small_targets(rng: np.random.Generator, size: int) -> Picture:
    """One to three targets, seldom none, in a picture of a thermal camera."""
    background = _BACKGROUNDS[int(rng.choice(4, p=(0.4, 0.35, 0.15, 0.1)))](rng, size)
    # What the camera compressed or denoised is smooth, other pictures are grainy.
    background += float(rng.choice([0.2, 0.6, 2.0, 6.0])) * white(rng, background.shape)
    if rng.random() < 0.3:
        background += rng.uniform(0.5, 4.0) * white(rng, (1, size))
    background = blurred(background, float(rng.uniform(0.3, 1.0)))
    instances = np.zeros(background.shape, np.int32)
    seen = background.copy()
    number = int(rng.choice([0, 1, 2, 3], p=(0.06, 0.7, 0.16, 0.08)))
    for index in range(1, number + 1):
        profile = _target(rng, size)
        around = seen[profile > 0.01]
        grain = float(around.std()) if around.size else 1.0
        rise = max(rng.uniform(20.0, 190.0), 3.0 * grain)
        # The camera's range ends at white.
        seen += np.minimum(rise, max(262.0 - float(around.mean()), 20.0)) * profile
        instances[(profile > _EDGE) & (instances == 0)] = index
    return Picture(
        source_kind=SourceKind.INFRARED,
        image=np.clip(np.rint(seen), 0, 255).astype(np.uint8)[..., None],
        instances=instances,
        categories=(CATEGORY,) * number,
        covers=np.full(background.shape, UNKNOWN_COVER, np.uint8),
    )


def _target(rng: np.random.Generator, size: int) -> FloatImage:
    """(size, size) 0 to 1: a spot of 2 to 12 pixels, round or drawn out, sometimes of two spots."""
    x, y = rng.uniform(6.0, size - 6.0, 2)
    length = float(np.clip(rng.lognormal(math.log(2.5), 0.5), 1.4, 7.0))
    width = max(length * rng.uniform(0.45, 1.0), 1.1)
    angle = rng.normal(0.0, 0.4) if rng.random() < 0.6 else rng.uniform(0.0, math.pi)
    profile = _spot(size, x, y, length, width, angle)
    if rng.random() < 0.3:
        away = rng.uniform(0.8, 1.6) * length
        second = _spot(size, x + away * math.cos(angle), y + away * math.sin(angle),
                       0.6 * length, 0.6 * width, angle)  # fmt: skip
        profile = np.maximum(profile, rng.uniform(0.5, 0.9) * second)
    return profile


def _spot(size: int, x: float, y: float, length: float, width: float, angle: float) -> FloatImage:
    """A flat-topped spot with soft edges; length and width are half axes in pixels."""
    rows, columns = np.mgrid[0:size, 0:size].astype(np.float32) + 0.5
    along = (columns - x) * math.cos(angle) + (rows - y) * math.sin(angle)
    across = (rows - y) * math.cos(angle) - (columns - x) * math.sin(angle)
    distance = (along / length) ** 2 + (across / width) ** 2
    return np.exp(-(np.minimum(distance, 30.0) ** 1.5) * 0.8)


def _sky(rng: np.random.Generator, size: int) -> FloatImage:
    """A clear sky, even or brighter towards the horizon or the sun."""
    y, x = np.mgrid[0.0 : 1.0 : size * 1j, 0.0 : 1.0 : size * 1j].astype(np.float32)
    level, rise = rng.uniform(20.0, 130.0), rng.choice([4.0, 30.0, 110.0])
    sky = level + rng.uniform(-0.3, 1.0) * rise * y
    if rng.random() < 0.25:
        sun_x, sun_y = rng.uniform(-0.2, 1.2), rng.uniform(0.7, 1.2)
        sky += rng.uniform(80.0, 240.0) * np.exp(-6.0 * np.hypot(x - sun_x, y - sun_y))
    haze = fractal(rng, (size, size), 1.0, 0.6 * size, 12.0, 0.5)
    return sky + rng.uniform(0.5, 6.0) * haze + _foreground(rng, size)


def _clouds(rng: np.random.Generator, size: int) -> FloatImage:
    """Heaps of clouds with hard bright edges over a dark or grey sky."""
    heap = fractal(rng, (size, size), 1.0, rng.uniform(0.4, 1.2) * size, 2.0, 0.55)
    heap += rng.uniform(-1.0, 1.0)
    bright, dark = rng.uniform(120.0, 300.0), rng.uniform(0.0, 110.0)
    hardness = rng.lognormal(0.4, 0.7)
    share = 1.0 / (1.0 + np.exp(-np.clip(hardness * heap, -30.0, 30.0)))
    return dark + (bright - dark) * share + _foreground(rng, size)


def _sea(rng: np.random.Generator, size: int) -> FloatImage:
    """Waves as streaks along the rows, often with a brighter sky above a horizon."""
    y, _ = np.mgrid[0:size, 0:size].astype(np.float32)
    tilt = 6.0 * fractal(rng, (size, size), 1.0, 0.5 * size, 20.0, 0.5)
    waves = streaks(rng, y + tilt, 1.0, 14.0)
    sparkle = fractal(rng, (size, size), 1.0, 8.0, 1.5, 0.9)
    sea = rng.uniform(30.0, 130.0) + rng.uniform(1.0, 9.0) * waves + rng.uniform(0.0, 8.0) * sparkle
    if rng.random() < 0.5:
        horizon = rng.uniform(0.05, 0.5) * size
        sky = rng.uniform(60.0, 200.0) + 4.0 * fractal(rng, (size, size), 1.0, size / 2, 9.0, 0.6)
        sea = np.where(y < horizon + 0.1 * tilt, sky, sea)
    return sea


def _ground(rng: np.random.Generator, size: int) -> FloatImage:
    """Hills, fields and roofs out of focus."""
    relief = fractal(rng, (size, size), 1.0, 0.7 * size, 2.0, 0.62)
    ground = rng.uniform(50.0, 140.0) + rng.uniform(4.0, 26.0) * relief
    sheds = blurred((fractal(rng, (size, size), 1.0, 40.0, 10.0, 0.5) > 1.6) * 1.0, 1.2)
    return ground + rng.uniform(-30.0, 50.0) * sheds


def _foreground(rng: np.random.Generator, size: int) -> npt.NDArray[np.floating]:
    """Now and then a wood or a roof stands before the sky, darker or warmer than it."""
    if rng.random() < 0.8:
        return np.zeros((size, size), np.float32)
    silhouette = coast(rng, size, rng.uniform(0.05, 0.3), rng.uniform(0.03, 0.12))
    texture = fractal(rng, (size, size), 1.0, 20.0, 2.0, 0.7)
    return np.where(silhouette, rng.uniform(-90.0, 120.0) + 8.0 * texture, 0.0).astype(np.float32)


_BACKGROUNDS = (_sky, _clouds, _sea, _ground)
