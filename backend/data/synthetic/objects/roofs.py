"""Roofs as planes: pitched ones of one covering, and those patched together from metal sheets.

Lengths, widths and heights are metres; a pitch is rise over run.
"""

from __future__ import annotations

import itertools

import numpy as np

from backend.data.synthetic.materials import Category, Colour, Material
from backend.data.synthetic.scene import Model, Part
from backend.data.synthetic.shapes import Outline, box, moved, polygon, rectangle

_PAINTED: tuple[Colour, ...] = (
    (214, 128, 84), (232, 146, 92), (196, 108, 78), (160, 72, 78), (184, 84, 92), (206, 68, 66),
    (150, 62, 58), (98, 116, 132), (72, 92, 112), (104, 142, 118), (70, 122, 172), (206, 196, 168),
    (176, 164, 142), (232, 232, 228), (120, 118, 116), (88, 84, 84),
)  # fmt: skip
"""Metal with paint, and tiles."""
_BARE: tuple[Colour, ...] = (
    (206, 208, 210), (182, 184, 186), (224, 224, 222), (160, 158, 154), (196, 184, 166),
)  # fmt: skip
"""Zinc, new and dull, and fibre cement."""
_RUST: tuple[Colour, ...] = (
    (160, 104, 78), (140, 92, 74), (176, 122, 92), (124, 84, 70), (190, 148, 118), (150, 120, 104),
)  # fmt: skip


def roofed(rng: np.random.Generator, length: float, width: float) -> Model:
    """A house under one well-kept roof, a gable or a hip, often with a wing and an annex."""
    colour = jittered(rng, _PAINTED[rng.integers(len(_PAINTED))])
    eaves, pitch = rng.uniform(2.8, 6.5), rng.uniform(0.25, 0.6)
    hip = 0.5 * width if rng.random() < 0.55 else 0.0
    parts = pitched_roof(length, width, eaves, pitch, hip, colour, Material.SHEET)
    footprint = [rectangle(length, width)]
    if rng.random() < 0.45:
        breadth = min(rng.uniform(0.35, 0.5) * length, 0.95 * width)
        place = float(rng.choice([-1.0, 1.0, 0.3])) * (length - breadth) / 2
        side = float(rng.choice([-1.0, 1.0]))
        reach = width / 2 + rng.uniform(0.25, 0.6) * width
        wing = pitched_roof(reach, breadth, eaves, pitch, 0.0, colour, Material.SHEET)
        parts += [part.placed(place, side * reach / 2, np.pi / 2) for part in wing]
        footprint.append(moved(rectangle(reach, breadth), place, side * reach / 2, np.pi / 2))
    return Model(Category.BUILDING, tuple(parts), tuple(footprint))


def sheeted(rng: np.random.Generator, length: float, width: float, wear: float) -> Model:
    """A low house under metal sheets, one slope or two.

    Args:
        wear: share of the sheets that have rusted or were replaced by others, 0..1.
    """
    painted = rng.random() < 0.4
    palette = _PAINTED if painted else _BARE
    colour = jittered(rng, palette[rng.integers(len(palette))])
    eaves, pitch = rng.uniform(2.2, 3.4), rng.uniform(0.08, 0.4)
    slopes = (-1.0, 1.0) if width > 3.5 and rng.random() < 0.7 else (0.0,)
    breadth = rng.uniform(0.8, 2.6)
    tones = _worn_tones(rng, colour)
    edges = np.append(np.arange(-length / 2, length / 2 - 0.5 * breadth, breadth), length / 2)
    # What shows through the seams between sheets is roof as well.
    parts = [Part(rectangle(length, width), Material.SHEET, colour, eaves)]
    for side in slopes:
        low, high = sorted((0.0, side * width / 2)) if side else (-width / 2, width / 2)
        cut = rng.uniform(0.35, 0.65) * (high - low) + low
        for left, right in itertools.pairwise(edges.tolist()):
            ends = (low, cut, high) if rng.random() < 0.15 else (low, high)
            for first, last in itertools.pairwise(ends):
                sheet = box(left, first, right, last)
                middle = eaves + pitch * (width / 2 - side * (first + last) / 2)
                tone = tones[rng.integers(len(tones))] if rng.random() < wear else colour
                slope = (0.0, -side * pitch if side else -pitch)
                shade = jittered(rng, tone)
                parts.append(Part(sheet, Material.SHEET, shade, middle, slope, direction=np.pi / 2))
    return Model(Category.BUILDING, tuple(parts), (rectangle(length, width),))


def concrete_roof(rng: np.random.Generator, length: float, width: float) -> Model:
    """A flat slab with a parapet, and sometimes a tank, a stairwell or an unfinished storey."""
    grey = int(rng.uniform(120, 226))
    colour = jittered(rng, (grey, int(0.97 * grey), int(0.91 * grey)))
    height = rng.uniform(3.2, 14.0)
    outline: Outline = rectangle(length, width)
    inner = rectangle(length - 0.6, width - 0.6)
    parts = [
        Part(outline, Material.ROOF, jittered(rng, (200, 196, 188)), height + 0.8),
        Part(inner, Material.ROOF, colour, height),
    ]
    for _ in range(int(rng.integers(0, 4))):
        size = rng.uniform(0.1, 0.3, 2) * (length, width)
        x, y = rng.uniform(-0.3, 0.3, 2) * (length, width)
        unit = moved(rectangle(float(size[0]), float(size[1])), float(x), float(y))
        tone = jittered(rng, _BARE[rng.integers(len(_BARE))])
        parts.append(Part(unit, Material.METAL, tone, height + rng.uniform(0.8, 2.6)))
    return Model(Category.BUILDING, tuple(parts), (outline,))


def _worn_tones(rng: np.random.Generator, colour: Colour) -> list[Colour]:
    """What the sheets of one roof have turned to: rust of about one age, rarely other sheets."""
    rust = np.asarray(_RUST[rng.integers(len(_RUST))])
    age = rng.uniform(0.3, 1.0)
    tones = [age * rust + (1.0 - age) * np.asarray(colour), rust.astype(float)]
    if rng.random() < 0.35:
        tones.append(np.asarray(_BARE[rng.integers(len(_BARE))], float))
    return [(int(tone[0]), int(tone[1]), int(tone[2])) for tone in tones]


def pitched_roof(
    length: float,
    width: float,
    eaves: float,
    pitch: float,
    hip: float,
    colour: Colour,
    material: Material = Material.ROOF,
) -> list[Part]:
    """Two planes that meet in a ridge along x.

    Args:
        eaves: height of the lowest edges.
        hip: how much of each end slopes down as well, 0 for a gable.
    """
    half_length, half_width = length / 2, width / 2
    ridge = half_length - min(hip, 0.9 * half_length)
    middle = eaves + pitch * half_width / 2
    parts = [
        Part(
            polygon(
                [
                    (-half_length, side * half_width),
                    (half_length, side * half_width),
                    (ridge, 0.0),
                    (-ridge, 0.0),
                ]
            ),
            material,
            colour,
            middle,
            slope=(0.0, -side * pitch),
        )
        for side in (-1.0, 1.0)
    ]
    if hip > 0.0:
        steepness = pitch * half_width / (half_length - ridge)
        parts += [
            Part(
                polygon([(end * half_length, -half_width), (end * half_length, half_width),
                         (end * ridge, 0.0)]),
                material,
                colour,
                middle,
                slope=(-end * steepness, 0.0),
            )
            for end in (-1.0, 1.0)
        ]  # fmt: skip
    bright = tuple(min(255, int(value * 1.1 + 4)) for value in colour)
    crest = box(-ridge, -0.14, ridge, 0.14)
    top = eaves + pitch * half_width
    return [*parts, Part(crest, material, (bright[0], bright[1], bright[2]), top)]


def jittered(rng: np.random.Generator, colour: Colour) -> Colour:
    """A colour near the given one, of about its hue."""
    red, green, blue = (
        int(np.clip(value * gain + shift, 0, 255))
        for value, gain, shift in zip(
            colour, [rng.uniform(0.88, 1.12)] * 3, rng.normal(0.0, 3.0, 3), strict=True
        )
    )
    return (red, green, blue)
