"""Turns whose answer is a phrase: all of a kind, some by place or colour, one by superlative.

The language model names phrase, selectors and colour; which of the instances are meant is told by
geometry and pixels, so that a phrase always draws all of its instances.
"""

from __future__ import annotations

from dataclasses import dataclass

from backend.model.special_tokens import selector_token, task_token

from .colours import COLOUR_WORDS
from .facts import Facts, Target, Turn
from .labelled_folder import OTHER, UNLABELLED
from .question_templates import (
    COUNT,
    COUNT_WHERE,
    FIND,
    FIND_WHERE,
    LOCATE,
    LOCATE_ONE,
    NEAR,
    NEAR_WORDS,
    PLACE_WORDS,
    SELECTOR_WORDS,
    SIZE_WORDS,
)
from .speaker import Maker, Speaker, phrase
from .vocabulary import COVERS, NOUNS


def finding_makers(facts: Facts) -> dict[Maker, float]:
    """Makers of such turns that fit the facts, with their weights."""
    makers: dict[Maker, float] = {}
    if facts.instances:
        makers |= {
            find_present: 3.0,
            find_where: 1.0,
            count_present: 0.5,
            count_where: 0.2,
            locate: 0.7,
        }
    if _absent_things(facts):
        # Images known by their labels alone have other things to teach.
        makers |= {find_absent: 2.0 if facts.complete else 0.8, count_absent: 0.15}
    if facts.present_covers:
        makers |= {find_cover: 3.5, find_absent_cover: 0.5}
    return makers


def find_present(speaker: Speaker) -> Turn:
    """All instances of a category that is there."""
    return _all_of(speaker, "find", speaker.chance.choice(speaker.facts.categories))


def find_absent(speaker: Speaker) -> Turn:
    """A category that is surely not there: nothing to draw."""
    return _all_of(speaker, "find", speaker.chance.choice(_absent_things(speaker.facts)))


def count_present(speaker: Speaker) -> Turn:
    """How many: the phrase is segmented, and the engine counts."""
    return _all_of(speaker, "count", speaker.chance.choice(speaker.facts.categories))


def count_absent(speaker: Speaker) -> Turn:
    """How many of what is not there: the phrase is segmented all the same."""
    return _all_of(speaker, "count", speaker.chance.choice(_absent_things(speaker.facts)))


def _absent_things(facts: Facts) -> list[str]:
    """Absent categories that come as instances; an area is drawn in another way."""
    return [category for category in facts.absent if category not in COVERS]


def _all_of(speaker: Speaker, task: str, category: str) -> Turn:
    question = speaker.ask(FIND if task == "find" else COUNT, category)
    return Turn(
        question,
        task_token(task) + phrase(category),
        targets=(Target(speaker.facts.of_category(category)),),
    )


def find_cover(speaker: Speaker) -> Turn:
    """The area of a cover that is there."""
    return _cover(speaker, speaker.chance.choice(sorted(speaker.facts.present_covers)))


def find_absent_cover(speaker: Speaker) -> Turn:
    """A cover of which there is next to nothing, where there is one."""
    covers = speaker.facts.covers
    nameless = {index for index, name in enumerate(covers) if name in (UNLABELLED, OTHER)}
    absent = sorted(set(range(len(covers))) - speaker.facts.present_covers - nameless)
    return _cover(speaker, speaker.chance.choice(absent)) if absent else find_cover(speaker)


def _cover(speaker: Speaker, cover: int) -> Turn:
    name = speaker.facts.covers[cover]
    answer = task_token("find") + phrase(name)
    return Turn(speaker.ask(FIND, name), answer, targets=(Target(cover=cover),))


def find_where(speaker: Speaker) -> Turn:
    """Instances of a size or colour, in a part of the image, or near something else."""
    return _some_of(speaker, "find")


def count_where(speaker: Speaker) -> Turn:
    """How many of a size or colour, in a part of the image, or near something else."""
    return _some_of(speaker, "count")


@dataclass(frozen=True)
class _Narrowing:
    """Words before and behind the noun, selectors and colour before the phrase, its neighbour."""

    adjective: str = ""
    place: str = ""
    selectors: tuple[str, ...] = ()
    near: str = ""
    colour: str = ""


def _some_of(speaker: Speaker, task: str) -> Turn:
    category = speaker.chance.choice(speaker.facts.categories)
    narrowing = _narrowing(speaker, category)
    forms = [
        (f"{narrowing.adjective}{one}", f"{narrowing.adjective}{many}")
        for one, many in NOUNS[category].forms
    ]
    form = forms[0] if speaker.happens(0.5) else speaker.chance.choice(forms)
    templates = FIND_WHERE if task == "find" else COUNT_WHERE
    question = speaker.ask_of([f"{text}{narrowing.place}" for text in templates], form)
    return _narrowed(speaker, task, question, category, narrowing)


def _narrowed(
    speaker: Speaker, task: str, question: str, category: str, narrowing: _Narrowing
) -> Turn:
    selectors = "".join(selector_token(name) for name in narrowing.selectors)
    answer = task_token(task) + selectors + narrowing.colour + phrase(category)
    named = (category, narrowing.near) if narrowing.near else (category,)
    if narrowing.near:
        answer += NEAR + phrase(narrowing.near)
    targets = tuple(Target(speaker.facts.of_category(name)) for name in named)
    return Turn(question, answer, targets=targets)


def _narrowing(speaker: Speaker, category: str) -> _Narrowing:
    chance = speaker.chance
    known = (*speaker.facts.categories, *speaker.facts.absent)
    others = [name for name in known if name != category]
    kinds = {"place": 4.0, "size": 2.0, "colour": 4.0, "near": 3.0 if others else 0.0}
    (kind,) = chance.choices(list(kinds), list(kinds.values()))
    if kind == "place":
        selectors = chance.choice(list(PLACE_WORDS))
        return _Narrowing("", f" {chance.choice(PLACE_WORDS[selectors])}", selectors)
    if kind == "size":
        selector = chance.choice(list(SIZE_WORDS))
        return _Narrowing(f"{chance.choice(SIZE_WORDS[selector])} ", "", (selector,))
    if kind == "colour":
        colour = chance.choice(list(COLOUR_WORDS))
        return _Narrowing(f"{chance.choice(COLOUR_WORDS[colour])} ", colour=colour)
    other = chance.choice(others)
    return _Narrowing("", f" {_near_words(speaker, other)}", (), other)


def _near_words(speaker: Speaker, other: str) -> str:
    many = speaker.chance.choice(NOUNS[other].forms)[1]
    return speaker.chance.choice(NEAR_WORDS).format(other=many)


def locate(speaker: Speaker) -> Turn:
    """One object picked by a superlative, or the only one of its kind."""
    category = speaker.chance.choice(speaker.facts.categories)
    only = len(speaker.facts.of_category(category)) == 1
    if only and speaker.happens(0.2):
        question = speaker.ask(LOCATE_ONE, category)
        return _narrowed(speaker, "locate", question, category, _Narrowing())
    selector = speaker.chance.choice(list(SELECTOR_WORDS))
    words = speaker.chance.choice(SELECTOR_WORDS[selector])
    question = speaker.ask(LOCATE, category, select=words)
    return _narrowed(speaker, "locate", question, category, _Narrowing(selectors=(selector,)))
