"""Looking for a phrase in an area of a layer: tile after tile, each object once."""

from __future__ import annotations

from typing import Iterator, Optional

from qgis.core import QgsRectangle

from ..canvas.area import area_grid, extent_of, window_of
from ..canvas.ground import pixel_to_read
from ..errors import Stopped, TileError
from ..results.measures import geodesic_area
from ..results.provenance import AnswerContext
from ..results.seams import SeamJoiner
from ..wire.messages import Segment, Task, Tile, Verdict
from ..wire.windows import Window, overlapping_windows
from .inquiry import RasterInquiry

_OVERLAP = 4
"""Neighbouring tiles share a quarter of their side, as on the command line."""


class Search:
    """One search.

    Attributes:
        context: what the objects found have in common; None before the first tile was answered.
    """

    context: Optional[AnswerContext] = None

    def __init__(
        self,
        inquiry: RasterInquiry,
        phrase: str,
        extent: QgsRectangle,
        pixel_size: float,
        minimum_score: Optional[float],
    ) -> None:
        """Decide on the tiles.

        Args:
            extent: as of `area_grid`.
            pixel_size: in units of the CRS; 0 means what suits the model.
            minimum_score: None means what suits the model.

        Raises:
            AskRefused, TileError: as `area_grid`.
        """
        self._inquiry = inquiry
        self._phrase = phrase
        model = inquiry.model
        self._minimum_score = model.minimum_score if minimum_score is None else minimum_score
        layer = inquiry.layer
        somewhere = layer.extent() if extent.isEmpty() else extent
        wanted = pixel_size or pixel_to_read(layer, somewhere, inquiry.resolution)
        self._grid = area_grid(layer, extent, wanted)
        self._windows = overlapping_windows(
            window_of(self._grid), model.tile_size, model.tile_size // _OVERLAP
        )
        area_of = geodesic_area(inquiry.layer.crs(), inquiry.transform_context)
        self._joiner = SeamJoiner(self._grid, area_of)

    def found(self) -> Iterator[Segment]:
        """Everything found, each as soon as no other tile can show it again; once only.

        Stopping ends it early with what there is.

        Raises:
            TileError: not a single tile could be read.
            AnswerFailed: the backend could not answer.
        """
        problem: Optional[TileError] = None
        try:
            for number, window in enumerate(self._windows):
                self._inquiry.at_step(number, len(self._windows))
                if number and window.y != self._windows[number - 1].y:
                    yield from self._settled(self._extent_from(number))
                try:
                    self._look_at(window)
                except TileError as error:
                    problem = error.with_traceback(None)  # its frames hold this one
                    self._inquiry.note(str(error))
        except Stopped:
            problem = None
        if problem is not None and self.context is None:
            raise problem
        yield from self._settled(None)

    def pixel_within(self) -> QgsRectangle:
        """One of the pixels that are read, in the middle."""
        grid = self._grid
        return extent_of(grid, Window(grid.width // 2, grid.height // 2, 1, 1))

    def _look_at(self, window: Window) -> Tile:
        tile = self._inquiry.read(extent_of(self._grid, window), max(window.width, window.height))
        answer = self._inquiry.ask(tile, Task.FIND, self._phrase)
        if answer.done.verdict is Verdict.NOT_SURE:
            self._inquiry.note(answer.words)
        if self.context is None:
            self.context = self._inquiry.context_of(Task.FIND, self._phrase, tile, answer)
        self._joiner.add(window, tile.geobox, answer.segments)
        return tile

    def _settled(self, to_come: Optional[QgsRectangle]) -> Iterator[Segment]:
        # Joined first and judged afterwards: a piece cut off by a seam scores low.
        for segment in self._joiner.settled(to_come):
            if segment.score >= self._minimum_score:
                yield segment

    def _extent_from(self, number: int) -> QgsRectangle:
        """Where this tile and those after it lie."""
        extent = QgsRectangle()
        for window in self._windows[number:]:
            extent.combineExtentWith(extent_of(self._grid, window))
        return extent
