"""Yes-or-no questions: what can be found is looked for, of areas what is seen and said is weighed,
the rest the model says in words.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from backend.data.image_labels import names_label
from backend.data.vocabulary import is_area
from backend.engine import Answer
from backend.language.dialogue import Dialogue, Opening
from backend.language.wanted import phrases_wanted
from backend.language.words import each_words, plural
from backend.masks.grounding import seen_share
from backend.masks.presence import NO, YES, by_finding, by_looking, is_looked_at, of_area
from earthgptx_qgis.wire.messages import Task, Text, Verdict

from .phrases import ground
from .request import Request
from .search import Search


def answer(request: Request, dialogue: Dialogue, opening: Opening) -> Iterator[Answer]:
    """The model's words, or whether what the question names is found; not about marks."""
    question = request.question
    if question.unclear or question.by_rank or (request.marks and question.neighbours):
        yield from request.refuse(opening.probability)
        return
    if question.things and not question.plain and not request.marks:
        # "Are the planes parked": not told by yes or no, but by what there is.
        request.reply.task = Task.FIND
        yield from ground(request, dialogue, _as_search(request, dialogue))
        return
    started = time.perf_counter()
    text, score = dialogue.whole_text(opening.steps)
    request.reply.spend("words", started)
    if text in (YES, NO) and not request.marks:
        started = time.perf_counter()
        found = _by_finding(request, dialogue)
        text, score = found or of_area(dialogue, question, text, score)
        request.reply.spend("pixels", started)
    yield Text(request.ask.request_id, text)
    request.reply.judge(score)
    if not (question.things or request.marks or names_label(question.text)):
        request.reply.verdict = Verdict.NOT_SURE  # a guess: no such word was ever taught


def _as_search(request: Request, dialogue: Dialogue) -> Opening:
    """The question taken for one that finds what it names."""
    return dialogue.begin(request.question.text, [Task.FIND.value], may_refuse=False)


def _by_finding(request: Request, dialogue: Dialogue) -> tuple[str, float] | None:
    """Yes or no for each thing named, and the probability of the most doubtful; None without one
    that is found as instances.
    """
    question = request.question
    plain = len(question.things) == 1 and not question.neighbours
    if not question.things or (plain and is_area(question.named[0])):
        return None
    opening = _as_search(request, dialogue)
    search = Search(request, dialogue)
    said: dict[str, tuple[str, float]] = {}
    phrases = phrases_wanted(dialogue, opening, question, marked=False)
    for thing, phrase in zip(question.things, phrases, strict=True):
        things = f"{search.narrowing(phrase).before}{plural(phrase.label)}"
        source = request.sight.picture.source
        if not question.neighbours and is_looked_at(thing, question.text, source):
            said[things] = by_looking(seen_share(request.sight, phrase))
            continue
        best = max((item.score for item in search.found(phrase)), default=0.0)
        said[things] = by_finding(best, request.threshold)
    words = each_words({things: text for things, (text, _) in said.items()})
    return words, min(score for _, score in said.values())
