"""Refine: the polygons of one answer are tidied, without asking the model again."""

from __future__ import annotations

from textwrap import shorten
from typing import List, Optional, Sequence

from qgis.PyQt.QtCore import QObject

from ...background_work import BackgroundWork
from ...errors import EarthGPTXError
from ...results.answered_polygons import AnsweredPolygons
from ...results.refinement import Refinement
from ...wire.messages import Segment
from ..dock import EarthGPTXDock
from .arriving_polygons import PORTION
from .results_controller import ResultsController

_LONGEST_TITLE = 80


class RefineController(QObject):
    """Knows which answer the panel is about.

    Many polygons are refined beside the main thread; of what the panel says meanwhile, the last
    word counts.
    """

    def __init__(
        self, dock: EarthGPTXDock, results: ResultsController, parent: Optional[QObject] = None
    ) -> None:
        super().__init__(parent)
        self._dock = dock
        self._results = results
        self._exchange: Optional[int] = None
        self._work: Optional[BackgroundWork] = None
        self._next: Optional[Refinement] = None
        dock.refine.refinement_changed.connect(self.refine)
        results.answers_gone.connect(dock.refine.hide)

    def open_for(self, exchange: int, question: str) -> None:
        """Show the panel for the polygons of an answer."""
        answered = self._results.polygons_of(exchange)
        if not answered:
            self._dock.message.warn(
                self.tr("The polygons of this answer are gone."),
                self.tr("Ask again to have them anew."),
            )
            return
        self._exchange = exchange
        self._dock.message.clear_message()
        title = self.tr("Refine “{}”").format(
            shorten(question, _LONGEST_TITLE, placeholder="\N{HORIZONTAL ELLIPSIS}")
        )
        has_crs = answered[0].layer.crs().isValid()
        self._dock.refine.show_for(title, answered[0].refinement, has_crs)

    def refine(self, refinement: Refinement) -> None:
        """Apply what the panel says; what cannot be is said, and the panel goes back."""
        if self._work is not None:
            self._next = refinement
            return
        answered = self._results.polygons_of(self._exchange)
        try:
            refining = [polygons.refining(refinement) for polygons in answered]
        except EarthGPTXError as error:
            self._refuse(answered, error)
            return
        if sum(len(polygons.standing) for polygons in answered) <= PORTION:
            self._take(answered, refinement, [refine() for refine in refining])
            return
        self._work = BackgroundWork(lambda: [refine() for refine in refining])
        self._work.done.connect(lambda made: self._on_made(answered, refinement, made))
        self._work.failed.connect(lambda error: self._on_failed(answered, error))
        self._work.start()

    def release(self) -> None:
        """Nobody is there any more to see what is being made; for unloading."""
        if self._work is not None:
            self._work.wait()
            self._work = None

    def _on_made(
        self,
        answered: Sequence[AnsweredPolygons],
        refinement: Refinement,
        made: Sequence[List[Segment]],
    ) -> None:
        self._work = None
        self._take(answered, refinement, made)
        self._go_on()

    def _on_failed(self, answered: Sequence[AnsweredPolygons], error: EarthGPTXError) -> None:
        self._work = None
        self._refuse(answered, error)
        self._go_on()

    def _go_on(self) -> None:
        """With what the panel said meanwhile, if it did."""
        refinement, self._next = self._next, None
        if refinement is not None:
            self.refine(refinement)

    def _take(
        self,
        answered: Sequence[AnsweredPolygons],
        refinement: Refinement,
        made: Sequence[List[Segment]],
    ) -> None:
        try:
            for polygons, segments in zip(answered, made):
                polygons.take(refinement, segments)
        except EarthGPTXError as error:
            self._refuse(answered, error)
            return
        self._dock.message.clear_message()
        self._results.show_counts()

    def _refuse(self, answered: Sequence[AnsweredPolygons], error: EarthGPTXError) -> None:
        self._dock.message.warn(error.message, error.hint)
        self._dock.refine.set_refinement(answered[0].refinement)
