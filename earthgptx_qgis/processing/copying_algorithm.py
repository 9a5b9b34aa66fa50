"""What classifying and describing have in common: a copy of the features with the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Dict, Optional, Tuple

from qgis.core import (
    QgsFields,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
)

from ..errors import Stopped
from ..results.feature_fields import SOURCE_FIELD, FeatureAnswer, copied_feature, fields_of_copy
from ..wire.messages import MarkAnswer, Task
from .feature_algorithm import FeatureAlgorithm
from .outputs import Rows
from .raster_algorithm import OUTPUT, Parameters, Results
from .texts import tr

if TYPE_CHECKING:
    from .features import Features
    from .inquiry import RasterInquiry


class CopyingAlgorithm(FeatureAlgorithm):
    """Copies every feature and fills further fields with what is said of it."""

    TASK: ClassVar[Task]
    FIELDS: ClassVar[Tuple[str, ...]]
    """Names of the fields of an answer."""

    def output_title(self) -> str:
        """What the output is called."""
        raise NotImplementedError

    def feature_answer(self, feature_id: int, said: MarkAnswer) -> FeatureAnswer:
        """What is kept of what was said."""
        raise NotImplementedError

    def finish_output(self, context: QgsProcessingContext, layer_id: str) -> None:
        """Have something done to the output when it is loaded."""

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:
        self.add_features()
        self.add_output(
            self.output_title(),
            tr("The features as they are, with the answer in further fields."),
            QgsProcessing.SourceType.TypeVectorAnyGeometry,
        )

    def answer(
        self,
        inquiry: RasterInquiry,
        parameters: Parameters,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> Results:
        features = self.features(parameters, context, feedback)
        source = features.source
        wanted = [*self.FIELDS, SOURCE_FIELD]
        fields = fields_of_copy(source.fields(), source.sourceName(), wanted)
        rows = self.rows(parameters, context, fields, source.wkbType(), source.sourceCrs())
        try:
            self._copy(inquiry, features, self.margin(parameters, context), fields, rows)
        except Stopped:
            feedback.pushInfo(tr("Stopped; {} features were answered.").format(rows.count))
        self.finish_output(context, rows.layer_id)
        return {OUTPUT: rows.layer_id}

    def _copy(
        self,
        inquiry: RasterInquiry,
        features: Features,
        margin: float,
        fields: QgsFields,
        rows: Rows,
    ) -> None:
        from .features import ask_about_each

        ids = features.ids()
        unanswered = dict.fromkeys(ids)
        for batch in ask_about_each(inquiry, features, ids, self.TASK, margin):
            for said in batch.answer.marks:
                row = batch.rows.get(said.mark)
                if row is not None:
                    answer = self.feature_answer(row.id(), said)
                    rows.add(copied_feature(row, fields, answer))
                    del unanswered[row.id()]
        for row in features.rows(list(unanswered)):
            rows.add(copied_feature(row, fields, None))
