"""A conversation about one tile in the model's own words: questions in, task, phrases and text out.

Knows tokens and tensors, neither the wire nor polygons; the engine and the evaluation both speak
through it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import torch
from torch import Tensor

from backend.data import speaker
from backend.data.colours import COLOUR_WORDS
from backend.data.question_templates import PLAIN_FIND
from backend.data.vocabulary import noun_of
from backend.errors import BadRequest
from backend.language.generation import Step, generate
from backend.loaded_model import Sight
from backend.model.earthgptx import Understanding
from backend.model.prompt_encoder import PromptBatch
from backend.model.special_tokens import (
    ASSISTANT,
    BEGIN,
    END,
    IMAGE,
    MARK,
    PHRASE_BEGIN,
    REFUSE,
    SEGMENT,
    SELECTORS,
    USER,
    selector_token,
    source_token,
    task_token,
)

LONGEST_QUESTION = 200
MARKS_ON_NOTHING = 0.2
"""Odds that a person's mark lies on nothing with a name, as a share of those in training: people
mark what they want named, training marks the ground in every third question. The odds of a refusal
are corrected by it (Saerens et al. 2002, Adjusting the outputs of a classifier to new a priori
probabilities). Between 0.12 and 0.33 `val` has the same share of right answers."""


@dataclass(frozen=True)
class Opening:
    """The model's first word: which task it does, or REFUSE, and how sure it is."""

    task: str
    probability: float
    steps: Iterator[Step]

    @property
    def refused(self) -> bool:
        """Whether no task fits the question."""
        return self.task == REFUSE


@dataclass(frozen=True)
class GroundedPhrase:
    """A phrase and the hidden state that draws it.

    Attributes:
        selectors: which of its instances are meant, see backend.masks.selection; may be empty.
        hidden: (1, L).
        link: the words between the phrase before and this one.
        rank, count: as many as `count` from the `rank`-th on, in the order of a superlative or of
            nearness.
    """

    label: str
    selectors: tuple[str, ...]
    hidden: Tensor
    link: str = ""
    rank: int = 1
    count: int = 1

    @property
    def selector(self) -> str:
        """The first selector, empty where there is none."""
        return self.selectors[0] if self.selectors else ""

    @property
    def colour(self) -> str:
        """The colour that is said before the phrase, empty where there is none."""
        return self.link if self.link in COLOUR_WORDS else ""


@dataclass(frozen=True)
class SpokenText:
    """Text so far, the piece that is new, and how probable all of it is in how many tokens."""

    text: str
    piece: str
    probability: float
    length: int

    @property
    def sureness(self) -> float:
        """Mean probability of a token: a long sentence is not doubtful for being long."""
        return self.probability ** (1 / self.length)


@dataclass
class Reading:
    """What is said of one mark, growing token by token."""

    tokens: list[int] = field(default_factory=list)
    probability: float = 1.0
    hidden: Tensor | None = None
    refused: bool = False


class Dialogue:
    """Questions about one tile and its marks.

    Attributes:
        sight, prompts: the tile, and the marks on it; there may be none.
    """

    def __init__(self, sight: Sight, prompts: PromptBatch, most_tokens: int = 120) -> None:
        self.sight, self.prompts = sight, prompts
        self.tokenizer = sight.loaded.tokenizer
        self._model = sight.loaded.model
        self._most_tokens = most_tokens

    @cached_property
    def _given(self) -> Understanding:
        """Tile and marks informed by each other: the same for every question."""
        with torch.inference_mode():
            return self._model.understand(self.sight.seen.vision, self.prompts)

    def begin(self, question: str, tasks: list[str], may_refuse: bool) -> Opening:
        """Ask, and hear which of the tasks the model takes it for.

        A question that does not mention the mark has the first one appended, where there is one.

        Raises:
            BadRequest: the question is too long.
        """
        given = self._given
        marks = torch.arange(min(1, len(self.prompts)), device=given.image.device)
        steps = self._generate(given, question, marks, 1, tasks, may_refuse)
        first = next(steps)
        name = self.tokenizer.name_of(int(first.tokens[0])) or REFUSE
        task = name if name == REFUSE else name[1:-1]
        return Opening(task, float(first.probabilities[0]), steps)

    def phrase(self, steps: Iterator[Step]) -> GroundedPhrase | None:
        """Read on to the segmentation token; None where the model never gets there."""
        return next(self.phrases(steps), None)

    def phrases(self, steps: Iterator[Step]) -> Iterator[GroundedPhrase]:
        """Each phrase as soon as its segmentation token is read."""
        tokens: list[int] = []
        selectors: list[str] = []
        link = ""
        for step in steps:
            name = self.tokenizer.name_of(int(step.tokens[0]))
            if name is None:
                tokens.append(int(step.tokens[0]))
            elif name in _SELECTOR_TOKENS:
                selectors.append(name[1:-1])
            elif name == PHRASE_BEGIN:
                link, tokens = self.tokenizer.decode(tokens), []
            elif name == SEGMENT:
                label = self.tokenizer.decode(tokens)
                if label:
                    yield GroundedPhrase(label, tuple(selectors), step.hidden, link)
                tokens, selectors, link = [], [], ""
            elif name == END:
                return

    @torch.inference_mode()
    def plain_phrase(self, category: str) -> GroundedPhrase:
        """The phrase of a category as the plainest question for it brings it about.

        Nothing is chosen, so that no wording sways what is drawn.
        """
        question = PLAIN_FIND.format(many=noun_of(category).plural)
        answer = self.tokenizer.encode(task_token("find") + speaker.phrase(category))
        given, device = self._given, self._given.image.device
        rows = torch.tensor([self._question_tokens(question, 0) + answer], device=device)
        embedded = torch.cat([self._prefix(given), self._model.language_model.embed(rows)], dim=1)
        return GroundedPhrase(category, (), self._model.language_model(embedded).hidden[:, -1])

    def text(self, steps: Iterator[Step]) -> Iterator[SpokenText]:
        """The text as it grows, word by word."""
        tokens: list[int] = []
        said, probability = "", 1.0
        for step in steps:
            token = int(step.tokens[0])
            if token == self.tokenizer.special(END):
                break
            tokens.append(token)
            probability *= float(step.probabilities[0])
            text = self.tokenizer.decode(tokens)
            if len(text) > len(said):
                yield SpokenText(text, text[len(said) :], probability, len(tokens))
                said = text

    def whole_text(self, steps: Iterator[Step]) -> tuple[str, float]:
        """What text comes to when it is complete, and its probability; of no text ("", 0)."""
        said, probability = "", 0.0
        for spoken in self.text(steps):
            said, probability = spoken.text, spoken.probability
        return said, probability

    def each_mark(self, question: str, task: str) -> Iterator[list[Reading]]:
        """One short sequence per mark, side by side; yields the growing readings each step."""
        given = self._given
        count = len(self.prompts)
        marks = torch.arange(count, device=given.image.device)
        readings = [Reading() for _ in range(count)]
        end, segment = self.tokenizer.special(END), self.tokenizer.special(SEGMENT)
        refuse = self.tokenizer.special(REFUSE)
        steps = self._generate(given, question, marks, count, [task], shifts=self._fewer_refusals)
        for step in steps:
            probabilities = step.probabilities.tolist()
            for index, token in enumerate(step.tokens.tolist()):
                reading = readings[index]
                reading.refused = reading.refused or token == refuse
                if token == segment:
                    reading.hidden = step.hidden[index]
                elif token != end and reading.hidden is None:
                    reading.tokens.append(token)
                    reading.probability *= probabilities[index]
            yield readings

    def read_marks(self, question: str, task: str) -> list[Reading]:
        """The readings of each_mark when they are complete."""
        readings: list[Reading] = []
        for readings in self.each_mark(question, task):  # noqa: B007 (the last counts)
            pass
        return readings

    def words_of(self, reading: Reading) -> str:
        """The text of a reading."""
        return self.tokenizer.decode(reading.tokens)

    def _generate(
        self,
        given: Understanding,
        question: str,
        marks: Tensor,
        batch: int,
        tasks: list[str],
        may_refuse: bool = False,
        shifts: Mapping[int, float] | None = None,
    ) -> Iterator[Step]:
        asked = self._question_tokens(question, len(marks) // batch)
        tokens, device = self.tokenizer, given.image.device
        image, mark = tokens.special(IMAGE), tokens.special(MARK)
        with torch.inference_mode():
            prefix = self._prefix(given)
            rows = torch.tensor([asked], device=device).expand(batch, -1)
            embedded = self._model.embed(rows, image, mark, given, marks)
        names = [task_token(task) for task in tasks] + [REFUSE] * may_refuse
        return generate(
            self._model.language_model,
            prefix,
            embedded,
            tokens.special(END),
            self._most_tokens,
            [tokens.special(name) for name in names],
            shifts,
        )

    def _prefix(self, given: Understanding) -> Tensor:
        """(1, P, L) embeddings of the tile, which every question follows."""
        tokens, device = self.tokenizer, given.image.device
        opening = BEGIN + source_token(self.sight.picture.source) + IMAGE * given.image.shape[1]
        numbers = torch.tensor([tokens.encode(opening)], device=device)
        image, mark = tokens.special(IMAGE), tokens.special(MARK)
        none = torch.arange(0, device=device)
        return self._model.embed(numbers, image, mark, given, none)

    @property
    def _fewer_refusals(self) -> dict[int, float]:
        """What is added to the logit of a refusal to name a mark."""
        return {self.tokenizer.special(REFUSE): math.log(MARKS_ON_NOTHING)}

    def _question_tokens(self, question: str, marks: int) -> list[int]:
        """As many mark tokens as there are marks: where the question mentions them, else behind."""
        words: list[int] = []
        for index, piece in enumerate(question.split(MARK)):
            if 0 < index <= marks:
                words.append(self.tokenizer.special(MARK))
            words += self.tokenizer.encode_foreign(piece) if piece else []
        missing = max(0, marks - question.count(MARK))
        words += missing * [self.tokenizer.special(MARK)]
        if len(words) > LONGEST_QUESTION:
            raise BadRequest(
                f"The question is too long: {len(words)} tokens, at most {LONGEST_QUESTION}.",
                "Ask in a sentence or two.",
            )
        return [self.tokenizer.special(USER), *words, self.tokenizer.special(ASSISTANT)]


_SELECTOR_TOKENS = frozenset(selector_token(item) for item in SELECTORS)
