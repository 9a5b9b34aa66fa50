"""What one press of Ask asks: made once, immutable, and good for asking again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Tuple

from qgis.core import QgsRectangle

from ..canvas.prompts import MapMark
from ..wire.messages import SourceKind, Task


@dataclass(frozen=True)
class TilePlan:
    """One tile of the layer and the marks on it.

    Attributes:
        extent: in the layer's CRS.
        maximum_size: pixels of the tile's longer side.
    """

    extent: QgsRectangle
    maximum_size: int
    marks: Tuple[MapMark, ...] = ()


@dataclass(frozen=True)
class AskPlan:
    """One question about one or several tiles of a layer.

    Attributes:
        minimum_score: None where the user left it to the model.
        notes: what the user should know about the plan, such as features that were left out.
    """

    layer_id: str
    layer_name: str
    source_kind: SourceKind
    task: Task
    question: str
    tiles: Tuple[TilePlan, ...]
    minimum_score: Optional[float] = None
    notes: Tuple[str, ...] = ()

    @property
    def mark_count(self) -> int:
        """Marks on all tiles."""
        return sum(len(tile.marks) for tile in self.tiles)
