"""Tasks whose answer is drawn: find, count, find similar, locate, grounded description."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from itertools import islice

from backend.data.colours import COLOUR_WORDS, colour_asked
from backend.data.question_templates import NEAR
from backend.data.vocabulary import forms_for
from backend.engine import Answer
from backend.language.dialogue import Dialogue, GroundedPhrase, Opening
from backend.language.words import (
    Narrowing,
    found_words,
    grounded_words,
    located_words,
    narrowing_words,
    no_colours_words,
    not_found_words,
    nothing_known_words,
)
from backend.masks.grounding import MaskedInstance, find_instances, select
from backend.masks.selection import in_place, near_to, of_colour
from earthgptx_qgis.wire.messages import Progress, Segment, Task, Text, Verdict

from .request import Request

OPTICAL = "optical"
MOST_PHRASES = 12
"""Phrases of a grounded description that are drawn."""


def ground(request: Request, dialogue: Dialogue, opening: Opening) -> Iterator[Answer]:
    """The instances of the phrase the model names: all, or those it narrows them to."""
    started = time.perf_counter()
    # A phrase, and perhaps another one that it lies near.
    named = list(islice(dialogue.phrases(opening.steps), 2))
    request.reply.spend("words", started)
    if not named:
        yield from request.refuse(opening.probability)
        return
    phrase = named[0]
    neighbour = named[1] if len(named) > 1 and named[1].link == NEAR else None
    colour = _colour(request, phrase)
    if colour and request.sight.picture.source != OPTICAL:
        request.reply.verdict = Verdict.NOT_SURE
        yield Text(request.ask.request_id, no_colours_words(request.sight.picture.source, colour))
        return
    yield Progress(request.ask.request_id, 0.7, f"looking for {phrase.label}")
    started = time.perf_counter()
    found = _found(request, phrase)
    if neighbour is not None:
        others = [item for item in _found(request, neighbour) if item.score >= request.threshold]
        found = iter(near_to(list(found), others))
    if colour:
        found = iter(of_colour(list(found), colour, request.sight.picture.pixels))
    if request.reply.task is Task.LOCATE:
        yield from _locate(request, list(found), phrase)
    else:
        if phrase.selectors:
            found = iter(in_place(list(found), phrase.selectors, request.size))
        near = neighbour.label if neighbour else ""
        narrowing = narrowing_words(phrase.selectors, colour, near)
        yield from _list(request, found, phrase.label, narrowing)
    request.reply.spend("pixels", started)


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
        for segment in _segments(request, _found(request, phrase), phrase.label):
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


def _colour(request: Request, phrase: GroundedPhrase) -> str:
    """The colour that is asked for: what the question says before the noun needs no model."""
    forms = forms_for(phrase.label, request.sight.picture.source)
    asked = colour_asked(request.ask.question, [word for pair in forms for word in pair])
    return asked or (phrase.link if phrase.link in COLOUR_WORDS else "")


def _found(request: Request, phrase: GroundedPhrase) -> Iterator[MaskedInstance]:
    return find_instances(request.sight, phrase)


def _segments(request: Request, found: Iterable[MaskedInstance], label: str) -> Iterator[Segment]:
    for instance in found:
        segment = request.segment(instance, label)
        if segment is not None:
            yield segment


def _list(
    request: Request, found: Iterable[MaskedInstance], label: str, narrowing: Narrowing
) -> Iterator[Answer]:
    scores: list[float] = []
    for segment in _segments(request, found, label):
        scores.append(segment.score)
        yield segment
    counting = sum(score >= request.threshold for score in scores)
    request.reply.score = max(scores, default=0.0)
    if counting:
        yield from request.text(found_words(label, counting, narrowing))
    else:
        request.reply.verdict = Verdict.NOTHING_FOUND
        yield Text(request.ask.request_id, not_found_words(label, narrowing))


def _locate(
    request: Request, found: list[MaskedInstance], phrase: GroundedPhrase
) -> Iterator[Answer]:
    counting = [item for item in found if item.score >= request.threshold]
    if not counting:
        yield from _list(request, found, phrase.label, Narrowing())
        return
    chosen = select(counting, phrase.selector)
    request.reply.score = chosen.score
    segment = request.segment(chosen, phrase.label)
    if segment is None:
        return
    yield segment
    left, top, right, bottom = segment.box
    place = request.ask.tile.geobox.to_world((left + right) / 2, (top + bottom) / 2)
    yield from request.text(located_words(phrase.label, phrase.selector, place))
