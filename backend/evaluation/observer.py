"""The model under test, asked about labelled samples the way the engine asks it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backend.data.mark_questions import ONE_MARK
from backend.data.places import Box
from backend.data.sample import Sample
from backend.data.vocabulary import is_area
from backend.language.dialogue import Dialogue, GroundedPhrase
from backend.language.question import Question, read_question
from backend.language.scene_name import name_scene
from backend.language.wanted import phrases_wanted
from backend.loaded_model import LoadedModel, Sight
from backend.marks.mark_boxes import boxes_of_marks
from backend.marks.mark_facts import descriptions_of_marks
from backend.masks.grounding import MaskedInstance, find_instances, outline_marks
from backend.masks.presence import YES, by_finding, of_area
from backend.picture.image_processor import place_marks, prepare_picture
from earthgptx_qgis.wire.geobox import Affine, GeoBox
from earthgptx_qgis.wire.messages import Array, Mark, ModelCard, SourceKind, Task, Tile

MOST_TOKENS = 64
"""Of an answer; a model that knows when to end needs half of them."""


@dataclass(frozen=True)
class MarkReply:
    """What the model says of a mark, and how sure it is."""

    text: str
    probability: float


class Observer:
    """One sample in front of the model."""

    def __init__(self, loaded: LoadedModel, sample: Sample, card: ModelCard) -> None:
        self._card, self._tasks = card, tuple(task.value for task in card.tasks)
        picture = prepare_picture(_tile(sample))
        self._sight = Sight(loaded, picture, loaded.see(picture))

    def say(self, question: str, task: str = "") -> tuple[str, str, float]:
        """Task, text and probability of an answer in words; the model chooses the task if none is
        given.
        """
        dialogue = self._dialogue(())
        opening = dialogue.begin(question, [task] if task else self._possible(()), not task)
        if opening.refused:
            return opening.task, "", 0.0
        if opening.task == Task.CLASSIFY_SCENE.value:
            return opening.task, *name_scene(self._sight, question, MOST_TOKENS)
        return opening.task, *dialogue.whole_text(opening.steps)

    def is_there(self, question: str, threshold: float) -> bool:
        """The answer to a yes-or-no question: by what is found or seen, else by words."""
        asked = self._read(question)
        if not asked.named or is_area(asked.named[0]):
            _, text, probability = self.say(question, Task.ANSWER.value)
            return of_area(self._dialogue(()), asked, text, probability)[0] == YES
        _, found = self.ground(question, Task.FIND.value, may_refuse=False)
        best = max((item.score for item in found), default=0.0)
        return by_finding(best, threshold)[0] == YES

    def ask(self, question: str, marks: tuple[Mark, ...] = ()) -> tuple[str, list[MaskedInstance]]:
        """The task the model takes a question for, and all it finds where that is to find."""
        dialogue, asked = self._dialogue(marks), self._read(question)
        tasks = asked.possible(self._possible(marks), marked=bool(marks))
        opening = dialogue.begin(asked.text, tasks, may_refuse=True)
        if opening.task != Task.FIND.value:
            return opening.task, []
        wanted = phrases_wanted(dialogue, opening, asked, marked=bool(marks))
        return opening.task, self._found(wanted[0]) if wanted else []

    def ground(
        self, question: str, task: str, may_refuse: bool = True
    ) -> tuple[GroundedPhrase | None, list[MaskedInstance]]:
        """The phrase the model reads out of a question, and all it finds for it."""
        dialogue, asked = self._dialogue(()), self._read(question)
        opening = dialogue.begin(asked.text, [task], may_refuse)
        if opening.refused:
            return None, []
        wanted = phrases_wanted(dialogue, opening, asked, marked=False)
        return (wanted[0], self._found(wanted[0])) if wanted else (None, [])

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
        return descriptions_of_marks(dialogue, names, Task.DESCRIBE_MARKS, threshold)

    def boxes(self, marks: tuple[Mark, ...]) -> list[Box]:
        """x_min, y_min, x_max, y_max of what each mark lies on: as drawn, or outlined."""
        return boxes_of_marks(self._dialogue(marks))

    def outline(self, marks: tuple[Mark, ...]) -> list[MaskedInstance | None]:
        """The mask of each marked object."""
        if not marks:
            return []
        dialogue = self._dialogue(marks)
        readings = dialogue.read_marks(ONE_MARK["outline"], "outline")
        states = [reading.hidden for reading in readings]
        return list(outline_marks(self._sight, dialogue.prompts, states))

    def full_mask(self, instance: MaskedInstance | None) -> np.ndarray:
        """(H, W) bool of the whole tile."""
        mask = np.zeros(self._sight.picture.valid.shape, bool)
        if instance is not None:
            instance.window_on(mask)[:] = instance.mask
        return mask

    def _read(self, question: str) -> Question:
        source = self._sight.picture.source
        return read_question(question, self._card.categories, source)

    def _found(self, phrase: GroundedPhrase) -> list[MaskedInstance]:
        return list(find_instances(self._sight, phrase))

    def _possible(self, marks: tuple[Mark, ...]) -> list[str]:
        return [name for name in self._tasks if marks or not Task(name).needs_marks]

    def _dialogue(self, marks: tuple[Mark, ...]) -> Dialogue:
        loaded = self._sight.loaded
        grid_marks = place_marks(marks, self._sight.picture, loaded.model.stride)
        return Dialogue(self._sight, loaded.prompts(grid_marks), MOST_TOKENS)


def _tile(sample: Sample) -> Tile:
    height, width = sample.image.shape[:2]
    pixels = Array("uint8", sample.image.shape, np.ascontiguousarray(sample.image).tobytes())
    geobox = GeoBox(width, height, Affine(1.0, 0.0, 0.0, 0.0, -1.0, 0.0))
    return Tile(pixels, geobox, source_kind=SourceKind(sample.source), layer_name=sample.name)
