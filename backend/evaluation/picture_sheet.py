"""A sheet of pictures per part: the best, the middling and the worst cases, to look at."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from backend.whole_files import moved_into_place

SIDE, LINE, LINES, MARGIN = 220, 13, 3, 6
"""Pixels of a picture and of a line of text, lines under each picture, pixels between pictures."""
IN_A_ROW = 4
LARGEST_FILE = 400_000
COLOURS = (128, 64, 32, 16)
TRUE_COLOUR, FOUND_COLOUR = (40, 230, 60), (255, 60, 220)
LEGEND = "green: labelled, pink: found"
LETTERS = 36
"""That fit under a picture."""


@dataclass(frozen=True)
class Case:
    """A picture with what is drawn on it.

    Attributes:
        quality: by which cases are sorted, 0..1.
        picture: reduced to SIDE pixels.
        text: what was asked, what was found, in a few lines.
    """

    quality: float
    picture: Image.Image
    text: tuple[str, ...]


@dataclass(frozen=True)
class Shapes:
    """What is drawn in one colour: a map of labels (H, W), 0 where nothing lies, and boxes."""

    labels: np.ndarray | None = None
    boxes: Sequence[Sequence[float]] = ()


def draw_case(
    quality: float, image: np.ndarray, text: Sequence[str], true: Shapes, found: Shapes
) -> Case:
    """The image (H, W, 3) reduced, with the outlines of what is labelled and of what was found."""
    height, width = image.shape[:2]
    scale = SIDE / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    picture = Image.fromarray(image).resize(size, Image.Resampling.BILINEAR)
    for shapes, colour in ((true, TRUE_COLOUR), (found, FOUND_COLOUR)):
        if shapes.labels is not None:
            lines = Image.fromarray(_edges(shapes.labels, size))
            picture.paste(colour, mask=lines)
        draw = ImageDraw.Draw(picture)
        for box in shapes.boxes:
            left, top, right, bottom = (edge * scale for edge in box)
            draw.rectangle((left, top, max(left, right), max(top, bottom)), outline=colour)
    return Case(quality, picture, tuple(text))


def _edges(labels: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Where one label ends, and another or none begins, on a picture of (width, height)."""
    reduced = np.asarray(
        Image.fromarray(labels.astype(np.int32)).resize(size, Image.Resampling.NEAREST)
    )
    padded = np.pad(reduced, 1)
    inner = padded[1:-1, 1:-1]
    neighbours = (padded[:-2, 1:-1], padded[2:, 1:-1], padded[1:-1, :-2], padded[1:-1, 2:])
    return (inner > 0) & np.logical_or.reduce([inner != other for other in neighbours])


def chosen_cases(cases: Sequence[Case]) -> list[tuple[str, list[Case]]]:
    """Best, median and worst, each at most a row; of few cases none is shown twice."""
    ordered = sorted(cases, key=lambda case: -case.quality)
    row = min(IN_A_ROW, -(-len(ordered) // 3))
    middle = max(row, (len(ordered) - row) // 2)
    return [
        ("best", ordered[:row]),
        ("median", ordered[middle : min(middle + row, max(middle, len(ordered) - row))]),
        ("worst", ordered[max(row, len(ordered) - row) :]),
    ]


def write_sheet(path: Path, title: str, cases: Sequence[Case]) -> None:
    """Write the sheet as PNG of fewer than LARGEST_FILE bytes, whole or not at all."""
    rows = [(name, row) for name, row in chosen_cases(cases) if row]
    heights = [max(case.picture.height for case in row) for _, row in rows]
    around = (LINES + 1) * LINE + MARGIN
    width = IN_A_ROW * (SIDE + MARGIN) + MARGIN
    sheet = Image.new("RGB", (width, 2 * LINE + sum(heights) + len(rows) * around), "white")
    draw = ImageDraw.Draw(sheet)
    draw.text((MARGIN, 2), f"{title}, {len(cases)} cases; {LEGEND}", fill="black")
    top = 2 * LINE
    for (name, row), height in zip(rows, heights, strict=True):
        draw.text((MARGIN, top - 4), name, fill="black")
        for column, case in enumerate(row):
            left = MARGIN + column * (SIDE + MARGIN)
            sheet.paste(case.picture, (left, top + LINE))
            for line, text in enumerate(case.text[:LINES], start=1):
                place = (left, top + height + line * LINE)
                draw.text(place, _short(text), fill="black")
        top += height + around
    path.parent.mkdir(parents=True, exist_ok=True)
    with moved_into_place(path) as fresh:
        fresh.write_bytes(_compressed(sheet))


def _short(text: str) -> str:
    return text if len(text) <= LETTERS else f"{text[: LETTERS - 3]}..."


def _compressed(sheet: Image.Image) -> bytes:
    """PNG with as many colours as the size allows."""
    written = b""
    for colours in COLOURS:
        buffer = io.BytesIO()
        sheet.quantize(colours, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
        written = buffer.getvalue()
        if len(written) < LARGEST_FILE:
            break
    return written
