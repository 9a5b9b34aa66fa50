"""What surfaces are made of, and how each sensor sees it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, unique

Colour = tuple[int, int, int]
"""Red, green, blue, 0 to 255, as seen in full sun without haze."""


class Category(Enum):
    """What the truth calls things and covers; the values are the names used in training."""

    AIRPLANE = "airplane"
    SHIP = "ship"
    STORAGE_TANK = "storage tank"
    BASEBALL_DIAMOND = "baseball diamond"
    TENNIS_COURT = "tennis court"
    BASKETBALL_COURT = "basketball court"
    GROUND_TRACK_FIELD = "ground track field"
    HARBOR = "harbor"
    BRIDGE = "bridge"
    VEHICLE = "vehicle"
    PERSON = "person"
    BICYCLE = "bicycle"
    BUILDING = "building"
    ROAD = "road"
    WATER = "water"
    VEGETATION = "vegetation"
    LAND = "land"


COVERS = (Category.BUILDING, Category.ROAD, Category.WATER, Category.VEGETATION, Category.LAND)
"""The categories that describe ground rather than countable objects; buildings are both."""


@dataclass(frozen=True)
class Substance:
    """The properties of one material.

    Attributes:
        colour: mean colour in the sun.
        cover: what the ground is called where no part says otherwise.
        mottle: relative strength of patches of 3 to 60 m.
        grain: relative strength of texture below 3 m.
        streak: relative strength of streaks along the part's direction.
        backscatter: mean radar return in decibel.
        scatterers: strong point reflectors per square metre.
        day, night: temperature in degrees Celsius by day and by night.
    """

    colour: Colour
    cover: Category
    mottle: float
    grain: float
    streak: float
    backscatter: float
    scatterers: float
    day: float
    night: float


_ROAD, _WATER = Category.ROAD, Category.WATER
_GREEN, _LAND, _BUILT = Category.VEGETATION, Category.LAND, Category.BUILDING


@unique
class Material(Enum):
    """Every material a part can be made of."""

    GRASS = Substance((96, 106, 66), _GREEN, 0.13, 0.08, 0.0, -11.0, 0.0, 25.0, 9.0)
    LAWN = Substance((78, 103, 58), _GREEN, 0.07, 0.05, 0.035, -12.5, 0.0, 24.0, 9.0)
    CROP = Substance((104, 116, 66), _GREEN, 0.10, 0.05, 0.10, -9.5, 0.0, 24.0, 10.0)
    CANOPY = Substance((60, 78, 44), _GREEN, 0.13, 0.26, 0.0, -6.5, 0.0, 21.0, 13.5)
    SOIL = Substance((158, 136, 106), _LAND, 0.09, 0.06, 0.06, -10.0, 0.0, 35.0, 11.0)
    SAND = Substance((196, 178, 142), _LAND, 0.06, 0.05, 0.0, -13.0, 0.0, 36.0, 10.0)
    GRAVEL = Substance((160, 154, 144), _LAND, 0.08, 0.08, 0.02, -8.0, 0.0, 35.0, 13.0)
    ASPHALT = Substance((108, 108, 106), _ROAD, 0.055, 0.035, 0.05, -17.0, 0.0, 39.0, 19.0)
    CONCRETE = Substance((168, 164, 154), _LAND, 0.045, 0.03, 0.02, -15.0, 0.0, 34.0, 16.0)
    PAINT = Substance((226, 224, 214), _LAND, 0.03, 0.10, 0.0, -15.5, 0.0, 36.0, 17.0)
    SURFACING = Substance((150, 84, 66), _LAND, 0.035, 0.03, 0.01, -16.0, 0.0, 37.0, 15.0)
    WATER = Substance((50, 70, 74), _WATER, 0.05, 0.02, 0.0, -23.0, 0.0, 17.0, 16.5)
    FOAM = Substance((150, 164, 164), _WATER, 0.05, 0.03, 0.0, -17.0, 0.0, 16.5, 16.0)
    ROOF = Substance((142, 128, 118), _BUILT, 0.025, 0.035, 0.025, -12.0, 0.010, 38.0, 9.0)
    SHEET = Substance((190, 176, 164), _BUILT, 0.05, 0.05, 0.06, -9.0, 0.03, 40.0, 8.0)
    METAL = Substance((206, 206, 204), _LAND, 0.015, 0.02, 0.0, -11.0, 0.06, 31.0, 8.0)
    DECK = Substance((138, 96, 82), _LAND, 0.03, 0.05, 0.02, -6.0, 0.09, 32.0, 10.5)
    GLASS = Substance((52, 58, 64), _LAND, 0.02, 0.03, 0.0, -14.0, 0.0, 22.0, 6.0)
