"""What the words of a question say for certain, read beside the model.

Which known things it names, how they look, and what they are to lie near needs no model, and a
small one confuses it: of two nouns it draws the second. The rest, the task above all, is the
model's; the words only rule out tasks that cannot be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from earthgptx_qgis.wire.messages import Task

from .things import ARTICLES, LATER_RANK, Mention, Thing, any_of, mentions_in, nouns_of, spelt_right


class Relation(Enum):
    """How what is asked for lies from its neighbour, in the words of an answer."""

    NEAR = "near"
    AWAY = "not near"
    NEAREST = "nearest to"


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

    @property
    def by_rank(self) -> bool:
        """Whether some in the order of a superlative are asked for: the second, the first two."""
        return any(thing.superlative and (thing.rank or thing.count) for thing in self.things)

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
        if self.by_rank:
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
    nouns = nouns_of(categories, source)
    text = spelt_right(" ".join(text.lower().split()), nouns)
    return _related(text, mentions_in(text, nouns))


def _related(text: str, mentions: list[Mention]) -> Question:
    """Sorts what is named into things asked for and what these lie near."""
    things: list[Thing] = []
    neighbour, relation, unclear, kept = None, Relation.NEAR, False, text
    for mention in mentions:
        unclear |= mention.unclear or bool(_LEFT_OUT.search(mention.lead))
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
    unclear |= bool(_DANGLING.search(kept)) or _has_unread_rank(text, mentions)
    question = Question(kept.strip(" ,.;"), tuple(things), neighbour, relation, unclear)
    return replace(question, unclear=unclear or _is_contradictory(question))


def _has_unread_rank(text: str, mentions: list[Mention]) -> bool:
    """Whether a rank is said that belongs to no noun: "the second parked ship"."""
    unread = [mention.lead for mention in mentions] + [text[m.end :] for m in mentions[-1:]]
    return any(LATER_RANK.search(words) for words in unread)


def _is_contradictory(question: Question) -> bool:
    """Whether a rank is in no order or in two, or all are counted where some are asked for."""
    if question.neighbour and question.relation is Relation.NEAREST:
        return any(thing.superlative for thing in question.things)
    every = (*question.things, question.neighbour) if question.neighbour else question.things
    counting = question.by_rank and _COUNTING.search(question.text)
    return bool(counting) or any(thing.rank and not thing.superlative for thing in every)


def _relation(found: re.Match[str]) -> Relation:
    if found["near"] in _NEAREST:
        return Relation.NEAREST
    return Relation.AWAY if found["not"] or found["near"] in _AWAY else Relation.NEAR


_NEAREST = ("nearest to", "closest to")
_AWAY = ("far from", "far away from", "away from")
_NEIGHBOURLY = (
    *("near", "near to", "next to", "close to", "beside", "alongside", "by", "around"),
    *_NEAREST,
    *_AWAY,
)
_WITHIN = ("in", "inside", "within", "on", "at", "along", "over", "across")
"""Of two things that touch: read as near, and said so in the answer."""
_RELATION = re.compile(
    rf"(?<!\w)(?P<not>not\s+)?(?P<near>{any_of((*_NEIGHBOURLY, *_WITHIN))})"
    rf"\s+(?:(?:{ARTICLES})\s+)*$"
)
_JOINED = re.compile(rf"\s*(?:(?:,|;|&|\+|/|and|or|plus|also|as well as|how many|{ARTICLES})\s*)+")
_LEFT_OUT = re.compile(rf"\b(?:except|excluding|other than|without|not)\s+(?:(?:{ARTICLES})\s+)*$")
_DANGLING = re.compile(
    r"\b(?:near|next to|close to|beside|alongside|nearest|closest|far from|away from)\b"
)
_COUNTING = re.compile(r"\b(?:how many|number of|count|counting)\b")
_YES_OR_NO = re.compile(
    r"^any\b|\b(?:is|are|was|were|does|do|did|has|have|can|could|would|will|yes)\b"
)
_ASKS_WHICH = re.compile(r"^(?:what|which|where|who|how|when|why)\b")
