"""What was said of features, the latest answer of each, until it is written into fields."""

from __future__ import annotations

from typing import Dict, Tuple

from ..wire.messages import MarkAnswer
from .tile_answer import TileAnswer


class FeatureAnswers:
    """Answers by layer and feature; a later answer takes the place of an earlier one."""

    def __init__(self) -> None:
        self._by_layer: Dict[str, Dict[int, MarkAnswer]] = {}

    @property
    def count(self) -> int:
        """Features with an answer, in all layers."""
        return sum(len(answers) for answers in self._by_layer.values())

    @property
    def layer_ids(self) -> Tuple[str, ...]:
        """Layers with answered features, the last answered one at the end."""
        return tuple(self._by_layer)

    def of_layer(self, layer_id: str) -> Dict[int, MarkAnswer]:
        """The answers of a layer's features by feature id."""
        return dict(self._by_layer.get(layer_id, {}))

    def add(self, answer: TileAnswer) -> None:
        """Take what was said of features; of drawn marks there is nothing to keep."""
        marks = {mark.number: mark for mark in answer.plan.marks if mark.layer_id}
        for said in answer.mark_answers:
            mark = marks.get(said.mark)
            if mark is not None and mark.feature_id is not None:
                answers = self._by_layer.pop(mark.layer_id, {})
                answers[mark.feature_id] = said
                self._by_layer[mark.layer_id] = answers

    def forget(self, layer_id: str) -> None:
        """The layer is gone, or its answers are written."""
        self._by_layer.pop(layer_id, None)
