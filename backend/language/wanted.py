"""The phrases to look for: those the question names, else the one the model reads out of it."""

from __future__ import annotations

import re
from dataclasses import replace

from backend.data.colours import COLOUR_WORDS
from backend.data.question_templates import SIZE_WORDS
from backend.data.vocabulary import OWN_NOUNS

from .dialogue import Dialogue, GroundedPhrase, Opening
from .question import Question
from .things import Thing


def phrases_wanted(
    dialogue: Dialogue, opening: Opening, question: Question, marked: bool
) -> list[GroundedPhrase]:
    """What is asked for, each with its selectors and colour; nothing where it is not known.

    Args:
        opening: of the question's text; its task is one that is answered by phrases.
        marked: whether something is marked, which the model may then mean.
    """
    if question.unclear:
        return []
    said = dialogue.phrase(opening.steps)
    if question.things:
        said = said and _as_said(said, question.text)
        only = len(question.things) == 1
        wanted = [wanted_phrase(dialogue, thing, said, only) for thing in question.things]
        places = _places_said(question.text)
        return [
            replace(phrase, selectors=(thing.superlative, *places)) if thing.superlative else phrase
            for phrase, thing in zip(wanted, question.things, strict=True)
        ]
    # All words for our own nouns are known: the question says none of them.
    if said is None or (said.label in OWN_NOUNS and not marked):
        return []
    return [said]


def _places_said(text: str) -> tuple[str, ...]:
    """The selectors of "in the upper left"."""
    said = " ".join(found["place"] for found in _PLACE.finditer(text))
    return tuple(name for name in _PLACE_ORDER if re.search(_SIDES[name], said)) if said else ()


def _as_said(phrase: GroundedPhrase, text: str) -> GroundedPhrase:
    """The phrase without places and a colour that no word of the text stands for."""
    selectors = tuple(name for name in phrase.selectors if re.search(_SIDES.get(name, ""), text))
    words = COLOUR_WORDS.get(phrase.colour, ())
    coloured = any(re.search(rf"\b{word}", text) for word in words)
    return replace(phrase, selectors=selectors, link=phrase.link if coloured else "")


def wanted_phrase(
    dialogue: Dialogue, thing: Thing, said: GroundedPhrase | None = None, only: bool = False
) -> GroundedPhrase:
    """A named thing as the plainest question draws it, where the model says it is.

    However it is asked for, as many are found.

    Args:
        said: what the model reads out of the question; which part of the image is its reading.
        only: whether nothing else is asked for; then what it reads is all about this thing.
    """
    selectors, colour = (said.selectors, said.colour) if said else ((), "")
    if thing.size or not only:
        selectors = tuple(name for name in selectors if name not in SIZE_WORDS)
    if thing.size:
        selectors = (*selectors, thing.size)
    if thing.superlative:
        selectors = (thing.superlative,)
    if said is None or not only or said.label not in thing.categories:
        category, colour = thing.categories[0], ""
    else:
        category = said.label
    rank, count = max(1, thing.rank), max(1, thing.count)
    link = thing.colour or colour
    drawn = dialogue.plain_phrase(category)
    return replace(drawn, selectors=selectors, link=link, rank=rank, count=count)


_SIDES = {
    "left-most": r"left|west",
    "right-most": r"right|east",
    "top-most": r"top|upper|north|high|above",
    "bottom-most": r"bottom|lower|south|low|below",
}
"""Parts of words, one of which stands for a side of the image; of sizes there are too many."""
_PLACE_ORDER = ("top-most", "bottom-most", "left-most", "right-most")
_PLACE = re.compile(
    r"\b(?:in|at|on) the (?P<place>(?:(?:upper|lower|top|bottom|north|south)(?:ern)?[\s-]?)?"
    r"(?:left|right|west|east)?(?:ern)?)(?![\w-])"
)
