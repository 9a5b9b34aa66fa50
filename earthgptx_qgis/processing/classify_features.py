"""What each feature is."""

from __future__ import annotations

from qgis.core import QgsProcessingContext

from ..results.feature_fields import LABEL_FIELD, SCORE_FIELD, FeatureAnswer
from ..results.label_style import colour_by_label
from ..wire.messages import MarkAnswer, Task
from .copying_algorithm import CopyingAlgorithm
from .outputs import finish_when_loaded
from .texts import tr


class ClassifyFeatures(CopyingAlgorithm):
    """A class and a score for each feature."""

    NAME = "classifyfeatures"
    ICON = "classify"
    TAGS = ("classify", "classification", "label", "category", "object", "attribute")
    TASK = Task.CLASSIFY_MARKS
    FIELDS = (LABEL_FIELD, SCORE_FIELD)

    def title(self) -> str:
        return tr("Classify features")

    def about(self) -> str:
        return tr(
            "Says of each feature what the imagery shows there: building, ship, storage tank.\n\n"
            "The output is a copy of the features with the fields egx_label (the class), egx_score "
            "(how sure that is, from 0 to 1) and source_fid (the id of the feature). Features "
            "beyond the raster, or without a valid geometry, keep these empty. Rows come in the "
            "order in which the raster is read.\n\n"
            "Stopping keeps the features that have been answered in an output file."
        )

    def output_title(self) -> str:
        return tr("Classified")

    def feature_answer(self, feature_id: int, said: MarkAnswer) -> FeatureAnswer:
        return FeatureAnswer(feature_id, label=said.text, score=said.score)

    def finish_output(self, context: QgsProcessingContext, layer_id: str) -> None:
        finish_when_loaded(context, layer_id, colour_by_label)
