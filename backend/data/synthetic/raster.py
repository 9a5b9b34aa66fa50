"""Drawing the parts: one picture of part numbers, from which every sensor reads what it needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw
from scipy import ndimage

from backend.data.synthetic.materials import COVERS, Category, Material
from backend.data.synthetic.noise import FloatImage
from backend.data.synthetic.scene import Part, Scene
from backend.data.synthetic.shapes import Outline

SUPERSAMPLING = 3
"""Odd, so that one sample lies in the middle of every pixel."""

_GROWTH = 0.32
"""PIL fills every sample that an edge touches: by so many samples outlines grow on all sides."""


@dataclass(frozen=True, eq=False)
class Raster:
    """The scene drawn at SUPERSAMPLING times the picture's resolution.

    Attributes:
        scene: what was drawn.
        part: (3H, 3W) int32, index into scene.parts.
    """

    scene: Scene
    part: npt.NDArray[np.int32]

    @property
    def shape(self) -> tuple[int, int]:
        """(H, W) of the picture."""
        return (self.scene.spec.height, self.scene.spec.width)

    @property
    def gsd(self) -> float:
        """Metres per pixel of the picture."""
        return self.scene.spec.gsd

    @cached_property
    def centre(self) -> npt.NDArray[np.int32]:
        """(H, W) the part in the middle of each pixel."""
        middle = SUPERSAMPLING // 2
        return np.ascontiguousarray(self.part[middle::SUPERSAMPLING, middle::SUPERSAMPLING])

    @cached_property
    def height(self) -> FloatImage:
        """(3H, 3W) metres above the ground, slopes included."""
        parts = self.scene.parts
        middles = np.array([part.outline.mean(axis=0) for part in parts], np.float32)
        rises = np.array([part.slope for part in parts], np.float32)
        levels = np.array([part.height for part in parts], np.float32)
        height = levels[self.part]
        sloped = np.any(rises != 0.0, axis=1)
        rows, columns = np.nonzero(sloped[self.part])
        chosen = self.part[rows, columns]
        step = self.gsd / SUPERSAMPLING
        height[rows, columns] += rises[chosen, 0] * ((columns + 0.5) * step - middles[chosen, 0])
        height[rows, columns] += rises[chosen, 1] * ((rows + 0.5) * step - middles[chosen, 1])
        return height

    def averaged(self, value: Callable[[Part], float]) -> FloatImage:
        """(H, W) mean over each pixel of a number that belongs to the parts."""
        table = np.array([value(part) for part in self.scene.parts], np.float32)
        return reduced(table[self.part])

    def colours(self) -> npt.NDArray[np.floating]:
        """(H, W, 3) mean colour of the parts in each pixel, 0 to 255."""
        table = np.array([part.colour for part in self.scene.parts], np.uint8)
        image = Image.fromarray(table[self.part]).reduce(SUPERSAMPLING)
        return np.asarray(image).astype(np.float32)

    def share(self, *materials: Material) -> FloatImage:
        """(H, W) share of each pixel that is of one of the materials."""
        table = np.array([part.material in materials for part in self.scene.parts], bool)
        if not table.any():
            return np.zeros(self.shape, np.float32)
        return reduced(table[self.part])

    def at_centre(self, value: Callable[[Part], float]) -> FloatImage:
        """(H, W) a number of the part in the middle of each pixel, unmixed."""
        table = np.array([value(part) for part in self.scene.parts], np.float32)
        return table[self.centre]

    def instances(self) -> npt.NDArray[np.int32]:
        """(H, W) number of the visible thing in the middle of each pixel, 0 = none."""
        table = np.array([part.thing for part in self.scene.parts], np.int32)
        return table[self.centre]


def rasterise(scene: Scene, without: frozenset[Category] = frozenset()) -> Raster:
    """Draw the parts of a scene, the later ones over the earlier ones.

    Args:
        without: categories whose things are left out, so that the ground below them shows.
    """
    spec = scene.spec
    size = (spec.width * SUPERSAMPLING, spec.height * SUPERSAMPLING)
    image = Image.new("I", size, 0)
    draw = ImageDraw.Draw(image)
    scale = SUPERSAMPLING / spec.gsd
    hidden = {thing.number for thing in scene.things if thing.category in without}
    outlines = _shrunk([part.outline * scale for part in scene.parts], _GROWTH)
    for index, part in enumerate(scene.parts):
        if part.thing not in hidden:
            draw.polygon(outlines[index].ravel().tolist(), fill=index)
    return Raster(scene, np.asarray(image, np.int32))


def reduced(values: npt.NDArray[np.bool_] | FloatImage) -> FloatImage:
    """Mean over the samples of each pixel, (3H, 3W) to (H, W)."""
    if values.dtype == np.bool_:
        # The largest multiple of nine in 8 bits: the mean of nine samples is a whole number.
        image = Image.fromarray(values.view(np.uint8) * np.uint8(252))
        return np.asarray(image.reduce(SUPERSAMPLING)).astype(np.float32) / 252.0
    return np.array(Image.fromarray(values).reduce(SUPERSAMPLING), np.float32)


def blurred(image: npt.NDArray[np.floating], sigma: float) -> npt.NDArray[np.floating]:
    """Gaussian blur over the first two axes."""
    if sigma < 0.15:
        return image
    sigmas = (sigma, sigma) + (0.0,) * (image.ndim - 2)
    return ndimage.gaussian_filter(image, sigmas, mode="nearest", truncate=3.0)


def _shrunk(outlines: list[Outline], distance: float) -> list[Outline]:
    """All outlines with their edges moved inwards; done at once because there are thousands."""
    if not outlines:
        return []
    lengths = np.array([len(outline) for outline in outlines])
    ends = np.cumsum(lengths)
    starts = ends - lengths
    points = np.concatenate(outlines)
    following = np.arange(1, len(points) + 1)
    following[ends - 1] = starts
    before = np.empty_like(following)
    before[following] = np.arange(len(points))
    edges = points[following] - points
    doubled_areas = np.add.reduceat(
        points[:, 0] * points[following, 1] - points[following, 0] * points[:, 1], starts
    )
    turn = np.repeat(np.where(doubled_areas < 0.0, -1.0, 1.0), lengths)
    normals = np.stack([-edges[:, 1], edges[:, 0]], axis=1) * turn[:, None]
    normals /= np.maximum(np.linalg.norm(edges, axis=1, keepdims=True), 1e-9)
    both = normals + normals[before]
    # Sharp corners would be moved far; twice the distance is enough for them.
    stretch = np.maximum(1.0 + (normals * normals[before]).sum(axis=1), 0.5)
    return np.split(points + both * (distance / stretch)[:, None], starts[1:])


def covers(scene: Scene) -> npt.NDArray[np.uint8]:
    """(H, W) index into COVERS of the ground or building in the middle of each pixel.

    Movable things hide nothing: below a vehicle is road, below a ship water. A bridge is road.
    """
    standing = {*COVERS, Category.BRIDGE}
    raster = rasterise(scene, without=frozenset(set(Category) - standing))
    by_thing = {thing.number: thing.category for thing in scene.things}
    numbers = np.empty(len(scene.parts), np.uint8)
    for index, part in enumerate(scene.parts):
        category = by_thing.get(part.thing)
        if category is Category.BRIDGE:
            cover = Category.ROAD
        elif category is Category.BUILDING:
            cover = category
        else:
            cover = part.cover or part.material.value.cover
        numbers[index] = COVERS.index(cover)
    return numbers[raster.centre]
