"""Answers become features: the result layer, the slider, saving and writing back."""

from __future__ import annotations

import math
from datetime import datetime, timezone
from typing import Callable, Dict, Iterator, List, Optional, Sequence, Tuple

from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...errors import EarthGPTXError, ResultLayerError
from ...results.answered_polygons import AnsweredPolygons
from ...results.geopackage import Saved
from ...results.layer_watch import LayerWatch
from ...results.portions import PORTION, PortionedWork
from ...results.provenance import AnswerContext
from ...results.refinement import outline_of
from ...results.segment_layer import SegmentLayer
from ...runtime.session import Session
from ...wire.messages import Segment
from ..asking.ask_plan import AskPlan
from ..asking.feature_answers import FeatureAnswers
from ..asking.tile_answer import TileAnswer
from ..dock import EarthGPTXDock
from ..widgets.map_view import extent_of_outlines, flash, zoom_to


class ResultsController(QObject):
    """Keeps the result layer the last polygons went to, and which polygons each answer brought."""

    answers_gone = pyqtSignal()
    """A result layer was removed."""

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
        self._polygons: Dict[int, List[AnsweredPolygons]] = {}
        self._arriving = PortionedWork(self)
        self._replacing = PortionedWork(self)
        self.features = FeatureAnswers()
        self._panel.minimum_score_changed.connect(self._on_minimum_score_changed)
        QgsProject.instance().layersWillBeRemoved.connect(self._replacing.finish)
        QgsProject.instance().layersRemoved.connect(self._on_layers_removed)
        QgsProject.instance().cleared.connect(self._on_project_closed)

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
        return self._segments.counts[1]

    def finish_arriving(self) -> None:
        """Bring into the layer at once what is still on its way, for who needs all of it."""
        self._arriving.finish()
        self._replacing.finish()

    def replace(
        self,
        answered: Sequence[AnsweredPolygons],
        steps: Iterator[int],
        done: Callable[[], None],
        failed: Callable[[EarthGPTXError], None],
    ) -> None:
        """Replace polygons of an answer in portions, so that nobody finds them half replaced.

        Who begins to edit their layer, removes it, saves it or unloads the plugin waits for the
        rest.

        Args:
            steps: see AnsweredPolygons.replacing.
            done: called when all are replaced.
            failed: called instead when they cannot be.
        """
        layers = {polygons.layer for polygons in answered} - {None}
        connections = [
            layer.beforeEditingStarted.connect(self._replacing.finish) for layer in layers
        ]

        def end(then: Callable[[], None]) -> None:
            for connection in connections:
                QObject.disconnect(connection)
            self.show_counts()
            then()

        self._replacing.add(steps, lambda: end(done), lambda error: end(lambda: failed(error)))

    def polygons_of(self, exchange: Optional[int]) -> Tuple[AnsweredPolygons, ...]:
        """The polygons an answer brought, all of them, as far as their layer is still there."""
        self.finish_arriving()
        answered = self._polygons.get(exchange, ())
        return tuple(polygons for polygons in answered if polygons.layer is not None)

    def add(self, exchange: int, plan: AskPlan, answer: TileAnswer) -> None:
        """Keep what came of a tile: polygons in the result layer, words for the features."""
        self.features.add(answer, answer.done.task if answer.done else plan.task)
        self._panel.set_features_answered(self.features.count)
        if answer.done is not None:
            self._panel.set_minimum_score(answer.done.threshold)
        if not answer.segments:
            return
        try:
            self._add_segments(exchange, self._context(plan, answer), answer)
        except EarthGPTXError as error:
            self._dock.message.warn(error.message, error.hint)
            self.show_counts()

    def show(self, exchange: int, belongs: Callable[[Segment], bool]) -> None:
        """Zoom to polygons of an answer, flash and select them; those too low in score stay hidden.

        Args:
            belongs: whether a polygon is among those to show.
        """
        minimum = self._panel.minimum_score
        answered = self.polygons_of(exchange)
        shown = [
            (polygons.layer, feature_id, segment)
            for polygons in answered
            for feature_id, segment in polygons.standing.items()
            if belongs(segment) and segment.score >= minimum
        ]
        if not shown:
            self._say_why_nothing_shows(bool(answered))
            return
        self._dock.message.clear_message()
        outlines = [outline_of(segment) for _, _, segment in shown]
        layer = shown[0][0]  # tiles of one answer are of one raster, so in one result layer
        zoom_to(self._canvas, extent_of_outlines(outlines), layer.crs())
        layer.selectByIds([feature_id for _, feature_id, _ in shown])
        flash(self._canvas, outlines, layer.crs())

    def _say_why_nothing_shows(self, has_layer: bool) -> None:
        if has_layer:
            self._dock.message.warn(
                self.tr("All polygons of this phrase are below the minimum score."),
                self.tr("Lower the slider to see them."),
            )
        else:
            self._dock.message.warn(
                self.tr("The layer of these polygons was removed."), self.tr("Ask again.")
            )

    def watch_layer(self) -> LayerWatch:
        """See from now on whether the result layer changes.

        Raises:
            ResultLayerError: it was removed.
        """
        return LayerWatch(self._segments)

    def go_on_in(self, saved: Saved, watch: LayerWatch) -> None:
        """Let the table the layer was saved to take its place: answers go straight into it.

        Args:
            watch: of the layer, since before it was saved.

        Raises:
            LayerBeingEdited: see SegmentLayer.go_on_in.
            ResultLayerError: see there, or what came meanwhile is not in the table.
        """
        self.finish_arriving()
        segments = watch.segments
        if watch.has_changed and not (segments.is_alive and segments.layer.isEditable()):
            raise ResultLayerError(
                self.tr("The results were saved to {}, but have changed meanwhile.").format(
                    saved.path
                ),
                self.tr("Answers stay in the temporary layer; save it again to go on in a table."),
            )
        segments.go_on_in(saved)
        for answered in self._polygons.values():
            for polygons in answered:
                if polygons.layer is segments.layer:
                    polygons.find_again()

    def release(self) -> None:
        """Let go of the project; for unloading."""
        self._arriving.drop()
        self._replacing.finish()
        QgsProject.instance().layersWillBeRemoved.disconnect(self._replacing.finish)
        QgsProject.instance().layersRemoved.disconnect(self._on_layers_removed)
        QgsProject.instance().cleared.disconnect(self._on_project_closed)

    def _add_segments(self, exchange: int, context: AnswerContext, answer: TileAnswer) -> None:
        project, minimum = QgsProject.instance(), self._panel.minimum_score
        self._segments = SegmentLayer.in_project(project, context.crs_wkt, minimum)
        try:
            # First, so that the legend gets no entries for what is hidden.
            self._segments.set_minimum_score(minimum)
        finally:  # a layer that is being edited cannot be filtered, but takes the answer
            pixel_size = math.sqrt(answer.geobox.pixel_area)
            polygons = AnsweredPolygons(self._segments, context, pixel_size, answer.segments)
            self._polygons.setdefault(exchange, []).append(polygons)
            # Of many the first come in the next turn: this one may have made the layer. Who edits
            # it gets all at once, as one step to undo.
            at_once = len(answer.segments) <= PORTION or self._segments.layer.isEditable()
            self._arriving.add(
                polygons.adding(), self.show_counts, self._on_arriving_failed, at_once
            )
            if self._arriving.is_busy:  # else they have been counted
                self.show_counts()

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
            crs_wkt=answer.geobox.crs_wkt,
            created=datetime.now(timezone.utc).isoformat(timespec="seconds"),
            stretch=done.stretch if done else None,
            minimum_score=done.threshold if done else plan.minimum_score or 0.0,
            tile_size=answer.plan.maximum_size,
        )

    def _on_minimum_score_changed(self, score: float) -> None:
        if self.layer is None or self._segments is None:
            return
        try:
            self._segments.set_minimum_score(score)
        except EarthGPTXError as error:
            self._dock.message.warn(error.message, error.hint)
        self.show_counts()

    def _on_layers_removed(self, layer_ids: Sequence[str]) -> None:
        for layer_id in layer_ids:
            self.features.forget(layer_id)
        self._panel.set_features_answered(self.features.count)
        if self._segments is not None and self.layer is None:
            self._segments = None
            self.show_counts()
            self.answers_gone.emit()

    def _on_arriving_failed(self, error: EarthGPTXError) -> None:
        self._dock.message.warn(error.message, error.hint)
        self.show_counts()

    def _on_project_closed(self) -> None:
        self._arriving.drop()
        dropped = self._count_to_come
        self._polygons.clear()
        if dropped:
            text = self.tr("The project was closed while {} polygons were on their way.")
            self._dock.message.warn(text.format(dropped), self.tr("They were dropped: ask again."))

    @property
    def _count_to_come(self) -> int:
        return sum(one.count_to_come for brought in self._polygons.values() for one in brought)

    def show_counts(self) -> None:
        """Say how many polygons there are."""
        if self._segments is None or not self._segments.is_alive:
            self._panel.set_counts(0, 0)
        else:
            self._panel.set_counts(*self._segments.counts, self._count_to_come)
