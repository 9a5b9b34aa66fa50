"""Ask, Stop, Ask again, and the links of the conversation."""

from __future__ import annotations

from textwrap import shorten
from typing import Dict, Optional

from qgis.core import QgsProject, QgsRectangle
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...canvas.prompts import PromptSet
from ...crs import crs_of
from ...errors import EarthGPTXError
from ...runtime.session import Session
from ..asking.ask_plan import AskPlan
from ..asking.ask_planner import plan_ask
from ..asking.exchange import Exchange
from ..dock import EarthGPTXDock
from ..marks.marks_controller import zoom_to_mark
from ..results.refine_controller import RefineController
from ..results.results_controller import ResultsController
from ..widgets.map_view import zoom_to
from ..widgets.task_entry import TaskEntry
from .history_controller import HistoryController
from .turn import Outcome

_LONGEST_ENTRY = 60


class ConversationController(QObject):
    """One answer at a time is on its way; what was answered before stays."""

    busy_changed = pyqtSignal(bool)
    """Whether an answer is on its way."""

    def __init__(
        self,
        canvas: QgsMapCanvas,
        session: Session,
        prompt_set: PromptSet,
        dock: EarthGPTXDock,
        results: ResultsController,
        history: HistoryController,
        parent: Optional[QObject] = None,
    ) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._session = session
        self._prompt_set = prompt_set
        self._dock = dock
        self._results = results
        self._history = history
        self._refine = RefineController(dock, results, self)
        self._exchanges: Dict[int, Exchange] = {}
        self._running: Optional[Exchange] = None
        self._entry = TaskEntry(self)
        self._entry.cancel_wanted.connect(self.stop)
        dock.question.asked.connect(self.ask)
        dock.question.stop_wanted.connect(self.stop)
        dock.conversation.ask_again_clicked.connect(self.ask_again)
        dock.conversation.phrase_clicked.connect(self.show_phrase)
        dock.conversation.mark_clicked.connect(self.show_mark)
        dock.conversation.show_rejected_clicked.connect(self.show_rejected)
        dock.conversation.view_clicked.connect(self.show_view)
        dock.conversation.refine_clicked.connect(self.refine)
        QgsProject.instance().cleared.connect(self._on_project_closed)

    @property
    def busy(self) -> bool:
        """Whether an answer is on its way."""
        return self._running is not None

    def ask(self, question: str) -> None:
        """Ask about what the dock and the map show; what is missing is said in the dock."""
        self._dock.results.end_peek()
        try:
            plan = plan_ask(
                self._dock.source,
                question,
                self._prompt_set.visible_marks,
                self._canvas,
                self._dock.results.chosen_minimum_score,
                self._session.ready.model if self._session.ready else None,
            )
        except EarthGPTXError as error:
            self._dock.message.warn(error.message, error.hint)
            return
        self.run(plan)

    def run(self, plan: AskPlan) -> None:
        """Ask what a plan says, unless an answer is on its way."""
        if self.busy:
            self._dock.message.warn(
                self.tr("An answer is on its way."), self.tr("Wait for it or press Stop.")
            )
            return
        self._dock.message.clear_message()
        exchange = Exchange(plan, self._session, self._dock.conversation, self)
        exchange.progressed.connect(self._dock.show_progress)
        exchange.progressed.connect(lambda fraction, _: self._entry.show_progress(fraction))
        exchange.tile_answered.connect(
            lambda answer: self._results.add(exchange.number, exchange.plan, answer)
        )
        exchange.finished.connect(self._on_finished)
        self._exchanges[exchange.number] = exchange
        self._set_running(exchange)
        self._entry.begin(_entry_text(exchange))
        exchange.start()

    def ask_again(self, exchange: int) -> None:
        """Ask once more what was not answered, about the same place and marks."""
        self.run(self._exchanges[exchange].remaining_plan)

    def stop(self) -> None:
        """Stop the answer on its way; what has come is kept."""
        if self._running is not None:
            self._running.stop()

    def show_phrase(self, exchange: int, phrase: str) -> None:
        """Zoom to the polygons of a phrase, flash and select them."""
        self._results.show(exchange, lambda segment: segment.phrase == phrase)

    def show_rejected(self, exchange: int) -> None:
        """Show the best candidate of an answer that found nothing."""
        candidate = self._exchanges[exchange].rejected
        if candidate is not None:
            self._dock.results.peek(candidate.score)
            self._results.show(exchange, lambda segment: segment.index == candidate.index)

    def show_mark(self, exchange: int, number: int) -> None:
        """Zoom to a mark as it was when it was asked about."""
        for tile in self._exchanges[exchange].plan.tiles:
            for mark in tile.marks:
                if mark.number == number:
                    zoom_to_mark(self._canvas, mark)
                    return

    def show_view(self, exchange: int) -> None:
        """Show the part of the map that was read for an answer, so that it can be asked on."""
        answers = self._exchanges[exchange].answers
        if answers:
            tiles = [QgsRectangle(*answer.geobox.bounds) for answer in answers]
            extent = tiles[0]
            for tile in tiles[1:]:
                extent.combineExtentWith(tile)
            zoom_to(self._canvas, extent, crs_of(answers[0].geobox.crs_wkt), margin=1.0)

    def refine(self, exchange: int) -> None:
        """Offer to tidy the polygons of an answer."""
        self._refine.open_for(exchange, self._exchanges[exchange].turn.question)

    def release(self) -> None:
        """Stop without a word; for unloading."""
        QgsProject.instance().cleared.disconnect(self._on_project_closed)
        self._refine.release()
        self._abandon()

    def _on_finished(self) -> None:
        exchange = self._running
        self._history.add(exchange)
        if exchange.source_kind is not None:
            self._dock.source.tell_guess(exchange.plan.layer_id, exchange.source_kind)
        # QGIS tells of what ended badly as failed, which what a person stopped has not.
        self._entry.end(exchange.turn.outcome is not Outcome.FAILED)
        self._set_running(None)

    def _set_running(self, exchange: Optional[Exchange]) -> None:
        self._running = exchange
        self._dock.question.set_busy(self.busy)
        self._dock.conversation_header.set_busy(self.busy)
        if not self.busy:
            self._dock.progress.hide()
        self.busy_changed.emit(self.busy)

    def _on_project_closed(self) -> None:
        if self.busy:
            self._abandon()
            self._dock.message.warn(
                self.tr("The project was closed while an answer was on its way: it was dropped.")
            )
        self._prompt_set.forget()

    def _abandon(self) -> None:
        exchange = self._running
        if exchange is not None:
            exchange.tile_answered.disconnect()
            exchange.finished.disconnect()
            exchange.abandon()
            self._entry.end(False)
            self._set_running(None)


def _entry_text(exchange: Exchange) -> str:
    """What QGIS's task manager calls an answer on its way."""
    question = shorten(
        exchange.turn.question, _LONGEST_ENTRY, placeholder="\N{HORIZONTAL ELLIPSIS}"
    )
    return f"EarthGPT-X: {question} ({exchange.plan.layer_name})"
