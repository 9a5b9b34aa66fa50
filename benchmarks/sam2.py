"""The yardstick for vision: how long SAM 2's image encoder takes for one tile on this machine."""

from __future__ import annotations

import torch

from benchmarks.measurement import median_seconds

TILE_SIZE = 1024


def encode_seconds() -> float:
    """Median seconds of `transformers.Sam2Model`, default size and random weights, 1024 px."""
    from transformers import Sam2Config, Sam2Model

    model = Sam2Model(Sam2Config()).eval()
    pixels = torch.randn(1, 3, TILE_SIZE, TILE_SIZE)
    with torch.inference_mode():
        return median_seconds(lambda: model.get_image_embeddings(pixels), repetitions=3)
