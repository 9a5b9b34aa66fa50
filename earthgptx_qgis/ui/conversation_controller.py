"""Ask, Stop, Ask again, and the links of the conversation."""

from __future__ import annotations

from typing import Dict, Optional

from qgis.core import QgsProject
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject

from ..canvas.prompts import PromptSet
from ..errors import EarthGPTXError
from ..runtime.session import Session
from .ask_plan import AskPlan
from .ask_planner import plan_ask
from .dock import EarthGPTXDock
from .exchange import Exchange
from .marks_controller import zoom_to_mark
from .results_controller import ResultsController


class ConversationController(QObject):
    """One answer at a time is on its way; what was answered before stays."""

    def __init__(
        self,
        canvas: QgsMapCanvas,
        session: Session,
        prompt_set: PromptSet,
        dock: EarthGPTXDock,
        results: ResultsController,
        parent: Optional[QObject] = None,
    ) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._session = session
        self._prompt_set = prompt_set
        self._dock = dock
        self._results = results
        self._exchanges: Dict[int, Exchange] = {}
        self._running: Optional[Exchange] = None
        dock.question.asked.connect(self.ask)
        dock.question.stop_wanted.connect(self.stop)
        dock.conversation.ask_again_clicked.connect(self.ask_again)
        dock.conversation.phrase_clicked.connect(self.show_phrase)
        dock.conversation.mark_clicked.connect(self.show_mark)
        dock.conversation.show_rejected_clicked.connect(self.show_rejected)
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
            )
        except EarthGPTXError as error:
            self._dock.message.warn(error.message, error.hint)
            return
        self._run(plan)

    def ask_again(self, exchange: int) -> None:
        """Ask once more what was not answered, about the same place and marks."""
        self._run(self._exchanges[exchange].remaining_plan)

    def stop(self) -> None:
        """Stop the answer on its way; what has come is kept."""
        if self._running is not None:
            self._running.stop()

    def show_phrase(self, exchange: int, phrase: str) -> None:
        """Zoom to the polygons of a phrase."""
        segments = [
            (answer, segment)
            for answer in self._exchanges[exchange].answers
            for segment in answer.segments
            if segment.phrase == phrase
        ]
        self._results.show_segments(segments)

    def show_rejected(self, exchange: int) -> None:
        """Show the best candidate of an answer that found nothing."""
        candidate = self._exchanges[exchange].rejected
        if candidate is not None:
            self._dock.results.peek(candidate.score)
            self._results.show_segments([(self._exchanges[exchange].answers[-1], candidate)])

    def show_mark(self, exchange: int, number: int) -> None:
        """Zoom to a mark as it was when it was asked about."""
        for tile in self._exchanges[exchange].plan.tiles:
            for mark in tile.marks:
                if mark.number == number:
                    zoom_to_mark(self._canvas, mark)
                    return

    def release(self) -> None:
        """Stop without a word; for unloading."""
        QgsProject.instance().cleared.disconnect(self._on_project_closed)
        self._abandon()

    def _run(self, plan: AskPlan) -> None:
        if self.busy:
            self._dock.message.warn(
                self.tr("An answer is on its way."), self.tr("Wait for it or press Stop.")
            )
            return
        self._dock.message.clear_message()
        exchange = Exchange(plan, self._session, self._dock.conversation, self)
        exchange.progressed.connect(self._dock.show_progress)
        exchange.tile_answered.connect(lambda answer: self._results.add(exchange.plan, answer))
        exchange.finished.connect(self._on_finished)
        self._exchanges[exchange.number] = exchange
        self._running = exchange
        self._dock.question.set_busy(True)
        exchange.start()

    def _on_finished(self) -> None:
        self._running = None
        self._dock.question.set_busy(False)
        self._dock.progress.hide()

    def _on_project_closed(self) -> None:
        if self.busy:
            self._abandon()
            self._dock.message.warn(
                self.tr("The project was closed while an answer was on its way: it was dropped.")
            )
        self._prompt_set.forget()

    def _abandon(self) -> None:
        if self._running is not None:
            self._running.tile_answered.disconnect()
            self._running.stop()
