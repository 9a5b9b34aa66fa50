"""A sentence about each feature."""

from __future__ import annotations

from ..results.feature_fields import ANSWER_FIELD, SCORE_FIELD, FeatureAnswer
from ..wire.messages import MarkAnswer, Task
from .copying_algorithm import CopyingAlgorithm
from .texts import tr


class DescribeFeatures(CopyingAlgorithm):
    """A short description and a score for each feature."""

    NAME = "describefeatures"
    ICON = "describe"
    TAGS = ("describe", "description", "caption", "text", "object", "attribute")
    TASK = Task.DESCRIBE_MARKS
    FIELDS = (ANSWER_FIELD, SCORE_FIELD)

    def title(self) -> str:
        return tr("Describe features")

    def about(self) -> str:
        return tr(
            "Writes a short sentence about what the imagery shows at each feature.\n\n"
            "The output is a copy of the features with the fields egx_answer (the sentence), "
            "egx_score (how sure it is, from 0 to 1) and source_fid (the id of the feature). "
            "Features beyond the raster, or without a valid geometry, keep these empty. Rows come "
            "in the order in which the raster is read.\n\n"
            "Stopping keeps the features that have been answered in an output file."
        )

    def output_title(self) -> str:
        return tr("Described")

    def feature_answer(self, feature_id: int, said: MarkAnswer) -> FeatureAnswer:
        return FeatureAnswer(feature_id, label="", score=said.score, answer=said.text)
