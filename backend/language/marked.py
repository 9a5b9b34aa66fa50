"""What a question says of marks: whether it is about them, and what it asks of them.

Two questions about marks need no more than their names and boxes: which of them are of a kind, and
which is the largest of them.
"""

from __future__ import annotations

import re

from backend.data.question_templates import SELECTOR_WORDS

from .question import Question
from .things import any_of

_THEM = (
    r"(?:this|that|it|these|those|they|them|both|all|any|one|each|(?:the )?mark(?:s|ed)?(?: \d+)?)"
)
_POINTS = re.compile(
    r"\b(?:this|that|these|those|it|its|they|them|their|both|ones?|marks?|marked|selected)\b"
)
_WHOLE = re.compile(
    r"\b(?:the|this|whole|entire) (?:image|picture|photo|scene|view|map|tile|layer|raster)\b"
    r"|\b(?:kind|type|sort) of (?:place|scene|land use)(?: is (?:this|that|it))?\b"
)
_CHECKS = re.compile(
    rf"^(?:so |and )?(?:is|are|was|were) {_THEM}\b|\b(?:could|can|might|may) {_THEM} be\b"
    rf"|\b(?:how many|number|any|some|all|which|either|none|what) of (?:the )?{_THEM}\b"
    r"|^which (?:marks?|ones?)\b.*\b(?:is|are)\b"
)
_ORDERS = {
    word: selector
    for selector, words in (
        *SELECTOR_WORDS.items(),
        ("largest", ("larger", "bigger", "greater")),
        ("smallest", ("smaller", "tinier", "littler")),
    )
    for word in words
}
"""Superlatives and comparatives -> the superlative."""
_WHICH = re.compile(
    rf"^(?:which|what)\b(?: (?:one|ones|marks?|objects?|of (?:the )?{_THEM}"
    r"|of the (?:two|three)|is|are|the))*"
    rf" (?P<order>{any_of(_ORDERS)})(?: (?:one|mark|of them|of these|of the marks))?\W*$"
)
_ALIKE = re.compile(r"^(?:is|are)\b.*\b(?:same|alike|identical|different)\b")
AROUND = ("next to", "near", "close to", "beside", "around", "by")
"""Where something lies from a mark, if on no side of it."""
_SURROUNDINGS = re.compile(
    rf"^(?:what|which|who)\b.*\b(?P<where>{'|'.join(AROUND)}"
    r"|(?:left|right|west|east|north|south) of|above|below|behind|between|inside|under)\b"
)


def is_of_picture(question: Question) -> bool:
    """Whether it is about the whole picture, whatever is marked on it."""
    whole = bool(_WHOLE.search(question.text))
    if _POINTS.search(_WHOLE.sub("", question.text)):
        return False
    return whole or (bool(question.things) and (question.counts or question.says_yes_or_no))


def checks_names(question: Question) -> bool:
    """Whether it asks which of the marks are of a kind, or whether one is: "is this a ship"."""
    things = question.things
    looks = any(thing.superlative or thing.size or thing.colour for thing in things)
    asked = question.plain and not (question.neighbours or question.declined or looks)
    return asked and bool(_CHECKS.search(question.text))


def order_asked(question: Question) -> str:
    """The superlative by which one of the marks is asked for, empty where none is."""
    found = _WHICH.search(question.text)
    return _ORDERS[found["order"]] if found and not question.things else ""


def asks_alike(question: Question) -> bool:
    """Whether it asks if the marks are of one kind."""
    return bool(_ALIKE.search(question.text)) and not question.things


def surroundings_asked(question: Question) -> str:
    """The words for where something lies from a mark when it is asked what lies there, as "next
    to"; empty where it is not.
    """
    found = None if question.things else _SURROUNDINGS.search(question.text)
    return found["where"] if found else ""
