"""Words about a labelled image: questions as people put them, answers as the model shall.

Every answer begins with the token of its task; a phrase with a segmentation token carries a target
for the pixel decoder. The families of turns are in finding_turns, mark_turns and image_turns.
"""

from __future__ import annotations

import random
from dataclasses import replace

from backend.model.special_tokens import MARK

from .facts import Facts, Target, Turn
from .finding_turns import finding_makers
from .image_turns import image_makers
from .mark_turns import mark_makers
from .speaker import Maker, Speaker

__all__ = ["Facts", "Target", "Turn", "TurnBuilder"]

STRAY_MARKS = 0.15
"""Share of the questions about the image, or things in it, that come with a mark."""


class TurnBuilder:
    """Makes turns about one crop with a random generator of its own."""

    def __init__(self, facts: Facts, chance: random.Random) -> None:
        self.speaker = Speaker(facts, chance)
        self._finding = finding_makers(facts)
        self._makers = self._finding | mark_makers(facts) | image_makers(facts)

    def turns(self, count: int) -> list[Turn]:
        """Up to `count` different turns; grounding and marks are likelier than the rest."""
        chance = self.speaker.chance
        built: dict[tuple[str, str], Turn] = {}
        for maker in chance.choices(list(self._makers), list(self._makers.values()), k=2 * count):
            turn = self._with_stray_mark(maker)
            built.setdefault((turn.question, turn.answer), turn)
            if len(built) == count:
                break
        return list(built.values())

    def _with_stray_mark(self, maker: Maker) -> Turn:
        """People leave marks lying about when they ask of something else."""
        turn = maker(self.speaker)
        # "Describe" with a mark would be about the mark; what names its subject stays what it is.
        names_subject = maker in self._finding or "image" in turn.question
        alone = turn.marks or not names_subject or not self.speaker.facts.instances
        if alone or not self.speaker.happens(STRAY_MARKS):
            return turn
        marks = (self.speaker.any_instance(),)
        return replace(turn, question=turn.question + MARK, marks=marks)
