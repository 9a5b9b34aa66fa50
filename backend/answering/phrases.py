"""Tasks whose answer is drawn: find, count, find similar, locate, grounded description."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Iterator
from itertools import islice

from backend.engine import Answer
from backend.language.dialogue import Dialogue, GroundedPhrase, Opening
from backend.language.wanted import phrases_wanted
from backend.language.words import (
    found_words,
    grounded_words,
    located_words,
    no_colours_words,
    nothing_known_words,
)
from backend.masks.grounding import MaskedInstance, find_instances, select
from earthgptx_qgis.wire.messages import Progress, Segment, Task, Text, Verdict

from .request import Request
from .search import Search

MOST_PHRASES = 12
"""Phrases of a grounded description that are drawn."""


def ground(request: Request, dialogue: Dialogue, opening: Opening) -> Iterator[Answer]:
    """The instances of what is asked for: all, or those the question narrows them to."""
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
    """The one that is meant; returns whether there is one."""
    found = list(search.found(phrase))
    counting = [item for item in found if item.score >= request.threshold]
    chosen = select(counting, phrase.selector) if counting else None
    segment = request.segment(chosen, phrase.label) if chosen else None
    if segment is None:
        yield from _segments(request, found, phrase.label)
        yield Text(request.ask.request_id, search.nothing_words(phrase))
        return False
    request.reply.score = max(request.reply.score, segment.score)
    yield segment
    left, top, right, bottom = segment.box
    place = request.ask.tile.geobox.to_world((left + right) / 2, (top + bottom) / 2)
    yield from request.text(located_words(phrase.label, phrase.selector, place))
    return True
