"""The exact outline of what each feature marks."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Dict, Optional

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsWkbTypes,
)

from ..errors import Stopped
from ..results.feature_fields import SOURCE_FIELD, fields_of_copy
from ..results.segment_rows import SegmentRows, segment_fields
from ..wire.messages import Task
from .feature_algorithm import FeatureAlgorithm
from .outputs import finish_segments, finish_when_loaded
from .raster_algorithm import OUTPUT, Parameters, Results
from .texts import tr

if TYPE_CHECKING:
    from ..results.provenance import AnswerContext
    from .inquiry import RasterInquiry


class OutlineFeatures(FeatureAlgorithm):
    """A polygon for each feature, along the edges of the object it marks."""

    NAME = "outlinefeatures"
    ICON = "outline"
    TAGS = ("outline", "segment", "mask", "digitise", "digitize", "points", "boxes", "polygons")

    def title(self) -> str:
        return tr("Outline features")

    def about(self) -> str:
        return tr(
            "Draws the outline of the object that each feature marks: from a point on it, a box "
            "or a rough polygon around it, or a line along it.\n\n"
            "Polygons are in the CRS of the raster. Each has a label, a score from 0 to 1, its "
            "area in square metres on the ellipsoid, where it comes from, the id of its feature "
            "(source_fid) and the feature's own fields. Where no object is seen there is no "
            "polygon.\n\n"
            "Stopping keeps what has been outlined so far in an output file."
        )

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:
        self.add_features()
        self.add_output(
            tr("Outlines"), tr("A polygon for each feature under which an object is seen.")
        )

    def answer(
        self,
        inquiry: RasterInquiry,
        parameters: Parameters,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> Results:
        from .features import ask_about_each

        features = self.features(parameters, context, feedback)
        own = fields_of_copy(segment_fields(), "", [SOURCE_FIELD])
        fields = QgsProcessingUtils.combineFields(own, features.source.fields())
        kind = QgsWkbTypes.Type.MultiPolygon
        rows = self.rows(parameters, context, fields, kind, inquiry.layer.crs())
        last: Optional[AnswerContext] = None
        try:
            ids, margin = features.ids(), self.margin(parameters, context)
            for batch in ask_about_each(inquiry, features, ids, Task.OUTLINE, margin):
                last = inquiry.context_of(Task.OUTLINE, "", batch.tile, batch.answer)
                segment_rows = SegmentRows(last, fields, inquiry.transform_context)
                for segment in batch.answer.segments:
                    row = batch.rows.get(segment.mark)
                    if row is not None:
                        # Marks are counted anew on every tile; the feature's id is what stays.
                        outline = dataclasses.replace(segment, mark=None)
                        feature = segment_rows.row(outline)
                        if feature is not None:
                            ours = feature.attributes()[: own.count() - 1]
                            feature.setAttributes([*ours, row.id(), *row.attributes()])
                            rows.add(feature)
        except Stopped:
            feedback.pushInfo(tr("Stopped; {} outlines were drawn.").format(rows.count))
        finish_when_loaded(context, rows.layer_id, finish_segments(last))
        return {OUTPUT: rows.layer_id}
