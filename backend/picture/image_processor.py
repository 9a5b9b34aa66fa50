"""Tile to what the model reads: stretched picture, padded to whole cells; marks onto the same grid.

Raw values of any sensor become three channels in 0..1. The stretch is computed here and nowhere
else, so that the plugin and the command line show the model the same picture; it is handed back
to be stored with the result.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from backend.errors import BadRequest
from backend.marks.prompt_raster import draw_box, draw_line, draw_point, draw_polygon
from backend.picture.empty_borders import empty_border
from backend.picture.source_guess import guess_source_kind
from earthgptx_qgis.wire.messages import (
    Array,
    Mark,
    PromptShape,
    SourceKind,
    Stretch,
    Tile,
    VisualPrompt,
)

COARSEST_STRIDE = 32
SMALLEST_SIDE = 64
PERCENTILES = (2.0, 98.0)
DECIBEL = "dB"
SMALL_TILE = 480
"""Pixels of the longer side up to which radar and thermal pictures are enlarged: ships and targets
of five pixels fill no two cells, and a small tile costs little."""
# A power image has a long tail: its mean lies far above its median.
POWER_TAIL = 1.5


@dataclass(frozen=True)
class Picture:
    """A tile as the model reads it.

    Attributes:
        pixels: (3, H', W') float32 in 0..1, H' and W' padded to multiples of 32.
        height, width: of the tile itself, which lies in the upper left corner.
        enlarged: pixels of the picture per pixel of the tile, along a side.
        valid: (H, W) bool.
        source: "optical", "sar" or "infrared".
        stretch: how raw values became pixels, None where they were shown as they are.
    """

    pixels: np.ndarray
    height: int
    width: int
    valid: np.ndarray
    source: str
    stretch: Stretch | None
    enlarged: int = 1


@dataclass(frozen=True)
class GridMarks:
    """Marks on the grid of the finest stride; the fields are those of model.PromptBatch.

    Attributes:
        region, negative: (M, h, w) float32.
        box: (M, 4) in fractions of the padded picture.
        shape: (M,) names of the first prompt's shape.
    """

    region: np.ndarray
    negative: np.ndarray
    box: np.ndarray
    shape: tuple[str, ...]


def as_numpy(array: Array) -> np.ndarray:
    """The numbers of a wire array, read-only."""
    dtype = np.dtype(array.dtype).newbyteorder("<")
    return np.frombuffer(array.data, dtype).reshape(array.shape)


def prepare_picture(tile: Tile) -> Picture:
    """A tile as the model reads it to answer: stretched, small ones enlarged, padded.

    Raises:
        BadRequest: no pixel of the tile holds data.
    """
    picture = stretched_picture(tile)
    small = max(picture.height, picture.width) <= SMALL_TILE
    # Where the ground resolution is known it decides, see wire.resolution.
    if small and picture.source != SourceKind.OPTICAL.value and not tile.geobox.crs_wkt:
        return _enlarged(picture)
    return picture


def stretched_picture(tile: Tile) -> Picture:
    """Choose bands, stretch, pad, in the tile's own pixels.

    Raises:
        BadRequest: no pixel of the tile holds data.
    """
    raw = as_numpy(tile.pixels)
    height, width = raw.shape[:2]
    valid = np.ones((height, width), bool) if tile.valid is None else as_numpy(tile.valid) > 0
    if raw.dtype.kind == "f":
        valid = valid & np.isfinite(raw).all(axis=2)
    if not valid.any():
        name = tile.layer_name or "the raster"
        raise BadRequest(
            f"{name} has no data in the asked area: every pixel is nodata.",
            "Move the map to where the layer has data, or choose other bands.",
        )
    source = tile.source_kind
    if source is SourceKind.AUTO:
        source = guess_source_kind((tile.layer_name, *tile.band_names), raw, valid)
    bands = _three_bands(raw)
    if source is SourceKind.OPTICAL:
        valid = valid & ~empty_border(raw, valid)
    shown, stretch = _stretch(bands, valid, source)
    shown[~valid] = 0.0
    pixels = _padded(shown.transpose(2, 0, 1))
    return Picture(pixels, height, width, valid, source.value, stretch)


def seen_anew(picture: Picture, scale: float, mirrored: bool) -> Picture:
    """The picture as of a coarser tile, for another look at the whole of it.

    Args:
        scale: about so many pixels of the result per pixel of the tile, along a side; so many that
            no padding is needed, whose black would change what the whole looks like.
        mirrored: left and right change places.
    """
    sides = (picture.height, picture.width)
    cells = (round(scale * side / COARSEST_STRIDE) for side in sides)
    height, width = (max(SMALLEST_SIDE, COARSEST_STRIDE * count) for count in cells)
    nearest = Image.Resampling.NEAREST
    valid = np.asarray(Image.fromarray(picture.valid).resize((width, height), nearest))
    shown = _resized(picture, height, width)
    if mirrored:
        shown, valid = shown[:, :, ::-1], valid[:, ::-1]
    pixels = np.ascontiguousarray(shown)
    return replace(picture, pixels=pixels, height=height, width=width, valid=valid, enlarged=1)


def place_marks(marks: tuple[Mark, ...], picture: Picture, stride: int) -> GridMarks:
    """Draw marks onto the grid of the finest stride.

    Raises:
        BadRequest: a mark lies outside of the tile.
    """
    height, width = (side // stride for side in picture.pixels.shape[1:])
    cell = stride // picture.enlarged
    regions, negatives, boxes, shapes = [], [], [], []
    for mark in marks:
        positive = [prompt for prompt in mark.prompts if prompt.positive]
        bounds = _bounds(positive)
        outside = bounds[2] < 0 or bounds[3] < 0
        if outside or bounds[0] > picture.width or bounds[1] > picture.height:
            raise BadRequest(
                f"Mark {mark.number} lies outside of the raster.",
                "Draw it on the layer, or choose the layer it was drawn on.",
            )
        drawn = [_draw(prompt, cell, height, width) for prompt in positive]
        subtracted = [
            _draw(prompt, cell, height, width) for prompt in mark.prompts if not prompt.positive
        ]
        regions.append(np.maximum.reduce(drawn))
        blank = np.zeros((height, width), np.float32)
        negatives.append(np.maximum.reduce([blank, *subtracted]))
        boxes.append(bounds)
        shapes.append(positive[0].shape.value)
    extent = np.array(picture.pixels.shape[:0:-1] * 2, np.float32)
    return GridMarks(
        region=np.stack(regions) if regions else np.zeros((0, height, width), np.float32),
        negative=np.stack(negatives) if negatives else np.zeros((0, height, width), np.float32),
        box=picture.enlarged * np.array(boxes, np.float32).reshape(-1, 4) / extent,
        shape=tuple(shapes),
    )


def _bounds(prompts: list[VisualPrompt]) -> tuple[float, float, float, float]:
    if not prompts:
        raise BadRequest("A mark only subtracts.", "Begin a mark with a click without Shift.")
    xs, ys = zip(*(point for prompt in prompts for point in prompt.points), strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


def _draw(prompt: VisualPrompt, cell: int, height: int, width: int) -> np.ndarray:
    points = [(x / cell, y / cell) for x, y in prompt.points]
    if prompt.shape is PromptShape.POINT:
        return draw_point(*points[0], height, width)
    if prompt.shape is PromptShape.BOX:
        (x0, y0), (x1, y1) = points
        box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        return draw_box(box, height, width)
    if prompt.shape is PromptShape.POLYGON:
        return draw_polygon(points, height, width)
    return draw_line(points, height, width)


def _three_bands(raw: np.ndarray) -> np.ndarray:
    """(H, W, C) -> (H, W, 3): the first three, or the first one three times."""
    return raw[:, :, :3] if raw.shape[2] >= 3 else np.repeat(raw[:, :, :1], 3, axis=2)


def _enlarged(picture: Picture) -> Picture:
    shown = _resized(picture, 2 * picture.height, 2 * picture.width)
    return replace(picture, pixels=_padded(shown), enlarged=2)


def _resized(picture: Picture, height: int, width: int) -> np.ndarray:
    """(3, height, width) in 0..1: what of the picture is the tile's, its padding left behind."""
    bands = picture.pixels[
        :, : picture.enlarged * picture.height, : picture.enlarged * picture.width
    ]
    size, smooth = (width, height), Image.Resampling.BICUBIC
    resized = [np.asarray(Image.fromarray(band).resize(size, smooth)) for band in bands]
    return np.stack(resized).clip(0.0, 1.0)


def _padded(shown: np.ndarray) -> np.ndarray:
    """(3, H, W) -> (3, H', W'), 0 beyond."""
    height, width = shown.shape[1:]
    padded_height, padded_width = (
        max(SMALLEST_SIDE, -(-side // COARSEST_STRIDE) * COARSEST_STRIDE)
        for side in (height, width)
    )
    pixels = np.zeros((3, padded_height, padded_width), np.float32)
    pixels[:, :height, :width] = shown
    return pixels


def _stretch(
    bands: np.ndarray, valid: np.ndarray, source: SourceKind
) -> tuple[np.ndarray, Stretch | None]:
    if bands.dtype == np.uint8:
        return bands.astype(np.float32) / 255, None
    values = bands.astype(np.float32)
    unit = ""
    inside = values[valid]
    if source is SourceKind.SAR and _is_power(inside):
        smallest = inside[inside > 0].min()
        values = 10 * np.log10(np.where(values > 0, values, smallest))
        inside, unit = values[valid], DECIBEL
    low, high = np.percentile(inside, PERCENTILES, axis=0)
    span = np.where(high > low, high - low, 1.0)
    shown = np.clip((np.nan_to_num(values) - low) / span, 0.0, 1.0).astype(np.float32)
    return shown, Stretch(tuple(map(float, low)), tuple(map(float, high)), unit)


def _is_power(values: np.ndarray) -> bool:
    positive = bool((values >= 0).all() and (values > 0).any())
    return positive and float(values.mean()) > POWER_TAIL * float(np.median(values))
