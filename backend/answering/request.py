"""One request under way: what is asked, with what it is answered, and what is known so far."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import torch

from backend.engine import Answer
from backend.language.dialogue import Dialogue
from backend.language.question import Question
from backend.language.words import refusal_words, unmeasured_words
from backend.loaded_model import Sight
from backend.masks.grounding import MaskedInstance
from backend.model.prompt_encoder import PromptBatch
from backend.polygons.vectorize import vectorize_instance
from earthgptx_qgis.wire.messages import Ask, Mark, ModelCard, Segment, Task, Text, Verdict

MARKS_AT_ONCE = 64
"""Sequences, one a mark, that are read side by side."""
SURE_ENOUGH = {
    Task.CLASSIFY_MARKS: 0.4,
    Task.OUTLINE: 0.4,
    Task.RELATE_MARKS: 0.4,
    Task.SUMMARISE_MARKS: 0.4,
    Task.CLASSIFY_SCENE: 0.35,
    Task.ANSWER: 0.6,
}
"""Below these probabilities of the words an answer, or a name in it, is "not sure"."""


@dataclass
class Reply:
    """What is known of an answer in the making; becomes its Done."""

    task: Task
    verdict: Verdict = Verdict.ANSWERED
    score: float = 0.0
    segments: int = 0
    timings: dict[str, float] = field(default_factory=dict)

    def spend(self, stage: str, started: float) -> None:
        """Add the time since `started` to a stage."""
        self.timings[stage] = self.timings.get(stage, 0.0) + time.perf_counter() - started

    def judge(self, score: float) -> None:
        """Take the score, and admit where it is too low for the task."""
        self.score = score
        if score < SURE_ENOUGH.get(self.task, 0.0):
            self.verdict = Verdict.NOT_SURE


@dataclass(frozen=True)
class Request:
    """What every task needs; only the reply changes.

    Attributes:
        question: what is asked, as far as its words are plain.
        marks: those the question is about, and `prompts` the same as the model takes them.
    """

    card: ModelCard
    ask: Ask
    question: Question
    marks: tuple[Mark, ...]
    prompts: PromptBatch
    sight: Sight
    reply: Reply

    @property
    def threshold(self) -> float:
        """Score from which an instance counts."""
        asked = self.ask.minimum_score
        return self.card.minimum_score if asked is None else asked

    @property
    def sure_score(self) -> float:
        """Score from which an instance is taken for real where others are judged by it, even
        where all are asked for: those of a piece of a scene are chosen when it is whole.
        """
        return max(self.threshold, self.card.minimum_score)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the tile in pixels."""
        return self.sight.picture.width, self.sight.picture.height

    def dialogue(self, prompts: PromptBatch) -> Dialogue:
        """A conversation about some of the marks."""
        return Dialogue(self.sight, prompts, self.ask.maximum_words)

    def in_portions(self) -> Iterator[tuple[tuple[Mark, ...], Dialogue]]:
        """The marks, as many as are read side by side, and a conversation about those."""
        for start in range(0, len(self.marks), MARKS_AT_ONCE):
            marks = self.marks[start : start + MARKS_AT_ONCE]
            indices = torch.arange(start, start + len(marks))
            yield marks, self.dialogue(self.prompts.take(indices))

    def text(self, pieces: list[tuple[str, str]]) -> Iterator[Answer]:
        """(text, phrase) pieces as they travel."""
        for text, phrase in pieces:
            yield Text(self.ask.request_id, text, phrase)

    def refuse(self, probability: float) -> Iterator[Answer]:
        """Say what cannot be answered, and what can."""
        self.reply.task = Task.ANSWER if self.ask.task is Task.AUTO else self.ask.task
        self.reply.verdict, self.reply.score = Verdict.NOT_SURE, 1.0 - probability
        letters = [character for character in self.ask.question if character.isalpha()]
        in_english = not letters or any(letter.isascii() for letter in letters)
        named = self.question.named
        if named and self.question.about_size:
            words = unmeasured_words(named)
        else:
            words = refusal_words(self.card.categories, named, in_english)
        yield Text(self.ask.request_id, words)

    def segment(
        self, instance: MaskedInstance, label: str, mark: int | None = None
    ) -> Segment | None:
        """The instance as it travels; None where nothing is left of it."""
        height, width = instance.mask.shape
        geobox = self.ask.tile.geobox.crop(instance.x, instance.y, width, height)
        vector = vectorize_instance(instance.mask, geobox)
        if vector is None:
            return None
        segment = Segment(
            request_id=self.ask.request_id,
            index=self.reply.segments,
            label=label,
            phrase=label,
            score=min(1.0, instance.score),
            wkb=vector.wkb,
            box=instance.box,
            area_m2=vector.area_m2,
            mark=mark,
        )
        self.reply.segments += 1
        return segment
