"""One question and its answer: tile after tile is asked, words and polygons come in."""

from __future__ import annotations

import dataclasses
import time
from datetime import datetime, timezone
from typing import Callable, List, Optional, Tuple

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...background_work import BackgroundWork
from ...crs import crs_of
from ...errors import EarthGPTXError
from ...results.candidates import best_rejected
from ...results.measures import geodesic_area
from ...runtime.session import Job, Session
from ...wire.messages import (
    Ask,
    Done,
    Failed,
    MarkAnswer,
    Progress,
    Segment,
    SourceKind,
    Text,
    Verdict,
)
from ..conversation import answer_texts
from ..conversation.answer_picture import ViewPiece, draw_answer, draw_view, piece_of
from ..conversation.conversation_view import ConversationView
from ..conversation.turn import Outcome, Turn
from ..widgets.numbers import score_text
from ..widgets.task_texts import task_label
from .ask_plan import AskPlan
from .joined_answer import JoinedAnswer
from .tile_answer import TileAnswer
from .tile_question import TileQuestion

_MARKS_TOLD_ONE_BY_ONE = 20
"""Of more marks only the counts by label are told; every one is in the fields."""


class Exchange(QObject):
    """Writes into the conversation; hands each tile's answer on as soon as the tile is done."""

    progressed = pyqtSignal(float, str)
    tile_answered = pyqtSignal(object)
    """The TileAnswer of a tile that is done, stopped or failed, where anything came."""
    finished = pyqtSignal()
    illustrated = pyqtSignal(bytes)
    """JPEG of the view with marks and outlines, soon after it was answered."""

    def __init__(
        self,
        plan: AskPlan,
        session: Session,
        view: ConversationView,
        parent: Optional[QObject] = None,
    ) -> None:
        super().__init__(parent)
        self.plan = plan
        self.answers: List[TileAnswer] = []
        self.rejected: Optional[Segment] = None  # the best candidate, where nothing was found
        question = plan.question or task_label(plan.task)
        asked = datetime.now(timezone.utc).isoformat(timespec="seconds")
        self.turn = Turn(asked, question, answer_texts.details_of(plan))
        self._session = session
        self._view = view
        self._tiles_done = 0
        self._question: Optional[TileQuestion] = None
        self._job: Optional[Job] = None
        self._names = {mark.number: mark.name for tile in plan.tiles for mark in tile.marks}
        self._tells_each_mark = plan.mark_count <= _MARKS_TOLD_ONE_BY_ONE
        self._stopping = False
        self._notes: List[str] = list(plan.notes)
        self._joined = _joined_answer(plan)
        self._to_draw: List[Callable[[], bytes]] = []
        self._pieces: List[ViewPiece] = []  # of the view, where it is read in several tiles
        self._started = time.monotonic()
        self._step: Callable[[], object] = self._conclude
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._take_step)
        self.number = view.begin(self.turn.question, self.turn.details)

    @property
    def remaining_plan(self) -> AskPlan:
        """What has not been answered yet, to be asked again."""
        return dataclasses.replace(self.plan, tiles=self.plan.tiles[self._tiles_done :])

    @property
    def source_kind(self) -> Optional[SourceKind]:
        """What the model took the layer for where nobody said it; None where that is not known."""
        done = self._last_done()
        if done is None or self.plan.source_kind is not SourceKind.AUTO:
            return None
        return done.source_kind

    def start(self) -> None:
        """Ask the first tile."""
        self._ask_next_tile()

    def stop(self) -> None:
        """Stop; what has come is kept."""
        self._stopping = True
        if self._job is not None:
            self._job.cancel()  # answered by Failed of kind "cancelled"
        elif self._question is not None:
            self._question.stop()
            self._end_stopped()

    def abandon(self) -> None:
        """Stop without a word: there is nobody any more to read it."""
        if self._job is not None:
            self._job.blockSignals(True)
            self._job.cancel()
        elif self._question is not None:
            self._question.stop()
        self._to_draw.clear()
        self._finish()

    # From here on: one tile after another.

    def _ask_next_tile(self) -> None:
        tile = self.plan.tiles[self._tiles_done]
        self._tell_progress(0.0, self.tr("Reading the layer"))
        self._question = TileQuestion(self.plan, tile, self._session, self)
        self._question.asked.connect(self._on_asked)
        self._question.failed.connect(self._on_unreadable)
        self._question.noted.connect(self._note)
        self._question.start()

    def _on_asked(self, job: Job) -> None:
        self._job = job
        tile = self.plan.tiles[self._tiles_done]
        self.answers.append(TileAnswer(tile, job.request.tile.geobox))
        self._tell_progress(0.0, self.tr("Waiting for the backend"))
        job.progressed.connect(self._on_progressed)
        job.text.connect(self._on_text)
        job.mark_answered.connect(self._on_mark_answered)
        job.segment.connect(self._on_segment)
        job.done.connect(self._on_done)
        job.failed.connect(self._on_failed)

    def _on_unreadable(self, error: EarthGPTXError) -> None:
        if len(self.plan.tiles) == 1:
            self._end_failed(error.message, error.hint)
            return
        # Of many tiles one that cannot be read must not cost the others.
        self._note(str(error))
        self._go_on()

    def _on_progressed(self, message: Progress) -> None:
        self._tell_progress(message.fraction, message.doing)

    def _on_text(self, message: Text) -> None:
        self.answers[-1].add_text(message)
        # Words that come after the marks' own lines say the same once more.
        if len(self.plan.tiles) == 1 and not self.answers[-1].mark_answers:
            self._view.append_text(self.number, message.text, message.phrase)

    def _on_mark_answered(self, message: MarkAnswer) -> None:
        self.answers[-1].add_mark_answer(message)
        if len(self.plan.tiles) == 1 and self._tells_each_mark:
            self._tell_mark(message)

    def _on_segment(self, message: Segment) -> None:
        self.answers[-1].add_segment(message)
        if message.phrase:
            self._view.link_phrase(self.number, message.phrase)

    def _on_done(self, message: Done) -> None:
        answer = self.answers[-1]
        answer.finish(message)
        self._keep_picture(self._job.request, answer, message)
        self._hand_on()
        for note in message.notes:
            self._note(note)
        self._go_on()

    def _on_failed(self, message: Failed) -> None:
        self._hand_on()
        if message.kind == "cancelled":
            self._end_stopped()
        else:
            self._tell_marks()
            self._end_failed(message.message, message.hint)

    def _go_on(self) -> None:
        self._tiles_done += 1
        self._job = None
        if self._tiles_done == len(self.plan.tiles):
            if self._joined is None:
                self._conclude()
            else:
                self._question = None  # there is nothing left to stop
                self._joined.close()
                self._later(self._conclude)
        elif self._stopping:  # the tile's answer was whole before the backend saw the Stop
            self._end_stopped()
        else:
            self._ask_next_tile()

    def _keep_picture(self, request: Ask, answer: TileAnswer, done: Done) -> None:
        """Draw a single tile; of several that make up a view, keep what its picture needs."""
        tile, segments, window = request.tile, answer.segments, answer.plan.window
        if len(self.plan.tiles) == 1:
            self._to_draw.append(lambda: draw_answer(tile, request.marks, segments, done))
        elif self.plan.grid is not None and window is not None:
            self._pieces.append(piece_of(tile, window, self.plan.grid, done.stretch))

    def _draw_pictures(self) -> None:
        for draw in self._to_draw:
            drawing = BackgroundWork(draw)
            drawing.done.connect(self.illustrated)
            drawing.start()

    # From here on: the end, one of three.

    def _end_stopped(self) -> None:
        self._tell_joined()
        self._tell_marks()
        self._tell_small_print_of_part()
        self._view.say_stopped(self.number)
        self._keep_turn(Outcome.STOPPED, self.tr("Stopped."))
        self._finish()

    def _end_failed(self, message: str, hint: str) -> None:
        self._tell_joined()
        self._tell_small_print_of_part()
        self._view.say_failed(self.number, message, hint)
        remark = f"{answer_texts.failed_text(message)} {hint}".strip()
        self._keep_turn(Outcome.FAILED, remark)
        self._finish()

    def _conclude(self) -> None:
        self._tell_joined()
        self._tell_marks()
        for note in self._notes:
            self._view.append_note(note)
        outcome, remark = Outcome.ANSWERED, ""
        done = self._last_done()
        if done is not None:
            if self._is_one_answer:
                outcome, remark = self._tell_verdict(done)
            self._tell_small_print(done)
        self._keep_turn(outcome, remark)
        self._finish()

    # From here on: what is told.

    @property
    def _is_one_answer(self) -> bool:
        """Not one for each of several tiles."""
        return len(self.plan.tiles) == 1 or self._joined is not None

    def _hand_on(self) -> None:
        answer = self.answers[-1]
        if self._joined is not None:
            self._joined.take(answer)
        elif answer.segments or answer.mark_answers:
            self.tile_answered.emit(answer)

    def _tell_joined(self) -> None:
        """Of the tiles of one view: what they show together."""
        if self._joined is None or not self.answers:
            return
        self._joined.close()
        self.answers = [self._joined]
        if self._joined.count:
            words = self.tr("{} found: ").format(self._joined.count)
            for text, phrase in ((words, ""), (self._joined.phrase, self._joined.phrase)):
                self._joined.add_text(Text(0, text, phrase))
                self._view.append_text(self.number, text, phrase)
        if self._joined.segments:
            self.tile_answered.emit(self._joined)
        grid, pieces, found = self.plan.grid, self._pieces, self._joined.segments
        if pieces and grid is not None:
            threshold = self._threshold(self._joined.done)
            self._to_draw.append(lambda: draw_view(grid, pieces, found, threshold))

    def _tell_marks(self) -> None:
        """Tell of all marks by number what was not told on the way, as tiles come in any order."""
        if not self._tells_each_mark:
            if self._said_of_marks():  # an outline or a summary says nothing of each
                self._view.append_note(self._counts_by_label())
        elif len(self.plan.tiles) > 1:
            for message in self._said_of_marks():
                self._tell_mark(message)

    def _tell_mark(self, said: MarkAnswer) -> None:
        name = self._names.get(said.mark, "")
        self._view.append_mark_answer(self.number, said.mark, said.text, said.score, name)

    def _tell_verdict(self, done: Done) -> Tuple[Outcome, str]:
        if done.verdict is Verdict.NOTHING_FOUND:
            self.rejected = best_rejected(self.answers[-1].segments, done.threshold)
            self._view.say_nothing_found(self.number, self.rejected)
            return Outcome.NOTHING_FOUND, answer_texts.nothing_found_text(self.rejected)
        if done.verdict is Verdict.NOT_SURE:
            self._view.say_not_sure(self.number, done.score)
            return Outcome.NOT_SURE, answer_texts.not_sure_text(done.score)
        return Outcome.ANSWERED, ""

    def _tell_small_print_of_part(self) -> None:
        """Polygons that came before a Stop or a failure can be gone back to and refined, too."""
        if any(answer.segments for answer in self.answers):
            self._tell_small_print(self._last_done())

    def _last_done(self) -> Optional[Done]:
        return next((answer.done for answer in reversed(self.answers) if answer.done), None)

    def _threshold(self, done: Optional[Done]) -> float:
        return done.threshold if done is not None else self.plan.minimum_score or 0.0

    def _tell_small_print(self, done: Optional[Done]) -> None:
        ready = self._session.ready
        model = ready.model.name if ready else ""
        seconds = time.monotonic() - self._started
        small_print = answer_texts.small_print(done, self.plan, model, seconds)
        self._notes.append(small_print)
        self._view.append_note(small_print)
        segments = (segment for answer in self.answers for segment in answer.segments)
        threshold = self._threshold(done)
        has_polygons = any(segment.score >= threshold for segment in segments)
        self._view.append_offers(self.number, has_polygons)

    def _said_of_marks(self) -> List[MarkAnswer]:
        said = (said for answer in self.answers for said in answer.mark_answers)
        return sorted(said, key=lambda message: message.mark)

    def _counts_by_label(self) -> str:
        return answer_texts.counts_by_label(self._said_of_marks(), self.plan.mark_count)

    def _keep_turn(self, outcome: Outcome, remark: str) -> None:
        said = self._said_of_marks()
        if said and not self._tells_each_mark:
            lines = [self._counts_by_label()]
        elif said:
            lines = [
                f"{answer_texts.mark_name(answer.mark, self._names.get(answer.mark, ''))}: "
                f"{answer.text} ({score_text(answer.score)})"
                for answer in said
            ]
        else:
            lines = [answer.text for answer in self.answers if self._is_one_answer]
        self.turn = dataclasses.replace(
            self.turn,
            answer="\n".join(lines),
            outcome=outcome,
            remark=remark,
            notes=tuple(self._notes),
        )

    def _note(self, text: str) -> None:
        if text not in self._notes:
            self._notes.append(text)

    def _tell_progress(self, fraction: float, doing: str) -> None:
        count = len(self.plan.tiles)
        if count > 1:
            step = self.tr("Batch {number} of {count}: {doing}")  # of features
            if self._joined is not None:
                step = self.tr("Tile {number} of {count}: {doing}")
            doing = step.format(number=self._tiles_done + 1, count=count, doing=doing)
        self.progressed.emit((self._tiles_done + fraction) / count, doing)

    def _finish(self) -> None:
        self._job = self._question = None
        self._later(self._end)

    def _end(self) -> None:
        self.finished.emit()
        self._draw_pictures()  # now that whoever keeps the turn waits for them

    def _later(self, step: Callable[[], object]) -> None:
        """Do this in a turn of its own, and nothing else that was to come: joining tiles, making
        the layer for what they show and keeping the turn would together be felt as a pause.
        """
        self._step = step
        self._pause.start(0)

    def _take_step(self) -> None:
        self._step()


def _joined_answer(plan: AskPlan) -> Optional[JoinedAnswer]:
    if plan.grid is None:
        return None
    context = QgsProject.instance().transformContext()
    return JoinedAnswer(plan, plan.grid, geodesic_area(crs_of(plan.grid.crs_wkt), context))
