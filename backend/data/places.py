"""Geometry put in words: where boxes lie in the image and from each other, and how large they are.

Boxes are x_min, y_min, x_max, y_max in pixels, x right, y down; sizes of images (width, height).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

Box = tuple[float, float, float, float]

INSIDE_SHARE = 0.9
OVERLAP_SHARE = 0.3
DIAGONAL = 0.5
"""From this ratio of the smaller to the larger offset on, a direction is said with both."""
CLEARLY_LARGER = 1.5
MOST_OF_THEM = 0.6
SIZE_WORDS = ((0.0025, "tiny"), (0.01, "small"), (0.05, "medium-sized"), (0.2, "large"))
"""Upper bounds of the share of the image that a box of each size fills; above them is "huge"."""
DIRECTIONS = ("left of", "right of", "above", "below")
PLACES_OF_TWO = (
    "inside",
    "around",
    "overlapping",
    *DIRECTIONS,
    "above and left of",
    "above and right of",
    "below and left of",
    "below and right of",
)
"""Where one of two marked objects lies from the other; exactly one of them is true."""
SIZES_OF_TWO = ("larger", "smaller", "about as large")


def area(box: Box) -> float:
    """Square pixels, 0 where the edges are the wrong way round."""
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def middle(box: Box) -> tuple[float, float]:
    """x, y of the centre."""
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


SUPERLATIVES: dict[str, Callable[[Box, float], float]] = {
    "left-most": lambda box, size: middle(box)[0],
    "right-most": lambda box, size: -middle(box)[0],
    "top-most": lambda box, size: middle(box)[1],
    "bottom-most": lambda box, size: -middle(box)[1],
    "largest": lambda box, size: -size,
    "smallest": lambda box, size: size,
}
"""Superlative -> what it sorts things by, from low to high: by box and square pixels of each."""


def shared_area(first: Box, second: Box) -> float:
    """Square pixels that lie in both."""
    left, top = max(first[0], second[0]), max(first[1], second[1])
    return area((left, top, min(first[2], second[2]), min(first[3], second[3])))


def gap(first: Box, second: Box) -> float:
    """Pixels between two boxes at their closest, 0 where they touch."""
    across = max(first[0] - second[2], second[0] - first[2], 0.0)
    down = max(first[1] - second[3], second[1] - first[3], 0.0)
    return (across**2 + down**2) ** 0.5


def is_near(box: Box, other: Box) -> bool:
    """Whether the other lies no further away than the box is long."""
    return gap(box, other) <= max(box[2] - box[0], box[3] - box[1])


def place_of(box: Box, size: tuple[int, int]) -> str:
    """Where a box lies in the image, in words of a three by three grid."""
    x, y = middle(box)
    column, row = min(2, int(3 * x / size[0])), min(2, int(3 * y / size[1]))
    rows, columns = ("upper", "middle", "lower"), ("left", "center", "right")
    if row == 1:
        return "in the center" if column == 1 else f"on the {columns[column]}"
    if column == 1:
        return "at the top" if row == 0 else "at the bottom"
    return f"in the {rows[row]} {columns[column]}"


def size_of(box: Box, size: tuple[int, int]) -> str:
    """How large a box is for this image, in a word."""
    share = area(box) / (size[0] * size[1])
    return next((word for most, word in SIZE_WORDS if share < most), "huge")


def common_side(boxes: Sequence[Box], size: tuple[int, int]) -> str:
    """The half of the image that holds most of the boxes, "on the left"; empty where none does."""
    if len(boxes) < 2:
        return ""
    centres = [middle(box) for box in boxes]
    shares = {
        "on the left": sum(x < size[0] / 2 for x, _ in centres),
        "on the right": sum(x > size[0] / 2 for x, _ in centres),
        "at the top": sum(y < size[1] / 2 for _, y in centres),
        "at the bottom": sum(y > size[1] / 2 for _, y in centres),
    }
    side = max(shares, key=shares.__getitem__)
    return side if shares[side] > MOST_OF_THEM * len(boxes) else ""


def place_from(first: Box, second: Box) -> str:
    """Where the first lies from the second: one of PLACES_OF_TWO."""
    smaller = min(area(first), area(second))
    shared = shared_area(first, second) / smaller if smaller else 0.0
    if shared >= INSIDE_SHARE and area(first) != area(second):
        return "inside" if area(first) < area(second) else "around"
    if shared >= OVERLAP_SHARE:
        return "overlapping"
    (x, y), (other_x, other_y) = middle(first), middle(second)
    right, lower = x - other_x, y - other_y
    horizontal = "left of" if right < 0 else "right of"
    vertical = "above" if lower < 0 else "below"
    if min(abs(right), abs(lower)) >= DIAGONAL * max(abs(right), abs(lower)):
        return f"{vertical} and {horizontal}"
    return horizontal if abs(right) >= abs(lower) else vertical


def size_from(first: Box, second: Box) -> str:
    """How large the first is beside the second: one of SIZES_OF_TWO."""
    if area(first) > CLEARLY_LARGER * area(second):
        return "larger"
    return "smaller" if area(second) > CLEARLY_LARGER * area(first) else "about as large"
