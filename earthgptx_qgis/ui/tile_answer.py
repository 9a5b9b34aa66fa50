"""What the backend has said about one tile so far."""

from __future__ import annotations

from typing import List, Optional

from ..wire.geobox import GeoBox
from ..wire.messages import Done, MarkAnswer, Segment, Text
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

    def add_text(self, message: Text) -> None:
        """Take the next words."""
        self._words.append(message.text)

    def add_mark_answer(self, message: MarkAnswer) -> None:
        """Take what is said of one mark."""
        self.mark_answers.append(message)

    def add_segment(self, message: Segment) -> None:
        """Take an instance."""
        self.segments.append(message)
