"""How fine a pixel on the ground the model is shown, for each kind of source.

What a person zooms to must not decide what is found. The plugin and the command line therefore
read a raster at the same resolution, which follows from its own pixels and the model card alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable, Optional, Tuple

from .geobox import GeoBox
from .kinds import SourceKind

MOST_ENLARGED = 2.0
"""More only makes large pixels of small ones; the model sees no more in them."""
_ALMOST = 0.9
"""Nominal metres differ a little from geodesic ones."""


@dataclass(frozen=True)
class SourceResolution:
    """Metres per pixel that suit the model for one kind of source.

    Attributes:
        finest: finer pixels are averaged to it.
        coarsest: coarser pixels are enlarged towards it, twice at most.
        default: at which a source without pixels of its own, such as an online map, is read.

    Raises:
        ValueError: they are not positive, or not in that order.
    """

    source_kind: SourceKind
    finest: float
    coarsest: float
    default: float

    def __post_init__(self) -> None:
        if not 0 < self.finest <= self.default <= self.coarsest:
            raise ValueError(
                f"{self.source_kind.value}: {self.finest:g}, {self.default:g}, {self.coarsest:g} m "
                "per pixel are no range with a default in it"
            )

    def reduction(self, metres: float) -> float:
        """How many pixels of `metres` a side become one: 2 averages 2 x 2, 0.5 enlarges twice."""
        if metres < _ALMOST * self.finest:
            return self.finest / metres
        if metres * _ALMOST > self.coarsest:
            return max(1 / MOST_ENLARGED, self.coarsest / metres)
        return 1.0


def resolution_for(
    known: Iterable[SourceResolution], kind: SourceKind
) -> Optional[SourceResolution]:
    """What is known of a kind; of AUTO what holds for each of them, with the finest default.

    Returns:
        None where nothing is known: the raster is read as it is.
    """
    every: Tuple[SourceResolution, ...] = tuple(known)
    if kind is not SourceKind.AUTO:
        return next((one for one in every if one.source_kind is kind), None)
    if not every:
        return None
    return SourceResolution(
        kind,
        min(one.finest for one in every),
        max(one.coarsest for one in every),
        min(one.default for one in every),
    )


def grid_to_read(pixels: GeoBox, reduction: float, maximum_size: int) -> GeoBox:
    """The same ground in pixels as they are read.

    Args:
        pixels: the raster's own.
        reduction: see SourceResolution.reduction.
        maximum_size: of the longer side; where it would be longer, all is read coarser.
    """
    factor = max(reduction, max(pixels.width, pixels.height) / maximum_size)
    if factor == 1:
        return pixels
    return pixels.zoom_to(
        max(1, round(pixels.width / factor)), max(1, round(pixels.height / factor))
    )
