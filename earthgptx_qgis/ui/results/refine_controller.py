"""Refine: the polygons of one answer are tidied, without asking the model again."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from textwrap import shorten
from typing import Dict, List, Optional, Sequence, Tuple

from qgis.PyQt.QtCore import QObject

from ...background_work import BackgroundWork
from ...errors import EarthGPTXError
from ...results.answered_polygons import AnsweredPolygons
from ...results.portions import PORTION
from ...results.refinement import Refinement
from ...wire.messages import Segment
from ..dock import EarthGPTXDock
from .results_controller import ResultsController

_LONGEST_TITLE = 80


@dataclass(frozen=True)
class _Wish:
    """How the polygons of an answer, found in one tile or several, are to be."""

    exchange: int
    answered: Tuple[AnsweredPolygons, ...]
    refinement: Refinement


class RefineController(QObject):
    """Knows which answer the panel is about.

    Many polygons are refined beside the main thread and replaced in portions; of what the panel
    says of an answer meanwhile, the last word counts.
    """

    def __init__(
        self, dock: EarthGPTXDock, results: ResultsController, parent: Optional[QObject] = None
    ) -> None:
        super().__init__(parent)
        self._dock = dock
        self._results = results
        self._exchange: Optional[int] = None
        self._work: Optional[BackgroundWork] = None
        self._wanted: Dict[int, Refinement] = {}  # by exchange
        self._is_busy = False
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
        if self._exchange is None:
            return
        self._wanted[self._exchange] = refinement
        if not self._is_busy:
            self._go_on()

    def release(self) -> None:
        """Nobody is there any more to see what is being made; for unloading."""
        self._wanted.clear()
        if self._work is not None:
            self._work.wait()
            self._work = None

    # From here on: one refinement after another.

    def _go_on(self) -> None:
        """With what the panel said meanwhile, if it did."""
        self._work = None
        self._is_busy = bool(self._wanted)
        if self._is_busy:
            exchange, refinement = self._wanted.popitem()
            self._make(_Wish(exchange, self._results.polygons_of(exchange), refinement))

    def _make(self, wish: _Wish) -> None:
        """Refine the polygons of each tile, many of them beside the main thread."""
        try:
            refining = [polygons.refining(wish.refinement) for polygons in wish.answered]
        except EarthGPTXError as error:
            self._on_failed(wish, error)
            return
        if sum(len(polygons.standing) for polygons in wish.answered) <= PORTION:
            self._replace(wish, [refine() for refine in refining])
            return
        self._work = BackgroundWork(lambda: [refine() for refine in refining])
        self._work.done.connect(lambda made: self._replace(wish, made))
        self._work.failed.connect(lambda error: self._on_failed(wish, error))
        self._work.start()

    def _replace(self, wish: _Wish, made: Sequence[List[Segment]]) -> None:
        steps = chain.from_iterable(
            polygons.replacing(wish.refinement, segments)
            for polygons, segments in zip(wish.answered, made)
        )
        self._results.replace(
            wish.answered, steps, self._on_done, lambda error: self._on_failed(wish, error)
        )

    def _on_done(self) -> None:
        self._dock.message.clear_message()
        self._go_on()

    def _on_failed(self, wish: _Wish, error: EarthGPTXError) -> None:
        self._dock.message.warn(error.message, error.hint)
        if wish.exchange == self._exchange:
            self._dock.refine.set_refinement(wish.answered[0].refinement)
        self._go_on()
