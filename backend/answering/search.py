"""What is found for a phrase, narrowed to what the question means: place, colour, neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

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
    too_few_words,
)
from backend.masks.grounding import MaskedInstance, find_instances
from backend.masks.selection import distances, in_place, near, nearest, of_colour, select
from earthgptx_qgis.wire.messages import SourceKind, Task

from .request import Request


class Search:
    """Looks for phrases in one tile; what they lie near is looked for once."""

    def __init__(self, request: Request, dialogue: Dialogue) -> None:
        self._request = request
        neighbour = request.question.neighbour
        self._neighbour = wanted_phrase(dialogue, neighbour, only=True) if neighbour else None
        self._one_of_neighbours = bool(neighbour and neighbour.superlative)
        self._others: list[MaskedInstance] | None = None

    def unseen_colour(self, phrases: Iterable[GroundedPhrase]) -> str:
        """A colour that is asked for where the picture has none; else empty."""
        if self._request.sight.picture.source == SourceKind.OPTICAL.value:
            return ""
        every = (*phrases, self._neighbour) if self._neighbour else phrases
        return next((phrase.colour for phrase in every if phrase.colour), "")

    def found(self, phrase: GroundedPhrase) -> Iterator[MaskedInstance]:
        """The instances that are meant; of a superlative all, for one is chosen of those that
        count.
        """
        found = self._looking(phrase, self._places(phrase))
        if self._neighbour is not None:
            found = iter(self._by_neighbour(list(found), phrase, self._neighbour))
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
        if self._neighbour is not None:
            rank = f"{ordinal(phrase.rank)} " if self._by_nearness and phrase.rank > 1 else ""
            relation = self._request.question.relation.value
            near = f"{rank}{relation} {self._neighbour_words(self._neighbour)}"
        return narrowing_words(self._places(phrase), phrase.colour, near)

    def nothing_words(self, phrase: GroundedPhrase, counting: int = 0) -> str:
        """That nothing was found, and whether for want of a neighbour, or of more than count."""
        narrowing = self.narrowing(phrase)
        if counting:
            order = order_words(phrase.selector, phrase.rank, phrase.count)
            return too_few_words(phrase.label, order, counting, narrowing)
        words = not_found_words(phrase.label, narrowing)
        if self._neighbour is None or self._others:
            return words
        neighbour = self._neighbour
        missing = narrowing_words(self._places_of_neighbour(neighbour), neighbour.colour)
        return f"{words}: {not_found_words(neighbour.label, missing)}"

    @property
    def _by_nearness(self) -> bool:
        return self._neighbour is not None and self._request.question.relation is Relation.NEAREST

    def _neighbour_words(self, neighbour: GroundedPhrase) -> str:
        """ "large white buildings", "the second largest building"."""
        before = narrowing_words(self._places_of_neighbour(neighbour), neighbour.colour).before
        if not self._one_of_neighbours:
            return f"{before}{plural(neighbour.label)}"
        order = order_words(neighbour.selector, neighbour.rank, neighbour.count)
        noun = plural(neighbour.label) if neighbour.count > 1 else neighbour.label
        return f"the {order} {before}{noun}"

    def _places(self, phrase: GroundedPhrase) -> Sequence[str]:
        return () if self._request.reply.task is Task.LOCATE else phrase.selectors

    def _places_of_neighbour(self, neighbour: GroundedPhrase) -> Sequence[str]:
        return () if self._one_of_neighbours else neighbour.selectors

    def _looking(self, phrase: GroundedPhrase, places: Sequence[str]) -> Iterator[MaskedInstance]:
        request = self._request
        found = find_instances(request.sight, phrase)
        if phrase.colour:
            found = iter(of_colour(list(found), phrase.colour, request.sight.picture.pixels))
        if places:
            found = iter(in_place(list(found), places, request.size, request.sure_score))
        return found

    def _neighbours(self, neighbour: GroundedPhrase) -> list[MaskedInstance]:
        """Those that are there for certain; of a superlative the one or the few."""
        others = self._looking(neighbour, self._places_of_neighbour(neighbour))
        sure = [item for item in others if item.score >= self._request.sure_score]
        if not self._one_of_neighbours:
            return sure
        return select(sure, neighbour.selector, neighbour.rank, neighbour.count)

    def _by_neighbour(
        self, found: list[MaskedInstance], phrase: GroundedPhrase, neighbour: GroundedPhrase
    ) -> list[MaskedInstance]:
        request = self._request
        if self._others is None:
            self._others = self._neighbours(neighbour)
        if self._by_nearness:
            found = [item for item in found if item.score >= request.threshold]
        away = distances(found, self._others, request.size)
        if self._by_nearness:
            return nearest(found, away, phrase.rank, phrase.count)
        return near(found, away, away=request.question.relation is Relation.AWAY)
