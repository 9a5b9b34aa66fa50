"""Ships as imaging radars of half a metre to ten metres see them, drawn in pixels.

Collections of such pictures with masks are small; what varies between them is drawn here: the sea's
brightness and looks, hulls that are blobs, outlines or a few points, their sidelobes and smears,
land and quays as bright as ships.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw
from scipy import ndimage

from backend.data.synthetic.materials import COVERS, Category
from backend.data.synthetic.noise import FloatImage, fractal, waves
from backend.data.synthetic.picture import Picture
from backend.data.synthetic.raster import blurred
from backend.data.synthetic.shapes import mirrored, moved
from backend.data.synthetic.speckle import coast, speckled, with_sidelobes
from earthgptx_qgis.wire.messages import SourceKind

_SHORTEST, _LONGEST = 7.0, 120.0
_GROWTH = 0.4


@dataclass(frozen=True)
class Vessel:
    """A ship in pixels: centre, length, width, and heading in radians from x towards y."""

    x: float
    y: float
    length: float
    width: float
    heading: float

    def covers(self, shape: tuple[int, int]) -> npt.NDArray[np.bool_]:
        """(H, W) its pixels."""
        # PIL fills every pixel that an edge touches, so hulls are drawn a little smaller.
        half, side = self.length / 2 - _GROWTH, self.width / 2 - _GROWTH
        bow = half - 0.6 * self.width
        hull = mirrored([(half, 0.0), (0.5 * (half + bow), 0.6 * side), (bow, side),
                         (-half + 0.2 * self.width, side), (-half, 0.7 * side)])  # fmt: skip
        canvas = Image.new("1", (shape[1], shape[0]))
        corners = moved(hull, self.x - 0.5, self.y - 0.5, self.heading)
        ImageDraw.Draw(canvas).polygon(corners.ravel().tolist(), fill=1)
        return np.asarray(canvas)

    def along_and_across(self, shape: tuple[int, int]) -> tuple[FloatImage, FloatImage]:
        """(H, W) each: -1 at the stern to 1 at the bow, -1 to 1 from one side to the other."""
        y, x = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32) + 0.5
        cosine, sine = math.cos(self.heading), math.sin(self.heading)
        along = (x - self.x) * cosine + (y - self.y) * sine
        across = (y - self.y) * cosine - (x - self.x) * sine
        return 2.0 * along / self.length, 2.0 * across / self.width


def radar_ships(rng: np.random.Generator, size: int) -> Picture:
    """Sea with ships, in half of the pictures with land or quays."""
    sea = rng.uniform(4.0, 34.0) ** 2
    roughness = rng.choice([0.02, 0.06, 0.14])
    land = np.zeros((size, size), bool)
    if rng.random() < 0.55:
        land = coast(rng, size, rng.uniform(0.08, 0.6), roughness)
    vessels = _vessels(rng, land, _scale(rng))
    swell = waves(rng, land.shape, 1.0, rng.uniform(8.0, 60.0), rng.uniform(0.0, math.pi))
    wind = fractal(rng, land.shape, 1.0, 0.6 * size, 20.0, 0.6)
    power = sea * np.exp(0.1 * swell + rng.uniform(0.0, 0.35) * wind)
    power = np.where(land, _land_power(rng, size, sea), power)
    power, instances = _with_ships(rng, power, vessels, land)
    power += _specks(rng, land, sea)
    power = speckled(power, rng.uniform(0.9, 4.0), rng)
    grey = np.clip(np.rint(np.sqrt(np.maximum(power, 0.0))), 0, 255).astype(np.uint8)
    water, ground = COVERS.index(Category.WATER), COVERS.index(Category.LAND)
    return Picture(
        source_kind=SourceKind.SAR,
        image=grey[..., None],
        instances=instances,
        categories=(Category.SHIP.value,) * len(vessels),
        covers=np.where(land, ground, water).astype(np.uint8),
    )


def _scale(rng: np.random.Generator) -> float:
    """Usual length of the ships of one picture in pixels."""
    return float(np.clip(rng.lognormal(math.log(24.0), 0.55), _SHORTEST, 80.0))


def _vessels(rng: np.random.Generator, land: npt.NDArray, usual: float) -> list[Vessel]:
    """Ships on the water, apart from each other or moored side by side, off or along the shore."""
    size = land.shape[0]
    room = np.asarray(ndimage.distance_transform_edt(~land))
    moored = rng.random() if land.any() else 0.0
    heading = rng.uniform(0.0, 2 * math.pi)
    spread = rng.choice([0.12, 0.5, 3.0])
    taken: list[Vessel] = []
    for _ in range(int(rng.integers(1, 4) if rng.random() < 0.5 else rng.integers(4, 26))):
        length = float(np.clip(usual * rng.lognormal(0.0, 0.3), _SHORTEST, _LONGEST))
        width = max(length / rng.uniform(3.2, 7.0), 2.6)
        side_by_side = taken and rng.random() < 0.25
        if side_by_side:
            other = taken[-1]
            gap = 0.5 * (other.width + width) + rng.uniform(0.5, 3.0)
            x = other.x - gap * math.sin(other.heading)
            y = other.y + gap * math.cos(other.heading)
            vessel = Vessel(x, y, length, width, other.heading)
        elif rng.random() < moored:
            vessel = _at_the_shore(rng, room, length, width)
        else:
            x, y = rng.uniform(0.0, size, 2)
            turn = heading + rng.normal(0.0, spread) + math.pi * rng.integers(2)
            vessel = Vessel(x, y, length, width, turn)
        # Moored ships touch the quay, never the land behind it.
        if _afloat(vessel, room) and (side_by_side or _apart(vessel, taken)):
            taken.append(vessel)
    return taken


def _at_the_shore(
    rng: np.random.Generator, room: FloatImage, length: float, width: float
) -> Vessel:
    """A ship alongside the land, at a random place of the shore."""
    near = (room > 0.5 * width + 0.5) & (room < 0.5 * width + 3.0)
    rows, columns = np.nonzero(near)
    if not len(rows):
        return Vessel(-1.0, -1.0, length, width, 0.0)
    chosen = int(rng.integers(len(rows)))
    row, column = int(rows[chosen]), int(columns[chosen])
    smooth = blurred(room[max(row - 9, 0) : row + 10, max(column - 9, 0) : column + 10], 2.0)
    away_y, away_x = (float(slope.mean()) for slope in np.gradient(smooth))
    return Vessel(column + 0.5, row + 0.5, length, width, math.atan2(away_x, -away_y))


def _afloat(vessel: Vessel, room: FloatImage) -> bool:
    size = room.shape[0]
    for share in (-0.45, 0.0, 0.45):
        x = int(vessel.x + share * vessel.length * math.cos(vessel.heading))
        y = int(vessel.y + share * vessel.length * math.sin(vessel.heading))
        if 0 <= x < size and 0 <= y < size and room[y, x] < 0.5 * vessel.width + 0.5:
            return False
    return 0 <= vessel.x < size and 0 <= vessel.y < size


def _apart(vessel: Vessel, others: list[Vessel]) -> bool:
    return all(
        math.hypot(vessel.x - other.x, vessel.y - other.y) > 0.6 * (vessel.length + other.length)
        for other in others
    )


def _with_ships(
    rng: np.random.Generator, power: FloatImage, vessels: list[Vessel], land: npt.NDArray
) -> tuple[FloatImage, npt.NDArray[np.int32]]:
    """The power with all ships and what they draw around them, and the map of their hulls."""
    instances = np.zeros(power.shape, np.int32)
    metal = np.zeros(power.shape, np.float32)
    brightness = rng.uniform(90.0, 330.0) ** 2
    style = rng.choice(3)
    for number, vessel in enumerate(vessels, 1):
        hull = vessel.covers(power.shape) & ~land & (instances == 0)
        instances[hull] = number
        kind = style if rng.random() < 0.7 else rng.choice(3)
        metal += hull * _structure(rng, vessel, power.shape, kind) * brightness
    metal = blurred(metal, float(rng.uniform(0.35, 0.8)))
    if rng.random() < 0.7:
        reach = int(rng.integers(12, 60))
        spilled = with_sidelobes(metal, float(rng.uniform(0.001, 0.02)), reach) - metal
        metal += np.minimum(spilled, 0.25 * brightness)
    if rng.random() < 0.35:
        metal += _smear(rng, metal)
    return power * np.where(instances > 0, 0.6, 1.0) + metal, instances


def _structure(
    rng: np.random.Generator, vessel: Vessel, shape: tuple[int, int], kind: int
) -> FloatImage:
    """Returned power over a hull, about one where it is bright: a blob, an outline or points."""
    along, across = vessel.along_and_across(shape)
    strength = rng.lognormal(-0.1, 0.7)
    points = rng.lognormal(-0.6, 1.0, shape).astype(np.float32)
    bridge = np.exp(-(((along - rng.choice([-0.75, -0.5, 0.6])) / 0.16) ** 2))
    if kind == 0:
        return strength * (0.45 * points + 0.3 + bridge)
    sides = np.exp(-(((np.abs(across) - 0.75) / 0.3) ** 2))
    ribs = 0.5 + 0.5 * np.cos(math.pi * along * rng.integers(2, 9))
    if kind == 1:
        return strength * points * (0.08 + 0.9 * sides + 0.5 * ribs**4 + bridge)
    sparse = points * (rng.random(shape) < 0.22)
    return strength * (0.06 * points + 2.2 * sparse + 1.4 * bridge * points)


def _smear(rng: np.random.Generator, metal: FloatImage) -> FloatImage:
    """Moving ships and strong echoes fade away along the flight, to one side of themselves."""
    reach = int(rng.integers(8, 46))
    fading = np.zeros(2 * reach + 1, np.float32)
    fading[reach + 1 :] = np.linspace(1.0, 0.0, reach) ** 2
    kernel = fading if rng.random() < 0.5 else fading[::-1]
    axis = int(rng.integers(2))
    smeared = ndimage.convolve1d(metal, kernel / kernel.sum(), axis=axis, mode="constant")
    return float(rng.uniform(0.04, 0.35)) * smeared


def _land_power(rng: np.random.Generator, size: int, sea: float) -> FloatImage:
    """Fields and woods a little brighter than the sea; towns as bright as ships."""
    shape = (size, size)
    level = sea * 10 ** (rng.uniform(0.25, 1.3))
    texture = fractal(rng, shape, 1.0, 0.4 * size, 3.0, 0.7)
    power = level * np.exp(rng.uniform(0.2, 0.8) * texture)
    if rng.random() < 0.6:
        angle, pitch = rng.uniform(0.0, math.pi), rng.uniform(5.0, 18.0)
        y, x = np.mgrid[0:size, 0:size].astype(np.float32)
        across = x * math.cos(angle) + y * math.sin(angle)
        along = y * math.cos(angle) - x * math.sin(angle)
        rows = (np.cos(2 * math.pi * across / pitch) > 0.55) & (
            np.cos(2 * math.pi * along / rng.uniform(1.2, 4.0) / pitch) > -0.3
        )
        town = fractal(rng, shape, 1.0, 0.5 * size, 20.0, 0.5) > rng.uniform(-0.6, 0.9)
        walls = rng.lognormal(-0.6, 1.4, shape) * rng.uniform(70.0, 230.0) ** 2
        power = power + blurred((rows & town) * walls.astype(np.float32), 0.5)
    masts = rng.random(shape) < rng.uniform(0.0, 0.004)
    return power + masts * rng.uniform(120.0, 260.0) ** 2


def _specks(rng: np.random.Generator, land: npt.NDArray, sea: float) -> FloatImage:
    """Buoys and breaking waves: bright points on the water that are no ships."""
    points = (rng.random(land.shape) < rng.choice([0.0, 0.0, 4e-5, 2e-4])) & ~land
    return blurred(points * np.float32(sea * rng.uniform(20.0, 90.0)), 0.6)
