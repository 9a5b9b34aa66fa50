"""Who asks: picks wordings and things to ask about, and gives questions their style."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from backend.model.special_tokens import MARK, PHRASE_BEGIN, PHRASE_END, SEGMENT

from .facts import Facts, Turn
from .mark_questions import ONE_MARK
from .vocabulary import forms_for, with_article

CANONICAL_SHARE = 0.3
"""Of questions about a mark in the words the engine uses when a task was chosen."""
COURTESIES = (
    "please",
    "could you",
    "can you please",
    "would you kindly",
    "i would like you to",
    "now",
    "ok,",
    "hello,",
    "quickly",
)
IDLE_WORDS = (
    "here",
    "please",
    "in this image",
    "in the picture",
    "in this view",
    "on this layer",
    "now",
    "if possible",
    "as well as you can",
)
"""None of them changes what is meant."""
STRAY_SHARE = 0.3
MOST_STRAY_WORDS = 3
STRAY_WORDS = (
    *("actually", "again", "also", "anyway", "basically", "dear", "exactly", "finally", "first"),
    *("friend", "from", "geographer", "glad", "hopefully", "i", "indeed", "into", "it", "just"),
    *("kindly", "later", "let", "maybe", "me", "model", "must", "my", "next", "of", "our", "over"),
    *("perhaps", "photo", "precisely", "quick", "raster", "really", "report", "should", "simply"),
    *("so", "somehow", "sorry", "surely", "thanks", "that", "then", "today", "try", "us", "using"),
    *("very", "want", "we", "well", "wish", "with", "wonder", "work", "would", "you", "your"),
)
"""Strewn into questions: a word that was never taught must not hide those that were."""


@dataclass(frozen=True)
class Speaker:
    """The facts of one crop and a random generator to talk about them with."""

    facts: Facts
    chance: random.Random

    def happens(self, probability: float) -> bool:
        """A coin."""
        return self.chance.random() < probability

    def any_instance(self) -> int:
        """Index of an instance: categories alike, however many instances each has."""
        category = self.chance.choice(self.facts.categories)
        return self.chance.choice(self.facts.of_category(category))

    def ask(self, templates: Sequence[str], category: str, **words: str) -> str:
        """A question that names a category in one of its forms."""
        forms = forms_for(category, self.facts.source)
        form = forms[0] if self.happens(0.5) else self.chance.choice(forms)
        return self.ask_of(templates, form, **words)

    def ask_of(self, templates: Sequence[str], form: tuple[str, str], **words: str) -> str:
        """A question that names something by its (singular, plural)."""
        one, many = form
        template = self.strewn(self.chance.choice(templates))
        return self.style(template.format(one=one, many=many, a_one=with_article(one), **words))

    def ask_plainly(self, templates: Sequence[str]) -> str:
        """A question that names nothing."""
        return self.style(self.strewn(self.chance.choice(templates)))

    def ask_of_mark(self, task: str, templates: Sequence[str]) -> str:
        """A question about one mark: a person's words with the mark behind, or the engine's own."""
        if task in ONE_MARK and self.happens(CANONICAL_SHARE):
            return ONE_MARK[task]
        return self.style(self.numbered(self.strewn(self.chance.choice(templates)))) + MARK

    def strewn(self, template: str) -> str:
        """A template with words in it that mean nothing, now and then."""
        if not self.happens(STRAY_SHARE):
            return template
        words = template.split(" ")
        for _ in range(self.chance.randint(1, MOST_STRAY_WORDS)):
            place = self.chance.randint(0, len(words))
            words.insert(place, self.chance.choice(STRAY_WORDS))
        return " ".join(words)

    def numbered(self, template: str) -> str:
        """Numbers of marks as they stand on a map, for {number}, {first} and {last}."""
        first, last = map(str, self.chance.sample(range(1, 10), 2))
        for name, number in (("{number}", first), ("{first}", first), ("{last}", last)):
            template = template.replace(name, number)
        return template

    def style(self, question: str) -> str:
        """Courtesy, idle words and punctuation as people use them."""
        if self.happens(0.2):
            question = f"{self.chance.choice(COURTESIES)} {question}"
        if question.endswith(("?", ".")):
            return question
        if self.happens(0.15):
            question = f"{question} {self.chance.choice(IDLE_WORDS)}"
        return question + self.chance.choice(("", "", "?", "."))


Maker = Callable[[Speaker], Turn]
"""Makes a turn about the speaker's facts."""


def phrase(category: str) -> str:
    """A grounded phrase: its words, and the token whose hidden state draws it."""
    return f"{PHRASE_BEGIN}{category}{PHRASE_END}{SEGMENT}"
