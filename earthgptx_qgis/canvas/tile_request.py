"""What is asked of the tile reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Tuple

from qgis.core import QgsRectangle

from ..wire.messages import SourceKind
from ..wire.resolution import SourceResolution


@dataclass(frozen=True)
class TileRequest:
    """A piece of a raster layer.

    Attributes:
        extent: in the layer's CRS; what reaches beyond the layer is cut off.
        maximum_size: pixels of the longer side. The tile has the layer's own pixels where they
            fit into it, else coarser ones.
        resolution: where it is known, pixels that are too fine for the model are averaged, and
            those that are too coarse enlarged.
        source_kind: AUTO leaves it to the backend, which is told the names of layer and bands.
        bands: from 1; empty lets the layer's style choose. A drawn layer has no bands to choose.
        deadline_seconds: how long an online layer may take to draw.
    """

    extent: QgsRectangle
    maximum_size: int = 1024
    resolution: Optional[SourceResolution] = None
    source_kind: SourceKind = SourceKind.AUTO
    bands: Tuple[int, ...] = ()
    deadline_seconds: float = 60.0
