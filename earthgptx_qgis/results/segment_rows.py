"""The fields of result layers, and a segment as one of their rows."""

from __future__ import annotations

import logging
from enum import Enum
from typing import List, Optional, Sequence

from qgis.core import QgsCoordinateTransformContext, QgsFeature, QgsField, QgsFields, QgsGeometry

from ..crs import crs_of
from ..wire.messages import Segment
from .field_types import REAL_NUMBER, TEXT, WHOLE_NUMBER
from .measures import geodesic_perimeter
from .provenance import AnswerContext

_log = logging.getLogger(__name__)

FIELDS = (
    ("label", TEXT),
    ("phrase", TEXT),
    ("score", REAL_NUMBER),
    ("answer", TEXT),
    ("task", TEXT),
    ("mark", WHOLE_NUMBER),
    ("source_layer", TEXT),
    ("source_kind", TEXT),
    ("model", TEXT),
    ("weights_sha256", TEXT),
    ("area_m2", REAL_NUMBER),
    ("created", TEXT),
    ("perimeter_m", REAL_NUMBER),
    ("status", TEXT),
)
"""Name and type of every attribute, in order."""


class Status(Enum):
    """What a person has said of a polygon; the words stand in the field `status`."""

    NEW = "new"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


def segment_fields() -> QgsFields:
    """FIELDS as QGIS wants them."""
    fields = QgsFields()
    for name, field_type in FIELDS:
        fields.append(QgsField(name, field_type))
    return fields


class SegmentRows:
    """Makes rows of the segments of one answer."""

    def __init__(
        self,
        context: AnswerContext,
        fields: QgsFields,
        transform_context: QgsCoordinateTransformContext,
    ) -> None:
        """Prepare for an answer.

        Args:
            fields: FIELDS among them by name, whatever else there is.
        """
        self._context = context
        self._fields = fields
        self._places = [fields.lookupField(name) for name, _ in FIELDS]
        self._perimeter = geodesic_perimeter(crs_of(context.crs_wkt), transform_context)

    def row(self, segment: Segment) -> Optional[QgsFeature]:
        """The segment as a row; None, and a line in the log, where its outline is unreadable."""
        outline = QgsGeometry()
        outline.fromWkb(segment.wkb)
        if outline.isNull():
            _log.warning("segment %d of the answer has no readable outline", segment.index)
            return None
        row = QgsFeature(self._fields)
        row.setGeometry(outline)
        values: List[object] = [None] * len(self._fields)
        for place, value in zip(self._places, self._attributes(segment, self._perimeter(outline))):
            values[place] = value
        row.setAttributes(values)
        return row

    def rows(self, segments: Sequence[Segment]) -> List[QgsFeature]:
        """All segments whose outline is readable."""
        rows = (self.row(segment) for segment in segments)
        return [row for row in rows if row is not None]

    def _attributes(self, segment: Segment, perimeter: Optional[float]) -> List[object]:
        context = self._context
        return [
            segment.label,
            segment.phrase,
            segment.score,
            context.answer,
            context.task.value,
            segment.mark,
            context.source_layer,
            context.source_kind,
            context.model,
            context.weights_sha256,
            segment.area_m2,
            context.created,
            perimeter,
            Status.NEW.value,
        ]
