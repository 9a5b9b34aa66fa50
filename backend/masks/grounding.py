"""From the hidden state of a segmentation token to instances with masks in tile pixels.

Peaks of the centre map become instances, duplicates are dropped, covers fall into their connected
parts, a marked object is drawn under its mark. Scores are honest products: how sure the centre is
times how sure the mask is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import torch
from scipy import ndimage
from torch import Tensor
from torch.nn import functional

from backend.data.vocabulary import COUNTED_AREAS
from backend.language.dialogue import GroundedPhrase
from backend.loaded_model import Sight
from backend.model.earthgptx import SeenTiles
from backend.model.pixel_decoder import (
    FINER,
    Anchors,
    PhraseQuery,
    PixelDecoder,
    PixelFeatures,
    Windows,
)
from backend.model.prompt_encoder import PROMPT_SHAPES, PromptBatch

LOWEST_SCORE = 0.05
MOST_INSTANCES = 400
MASKS_AT_ONCE = 64
WINDOW_SIZES = (16, 32, 64, 128)
"""Sides in cells of the squares masks are drawn in; larger ones take the whole grid."""
DUPLICATE_OVERLAP = 0.5
"""Of two instances that overlap more, the better one stays."""
WINDOW_GROWTH = 0.25
"""Masks are looked for in the predicted box grown by this share on every side."""
SMALLEST_COVER_PIXELS = 16
CLEARLY_SEEN = 0.8
"""Probability of a cell from which on it shows a cover without doubt."""
TOLD_APART_SCORE = 0.25
"""A single thing of this score or more stands for the part of a cover in which it lies."""
TOLD_APART_SHARE = 0.5
"""Where single things fill less of a part of a cover, it stays as it is."""


@dataclass(frozen=True)
class MaskedInstance:
    """One object or patch in tile pixels.

    Attributes:
        mask: (h, w) bool, the part of the tile that begins at (x, y).
        score: 0..1.
    """

    mask: np.ndarray
    x: int
    y: int
    score: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """x_min, y_min, x_max, y_max in tile pixels."""
        rows = np.flatnonzero(self.mask.any(axis=1))
        columns = np.flatnonzero(self.mask.any(axis=0))
        return (
            float(self.x + columns[0]),
            float(self.y + rows[0]),
            float(self.x + columns[-1] + 1),
            float(self.y + rows[-1] + 1),
        )

    def window_on(self, tile: np.ndarray) -> np.ndarray:
        """A view (..., h, w) of the part of the tile (..., H, W) on which the mask lies."""
        height, width = self.mask.shape
        return tile[..., self.y : self.y + height, self.x : self.x + width]


@torch.inference_mode()
def find_instances(sight: Sight, phrase: GroundedPhrase) -> Iterator[MaskedInstance]:
    """All instances of a phrase, best first."""
    image = torch.zeros(1, dtype=torch.long, device=phrase.hidden.device)
    query = sight.decoder.phrase_query(phrase.hidden, image)
    scale = sight.loaded.model.config.score_scale(sight.picture.source, phrase.label)
    if query.is_cover.item() <= 0:
        yield from _single_things(sight, query, scale)
        return
    parts = _cover_parts(sight, query)
    if phrase.label in COUNTED_AREAS:
        single = _single_things(sight, query, scale)
        clear = [thing for thing in single if thing.score >= TOLD_APART_SCORE]
        parts = _told_apart(list(parts), clear, sight.picture.valid.shape)
    yield from parts


@torch.inference_mode()
def seen_share(sight: Sight, phrase: GroundedPhrase) -> float:
    """Share of the tile's data on which a cover is clearly seen, in whole cells."""
    image = torch.zeros(1, dtype=torch.long, device=phrase.hidden.device)
    query = sight.decoder.phrase_query(phrase.hidden, image)
    logits = sight.decoder.cover_logits(sight.seen.pixels, query)[0].float()
    valid = sight.picture.valid[:: sight.cell, :: sight.cell]
    probability = logits.sigmoid().cpu().numpy()[: valid.shape[0], : valid.shape[1]]
    return float((probability[valid] >= CLEARLY_SEEN).mean()) if valid.any() else 0.0


@torch.inference_mode()
def outline_marks(
    sight: Sight, prompts: PromptBatch, states: Sequence[Tensor | None]
) -> Iterator[MaskedInstance | None]:
    """The mask of each marked object, in the marks' order, None where there is none.

    Args:
        prompts: the marks.
        states: (L,) of each mark's segmentation token, None where the model gave none.
    """
    there = [index for index, state in enumerate(states) if state is not None]
    if there:
        hidden = torch.stack([state for state in states if state is not None])
        drawn = _outlined(sight, hidden, prompts.take(torch.tensor(there)))
    else:
        drawn = iter(())
    for state in states:
        yield None if state is None else next(drawn)


def _outlined(
    sight: Sight, hidden: Tensor, prompts: PromptBatch
) -> Iterator[MaskedInstance | None]:
    seen = sight.seen
    query = sight.decoder.phrase_query(hidden, torch.zeros_like(prompts.image))
    height, width = seen.pixels.shared.shape[2:]
    boxes = prompts.box * prompts.box.new_tensor([width, height, width, height])
    weights = prompts.region / prompts.region.sum(dim=(1, 2), keepdim=True).clamp(min=1e-6)
    for index in range(len(prompts)):
        if PROMPT_SHAPES[int(prompts.shape[index])] in ("point", "scribble"):
            boxes[index] = _predicted_box(seen, prompts.region[index])
    shared = seen.pixels.shared[0]
    features = torch.einsum("mhw,chw->mc", weights.to(shared.dtype), shared)
    maps = torch.stack([prompts.region, prompts.negative], dim=1)
    anchors = _anchors(features, boxes, maps)
    for window, logits in _window_logits(sight.decoder, seen.pixels, query, anchors, boxes):
        yield _drawn(logits, window, 1.0, sight.cell, sight.picture.valid)


def _single_things(
    sight: Sight, query: PhraseQuery, scale: tuple[float, float]
) -> Iterator[MaskedInstance]:
    """What stands at the peaks of the centre map, best first."""
    seen = sight.seen
    slope, offset = scale
    logits = sight.decoder.centre_logits(seen.pixels, query)[0].float()
    heat = (slope * logits + offset).sigmoid()
    rows, columns, scores = _peaks(heat)
    boxes = seen.pixels.boxes_at(0, rows, columns)
    kept = _without_duplicate_boxes(boxes, scores)
    rows, columns, scores, boxes = (item[kept] for item in (rows, columns, scores, boxes))
    features = seen.pixels.shared[0][:, rows, columns].T
    drawn = _window_logits(sight.decoder, seen.pixels, query, _anchors(features, boxes), boxes)
    taken: list[MaskedInstance] = []
    for (window, logits), score in zip(drawn, scores.tolist(), strict=True):
        instance = _drawn(logits, window, score, sight.cell, sight.picture.valid)
        if instance and instance.score >= LOWEST_SCORE and not _is_taken(instance, taken):
            taken.append(instance)
            yield instance


def _told_apart(
    parts: list[MaskedInstance], things: list[MaskedInstance], shape: tuple[int, ...]
) -> list[MaskedInstance]:
    """Single things in place of the parts of a cover that they fill; the other parts stay.

    Whether a picture shows houses to be counted or built-up blocks is a matter of labels: the
    model has seen both, and what it tells apart clearly is better than the mass of it.
    """
    filled = np.zeros(shape, bool)
    for thing in things:
        thing.window_on(filled)[thing.mask] = True
    left = [
        part
        for part in parts
        if (part.mask & part.window_on(filled)).sum() < TOLD_APART_SHARE * part.mask.sum()
    ]
    return things + left


def _peaks(heat: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Rows, columns and scores of local maxima, best first."""
    highest = functional.max_pool2d(heat[None, None], 3, stride=1, padding=1)[0, 0]
    candidates = torch.where(heat == highest, heat, heat.new_zeros(()))
    scores, cells = candidates.flatten().topk(min(MOST_INSTANCES, heat.numel()))
    cells, scores = cells[scores >= LOWEST_SCORE], scores[scores >= LOWEST_SCORE]
    return cells // heat.shape[1], cells % heat.shape[1], scores


def _without_duplicate_boxes(boxes: Tensor, scores: Tensor) -> Tensor:
    """Indices of the boxes that no better one overlaps by 0.6 or more, best first."""
    areas = (boxes[:, 2:] - boxes[:, :2]).prod(dim=1)
    low = torch.maximum(boxes[:, None, :2], boxes[None, :, :2])
    high = torch.minimum(boxes[:, None, 2:], boxes[None, :, 2:])
    both = (high - low).clamp(min=0).prod(dim=2)
    overlap = (both / (areas[:, None] + areas[None] - both)).cpu().numpy()
    kept: list[int] = []
    for index in range(len(scores)):
        if not (overlap[index, kept] > 0.6).any():
            kept.append(index)
    return torch.tensor(kept, dtype=torch.long, device=boxes.device)


def _anchors(feature: Tensor, boxes: Tensor, prompts: Tensor | None = None) -> Anchors:
    """Found instances share the first query; each mark has one of its own."""
    index = torch.arange(len(boxes), device=boxes.device)
    return Anchors(
        query=torch.zeros_like(index) if prompts is None else index,
        feature=feature,
        centre=(boxes[:, :2] + boxes[:, 2:]) / 2,
        half_size=(boxes[:, 2:] - boxes[:, :2]) / 2,
        prompts=prompts,
    )


@dataclass(frozen=True)
class CellWindow:
    """The cells a mask is looked for in, half open."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def around(cls, box: list[float], height: int, width: int) -> CellWindow:
        """The box grown on every side, within the grid."""
        # A margin of two cells keeps the interpolation from feeling the window's edge.
        grow_x = (box[2] - box[0]) * WINDOW_GROWTH + 2
        grow_y = (box[3] - box[1]) * WINDOW_GROWTH + 2
        left, right = (_within(edge, width) for edge in (box[0] - grow_x, box[2] + grow_x + 1))
        top, bottom = (_within(edge, height) for edge in (box[1] - grow_y, box[3] + grow_y + 1))
        return cls(top, left, bottom, right)

    @property
    def longest(self) -> int:
        """Its longer side."""
        return max(self.bottom - self.top, self.right - self.left)


def _window_logits(
    decoder: PixelDecoder,
    pixels: PixelFeatures,
    query: PhraseQuery,
    anchors: Anchors,
    boxes: Tensor,
) -> list[tuple[CellWindow, Tensor]]:
    """Each instance's window and the mask's logits within it, FINER rows and columns a cell.

    Instances of about one size are drawn together in squares of that size: a car needs a
    hundredth of the cells of the tile.
    """
    height, width = pixels.shared.shape[2:]
    windows = [CellWindow.around(box, height, width) for box in boxes.tolist()]
    groups: dict[int, list[int]] = defaultdict(list)
    for index, window in enumerate(windows):
        fitting = (size for size in WINDOW_SIZES if window.longest <= size <= min(height, width))
        groups[next(fitting, 0)].append(index)
    logits: dict[int, Tensor] = {}
    for size, members in groups.items():
        for start in range(0, len(members), MASKS_AT_ONCE):
            part = members[start : start + MASKS_AT_ONCE]
            tops = [min(windows[k].top, height - size) if size else 0 for k in part]
            lefts = [min(windows[k].left, width - size) if size else 0 for k in part]
            squares = Windows(_tensor(tops, boxes), _tensor(lefts, boxes), size) if size else None
            chosen = anchors.take(_tensor(part, boxes))
            drawn = decoder.instance_logits(pixels, query, chosen, squares)
            for k, square, top, left in zip(part, drawn.float(), tops, lefts, strict=True):
                own = windows[k]
                logits[k] = square[
                    FINER * (own.top - top) : FINER * (own.bottom - top),
                    FINER * (own.left - left) : FINER * (own.right - left),
                ]
    return [(window, logits[index]) for index, window in enumerate(windows)]


def _tensor(numbers: list[int], like: Tensor) -> Tensor:
    return torch.tensor(numbers, dtype=torch.long, device=like.device)


def _predicted_box(seen: SeenTiles, region: Tensor) -> Tensor:
    """The object's box as predicted from the cells under a point or scribble, (4,)."""
    rows, columns = (region > 0.6).nonzero(as_tuple=True)
    return seen.pixels.boxes_at(0, rows, columns).median(dim=0).values


def _drawn(
    logits: Tensor, window: CellWindow, score: float, cell: int, valid: np.ndarray
) -> MaskedInstance | None:
    """The mask within its window at full resolution; None where nothing is left."""
    if not logits.numel() or not bool((logits > 0).any()):
        return None
    fine = functional.interpolate(
        logits[None, None], scale_factor=cell / FINER, mode="bilinear", align_corners=False
    )[0, 0]
    x, y = window.left * cell, window.top * cell
    # Less than the window, or nothing of it, where it reaches into the padding beside the tile.
    inside = valid[y : y + fine.shape[0], x : x + fine.shape[1]]
    probability = fine.sigmoid().cpu().numpy()[: inside.shape[0], : inside.shape[1]]
    mask = (probability > 0.5) & inside
    if not mask.any():
        return None
    sureness = float(probability[mask].mean())
    return MaskedInstance(mask, x, y, score * sureness)


def _within(edge: float, length: int) -> int:
    return min(max(int(edge), 0), length)


def _is_taken(instance: MaskedInstance, taken: list[MaskedInstance]) -> bool:
    """Whether a better instance already covers most of the same pixels."""
    area = int(instance.mask.sum())
    for other in taken:
        left, top = max(instance.x, other.x), max(instance.y, other.y)
        right = min(instance.x + instance.mask.shape[1], other.x + other.mask.shape[1])
        bottom = min(instance.y + instance.mask.shape[0], other.y + other.mask.shape[0])
        if left >= right or top >= bottom:
            continue
        both = int(
            (
                _part(instance, left, top, right, bottom) & _part(other, left, top, right, bottom)
            ).sum()
        )
        if both > DUPLICATE_OVERLAP * min(area, int(other.mask.sum())):
            return True
    return False


def _part(instance: MaskedInstance, left: int, top: int, right: int, bottom: int) -> np.ndarray:
    return instance.mask[
        top - instance.y : bottom - instance.y, left - instance.x : right - instance.x
    ]


def _cover_parts(sight: Sight, query: PhraseQuery) -> Iterator[MaskedInstance]:
    """Connected parts of a cover, largest first."""
    valid = sight.picture.valid
    logits = sight.decoder.cover_logits(sight.seen.pixels, query).float()
    fine = functional.interpolate(
        logits[None], scale_factor=sight.cell, mode="bilinear", align_corners=False
    )[0, 0]
    probability = fine.sigmoid().cpu().numpy()[: valid.shape[0], : valid.shape[1]]
    parts, count = cast(tuple[np.ndarray, int], ndimage.label((probability > 0.5) & valid))
    if not count:
        return
    numbers = np.arange(1, count + 1)
    sizes = ndimage.sum_labels(np.ones_like(probability), parts, numbers)
    scores = ndimage.mean(probability, parts, numbers)
    windows = ndimage.find_objects(parts)
    # A small tile may hold nothing but small patches.
    smallest = min(SMALLEST_COVER_PIXELS, float(sizes.max()))
    for index in np.argsort(-sizes, kind="stable")[:MOST_INSTANCES]:
        if sizes[index] < smallest:
            break
        rows, columns = windows[index]
        mask = parts[rows, columns] == index + 1
        yield MaskedInstance(mask, columns.start, rows.start, float(scores[index]))
