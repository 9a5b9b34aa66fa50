"""What is known of marked objects: the model names them, looking says where and in what company.

Sentences about places and numbers that the language model made up could only be less right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import torch

from backend.data.facts import Facts
from backend.data.places import area, shared_area
from backend.data.question_templates import PLAIN_FIND
from backend.data.reference_texts import detailed_mark_wordings, mark_wordings
from backend.data.sample import Instance
from backend.data.vocabulary import is_area, noun_of
from backend.language.dialogue import Dialogue
from backend.language.words import DEFAULT_QUESTIONS
from backend.marks.mark_boxes import boxes_of_marks
from backend.masks.grounding import find_instances
from earthgptx_qgis.wire.messages import Task

DESCRIPTIONS = {
    Task.DESCRIBE_MARKS: mark_wordings,
    Task.DESCRIBE_MARKS_IN_DETAIL: detailed_mark_wordings,
}
"""Tasks that describe a mark, and the rule that makes the sentence of what is found."""
SAME_OBJECT = 0.3
"""An instance found is the marked one if it shares this part of the larger of both boxes."""


def descriptions_of_marks(
    dialogue: Dialogue, names: Sequence[str], task: Task, threshold: float
) -> list[str]:
    """A sentence for each named mark, empty for one without a name; see facts_of_marks."""
    facts = facts_of_marks(dialogue, names, task, threshold)
    wordings = DESCRIPTIONS[task]
    return [name and wordings(item, 0).taught for name, item in zip(names, facts, strict=True)]


def facts_of_marks(
    dialogue: Dialogue, names: Sequence[str], task: Task, threshold: float
) -> list[Facts]:
    """For each mark the tile with the marked object as its first instance.

    The others are those of the same categories that are found, and in detail also those of all
    categories that the model mentions when it describes the tile.

    Args:
        dialogue: about the marks.
        names: of the marks.
        threshold: score from which an instance counts.
    """
    boxes = boxes_of_marks(dialogue)
    # A question that has no mark in it is asked where there is none.
    of_tile = Dialogue(dialogue.sight, dialogue.prompts.take(torch.arange(0)))
    categories = {*names, *(_mentioned(of_tile) if task is Task.DESCRIBE_MARKS_IN_DETAIL else ())}
    found = [
        instance
        for category in sorted(categories)
        if category and not is_area(category)
        for instance in _found(of_tile, category, threshold)
    ]
    picture = dialogue.sight.picture
    facts, size = [], (picture.width, picture.height)
    for name, box in zip(names, boxes, strict=True):
        marked = Instance(name, box, has_mask=False)
        others = tuple(other for other in found if not _is_same(marked, other))
        facts.append(Facts(picture.source, size, (marked, *others)))
    return facts


def _mentioned(dialogue: Dialogue) -> Iterable[str]:
    task = Task.GROUNDED_DESCRIPTION
    opening = dialogue.begin(DEFAULT_QUESTIONS[task], [task.value], may_refuse=False)
    return (phrase.label for phrase in dialogue.phrases(opening.steps))


def _found(dialogue: Dialogue, category: str, threshold: float) -> list[Instance]:
    question = PLAIN_FIND.format(many=noun_of(category).plural)
    phrase = dialogue.phrase(dialogue.begin(question, [Task.FIND.value], may_refuse=False).steps)
    if phrase is None or phrase.label != category:
        return []
    return [
        Instance(category, instance.box, has_mask=False)
        for instance in find_instances(dialogue.sight, phrase)
        if instance.score >= threshold
    ]


def _is_same(marked: Instance, other: Instance) -> bool:
    larger = max(area(marked.box), area(other.box))
    return marked.category == other.category and (
        shared_area(marked.box, other.box) >= SAME_OBJECT * larger
    )
