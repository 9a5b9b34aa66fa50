"""Questions about pieces of one raster layer, read and asked in the thread of an algorithm."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import List, Optional, Sequence, Set, Tuple

from qgis.core import (
    QgsCoordinateTransformContext,
    QgsFeedback,
    QgsProcessingFeedback,
    QgsRasterLayer,
    QgsRectangle,
)

from ..canvas.blank_tiles import blank_note
from ..canvas.ground import layer_resolution
from ..canvas.map_marks import MapMark
from ..canvas.tile_marks import marks_on_tile
from ..canvas.tile_reader import TileReader, TileRequest, prepare
from ..errors import AnswerFailed, Stopped, TileError
from ..results.provenance import AnswerContext
from ..wire.messages import Ask, ModelCard, SourceKind, Task, Tile
from ..wire.resolution import SourceResolution
from .backend import Answer, Backend
from .texts import tr
from .waiting import wait_for


class RasterInquiry:
    """One raster layer and the backend that is asked about it.

    Attributes:
        layer: belongs to this thread.
        transform_context: for marks in another CRS.
    """

    def __init__(
        self,
        layer: QgsRasterLayer,
        source_kind: SourceKind,
        bands: Tuple[int, ...],
        backend: Backend,
        transform_context: QgsCoordinateTransformContext,
        feedback: QgsProcessingFeedback,
        turn: Tuple[int, int] = (0, 1),
    ) -> None:
        """Nothing is read yet.

        Args:
            turn: which layer this is, from 0, of how many that are asked about one after another.
        """
        self.layer = layer
        self.transform_context = transform_context
        self._source_kind = source_kind
        self._bands = bands
        self._backend = backend
        self._feedback = feedback
        self._turn = turn
        self._progress = (0.0, 1.0)
        self._last_read: Optional[Tuple[TileRequest, Tile]] = None
        self._noted: Set[str] = set()

    @property
    def model(self) -> ModelCard:
        """The model that answers."""
        return self._backend.ready.model

    def at_step(self, number: int, count: int) -> None:
        """From now on progress is that within step `number`, from 0, of `count`."""
        if number == 0:
            text = tr("Pieces of “{layer}” to look at: {count}")
            self._feedback.pushInfo(text.format(layer=self.layer.name(), count=count))
        turn, turns = self._turn
        start, share = turn / turns + number / (count * turns), 1.0 / (count * turns)
        self._progress = (start, share)
        self._feedback.setProgress(100.0 * start)

    def note(self, text: str) -> None:
        """Tell the user something that need not keep the rest from being answered, once."""
        if text and text not in self._noted:
            self._noted.add(text)
            self._feedback.pushWarning(text)

    @property
    def resolution(self) -> Optional[SourceResolution]:
        """Which pixels of the layer suit the model; None where its card does not say."""
        return layer_resolution(self.layer, self._source_kind, self.model.resolutions)

    def read(
        self,
        extent: QgsRectangle,
        maximum_size: int,
        resolution: Optional[SourceResolution] = None,
    ) -> Tile:
        """A tile of the layer; see TileRequest. The last one is kept for the next question.

        Raises:
            TileError: it cannot be read, or has no data there.
            Stopped: the person asked to stop.
        """
        request = TileRequest(extent, maximum_size, resolution, self._source_kind, self._bands)
        if self._last_read is None or self._last_read[0] != request:
            self._last_read = (request, _read(self.layer, request, self._feedback))
            self.note(blank_note(self._last_read[1], self.layer))
        return self._last_read[1]

    def ask(
        self,
        tile: Tile,
        task: Task,
        question: str = "",
        marks: Sequence[MapMark] = (),
        minimum_score: Optional[float] = None,
    ) -> Answer:
        """Ask about a tile, and about marks on it.

        Raises:
            MarkOutsideTile: nothing of some marks is on the tile.
            AnswerFailed: the backend could not answer; the layer is named.
            Stopped: the person asked to stop.
        """
        layer = self.layer
        on_tile = marks_on_tile(
            marks, tile.geobox, layer.crs(), self.transform_context, layer.name()
        )
        request = Ask(0, tile, task, question, on_tile, minimum_score)
        start, share = self._progress
        try:
            answer = self._backend.ask(
                request,
                lambda said: self._feedback.setProgress(100.0 * (start + share * said.fraction)),
            )
        except AnswerFailed as error:
            message = tr("Asking about “{layer}” failed: {message}")
            message = message.format(layer=layer.name(), message=error.message)
            raise AnswerFailed(message, error.hint) from error
        for note in answer.done.notes:
            self.note(note)
        return answer

    def context_of(self, task: Task, question: str, tile: Tile, answer: Answer) -> AnswerContext:
        """What the polygons of an answer have in common; of words, each tile has its own."""
        return AnswerContext(
            task=task,
            question=question,
            answer="",
            source_layer=self.layer.name(),
            source_kind=answer.done.source_kind.value,
            model=self.model.name,
            weights_sha256=self.model.weights_sha256,
            crs_wkt=tile.geobox.crs_wkt,
            created=datetime.now(timezone.utc).isoformat(timespec="seconds"),
            stretch=answer.done.stretch,
            minimum_score=answer.done.threshold,
            tile_size=max(tile.geobox.width, tile.geobox.height),
        )


def _read(layer: QgsRasterLayer, request: TileRequest, feedback: QgsFeedback) -> Tile:
    reader = TileReader(prepare(layer, request))
    ended: List[bool] = []
    reader.finished.connect(lambda: ended.append(True))
    reader.start()
    try:
        wait_for(feedback, reader.finished)
    except Stopped:
        reader.cancel()
        if not ended:  # its thread has to end, and its provider to go, before this one
            wait_for(QgsFeedback(), reader.finished)
        raise
    if reader.tile is None:
        raise TileError(reader.error.message, reader.error.hint)
    return reader.tile
