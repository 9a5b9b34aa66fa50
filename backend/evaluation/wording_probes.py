"""The same questions in wordings that were taught and in wordings that never were."""

from __future__ import annotations

from backend.data.held_out_questions import HELD_OUT, HELD_OUT_SELECTOR_WORDS
from backend.data.question_templates import (
    CLASSIFY_MARK,
    COUNT,
    DESCRIBE,
    DESCRIBE_MARK,
    DESCRIBE_MARK_IN_DETAIL,
    FIND,
    FIND_SIMILAR,
    GROUNDED_DESCRIPTION,
    LOCATE,
    OUTLINE,
    PRESENCE,
    RELATE_MARKS,
    SCENE,
    SELECTOR_WORDS,
    SUMMARISE_MARKS,
)
from backend.data.vocabulary import NOUNS, with_article
from earthgptx_qgis.wire.messages import Mark, Task

from .findings import HELD_OUT as KEPT
from .findings import TAUGHT, Findings, best_known
from .search_probes import matches_of
from .subject import Subject

TEMPLATES = {
    TAUGHT: {
        "find": FIND,
        "count": COUNT,
        "answer": PRESENCE,
        "locate": LOCATE,
        "classify marks": CLASSIFY_MARK,
        "describe marks": DESCRIBE_MARK,
        "describe marks in detail": DESCRIBE_MARK_IN_DETAIL,
        "relate marks": RELATE_MARKS,
        "summarise marks": SUMMARISE_MARKS,
        "outline": OUTLINE,
        "find similar": FIND_SIMILAR,
        "classify scene": SCENE,
        "describe": DESCRIBE,
        "grounded description": GROUNDED_DESCRIPTION,
    },
    KEPT: HELD_OUT,
}
SUPERLATIVES = {
    TAUGHT: {selector: words[0] for selector, words in SELECTOR_WORDS.items()},
    KEPT: HELD_OUT_SELECTOR_WORDS,
}
WITHOUT_OBJECTS = ("classify scene", "describe", "grounded description")
"""Tasks that can be asked about any image."""
TASKS_ASKED = 3
"""Per image, drawn by lot: each in one taught and one held-out wording."""


def probe_wordings(subject: Subject, tasks: tuple[str, ...], findings: Findings) -> None:
    """Which task each question is taken for, and what is found for a question to find."""
    fitting = [name for name in tasks if name in HELD_OUT]
    if not subject.sample.instances:
        fitting = [name for name in fitting if name in WITHOUT_OBJECTS]
    for task in subject.chance.sample(fitting, min(TASKS_ASKED, len(fitting))):
        marks = _marks(subject) if Task(task).needs_marks else ()
        for kind in (TAUGHT, KEPT):
            understood, _ = subject.observer.ask(_question(subject, kind, task), marks)
            findings.wordings[kind].append(understood == task)
    if subject.sample.instances and Task.FIND.value in tasks:
        category = subject.chance.choice(subject.categories)
        for kind in (TAUGHT, KEPT):
            _, found = subject.observer.ask(_question(subject, kind, "find", category))
            matches = best_known(matches_of(subject, category, found))
            findings.wording_searches[kind].append(matches)


def _marks(subject: Subject) -> tuple[Mark, ...]:
    """Two objects, or the only one."""
    count = len(subject.sample.instances)
    chosen = subject.chance.sample(range(count), min(2, count))
    return tuple(subject.mark(k, "box", number + 1) for number, k in enumerate(chosen))


def _question(subject: Subject, kind: str, task: str, category: str = "") -> str:
    """One of the wordings of a task, about a category of the image where it needs one."""
    template = subject.chance.choice(TEMPLATES[kind][task])
    named = category or subject.chance.choice(subject.categories or list(NOUNS))
    noun = NOUNS[named]
    return template.format(
        one=noun.singular,
        many=noun.plural,
        a_one=with_article(noun.singular),
        select=subject.chance.choice(list(SUPERLATIVES[kind].values())),
        number=1,
        first=1,
        last=2,
    )
