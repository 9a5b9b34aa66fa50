"""A scene before any sensor has seen it: flat parts with a material, a height and a place."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import Enum

import numpy as np

from backend.data.synthetic.materials import Category, Colour, Material
from backend.data.synthetic.shapes import Outline, moved


class Layout(Enum):
    """What kind of place is drawn."""

    DEMO = "demo"
    AIRPORT = "airport"
    HARBOUR = "harbour"
    TANK_FARM = "tank farm"
    CAR_PARK = "car park"
    SPORTS = "sports ground"
    RIVER = "river"
    HOUSES = "houses"
    SETTLEMENT = "settlement"
    FIELDS = "fields"


@dataclass(frozen=True)
class SceneSpec:
    """All that determines a scene; the same spec draws the same pixels.

    Attributes:
        layout: what kind of place.
        seed: chooses among the places of that kind.
        width, height: size of the picture in pixels.
        gsd: ground sample distance, metres per pixel.
        crs: a projected CRS in metres, as anything rasterio understands.
        origin: (x, y) of the outer corner of the first pixel, in the CRS.
        rotation: degrees by which the picture is turned against the grid, counter-clockwise.
        night: infrared only: the temperatures of a clear night instead of a sunny day.

    Raises:
        ValueError: the size or the ground sample distance is not positive.
    """

    layout: Layout
    seed: int = 0
    width: int = 512
    height: int = 512
    gsd: float = 0.5
    crs: str = "EPSG:32631"
    origin: tuple[float, float] = (448_000.0, 5_412_000.0)
    rotation: float = 0.0
    night: bool = False

    def __post_init__(self) -> None:
        if self.width < 1 or self.height < 1 or not self.gsd > 0.0:
            raise ValueError(f"a scene of {self.width} x {self.height} px at {self.gsd} m")

    @property
    def affine(self) -> tuple[float, float, float, float, float, float]:
        """(a, b, c, d, e, f): world x = a*column + b*row + c, world y = d*column + e*row + f."""
        cosine = math.cos(math.radians(self.rotation)) * self.gsd
        sine = math.sin(math.radians(self.rotation)) * self.gsd
        return (cosine, sine, self.origin[0], sine, -cosine, self.origin[1])

    def generator(self, purpose: str) -> np.random.Generator:
        """Random numbers of their own for each purpose: one sensor does not disturb another."""
        return np.random.default_rng([self.seed, *self.layout.value.encode(), *purpose.encode()])


@dataclass(frozen=True, eq=False)
class Part:
    """A flat polygon of one material; later parts of a scene hide earlier ones.

    Attributes:
        outline: (N, 2) metres, x right, y down.
        height: metres above the ground at the outline's mean corner.
        slope: rise in metres per metre along x and y.
        warmth: Kelvin above the material's usual temperature.
        direction: radians from x towards y in which rows, joints and lanes run.
        cover: what the ground is called here, None = as the material says.
        thing: number of the thing this part belongs to, 0 = none.
    """

    outline: Outline
    material: Material
    colour: Colour
    height: float = 0.0
    slope: tuple[float, float] = (0.0, 0.0)
    warmth: float = 0.0
    direction: float = 0.0
    cover: Category | None = None
    thing: int = 0

    def placed(self, x: float, y: float, heading: float, thing: int = 0) -> Part:
        """The part turned by `heading` radians, shifted, and made part of a thing."""
        cosine, sine = math.cos(heading), math.sin(heading)
        rise_x, rise_y = self.slope
        return Part(
            moved(self.outline, x, y, heading),
            self.material,
            self.colour,
            self.height,
            (rise_x * cosine - rise_y * sine, rise_x * sine + rise_y * cosine),
            self.warmth,
            self.direction + heading,
            self.cover,
            thing,
        )


@dataclass(frozen=True, eq=False)
class Model:
    """An object in its own frame: heading along x, centred on the origin.

    Attributes:
        category: what it is; None for furniture that is not part of the truth.
        parts: drawn in this order.
        footprint: outlines whose union is the object as seen from above.
    """

    category: Category | None
    parts: tuple[Part, ...]
    footprint: tuple[Outline, ...] = ()


@dataclass(frozen=True, eq=False)
class Thing:
    """One countable object of a scene: its number (1-based), category and footprint in metres."""

    number: int
    category: Category
    footprint: tuple[Outline, ...]


@dataclass(frozen=True, eq=False)
class Scene:
    """Geometry and captions of one place.

    Attributes:
        parts: in drawing order, metres from the picture's first corner, x right, y down.
        things: every countable object at least partly inside the picture; thing k has number k.
        scene_class: one word or two for the whole place.
        captions: several sentences that each describe the whole place.
        sun: (azimuth, elevation) in radians; azimuth points towards the sun, from x towards y.
        counts: how many things of each category the captions speak of.
    """

    spec: SceneSpec
    parts: tuple[Part, ...]
    things: tuple[Thing, ...]
    scene_class: str
    captions: tuple[str, ...]
    sun: tuple[float, float]
    counts: dict[str, int] = field(default_factory=dict)
