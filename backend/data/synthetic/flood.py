"""Water as a radar of 10 m sees it, in decibels: rivers, lakes and flooded fields, dark on land."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from backend.data.synthetic.materials import COVERS, Category
from backend.data.synthetic.noise import FloatImage, fractal
from backend.data.synthetic.picture import Picture
from backend.data.synthetic.raster import blurred
from backend.data.synthetic.shapes import moved, smooth_line, strip
from backend.data.synthetic.speckle import coast, speckled
from earthgptx_qgis.wire.messages import SourceKind

OTHER_COVER = len(COVERS)
"""Ground of a kind that ten metres do not tell; it is none of COVERS."""
_CORRELATION = (0.65, 1.0)
"""Blur of the speckle in pixels: scenes resampled to a map at 10 m have neighbours that correlate
by 0.63 to 0.74, which fits this range."""


def flood(rng: np.random.Generator, size: int) -> Picture:
    """Land with more or less water, and dark ground that is none."""
    parcels = _parcels(rng, size)
    water = _standing_water(rng, size) | _rivers(rng, size)
    if rng.random() < 0.35:
        water |= _braids(rng, size)
    if rng.random() < 0.6:
        water |= _flooded(rng, parcels, water)
    if rng.random() < 0.1:
        water[:] = False
    decibels = _land(rng, parcels)
    calm = rng.uniform(-22.0, -16.5) + 0.8 * fractal(rng, water.shape, 1.0, size / 2, 8.0, 0.6)
    # A pixel of the shore is a little of both.
    share = blurred(water.astype(np.float32), 0.6)
    power = share * 10 ** (calm / 10) + (1.0 - share) * 10 ** (decibels / 10)
    power = speckled(power, rng.uniform(3.0, 6.0), rng, _CORRELATION)
    seen = 10.0 * np.log10(np.maximum(power, 1e-4))
    darkest, brightest = rng.uniform(-27.0, -23.0), rng.uniform(-3.0, 1.0)
    grey = 255.0 * (seen - darkest) / (brightest - darkest)
    return Picture(
        source_kind=SourceKind.SAR,
        image=np.clip(np.rint(grey), 0, 255).astype(np.uint8)[..., None],
        instances=np.zeros(water.shape, np.int32),
        categories=(),
        covers=np.where(water, COVERS.index(Category.WATER), OTHER_COVER).astype(np.uint8),
        gsd=10.0,
    )


def _land(rng: np.random.Generator, parcels: npt.NDArray[np.int32]) -> FloatImage:
    """Decibels of dry ground: fields of different crops, relief, villages, dark bare soil."""
    shape = parcels.shape
    size = shape[0]
    crops = rng.normal(0.0, rng.uniform(0.2, 1.8), int(parcels.max()) + 1).astype(np.float32)
    decibels = rng.uniform(-12.5, -9.0) + crops[parcels]
    decibels += rng.uniform(0.4, 1.4) * fractal(rng, shape, 1.0, size / 2, 2.0, 0.7)
    bare = fractal(rng, shape, 1.0, size / 3, 10.0, 0.6) > rng.uniform(1.4, 2.6)
    decibels -= rng.uniform(2.0, 5.0) * bare
    village = fractal(rng, shape, 1.0, size / 4, 6.0, 0.6) > rng.uniform(1.2, 2.6)
    walls = village & (rng.random(shape) < 0.35)
    return decibels + blurred(walls.astype(np.float32), 0.5) * rng.uniform(8.0, 16.0)


def _parcels(rng: np.random.Generator, size: int) -> npt.NDArray[np.int32]:
    """(size, size) number of the field a pixel lies in; fields are turned rectangles."""
    angle, width = rng.uniform(0.0, math.pi), float(np.exp(rng.uniform(1.4, 3.7)))
    depth = width * rng.uniform(0.8, 2.5)
    y, x = np.mgrid[0:size, 0:size].astype(np.float32)
    bend = 0.4 * width * fractal(rng, (size, size), 1.0, size / 2, size / 8, 0.5)
    across = x * math.cos(angle) + y * math.sin(angle) + bend
    along = y * math.cos(angle) - x * math.sin(angle) + bend
    row, column = np.floor(across / width).astype(int), np.floor(along / depth).astype(int)
    _, numbers = np.unique(row * 4096 + column, return_inverse=True)
    return numbers.reshape(size, size).astype(np.int32)


def _standing_water(rng: np.random.Generator, size: int) -> npt.NDArray[np.bool_]:
    """Lakes and lagoons, or a sea at the side."""
    relief = fractal(rng, (size, size), 1.0, rng.uniform(0.2, 0.8) * size, 3.0, 0.55)
    water = relief < -rng.uniform(1.0, 2.6)
    if rng.random() < 0.3:
        water |= coast(rng, size, rng.uniform(0.1, 0.5), rng.uniform(0.03, 0.12))
    return water


def _rivers(rng: np.random.Generator, size: int) -> npt.NDArray[np.bool_]:
    """Up to four arms of one river, winding across the picture."""
    canvas = Image.new("1", (size, size))
    draw = ImageDraw.Draw(canvas)
    heading = rng.uniform(0.0, math.pi)
    for _ in range(int(rng.choice([0, 1, 1, 2, 4]))):
        line = smooth_line(rng, 1.6 * size, rng.uniform(0.03, 0.16) * size, rng.uniform(2.0, 9.0))
        bank = strip(line, float(rng.lognormal(math.log(9.0), 0.7)))
        place = rng.uniform(0.25, 0.75, 2) * size
        turned = moved(bank, float(place[0]), float(place[1]), heading + rng.normal(0.0, 0.2))
        draw.polygon(turned.ravel().tolist(), fill=1)
    return np.asarray(canvas).copy()


def _braids(rng: np.random.Generator, size: int) -> npt.NDArray[np.bool_]:
    """Channels that part and join again around islands, in a broad belt."""
    level = np.abs(fractal(rng, (size, size), 1.0, rng.uniform(0.12, 0.4) * size, 3.0, 0.5))
    islands = fractal(rng, (size, size), 1.0, rng.uniform(0.2, 0.6) * size, 8.0, 0.6)
    channels = level < rng.uniform(0.1, 0.35) + 0.25 * np.maximum(islands, 0.0)
    belt = fractal(rng, (size, size), 1.0, size, size / 6, 0.4) < rng.uniform(-0.5, 0.8)
    return channels & belt


def _flooded(
    rng: np.random.Generator, parcels: npt.NDArray[np.int32], water: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    """Fields under water, more of them in the low parts of the picture."""
    low = fractal(rng, water.shape, 1.0, water.shape[0] / 2, 20.0, 0.5) < rng.uniform(-1.2, 0.2)
    chosen = rng.random(int(parcels.max()) + 1) < rng.uniform(0.15, 0.9)
    ragged = fractal(rng, water.shape, 1.0, 30.0, 2.0, 0.7) < rng.uniform(0.0, 1.5)
    return chosen[parcels] & low & ragged
