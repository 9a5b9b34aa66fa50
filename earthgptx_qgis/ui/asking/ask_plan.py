"""What one press of Ask asks: made once, immutable, and good for asking again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Tuple

from qgis.core import QgsRectangle

from ...canvas.prompts import MapMark
from ...wire.geobox import GeoBox
from ...wire.messages import SourceKind, Task
from ...wire.resolution import SourceResolution
from ...wire.windows import Window


@dataclass(frozen=True)
class TilePlan:
    """One tile of the layer and the marks on it.

    Attributes:
        extent: in the layer's CRS.
        maximum_size: pixels of the tile's longer side.
        window: of the plan's grid, where the tile is a part of it.
    """

    extent: QgsRectangle
    maximum_size: int
    marks: Tuple[MapMark, ...] = ()
    window: Optional[Window] = None


@dataclass(frozen=True)
class AskPlan:
    """One question about one or several tiles of a layer.

    Attributes:
        minimum_score: None where the user left it to the model.
        notes: what the user should know about the plan, such as features that were left out.
        resolution: which pixels suit the model; None reads the layer's own.
        grid: the view, where the tiles are parts of it and their answers become one.
    """

    layer_id: str
    layer_name: str
    source_kind: SourceKind
    task: Task
    question: str
    tiles: Tuple[TilePlan, ...]
    minimum_score: Optional[float] = None
    notes: Tuple[str, ...] = ()
    resolution: Optional[SourceResolution] = None
    grid: Optional[GeoBox] = None

    @property
    def mark_count(self) -> int:
        """Marks on all tiles."""
        return sum(len(tile.marks) for tile in self.tiles)
