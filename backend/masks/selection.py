"""Which of the instances of a phrase are meant: what the language model names is executed.

Places, sizes and neighbours by geometry, colours by the pixels.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy import ndimage
from scipy.spatial import KDTree

from backend.data.colours import colour_of
from backend.data.places import DIAGONAL, SUPERLATIVES, middle
from backend.masks.grounding import MaskedInstance

ALIKE = 0.5
"""Large is what has at least this share of the largest's pixels; small, what has few enough."""
OPPOSITE = -0.7
"""Largest cosine of the angle at which two things lie on opposite sides, 135 degrees and more."""


def in_place(
    instances: Sequence[MaskedInstance],
    selectors: Sequence[str],
    size: tuple[int, int],
    sure_score: float = 0.0,
) -> list[MaskedInstance]:
    """Those on the named sides of the image, and of the named size among their kind.

    Args:
        selectors: "left-most" is the left half, "left-most" with "top-most" the upper left quarter;
            "largest" are the large ones.
        size: width and height of the image.
        sure_score: what scores less does not tell how large its kind is, where anything does.
    """
    kept = [item for item in instances if _on_sides(item, selectors, size)]
    if not kept:
        return []
    pixels = [int(item.mask.sum()) for item in kept]
    sure = [n for item, n in zip(kept, pixels, strict=True) if item.score >= sure_score] or pixels
    if "largest" in selectors:
        return [item for item, n in zip(kept, pixels, strict=True) if n >= ALIKE * max(sure)]
    if "smallest" in selectors:
        return [item for item, n in zip(kept, pixels, strict=True) if ALIKE * n <= min(sure)]
    return kept


def select(
    instances: Sequence[MaskedInstance], selector: str, rank: int = 1, count: int = 1
) -> list[MaskedInstance]:
    """As many as `count` from the `rank`-th on in the order of a superlative; the surest first
    without a superlative.

    An instance is the second if it is there and one before it is: a doubtful one at the edge does
    not stand for a sure one beside it. Scores are taken for probabilities; what is chosen has the
    best chance to be among those asked for.
    """
    ordered = sorted(instances, key=lambda item: _rank(item, selector))
    # The chance that 0, 1, 2, ... of those passed by are there.
    before = np.eye(1, rank + count - 1)[0]
    chances: list[float] = []
    for item in ordered:
        score = min(1.0, item.score)
        chances.append(score * float(before[rank - 1 :].sum()))
        before = (1.0 - score) * before + score * np.append(0.0, before[:-1])
    possible = [index for index, chance in enumerate(chances) if chance > 0]
    likeliest = sorted(possible, key=chances.__getitem__, reverse=True)[:count]
    return [ordered[index] for index in sorted(likeliest)]


def _rank(item: MaskedInstance, selector: str) -> float:
    order = SUPERLATIVES.get(selector)
    return order(item.box, float(item.mask.sum())) if order else -item.score


def of_colour(
    instances: Sequence[MaskedInstance], colour: str, pixels: np.ndarray
) -> list[MaskedInstance]:
    """Those whose median pixel has the named colour.

    Args:
        pixels: (3, H, W), red, green and blue of the tile in 0..1; may be padded below and right.
    """
    return [item for item in instances if colour_of(_pixels_of(item, pixels)) == colour]


def _pixels_of(item: MaskedInstance, pixels: np.ndarray) -> np.ndarray:
    return item.window_on(pixels)[:, item.mask].T


def distances(
    instances: Sequence[MaskedInstance], others: Sequence[MaskedInstance], size: tuple[int, int]
) -> list[float]:
    """Pixels from each to the closest of the others, 0 where they share one; no others are
    infinitely far.

    Args:
        size: width and height of the image.
    """
    free = np.ones((size[1], size[0]), bool)
    for other in others:
        other.window_on(free)[other.mask] = False
    if free.all():
        return [np.inf] * len(instances)
    away = np.asarray(ndimage.distance_transform_edt(free))
    return [float(item.window_on(away)[item.mask].min()) for item in instances]


def near(
    instances: Sequence[MaskedInstance], distances: Sequence[float], away: bool = False
) -> list[MaskedInstance]:
    """Those no further away than they are long; the others with `away`."""
    pairs = zip(instances, distances, strict=True)
    return [item for item, distance in pairs if (distance > _length(item)) == away]


def nearest(
    instances: Sequence[MaskedInstance], distances: Sequence[float], rank: int = 1, count: int = 1
) -> list[MaskedInstance]:
    """As many as `count` from the `rank`-th shortest distance on; what is infinitely far is none
    of them.
    """
    finite = [index for index, distance in enumerate(distances) if np.isfinite(distance)]
    finite.sort(key=distances.__getitem__)
    return [instances[index] for index in finite[rank - 1 : rank - 1 + count]]


def offsets(instances: Sequence[MaskedInstance], others: Sequence[MaskedInstance]) -> np.ndarray:
    """(N, M, 2) x and y in pixels from the middle of each to the closest pixel of each other; 0, 0
    where the middle lies on it.
    """
    middles = np.array([middle(item.box) for item in instances]).reshape(-1, 2)
    away = np.zeros((len(instances), len(others), 2))
    for column, other in enumerate(others if instances else ()):
        rows, columns = np.nonzero(other.mask)
        places = np.stack([columns + other.x, rows + other.y], axis=1) + 0.5
        distance, closest = KDTree(places).query(middles)
        away[:, column] = (places[closest] - middles) * (distance >= 1)[:, None]
    return away


def beside(
    instances: Sequence[MaskedInstance], away: np.ndarray, direction: tuple[int, int]
) -> list[MaskedInstance]:
    """Those from which the closest of the others lies in a direction, not much aslant.

    Args:
        away: see offsets.
        direction: x right, y down, of length 1.
    """
    if not away.size:
        return []
    closest = np.linalg.norm(away, axis=2).argmin(axis=1)
    x, y = away[np.arange(len(instances)), closest].T
    along = x * direction[0] + y * direction[1]
    across = abs(x * direction[1] - y * direction[0])
    kept = (along > 0) & (along >= DIAGONAL * across)
    return [item for item, keep in zip(instances, kept, strict=True) if keep]


def between(
    instances: Sequence[MaskedInstance], away: np.ndarray, beyond: np.ndarray
) -> list[MaskedInstance]:
    """Those that have one of the ones and one of the others on opposite sides.

    Args:
        away, beyond: see offsets.
    """
    if not away.size or not beyond.size:
        return []
    there, back = (
        ways / np.linalg.norm(ways, axis=2, keepdims=True).clip(min=1.0) for ways in (away, beyond)
    )
    pairs = zip(instances, there, back, strict=True)
    return [item for item, one, other in pairs if (one @ other.T).min() <= OPPOSITE]


def _length(item: MaskedInstance) -> float:
    left, top, right, bottom = item.box
    return max(right - left, bottom - top)


def _on_sides(item: MaskedInstance, selectors: Sequence[str], size: tuple[int, int]) -> bool:
    x, y = middle(item.box)
    return all(_SIDES[name](x / size[0], y / size[1]) for name in selectors if name in _SIDES)


_SIDES: dict[str, Callable[[float, float], bool]] = {
    "left-most": lambda x, y: x < 0.5,
    "right-most": lambda x, y: x >= 0.5,
    "top-most": lambda x, y: y < 0.5,
    "bottom-most": lambda x, y: y >= 0.5,
}
