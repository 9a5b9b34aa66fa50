"""Mixed visual experts: a convolutional space expert and a ViT semantic expert, fused.

The space expert sees the tile in full and keeps fine strides for the pixel decoder; the semantic
expert sees the overview and is fused where the space expert is coarsest (the paper's "mixed
visual encoders", arXiv 2504.12795 section III; a ViT over the full tile costs ten times more than
it brings). Any two backbones of transformers fit: an adapter reads their hidden_states.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoConfig, AutoModel

from .config import EarthGPTXConfig, ExpertConfig

UNREAD = "conv_1x1"
"""MobileNetV2's last layer serves its classifier; no tap reads it, and no model of ours has it."""


@dataclass(frozen=True)
class VisionFeatures:
    """What the experts see in a batch of tiles.

    Attributes:
        pyramid: fused maps by stride, finest first, each (B, C, H / stride, W / stride).
        grid: (B, G * G, D) image tokens in row order, before mutual understanding.
    """

    pyramid: dict[int, Tensor]
    grid: Tensor

    @property
    def finest(self) -> Tensor:
        """The map whose cells marks and boxes are counted in, (B, C, h, w)."""
        return self.pyramid[min(self.pyramid)]


class Expert(nn.Module):
    """A backbone of transformers as feature maps by stride."""

    def __init__(self, config: ExpertConfig) -> None:
        super().__init__()
        options = AutoConfig.for_model(config.architecture, **config.options)
        self.backbone = AutoModel.from_config(options)
        self.taps = config.taps
        self.strides = config.strides
        if hasattr(self.backbone, UNREAD):
            setattr(self.backbone, UNREAD, nn.Identity())
        if hasattr(self.backbone, "embeddings") and hasattr(self.backbone.embeddings, "mask_token"):
            # Only used for masked-image pretraining, it would never get a gradient.
            self.backbone.embeddings.mask_token.requires_grad_(False)

    def forward(self, images: Tensor) -> list[Tensor]:
        """images (B, 3, H, W) -> maps (B, C, h, w), finest first."""
        hidden_states = self.backbone(images, output_hidden_states=True).hidden_states
        return [
            self._as_map(hidden_states[tap], images, stride)
            for tap, stride in zip(self.taps, self.strides, strict=True)
        ]

    @staticmethod
    def _as_map(hidden: Tensor, images: Tensor, stride: int) -> Tensor:
        if hidden.dim() == 4:
            return hidden
        rows, columns = images.shape[2] // stride, images.shape[3] // stride
        # A ViT puts class and register tokens first.
        patches = hidden[:, -rows * columns :]
        return patches.transpose(1, 2).unflatten(2, (rows, columns))


class VisionExperts(nn.Module):
    """Two experts, one pyramid, one grid of image tokens."""

    def __init__(self, config: EarthGPTXConfig) -> None:
        super().__init__()
        width = config.pyramid_width
        self.space = Expert(config.space_expert)
        self.semantic = Expert(config.semantic_expert)
        self.overview_size = config.overview_size
        self.image_grid = config.image_grid
        self.laterals = nn.ModuleList(
            nn.Sequential(nn.Conv2d(channels, width, 1, bias=False), nn.BatchNorm2d(width))
            for channels in config.space_expert.channels
        )
        semantic_width = config.semantic_expert.channels[-1]
        self.semantic_lateral = nn.Conv2d(semantic_width, width, 1)
        self.fuse = nn.Sequential(
            nn.Conv2d(width, width, 3, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU()
        )
        self.to_grid = nn.Sequential(
            nn.Linear(
                width + semantic_width + config.space_expert.channels[-1],
                config.understanding_width,
            ),
            nn.LayerNorm(config.understanding_width),
        )

    def forward(self, images: Tensor) -> VisionFeatures:
        """images (B, 3, H, W), normalised, H and W multiples of the coarsest stride."""
        space_maps = self.space(images)
        (semantic_map,) = self.semantic(self._overview(images))
        coarsest = self.laterals[-1](space_maps[-1])
        semantic = resize(self.semantic_lateral(semantic_map), coarsest)
        fused = coarsest + self.fuse(coarsest + semantic)
        pyramid = {self.space.strides[-1]: fused}
        above = fused
        for index in range(len(space_maps) - 2, -1, -1):
            lateral = self.laterals[index](space_maps[index])
            above = lateral + resize(above, lateral)
            pyramid[self.space.strides[index]] = above
        grid = self._grid(fused, semantic_map, space_maps[-1])
        return VisionFeatures(dict(sorted(pyramid.items())), grid)

    def _overview(self, images: Tensor) -> Tensor:
        """The tile reduced to the overview size, sides multiples of the ViT's patch."""
        patch = self.semantic.strides[-1]
        height, width = images.shape[2:]
        scale = min(1.0, self.overview_size / max(height, width))
        size = [max(1, round(side * scale / patch)) * patch for side in (height, width)]
        if size == [height, width]:
            return images
        # The antialiasing kernel knows float32 only.
        reduced = functional.interpolate(
            images.float(), size=size, mode="bilinear", antialias=scale < 1.0, align_corners=False
        )
        return reduced.to(images.dtype)

    def _grid(self, fused: Tensor, semantic_map: Tensor, space_map: Tensor) -> Tensor:
        """Tokens see what both experts see, and the space expert's own coarsest features too.

        The pyramid is made for outlines and keeps little of what tells a beach from a runway.
        """
        cells = (self.image_grid, self.image_grid)
        pooled = [
            functional.adaptive_avg_pool2d(item, cells).flatten(2).transpose(1, 2)
            for item in (fused, semantic_map, space_map)
        ]
        pooled[2] = functional.layer_norm(pooled[2], pooled[2].shape[-1:])
        return self.to_grid(torch.cat(pooled, dim=2))


def resize(source: Tensor, target: Tensor) -> Tensor:
    """Bilinear, to the rows and columns of the target."""
    return functional.interpolate(
        source, size=target.shape[2:], mode="bilinear", align_corners=False
    )
