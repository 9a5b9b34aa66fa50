"""Objects of one crop pasted into another: a few hundred thermal or radar pictures show few places.

After Simple Copy-Paste (arXiv 2012.07177). What a single band shows of an object is how much it
differs from the ground around it, so that an object is moved to the brightness of its new ground.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

import torch
from torch import Tensor
from torch.nn import functional

from backend.data.sample import Instance

from .backgrounds import touch
from .prompt_simulation import Box

PASTED_SHARE = 0.5
"""Of the objects of the other crop, each by lot."""
LARGEST_SHARE = 0.3
"""Of the crop's side: larger objects would cover what is there."""
SURROUNDINGS = 3
"""Pixels around an object's box that tell the brightness of its ground."""
FADE = 0.3
"""Where only the box is known its ellipse fades out over this share of its radius."""


@dataclass(frozen=True)
class Piece:
    """A cut of a picture with the objects in it, before its colours change.

    Attributes:
        image: (3, S, S) in 0..1.
        instance_map: (S, S), k for instances[k - 1]; None where only boxes are known.
    """

    image: Tensor
    instances: tuple[Instance, ...]
    instance_map: Tensor | None


def paste(onto: Piece, other: Piece, chance: random.Random) -> Piece:
    """`onto` with some objects of `other` where it has none, at the place they have there.

    Both are of one size, and know either masks or boxes.
    """
    if (onto.instance_map is None) != (other.instance_map is None):
        return onto
    image, taken = onto.image.clone(), list(onto.instances)
    numbers = None if onto.instance_map is None else onto.instance_map.clone()
    largest = LARGEST_SHARE * image.shape[-1]
    for number, item in enumerate(other.instances, start=1):
        left, top, right, bottom = item.box
        too_large = max(right - left, bottom - top) > largest
        if too_large or chance.random() > PASTED_SHARE:
            continue
        if any(touch(item.box, each.box) for each in taken):
            continue
        opacity = _opacity(other, number, item)
        if numbers is not None and other.instance_map is not None:
            inside = other.instance_map == number
            if bool((numbers[opacity > 0] != 0).any()):
                continue
            numbers[inside] = len(taken) + 1
        shift = _ground(onto.image, item.box) - _ground(other.image, item.box)
        image = torch.lerp(image, other.image + shift[:, None, None], opacity)
        taken.append(item)
    return replace(onto, image=image.clamp(0.0, 1.0), instances=tuple(taken), instance_map=numbers)


def _opacity(piece: Piece, number: int, item: Instance) -> Tensor:
    """(S, S) in 0..1: the object's mask with soft edges, or the ellipse in its box."""
    size = piece.image.shape[-1]
    if piece.instance_map is not None:
        inside = (piece.instance_map == number).float()[None, None]
        return functional.avg_pool2d(inside, 3, stride=1, padding=1)[0, 0]
    left, top, right, bottom = item.box
    steps = torch.arange(size, device=piece.image.device) + 0.5
    across = (steps - (left + right) / 2) / max(1.0, (right - left) / 2)
    down = (steps - (top + bottom) / 2) / max(1.0, (bottom - top) / 2)
    radius = (across[None, :] ** 2 + down[:, None] ** 2).sqrt()
    return ((1.0 + FADE - radius) / FADE).clamp(0.0, 1.0)


def _ground(image: Tensor, box: Box) -> Tensor:
    """(3,) mean of the pixels beside a box."""
    left, top, right, bottom = int(box[0]), int(box[1]), int(box[2]) + 1, int(box[3]) + 1
    beside = torch.zeros(image.shape[1:], dtype=torch.bool, device=image.device)
    beside[
        max(0, top - SURROUNDINGS) : bottom + SURROUNDINGS,
        max(0, left - SURROUNDINGS) : right + SURROUNDINGS,
    ] = True
    beside[top:bottom, left:right] = False
    return image[:, beside].mean(dim=1)
