"""Refine: the polygons of one answer are tidied, without asking the model again."""

from __future__ import annotations

from textwrap import shorten
from typing import Optional

from qgis.PyQt.QtCore import QObject

from ...errors import EarthGPTXError
from ...results.refinement import Refinement
from ..dock import EarthGPTXDock
from .results_controller import ResultsController

_LONGEST_TITLE = 80


class RefineController(QObject):
    """Knows which answer the panel is about."""

    def __init__(
        self, dock: EarthGPTXDock, results: ResultsController, parent: Optional[QObject] = None
    ) -> None:
        super().__init__(parent)
        self._dock = dock
        self._results = results
        self._exchange: Optional[int] = None
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
        answered = self._results.polygons_of(self._exchange)
        try:
            for polygons in answered:
                polygons.refine(refinement)
        except EarthGPTXError as error:
            self._dock.message.warn(error.message, error.hint)
            self._dock.refine.set_refinement(answered[0].refinement)
            return
        self._dock.message.clear_message()
        self._results.show_counts()
