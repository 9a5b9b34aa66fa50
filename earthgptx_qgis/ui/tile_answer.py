"""What the backend has said about one tile so far."""

from __future__ import annotations

from typing import List, Optional

from ..wire.messages import Ask, Done, MarkAnswer, Segment, Text
from .ask_plan import TilePlan


class TileAnswer:
    """Collects the messages of one job; whatever has come counts, also when the rest never does."""

    def __init__(self, plan: TilePlan, request: Ask) -> None:
        self.plan = plan
        self.request = request
        self.segments: List[Segment] = []
        self.mark_answers: List[MarkAnswer] = []
        self.done: Optional[Done] = None
        self._words: List[str] = []

    @property
    def text(self) -> str:
        """The answer in words."""
        return "".join(self._words).strip()

    def add_text(self, message: Text) -> None:
        """Take the next words."""
        self._words.append(message.text)

    def add_mark_answer(self, message: MarkAnswer) -> None:
        """Take what is said of one mark."""
        self.mark_answers.append(message)

    def add_segment(self, message: Segment) -> None:
        """Take an instance."""
        self.segments.append(message)
