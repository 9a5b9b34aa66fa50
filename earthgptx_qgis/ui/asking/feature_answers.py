"""What was said of features, the latest of each, until it is written into fields."""

from __future__ import annotations

import dataclasses
import re
from typing import Dict, Tuple

from ...results.feature_fields import FeatureAnswer
from ...wire.messages import MarkAnswer, Task
from .tile_answer import TileAnswer


class FeatureAnswers:
    """Answers by layer and feature; a class and a description of one feature stand side by side."""

    def __init__(self) -> None:
        self._by_layer: Dict[str, Dict[int, FeatureAnswer]] = {}

    @property
    def count(self) -> int:
        """Features with an answer, in all layers."""
        return sum(len(answers) for answers in self._by_layer.values())

    @property
    def layer_ids(self) -> Tuple[str, ...]:
        """Layers with answered features."""
        return tuple(self._by_layer)

    def of_layer(self, layer_id: str) -> Tuple[FeatureAnswer, ...]:
        """The answers of a layer's features, in the order of their ids."""
        answers = self._by_layer.get(layer_id, {})
        return tuple(answers[feature_id] for feature_id in sorted(answers))

    def add(self, answer: TileAnswer, task: Task) -> None:
        """Take what was said of features; of drawn marks there is nothing to keep."""
        marks = {mark.number: mark for mark in answer.plan.marks}
        for said in answer.mark_answers:
            mark = marks.get(said.mark)
            if mark is not None and mark.feature_id is not None:
                answers = self._by_layer.setdefault(mark.layer_id, {})
                known = answers.get(mark.feature_id, FeatureAnswer(mark.feature_id, "", 0.0))
                answers[mark.feature_id] = _merged(known, said, task)

    def forget(self, layer_id: str) -> None:
        """The layer is gone."""
        self._by_layer.pop(layer_id, None)


def _merged(known: FeatureAnswer, said: MarkAnswer, task: Task) -> FeatureAnswer:
    if task is Task.CLASSIFY_MARKS:
        return dataclasses.replace(known, label=said.text, score=said.score)
    if task is Task.ANSWER:
        return dataclasses.replace(known, reply=_reply(said.text), score=said.score)
    return dataclasses.replace(known, answer=said.text, score=said.score)


def _reply(text: str) -> str:
    """ "yes" or "no" where an answer begins with it, so that features can be sorted by it."""
    first = re.match(r"(yes|no)\b", text.strip().lower())
    return first.group() if first else text
