"""One stage, all sources: which part the next crop comes from, and the words about it."""

from __future__ import annotations

import logging
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import torch

from backend.data.formats import parts_in, read_part, source_of
from backend.data.instructions import Facts, Turn, TurnBuilder
from backend.data.labelled_folder import OTHER, UNLABELLED
from backend.data.licences import is_permissive
from backend.data.sample import Instance
from backend.errors import RasterError, TrainingOptionsError

from .crops import Crop, Cropper, LoadedSample
from .options import MixtureOptions

logger = logging.getLogger(__name__)

PART_WEIGHTS = {
    "optical/vhr10": 5.0,
    "optical/ucm": 6.8,
    "optical/dubai": 1.0,
    "sar/hrsid": 0.6,
    "sar/sarship": 0.3,
    "sar/opensarship": 0.7,
    "sar/s1flood": 0.25,
    "infrared/hituav": 2.0,
    "infrared/sirst": 0.5,
    "optical/synthetic": 0.7,
    "sar/synthetic": 0.5,
    "infrared/synthetic": 0.4,
}
"""Work spent on each part relative to the others; a part not named here has 0.3."""
OTHER_WEIGHT = 0.3
WHOLE_IMAGE_SIZES = (192, 224, 256)
"""Sides in pixels of images that are only named as a whole: a beach is told from a runway in a
smaller picture too, so that a batch of the same cost holds more of them. Not much smaller than
they are read to answer: dense and medium residential areas differ by size alone."""
WHOLE_IMAGE_TURNS = 4
WIDE_SHARE = 0.25
"""Share of the batches with outlines whose crops are WIDER times as wide and fewer: an answer is
read from a view that holds objects larger than a crop, and whole."""
WIDER = 1.5
PASTED_SENSORS = ("infrared", "sar")
PASTED_CROPS = 0.4
"""Share of these sensors' crops that get objects of another picture of their part."""
SIZE_STEP = 32
"""Sides of crops are multiples of it, the coarsest stride of the pyramid."""


def takes_part(part: str, options: MixtureOptions) -> bool:
    """Whether crops may come from a part."""
    if options.permissive and not is_permissive(part):
        return False
    if part.endswith("/synthetic") and not options.synthetic:
        return False
    return part not in options.leave_out and (not options.parts or part in options.parts)


def shares_of(parts: list[str], options: MixtureOptions) -> dict[str, float]:
    """Share of all batches of each part; together they are 1.

    Raises:
        TrainingOptionsError: a weight is negative, or nothing has any.
    """
    weights = {part: PART_WEIGHTS.get(part, OTHER_WEIGHT) for part in parts}
    weights |= {part: weight for part, weight in options.weights.items() if part in weights}
    if options.source_shares:
        sources: dict[str, float] = defaultdict(float)
        for part, weight in weights.items():
            sources[source_of(part)] += weight
        weights = {
            part: options.source_shares.get(source_of(part), 0.0)
            * weight
            / sources[source_of(part)]
            for part, weight in weights.items()
        }
    total = sum(weights.values())
    if total <= 0.0 or min(weights.values()) < 0.0:
        raise TrainingOptionsError(
            f"The weights of {', '.join(parts)} must not be negative, and not all 0.",
            "Change weights or source_shares of the mixture.",
        )
    return {part: weight / total for part, weight in weights.items()}


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
        options: MixtureOptions | None = None,
        split: str = "train",
    ) -> None:
        self.chance = chance
        self.cropper = Cropper(size, chance)
        self.turns = turns
        options = options or MixtureOptions()
        self.parts = {
            part: [LoadedSample.load(sample, device) for sample in read_part(folder, part, [split])]
            for folder in folders
            for part in parts_in(folder)
            if takes_part(part, options)
        }
        for part in sorted({*options.parts, *options.weights} - self.parts.keys()):
            logger.warning("%s is named in the mixture, but takes no part", part)
        self.parts = {part: samples for part, samples in self.parts.items() if samples}
        if not self.parts:
            raise RasterError(
                f"{', '.join(map(str, folders))}: no labelled part with images of split {split!r}.",
                "Give the folder that holds optical/, sar/ or infrared/ with a JSON for each part.",
            )
        self.names = sorted(self.parts)
        self.shares = shares_of(self.names, options)

        self.whole = [name for name in self.names if not _has_outlines(self.parts[name])]

    @property
    def sources(self) -> frozenset[str]:
        """The sensors there are images of."""
        return frozenset(map(source_of, self.names))

    def draw(self, count: int) -> tuple[list[Crop], list[list[Turn]]]:
        """The next crops, each with at least one turn; those of a batch are of one size.

        Where nothing is to be outlined the crops are smaller and more than `count`; a share of
        the others are larger and fewer.
        """
        (first,) = self.chance.choices(self.names, list(self.shares.values()))
        if first not in self.whole:
            return self._draw_outlined(count)
        size = min(self.cropper.size, self.chance.choice(WHOLE_IMAGE_SIZES))
        many = max(count, round(0.75 * count * (self.cropper.size / size) ** 2))
        return self._draw(self.whole, Cropper(size, self.chance), many, WHOLE_IMAGE_TURNS)

    def _draw_outlined(self, count: int) -> tuple[list[Crop], list[list[Turn]]]:
        names = [name for name in self.names if name not in self.whole]
        if self.chance.random() >= WIDE_SHARE:
            return self._draw(names, self.cropper, count, self.turns)
        wide = Cropper(round(WIDER * self.cropper.size / SIZE_STEP) * SIZE_STEP, self.chance)
        few = max(1, round(count * (self.cropper.size / wide.size) ** 2))
        return self._draw(names, wide, few, self.turns)

    def _draw(
        self, names: list[str], cropper: Cropper, count: int, turns: int
    ) -> tuple[list[Crop], list[list[Turn]]]:
        chosen = self.chance.choices(names, [self.shares[name] for name in names], k=count)
        crops = [
            cropper.crop(self.chance.choice(self.parts[name]), self._pasted_from(name))
            for name in chosen
        ]
        return crops, [TurnBuilder(crop.facts, self.chance).turns(turns) for crop in crops]

    def _pasted_from(self, name: str) -> LoadedSample | None:
        """The picture whose objects a crop of a part gets too, if any."""
        if source_of(name) not in PASTED_SENSORS or self.chance.random() >= PASTED_CROPS:
            return None
        return self.chance.choice(self.parts[name])

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
