"""Cargo ships, tankers, barges, yachts and small boats, and the wakes of those under way."""

from __future__ import annotations

import numpy as np

from backend.data.synthetic.materials import Category, Colour, Material
from backend.data.synthetic.scene import Model, Part
from backend.data.synthetic.shapes import Outline, box, mirrored, moved, polygon, rectangle

_HULLS: tuple[Colour, ...] = (
    (112, 62, 54), (70, 74, 80), (54, 64, 84), (128, 74, 62), (84, 96, 92), (52, 54, 56),
)  # fmt: skip
_DECKS: tuple[Colour, ...] = (
    (138, 88, 74), (104, 116, 108), (142, 142, 138), (122, 96, 84),
    (100, 118, 126), (166, 158, 142),
)  # fmt: skip
CONTAINER_COLOURS: tuple[Colour, ...] = (
    (158, 62, 52), (60, 92, 134), (196, 196, 192), (84, 116, 92), (196, 132, 62), (110, 62, 66),
    (64, 74, 84), (168, 150, 118), (214, 208, 200),
)  # fmt: skip
_BOATS: tuple[Colour, ...] = (
    (236, 236, 234), (228, 229, 228), (240, 238, 230), (216, 220, 224), (74, 88, 116),
    (148, 70, 60),
)  # fmt: skip


def cargo_ship(rng: np.random.Generator, length: float) -> Model:
    """A ship of 50 to 350 m for containers, bulk, liquids or general cargo."""
    width = length / rng.uniform(5.8, 7.4)
    deck_height = 0.045 * length + 2.0
    hull = _hull(length, width, 0.14)
    deck = _hull(length - 0.05 * width, 0.90 * width, 0.14)
    colour = _DECKS[rng.integers(len(_DECKS))]
    parts = [
        Part(hull, Material.DECK, _HULLS[rng.integers(len(_HULLS))], deck_height + 1.0),
        Part(deck, Material.DECK, colour, deck_height, warmth=1.0),
    ]
    load = (_containers, _hatches, _pipes)[rng.integers(3)]
    parts += load(rng, length, width, deck_height, colour)
    parts += _bridge_house(rng, length, width, deck_height)
    forecastle = mirrored([(0.485 * length, 0.0), (0.43 * length, 0.26 * width),
                           (0.40 * length, 0.36 * width), (0.40 * length, 0.0)])  # fmt: skip
    parts.append(Part(forecastle, Material.DECK, _tinted(colour, 0.86), deck_height + 2.5))
    return Model(Category.SHIP, tuple(parts), (hull,))


def yacht(rng: np.random.Generator, length: float) -> Model:
    """A sailing or motor boat of 5 to 25 m."""
    width = length / rng.uniform(2.9, 3.8)
    hull = _hull(length, width, 0.45)
    white = _BOATS[rng.choice(len(_BOATS), p=(0.28, 0.24, 0.2, 0.16, 0.07, 0.05))]
    parts = [
        Part(hull, Material.METAL, white, 0.09 * length),
        Part(_hull(0.93 * length, 0.82 * width, 0.45), Material.METAL, _tinted(white, 0.94), 0.1),
    ]
    if rng.random() < 0.5:
        cockpit = box(-0.40 * length, -0.26 * width, -0.12 * length, 0.26 * width)
        cover = ((52, 72, 118), (178, 160, 128), (92, 82, 74), (214, 212, 206))[rng.integers(4)]
        cabin = mirrored([(0.22 * length, 0.0), (0.18 * length, 0.18 * width),
                          (-0.10 * length, 0.24 * width), (-0.10 * length, 0.0)])  # fmt: skip
        boom = box(-0.36 * length, -0.025 * width - 0.06, 0.1 * length, 0.025 * width + 0.06)
        parts += [
            Part(cockpit, Material.DECK, (150, 122, 92), 0.08 * length),
            Part(cabin, Material.METAL, _tinted(white, 0.98), 0.14 * length),
            Part(boom, Material.METAL, cover, 0.25 * length),
        ]
    else:
        house = mirrored([(0.16 * length, 0.0), (0.12 * length, 0.26 * width),
                          (-0.26 * length, 0.32 * width), (-0.26 * length, 0.0)])  # fmt: skip
        screen = box(0.06 * length, -0.24 * width, 0.13 * length, 0.24 * width)
        stern = box(-0.46 * length, -0.3 * width, -0.28 * length, 0.3 * width)
        parts += [
            Part(stern, Material.DECK, (170, 142, 108), 0.07 * length),
            Part(house, Material.METAL, white, 0.2 * length, warmth=2.0),
            Part(screen, Material.GLASS, (50, 58, 66), 0.19 * length),
        ]
    return Model(Category.SHIP, tuple(parts), (hull,))


def barge(rng: np.random.Generator, length: float) -> Model:
    """An inland vessel: blunt, long and low, with a wheelhouse aft."""
    width = length / rng.uniform(7.0, 9.0)
    hull = _hull(length, width, 0.07)
    colour = _HULLS[rng.integers(len(_HULLS))]
    hold = box(-0.30 * length, -0.38 * width, 0.42 * length, 0.38 * width)
    cargo = ((70, 66, 62), (168, 148, 116), (122, 124, 124), (60, 92, 110))[rng.integers(4)]
    house = box(-0.45 * length, -0.32 * width, -0.34 * length, 0.32 * width)
    parts = (
        Part(hull, Material.DECK, colour, 2.2),
        Part(hold, Material.DECK, cargo, 2.6),
        Part(house, Material.METAL, (226, 226, 222), 5.0, warmth=4.0),
    )
    return Model(Category.SHIP, parts, (hull,))


def wake(rng: np.random.Generator, length: float, water: Colour) -> Model:
    """White water behind and beside a ship under way, in the ship's frame; no thing of its own.

    Args:
        water: colour of the water around; the camera adds the foam.
    """
    run = length * rng.uniform(0.8, 2.5)
    width = length / 6.0
    outlines = [
        mirrored([(-0.48 * length, 0.34 * width), (-0.5 * length - 0.4 * run, 0.40 * width),
                  (-0.5 * length - run, 0.10 * width)])
    ]  # fmt: skip
    for side in (-1.0, 1.0):
        arm = [
            (0.49 * length, side * 0.1 * width),
            (-0.5 * length, side * (0.62 * width + 0.06 * length)),
            (-0.5 * length - 0.6 * run, side * (0.7 * width + 0.2 * run)),
            (-0.5 * length, side * (0.5 * width + 0.02 * length)),
        ]
        outlines.append(polygon(arm))
    return Model(None, tuple(Part(outline, Material.FOAM, water) for outline in outlines))


def _hull(length: float, width: float, bow: float) -> Outline:
    """A hull whose bow takes up the given share of the length."""
    half, side = length / 2, width / 2
    start = half - bow * length
    curve = [(start + bow * length * along, side * (1.0 - along**2.0) ** 0.8)
             for along in (1.0, 0.9, 0.75, 0.5, 0.25, 0.0)]  # fmt: skip
    return mirrored([*curve, (-half + 0.06 * length, side), (-half, 0.82 * side)])


def _bridge_house(rng: np.random.Generator, length: float, width: float, deck: float) -> list[Part]:
    place = -0.40 * length
    depth = max(0.055 * length, 6.0)
    white = (232, 232, 228)
    top = deck + 8.0 + 0.05 * length
    return [
        Part(
            moved(rectangle(depth, 0.82 * width), place, 0.0), Material.METAL, white, top, warmth=4
        ),
        Part(
            moved(rectangle(0.35 * depth, 0.98 * width), place + 0.2 * depth, 0.0),
            Material.METAL,
            (214, 216, 214),
            top + 2.5,
        ),
        Part(
            moved(rectangle(0.4 * depth, 0.26 * width), place - 0.75 * depth, 0.0),
            Material.METAL,
            _HULLS[rng.integers(len(_HULLS))],
            top + 5.0,
            warmth=30.0,
        ),
    ]


def _containers(
    rng: np.random.Generator, length: float, width: float, deck: float, _colour: Colour
) -> list[Part]:
    parts = []
    rows = max(2, int(0.84 * width / 2.6))
    for bay in np.arange(-0.33 * length, 0.36 * length, 14.0):
        level = int(rng.integers(1, 5))
        for row in range(rows):
            if rng.random() < 0.1:
                continue
            outline = moved(rectangle(12.2, 2.35), bay + 6.0, (row - (rows - 1) / 2) * 2.6)
            colour = CONTAINER_COLOURS[rng.integers(len(CONTAINER_COLOURS))]
            top = deck + 2.6 * max(1, level - int(rng.integers(0, 2)))
            parts.append(Part(outline, Material.DECK, colour, top))
    return parts


def _hatches(
    rng: np.random.Generator, length: float, width: float, deck: float, colour: Colour
) -> list[Part]:
    count = int(rng.integers(4, 9))
    pitch = 0.68 * length / count
    parts = []
    for hatch in range(count):
        x = -0.31 * length + (hatch + 0.5) * pitch
        cover = moved(rectangle(0.72 * pitch, 0.58 * width), x, 0.0)
        parts.append(Part(cover, Material.DECK, _tinted(colour, 1.16), deck + 1.8))
        if rng.random() < 0.5:
            crane = moved(rectangle(0.6 * pitch, 1.6), x + 0.4 * pitch, 0.0, rng.uniform(-0.4, 0.4))
            parts.append(Part(crane, Material.METAL, (206, 196, 150), deck + 12.0))
    return parts


def _pipes(
    rng: np.random.Generator, length: float, width: float, deck: float, colour: Colour
) -> list[Part]:
    parts = [
        Part(box(-0.32 * length, y - 0.5, 0.38 * length, y + 0.5), Material.METAL,
             _tinted(colour, 1.2), deck + 1.5)
        for y in (-1.8, 0.0, 1.8)
    ]  # fmt: skip
    manifold = box(-0.03 * length, -0.42 * width, 0.03 * length, 0.42 * width)
    parts.append(Part(manifold, Material.METAL, _tinted(colour, 0.8), deck + 2.0))
    for x in np.arange(-0.28, 0.36, 0.08):
        parts.append(Part(moved(rectangle(0.6, 0.84 * width), x * length, 0.0), Material.DECK,
                          _tinted(colour, rng.uniform(0.85, 1.2)), deck + 0.4))  # fmt: skip
    return parts


def _tinted(colour: Colour, factor: float) -> Colour:
    red, green, blue = (int(min(255, value * factor)) for value in colour)
    return (red, green, blue)
