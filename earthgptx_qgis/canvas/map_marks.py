"""Marks as a person drew them: immutable values in map coordinates, no Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Optional, Tuple

from ..wire.messages import PromptShape

_FEWEST_POINTS = {
    PromptShape.POINT: 1,
    PromptShape.BOX: 2,
    PromptShape.POLYGON: 3,
    PromptShape.SCRIBBLE: 2,
}
_MOST_POINTS = {PromptShape.POINT: 1, PromptShape.BOX: 2}


@dataclass(frozen=True)
class MapPrompt:
    """One thing drawn on the map.

    Attributes:
        points: (x, y) in the CRS it was drawn in. A point has one, a box two opposite corners, a
            polygon its ring (open or closed), a scribble the line in drawing order.
        positive: False subtracts.

    Raises:
        ValueError: too few or too many points for the shape, or a coordinate is not finite.
    """

    shape: PromptShape
    points: Tuple[Tuple[float, float], ...]
    positive: bool = True

    def __post_init__(self) -> None:
        count = len(self.points)
        if not _FEWEST_POINTS[self.shape] <= count <= _MOST_POINTS.get(self.shape, count):
            raise ValueError(f"a {self.shape.value} cannot have {count} points")
        if not all(math.isfinite(x) and math.isfinite(y) for x, y in self.points):
            raise ValueError(f"a {self.shape.value} has a coordinate that is not a number")


@dataclass(frozen=True)
class MapMark:
    """One marked place: what was drawn there first, and the strokes that refine it.

    Attributes:
        number: as shown on the map, from 1.
        prompts: at least one; the first is positive.
        crs_wkt: of all its coordinates, empty where there is none.
        layer_id, feature_id: the feature the mark stands for; "" and None where it was drawn.
        name: what a person calls it, may be empty.
        hidden: not drawn on the map and not asked about.
    """

    number: int
    prompts: Tuple[MapPrompt, ...]
    crs_wkt: str
    layer_id: str = ""
    feature_id: Optional[int] = None
    name: str = ""
    hidden: bool = False


@dataclass(frozen=True)
class SkippedFeature:
    """A selected feature that cannot be asked about, and why, in words for the user."""

    feature_id: int
    reason: str
