"""The things that a question names: known nouns, and what stands right before and behind them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from backend.data.colours import COLOUR_WORDS
from backend.data.question_templates import SELECTOR_WORDS, SIZE_WORDS
from backend.data.vocabulary import NUMBER_WORDS, SENSOR_FORMS, forms_for, noun_of

SHORTEST_MENDED = 7
ALIKE = 0.85
"""Share of letters in common, about one letter in seven wrong. Shorter words are left alone:
trucks are no tracks."""
ORDINAL_WORDS = (
    *("first", "second", "third", "fourth", "fifth"),
    *("sixth", "seventh", "eighth", "ninth", "tenth"),
)
ARTICLES = "the|a|an|any|some|all|every|each|one|of|this|that|these|those|other|another"
"""Words before a noun that say nothing which is acted upon, as alternatives of a pattern."""


@dataclass(frozen=True)
class Thing:
    """A category that a question names, and what it says of it.

    Attributes:
        categories: those the noun may stand for, the likeliest first: a car is a vehicle where the
            sensor's labels do not tell cars apart.
        superlative: "largest", "left-most", ...; empty without one.
        rank: which one in the order of a superlative or of nearness, from 1; 0 where none is said.
        count: how many of that order are meant; 0 where none is said.
        size: the selector of "large" or "small"; empty without.
        colour: its plain name; empty without.
    """

    categories: tuple[str, ...]
    superlative: str = ""
    rank: int = 0
    count: int = 0
    size: str = ""
    colour: str = ""


@dataclass(frozen=True)
class Mention:
    """A thing, and the words that lead to it from the one before.

    Attributes:
        begin: where these words begin in the text.
        end: where what belongs to the noun ends.
        unclear: two things are said of it that cannot both hold.
    """

    thing: Thing
    begin: int
    lead: str
    end: int
    unclear: bool = False


def nouns_of(categories: Iterable[str], source: str) -> dict[str, tuple[str, ...]]:
    """Every word for a category -> the categories it may stand for.

    What only a sensor's labels call so comes first, then what it is the plain name of.
    """
    nouns: dict[str, dict[str, int]] = {}
    for category in categories:
        of_sensor, plain = SENSOR_FORMS.get((source, category), ()), noun_of(category).forms[0]
        for pair in forms_for(category, source):
            rank = 0 if pair in of_sensor else 1 if pair == plain else 2
            for form in pair:
                nouns.setdefault(form, {}).setdefault(category, rank)
    return {form: tuple(sorted(ranks, key=ranks.__getitem__)) for form, ranks in nouns.items()}


def singulars_of(categories: Iterable[str], source: str) -> list[str]:
    """Every word for one of the categories."""
    return [one for category in categories for one, _ in forms_for(category, source)]


def spelt_right(text: str, nouns: Iterable[str]) -> str:
    """The text with long words of the nouns in place of those that differ by about a letter."""
    known = {word for noun in nouns for word in noun.split() if len(word) >= SHORTEST_MENDED}

    def mended(found: re.Match[str]) -> str:
        return next(iter(difflib.get_close_matches(found[0], known, 1, ALIKE)), found[0])

    return re.sub(rf"[a-z]{{{SHORTEST_MENDED},}}", mended, text)


def with_each_adjective(text: str, nouns: Iterable[str]) -> str:
    """ "Red cars and blue cars" for "red and blue cars"."""
    looks = any_of(word for word, (kind, _) in _ADJECTIVES.items() if kind != "superlative")
    shared = (
        rf"(?<!\w)({looks})(\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+)"
        rf"({looks})\s+({any_of(nouns)})(?![\w-])"
    )
    spread = re.sub(shared, r"\1 \4\2\3 \4", text)
    return spread if spread == text else with_each_adjective(spread, nouns)


def with_superlative_before(text: str, nouns: Iterable[str]) -> str:
    """ "Which are the two largest tanks" for "which tanks are the two largest"."""
    order = any_of(word for words in SELECTOR_WORDS.values() for word in words)
    number = f"{any_of((*NUMBER_WORDS[2:], *ORDINAL_WORDS))}|\\d+"
    ranked = rf"(?:(?:{number}) )?(?:{order})"
    behind = rf"^(which|what) (?:of the )?({any_of(nouns)}) (is|are) the ({ranked})\b"
    return re.sub(behind, r"\1 \3 the \4 \2", text)


def mentions_in(text: str, nouns: dict[str, tuple[str, ...]]) -> list[Mention]:
    """Where the nouns stand, longest first; of a compound the last: a water tank is a tank."""
    spans: list[tuple[int, int, str]] = []
    if not nouns:
        return []
    for found in re.finditer(rf"(?<![\w-])(?:{any_of(nouns)})(?![\w-]|{_NO_NOUN})", text):
        start = found.start()
        if spans and text[spans[-1][1] : start] == " ":
            start, *_ = spans.pop()
        spans.append((start, found.end(), found[0]))
    mentions: list[Mention] = []
    for start, end, noun in spans:
        begin = mentions[-1].end if mentions else 0
        mentions.append(_mention(Thing(nouns[noun]), text[begin:start], text[end:], begin, end))
    return mentions


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of these words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _mention(thing: Thing, lead: str, rest: str, begin: int, end: int) -> Mention:
    """The thing with the adjectives at the end of the lead and the order behind the noun."""
    said: list[tuple[str, str | int]] = []
    while found := _ADJECTIVE.search(lead):
        said.append(_meaning(found))
        lead = lead[: found.start()]
    found = _ORDER_BEHIND.match(rest)
    if found and (found["rank"] or any(kind == "rank" for kind, _ in said)):
        end += found.end()
        said.append(("superlative", _SIDES[found["side"]]))
        said += [("rank", _number(found["rank"]))] if found["rank"] else []
    if found := _COLOUR_BEHIND.match(rest):
        end += found.end()
        said.append(_ADJECTIVES[found["colour"]])
    attributes = dict(said)
    thing = replace(thing, **attributes)
    unclear = (
        len(attributes) < len(said)
        or (thing.rank > 1 and thing.count > 1)
        or bool(thing.superlative and _OTHER_NUMBER.search(lead))
    )
    return Mention(thing, begin, lead, end, unclear)


def _meaning(adjective: re.Match[str]) -> tuple[str, str | int]:
    """The attribute of a Thing that a word sets, and to what."""
    word = adjective["word"]
    return _ADJECTIVES.get(word) or ("rank" if adjective["rank"] else "count", _number(word))


def _number(word: str) -> int:
    digits = re.match(r"\d+", word)
    return int(digits[0]) if digits else _NUMBERS[word]


_ADJECTIVES = {
    word: (kind, name)
    for kind, table in (
        ("colour", COLOUR_WORDS),
        ("size", SIZE_WORDS),
        ("size", {"largest": ("huge", "giant"), "smallest": ("tiny",)}),
        ("superlative", SELECTOR_WORDS),
    )
    for name, words in table.items()
    for word in words
}
"""Word -> the attribute of a Thing it sets, and to what."""
_SIDES = {
    side: selector
    for selector, sides in (
        ("left-most", ("left", "west")),
        ("right-most", ("right", "east")),
        ("top-most", ("top", "north")),
        ("bottom-most", ("bottom", "south")),
    )
    for side in sides
}
"""Where counting begins -> the superlative of what comes first."""
_NUMBERS = {
    word: number
    for words in (("", *ORDINAL_WORDS), NUMBER_WORDS)
    for number, word in enumerate(words)
}
_NO_NOUN = r"\s+(?:use|cover)\b"
"""Behind land it makes another word."""
_RANK = rf"(?P<rank>{any_of(ORDINAL_WORDS)}|[1-9]\d*(?:st|nd|rd|th))"
_ADJECTIVE = re.compile(
    rf"(?<!\w)(?P<word>{any_of(_ADJECTIVES)}|{_RANK}|{any_of(NUMBER_WORDS[2:])}|(?<![.,])[1-9]\d*)"
    r"(?:\s+of(?:\s+(?:the|all|these|those))*)?[\s-]+$"
)
_ORDER_BEHIND = re.compile(
    rf"(?:\s+(?:(?:is|are|lies)\s+)?(?:the\s+)?{_RANK})?"
    rf"\s+from\s+(?:the\s+)?(?P<side>{any_of(_SIDES)})(?:\s+side)?(?!\w)"
)
_COLOUR_BEHIND = re.compile(
    r"\s+(?:(?:(?:that|which)\s+)?(?:is|are)\s+|in\s+)?"
    rf"(?P<colour>{any_of(word for words in COLOUR_WORDS.values() for word in words)})"
    r"(?=\s*(?:$|[,.;!?]))"
)
LATER_RANK = re.compile(rf"(?<!\w)(?:{any_of(ORDINAL_WORDS[1:])}|\d+(?:st|nd|rd|th))(?!\w)")
"""A rank other than the first, which may also mean "before all else"."""
_OTHER_NUMBER = re.compile(
    r"\b(?:few|several|many|most|next|last|dozen|couple(?: of)?|[a-z]+teen|[a-z]+ty|eleven|twelve"
    r"|[\d.,]+)[\s-]+$"
)
"""Before a superlative it says more than is understood."""
