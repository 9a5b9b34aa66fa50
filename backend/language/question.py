"""What the words of a question say for certain, read beside the model.

Which known things it names, how they look, and what they are to lie near needs no model, and a
small one confuses it: of two nouns it draws the second. The rest, the task above all, is the
model's; the words only rule out tasks that cannot be meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from earthgptx_qgis.wire.messages import Task

from .limits import (
    asks_amount,
    is_about_size,
    is_beyond,
    is_left_open,
    is_of_another,
    is_part_of_name,
    is_plain,
    without_flourish,
)
from .things import (
    ARTICLES,
    LATER_RANK,
    Mention,
    Thing,
    any_of,
    mentions_in,
    nouns_of,
    singulars_of,
    spelt_right,
    with_each_adjective,
    with_superlative_before,
)


class Relation(Enum):
    """How what is asked for lies from its neighbour, in the words of an answer."""

    NEAR = "near"
    AWAY = "not near"
    NEAREST = "nearest to"
    LEFT = "left of"
    RIGHT = "right of"
    ABOVE = "above"
    BELOW = "below"
    BETWEEN = "between"


@dataclass(frozen=True)
class Question:
    """A question, as far as its words are plain.

    Attributes:
        text: for the model: known nouns spelt right, and nothing about a neighbour.
        things: what is asked for, each once.
        neighbours: what the things lie near, or left of, or between, as `relation` says; between
            two of a kind where there is but one.
        unclear: things are named, but not how they belong together.
        beyond: a measure, a share or another time is asked for, which no answer tells.
        about_size: the measure is one that every polygon has.
        plain: things are named, and no other word says anything more.
    """

    text: str
    things: tuple[Thing, ...] = ()
    neighbours: tuple[Thing, ...] = ()
    relation: Relation = Relation.NEAR
    unclear: bool = False
    beyond: bool = False
    about_size: bool = False
    plain: bool = False

    @property
    def declined(self) -> bool:
        """Whether it cannot be answered, whatever the image shows."""
        return self.beyond or (self.unclear and bool(self.things))

    @property
    def named(self) -> tuple[str, ...]:
        """The categories of all that is named."""
        every = (*self.things, *self.neighbours)
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
            if self.counts:
                return task == Task.COUNT.value
            if any(thing.superlative for thing in self.things):
                return task == Task.LOCATE.value
            if self.says_yes_or_no and asks_amount(self.text):
                return task == Task.COUNT.value
            if task in _OF_PICTURES and not re.search(_PICTURE, self.text):
                return False
        if self.by_rank:
            return task == Task.LOCATE.value
        if task == Task.ANSWER.value:
            of_scene = not (self.things or marked) and _IS_SCENE.search(self.text)
            return self.says_yes_or_no and not of_scene
        return True

    @property
    def counts(self) -> bool:
        """Whether it asks how many."""
        return bool(_COUNTING.search(self.text))

    @property
    def says_yes_or_no(self) -> bool:
        """Whether it may be answered by yes or no."""
        return bool(_YES_OR_NO.search(self.text)) and not _ASKS_WHICH.search(self.text)


def has_words(text: str) -> bool:
    """Whether anything is asked at all."""
    return any(letter.isalnum() for letter in text)


def read_question(text: str, categories: Sequence[str], source: str) -> Question:
    """The question of a person who asks a model of these categories about an image of a sensor."""
    if not has_words(text):
        return Question("")
    nouns = nouns_of(categories, source)
    text = spelt_right(without_flourish(" ".join(text.lower().split())), nouns)
    if nouns:  # "the nearest ship to the dock" is the ship nearest to the dock
        nearest = rf"(?<!\w)(nearest|closest) ((?:[a-z-]+ )?(?:{any_of(nouns)})) to(?!\w)"
        text = re.sub(nearest, r"\2 \1 to", text)
        text = with_each_adjective(with_superlative_before(text, nouns), nouns)
    mentions = mentions_in(text, nouns)
    beyond, about_size = is_beyond(text), is_about_size(text)
    question = replace(_related(text, mentions), beyond=beyond, about_size=about_size)
    if not mentions:
        return question
    before, behind = mentions[0].lead, text[mentions[-1].end :]
    singulars = singulars_of(categories, source)
    unclear = question.unclear or is_left_open(question.text) or is_of_another(before, behind)
    unclear |= is_part_of_name(text, singulars, nouns)
    rest = re.sub(rf"(?<![\w-])(?:{any_of(nouns)})(?![\w-])", " ", question.text)
    plain = bool(question.things) and is_plain(rest)
    return replace(question, unclear=unclear, plain=plain)


def _related(text: str, mentions: list[Mention]) -> Question:
    """Sorts what is named into things asked for and what these lie near."""
    things: list[Thing] = []
    neighbours: list[Thing] = []
    relation, unclear, kept, cut = Relation.NEAR, False, text, 0
    for mention in mentions:
        unclear |= mention.unclear or bool(_LEFT_OUT.search(mention.lead))
        found = _RELATION.search(mention.lead)
        # "Zoom in on ships", but "cars on roads" and "near the road, find cars".
        leads = found and (things or (len(mentions) > 1 and found["words"] not in _WITHIN))
        second = relation is Relation.BETWEEN and len(neighbours) == 1
        if found and leads and not neighbours:
            cut, relation = mention.begin + found.start(), _RELATIONS[found["words"]]
            unclear |= bool(re.search(r"\d", mention.lead))  # "20 m away from": unknown
            if found["not"]:
                unclear |= relation not in _OPPOSITES
                relation = _OPPOSITES.get(relation, relation)
        elif not (second and _AND.fullmatch(mention.lead)):
            unclear |= bool(found) and not things and not _AIMS.search(mention.lead)
            if mention.thing not in things:
                unclear |= bool(things) and not _JOINED.fullmatch(mention.lead)
                things.append(mention.thing)
            continue
        neighbours.append(mention.thing)
        kept = text[:cut] + text[mention.end :]
    if relation is Relation.BETWEEN and len(neighbours) == 1:  # "between the ship and the cliff"
        unclear |= bool(re.match(r"\s*and\b", kept[cut:]))
    unclear |= any(one.categories == other.categories for one in things for other in neighbours)
    unclear |= bool(_DANGLING.search(kept)) or _has_unread_rank(text, mentions)
    question = Question(kept.strip(" ,.;"), tuple(things), tuple(neighbours), relation, unclear)
    return replace(question, unclear=unclear or _is_contradictory(question))


def _has_unread_rank(text: str, mentions: list[Mention]) -> bool:
    """Whether a rank is said that belongs to no noun: "the second parked ship"."""
    unread = [mention.lead for mention in mentions] + [text[m.end :] for m in mentions[-1:]]
    return any(LATER_RANK.search(words) for words in unread)


def _is_contradictory(question: Question) -> bool:
    """Whether a rank is in no order or in two, or all are counted where some are asked for."""
    by_nearness = question.relation is Relation.NEAREST
    if by_nearness and any(thing.superlative for thing in question.things):
        return True
    in_no_order = question.neighbours if by_nearness else (*question.things, *question.neighbours)
    counting = question.by_rank and _COUNTING.search(question.text)
    return bool(counting) or any(thing.rank and not thing.superlative for thing in in_no_order)


def _beside(*sides: str) -> tuple[str, ...]:
    """ "left of", "to the left of", "on the left side of"."""
    leads = ("{} of", "to the {} of", "on the {} of", "on the {} side of")
    return tuple(lead.format(side) for side in sides for lead in leads)


_WITHIN = ("in", "inside", "within", "on", "at", "along", "over", "across")
"""Of two things that touch: read as near, and said so in the answer; "outside" as not near."""
_RELATIONS = {
    words: relation
    for relation, every in (
        (Relation.NEAR, ("near", "near to", "next to", "close to", "beside", "alongside")),
        (Relation.NEAR, ("by", "around", *_WITHIN)),
        (Relation.AWAY, ("far from", "far away from", "away from", "outside", "outside of")),
        (Relation.NEAREST, ("nearest to", "closest to")),
        (Relation.LEFT, _beside("left", "west")),
        (Relation.RIGHT, _beside("right", "east")),
        (Relation.ABOVE, ("above", *_beside("north"))),
        (Relation.BELOW, ("below", *_beside("south"))),
        (Relation.BETWEEN, ("between", "in between")),
    )
    for words in every
}
"""Words -> what they mean. North is up: where a picture has another north, answers still hold, for
they say "above"."""
_OPPOSITES = {Relation.NEAR: Relation.AWAY, Relation.AWAY: Relation.NEAR}
_RELATION = re.compile(
    rf"(?<![\w-])(?<!in the )(?P<not>not\s+)?(?P<words>{any_of(_RELATIONS)})"
    rf"\s+(?:(?:{ARTICLES}|both)\s+)*$"
)
_AND = re.compile(rf"\s+and\s+(?:(?:{ARTICLES})\s+)*")
_JOINED = re.compile(
    r"\s*(?:(?:,|;|&|\+|/|and|or|than|vs|versus|plus|also|as well as|how many|number of"
    rf"|{ARTICLES})\s*)+"
)
_LEFT_OUT = re.compile(rf"\b(?:except|excluding|other than|without|not)\s+(?:(?:{ARTICLES})\s+)*$")
_AIMS = re.compile(
    rf"(?:^|\b(?:zoom|zoom in|focus|look|go|pan|cent(?:er|re)))\s*"
    rf"(?:{any_of(_RELATIONS)})\s+(?:(?:{ARTICLES})\s+)*$"
    r"|\b(?:polygon|box|outline|contour|border|line|circle|rectangle|mask)(?:e?s)?\s+around\b"
)
"""Where nothing else lies there: "zoom in on ships", "a box around each ship"; but of "solar panels
on roofs" no roofs."""
_PICTURE = r"(?:the |this )?(?:image|picture|photo|map|view|tile|scene|layer|raster)"
_DANGLING = re.compile(
    r"\b(?:near|next to|close to|beside|alongside|nearest|closest|far from|away from|outside"
    rf"|between|above|below|(?:left|right|west|east|north|south)(?: side)? of(?! {_PICTURE}))\b"
)
_COUNTING = re.compile(r"\b(?:how many|number of|count|counting)\b")
_OF_PICTURES = (Task.DESCRIBE.value, Task.CLASSIFY_SCENE.value, Task.GROUNDED_DESCRIPTION.value)
_YES_OR_NO = re.compile(
    r"^any\b|(?<!that )(?<!which )(?<!who )"
    r"\b(?:is|are|was|were|does|do|did|has|have|can|could|would|will|yes)\b"
)
_IS_SCENE = re.compile(r"^(?:is|was) (?:this|that|it) an?\b")
"""Whether the picture is of a kind of place, which is told by naming the place."""
_ASKS_WHICH = re.compile(r"^(?:what|which|where|who|how|when|why)\b")
