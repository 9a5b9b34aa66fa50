"""Sentences about an answer, the same in the dock, in the history and in exports."""

from __future__ import annotations

from collections import Counter
from typing import Iterable, Optional

from qgis.PyQt.QtCore import QCoreApplication

from ...wire.messages import Done, MarkAnswer, Segment, Task, Verdict
from ..asking.ask_plan import AskPlan
from ..widgets.numbers import decimal, score_text
from ..widgets.task_texts import source_kind_texts, task_label

_DOT = " \N{MIDDLE DOT} "
_MARKS_NAMED = 5
_LABELS_COUNTED = 12


def details_of(plan: AskPlan) -> str:
    """What a question is about: task, layer, marks."""
    parts = [plan.layer_name]
    if plan.question:  # else the task's name stands in its place
        parts.insert(0, task_label(plan.task))
    marks = [mark.number for tile in plan.tiles for mark in tile.marks]
    if len(marks) > _MARKS_NAMED:
        parts.append(_tr("{} marks").format(len(marks)))
    elif marks:
        numbers = ", ".join(str(number) for number in sorted(marks))
        text = _tr("mark {}") if len(marks) == 1 else _tr("marks {}")
        parts.append(text.format(numbers))
    return _DOT.join(parts)


def small_print(done: Optional[Done], plan: AskPlan, model: str, seconds: float) -> str:
    """Task where the model chose it, model, sensor, score and time of an answer.

    Args:
        done: None where it was stopped before its end, and nobody knows more than model and time.
    """
    parts = [model] if model else []
    if done is not None:
        if plan.task is Task.AUTO:
            parts.insert(0, task_label(done.task))
        parts.append(source_kind_texts()[done.source_kind][0])
        is_one_answer = len(plan.tiles) == 1 or plan.grid is not None
        if done.verdict is Verdict.ANSWERED and is_one_answer:
            parts.append(_tr("score {}").format(score_text(done.score)))
    parts.append(_tr("{} s").format(decimal(seconds, 1)))
    return _DOT.join(parts)


def mark_name(number: int, name: str) -> str:
    """What a mark is called: by its number, and by its name where it has one."""
    text = _tr("Mark {number}").format(number=number)
    return f"{text} ({name})" if name else text


def counts_by_label(said: Iterable[MarkAnswer], asked: int) -> str:
    """How many marks got which answer, where they are too many to be listed."""
    counts = Counter(answer.text for answer in said)
    listed = ", ".join(f"{label}: {count}" for label, count in counts.most_common(_LABELS_COUNTED))
    if len(counts) > _LABELS_COUNTED:
        listed += ", \N{HORIZONTAL ELLIPSIS}"
    text = _tr("{answered} of {asked} marks answered. {counts}")
    return text.format(answered=sum(counts.values()), asked=asked, counts=listed).strip()


def nothing_found_text(best: Optional[Segment]) -> str:
    """An honest nothing, and the best rejected candidate if there was one."""
    text = _tr("Nothing found.")
    if best is not None:
        candidate = _tr("Best candidate: {label}, score {score}.")
        text += " " + candidate.format(label=best.label, score=score_text(best.score))
    return text


def not_sure_text(score: float) -> str:
    """An answer the model does not stand behind."""
    text = _tr("Not sure. Score {score}: take this as a guess.")
    return text.format(score=score_text(score))


def failed_text(message: str) -> str:
    """What happened; the first line of a message says it."""
    return _tr("Failed: ") + (message.splitlines() or [""])[0]


def _tr(text: str) -> str:
    return QCoreApplication.translate("AnswerTexts", text)
