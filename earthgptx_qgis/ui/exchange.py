"""One question and its answer: tile after tile is asked, words and polygons come in."""

from __future__ import annotations

import dataclasses
import time
from collections import Counter
from typing import List, Optional

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..errors import EarthGPTXError
from ..results.candidates import best_rejected
from ..runtime.session import Job, Session
from ..wire.messages import Done, Failed, MarkAnswer, Progress, Segment, Task, Text, Verdict
from .ask_plan import AskPlan
from .conversation_view import ConversationView
from .task_texts import source_kind_texts, task_label
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
        self._session = session
        self._view = view
        self._tiles_done = 0
        self._question: Optional[TileQuestion] = None
        self._job: Optional[Job] = None
        self._tells_each_mark = plan.mark_count <= _MARKS_TOLD_ONE_BY_ONE
        self._stopping = False
        self._notes: List[str] = list(plan.notes)
        self._started = time.monotonic()
        self.number = view.begin(plan.question or task_label(plan.task), self._details())

    @property
    def remaining_plan(self) -> AskPlan:
        """What has not been answered yet, to be asked again."""
        return dataclasses.replace(self.plan, tiles=self.plan.tiles[self._tiles_done :])

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
        self.answers.append(TileAnswer(tile, job.request))
        self._tell_progress(0.0, self.tr("Waiting for the backend"))
        job.progressed.connect(self._on_progressed)
        job.text.connect(self._on_text)
        job.mark_answered.connect(self._on_mark_answered)
        job.segment.connect(self._on_segment)
        job.done.connect(self._on_done)
        job.failed.connect(self._on_failed)

    def _on_unreadable(self, error: EarthGPTXError) -> None:
        if len(self.plan.tiles) == 1:
            self._view.say_failed(self.number, error.message, error.hint)
            self._finish()
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
        self.answers[-1].done = message
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
            self._view.say_failed(self.number, message.message, message.hint)
            self._finish()

    def _go_on(self) -> None:
        self._tiles_done += 1
        self._job = None
        if self._tiles_done == len(self.plan.tiles):
            self._conclude()
        elif self._stopping:  # the tile's answer was whole before the backend saw the Stop
            self._end_stopped()
        else:
            self._ask_next_tile()

    def _end_stopped(self) -> None:
        self._tell_marks()
        self._view.say_stopped(self.number)
        self._finish()

    # From here on: what is told.

    def _hand_on(self) -> None:
        answer = self.answers[-1]
        if answer.segments or answer.mark_answers:
            self.tile_answered.emit(answer)

    def _conclude(self) -> None:
        self._tell_marks()
        for note in self._notes:
            self._view.append_note(note)
        if len(self.plan.tiles) == 1:
            self._tell_verdict(self.answers[-1])
        self._finish()

    def _tell_marks(self) -> None:
        """Tell of all marks by number what was not told on the way, as tiles come in any order."""
        if not self._tells_each_mark:
            self._view.append_note(self._counts_by_label())
        elif len(self.plan.tiles) > 1:
            said = (said for answer in self.answers for said in answer.mark_answers)
            for message in sorted(said, key=lambda message: message.mark):
                self._tell_mark(message)

    def _tell_mark(self, said: MarkAnswer) -> None:
        self._view.append_mark_answer(self.number, said.mark, said.text, said.score)

    def _tell_verdict(self, answer: TileAnswer) -> None:
        done = answer.done
        if done is None:
            return
        if done.verdict is Verdict.NOTHING_FOUND:
            self.rejected = best_rejected(answer.segments, done.threshold)
            self._view.say_nothing_found(self.number, self.rejected)
        elif done.verdict is Verdict.NOT_SURE:
            self._view.say_not_sure(self.number, done.score)
        self._view.append_note(self._small_print(done))

    def _small_print(self, done: Done) -> str:
        parts = [source_kind_texts()[done.source_kind][0]]
        if self.plan.task is Task.AUTO:
            parts.insert(0, task_label(done.task))
        if done.verdict is Verdict.ANSWERED:
            parts.append(self.tr("score {:.2f}").format(done.score))
        parts.append(self.tr("{:.1f} s").format(time.monotonic() - self._started))
        return " \N{MIDDLE DOT} ".join(parts)

    def _counts_by_label(self) -> str:
        counts = Counter(said.text for answer in self.answers for said in answer.mark_answers)
        said = ", ".join(f"{label}: {count}" for label, count in counts.most_common(12))
        if len(counts) > 12:
            said += ", \N{HORIZONTAL ELLIPSIS}"
        text = self.tr("{answered} of {asked} marks answered. {counts}")
        return text.format(
            answered=sum(counts.values()), asked=self.plan.mark_count, counts=said
        ).strip()

    def _details(self) -> str:
        parts = [self.plan.layer_name]
        if self.plan.question:  # else the task's name stands in its place
            parts.insert(0, task_label(self.plan.task))
        marks = [mark.number for tile in self.plan.tiles for mark in tile.marks]
        if len(marks) > 5:
            parts.append(self.tr("{} marks").format(len(marks)))
        elif marks:
            numbers = ", ".join(str(number) for number in sorted(marks))
            text = self.tr("mark {}") if len(marks) == 1 else self.tr("marks {}")
            parts.append(text.format(numbers))
        return " \N{MIDDLE DOT} ".join(parts)

    def _note(self, text: str) -> None:
        if text not in self._notes:
            self._notes.append(text)

    def _tell_progress(self, fraction: float, doing: str) -> None:
        count = len(self.plan.tiles)
        if count > 1:
            step = self.tr("Batch {number} of {count}: {doing}")
            doing = step.format(number=self._tiles_done + 1, count=count, doing=doing)
        self.progressed.emit((self._tiles_done + fraction) / count, doing)

    def _finish(self) -> None:
        self._job = self._question = None
        self.finished.emit()
