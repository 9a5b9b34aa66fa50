"""What the words of a question say for certain, read beside the model.

Which known things it names, how they look, and what they are to lie near needs no model, and a
small one confuses it: of two nouns it draws the second. The rest, the task above all, is the
model's; the words only rule out tasks that cannot be meant.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from backend.data.colours import COLOUR_WORDS
from backend.data.question_templates import SELECTOR_WORDS, SIZE_WORDS
from backend.data.vocabulary import SENSOR_FORMS, forms_for, noun_of
from earthgptx_qgis.wire.messages import Task

SHORTEST_MENDED = 7
ALIKE = 0.85
"""Share of letters in common, about one letter in seven wrong. Shorter words are left alone:
trucks are no tracks."""


class Relation(Enum):
    """How what is asked for lies from its neighbour, in the words of an answer."""

    NEAR = "near"
    AWAY = "not near"
    NEAREST = "nearest to"


@dataclass(frozen=True)
class Thing:
    """A category that a question names, and what it says before the noun.

    Attributes:
        categories: those the noun may stand for, the likeliest first: a car is a vehicle where the
            sensor's labels do not tell cars apart.
        superlative: "largest", "left-most", ...; empty without one.
        size: the selector of "large" or "small"; empty without.
        colour: its plain name; empty without.
    """

    categories: tuple[str, ...]
    superlative: str = ""
    size: str = ""
    colour: str = ""


@dataclass(frozen=True)
class Question:
    """A question, as far as its words are plain.

    Attributes:
        text: for the model: known nouns spelt right, and nothing about a neighbour.
        things: what is asked for, each once.
        neighbour: what the things lie near, or not near, as `relation` says.
        unclear: things are named, but not how they belong together.
    """

    text: str
    things: tuple[Thing, ...] = ()
    neighbour: Thing | None = None
    relation: Relation = Relation.NEAR
    unclear: bool = False

    @property
    def named(self) -> tuple[str, ...]:
        """The categories of all that is named."""
        every = (*self.things, self.neighbour) if self.neighbour else self.things
        return tuple(dict.fromkeys(thing.categories[0] for thing in every))

    def possible(self, tasks: Sequence[str], marked: bool) -> list[str]:
        """Those of the tasks that the words do not rule out; all where they rule out each.

        Args:
            marked: whether something is marked; then things are named for many reasons.
        """
        kept = [task for task in tasks if self._may_be(task, marked)]
        return kept or list(tasks)

    def _may_be(self, task: str, marked: bool) -> bool:
        if self.things and not marked:
            if _COUNTING.search(self.text):
                return task == Task.COUNT.value
            if any(thing.superlative for thing in self.things):
                return task == Task.LOCATE.value
        if task == Task.ANSWER.value:
            return bool(_YES_OR_NO.search(self.text)) and not _ASKS_WHICH.search(self.text)
        return True


def has_words(text: str) -> bool:
    """Whether anything is asked at all."""
    return any(letter.isalnum() for letter in text)


def read_question(text: str, categories: Iterable[str], source: str) -> Question:
    """The question of a person who asks a model of these categories about an image of a sensor."""
    if not has_words(text):
        return Question("")
    nouns = _nouns(categories, source)
    text = _spelt_right(" ".join(text.lower().split()), nouns)
    return _related(text, _mentions(text, nouns))


@dataclass(frozen=True)
class _Mention:
    """A thing, and the words that lead to it from the one before.

    Attributes:
        begin: where these words begin in the text.
        end: where the noun ends.
    """

    thing: Thing
    begin: int
    lead: str
    end: int


def _nouns(categories: Iterable[str], source: str) -> dict[str, tuple[str, ...]]:
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


def _spelt_right(text: str, nouns: Iterable[str]) -> str:
    """The text with long words of the nouns in place of those that differ by about a letter."""
    known = {word for noun in nouns for word in noun.split() if len(word) >= SHORTEST_MENDED}

    def mended(found: re.Match[str]) -> str:
        return next(iter(difflib.get_close_matches(found[0], known, 1, ALIKE)), found[0])

    return re.sub(rf"[a-z]{{{SHORTEST_MENDED},}}", mended, text)


def _mentions(text: str, nouns: dict[str, tuple[str, ...]]) -> list[_Mention]:
    """Where the nouns stand, longest first; of a compound the last: a water tank is a tank."""
    mentions: list[_Mention] = []
    if not nouns:
        return mentions
    for found in re.finditer(rf"(?<![\w-])(?:{_any_of(nouns)})(?![\w-])", text):
        begin = mentions[-1].end if mentions else 0
        lead = text[begin : found.start()]
        if mentions and lead == " ":
            begin, lead = mentions[-1].begin, mentions.pop().lead
        thing, lead = _described(Thing(nouns[found[0]]), lead)
        mentions.append(_Mention(thing, begin, lead, found.end()))
    return mentions


def _described(thing: Thing, lead: str) -> tuple[Thing, str]:
    """The thing with the adjectives right before it, and the words before these."""
    while found := _ADJECTIVE.search(lead):
        kind, name = _ADJECTIVES[found[1]]
        thing = replace(thing, **{kind: name})
        lead = lead[: found.start()]
    return thing, lead


def _related(text: str, mentions: list[_Mention]) -> Question:
    """Sorts what is named into things asked for and what these lie near."""
    things: list[Thing] = []
    neighbour, relation, unclear, kept = None, Relation.NEAR, False, text
    for mention in mentions:
        unclear |= bool(_LEFT_OUT.search(mention.lead))
        found = _RELATION.search(mention.lead)
        # "Zoom in on ships", but "cars on roads" and "near the road, find cars".
        leads = found and (things or (len(mentions) > 1 and found["near"] in _NEIGHBOURLY))
        if found and leads and neighbour is None:
            neighbour, relation = mention.thing, _relation(found)
            kept = text[: mention.begin + found.start()] + text[mention.end :]
            unclear |= any(thing.categories == neighbour.categories for thing in things)
        elif mention.thing not in things:
            unclear |= bool(things) and not _JOINED.fullmatch(mention.lead)
            things.append(mention.thing)
    unclear |= bool(_DANGLING.search(kept))
    return Question(kept.strip(" ,.;"), tuple(things), neighbour, relation, unclear)


def _relation(found: re.Match[str]) -> Relation:
    if found["near"] in _NEAREST:
        return Relation.NEAREST
    return Relation.AWAY if found["not"] or found["near"] in _AWAY else Relation.NEAR


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_ADJECTIVES = {
    word: (kind, name)
    for kind, table in (
        ("colour", COLOUR_WORDS),
        ("size", SIZE_WORDS),
        ("superlative", SELECTOR_WORDS),
    )
    for name, words in table.items()
    for word in words
}
"""Word -> the attribute of a Thing it sets, and to what."""
_NEAREST = ("nearest to", "closest to")
_AWAY = ("far from", "far away from", "away from")
_NEIGHBOURLY = (
    *("near", "near to", "next to", "close to", "beside", "alongside", "by", "around"),
    *_NEAREST,
    *_AWAY,
)
_WITHIN = ("in", "inside", "within", "on", "at", "along", "over", "across")
"""Of two things that touch: read as near, and said so in the answer."""
_ARTICLES = "the|a|an|any|some|all|every|each|one|of|this|that|these|those|other|another"

_ADJECTIVE = re.compile(rf"(?<!\w)({_any_of(_ADJECTIVES)})\s+$")
_RELATION = re.compile(
    rf"(?<!\w)(?P<not>not\s+)?(?P<near>{_any_of((*_NEIGHBOURLY, *_WITHIN))})"
    rf"\s+(?:(?:{_ARTICLES})\s+)*$"
)
_JOINED = re.compile(rf"\s*(?:(?:,|;|&|\+|/|and|or|plus|also|as well as|how many|{_ARTICLES})\s*)+")
_LEFT_OUT = re.compile(rf"\b(?:except|excluding|other than|without|not)\s+(?:(?:{_ARTICLES})\s+)*$")
_DANGLING = re.compile(
    r"\b(?:near|next to|close to|beside|alongside|nearest|closest|far from|away from)\b"
)
_COUNTING = re.compile(r"\b(?:how many|number of|count|counting)\b")
_YES_OR_NO = re.compile(
    r"^any\b|\b(?:is|are|was|were|does|do|did|has|have|can|could|would|will|yes)\b"
)
_ASKS_WHICH = re.compile(r"^(?:what|which|where|who|how|when|why)\b")
