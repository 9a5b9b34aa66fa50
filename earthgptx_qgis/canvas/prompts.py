"""The marks of a conversation: every change can be undone; numbers never change hands."""

from __future__ import annotations

import dataclasses
from collections import deque
from dataclasses import dataclass
from typing import Deque, List, Optional, Sequence, Set, Tuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QObject, pyqtSignal

from ..crs import crs_of, transform_between, wkt_of
from ..errors import PromptError
from .feature_prompts import prompts_of, usable_features
from .map_marks import MapMark, MapPrompt, SkippedFeature

translate = QCoreApplication.translate

__all__ = ["AddedFeatures", "MapMark", "MapPrompt", "PromptSet", "SkippedFeature"]

_UNDO_STEPS = 100
_LONGEST_NAME = 60


@dataclass(frozen=True)
class AddedFeatures:
    """What became of selected features: their marks, and those that could not be marked."""

    marks: Tuple[MapMark, ...]
    skipped: Tuple[SkippedFeature, ...]


@dataclass(frozen=True)
class _State:
    marks: Tuple[MapMark, ...] = ()
    next_number: int = 1


class PromptSet(QObject):
    """The marks a person has made, in the order they were made.

    Every change is one undo step. The number of a removed mark is not given to another one until
    the set is cleared, so an answer that names "mark 3" never comes to mean something else.
    """

    changed = pyqtSignal()

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._state = _State()
        self._history: Deque[_State] = deque(maxlen=_UNDO_STEPS)
        self._undone: List[_State] = []

    @property
    def marks(self) -> Tuple[MapMark, ...]:
        """All, hidden ones too, by their numbers."""
        return self._state.marks

    @property
    def visible_marks(self) -> Tuple[MapMark, ...]:
        """Those that are drawn on the map and asked about."""
        return tuple(mark for mark in self.marks if not mark.hidden)

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._history)

    def add(self, prompt: MapPrompt, crs: QgsCoordinateReferenceSystem) -> MapMark:
        """Take a drawn prompt; a negative one refines the mark that was drawn last.

        Args:
            crs: of the prompt's coordinates.

        Returns:
            The new mark, or the refined one.

        Raises:
            PromptError: a negative prompt, and nothing was drawn that it could refine.
        """
        if not prompt.positive:
            return self._refine(prompt, crs)
        mark = MapMark(self._state.next_number, (prompt,), wkt_of(crs))
        self._change(_State((*self.marks, mark), mark.number + 1))
        return mark

    def add_features(self, layer: QgsVectorLayer, feature_ids: Sequence[int]) -> AddedFeatures:
        """Mark features of a layer, all in one undo step; those already marked stay as they are."""
        marked = {mark.feature_id for mark in self.marks if mark.layer_id == layer.id()}
        wanted = [feature_id for feature_id in feature_ids if feature_id not in marked]
        crs_wkt = wkt_of(layer.crs())
        first = self._state.next_number
        marks: List[MapMark] = []
        skipped: List[SkippedFeature] = []
        for number, feature in enumerate(usable_features(layer, wanted, skipped), first):
            prompts = prompts_of(feature.geometry())
            marks.append(MapMark(number, prompts, crs_wkt, layer.id(), feature.id()))
        if marks:
            self._change(_State((*self.marks, *marks), marks[-1].number + 1))
        return AddedFeatures(tuple(marks), tuple(skipped))

    def remove(self, *numbers: int) -> None:
        """Forget marks, in one undo step; nothing happens when there is none of these numbers."""
        gone = set(numbers)
        kept = tuple(mark for mark in self.marks if mark.number not in gone)
        if len(kept) < len(self.marks):
            self._change(_State(kept, self._state.next_number))

    def rename(self, number: int, name: str) -> None:
        """Call a mark by a name of one line, or with an empty one by its number alone."""
        name = " ".join(name.split())[:_LONGEST_NAME]
        self._replace({number}, name=name)

    def set_hidden(self, numbers: Sequence[int], hidden: bool) -> None:
        """Hide marks from map and questions or bring them back, in one undo step."""
        self._replace(set(numbers), hidden=hidden)

    def clear(self) -> None:
        """Forget all marks and count from 1 again."""
        if self._state != _State():
            self._change(_State())

    def undo(self) -> None:
        """Take back the last change, if there is one."""
        if self._history:
            self._undone.append(self._state)
            self._state = self._history.pop()
            self.changed.emit()

    def redo(self) -> None:
        """Make the change again that was taken back last, if there is one."""
        if self._undone:
            self._history.append(self._state)
            self._state = self._undone.pop()
            self.changed.emit()

    def forget(self) -> None:
        """Clear for good: another project begins, and nothing of the last one can be undone."""
        self._state = _State()
        self._history.clear()
        self._undone.clear()
        self.changed.emit()

    def _replace(self, numbers: Set[int], **values: object) -> None:
        marks = tuple(
            dataclasses.replace(mark, **values) if mark.number in numbers else mark
            for mark in self.marks
        )
        if marks != self.marks:
            self._change(_State(marks, self._state.next_number))

    def _refine(self, prompt: MapPrompt, crs: QgsCoordinateReferenceSystem) -> MapMark:
        drawn = [mark for mark in self.visible_marks if mark.feature_id is None]
        if not drawn:
            raise PromptError(
                translate("Canvas", "There is no mark to subtract from."),
                translate(
                    "Canvas", "Mark the object first, then Shift+click what does not belong to it."
                ),
            )
        prompt = _in_crs(prompt, crs, crs_of(drawn[-1].crs_wkt))
        refined = dataclasses.replace(drawn[-1], prompts=(*drawn[-1].prompts, prompt))
        marks = tuple(refined if mark is drawn[-1] else mark for mark in self.marks)
        self._change(_State(marks, self._state.next_number))
        return refined

    def _change(self, state: _State) -> None:
        self._history.append(self._state)
        self._undone.clear()
        self._state = state
        self.changed.emit()


def _in_crs(
    prompt: MapPrompt,
    source: QgsCoordinateReferenceSystem,
    destination: QgsCoordinateReferenceSystem,
) -> MapPrompt:
    transform = transform_between(source, destination, QgsProject.instance().transformContext())
    if transform.isShortCircuited():
        return prompt
    points = QgsGeometry.fromMultiPointXY([QgsPointXY(x, y) for x, y in prompt.points])
    try:
        points.transform(transform)
    except QgsCsException as error:
        raise PromptError(
            translate(
                "Canvas", "This place cannot be expressed in the CRS of the mark it belongs to."
            ),
            translate("Canvas", "Clear the marks and mark the object again."),
        ) from error
    moved = tuple((point.x(), point.y()) for point in points.asMultiPoint())
    return dataclasses.replace(prompt, points=moved)
