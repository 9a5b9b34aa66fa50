"""Turns about a mark: what it is, its outline, what is like it, and which task a question is."""

from __future__ import annotations

from backend.model.special_tokens import MARK, REFUSE, task_token

from .facts import Facts, Target, Turn
from .question_templates import (
    CLASSIFY_MARK,
    DESCRIBE_MARK,
    DESCRIBE_MARK_IN_DETAIL,
    FIND_SIMILAR,
    MARK_CHECK,
    OUTLINE,
    RELATE_MARKS,
    SUMMARISE_MARKS,
)
from .speaker import Maker, Speaker, phrase


def mark_makers(facts: Facts) -> dict[Maker, float]:
    """Makers of such turns that fit the facts, with their weights."""
    makers: dict[Maker, float] = {}
    if facts.instances:
        makers |= {
            classify_mark: 3.0,
            outline: 2.5,
            find_similar: 0.5,
            check_mark: 0.3,
            describe_routed: 0.2,
            describe_in_detail_routed: 0.2,
            relate_routed: 0.2,
            summarise_routed: 0.2,
        }
    if facts.backgrounds:
        makers[classify_background] = 1.0
    return makers


def classify_mark(speaker: Speaker) -> Turn:
    """The class of a marked object."""
    index = speaker.any_instance()
    answer = task_token("classify marks") + speaker.facts.instances[index].category
    return Turn(speaker.ask_of_mark("classify marks", CLASSIFY_MARK), answer, (index,))


def classify_background(speaker: Speaker) -> Turn:
    """A mark on no object: its cover, or an honest refusal."""
    index = -1 - speaker.chance.randrange(len(speaker.facts.backgrounds))
    answer = task_token("classify marks") + (speaker.facts.marked(index).category or REFUSE)
    return Turn(speaker.ask_of_mark("classify marks", CLASSIFY_MARK), answer, (index,))


def check_mark(speaker: Speaker) -> Turn:
    """Yes or no: is the marked object one of a category?"""
    index = speaker.any_instance()
    category = speaker.facts.instances[index].category
    known = (*speaker.facts.categories, *speaker.facts.absent)
    asked = category if speaker.happens(0.5) else speaker.chance.choice(known)
    question = speaker.numbered(speaker.ask(MARK_CHECK, asked, number="{number}")) + MARK
    answer = task_token("answer") + ("yes" if asked == category else "no")
    return Turn(question, answer, (index,))


def outline(speaker: Speaker) -> Turn:
    """The mask of a marked object."""
    index = speaker.any_instance()
    answer = task_token("outline") + phrase(speaker.facts.instances[index].category)
    question = speaker.ask_of_mark("outline", OUTLINE)
    return Turn(question, answer, (index,), (Target((index,), marked=0),))


def find_similar(speaker: Speaker) -> Turn:
    """All instances like a marked one."""
    index = speaker.any_instance()
    category = speaker.facts.instances[index].category
    answer = task_token("find similar") + phrase(category)
    target = Target(speaker.facts.of_category(category))
    return Turn(speaker.ask_of_mark("find similar", FIND_SIMILAR), answer, (index,), (target,))


def describe_routed(speaker: Speaker) -> Turn:
    """A person's words for what a mark is and where: the sentence is made of what is found."""
    return _routed(speaker, "describe marks", DESCRIBE_MARK)


def describe_in_detail_routed(speaker: Speaker) -> Turn:
    """A person's words for all about a mark: the task alone."""
    return _routed(speaker, "describe marks in detail", DESCRIBE_MARK_IN_DETAIL)


def relate_routed(speaker: Speaker) -> Turn:
    """A person's words about two marks: the task alone, since the marks are asked about anew."""
    return _routed(speaker, "relate marks", RELATE_MARKS)


def summarise_routed(speaker: Speaker) -> Turn:
    """A person's words about several marks: the task alone."""
    return _routed(speaker, "summarise marks", SUMMARISE_MARKS)


def _routed(speaker: Speaker, task: str, templates: tuple[str, ...]) -> Turn:
    question = speaker.ask_of_mark(task, templates)
    return Turn(question, task_token(task), (speaker.any_instance(),))
