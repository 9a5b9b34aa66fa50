"""Words about a labelled image: questions as people put them, answers as the model shall.

Every answer begins with the token of its task; a phrase with a segmentation token carries a target
for the pixel decoder. Texts made from labels by rules are self-made references; the tables say so.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from backend.model.special_tokens import (
    MARK,
    PHRASE_BEGIN,
    PHRASE_END,
    REFUSE,
    SEGMENT,
    selector_token,
    task_token,
)

from .facts import Facts, Target, Turn
from .places import place_of
from .question_templates import (
    CLASSIFY_MARK,
    COUNT,
    DESCRIBE,
    DESCRIBE_MARK,
    FIND,
    FIND_SIMILAR,
    LOCATE,
    OUTLINE,
    PRESENCE,
    SCENE,
    SELECTOR_WORDS,
)
from .reference_texts import PICTURE
from .vocabulary import NOUNS, OFF_TOPIC, UNKNOWN_NOUNS, counted, singular_of, with_article


def phrase(category: str) -> str:
    """A grounded phrase: its words, and the token whose hidden state draws it."""
    return f"{PHRASE_BEGIN}{category}{PHRASE_END}{SEGMENT}"


__all__ = ["Facts", "Target", "Turn", "TurnBuilder", "phrase", "place_of"]


class TurnBuilder:
    """Makes turns about one crop with a random generator of its own."""

    def __init__(self, facts: Facts, chance: random.Random) -> None:
        self.facts = facts
        self.chance = chance

    def turns(self, count: int) -> list[Turn]:
        """Up to `count` different turns; grounding and marks are likelier than the rest."""
        makers = self._possible()
        names, weights = zip(*makers.items(), strict=True)
        built: dict[tuple[str, str], Turn] = {}
        for maker in self.chance.choices(names, weights, k=2 * count):
            turn = self._with_stray_mark(maker())
            built.setdefault((turn.question, turn.answer), turn)
            if len(built) == count:
                break
        return list(built.values())

    def _with_stray_mark(self, turn: Turn) -> Turn:
        """People leave marks lying about when they ask of something else."""
        if turn.marks or not self.facts.instances or self.chance.random() > 0.15:
            return turn
        return replace(turn, question=f"{turn.question} {MARK}", marks=(self._any_instance(),))

    def _possible(self) -> dict[Callable[[], Turn], float]:
        facts = self.facts
        makers: dict[Callable[[], Turn], float] = {self._refusal: 0.25}
        if facts.instances:
            makers |= {
                self.find_present: 3.0,
                self.classify_mark: 2.0,
                self.outline: 2.5,
                self.count_present: 0.5,
                self.describe_mark: 0.5,
                self.find_similar: 0.5,
                self.locate: 0.7,
            }
        if facts.backgrounds:
            makers[self.classify_background] = 0.8
        if facts.complete:
            makers |= {self.find_absent: 0.8, self.presence: 0.5}
        if facts.present_covers:
            makers[self.find_cover] = 4.0
        if facts.scene:
            makers[self.classify_scene] = 2.0
        if facts.captions:
            makers[self.caption] = 2.0
        elif facts.instances:
            makers[self.describe_by_counts] = 0.4
        if facts.known_labels:
            makers[self.label_presence] = 1.5
        return makers

    def find_present(self) -> Turn:
        """All instances of a category that is there."""
        return self._find(self.chance.choice(self.facts.categories))

    def find_absent(self) -> Turn:
        """A category that is surely not there: nothing to draw."""
        absent = sorted(self.facts.complete - set(self.facts.categories))
        return self._find(self.chance.choice(absent)) if absent else self.presence()

    def _find(self, category: str) -> Turn:
        target = Target(self.facts.of_category(category))
        question = self._ask(self.chance.choice(FIND), category)
        return Turn(question, task_token("find") + phrase(category), targets=(target,))

    def find_cover(self) -> Turn:
        """The area of a cover."""
        cover = self.chance.choice(sorted(self.facts.present_covers))
        name = self.facts.covers[cover]
        question = self._ask(self.chance.choice(FIND), name)
        answer = task_token("find") + phrase(name)
        return Turn(question, answer, targets=(Target(cover=cover),))

    def count_present(self) -> Turn:
        """How many: the phrase is segmented, and the engine counts."""
        category = self.chance.choice(self.facts.categories)
        question = self._ask(self.chance.choice(COUNT), category)
        target = Target(self.facts.of_category(category))
        return Turn(question, task_token("count") + phrase(category), targets=(target,))

    def presence(self) -> Turn:
        """Yes or no, about a completely labelled category."""
        present = set(self.facts.categories)
        choices = sorted(self.facts.complete | present)
        category = self.chance.choice(sorted(present) if self._coin(present) else choices)
        question = self._ask(self.chance.choice(PRESENCE), category)
        return Turn(question, task_token("answer") + ("yes" if category in present else "no"))

    def _coin(self, present: set[str]) -> bool:
        return bool(present) and self.chance.random() < 0.5

    def label_presence(self) -> Turn:
        """Yes or no, from image-level labels."""
        there = self.chance.random() < 0.5
        choices = [name for name in self.facts.known_labels if (name in self.facts.labels) == there]
        name = self.chance.choice(choices or list(self.facts.known_labels))
        template = self.chance.choice(
            ("is there any {0} in the image", "are there {0}", "does the image contain {0}")
        )
        answer = "yes" if name in self.facts.labels else "no"
        return Turn(self._style(template.format(name)), task_token("answer") + answer)

    def locate(self) -> Turn:
        """One object picked by a superlative."""
        category = self.chance.choice(self.facts.categories)
        selector = self.chance.choice(list(SELECTOR_WORDS))
        words = self.chance.choice(SELECTOR_WORDS[selector])
        template = self.chance.choice(LOCATE).replace("{select}", words)
        answer = task_token("locate") + selector_token(selector) + phrase(category)
        target = Target(self.facts.of_category(category))
        return Turn(self._ask(template, category), answer, targets=(target,))

    def classify_mark(self) -> Turn:
        """The class of a marked object."""
        index = self._any_instance()
        answer = task_token("classify marks") + self.facts.instances[index].category
        return Turn(self._style(self.chance.choice(CLASSIFY_MARK)), answer, (index,))

    def classify_background(self) -> Turn:
        """A mark on no object: its cover, or an honest refusal."""
        index = self.chance.randrange(len(self.facts.backgrounds))
        answer = self.facts.backgrounds[index].category or REFUSE
        question = self._style(self.chance.choice(CLASSIFY_MARK))
        return Turn(question, task_token("classify marks") + answer, (-1 - index,))

    def describe_mark(self) -> Turn:
        """What a marked object is and where, by rule."""
        index = self._any_instance()
        item = self.facts.instances[index]
        others = len(self.facts.of_category(item.category)) - 1
        company = f", with {counted(item.category, others)} more" if others else ""
        place = place_of(item.box, self.facts.size)
        words = f"{with_article(item.category)} {place} of the image{company}"
        answer = task_token("describe marks") + words
        return Turn(self._style(self.chance.choice(DESCRIBE_MARK)), answer, (index,))

    def outline(self) -> Turn:
        """The mask of a marked object."""
        index = self._any_instance()
        answer = task_token("outline") + phrase(self.facts.instances[index].category)
        question = self._style(self.chance.choice(OUTLINE))
        return Turn(question, answer, (index,), (Target((index,), marked=0),))

    def find_similar(self) -> Turn:
        """All instances like a marked one."""
        index = self._any_instance()
        category = self.facts.instances[index].category
        answer = task_token("find similar") + phrase(category)
        target = Target(self.facts.of_category(category))
        question = self._style(self.chance.choice(FIND_SIMILAR))
        return Turn(question, answer, (index,), (target,))

    def classify_scene(self) -> Turn:
        """The scene class."""
        answer = task_token("classify scene") + self.facts.scene
        return Turn(self._style(self.chance.choice(SCENE)), answer)

    def caption(self) -> Turn:
        """A sentence a person wrote."""
        text = self.chance.choice(self.facts.captions).strip().rstrip(" .").lower()
        return Turn(self._style(self.chance.choice(DESCRIBE)), task_token("describe") + text)

    def describe_by_counts(self) -> Turn:
        """A sentence made from the labels."""
        parts = [
            counted(category, len(self.facts.of_category(category)))
            for category in self.facts.categories
        ]
        listed = parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
        text = f"{PICTURE[self.facts.source]} with {listed}"
        return Turn(self._style(self.chance.choice(DESCRIBE)), task_token("describe") + text)

    def _refusal(self) -> Turn:
        if self.chance.random() < 0.5:
            return Turn(self._style(self.chance.choice(OFF_TOPIC)), REFUSE)
        noun = self.chance.choice(UNKNOWN_NOUNS)
        template = self.chance.choice(FIND[:20] + COUNT)
        return Turn(self._style(template.format(many=noun, one=singular_of(noun))), REFUSE)

    def _any_instance(self) -> int:
        # Categories alike, however many instances each has.
        category = self.chance.choice(self.facts.categories)
        return self.chance.choice(self.facts.of_category(category))

    def _ask(self, template: str, category: str) -> str:
        forms = NOUNS[category].forms
        plain = self.chance.random() < 0.5
        one, many = forms[0] if plain else self.chance.choice(forms)
        return self._style(template.format(one=one, many=many, a_one=with_article(one)))

    def _style(self, question: str) -> str:
        """Punctuation and courtesy as people use them."""
        if self.chance.random() < 0.1:
            question = f"please {question}"
        ending = self.chance.choice(("", "", "?", "."))
        return question if question.endswith(("?", ".")) else question + ending
