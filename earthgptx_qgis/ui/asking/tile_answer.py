"""What the backend has said about one tile so far."""

from __future__ import annotations

from typing import List, Optional

from ...wire.geobox import GeoBox
from ...wire.messages import Done, MarkAnswer, Segment, Task, Text
from .ask_plan import TilePlan


class TileAnswer:
    """Collects the messages of one job; whatever has come counts, also when the rest never does.

    It knows the tile's place but not its pixels: a conversation would fill the memory with them.
    """

    def __init__(self, plan: TilePlan, geobox: GeoBox) -> None:
        self.plan = plan
        self.geobox = geobox
        self.segments: List[Segment] = []
        self.mark_answers: List[MarkAnswer] = []
        self.done: Optional[Done] = None
        self._words: List[str] = []

    @property
    def text(self) -> str:
        """The answer in words."""
        return "".join(self._words).strip()

    def finish(self, done: Done) -> None:
        """Take the end; the answer to a question about a single feature is said of its mark."""
        self.done = done
        marks = self.plan.marks
        is_of_feature = len(marks) == 1 and marks[0].feature_id is not None
        if done.task is Task.ANSWER and is_of_feature and not self.mark_answers:
            said = MarkAnswer(done.request_id, marks[0].number, self.text, done.score)
            self.mark_answers.append(said)

    def add_text(self, message: Text) -> None:
        """Take the next words."""
        self._words.append(message.text)

    def add_mark_answer(self, message: MarkAnswer) -> None:
        """Take what is said of one mark."""
        self.mark_answers.append(message)

    def add_segment(self, message: Segment) -> None:
        """Take an instance."""
        self.segments.append(message)
