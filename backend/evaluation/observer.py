"""The model under test, asked about labelled samples the way the engine asks it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backend.data.mark_questions import ONE_MARK
from backend.data.places import Box
from backend.data.sample import Sample
from backend.language.dialogue import Dialogue, GroundedPhrase
from backend.loaded_model import LoadedModel
from backend.marks.mark_boxes import boxes_of_marks
from backend.marks.mark_facts import Sight, descriptions_of_marks
from backend.masks.grounding import MaskedInstance, find_instances, outline_marks
from backend.masks.presence import YES, best_score, by_finding, by_words
from backend.model.earthgptx import SeenTiles
from backend.model.prompt_encoder import PromptBatch
from backend.picture.image_processor import place_marks, prepare_picture
from earthgptx_qgis.wire.geobox import Affine, GeoBox
from earthgptx_qgis.wire.messages import Array, Mark, SourceKind, Task, Tile

MOST_TOKENS = 64
"""Of an answer; a model that knows when to end needs half of them."""


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
        opening = dialogue.begin(question, [task] if task else self._possible(()), not task)
        if opening.refused:
            return opening.task, "", 0.0
        text, probability = "", 0.0
        for spoken in dialogue.text(opening.steps):
            text, probability = spoken.text, spoken.probability
        return opening.task, text, probability

    def is_there(self, question: str, threshold: float) -> bool:
        """The answer to a yes-or-no question: by what is found, else by the model's words."""
        dialogue = self._dialogue(())
        found = best_score(self._loaded, self.seen, self.picture, dialogue, question)
        if found is None:
            _, text, probability = self.say(question, Task.ANSWER.value)
            return by_words(text, probability)[0] == YES
        return by_finding(found, threshold)[0] == YES

    def ask(self, question: str, marks: tuple[Mark, ...] = ()) -> tuple[str, list[MaskedInstance]]:
        """The task the model takes a question for, and all it finds where that is to find."""
        dialogue = self._dialogue(marks)
        opening = dialogue.begin(question, self._possible(marks), may_refuse=True)
        if opening.task != Task.FIND.value:
            return opening.task, []
        phrase = dialogue.phrase(opening.steps)
        return opening.task, [] if phrase is None else self._found(phrase)

    def ground(
        self, question: str, task: str
    ) -> tuple[GroundedPhrase | None, list[MaskedInstance]]:
        """The phrase the model reads out of a question, and all it finds for it."""
        dialogue = self._dialogue(())
        opening = dialogue.begin(question, [task], may_refuse=True)
        phrase = None if opening.refused else dialogue.phrase(opening.steps)
        return phrase, [] if phrase is None else self._found(phrase)

    def describe_with_masks(self, question: str) -> dict[str, list[MaskedInstance]]:
        """All that is found for each phrase of a grounded description."""
        dialogue = self._dialogue(())
        opening = dialogue.begin(question, [Task.GROUNDED_DESCRIPTION.value], may_refuse=False)
        found: dict[str, list[MaskedInstance]] = {}
        for phrase in dialogue.phrases(opening.steps):
            if phrase.label not in found:
                found[phrase.label] = self._found(phrase)
        return found

    def each_mark(self, task: str, marks: tuple[Mark, ...]) -> list[MarkReply]:
        """What is said of each mark by itself."""
        if not marks:
            return []
        dialogue = self._dialogue(marks)
        readings = dialogue.read_marks(ONE_MARK[task], task)
        return [MarkReply(dialogue.words_of(item), item.probability) for item in readings]

    def describe_marks(self, marks: tuple[Mark, ...], threshold: float) -> list[str]:
        """A sentence on each mark; empty where the model refuses."""
        if not marks:
            return []
        dialogue = self._dialogue(marks)
        readings = dialogue.read_marks(ONE_MARK["classify marks"], "classify marks")
        names = ["" if item.refused else dialogue.words_of(item) for item in readings]
        sight = Sight(self._loaded, self.seen, self.picture, threshold)
        prompts, task = self._prompts(marks), Task.DESCRIBE_MARKS
        return descriptions_of_marks(sight, dialogue, prompts, names, task)

    def boxes(self, marks: tuple[Mark, ...]) -> list[Box]:
        """x_min, y_min, x_max, y_max of what each mark lies on: as drawn, or outlined."""
        prompts = self._prompts(marks)
        dialogue = self._dialogue(marks)
        return boxes_of_marks(self._loaded, self.seen, dialogue, prompts, self.picture)

    def outline(self, marks: tuple[Mark, ...]) -> list[MaskedInstance | None]:
        """The mask of each marked object."""
        if not marks:
            return []
        prompts = self._prompts(marks)
        readings = self._dialogue(marks).read_marks(ONE_MARK["outline"], "outline")
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

    def _found(self, phrase: GroundedPhrase) -> list[MaskedInstance]:
        model, label = self._loaded.model, phrase.label
        return list(find_instances(model, self.seen, phrase.hidden, label, self.picture))

    def _possible(self, marks: tuple[Mark, ...]) -> list[str]:
        return [name for name in self._tasks if marks or not Task(name).needs_marks]

    def _dialogue(self, marks: tuple[Mark, ...]) -> Dialogue:
        prompts = self._prompts(marks)
        return Dialogue(self._loaded, self.seen, self.picture.source, prompts, MOST_TOKENS)

    def _prompts(self, marks: tuple[Mark, ...]) -> PromptBatch:
        return self._loaded.prompts(place_marks(marks, self.picture, self._loaded.model.stride))


def _tile(sample: Sample) -> Tile:
    height, width = sample.image.shape[:2]
    pixels = Array("uint8", sample.image.shape, np.ascontiguousarray(sample.image).tobytes())
    geobox = GeoBox(width, height, Affine(1.0, 0.0, 0.0, 0.0, -1.0, 0.0))
    return Tile(pixels, geobox, source_kind=SourceKind(sample.source), layer_name=sample.name)
