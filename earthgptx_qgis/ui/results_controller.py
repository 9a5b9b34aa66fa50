"""Answers become features: the result layer, the slider, saving and writing back."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Optional, Sequence, Tuple

from qgis.core import QgsGeometry, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject

from ..canvas.crs import crs_of
from ..errors import EarthGPTXError
from ..results.segment_layer import AnswerContext, SegmentLayer
from ..runtime.session import Session
from ..wire.messages import Segment
from .ask_plan import AskPlan
from .dock import EarthGPTXDock
from .feature_answers import FeatureAnswers
from .map_view import zoom_to
from .tile_answer import TileAnswer

TileSegment = Tuple[TileAnswer, Segment]
"""A segment and the answer it came with, which knows its CRS."""


class ResultsController(QObject):
    """Keeps the result layer the last polygons went to."""

    def __init__(
        self,
        canvas: QgsMapCanvas,
        session: Session,
        dock: EarthGPTXDock,
        parent: Optional[QObject] = None,
    ) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._session = session
        self._dock = dock
        self._panel = dock.results
        self._segments: Optional[SegmentLayer] = None
        self.features = FeatureAnswers()
        self._panel.minimum_score_changed.connect(self._on_minimum_score_changed)
        QgsProject.instance().layersRemoved.connect(self._on_layers_removed)

    @property
    def layer(self) -> Optional[QgsVectorLayer]:
        """The layer the last polygons went to; None while there is none."""
        if self._segments is None or not self._segments.is_alive:
            return None
        return self._segments.layer

    @property
    def hidden_count(self) -> int:
        """Polygons of the layer that the minimum score hides."""
        if self._segments is None or not self._segments.is_alive:
            return 0
        return self._segments.hidden_count

    def add(self, plan: AskPlan, answer: TileAnswer) -> None:
        """Keep what came of a tile: polygons in the result layer, words for the features."""
        self.features.add(answer, answer.done.task if answer.done else plan.task)
        self._panel.set_features_answered(self.features.count)
        if answer.done is not None:
            self._panel.set_minimum_score(answer.done.threshold)
        if not answer.segments:
            return
        try:
            self._add_segments(self._context(plan, answer), answer.segments)
        except EarthGPTXError as error:
            self._dock.message.warn(error.message, error.hint)
        self._show_counts()

    def show_segments(self, found: Sequence[TileSegment]) -> None:
        """Zoom to those of the polygons that the minimum score lets through."""
        shown = [pair for pair in found if pair[1].score >= self._panel.minimum_score]
        if not shown:
            self._dock.message.warn(
                self.tr("All polygons of this phrase are below the minimum score."),
                self.tr("Lower the slider to see them."),
            )
            return
        extent = QgsRectangle()
        for _, segment in shown:
            outline = QgsGeometry()
            outline.fromWkb(segment.wkb)
            extent.combineExtentWith(outline.boundingBox())
        self._dock.message.clear_message()
        zoom_to(self._canvas, extent, crs_of(shown[0][0].request.tile.geobox.crs_wkt))

    def release(self) -> None:
        """Let go of the project; for unloading."""
        QgsProject.instance().layersRemoved.disconnect(self._on_layers_removed)

    def _add_segments(self, context: AnswerContext, segments: Sequence[Segment]) -> None:
        self._segments = SegmentLayer.in_project(QgsProject.instance(), context.crs_wkt)
        try:
            # First, so that the legend gets no entries for what is hidden.
            self._segments.set_minimum_score(self._panel.minimum_score)
        finally:  # a layer that is being edited cannot be filtered, but takes the answer
            self._segments.add(context, segments)

    def _context(self, plan: AskPlan, answer: TileAnswer) -> AnswerContext:
        done, ready = answer.done, self._session.ready
        return AnswerContext(
            task=done.task if done else plan.task,
            question=plan.question,
            answer=answer.text,
            source_layer=plan.layer_name,
            source_kind=(done.source_kind if done else plan.source_kind).value,
            model=ready.model.name if ready else "",
            weights_sha256=ready.model.weights_sha256 if ready else "",
            crs_wkt=answer.request.tile.geobox.crs_wkt,
            created=datetime.now(timezone.utc).isoformat(timespec="seconds"),
            stretch=done.stretch if done else None,
        )

    def _on_minimum_score_changed(self, score: float) -> None:
        if self.layer is None or self._segments is None:
            return
        try:
            self._segments.set_minimum_score(score)
        except EarthGPTXError as error:
            self._dock.message.warn(error.message, error.hint)
        self._show_counts()

    def _on_layers_removed(self, layer_ids: Sequence[str]) -> None:
        for layer_id in layer_ids:
            self.features.forget(layer_id)
        self._panel.set_features_answered(self.features.count)
        if self._segments is not None and self.layer is None:
            self._segments = None
            self._show_counts()

    def _show_counts(self) -> None:
        layer = self.layer
        if layer is None:
            self._panel.set_counts(0, 0)
            return
        self._panel.set_counts(layer.featureCount(), self.hidden_count)
