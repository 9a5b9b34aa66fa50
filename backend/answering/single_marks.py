"""Tasks that have a short sequence for every mark: classify, describe, outline.

The model names what is described; the sentence about it is made of what is found and measured.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from backend.data.mark_questions import ONE_MARK
from backend.engine import Answer
from backend.language.dialogue import Dialogue, Reading
from backend.language.words import NOT_SURE_WORDS, list_words, not_found_words, outlined_words
from backend.marks.mark_facts import DESCRIPTIONS, descriptions_of_marks
from backend.masks.grounding import outline_marks
from backend.model.prompt_encoder import PromptBatch
from earthgptx_qgis.wire.messages import (
    Mark,
    MarkAnswer,
    Progress,
    Segment,
    Task,
    Text,
    Verdict,
)

from .request import SURE_ENOUGH, Request

SINGLE_MARK_TASKS = frozenset(Task(name) for name in ONE_MARK)


def each_mark(request: Request, question: str) -> Iterator[Answer]:
    """One short sequence per mark, many at once."""
    task = request.reply.task
    if task in DESCRIPTIONS:
        question = ONE_MARK[Task.CLASSIFY_MARKS.value]
    elif not question or request.ask.task is not Task.AUTO:
        question = ONE_MARK[task.value]
    said: list[tuple[int, str]] = []
    outlined: list[str] = []
    scores: list[float] = []
    for marks, dialogue in request.in_portions():
        for piece in _portion(request, marks, dialogue, question):
            yield piece
            if isinstance(piece, MarkAnswer):
                said.append((piece.mark, piece.text))
                scores.append(piece.score)
            elif isinstance(piece, Segment):
                outlined.append(piece.label)
                scores.append(piece.score)
    request.reply.score = sum(scores) / max(1, len(scores))
    if task is not Task.OUTLINE:
        # Each mark shows its own score; the answer is doubtful where none is sure.
        if max(scores, default=0.0) < SURE_ENOUGH.get(task, 0.0):
            request.reply.verdict = Verdict.NOT_SURE
        yield Text(request.ask.request_id, list_words(said))
    elif not scores:
        request.reply.verdict = Verdict.NOTHING_FOUND
        yield Text(request.ask.request_id, not_found_words("object under the mark"))
    else:
        yield from request.text(outlined_words(outlined))


def _portion(
    request: Request, marks: tuple[Mark, ...], dialogue: Dialogue, question: str
) -> Iterator[Answer]:
    started, task = time.perf_counter(), request.reply.task
    spoken = Task.CLASSIFY_MARKS if task in DESCRIPTIONS else task
    readings: list[Reading] = []
    for readings in dialogue.each_mark(question, spoken.value):  # noqa: B007 (the last counts)
        yield Progress(request.ask.request_id, 0.7, "answering")
    request.reply.spend("words", started)
    words = [dialogue.words_of(reading) for reading in readings]
    if task is Task.OUTLINE:
        yield from _outlines(request, marks, dialogue.prompts, words, readings)
        return
    if task in DESCRIPTIONS:
        words = _descriptions(request, dialogue, words)
    for mark, said, reading in zip(marks, words, readings, strict=True):
        if reading.refused:
            # Marked is nothing the model knows: that it is something is as doubtful as said.
            doubt = 1.0 - reading.probability
            yield MarkAnswer(request.ask.request_id, mark.number, NOT_SURE_WORDS, doubt)
            continue
        yield MarkAnswer(request.ask.request_id, mark.number, said, reading.probability)


def _descriptions(request: Request, dialogue: Dialogue, names: list[str]) -> list[str]:
    """A sentence for each named mark; empty for one without a name."""
    started = time.perf_counter()
    sentences = descriptions_of_marks(dialogue, names, request.reply.task, request.threshold)
    request.reply.spend("pixels", started)
    return sentences


def _outlines(
    request: Request,
    marks: tuple[Mark, ...],
    prompts: PromptBatch,
    words: list[str],
    readings: list[Reading],
) -> Iterator[Answer]:
    """The mask whatever it is called; what the name is too doubtful for goes without one."""
    started = time.perf_counter()
    doubtful = SURE_ENOUGH[Task.OUTLINE]
    labels = [
        said if said and reading.probability >= doubtful else NOT_SURE_WORDS
        for said, reading in zip(words, readings, strict=True)
    ]
    states = [reading.hidden for reading in readings]
    drawn = outline_marks(request.sight, prompts, states)
    for label, mark, instance in zip(labels, marks, drawn, strict=True):
        segment = instance and request.segment(instance, label, mark.number)
        if segment:
            yield segment
    request.reply.spend("pixels", started)
