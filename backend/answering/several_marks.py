"""Tasks about several marks together: how two are related, what many are in sum.

The language model names each mark by itself, which it does more surely than many in one sequence;
where they lie from each other and how many there are of a kind is geometry and counting, which are
exact.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from backend.data.mark_questions import ONE_MARK
from backend.data.reference_texts import relation_between, relation_wordings, summary_wordings
from backend.data.sample import Instance
from backend.engine import Answer
from backend.errors import BadRequest
from backend.language.dialogue import Reading
from backend.marks.mark_boxes import boxes_of_marks, drawn_boxes
from earthgptx_qgis.wire.messages import Task, Text

from .request import SURE_ENOUGH, Request

SEVERAL_MARKS_TASKS = frozenset({Task.RELATE_MARKS, Task.SUMMARISE_MARKS})
RELATED = 2


def relate(request: Request) -> Iterator[Answer]:
    """What each of two marks is, and where the first lies from the second.

    Raises:
        BadRequest: there are not just two marks.
    """
    if len(request.marks) != RELATED:
        raise BadRequest(
            f'"{Task.RELATE_MARKS.value}" is about two marks, and there are {len(request.marks)}.',
            'Mark two objects, or name two in the question: "relate mark 1 to mark 3".',
        )
    names = names_of_marks(request)
    started = time.perf_counter()
    boxes = boxes_of_marks(request.dialogue(request.prompts))
    first, second = (
        Instance(name, box, has_mask=False) for name, box in zip(names, boxes, strict=True)
    )
    request.reply.spend("pixels", started)
    numbers = (request.marks[0].number, request.marks[1].number)
    words = relation_wordings(relation_between(first, second), numbers).taught
    yield Text(request.ask.request_id, words)


def summarise(request: Request) -> Iterator[Answer]:
    """How many of each kind the marks are, and on which side of the tile most of them lie."""
    names = names_of_marks(request)
    boxes = drawn_boxes(request.prompts, request.sight.picture)
    words = summary_wordings(names, boxes, request.size).taught
    yield Text(request.ask.request_id, words)


def names_of_marks(request: Request) -> list[str]:
    """What each mark is, empty where the model is not sure; judges the answer by the mean."""
    started, naming = time.perf_counter(), Task.CLASSIFY_MARKS.value
    names: list[str] = []
    scores: list[float] = []
    for _, dialogue in request.in_portions():
        for reading in dialogue.read_marks(ONE_MARK[naming], naming):
            sure = _sureness(reading)
            scores.append(sure)
            known = sure >= SURE_ENOUGH[request.reply.task]
            names.append(dialogue.words_of(reading) if known else "")
    request.reply.spend("words", started)
    request.reply.judge(sum(scores) / len(scores))
    return names


def _sureness(reading: Reading) -> float:
    """That it is something is as doubtful as said where the model refuses to name it."""
    return 1.0 - reading.probability if reading.refused else reading.probability
