"""While the point tool is active: the outline of what is under the cursor, before any click.

When the view rests, its tile is read and the backend looks at it once, quietly. From then on a
question about a point of the same tile takes the backend a moment only, so every move asks one. One
question at a time is on its way, always about the newest place.
"""

from __future__ import annotations

import logging
from typing import Callable, Optional

from qgis.core import QgsCoordinateReferenceSystem, QgsPointXY, QgsProject, QgsRasterLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QEvent, QObject, QTimer

from ...canvas.map_marks import MapMark, MapPrompt
from ...canvas.preview_band import PreviewBand
from ...canvas.tile_marks import marks_on_tile
from ...canvas.tile_reader import TileReader, TileRequest, prepare
from ...canvas.unreadable import named_if_unreadable
from ...canvas.view_extent import view_extent
from ...crs import crs_of, wkt_of
from ...errors import EarthGPTXError
from ...results.refinement import outline_of
from ...runtime.session import Job, Session
from ...settings import HOVER_PREVIEW, TILE_SIZE
from ...wire.messages import Ask, Done, Mark, PromptShape, Segment, Task, Tile, VisualPrompt
from ..source.source_panel import SourcePanel
from ..source.view_plan import resolution_now
from .tool_switch import ToolSwitch

_REST_MILLISECONDS = 500
_LOWEST_SCORE = 0.2
"""Below it nothing is shown: an outline that jumps about is worse than none."""

_LOG = logging.getLogger(__name__)


class HoverPreview(QObject):
    """Asks nothing while a question of the user's is on its way, and gives way to any."""

    def __init__(
        self,
        canvas: QgsMapCanvas,
        session: Session,
        source: SourcePanel,
        tools: ToolSwitch,
        is_busy: Callable[[], bool],
        parent: Optional[QObject] = None,
    ) -> None:
        """Watch a map.

        Args:
            is_busy: whether an answer the user asked for is on its way.
        """
        super().__init__(parent)
        self._canvas = canvas
        self._session = session
        self._source = source
        self._tools = tools
        self._is_busy = is_busy
        self._band = PreviewBand(canvas)
        self._reader: Optional[TileReader] = None
        self._tile: Optional[Tile] = None
        self._layer_crs = QgsCoordinateReferenceSystem()
        self._job: Optional[Job] = None
        self._segment: Optional[Segment] = None
        self._seen = False  # the backend has looked at the tile
        self._given_up = False  # this view cannot be read or looked at
        self._place: Optional[QgsPointXY] = None  # newest one that was not asked about yet
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MILLISECONDS)
        self._rest.timeout.connect(self._on_rest)
        canvas.extentsChanged.connect(self.start_over)
        canvas.xyCoordinates.connect(self._on_moved)
        canvas.viewport().installEventFilter(self)
        tools.tool_changed.connect(lambda _: self.start_over())
        source.source_changed.connect(self.start_over)
        session.state_changed.connect(lambda *_: self._on_session_changed())

    @property
    def is_ready(self) -> bool:
        """Whether moves of the mouse show outlines."""
        return self._seen

    @property
    def band(self) -> PreviewBand:
        """What is shown."""
        return self._band

    def start_over(self) -> None:
        """Forget the view; it is looked at anew once it rests."""
        self._stop()
        self._given_up = False
        if self._is_wanted():
            self._rest.start()
        else:
            self._rest.stop()

    def release(self) -> None:
        """Stop and take the outline off the map; for unloading."""
        self._rest.stop()
        self._stop()
        self._canvas.extentsChanged.disconnect(self.start_over)
        self._canvas.xyCoordinates.disconnect(self._on_moved)
        self._canvas.viewport().removeEventFilter(self)
        self._band.remove()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Outside of the map there is nothing under the cursor."""
        if event.type() == QEvent.Type.Leave:
            self._place = None
            self._band.hide()
        return False

    def _is_wanted(self) -> bool:
        ready = self._session.ready
        return (
            HOVER_PREVIEW.get()
            and self._tools.shape is PromptShape.POINT
            and ready is not None
            and Task.OUTLINE in ready.model.tasks
            and not self._is_busy()
        )

    def _on_session_changed(self) -> None:
        if self._session.ready is None:
            self._stop()
        elif not (self._given_up or self._tile or self._reader or self._rest.isActive()):
            self.start_over()

    def _stop(self) -> None:
        if self._reader is not None:
            self._reader.cancel()
        if self._job is not None:
            self._session.abandon(self._job)
        self._reader = self._job = self._tile = self._place = self._segment = None
        self._seen = False
        self._band.hide()

    # From here on: the view is read and looked at.

    def _on_rest(self) -> None:
        if not self._is_wanted():
            return
        if self._canvas.isDrawing():  # the map the user waits for comes first
            self._rest.start()
            return
        try:
            layer = self._source.layer
            with named_if_unreadable(layer.name() if layer is not None else ""):
                self._read(layer)
        except EarthGPTXError as error:
            self._give_up(error)

    def _read(self, layer: Optional[QgsRasterLayer]) -> None:
        if layer is None:
            return
        size = min(TILE_SIZE.get(), self._session.ready.model.tile_size)
        request = TileRequest(
            view_extent(self._canvas, layer),
            size,
            resolution_now(layer, self._source.source_kind, self._session.ready.model),
            self._source.source_kind,
        )
        self._layer_crs = layer.crs()
        self._reader = TileReader(prepare(layer, request))
        self._reader.read.connect(self._on_read)
        self._reader.failed.connect(self._give_up)
        self._reader.start()

    def _on_read(self, tile: Tile) -> None:
        self._reader = None
        self._tile = tile
        centre = (tile.geobox.width / 2, tile.geobox.height / 2)
        self._ask(Mark(1, (VisualPrompt(PromptShape.POINT, (centre,)),)))

    # From here on: a question for every move.

    def _on_moved(self, place: QgsPointXY) -> None:
        self._place = place
        if self._seen and self._job is None:
            self._ask_about_place()

    def _ask_about_place(self) -> None:
        place, self._place = self._place, None
        map_crs = self._canvas.mapSettings().destinationCrs()
        point = MapPrompt(PromptShape.POINT, ((place.x(), place.y()),))
        try:
            (mark,) = marks_on_tile(
                [MapMark(1, (point,), wkt_of(map_crs))],
                self._tile.geobox,
                self._layer_crs,
                QgsProject.instance().transformContext(),
            )
        except EarthGPTXError:  # beside the raster
            self._band.hide()
            return
        self._ask(mark)

    def _ask(self, mark: Mark) -> None:
        self._segment = None
        job = self._session.ask(Ask(0, self._tile, Task.OUTLINE, marks=(mark,)))
        job.segment.connect(self._on_segment)
        job.done.connect(self._on_done)
        job.failed.connect(lambda failed: self._give_up(failed.message))
        self._job = job

    def _on_segment(self, segment: Segment) -> None:
        self._segment = segment

    def _on_done(self, done: Done) -> None:
        self._job = None
        if self._seen:  # the first answer is about a place nobody pointed at
            self._show(self._segment)
        self._seen = True
        if self._place is not None:
            self._ask_about_place()

    def _give_up(self, reason: object) -> None:
        """Until the view changes, or the question of a user is answered."""
        _LOG.info("no preview of this view: %s", reason)
        self._stop()
        self._given_up = True

    def _show(self, segment: Optional[Segment]) -> None:
        if segment is None or segment.score < _LOWEST_SCORE:
            self._band.hide()
        else:
            self._band.show(outline_of(segment), crs_of(self._tile.geobox.crs_wkt))
