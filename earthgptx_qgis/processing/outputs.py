"""Writing polygons and rows, and how the layers that come of it look in QGIS."""

from __future__ import annotations

from typing import Any, Callable, ClassVar, Dict, Optional, Sequence, Set

from qgis.core import (
    QgsFeature,
    QgsFeatureSink,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsVectorLayer,
)
from qgis.PyQt import sip

from ..results import provenance, style
from ..results.change_style import change_renderer
from ..results.provenance import AnswerContext
from ..results.recipe import keep_recipe

Finish = Callable[[QgsVectorLayer], None]
"""Done to a layer once it is loaded into the project."""


class Rows:
    """The sink of one output; says so where it refuses a row.

    Attributes:
        layer_id: what the algorithm returns for the output.
        count: how many rows were written.
    """

    def __init__(
        self, sink: QgsFeatureSink, layer_id: str, parameters: Dict[str, Any], name: str
    ) -> None:
        self.layer_id = layer_id
        self.count = 0
        self._sink = sink
        self._parameters = parameters
        self._name = name

    def add(self, feature: QgsFeature) -> None:
        """Write one row.

        Raises:
            QgsProcessingException: the file is full, locked or of a format that does not take it.
        """
        if not self._sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
            text = QgsProcessingAlgorithm.writeFeatureError(
                self._sink, self._parameters, self._name
            )
            raise QgsProcessingException(text)
        self.count += 1

    def close(self) -> None:
        """Write what is left. The sink must not outlive the layer it writes to: QGIS 3.44 crashes
        when Python collects it then, with a frame that an error has kept.
        """
        sip.delete(self._sink)


def finish_when_loaded(context: QgsProcessingContext, layer_id: str, finish: Finish) -> None:
    """Have something done to an output layer, in the main thread, if QGIS is going to load it."""
    if context.willLoadLayerOnCompletion(layer_id):
        details = context.layerToLoadOnCompletionDetails(layer_id)
        details.setPostProcessor(_PostProcessor.keep(finish))


def finish_segments(answer_context: Optional[AnswerContext]) -> Finish:
    """The look of the plugin's results, and where they come from, in the layer's metadata."""

    def finish(layer: QgsVectorLayer) -> None:
        style.apply_style(layer)
        style.add_categories(layer, style.categories_of(layer))
        if answer_context is not None:
            provenance.record(layer, answer_context)
            keep_recipe(layer, answer_context)

    return finish


def finish_changes(answer_contexts: Sequence[AnswerContext]) -> Finish:
    """A colour for each change, and where the polygons of each date come from."""

    def finish(layer: QgsVectorLayer) -> None:
        style.apply_style(layer)
        layer.setRenderer(change_renderer())
        for answer_context in answer_contexts:
            provenance.record(layer, answer_context)

    return finish


class _PostProcessor(QgsProcessingLayerPostProcessorInterface):
    """QGIS does not own it: it is kept here until it was called."""

    _kept: ClassVar[Set[_PostProcessor]] = set()

    def __init__(self, finish: Finish) -> None:
        super().__init__()
        self._finish = finish

    @classmethod
    def keep(cls, finish: Finish) -> _PostProcessor:
        created = cls(finish)
        cls._kept.add(created)
        return created

    def postProcessLayer(
        self,
        layer: QgsVectorLayer,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> None:
        self._finish(layer)
        self._kept.discard(self)
