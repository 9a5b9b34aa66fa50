"""Which of the instances of a phrase are meant: what the language model names is executed.

Places, sizes and neighbours by geometry, colours by the pixels.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from backend.data.colours import colour_of
from backend.data.places import is_near, middle
from backend.masks.grounding import MaskedInstance

ALIKE = 0.5
"""Large is what has at least this share of the largest's pixels; small, what has few enough."""


def in_place(
    instances: Sequence[MaskedInstance], selectors: Sequence[str], size: tuple[int, int]
) -> list[MaskedInstance]:
    """Those on the named sides of the image, and of the named size among their kind.

    Args:
        selectors: "left-most" is the left half, "left-most" with "top-most" the upper left quarter;
            "largest" are the large ones.
        size: width and height of the image.
    """
    kept = [item for item in instances if _on_sides(item, selectors, size)]
    if not kept:
        return []
    pixels = [int(item.mask.sum()) for item in kept]
    if "largest" in selectors:
        return [item for item, n in zip(kept, pixels, strict=True) if n >= ALIKE * max(pixels)]
    if "smallest" in selectors:
        return [item for item, n in zip(kept, pixels, strict=True) if ALIKE * n <= min(pixels)]
    return kept


def of_colour(
    instances: Sequence[MaskedInstance], colour: str, pixels: np.ndarray
) -> list[MaskedInstance]:
    """Those whose median pixel has the named colour.

    Args:
        pixels: (3, H, W), red, green and blue of the tile in 0..1; may be padded below and right.
    """
    return [item for item in instances if colour_of(_pixels_of(item, pixels)) == colour]


def _pixels_of(item: MaskedInstance, pixels: np.ndarray) -> np.ndarray:
    height, width = item.mask.shape
    return pixels[:, item.y : item.y + height, item.x : item.x + width][:, item.mask].T


def near_to(
    instances: Sequence[MaskedInstance], others: Sequence[MaskedInstance]
) -> list[MaskedInstance]:
    """Those with one of the others no further away than they are long."""
    return [item for item in instances if any(is_near(item.box, other.box) for other in others)]


def _on_sides(item: MaskedInstance, selectors: Sequence[str], size: tuple[int, int]) -> bool:
    x, y = middle(item.box)
    return all(_SIDES[name](x / size[0], y / size[1]) for name in selectors if name in _SIDES)


_SIDES: dict[str, Callable[[float, float], bool]] = {
    "left-most": lambda x, y: x < 0.5,
    "right-most": lambda x, y: x >= 0.5,
    "top-most": lambda x, y: y < 0.5,
    "bottom-most": lambda x, y: y >= 0.5,
}
