"""Tennis and basketball courts, baseball diamonds, running tracks and playing fields."""

from __future__ import annotations

import math

import numpy as np

from backend.data.synthetic.materials import Category, Colour, Material
from backend.data.synthetic.scene import Model, Part
from backend.data.synthetic.shapes import (
    Outline,
    box,
    disc,
    moved,
    polygon,
    rectangle,
    sector,
    strip,
)  # fmt: skip

_WHITE: Colour = (226, 226, 220)
_COURTS: tuple[tuple[Colour, Colour], ...] = (
    ((74, 112, 84), (74, 112, 84)), ((70, 104, 142), (82, 118, 88)), ((88, 128, 96), (152, 84, 68)),
    ((166, 96, 74), (166, 96, 74)), ((72, 108, 148), (72, 108, 148)),
    ((168, 92, 66), (92, 116, 90)),
)  # fmt: skip
"""(inside, surround) of hard and clay courts."""
_CLAYS: tuple[Colour, ...] = (
    (186, 150, 112), (172, 128, 94), (196, 168, 132), (164, 112, 82), (180, 146, 118),
)  # fmt: skip
_TRACKS: tuple[Colour, ...] = (
    (158, 82, 64), (172, 96, 76), (146, 92, 78), (88, 86, 84), (108, 118, 140), (170, 130, 104),
)  # fmt: skip


def tennis_court(rng: np.random.Generator) -> Model:
    """A court of 23.77 by 10.97 m with its lines, net and surround of about 34 by 17 m."""
    inside, surround = _court_colours(rng)
    outside = rectangle(34.0, 16.8)
    parts = [
        Part(outside, Material.SURFACING, surround),
        Part(rectangle(23.9, 11.1), Material.SURFACING, inside),
    ]
    lines = [
        *_frame(23.77, 10.97, 0.1),
        *(box(-11.9, y - 0.05, 11.9, y + 0.05) for y in (-4.115, 4.115)),
        *(box(x - 0.05, -4.1, x + 0.05, 4.1) for x in (-6.4, 6.4)),
        box(-6.4, -0.05, 6.4, 0.05),
    ]
    parts += [Part(line, Material.PAINT, _WHITE) for line in lines]
    parts.append(Part(rectangle(0.2, 12.8), Material.METAL, (70, 74, 72), 1.0))
    return Model(Category.TENNIS_COURT, tuple(parts), (outside,))


def basketball_court(rng: np.random.Generator) -> Model:
    """A court of 28 by 15 m with keys, arcs and circle."""
    inside, surround = _court_colours(rng)
    if rng.random() < 0.3:
        inside = surround = (146, 144, 140)
    key: Colour = ((158, 82, 66), (70, 100, 142), (188, 158, 84), inside)[rng.integers(4)]
    outside = rectangle(31.0, 17.6)
    parts = [
        Part(outside, Material.SURFACING, surround),
        Part(rectangle(28.0, 15.0), Material.SURFACING, inside),
    ]
    for end in (-1.0, 1.0):
        lane = moved(rectangle(5.8, 4.9), end * 11.1, 0.0)
        parts += [
            Part(moved(disc(1.8, 24), end * 8.2, 0.0), Material.SURFACING, key),
            Part(lane, Material.SURFACING, key),
        ]
        angles = np.linspace(-1.35, 1.35, 24) + (math.pi if end > 0 else 0.0)
        arc = np.stack([end * 12.4 + 6.75 * np.cos(angles), 6.75 * np.sin(angles)], axis=1)
        parts.append(Part(strip(arc, 0.12), Material.PAINT, _WHITE))
        parts += [
            Part(moved(line, end * 11.1, 0.0), Material.PAINT, _WHITE)
            for line in _frame(5.8, 4.9, 0.1)
        ]
        board = moved(rectangle(0.3, 1.8), end * 12.8, 0.0)
        parts.append(Part(board, Material.METAL, (220, 220, 220), 3.5))
    parts += [Part(line, Material.PAINT, _WHITE) for line in _frame(28.0, 15.0, 0.12)]
    parts.append(Part(box(-0.06, -7.5, 0.06, 7.5), Material.PAINT, _WHITE))
    ring = np.append(np.linspace(0.0, 2 * math.pi, 24), 0.0)
    circle = np.stack([1.8 * np.cos(ring), 1.8 * np.sin(ring)], axis=1)[:-1]
    parts.append(Part(strip(circle, 0.12), Material.PAINT, _WHITE))
    return Model(Category.BASKETBALL_COURT, tuple(parts), (outside,))


def baseball_diamond(rng: np.random.Generator) -> Model:
    """The skinned infield around home plate, heading towards second base; centred on the mound.

    The outfield is grass and belongs to whoever places the diamond.
    """
    base = float(rng.choice([27.4, 27.4, 24.4, 18.3]))
    clay = _CLAYS[rng.integers(len(_CLAYS))]
    mound = 0.67 * base
    home = -mound
    arc_radius = 1.06 * base
    skinned = _skinned_infield(home, base, arc_radius)
    parts = [Part(skinned, Material.SAND, clay)]
    if base > 20.0 and rng.random() < 0.85:
        side = base - 6.0
        middle = home + base / math.sqrt(2)
        grass = moved(rectangle(side, side), middle, 0.0, math.pi / 4)
        parts.append(Part(grass, Material.LAWN, (88, 112, 66)))
        parts.append(Part(disc(2.7, 20), Material.SAND, clay))
        parts.append(Part(moved(disc(4.0, 24), home, 0.0), Material.SAND, clay))
    for angle in (-math.pi / 4, math.pi / 4):
        reach = 1.75 * base
        line = [(home, 0.0), (home + reach * math.cos(angle), reach * math.sin(angle))]
        parts.append(Part(strip(line, 0.12), Material.PAINT, (214, 208, 196)))
    return Model(Category.BASEBALL_DIAMOND, tuple(parts), (skinned,))


def ground_track_field(rng: np.random.Generator) -> Model:
    """A 400 m running track, about 177 by 92 m, around a playing field."""
    straight, inner = 84.4 * rng.uniform(0.96, 1.08), 36.5 * rng.uniform(0.92, 1.08)
    lanes = int(rng.integers(6, 10))
    outer = inner + 1.22 * lanes
    colour = _TRACKS[rng.integers(len(_TRACKS))]
    outside = _stadium(straight, outer)
    parts = [
        Part(outside, Material.SURFACING, colour),
        Part(_stadium(straight, inner), Material.LAWN, (84, 110, 64)),
    ]
    for lane in range(1, lanes):
        line = _stadium(straight, inner + 1.22 * lane)
        closed = np.concatenate([line, line[:1]])
        parts.append(Part(strip(closed, 0.06), Material.PAINT, _blend(colour, 0.35)))
    if rng.random() < 0.6:
        for end in (-1.0, 1.0):
            turn = -math.pi / 2 if end > 0 else math.pi / 2
            wedge = moved(sector(inner - 1.0, turn, turn + math.pi), end * straight / 2, 0.0)
            parts.append(Part(wedge, Material.SURFACING, colour))
    parts += _pitch(min(straight * 1.12, 104.0), min(2 * inner * 0.93, 67.0), rng)
    return Model(Category.GROUND_TRACK_FIELD, tuple(parts), (outside,))


def playing_field(rng: np.random.Generator) -> Model:
    """A football field on its own; vegetation in the truth."""
    return Model(None, tuple(_pitch(rng.uniform(85.0, 105.0), rng.uniform(50.0, 68.0), rng)))


def grandstand(length: float) -> Model:
    """Rows of seats that rise away from the field, which lies towards -y."""
    parts = [
        Part(box(-length / 2, row * 1.6, length / 2, row * 1.6 + 1.6), Material.METAL,
             (178 - 14 * (row % 2), 180 - 14 * (row % 2), 184 - 14 * (row % 2)), 1.0 + 0.8 * row)
        for row in range(7)
    ]  # fmt: skip
    return Model(Category.BUILDING, tuple(parts), (box(-length / 2, 0.0, length / 2, 11.2),))


def _pitch(length: float, width: float, rng: np.random.Generator) -> list[Part]:
    artificial = rng.random() < 0.3
    material = Material.SURFACING if artificial else Material.LAWN
    green: Colour = (64, 106, 74) if artificial else (82, 112, 62)
    parts = [Part(rectangle(length + 4.0, width + 4.0), material, green, direction=math.pi / 2)]
    lines = [
        *_frame(length, width, 0.14),
        box(-0.07, -width / 2, 0.07, width / 2),
        *(
            moved(line, end * (length / 2 - 8.25), 0.0)
            for end in (-1.0, 1.0)
            for line in _frame(16.5, min(40.3, 0.8 * width), 0.14)
        ),
    ]
    ring = np.linspace(0.0, 2 * math.pi, 40)
    lines.append(strip(np.stack([9.15 * np.cos(ring), 9.15 * np.sin(ring)], axis=1), 0.14))
    return parts + [Part(line, Material.PAINT, (196, 206, 190)) for line in lines]


def _skinned_infield(home: float, base: float, radius: float) -> Outline:
    """Home plate's corner with foul territory, closed by an arc around the mound."""
    angles = np.linspace(-1.75, 1.75, 30)
    arc = np.stack([radius * np.cos(angles), radius * np.sin(angles)], axis=1)
    reach = 0.16 * base
    back = polygon([(home + 0.1 * base, 1.6 * reach), (home - reach, 0.9 * reach),
                    (home - reach, -0.9 * reach), (home + 0.1 * base, -1.6 * reach)])  # fmt: skip
    return np.concatenate([arc, back])


def _stadium(straight: float, radius: float) -> Outline:
    angles = np.linspace(-math.pi / 2, math.pi / 2, 28)
    right = np.stack([straight / 2 + radius * np.cos(angles), radius * np.sin(angles)], axis=1)
    return np.concatenate([right, -right])


def _frame(length: float, width: float, line: float) -> list[Outline]:
    """The four sides of a rectangle as painted lines."""
    x, y, half = length / 2, width / 2, line / 2
    return [
        box(-x, y - half, x, y + half),
        box(-x, -y - half, x, -y + half),
        box(x - half, -y, x + half, y),
        box(-x - half, -y, -x + half, y),
    ]


def _court_colours(rng: np.random.Generator) -> tuple[Colour, Colour]:
    """Colours of the inside and the surround, more or less faded and dirty."""
    faded = rng.uniform(0.1, 0.6)
    grey = rng.uniform(96.0, 140.0)

    def worn(colour: Colour) -> Colour:
        red, green, blue = (int(value + faded * (grey - value)) for value in colour)
        return (red, green, blue)

    inside, surround = _COURTS[rng.integers(len(_COURTS))]
    return worn(inside), worn(surround)


def _blend(colour: Colour, share: float) -> Colour:
    red, green, blue = (
        int(value + share * (white - value)) for value, white in zip(colour, _WHITE, strict=True)
    )
    return (red, green, blue)
