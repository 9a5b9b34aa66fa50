"""Questions about marks that their names and boxes answer, whatever the model takes them for: which
are of a kind or of one kind, which is the largest, what lies around one.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from backend.data.places import SUPERLATIVES, Box, area, size_from
from backend.data.reference_texts import listed
from backend.data.vocabulary import with_article
from backend.engine import Answer
from backend.language.marked import (
    AROUND,
    asks_alike,
    checks_names,
    order_asked,
    surroundings_asked,
)
from backend.language.things import Thing
from backend.language.words import plural
from backend.marks.mark_boxes import boxes_of_marks
from earthgptx_qgis.wire.messages import Task, Text

from .request import Request
from .several_marks import RELATED, names_of_marks, relate, summarise
from .single_marks import each_mark


def by_marks(request: Request) -> Iterator[Answer] | None:
    """The answer to such a question, None to another one."""
    question, count = request.question, len(request.marks)
    if checks_names(question):
        return _check_names(request)
    superlative = order_asked(question) if count > 1 else ""
    if superlative and count > RELATED:
        return _order_marks(request, superlative)
    if superlative or (count > 1 and asks_alike(question)):
        request.reply.task = Task.RELATE_MARKS if count == RELATED else Task.SUMMARISE_MARKS
        return relate(request) if count == RELATED else summarise(request)
    where = surroundings_asked(question) if count == 1 else ""
    if where in AROUND:
        request.reply.task = Task.DESCRIBE_MARKS_IN_DETAIL
        return each_mark(request, question.text)
    return request.refuse(probability=1.0) if where else None


def _check_names(request: Request) -> Iterator[Answer]:
    """Which marks are of the named kinds; of a single one yes, or what it is instead."""
    request.reply.task = Task.ANSWER
    names, things = names_of_marks(request), request.question.things
    if len(names) == 1:
        words = _of_one(names[0], things)
    else:
        numbers = [mark.number for mark in request.marks]
        words = ", ".join(_of_many(names, numbers, thing) for thing in things)
        unsure = [str(n) for n, name in zip(numbers, names, strict=True) if not name]
        words += f"; not sure about {listed(unsure)}" if unsure else ""
    yield Text(request.ask.request_id, words)


def _of_one(name: str, things: Sequence[Thing]) -> str:
    if not name:
        return "not sure"
    if not any(name in thing.categories for thing in things):
        return f"no: {name}"
    return "yes" if len(things) == 1 else name


def _of_many(names: Sequence[str], numbers: Sequence[int], thing: Thing) -> str:
    """ "2 of 3 marks are ships: marks 1 and 3"."""
    of_kind = [str(n) for n, name in zip(numbers, names, strict=True) if name in thing.categories]
    one, many, count = thing.categories[0], plural(thing.categories[0]), len(names)
    if not of_kind:
        return f"none of the {count} marks is {with_article(one)}"
    if len(of_kind) == count:
        return f"all {count} marks are {many}"
    if len(of_kind) == 1:
        return f"1 of {count} marks is {with_article(one)}: mark {of_kind[0]}"
    return f"{len(of_kind)} of {count} marks are {many}: marks {listed(of_kind)}"


def _order_marks(request: Request, superlative: str) -> Iterator[Answer]:
    """Which mark is the first in the order of a superlative, and which is about as large."""
    request.reply.task, started = Task.ANSWER, time.perf_counter()
    boxes = boxes_of_marks(request.dialogue(request.prompts))
    request.reply.spend("pixels", started)
    numbers = [mark.number for mark in request.marks]
    order = SUPERLATIVES[superlative]
    (number, first), *others = sorted(
        zip(numbers, boxes, strict=True), key=lambda pair: order(pair[1], area(pair[1]))
    )
    words = f"mark {number} is the {superlative} of {len(numbers)} marks"
    alike = [str(n) for n, box in others if _as_large(first, box)]
    if alike and superlative in ("largest", "smallest"):
        noun = "mark" if len(alike) == 1 else "marks"
        words += f", {noun} {listed(alike)} about as large"
    request.reply.judge(1.0)
    yield Text(request.ask.request_id, words)


def _as_large(box: Box, other: Box) -> bool:
    return size_from(box, other) == "about as large"
