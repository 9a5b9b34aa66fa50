"""A complete model folder with a few thousand random weights, for tests that need no knowledge."""

from __future__ import annotations

from pathlib import Path

import torch

from backend.data.tasks import TRAINED_TASKS
from backend.data.vocabulary import NOUNS
from backend.model.checkpoint import save_checkpoint
from backend.model.config import tiny
from backend.model.earthgptx import EarthGPTX
from backend.model.tokenizer import TextTokenizer

CARD = {
    "name": "earthgptx-tiny",
    "tasks": list(TRAINED_TASKS),
    "categories": ["airplane", "ship"],
    "ground_resolution": [0.1, 10.0],
    "tile_size": 256,
    "minimum_score": 0.3,
}


def tiny_tokenizer() -> TextTokenizer:
    """A tokenizer of 400 tokens over the plain names."""
    return TextTokenizer.train([f"find all {noun.plural}" for noun in NOUNS.values()], 400)


def tiny_model(tokenizer: TextTokenizer) -> EarthGPTX:
    """The same random weights every time, in evaluation mode."""
    torch.manual_seed(7)
    return EarthGPTX(tiny(tokenizer.size)).eval()


def write_tiny_model(folder: Path) -> Path:
    """Config, tokenizer, weights and card of a tiny model; returns the folder."""
    tokenizer = tiny_tokenizer()
    model = tiny_model(tokenizer)
    save_checkpoint(folder, model.state_dict(), model.config, tokenizer, dict(CARD))
    return folder
