"""One tile on its way to the backend: read off the main thread, marks converted, asked."""

from __future__ import annotations

from typing import Optional, Sequence, Tuple

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...canvas.blank_tiles import blank_note
from ...canvas.prompts import MapMark
from ...canvas.tile_marks import marks_on_tile
from ...canvas.tile_reader import TileReader, TileRequest, prepare
from ...errors import EarthGPTXError, MarkOutsideTile
from ...runtime.session import Session
from ...wire.messages import Ask, Mark, Tile
from .ask_plan import AskPlan, TilePlan
from .ask_planner import check_layer


class TileQuestion(QObject):
    """Ends with exactly one of `asked` and `failed`, or with neither after `stop`."""

    asked = pyqtSignal(object)
    """The Job."""
    failed = pyqtSignal(object)
    """The EarthGPTXError that kept the question from being asked."""
    noted = pyqtSignal(str)
    """Something the user should know about what was asked."""

    def __init__(
        self, plan: AskPlan, tile: TilePlan, session: Session, parent: Optional[QObject] = None
    ) -> None:
        super().__init__(parent)
        self._plan = plan
        self._tile = tile
        self._session = session
        self._reader: Optional[TileReader] = None
        self._stopped = False

    def start(self) -> None:
        """Begin to read the tile."""
        try:
            layer = check_layer(QgsProject.instance().mapLayer(self._plan.layer_id))
            self._layer_crs = layer.crs()
            request = TileRequest(
                extent=self._tile.extent,
                maximum_size=self._tile.maximum_size,
                resolution=self._plan.resolution,
                source_kind=self._plan.source_kind,
            )
            self._reader = TileReader(prepare(layer, request))
        except EarthGPTXError as error:
            self.failed.emit(error)
            return
        self._reader.read.connect(self._on_read)
        self._reader.failed.connect(self._on_failed)
        self._reader.start()

    def stop(self) -> None:
        """Stop reading; nothing is asked any more."""
        self._stopped = True
        if self._reader is not None:
            self._reader.cancel()

    def _on_read(self, tile: Tile) -> None:
        self._reader = None
        if self._stopped:
            return
        layer = QgsProject.instance().mapLayer(self._plan.layer_id)
        note = blank_note(tile, layer) if layer is not None else ""
        if note:
            self.noted.emit(note)
        try:
            marks = self._marks_on(tile)
        except EarthGPTXError as error:
            self.failed.emit(error)
            return
        request = Ask(
            request_id=0,
            tile=tile,
            task=self._plan.task,
            question=" ".join(self._plan.question.split()),
            marks=marks,
            minimum_score=self._plan.minimum_score,
        )
        self.asked.emit(self._session.ask(request))

    def _marks_on(self, tile: Tile) -> Tuple[Mark, ...]:
        marks = self._tile.marks
        try:
            return self._convert(marks, tile)
        except MarkOutsideTile as error:
            if self._plan.task.needs_marks:
                raise
            # Marks of an earlier question, now out of view, must not keep the view from being
            # asked about.
            numbers = ", ".join(str(number) for number in error.numbers)
            self.noted.emit(self.tr("Mark {} is not in view and was left out.").format(numbers))
            inside = [mark for mark in marks if mark.number not in error.numbers]
            return self._convert(inside, tile)

    def _convert(self, marks: Sequence[MapMark], tile: Tile) -> Tuple[Mark, ...]:
        context = QgsProject.instance().transformContext()
        name = self._plan.layer_name
        return marks_on_tile(marks, tile.geobox, self._layer_crs, context, name)

    def _on_failed(self, error: EarthGPTXError) -> None:
        self._reader = None
        if not self._stopped:
            self.failed.emit(error)
