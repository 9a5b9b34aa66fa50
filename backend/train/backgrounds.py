"""Places of a crop where no labelled object is: a mark there is a cover, or nothing to name."""

from __future__ import annotations

import math
import random

import torch
from torch import Tensor

from backend.data.labelled_folder import OTHER, UNLABELLED
from backend.data.sample import Instance

from .prompt_simulation import Box

TRIES = 4
SMALLEST, LARGEST = 8.0, 80.0
"""Sides of the marked boxes in pixels."""
MARGIN = 4.0
CLEAR_SHARE = 0.85
"""A box is of one cover where this share of its pixels is."""


def background_marks(
    instances: tuple[Instance, ...],
    instance_map: Tensor | None,
    cover_map: Tensor | None,
    covers: tuple[str, ...],
    size: int,
    chance: random.Random,
) -> tuple[Instance, ...]:
    """Boxes apart from every object; the category is the cover's, empty where none is known.

    Args:
        instance_map: (S, S), anything but 0 is or was an object.
        cover_map: (S, S), index into covers.
    """
    found = []
    largest = min(LARGEST, size)
    for _ in range(TRIES):
        width, height = (
            math.exp(chance.uniform(math.log(SMALLEST), math.log(largest))) for _ in range(2)
        )
        left, top = chance.uniform(0, size - width), chance.uniform(0, size - height)
        box = (left, top, left + width, top + height)
        if any(touch(box, item.box) for item in instances):
            continue
        window = (slice(int(top), int(box[3]) + 1), slice(int(left), int(box[2]) + 1))
        if instance_map is not None and bool(instance_map[window].any()):
            continue
        category = "" if cover_map is None else _cover_in(cover_map[window], covers)
        if category is not None:
            found.append(Instance(category, box, has_mask=False))
    return tuple(found)


def touch(one: Box, other: Box) -> bool:
    """Whether two boxes lie nearer to each other than MARGIN."""
    return (
        one[0] < other[2] + MARGIN
        and other[0] < one[2] + MARGIN
        and one[1] < other[3] + MARGIN
        and other[1] < one[3] + MARGIN
    )


def _cover_in(window: Tensor, covers: tuple[str, ...]) -> str | None:
    """The cover that fills the window; None where it is mixed or not known."""
    shares = torch.bincount(window.flatten(), minlength=256)[: len(covers)] / window.numel()
    best = int(shares.argmax())
    clear = bool(shares[best] >= CLEAR_SHARE) and covers[best] not in (UNLABELLED, OTHER)
    return covers[best] if clear else None
