"""What is found for a phrase, narrowed to what the question means: place, colour, neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from backend.language.dialogue import Dialogue, GroundedPhrase
from backend.language.question import Relation
from backend.language.wanted import wanted_phrase
from backend.language.words import Narrowing, narrowing_words, not_found_words
from backend.masks.grounding import MaskedInstance, find_instances
from backend.masks.selection import distances, in_place, near, nearest, of_colour
from earthgptx_qgis.wire.messages import SourceKind, Task

from .request import Request


class Search:
    """Looks for phrases in one tile; what they lie near is looked for once."""

    def __init__(self, request: Request, dialogue: Dialogue) -> None:
        self._request = request
        neighbour = request.question.neighbour
        self._neighbour = wanted_phrase(dialogue, neighbour, only=True) if neighbour else None
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
        found = self._looking(phrase)
        if self._neighbour is not None:
            found = iter(self._by_neighbour(list(found), self._neighbour))
        return found

    def narrowing(self, phrase: GroundedPhrase) -> Narrowing:
        """In words, by what `found` narrows."""
        relation = self._request.question.relation.value if self._neighbour else ""
        neighbour = self._neighbour.label if self._neighbour else ""
        return narrowing_words(self._places(phrase), phrase.colour, relation, neighbour)

    def nothing_words(self, phrase: GroundedPhrase) -> str:
        """That nothing was found, and whether for want of a neighbour."""
        words = not_found_words(phrase.label, self.narrowing(phrase))
        if self._neighbour is None or self._others:
            return words
        return f"{words}: {not_found_words(self._neighbour.label)}"

    def _places(self, phrase: GroundedPhrase) -> Sequence[str]:
        return () if self._request.reply.task is Task.LOCATE else phrase.selectors

    def _looking(self, phrase: GroundedPhrase) -> Iterator[MaskedInstance]:
        request = self._request
        found = find_instances(request.sight, phrase)
        if phrase.colour:
            found = iter(of_colour(list(found), phrase.colour, request.sight.picture.pixels))
        if places := self._places(phrase):
            found = iter(in_place(list(found), places, request.size, request.sure_score))
        return found

    def _by_neighbour(
        self, found: list[MaskedInstance], neighbour: GroundedPhrase
    ) -> list[MaskedInstance]:
        request, relation = self._request, self._request.question.relation
        if self._others is None:
            others = self._looking(neighbour)
            self._others = [item for item in others if item.score >= request.sure_score]
        if relation is Relation.NEAREST:
            found = [item for item in found if item.score >= request.threshold]
        away = distances(found, self._others, request.size)
        if relation is Relation.NEAREST:
            return nearest(found, away)
        return near(found, away, away=relation is Relation.AWAY)
