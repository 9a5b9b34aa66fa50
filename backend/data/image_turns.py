"""Turns about the whole image: descriptions, scenes, yes and no, and what cannot be answered."""

from __future__ import annotations

from backend.model.special_tokens import REFUSE, task_token

from .facts import Facts, Target, Turn
from .image_labels import label_forms
from .question_templates import (
    COUNT,
    DESCRIBE,
    FIND,
    GROUNDED_DESCRIPTION,
    LOCATE,
    PRESENCE,
    SCENE,
    SELECTOR_WORDS,
)
from .reference_texts import image_wordings
from .speaker import Maker, Speaker, phrase
from .vocabulary import OFF_TOPIC, UNKNOWN_NOUNS, singular_of


def image_makers(facts: Facts) -> dict[Maker, float]:
    """Makers of such turns that fit the facts, with their weights."""
    makers: dict[Maker, float] = {refusal: 0.3}
    if facts.instances or facts.present_covers:
        makers[grounded_description] = 1.0
    if facts.complete:
        makers[presence] = 0.5
    if facts.scene:
        makers[classify_scene] = 2.0
    if facts.captions:
        makers[caption] = 2.0
    elif facts.instances:
        makers[describe_by_counts] = 0.4
    if facts.known_labels:
        makers[label_presence] = 1.5
    return makers


def grounded_description(speaker: Speaker) -> Turn:
    """A phrase for every category and cover that is there; the engine counts and joins them."""
    facts = speaker.facts
    covers = sorted(facts.present_covers, key=facts.covers.__getitem__)
    names = [*facts.categories, *(facts.covers[index] for index in covers)]
    targets = [Target(facts.of_category(name)) for name in facts.categories]
    targets += [Target(cover=index) for index in covers]
    answer = task_token("grounded description") + "".join(phrase(name) for name in names)
    return Turn(speaker.ask_plainly(GROUNDED_DESCRIPTION), answer, targets=tuple(targets))


def presence(speaker: Speaker) -> Turn:
    """Yes or no, about a completely labelled category."""
    present = speaker.facts.categories
    there = bool(present) and speaker.happens(0.5)
    choices = present if there or not speaker.facts.absent else speaker.facts.absent
    category = speaker.chance.choice(choices)
    answer = task_token("answer") + ("yes" if category in present else "no")
    return Turn(speaker.ask(PRESENCE, category), answer)


def label_presence(speaker: Speaker) -> Turn:
    """Yes or no, from image-level labels."""
    facts, there = speaker.facts, speaker.happens(0.5)
    choices = [name for name in facts.known_labels if (name in facts.labels) == there]
    name = speaker.chance.choice(choices or list(facts.known_labels))
    forms = label_forms(name)
    form = forms[0] if speaker.happens(0.5) else speaker.chance.choice(forms)
    answer = task_token("answer") + ("yes" if name in facts.labels else "no")
    return Turn(speaker.ask_of(PRESENCE, form), answer)


def classify_scene(speaker: Speaker) -> Turn:
    """The scene class."""
    return Turn(speaker.ask_plainly(SCENE), task_token("classify scene") + speaker.facts.scene)


def caption(speaker: Speaker) -> Turn:
    """A sentence a person wrote."""
    text = speaker.chance.choice(speaker.facts.captions).strip().rstrip(" .").lower()
    return Turn(speaker.ask_plainly(DESCRIBE), task_token("describe") + text)


def describe_by_counts(speaker: Speaker) -> Turn:
    """A sentence made from the labels."""
    answer = task_token("describe") + image_wordings(speaker.facts).taught
    return Turn(speaker.ask_plainly(DESCRIBE), answer)


def refusal(speaker: Speaker) -> Turn:
    """What no task fits, or nouns nobody taught."""
    if speaker.happens(0.5):
        return Turn(speaker.ask_plainly(OFF_TOPIC), REFUSE)
    noun, select = (speaker.chance.choice(words) for words in (UNKNOWN_NOUNS, _SUPERLATIVES))
    templates = speaker.chance.choice((FIND, COUNT, PRESENCE, LOCATE))
    return Turn(speaker.ask_of(templates, (singular_of(noun), noun), select=select), REFUSE)


_SUPERLATIVES = [words for choices in SELECTOR_WORDS.values() for words in choices]
