"""Augmented crops: a sample rotated, scaled, recoloured, with its labels following.

Works on any device: the images are tensors and warped by grid sampling.
"""

from __future__ import annotations

import math
import random
import statistics
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from backend.data.instructions import Facts
from backend.data.labelled_folder import OTHER, UNKNOWN_COVER, UNLABELLED
from backend.data.sample import Instance, Sample

from .backgrounds import background_marks
from .pasting import Piece, paste

IGNORED = -1
"""Value of the instance map where an object is too cut off or too small to be asked for."""
SMALLEST_AREA = 5.0
SMALLEST_VISIBLE = 0.35
SMALLEST_COVER = 0.01
SMALL_SIDE = 12.0
"""Pixels: pictures whose objects are smaller are learned from enlarged, up to twice."""


@dataclass(frozen=True)
class LoadedSample:
    """A sample with its rasters as tensors: image (3, H, W) uint8, maps (H, W) as they are.

    On a CPU they are the sample's own memory.
    """

    sample: Sample
    image: Tensor
    instance_map: Tensor | None
    cover_map: Tensor | None
    areas: Tensor

    @classmethod
    def load(cls, sample: Sample, device: torch.device) -> LoadedSample:
        """Move a sample's rasters to the device."""
        image = _tensor(sample.image, device).permute(2, 0, 1)
        maps = [
            None if array is None else _tensor(array, device)
            for array in (sample.instance_map, sample.cover_map)
        ]
        areas = torch.zeros(len(sample.instances) + 1, device=device)
        if maps[0] is not None:
            counts = torch.bincount(maps[0].flatten().long(), minlength=len(areas))
            areas = counts[: len(areas)].float()
        return cls(sample, image, maps[0], maps[1], areas)


def _tensor(array: np.ndarray, device: torch.device) -> Tensor:
    # PyTorch shares no memory that must not be written.
    return torch.from_numpy(np.require(array, requirements=["C", "W"])).to(device)


@dataclass(frozen=True)
class Crop:
    """A square piece of a sample as the model sees it.

    Attributes:
        image: (3, S, S) in 0..1.
        instance_map: (S, S), k for facts.instances[k - 1], IGNORED where nothing may be asked.
        cover_map: (S, S), index into facts.covers, UNKNOWN_COVER where unknown.
    """

    image: Tensor
    instance_map: Tensor | None
    cover_map: Tensor | None
    facts: Facts


@dataclass(frozen=True)
class Warp:
    """Crop pixel -> source pixel: source = matrix @ (crop - size / 2) + centre."""

    matrix: Tensor
    centre: Tensor
    scale: float
    size: int

    def grid(self, height: int, width: int, device: torch.device) -> Tensor:
        """Sampling grid (1, S, S, 2) for an image of height x width, align_corners=False."""
        steps = torch.arange(self.size, device=device) + 0.5 - self.size / 2
        ys, xs = torch.meshgrid(steps, steps, indexing="ij")
        source = torch.stack([xs, ys], dim=-1) @ self.matrix.to(device).T + self.centre.to(device)
        extent = torch.tensor([width, height], device=device, dtype=source.dtype)
        return (2 * source / extent - 1)[None]

    def boxes(self, boxes: Tensor) -> Tensor:
        """Bounds in crop pixels of boxes (K, 4) in source pixels."""
        corners = boxes[:, [0, 1, 2, 1, 2, 3, 0, 3]].reshape(-1, 4, 2)
        moved = (corners - self.centre) @ torch.linalg.inv(self.matrix).T + self.size / 2
        return torch.cat([moved.amin(dim=1), moved.amax(dim=1)], dim=1)


class Cropper:
    """Draws random crops of a fixed size."""

    def __init__(self, size: int, chance: random.Random) -> None:
        self.size = size
        self.chance = chance

    def crop(self, loaded: LoadedSample, other: LoadedSample | None = None) -> Crop:
        """One augmented crop of a sample, with objects of another of the same part pasted in."""
        sample = loaded.sample
        warp = self._warp(sample)
        piece = _piece(loaded, warp)
        cut_off = _cut_off(sample, warp, piece.instances)
        if other is not None:
            piece = paste(piece, _piece(other, self._warp(other.sample)), self.chance)
        image, instances, instance_map = piece.image, piece.instances, piece.instance_map
        cover_map = None
        present: frozenset[int] = frozenset()
        if loaded.cover_map is not None:
            cover_map = _sample_map(loaded.cover_map, warp, outside=UNKNOWN_COVER)
            present = _present_covers(cover_map, sample.covers)
        facts = Facts(
            source=sample.source,
            size=(self.size, self.size),
            instances=instances,
            complete=sample.complete - cut_off,
            covers=sample.covers,
            present_covers=present,
            scene=sample.scene,
            labels=sample.labels,
            known_labels=sample.known_labels,
            captions=sample.captions,
            backgrounds=self._backgrounds(sample, instances, instance_map, cover_map),
        )
        return Crop(self._recolour(image, sample.source), instance_map, cover_map, facts)

    def _backgrounds(
        self,
        sample: Sample,
        instances: tuple[Instance, ...],
        instance_map: Tensor | None,
        cover_map: Tensor | None,
    ) -> tuple[Instance, ...]:
        if not sample.instances and cover_map is None:
            # Named as a whole only: who knows what lies there.
            return ()
        return background_marks(
            instances, instance_map, cover_map, sample.covers, self.size, self.chance
        )

    def _warp(self, sample: Sample) -> Warp:
        chance = self.chance
        height, width = sample.image.shape[:2]
        whole_image = bool(sample.captions or sample.scene)
        fit = self.size / max(height, width)
        if whole_image:
            scale = fit * chance.uniform(0.9, 1.15)
            centre = (width / 2, height / 2)
        else:
            scale = math.exp(chance.uniform(math.log(0.5), math.log(2.0))) * _enlarging(sample)
            centre = self._interesting_place(sample, scale)
        turns = chance.randrange(4) * math.pi / 2
        free = sample.instance_map is not None or sample.cover_map is not None
        if free and not whole_image and chance.random() < 0.5:
            turns += chance.uniform(-0.8, 0.8)
        mirror = -1.0 if chance.random() < 0.5 else 1.0
        cosine, sine = math.cos(turns) / scale, math.sin(turns) / scale
        matrix = torch.tensor([[cosine * mirror, -sine], [sine * mirror, cosine]])
        return Warp(matrix, torch.tensor(centre), scale, self.size)

    def _interesting_place(self, sample: Sample, scale: float) -> tuple[float, float]:
        height, width = sample.image.shape[:2]
        reach = self.size / scale / 2
        if sample.instances and self.chance.random() < 0.85:
            categories = sorted({item.category for item in sample.instances})
            category = self.chance.choice(categories)
            boxes = [item.box for item in sample.instances if item.category == category]
            box = self.chance.choice(boxes)
            x = (box[0] + box[2]) / 2 + self.chance.uniform(-0.7, 0.7) * reach
            y = (box[1] + box[3]) / 2 + self.chance.uniform(-0.7, 0.7) * reach
        else:
            x, y = self.chance.uniform(0, width), self.chance.uniform(0, height)
        return _inside(x, reach, width), _inside(y, reach, height)

    def _recolour(self, image: Tensor, source: str) -> Tensor:
        chance = self.chance
        if source == "infrared" and chance.random() < 0.2:
            image = 1.0 - image
        if source == "optical" and chance.random() < 0.08:
            image = image.mean(dim=0, keepdim=True).expand(3, -1, -1)
        if source == "optical":
            shift = torch.tensor([chance.uniform(0.88, 1.12) for _ in range(3)])
            image = image * shift.to(image.device)[:, None, None]
        if source == "sar" and chance.random() < 0.5:
            image = image * (1.0 + 0.15 * torch.randn_like(image[:1]))
        image = (image.clamp(0.0, 1.0) + 1e-4) ** math.exp(chance.uniform(-0.35, 0.35))
        mean = image.mean()
        image = (image - mean) * chance.uniform(0.75, 1.3) + mean * chance.uniform(0.8, 1.2)
        if chance.random() < 0.2:
            image = functional.avg_pool2d(image[None], 3, stride=1, padding=1)[0]
        if chance.random() < 0.3:
            image = image + chance.uniform(0.0, 0.04) * torch.randn_like(image)
        return image.clamp(0.0, 1.0)


def _enlarging(sample: Sample) -> float:
    """1 to 2: by how much more a picture of small objects is enlarged."""
    if not sample.instances:
        return 1.0
    sides = [max(x1 - x0, y1 - y0) for x0, y0, x1, y1 in (item.box for item in sample.instances)]
    return min(2.0, max(1.0, SMALL_SIDE / statistics.median(sides)))


def _piece(loaded: LoadedSample, warp: Warp) -> Piece:
    return Piece(_sample_image(loaded.image, warp), *_warp_instances(loaded, warp))


def _inside(place: float, reach: float, length: float) -> float:
    """Keep the crop over the image where it is smaller than it, centred where it is larger."""
    return length / 2 if 2 * reach >= length else min(max(place, reach), length - reach)


def _sample_image(image: Tensor, warp: Warp) -> Tensor:
    height, width = image.shape[1:]
    pixels = image[None].float() / 255
    if warp.scale < 0.8:
        # Grid sampling alone would skip pixels when it reduces.
        smaller = [max(1, round(side * warp.scale)) for side in (height, width)]
        pixels = functional.interpolate(
            pixels, size=smaller, mode="bilinear", antialias=True, align_corners=False
        )
    grid = warp.grid(height, width, image.device)
    return functional.grid_sample(pixels, grid, mode="bilinear", align_corners=False)[0]


def _sample_map(labels: Tensor, warp: Warp, outside: int) -> Tensor:
    """Nearest neighbour; values are moved by one so that the outside can be told."""
    grid = warp.grid(labels.shape[0], labels.shape[1], labels.device)
    moved = functional.grid_sample(
        labels[None, None].float() + 1, grid, mode="nearest", align_corners=False
    )[0, 0].long()
    return torch.where(moved == 0, torch.full_like(moved, outside), moved - 1)


def _present_covers(cover_map: Tensor, covers: tuple[str, ...]) -> frozenset[int]:
    shares = torch.bincount(cover_map.flatten(), minlength=256)[: len(covers)].float()
    shares = shares / cover_map.numel()
    return frozenset(
        index
        for index, name in enumerate(covers)
        if name not in (UNLABELLED, OTHER) and shares[index] > SMALLEST_COVER
    )


def _warp_instances(loaded: LoadedSample, warp: Warp) -> tuple[tuple[Instance, ...], Tensor | None]:
    if not loaded.sample.instances:
        return (), None
    if loaded.instance_map is None:
        return _warp_boxes(loaded, warp), None
    labels = _sample_map(loaded.instance_map, warp, outside=0)
    count = len(loaded.sample.instances)
    boxes, areas = instance_boxes(labels, count)
    whole = loaded.areas[1:] * warp.scale**2
    kept = (areas >= SMALLEST_AREA) & (areas >= SMALLEST_VISIBLE * whole)
    lookup = torch.full((count + 1,), IGNORED, dtype=torch.long, device=labels.device)
    lookup[0] = 0
    indices = kept.nonzero()[:, 0]
    lookup[indices + 1] = torch.arange(1, len(indices) + 1, device=labels.device)
    instances = tuple(
        replace(loaded.sample.instances[index], box=tuple(boxes[index].tolist()))
        for index in indices.tolist()
    )
    return instances, lookup[labels]


def _cut_off(sample: Sample, warp: Warp, kept: tuple[Instance, ...]) -> frozenset[str]:
    """Categories of which only pieces too small to ask for are in view: not there, not absent."""
    if not sample.instances:
        return frozenset()
    clipped = warp.boxes(torch.tensor([item.box for item in sample.instances])).clamp(0, warp.size)
    seen = (clipped[:, 2] > clipped[:, 0]) & (clipped[:, 3] > clipped[:, 1])
    there = {item.category for item in kept}
    return frozenset(
        item.category
        for item, visible in zip(sample.instances, seen.tolist(), strict=True)
        if visible and item.category not in there
    )


def instance_boxes(labels: Tensor, count: int) -> tuple[Tensor, Tensor]:
    """Bounds (count, 4) in pixels and areas (count,) of the values 1..count in (H, W)."""
    height, width = labels.shape
    flat = labels.flatten()
    rows = torch.arange(height, device=labels.device)[:, None].expand(-1, width).flatten().float()
    columns = torch.arange(width, device=labels.device).expand(height, -1).flatten().float()
    bounds = []
    for values, reduction in (
        (columns, "amin"),
        (rows, "amin"),
        (columns + 1, "amax"),
        (rows + 1, "amax"),
    ):
        empty = torch.zeros(count + 1, device=labels.device)
        bounds.append(empty.scatter_reduce(0, flat, values, reduction, include_self=False)[1:])
    areas = torch.bincount(flat, minlength=count + 1)[1:].float()
    return torch.stack(bounds, dim=1), areas


def _warp_boxes(loaded: LoadedSample, warp: Warp) -> tuple[Instance, ...]:
    boxes = warp.boxes(torch.tensor([item.box for item in loaded.sample.instances]))
    clipped = boxes.clamp(0, warp.size)
    kept = []
    for item, whole, seen in zip(
        loaded.sample.instances, boxes.tolist(), clipped.tolist(), strict=True
    ):
        area = (seen[2] - seen[0]) * (seen[3] - seen[1])
        full = (whole[2] - whole[0]) * (whole[3] - whole[1])
        if area >= SMALLEST_AREA and area >= SMALLEST_VISIBLE * full:
            kept.append(replace(item, box=tuple(seen)))
    return tuple(kept)
