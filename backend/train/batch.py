"""Crops and their turns, collated: one sequence per crop, targets in the order of their tokens."""

from __future__ import annotations

import random
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from backend.data.instructions import Turn
from backend.data.labelled_folder import UNKNOWN_COVER, UNLABELLED
from backend.model.prompt_encoder import PromptBatch
from backend.model.special_tokens import (
    ASSISTANT,
    BEGIN,
    END,
    IMAGE,
    PAD,
    REFUSE,
    SEGMENT,
    USER,
    source_token,
)
from backend.model.tokenizer import TextTokenizer

from .crops import IGNORED, Crop
from .prompt_simulation import Box, PromptSimulator, SimulatedMark

NO_LABEL = -100


@dataclass(frozen=True)
class SegmentTargets:
    """What each segmentation token of the batch must give, in reading order.

    Attributes:
        image: (N,) crop of each token.
        is_cover, is_find: (N,) which losses apply; a token that outlines a mark has neither.
        cover: (N, S, S) 1 where the phrase's pixels are, 0 elsewhere, -1 where unknown.
    """

    image: Tensor
    is_cover: Tensor
    is_find: Tensor
    cover: Tensor


@dataclass(frozen=True)
class InstanceTargets:
    """Instances that get a mask or a box loss.

    Attributes:
        query: (M,) segmentation token each belongs to.
        label: (M,) its value in the crop's instance map.
        has_mask: (M,).
        box: (M, 4) in cells of the finest stride.
        mark: (M,) index of the mark that asks for it, -1 where found by words.
    """

    query: Tensor
    label: Tensor
    has_mask: Tensor
    box: Tensor
    mark: Tensor


@dataclass(frozen=True)
class Batch:
    """One training step's input and targets.

    Attributes:
        images: (B, 3, S, S) in 0..1.
        instance_maps: (B, S, S), 0 where a crop has none.
        tokens, labels: (B, T), labels NO_LABEL outside of answers.
        anchors: (K, 4) boxes the decoder draws marked objects in, in cells.
        mark_words: (K,) first token of the category under each mark.
        scene_words: (B,) first token of each crop's scene, NO_LABEL where unknown.
        centres: boxes (K, 4) in cells of what each segmentation token must find.
    """

    images: Tensor
    instance_maps: Tensor
    tokens: Tensor
    labels: Tensor
    prompts: PromptBatch
    anchors: Tensor
    mark_words: Tensor
    scene_words: Tensor
    segments: SegmentTargets
    centres: list[Tensor]
    instances: InstanceTargets


class Collator:
    """Makes a batch of crops and turns."""

    def __init__(
        self, tokenizer: TextTokenizer, stride: int, image_tokens: int, chance: random.Random
    ) -> None:
        self.tokenizer = tokenizer
        self.stride = stride
        self.image_tokens = image_tokens
        self.chance = chance

    def collate(self, crops: list[Crop], turns: list[list[Turn]]) -> Batch:
        """Crops of one size, and the turns about each; the batch is on the crops' device."""
        sequences = [
            self._sequence(crop, spoken) for crop, spoken in zip(crops, turns, strict=True)
        ]
        pad = self.tokenizer.special(PAD)
        tokens = pad_sequence([item[0] for item in sequences], True, pad)
        labels = pad_sequence([item[1] for item in sequences], True, NO_LABEL)
        images = torch.stack([crop.image for crop in crops])
        blank = torch.zeros(images.shape[2:], dtype=torch.long, device=images.device)
        maps = torch.stack([blank if c.instance_map is None else c.instance_map for c in crops])
        builder = _TargetBuilder(self.tokenizer, self.stride, images.shape[-1], self.chance)
        for index, (crop, spoken) in enumerate(zip(crops, turns, strict=True)):
            for turn in spoken:
                builder.add(index, crop, turn)
            builder.add_scene(crop.facts.scene)
        return on_device(builder.batch(images, maps, tokens, labels), images.device)

    def _sequence(self, crop: Crop, turns: list[Turn]) -> tuple[Tensor, Tensor]:
        opening = BEGIN + source_token(crop.facts.source) + IMAGE * self.image_tokens
        tokens = self.tokenizer.encode(opening)
        labels = [NO_LABEL] * len(tokens)
        for turn in turns:
            question = self.tokenizer.encode(USER + turn.question + ASSISTANT)
            answer = self.tokenizer.encode(turn.answer + END)
            tokens += question + answer
            labels += [NO_LABEL] * len(question) + answer
        return torch.tensor(tokens), torch.tensor(labels)


class _TargetBuilder:
    """Collects marks and targets in reading order."""

    def __init__(
        self, tokenizer: TextTokenizer, stride: int, size: int, chance: random.Random
    ) -> None:
        self.tokenizer = tokenizer
        self.stride = stride
        self.grid = size // stride
        self.simulator = PromptSimulator(self.grid, chance)
        self.chance = chance
        self.marks: list[tuple[int, SimulatedMark]] = []
        self.mark_words: list[int] = []
        self.scene_words: list[int] = []
        self.segments: list[tuple[int, bool, bool, Tensor]] = []
        self.centres: list[Tensor] = []
        self.instances: list[tuple[int, int, bool, tuple[float, ...], int]] = []

    def add(self, image: int, crop: Crop, turn: Turn) -> None:
        first_mark = len(self.marks)
        wants_outline = any(target.marked is not None for target in turn.targets)
        for index in turn.marks:
            item = crop.facts.marked(index)
            mask = self._mask(crop, index + 1) if item.has_mask else None
            mark = self.simulator.mark(self._cells(item.box), mask, refine=wants_outline)
            self.marks.append((image, mark))
            self.mark_words.append(self._first_token(item.category or REFUSE))
        for target in turn.targets:
            query = len(self.segments)
            boxes = [self._cells(crop.facts.instances[k].box) for k in target.instances]
            is_cover = target.cover is not None
            is_find = target.marked is None and not is_cover
            cover = self._cover(crop, target.cover, target.instances)
            self.segments.append((image, is_cover, is_find, cover))
            self.centres.append(
                torch.tensor(boxes).reshape(-1, 4) if is_find else torch.zeros(0, 4)
            )
            mark = -1 if target.marked is None else first_mark + target.marked
            for k, box in zip(target.instances, boxes, strict=True):
                has_mask = crop.facts.instances[k].has_mask
                self.instances.append((query, k + 1, has_mask, box, mark))

    def add_scene(self, scene: str) -> None:
        self.scene_words.append(self._first_token(scene) if scene else NO_LABEL)

    def _first_token(self, words: str) -> int:
        return self.tokenizer.encode(words)[0]

    def _cells(self, box: Box) -> Box:
        left, top, right, bottom = (number / self.stride for number in box)
        return (left, top, right, bottom)

    def _mask(self, crop: Crop, label: int) -> np.ndarray:
        inside = (crop.instance_map == label).float()[None, None]
        return functional.avg_pool2d(inside, self.stride)[0, 0].cpu().numpy()

    @staticmethod
    def _cover(crop: Crop, cover: int | None, instances: tuple[int, ...]) -> Tensor:
        """(S, S) int8: 1, 0, or -1 where unknown."""
        if cover is not None:
            known = (crop.cover_map == cover).to(torch.int8)
            unlabelled = [k for k, name in enumerate(crop.facts.covers) if name == UNLABELLED]
            for index in (UNKNOWN_COVER, *unlabelled):
                known[crop.cover_map == index] = -1
            return known
        if crop.instance_map is None:
            size, device = crop.image.shape[1:], crop.image.device
            return torch.full(size, -1, dtype=torch.int8, device=device)
        labels = [k + 1 for k in instances]
        wanted = torch.tensor(labels, dtype=torch.long, device=crop.instance_map.device)
        known = torch.isin(crop.instance_map, wanted).to(torch.int8)
        known[crop.instance_map == IGNORED] = -1
        return known

    def batch(self, images: Tensor, maps: Tensor, tokens: Tensor, labels: Tensor) -> Batch:
        grid = (self.grid, self.grid)
        empty = np.zeros((0, *grid), np.float32)
        marks = [mark for _, mark in self.marks]
        boxes = torch.tensor([mark.box for mark in marks]).reshape(-1, 4)
        prompts = PromptBatch(
            image=torch.tensor([image for image, _ in self.marks], dtype=torch.long),
            region=torch.from_numpy(np.stack([m.region for m in marks]) if marks else empty),
            negative=torch.from_numpy(np.stack([m.negative for m in marks]) if marks else empty),
            box=boxes / self.grid,
            shape=torch.tensor([mark.shape for mark in marks], dtype=torch.long),
        )
        size = images.shape[2:]
        covers = [item[3] for item in self.segments]
        segments = SegmentTargets(
            image=torch.tensor([item[0] for item in self.segments], dtype=torch.long),
            is_cover=torch.tensor([item[1] for item in self.segments], dtype=torch.bool),
            is_find=torch.tensor([item[2] for item in self.segments], dtype=torch.bool),
            cover=torch.stack(covers) if covers else torch.zeros(0, *size, dtype=torch.int8),
        )
        return Batch(
            images=images,
            instance_maps=maps,
            tokens=tokens,
            labels=labels,
            prompts=prompts,
            anchors=torch.tensor([mark.anchor for mark in marks]).reshape(-1, 4),
            mark_words=torch.tensor(self.mark_words, dtype=torch.long),
            scene_words=torch.tensor(self.scene_words, dtype=torch.long),
            segments=segments,
            centres=self.centres,
            instances=self._instance_targets(),
        )

    def _instance_targets(self) -> InstanceTargets:
        columns = list(zip(*self.instances, strict=True)) or [[], [], [], [], []]
        return InstanceTargets(
            query=torch.tensor(columns[0], dtype=torch.long),
            label=torch.tensor(columns[1], dtype=torch.long),
            has_mask=torch.tensor(columns[2], dtype=torch.bool),
            box=torch.tensor(columns[3]).reshape(-1, 4),
            mark=torch.tensor(columns[4], dtype=torch.long),
        )


def on_device(record: Any, device: torch.device) -> Any:
    """The same tensor, list or dataclass with every tensor of it on a device."""
    if isinstance(record, Tensor):
        return record.to(device)
    if isinstance(record, list):
        return [on_device(item, device) for item in record]
    moved = {field.name: on_device(getattr(record, field.name), device) for field in fields(record)}
    return replace(record, **moved)


def segment_positions(batch: Batch, tokenizer: TextTokenizer) -> tuple[Tensor, Tensor]:
    """Row and column of every segmentation token, in reading order."""
    rows, columns = (batch.tokens == tokenizer.special(SEGMENT)).nonzero(as_tuple=True)
    return rows, columns
