"""Visual prompt encoder: each mark, whatever its shape, becomes one token.

The paper's spatial-aware encoder takes the drawn prompt as a raster; here the raster pools the
fused features under and around the mark, and the mark's box and shape are embedded beside them,
so points, boxes, polygons and scribbles go one way.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from .config import EarthGPTXConfig
from .vision_experts import VisionFeatures

PROMPT_SHAPES = ("point", "box", "polygon", "scribble")


@dataclass(frozen=True)
class PromptBatch:
    """Marks on a batch of tiles, at the finest stride of the pyramid.

    Attributes:
        image: (M,) index of the tile each mark lies on.
        region: (M, h, w) in 0..1, what the positive prompts cover.
        negative: (M, h, w) in 0..1, bumps where the user subtracted.
        box: (M, 4) x_min, y_min, x_max, y_max as fractions of the tile, 0..1.
        shape: (M,) index into PROMPT_SHAPES.
    """

    image: Tensor
    region: Tensor
    negative: Tensor
    box: Tensor
    shape: Tensor

    def __len__(self) -> int:
        return self.image.shape[0]

    def take(self, indices: Tensor) -> PromptBatch:
        """The marks of the given indices."""
        indices = indices.to(self.image.device)
        return PromptBatch(
            self.image[indices],
            self.region[indices],
            self.negative[indices],
            self.box[indices],
            self.shape[indices],
        )


class PromptEncoder(nn.Module):
    """Marks -> tokens of the mutual understanding block."""

    FREQUENCIES = 6

    def __init__(self, config: EarthGPTXConfig) -> None:
        super().__init__()
        width = config.understanding_width
        self.shape_embedding = nn.Embedding(len(PROMPT_SHAPES), width)
        self.from_features = nn.Linear(4 * config.pyramid_width, width)
        self.from_box = nn.Linear(6 * 2 * self.FREQUENCIES, width)
        self.mix = nn.Sequential(
            nn.LayerNorm(width), nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width)
        )
        frequencies = torch.pi * 2.0 ** torch.arange(self.FREQUENCIES)
        self.frequencies: Tensor
        self.register_buffer("frequencies", frequencies, persistent=False)

    def forward(self, features: VisionFeatures, prompts: PromptBatch) -> Tensor:
        """-> (M, D), one token per mark."""
        strides = sorted(features.pyramid)
        fine, middle, coarse = (features.pyramid[strides[index]] for index in (0, 2, -1))
        context = _surroundings(prompts.region)
        pooled = torch.cat(
            [
                _pool(fine, prompts.region, prompts.image),
                _pool(middle, prompts.region, prompts.image),
                _pool(middle, context, prompts.image),
                _pool(coarse, context, prompts.image),
            ],
            dim=1,
        )
        token = (
            self.from_features(pooled.to(self.from_features.weight.dtype))
            + self.from_box(self._fourier(prompts.box))
            + self.shape_embedding(prompts.shape)
        )
        return token + self.mix(token)

    def _fourier(self, box: Tensor) -> Tensor:
        """(M, 4) -> (M, 12 F): sines of corner coordinates and of the box's size."""
        values = torch.cat([box, box[:, 2:] - box[:, :2]], dim=1)
        angles = values[:, :, None] * self.frequencies.to(values.dtype)
        return torch.cat([angles.sin(), angles.cos()], dim=2).flatten(1)


def _surroundings(region: Tensor) -> Tensor:
    """The highest value within four cells in both directions, (M, h, w).

    Maxima of shifted copies, by doubling: pooling does the same in ten times the time.
    """
    grown = functional.pad(region, (4, 4, 4, 4))
    for shift in _SHIFTS:
        grown = torch.maximum(grown[:, :, :-shift], grown[:, :, shift:])
    for shift in _SHIFTS:
        grown = torch.maximum(grown[:, :-shift], grown[:, shift:])
    return grown


_SHIFTS = (1, 2, 4, 1)
"""Their sum is the width of a window of nine less one."""


def _pool(feature_map: Tensor, region: Tensor, image: Tensor) -> Tensor:
    """Mean of the features under each region: (B, C, h, w), (M, H, W), (M,) -> (M, C)."""
    if region.shape[1:] != feature_map.shape[2:]:
        height, width = feature_map.shape[2:]
        region = functional.adaptive_avg_pool2d(region[:, None], (height, width))[:, 0]
    weights = region.flatten(1).to(feature_map.dtype)
    weights = weights / weights.sum(dim=1, keepdim=True).clamp(min=1e-6)
    flat = feature_map.flatten(2)
    if flat.shape[0] == 1:
        return weights @ flat[0].transpose(0, 1)
    pooled = flat.new_zeros(len(weights), flat.shape[1])
    for index in range(flat.shape[0]):
        chosen = image == index
        if chosen.any():
            pooled[chosen] = weights[chosen] @ flat[index].transpose(0, 1)
    return pooled
