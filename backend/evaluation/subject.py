"""One labelled sample as the probes see it: the model in front of it, and its truth in pixels."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from backend.data.labelled_folder import UNKNOWN_COVER, UNLABELLED
from backend.data.sample import Sample
from backend.data.vocabulary import NOUNS
from backend.masks.grounding import MaskedInstance
from earthgptx_qgis.wire.messages import Mark, PromptShape, VisualPrompt

from .observer import Observer

SMALLEST_COVER = 0.01
"""Share of the image a cover must fill to be asked for."""


@dataclass(frozen=True)
class Subject:
    """A sample, the model that looks at it, and how it is to be asked.

    Attributes:
        threshold: instances count from this score.
        oriented: whether oriented boxes can be compared here.
        chance: for what is drawn by lot; the same for every run.
    """

    observer: Observer
    sample: Sample
    threshold: float
    oriented: bool
    chance: random.Random

    def truth(self, index: int) -> np.ndarray:
        """(H, W) bool of one instance; its box where there is no mask."""
        if self.sample.instance_map is not None:
            return self.sample.instance_map == index + 1
        mask = np.zeros(self.sample.image.shape[:2], bool)
        left, top, right, bottom = (round(edge) for edge in self.sample.instances[index].box)
        mask[top:bottom, left:right] = True
        return mask

    def of_category(self, category: str) -> list[int]:
        """Indices of its instances."""
        return [k for k, item in enumerate(self.sample.instances) if item.category == category]

    @cached_property
    def categories(self) -> list[str]:
        """Categories present, sorted."""
        return sorted({item.category for item in self.sample.instances})

    @cached_property
    def areas(self) -> dict[str, np.ndarray]:
        """(H, W) bool of the pixels of every category and cover whose pixels are labelled."""
        areas: dict[str, np.ndarray] = {}
        sample = self.sample
        if sample.instance_map is not None:
            for category in self.categories:
                numbers = [k + 1 for k in self.of_category(category)]
                areas[category] = np.isin(sample.instance_map, numbers)
        if sample.cover_map is not None:
            for index, name in enumerate(sample.covers):
                wanted = sample.cover_map == index
                if name in NOUNS and wanted.mean() >= SMALLEST_COVER:
                    areas[name] = areas.get(name, False) | wanted
        return areas

    def known(self, name: str) -> np.ndarray | bool:
        """Where it is known whether a cover lies; pixels nobody labelled count for nothing."""
        sample = self.sample
        if sample.cover_map is None or name not in sample.covers:
            return True
        unlabelled = [k for k, cover in enumerate(sample.covers) if cover == UNLABELLED]
        return ~np.isin(sample.cover_map, [UNKNOWN_COVER, *unlabelled])

    def union(self, found: list[MaskedInstance], name: str) -> np.ndarray:
        """(H, W) bool of all that was found, where it is known what is right."""
        drawn = np.zeros(self.sample.image.shape[:2], bool)
        for item in found:
            item.window_on(drawn)[item.mask] = True
        return drawn & self.known(name)

    def counting(self, found: list[MaskedInstance]) -> list[MaskedInstance]:
        """Those scored high enough."""
        return [item for item in found if item.score >= self.threshold]

    def mark(self, index: int, shape: str, number: int) -> Mark:
        """An instance marked as a careful person would."""
        return Mark(number, (self._drawn(index, shape),))

    def _drawn(self, index: int, shape: str) -> VisualPrompt:
        box = self.sample.instances[index].box
        if shape == "box":
            return VisualPrompt(PromptShape.BOX, (box[:2], box[2:]))
        if shape == "polygon":
            return VisualPrompt(PromptShape.POLYGON, _ring_around(self.truth(index)))
        places = [self._place_on(self.truth(index)) for _ in range(3)]
        if shape == "point":
            middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
            nearest = min(places, key=lambda p: (p[0] - middle[0]) ** 2 + (p[1] - middle[1]) ** 2)
            return VisualPrompt(PromptShape.POINT, (nearest,))
        return VisualPrompt(PromptShape.SCRIBBLE, tuple(sorted(places)))

    def _place_on(self, mask: np.ndarray) -> tuple[float, float]:
        rows, columns = np.nonzero(mask)
        index = self.chance.randrange(len(rows))
        return float(columns[index]) + 0.5, float(rows[index]) + 0.5


def _ring_around(mask: np.ndarray) -> tuple[tuple[float, float], ...]:
    """Down the left side of a mask and up its right side, row by row, in pixels."""
    rows = np.flatnonzero(mask.any(axis=1))
    left = mask[rows].argmax(axis=1)
    right = mask.shape[1] - mask[rows][:, ::-1].argmax(axis=1)
    down = [(float(x), float(y + edge)) for x, y in zip(left, rows, strict=True) for edge in (0, 1)]
    up = [(float(x), float(y + edge)) for x, y in zip(right, rows, strict=True) for edge in (0, 1)]
    return (*down, *reversed(up))
