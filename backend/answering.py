"""One request, answered: task by task, the pieces in the order a person should see them."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import torch

from backend.dialogue import Dialogue, GroundedPhrase, Opening, Reading
from backend.engine import Answer
from backend.errors import BadRequest
from backend.geodesy import ground_resolution
from backend.grounding import MaskedInstance, find_instances, outline_marks, select
from backend.image_processor import Picture, place_marks, prepare_picture
from backend.loaded_model import LoadedModel, TileMemory
from backend.model.earthgptx import SeenTiles
from backend.model.prompt_encoder import PromptBatch
from backend.vectorize import vectorize_instance
from backend.words import (
    DEFAULT_QUESTIONS,
    NOT_SURE_WORDS,
    PER_MARK_QUESTIONS,
    found_words,
    list_words,
    located_words,
    not_found_words,
    refusal_words,
)
from earthgptx_qgis.wire.messages import (
    Ask,
    Done,
    Mark,
    MarkAnswer,
    ModelCard,
    Progress,
    Segment,
    Task,
    Text,
    Timing,
    Verdict,
)

MARKS_AT_ONCE = 64
_GROUNDED = frozenset({Task.FIND, Task.COUNT, Task.FIND_SIMILAR, Task.LOCATE})
SURE_ENOUGH = {Task.CLASSIFY_MARKS: 0.4, Task.CLASSIFY_SCENE: 0.35, Task.ANSWER: 0.6}
"""Below these probabilities of the words an answer is "not sure"."""


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


class Answerer:
    """Answers requests with a loaded model."""

    def __init__(self, loaded: LoadedModel, card: ModelCard) -> None:
        self._loaded = loaded
        self._card = card
        self._memory = TileMemory()

    def forget_tiles(self) -> None:
        """Give back the memory of the tiles seen so far."""
        self._memory.forget()

    def answer(self, ask: Ask) -> Iterator[Answer]:
        """See Engine.answer."""
        marks = marks_asked_of(ask)
        started = time.perf_counter()
        picture = prepare_picture(ask.tile)
        grid_marks = place_marks(marks, picture, self._loaded.model.stride)
        yield Progress(ask.request_id, 0.1, "looking at the tile")
        seen, known = self._memory.recall(picture, self._loaded.see)
        job = _Job(self._loaded, self._card, ask, marks, picture, seen)
        job.reply.spend("vision", started)
        yield Progress(ask.request_id, 0.5, "answering")
        yield from job.pieces(self._loaded.prompts(grid_marks))
        reply = job.reply
        yield Done(
            request_id=ask.request_id,
            task=reply.task,
            verdict=reply.verdict,
            score=min(1.0, reply.score),
            source_kind=type(ask.tile.source_kind)(picture.source),
            threshold=job.threshold,
            stretch=picture.stretch,
            notes=_notes(ask, self._card),
            timings=tuple(Timing(stage, spent) for stage, spent in reply.timings.items()),
            cached_tile=known,
        )


def marks_asked_of(ask: Ask) -> tuple[Mark, ...]:
    """The marks a question is about: those it names ("mark 2"), else all.

    Raises:
        BadRequest: the task needs marks or words that are not there, or the words are too many.
    """
    named = {int(number) for number in re.findall(r"\bmarks?\s+(\d+)", ask.question.lower())}
    marks = tuple(mark for mark in ask.marks if mark.number in named) or ask.marks
    if ask.task.needs_marks and not marks:
        raise BadRequest(
            f'"{ask.task.value}" needs a mark.',
            "Mark an object with the point, box, polygon or scribble tool, or select features.",
        )
    if not ask.question.strip() and ask.task.needs_question and not marks:
        raise BadRequest(
            "The question is empty.",
            'Ask for example "find all airplanes", or mark an object and ask what it is.',
        )
    return marks


def _notes(ask: Ask, card: ModelCard) -> tuple[str, ...]:
    if not ask.tile.geobox.crs_wkt:
        return ("The layer has no CRS: the result has none either, and areas stay empty.",)
    resolution = ground_resolution(ask.tile.geobox)
    finest, coarsest = card.ground_resolution
    # Nominal metres differ a little from geodesic ones.
    if resolution is None or 0.9 * finest <= resolution <= 1.1 * coarsest:
        return ()
    word = "coarser" if resolution > coarsest else "finer"
    return (
        f"{resolution:.2g} m per pixel is {word} than the model was trained on "
        f"({finest:g} to {coarsest:g} m): expect mistakes.",
    )


class _Job:
    """One request under way."""

    def __init__(
        self,
        loaded: LoadedModel,
        card: ModelCard,
        ask: Ask,
        marks: tuple[Mark, ...],
        picture: Picture,
        seen: SeenTiles,
    ) -> None:
        self.loaded, self.card, self.ask, self.marks = loaded, card, ask, marks
        self.picture, self.seen = picture, seen
        self.reply = Reply(ask.task)
        self.threshold = card.minimum_score if ask.minimum_score is None else ask.minimum_score

    def pieces(self, prompts: PromptBatch) -> Iterator[Answer]:
        """Everything between the first Progress and Done."""
        task, question = self.ask.task, self.ask.question.strip()
        if task is Task.AUTO and not question:
            task = Task.CLASSIFY_MARKS
        if task in PER_MARK_QUESTIONS:
            yield from self._each_mark(prompts, task, question)
            return
        started = time.perf_counter()
        dialogue = self._dialogue(prompts)
        tasks = self._possible_tasks()
        may_refuse = task is Task.AUTO or task.needs_question
        opening = dialogue.begin(question or DEFAULT_QUESTIONS[task], tasks, may_refuse)
        self.reply.spend("words", started)
        if opening.refused:
            yield from self._refuse(opening.probability)
            return
        self.reply.task = Task(opening.task)
        if self.reply.task in PER_MARK_QUESTIONS:
            # The marks are many, this sequence was one: ask anew, a sequence each.
            yield from self._each_mark(prompts, self.reply.task, question)
        elif self.reply.task in _GROUNDED:
            yield from self._ground(dialogue, opening)
        else:
            yield from self._speak(dialogue, opening)

    def _dialogue(self, prompts: PromptBatch) -> Dialogue:
        source, limit = self.picture.source, self.ask.maximum_words
        return Dialogue(self.loaded, self.seen, source, prompts, limit)

    def _possible_tasks(self) -> list[str]:
        if self.ask.task is not Task.AUTO:
            return [self.ask.task.value]
        return [task.value for task in self.card.tasks if self.marks or not task.needs_marks]

    def _refuse(self, probability: float) -> Iterator[Answer]:
        self.reply.task = Task.ANSWER if self.ask.task is Task.AUTO else self.ask.task
        self.reply.verdict, self.reply.score = Verdict.NOT_SURE, 1.0 - probability
        yield Text(self.ask.request_id, refusal_words(self.card.categories))

    def _speak(self, dialogue: Dialogue, opening: Opening) -> Iterator[Answer]:
        """Words as they are generated."""
        started, score = time.perf_counter(), 0.0
        for spoken in dialogue.text(opening.steps):
            yield Text(self.ask.request_id, spoken.piece)
            sentence = self.reply.task is Task.DESCRIBE
            score = spoken.sureness if sentence else spoken.probability
        self.reply.spend("words", started)
        self._judge(score)

    def _judge(self, score: float) -> None:
        self.reply.score = score
        if score < SURE_ENOUGH.get(self.reply.task, 0.0):
            self.reply.verdict = Verdict.NOT_SURE

    def _ground(self, dialogue: Dialogue, opening: Opening) -> Iterator[Answer]:
        """All instances of the phrase the model names."""
        started = time.perf_counter()
        phrase = dialogue.phrase(opening.steps)
        self.reply.spend("words", started)
        if phrase is None:
            yield from self._refuse(opening.probability)
            return
        yield Progress(self.ask.request_id, 0.7, f"looking for {phrase.label}")
        started = time.perf_counter()
        found = find_instances(self.loaded.model, self.seen, phrase.hidden, self.picture.valid)
        if self.reply.task is Task.LOCATE:
            yield from self._locate(list(found), phrase)
        else:
            yield from self._list(found, phrase.label)
        self.reply.spend("pixels", started)

    def _list(self, found: Iterable[MaskedInstance], label: str) -> Iterator[Answer]:
        scores = []
        for instance in found:
            segment = self._segment(instance, label)
            if segment is not None:
                scores.append(instance.score)
                yield segment
        counting = sum(score >= self.threshold for score in scores)
        self.reply.score = max(scores, default=0.0)
        if not counting:
            self.reply.verdict = Verdict.NOTHING_FOUND
            yield Text(self.ask.request_id, not_found_words(label))
            return
        for text, words in found_words(label, counting):
            yield Text(self.ask.request_id, text, words)

    def _locate(self, found: list[MaskedInstance], phrase: GroundedPhrase) -> Iterator[Answer]:
        counting = [item for item in found if item.score >= self.threshold]
        if not counting:
            yield from self._list(found, phrase.label)
            return
        chosen = select(counting, phrase.selector)
        self.reply.score = chosen.score
        segment = self._segment(chosen, phrase.label)
        if segment is None:
            return
        yield segment
        left, top, right, bottom = segment.box
        place = self.ask.tile.geobox.to_world((left + right) / 2, (top + bottom) / 2)
        for text, words in located_words(phrase.label, phrase.selector, place):
            yield Text(self.ask.request_id, text, words)

    def _each_mark(self, prompts: PromptBatch, task: Task, question: str) -> Iterator[Answer]:
        """One short sequence per mark, many at once."""
        self.reply.task = task
        if not question or self.ask.task is not Task.AUTO:
            question = PER_MARK_QUESTIONS[task]
        said: list[tuple[int, str]] = []
        scores: list[float] = []
        for start in range(0, len(self.marks), MARKS_AT_ONCE):
            indices = torch.arange(start, min(start + MARKS_AT_ONCE, len(self.marks)))
            marks = self.marks[start : start + MARKS_AT_ONCE]
            for piece in self._mark_batch(prompts.take(indices), marks, question):
                yield piece
                if isinstance(piece, MarkAnswer):
                    said.append((piece.mark, piece.text))
                    scores.append(piece.score)
                elif isinstance(piece, Segment):
                    scores.append(piece.score)
        self.reply.score = sum(scores) / max(1, len(scores))
        if task is not Task.OUTLINE:
            # Each mark shows its own score; the answer is doubtful where none is sure.
            if max(scores, default=0.0) < SURE_ENOUGH.get(task, 0.0):
                self.reply.verdict = Verdict.NOT_SURE
            yield Text(self.ask.request_id, list_words(said))
        elif not scores:
            self.reply.verdict = Verdict.NOTHING_FOUND
            yield Text(self.ask.request_id, not_found_words("object under the mark"))

    def _mark_batch(
        self, prompts: PromptBatch, marks: tuple[Mark, ...], question: str
    ) -> Iterator[Answer]:
        started = time.perf_counter()
        dialogue, task = self._dialogue(prompts), self.reply.task
        readings: list[Reading] = []
        for readings in dialogue.each_mark(question, task.value):  # noqa: B007 (the last counts)
            yield Progress(self.ask.request_id, 0.7, "answering")
        self.reply.spend("words", started)
        if task is Task.OUTLINE:
            labels = [dialogue.words_of(reading) for reading in readings]
            yield from self._outlines(prompts, marks, labels, readings)
            return
        for mark, reading in zip(marks, readings, strict=True):
            if reading.refused:
                # Marked is nothing the model knows: that it is something is as doubtful as said.
                doubt = 1.0 - reading.probability
                yield MarkAnswer(self.ask.request_id, mark.number, NOT_SURE_WORDS, doubt)
                continue
            words = dialogue.words_of(reading)
            score = reading.sureness if task is Task.DESCRIBE_MARKS else reading.probability
            yield MarkAnswer(self.ask.request_id, mark.number, words, score)

    def _outlines(
        self,
        prompts: PromptBatch,
        marks: tuple[Mark, ...],
        labels: list[str],
        readings: list[Reading],
    ) -> Iterator[Answer]:
        started = time.perf_counter()
        states = [reading.hidden for reading in readings]
        model, valid = self.loaded.model, self.picture.valid
        drawn = outline_marks(model, self.seen, states, prompts, valid)
        for index, instance in enumerate(drawn):
            if instance is None:
                continue
            segment = self._segment(instance, labels[index], marks[index].number)
            if segment is not None:
                yield segment
                if self.reply.segments > 1:
                    yield Text(self.ask.request_id, ", ")
                yield Text(self.ask.request_id, labels[index], labels[index])
        self.reply.spend("pixels", started)

    def _segment(
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
