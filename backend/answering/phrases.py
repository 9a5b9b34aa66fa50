"""Tasks whose answer is drawn: find, count, find similar, locate, grounded description."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Iterator
from itertools import islice

from backend.engine import Answer
from backend.errors import BadRequest
from backend.language.dialogue import Dialogue, GroundedPhrase, Opening
from backend.language.wanted import phrases_wanted
from backend.language.words import (
    found_words,
    grounded_words,
    located_words,
    no_colours_words,
    nothing_known_words,
    order_words,
)
from backend.masks.grounding import MaskedInstance, find_instances
from earthgptx_qgis.wire.messages import Progress, Segment, Task, Text, Verdict

from .request import Request
from .search import Search

MOST_PHRASES = 12
"""Phrases of a grounded description that are drawn."""


def ground(request: Request, dialogue: Dialogue, opening: Opening) -> Iterator[Answer]:
    """The instances of what is asked for: all, or those the question narrows them to.

    Raises:
        BadRequest: one by its rank is asked for in a task for all of a kind, which may be about a
            piece of a scene.
    """
    if request.question.by_rank and request.reply.task is not Task.LOCATE:
        raise BadRequest(
            f'"{request.reply.task.value}" is about all of a kind.',
            'Ask for the second largest, or the three largest, with the task "Auto" or "Locate".',
        )
    started = time.perf_counter()
    phrases = phrases_wanted(dialogue, opening, request.question, bool(request.marks))
    search = Search(request, dialogue)
    request.reply.spend("words", started)
    if not phrases:
        yield from request.refuse(opening.probability)
        return
    colour = search.unseen_colour(phrases)
    if colour:
        request.reply.verdict = Verdict.NOT_SURE
        yield Text(request.ask.request_id, no_colours_words(request.sight.picture.source, colour))
        return
    say = _locate if request.reply.task is Task.LOCATE else _list
    any_found = False
    for index, phrase in enumerate(phrases):
        if index:
            yield Text(request.ask.request_id, ", ")
        yield Progress(request.ask.request_id, 0.7, f"looking for {phrase.label}")
        started = time.perf_counter()
        any_found |= yield from say(request, search, phrase)
        request.reply.spend("pixels", started)
    if not any_found:
        request.reply.verdict = Verdict.NOTHING_FOUND


def describe(request: Request, dialogue: Dialogue, opening: Opening) -> Iterator[Answer]:
    """A sentence of all the phrases the model names and finds; each counts what it draws."""
    started = time.perf_counter()
    counts: dict[str, int] = {}
    best: list[float] = []
    for phrase in islice(dialogue.phrases(opening.steps), MOST_PHRASES):
        if phrase.label in counts:
            continue
        request.reply.spend("words", started)
        yield Progress(request.ask.request_id, 0.7, f"looking for {phrase.label}")
        started, counting = time.perf_counter(), []
        for segment in _segments(request, find_instances(request.sight, phrase), phrase.label):
            counting += [segment.score] * (segment.score >= request.threshold)
            yield segment
        counts[phrase.label] = len(counting)
        best += [max(counting)] if counting else []
        request.reply.spend("pixels", started)
        started = time.perf_counter()
    request.reply.score = sum(best) / max(1, len(best))
    there = {label: count for label, count in counts.items() if count}
    if there:
        yield from request.text(grounded_words(request.sight.picture.source, there))
    else:
        request.reply.verdict = Verdict.NOTHING_FOUND
        yield Text(request.ask.request_id, nothing_known_words())


def _segments(request: Request, found: Iterable[MaskedInstance], label: str) -> Iterator[Segment]:
    for instance in found:
        segment = request.segment(instance, label)
        if segment is not None:
            yield segment


def _list(
    request: Request, search: Search, phrase: GroundedPhrase
) -> Generator[Answer, None, bool]:
    """All that is meant; returns whether any of it counts."""
    scores: list[float] = []
    for segment in _segments(request, search.found(phrase), phrase.label):
        scores.append(segment.score)
        yield segment
    counting = sum(score >= request.threshold for score in scores)
    request.reply.score = max([request.reply.score, *scores])
    if counting:
        yield from request.text(found_words(phrase.label, counting, search.narrowing(phrase)))
    else:
        yield Text(request.ask.request_id, search.nothing_words(phrase))
    return bool(counting)


def _locate(
    request: Request, search: Search, phrase: GroundedPhrase
) -> Generator[Answer, None, bool]:
    """The one that is meant, or the first few; returns whether there is one."""
    found, label = list(search.found(phrase)), phrase.label
    counting = [item for item in found if item.score >= request.threshold]
    segments = list(_segments(request, search.chosen(phrase, counting), label))
    if not segments:
        if not counting:
            yield from _segments(request, found, label)
        yield Text(request.ask.request_id, search.nothing_words(phrase, len(counting)))
        return False
    request.reply.score = max(request.reply.score, *(segment.score for segment in segments))
    yield from segments
    narrowing = search.narrowing(phrase)
    if len(segments) < phrase.count:
        yield from request.text([("only ", ""), *found_words(label, len(segments), narrowing)])
        return True
    order = order_words(phrase.selector, phrase.rank, phrase.count)
    among = len(counting) if phrase.rank > 1 or phrase.count > 1 else 0
    place = _middle(request, segments[0]) if phrase.count == 1 else None
    yield from request.text(located_words(label, order, among, narrowing, place))
    return True


def _middle(request: Request, segment: Segment) -> tuple[float, float]:
    """Of its box, in CRS coordinates."""
    left, top, right, bottom = segment.box
    return request.ask.tile.geobox.to_world((left + right) / 2, (top + bottom) / 2)
