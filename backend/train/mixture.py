"""One stage, all sources: which part the next crop comes from, and the words about it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import torch

from backend.data.instructions import Facts, Turn, TurnBuilder
from backend.data.labelled_folder import OTHER, UNLABELLED, parts_in, read_part
from backend.data.sample import Instance
from backend.errors import RasterError

from .crops import Crop, Cropper, LoadedSample

PART_WEIGHTS = {
    "optical/vhr10": 5.0,
    "optical/ucm": 3.5,
    "optical/dubai": 1.0,
    "sar/hrsid": 0.6,
    "sar/sarship": 0.3,
    "sar/opensarship": 0.4,
    "sar/s1flood": 0.25,
    "infrared/hituav": 2.0,
    "infrared/sirst": 0.5,
    "optical/synthetic": 0.7,
    "sar/synthetic": 0.5,
    "infrared/synthetic": 0.4,
}
"""Share of crops from each part; a part not named here has 0.3."""
OTHER_WEIGHT = 0.3
WHOLE_IMAGE_SHARE = 0.4
"""Share of batches of images that are only named as a whole: scenes, captions, labels."""
WHOLE_IMAGE_SIZES = (160, 192, 224)
"""Their sides in pixels: a beach is told from a runway in a smaller picture too, and cheaper."""
WHOLE_IMAGE_TURNS = 4


class Mixture:
    """Draws crops with their turns from all parts of the folders.

    Raises:
        RasterError: the folders hold no image of the split, or one cannot be read.
    """

    def __init__(
        self,
        folders: tuple[Path, ...],
        size: int,
        turns: int,
        chance: random.Random,
        device: torch.device,
        split: str = "train",
    ) -> None:
        self.chance = chance
        self.cropper = Cropper(size, chance)
        self.turns = turns
        self.parts = {
            part: [LoadedSample.load(sample, device) for sample in read_part(folder, part, [split])]
            for folder in folders
            for part in parts_in(folder)
        }
        self.parts = {part: samples for part, samples in self.parts.items() if samples}
        if not self.parts:
            raise RasterError(
                f"{', '.join(map(str, folders))}: no labelled part with images of split {split!r}.",
                "Give the folder that holds optical/, sar/ or infrared/ with a JSON for each part.",
            )
        self.names = sorted(self.parts)
        self.drawn_on = [name for name in self.names if _has_outlines(self.parts[name])]
        self.whole = [name for name in self.names if name not in self.drawn_on]

    def draw(self, count: int) -> tuple[list[Crop], list[list[Turn]]]:
        """The next crops of one size, each with at least one turn.

        Where nothing is to be outlined the crops are smaller and more than `count`.
        """
        if not self.drawn_on or (self.whole and self.chance.random() < WHOLE_IMAGE_SHARE):
            size = min(self.cropper.size, self.chance.choice(WHOLE_IMAGE_SIZES))
            many = max(count, round(0.75 * count * (self.cropper.size / size) ** 2))
            return self._draw(self.whole, Cropper(size, self.chance), many, WHOLE_IMAGE_TURNS)
        return self._draw(self.drawn_on, self.cropper, count, self.turns)

    def _draw(
        self, names: list[str], cropper: Cropper, count: int, turns: int
    ) -> tuple[list[Crop], list[list[Turn]]]:
        weights = [PART_WEIGHTS.get(name, OTHER_WEIGHT) for name in names]
        chosen = self.chance.choices(names, weights, k=count)
        crops = [cropper.crop(self.chance.choice(self.parts[name])) for name in chosen]
        return crops, [TurnBuilder(crop.facts, self.chance).turns(turns) for crop in crops]

    def texts(self, rounds: int) -> Iterator[str]:
        """Questions and answers without pixels, for the tokenizer."""
        for samples in self.parts.values():
            for loaded in samples:
                yield from _texts_about(loaded, self.chance, rounds)


def _has_outlines(samples: list[LoadedSample]) -> bool:
    return any(item.sample.instances or item.cover_map is not None for item in samples)


def _texts_about(loaded: LoadedSample, chance: random.Random, rounds: int) -> Iterator[str]:
    sample = loaded.sample
    height, width = sample.image.shape[:2]
    # Each category once: a crowded image must not fill the vocabulary.
    once: dict[str, Instance] = {item.category: item for item in sample.instances}
    facts = Facts(
        source=sample.source,
        size=(width, height),
        instances=tuple(once.values()),
        complete=sample.complete,
        covers=sample.covers,
        present_covers=frozenset(
            index for index, name in enumerate(sample.covers) if name not in (UNLABELLED, OTHER)
        ),
        scene=sample.scene,
        labels=sample.labels,
        known_labels=sample.known_labels,
        captions=sample.captions,
    )
    yield from sample.captions
    for turn in TurnBuilder(facts, chance).turns(rounds):
        yield turn.question
        yield turn.answer
