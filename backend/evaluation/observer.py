"""The model under test, asked about labelled samples the way the engine asks it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from backend.data.sample import Sample
from backend.dialogue import Dialogue, GroundedPhrase, Reading
from backend.grounding import MaskedInstance, find_instances, outline_marks
from backend.image_processor import GridMarks, place_marks, prepare_picture
from backend.loaded_model import LoadedModel
from backend.model.earthgptx import SeenTiles
from earthgptx_qgis.wire.geobox import Affine, GeoBox
from earthgptx_qgis.wire.messages import Array, Mark, SourceKind, Tile


@dataclass(frozen=True)
class MarkReply:
    """What the model says of a mark, and how sure it is."""

    text: str
    probability: float


class Observer:
    """One sample in front of the model."""

    def __init__(self, loaded: LoadedModel, sample: Sample, tasks: tuple[str, ...]) -> None:
        self._loaded, self._sample, self._tasks = loaded, sample, tasks
        self.picture = prepare_picture(_tile(sample))
        self.seen: SeenTiles = loaded.see(self.picture)

    def say(self, question: str, task: str = "") -> tuple[str, str, float]:
        """Task, text and probability of an answer in words; the model chooses the task if none is
        given.
        """
        dialogue = self._dialogue(())
        opening = dialogue.begin(question, [task] if task else list(self._tasks), not task)
        if opening.refused:
            return opening.task, "", 0.0
        text, probability = "", 0.0
        for spoken in dialogue.text(opening.steps):
            text, probability = spoken.text, spoken.probability
        return opening.task, text, probability

    def ground(
        self, question: str, task: str, marks: tuple[Mark, ...] = ()
    ) -> tuple[GroundedPhrase | None, list[MaskedInstance]]:
        """The phrase the model reads out of a question, and all it finds for it."""
        dialogue = self._dialogue(marks)
        opening = dialogue.begin(question, [task], may_refuse=not marks)
        if opening.refused:
            return None, []
        phrase = dialogue.phrase(opening.steps)
        if phrase is None:
            return None, []
        found = find_instances(self._loaded.model, self.seen, phrase.hidden, self.picture.valid)
        return phrase, list(found)

    def classify(self, question: str, marks: tuple[Mark, ...]) -> list[MarkReply]:
        """The class of each mark."""
        return self._each_mark(question, "classify marks", marks)

    def describe_marks(self, question: str, marks: tuple[Mark, ...]) -> list[MarkReply]:
        """A sentence on each mark."""
        return self._each_mark(question, "describe marks", marks)

    def _each_mark(self, question: str, task: str, marks: tuple[Mark, ...]) -> list[MarkReply]:
        if not marks:
            return []
        dialogue = self._dialogue(marks)
        readings = self._last(dialogue.each_mark(question, task))
        return [MarkReply(dialogue.words_of(item), item.probability) for item in readings]

    def outline(self, question: str, marks: tuple[Mark, ...]) -> list[MaskedInstance | None]:
        """The mask of each marked object."""
        if not marks:
            return []
        prompts = self._loaded.prompts(self._place(marks))
        dialogue = Dialogue(self._loaded, self.seen, self.picture.source, prompts)
        readings = self._last(dialogue.each_mark(question, "outline"))
        states = [reading.hidden for reading in readings]
        model, valid = self._loaded.model, self.picture.valid
        return list(outline_marks(model, self.seen, states, prompts, valid))

    def full_mask(self, instance: MaskedInstance | None) -> np.ndarray:
        """(H, W) bool of the whole tile."""
        mask = np.zeros(self.picture.valid.shape, bool)
        if instance is not None:
            height, width = instance.mask.shape
            mask[instance.y : instance.y + height, instance.x : instance.x + width] = instance.mask
        return mask

    def _dialogue(self, marks: tuple[Mark, ...]) -> Dialogue:
        prompts = self._loaded.prompts(self._place(marks))
        return Dialogue(self._loaded, self.seen, self.picture.source, prompts)

    def _place(self, marks: tuple[Mark, ...]) -> GridMarks:
        return place_marks(marks, self.picture, self._loaded.model.stride)

    @staticmethod
    def _last(readings: Iterator[list[Reading]]) -> list[Reading]:
        last: list[Reading] = []
        for last in readings:  # noqa: B007 (the last counts)
            pass
        return last


def _tile(sample: Sample) -> Tile:
    height, width = sample.image.shape[:2]
    pixels = Array("uint8", sample.image.shape, np.ascontiguousarray(sample.image).tobytes())
    geobox = GeoBox(width, height, Affine(1.0, 0.0, 0.0, 0.0, -1.0, 0.0))
    return Tile(pixels, geobox, source_kind=SourceKind(sample.source), layer_name=sample.name)
