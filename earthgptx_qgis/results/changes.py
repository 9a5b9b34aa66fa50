"""What became of things, or of covered ground, from one date to another: the polygons decide.

Both dates were asked for the same words. A model is not equally sure at both, so what it saw at the
other date below the minimum score is not passed over: such a change is marked as not sure.
"""

from __future__ import annotations

import dataclasses
from enum import Enum
from typing import Callable, Iterator, List, Optional, Sequence, Set, Tuple

from qgis.core import QgsField, QgsFields, QgsGeometry, QgsSpatialIndex

from ..wire.messages import Segment
from .field_types import TEXT, YES_OR_NO
from .segment_rows import segment_fields

CHANGE_FIELD = "change"
SURE_FIELD = "sure"


class Change(Enum):
    """What became of it; the words stand in the field `change`."""

    APPEARED = "appeared"
    DISAPPEARED = "disappeared"
    STAYED = "stayed"


@dataclasses.dataclass(frozen=True)
class Sighting:
    """What was found at one date.

    Attributes:
        outline: in the CRS that both dates are compared in, whatever that of the segment is.
    """

    segment: Segment
    outline: QgsGeometry


@dataclasses.dataclass(frozen=True)
class Changed:
    """One polygon of the comparison.

    Attributes:
        sighting: of the later date, or of the earlier one where it disappeared.
        sure: False where the other date shows it too, though scored below the minimum.
    """

    sighting: Sighting
    change: Change
    sure: bool

    def segment(self) -> Segment:
        """What was found, with the outline of the comparison."""
        wkb = self.sighting.outline.asWkb().data()
        return dataclasses.replace(self.sighting.segment, wkb=wkb)


@dataclasses.dataclass(frozen=True)
class Dates:
    """What was found at two dates, from the lowest score on.

    Attributes:
        minimum_score: 0..1, from which on a sighting counts.
    """

    earlier: Sequence[Sighting]
    later: Sequence[Sighting]
    minimum_score: float

    def counts(self, sighting: Sighting) -> bool:
        """Whether the model is sure enough of it."""
        return sighting.segment.score >= self.minimum_score


def change_fields() -> QgsFields:
    """The fields of a segment's row, and those of a change."""
    fields = segment_fields()
    fields.append(QgsField(CHANGE_FIELD, TEXT))
    fields.append(QgsField(SURE_FIELD, YES_OR_NO))
    return fields


def changed_things(dates: Dates, smallest_overlap: float) -> Iterator[Changed]:
    """Things one by one: those that overlap best at the two dates are the same.

    Args:
        smallest_overlap: intersection over union, above 0 to 1, from which two can be the same.
    """
    stayed: Set[int] = set()
    gone_on: Set[int] = set()
    doubtful_earlier: Set[int] = set()
    doubtful_later: Set[int] = set()
    for _, before, after in _overlaps(dates, smallest_overlap):
        if not dates.counts(dates.earlier[before]):
            doubtful_later.add(after)
        elif not dates.counts(dates.later[after]):
            doubtful_earlier.add(before)
        elif before not in gone_on and after not in stayed:
            gone_on.add(before)
            stayed.add(after)
    for after, sighting in enumerate(dates.later):
        if after in stayed:
            yield Changed(sighting, Change.STAYED, True)
        elif dates.counts(sighting):
            yield Changed(sighting, Change.APPEARED, after not in doubtful_later)
    for before, sighting in enumerate(dates.earlier):
        if before not in gone_on and dates.counts(sighting):
            yield Changed(sighting, Change.DISAPPEARED, before not in doubtful_earlier)


def changed_ground(
    dates: Dates, narrowest: float, area_of: Callable[[QgsGeometry], Optional[float]]
) -> Iterator[Changed]:
    """Covered ground, such as water: each connected part of what came, went and stayed.

    Args:
        narrowest: in units of the CRS; parts narrower than it lie within the error of an outline.
        area_of: the square metres of a part; None where they cannot be known.
    """
    for own, other, change in (
        (dates.later, dates.earlier, Change.APPEARED),
        (dates.earlier, dates.later, Change.DISAPPEARED),
    ):
        covered = _union([sighting for sighting in other if dates.counts(sighting)])
        perhaps = _union([sighting for sighting in other if not dates.counts(sighting)])
        for sighting in filter(dates.counts, own):
            alone = sighting.outline.difference(covered)
            grounds = [
                (alone.difference(perhaps), change, True),
                (alone.intersection(perhaps), change, False),
            ]
            if change is Change.APPEARED:
                both = sighting.outline.intersection(covered)
                grounds.append((both, Change.STAYED, True))
            for ground, became, is_sure in grounds:
                for part in _wide_parts(ground, narrowest):
                    segment = dataclasses.replace(sighting.segment, area_m2=area_of(part))
                    yield Changed(Sighting(segment, part), became, is_sure)


def _overlaps(dates: Dates, smallest: float) -> List[Tuple[float, int, int]]:
    """(overlap, number of the earlier, number of the later), the best overlap first.

    Two that both do not count are left out.
    """
    index = QgsSpatialIndex()
    for before, sighting in enumerate(dates.earlier):
        index.addFeature(before, sighting.outline.boundingBox())
    found = []
    for after, sighting in enumerate(dates.later):
        for before in index.intersects(sighting.outline.boundingBox()):
            other = dates.earlier[before]
            if dates.counts(sighting) or dates.counts(other):
                overlap = _overlap(sighting.outline, other.outline)
                if overlap >= smallest:
                    found.append((overlap, before, after))
    return sorted(found, key=lambda pair: (-pair[0], pair[1], pair[2]))


def _overlap(one: QgsGeometry, other: QgsGeometry) -> float:
    both = max(0.0, one.intersection(other).area())
    return both / (one.area() + other.area() - both)


def _union(sightings: Sequence[Sighting]) -> QgsGeometry:
    """Empty where there are none: nothing can be taken from, or cut with, a null geometry."""
    if not sightings:
        return QgsGeometry.fromWkt("MultiPolygon EMPTY")
    return QgsGeometry.unaryUnion([sighting.outline for sighting in sightings])


def _wide_parts(ground: QgsGeometry, narrowest: float) -> Iterator[QgsGeometry]:
    for part in ground.asGeometryCollection():
        if not part.buffer(-narrowest / 2, 1).isEmpty():
            part.convertToMultiType()
            yield part
