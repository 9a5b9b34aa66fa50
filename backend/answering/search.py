"""What is found for a phrase, narrowed to what the question means: place, colour, neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from backend.language.dialogue import Dialogue, GroundedPhrase
from backend.language.question import Relation
from backend.language.wanted import wanted_phrase
from backend.language.words import (
    Narrowing,
    narrowing_words,
    not_found_words,
    order_words,
    ordinal,
    plural,
    several,
    too_few_words,
)
from backend.masks.grounding import MaskedInstance, find_instances
from backend.masks.selection import (
    beside,
    between,
    distances,
    in_place,
    near,
    nearest,
    of_colour,
    offsets,
    select,
)
from earthgptx_qgis.wire.messages import SourceKind, Task

from .request import Request

_DIRECTIONS = {
    Relation.LEFT: (1, 0),
    Relation.RIGHT: (-1, 0),
    Relation.ABOVE: (0, 1),
    Relation.BELOW: (0, -1),
}
"""Where the neighbour lies, seen from what is asked for: x right, y down."""


class Neighbour:
    """What something is to lie near: looked for once."""

    def __init__(self, request: Request, phrase: GroundedPhrase, by_superlative: bool) -> None:
        self.phrase, self._by_superlative = phrase, by_superlative
        self._request = request
        self._places = () if by_superlative else phrase.selectors

    @cached_property
    def instances(self) -> list[MaskedInstance]:
        """Those that are there for certain; of a superlative the one or the few."""
        phrase = self.phrase
        found = narrowed(self._request, phrase, self._places)
        sure = [item for item in found if item.score >= self._request.sure_score]
        if not self._by_superlative:
            return sure
        return select(sure, phrase.selector, phrase.rank, phrase.count)

    def words(self, relation: Relation) -> str:
        """ "large white buildings", "the nearest building", "the second largest building"."""
        phrase, before = self.phrase, self._narrowing.before
        if self._by_superlative:
            order = order_words(phrase.selector, phrase.rank, phrase.count)
            return f"the {order} {before}{several(phrase.label, phrase.count)}"
        if relation in _DIRECTIONS:
            return f"the nearest {before}{phrase.label}"
        return f"{before}{plural(phrase.label)}"

    @property
    def missing_words(self) -> str:
        """That it was not found."""
        return not_found_words(self.phrase.label, self._narrowing)

    @property
    def _narrowing(self) -> Narrowing:
        return narrowing_words(self._places, self.phrase.colour)


class Search:
    """Looks for phrases in one tile, beside their neighbours."""

    def __init__(self, request: Request, dialogue: Dialogue) -> None:
        self._request = request
        self._relation = request.question.relation
        self._neighbours = [
            Neighbour(request, wanted_phrase(dialogue, thing, only=True), bool(thing.superlative))
            for thing in request.question.neighbours
        ]

    def unseen_colour(self, phrases: Iterable[GroundedPhrase]) -> str:
        """A colour that is asked for where the picture has none; else empty."""
        if self._request.sight.picture.source == SourceKind.OPTICAL.value:
            return ""
        every = (*phrases, *(neighbour.phrase for neighbour in self._neighbours))
        return next((phrase.colour for phrase in every if phrase.colour), "")

    def found(self, phrase: GroundedPhrase) -> Iterator[MaskedInstance]:
        """The instances that are meant; of a superlative all, for one is chosen of those that
        count.
        """
        found = narrowed(self._request, phrase, self._places(phrase))
        if self._neighbours:
            found = iter(self._by_neighbours(list(found), phrase))
        return found

    def chosen(
        self, phrase: GroundedPhrase, counting: Sequence[MaskedInstance]
    ) -> Sequence[MaskedInstance]:
        """The one of those that count which is meant, or several; by nearness they are already."""
        if self._by_nearness:
            return counting
        return select(counting, phrase.selector, phrase.rank, phrase.count)

    def narrowing(self, phrase: GroundedPhrase) -> Narrowing:
        """In words, by what `found` narrows."""
        near = ""
        if self._neighbours:
            rank = f"{ordinal(phrase.rank)} " if self._by_nearness and phrase.rank > 1 else ""
            names = " and ".join(item.words(self._relation) for item in self._neighbours)
            near = f"{rank}{self._relation.value} {names}"
        return narrowing_words(self._places(phrase), phrase.colour, near)

    def nothing_words(self, phrase: GroundedPhrase, counting: int = 0) -> str:
        """That nothing was found, and whether for want of a neighbour, or of more than count."""
        narrowing = self.narrowing(phrase)
        if counting:
            order = order_words(phrase.selector, phrase.rank, phrase.count)
            return too_few_words(phrase.label, order, counting, narrowing)
        words = not_found_words(phrase.label, narrowing)
        missing = [item.missing_words for item in self._neighbours if not item.instances]
        return ": ".join([words, *missing[:1]])

    @property
    def _by_nearness(self) -> bool:
        return bool(self._neighbours) and self._relation is Relation.NEAREST

    def _places(self, phrase: GroundedPhrase) -> Sequence[str]:
        """Sides and sizes; where one is located, the first of the selectors is its superlative."""
        locating = self._request.reply.task is Task.LOCATE
        return phrase.selectors[1:] if locating else phrase.selectors

    def _by_neighbours(
        self, found: list[MaskedInstance], phrase: GroundedPhrase
    ) -> list[MaskedInstance]:
        one, other = self._neighbours[0].instances, self._neighbours[-1].instances
        if self._relation in _DIRECTIONS:
            return beside(found, offsets(found, one), _DIRECTIONS[self._relation])
        if self._relation is Relation.BETWEEN:
            return between(found, offsets(found, one), offsets(found, other))
        if self._by_nearness:
            found = [item for item in found if item.score >= self._request.threshold]
        away = distances(found, one, self._request.size)
        if self._by_nearness:
            return nearest(found, away, phrase.rank, phrase.count)
        return near(found, away, away=self._relation is Relation.AWAY)


def narrowed(
    request: Request, phrase: GroundedPhrase, places: Sequence[str]
) -> Iterator[MaskedInstance]:
    """The instances of a phrase that have its colour, in these places and of these sizes."""
    found = find_instances(request.sight, phrase)
    if phrase.colour:
        found = iter(of_colour(list(found), phrase.colour, request.sight.picture.pixels))
    if places:
        found = iter(in_place(list(found), places, request.size, request.sure_score))
    return found
