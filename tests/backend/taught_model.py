"""A tiny model that has learned one scene by heart, for tests of answers from end to end."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import torch

from backend.data.facts import Facts, Turn
from backend.data.sample import Instance
from backend.model.checkpoint import save_checkpoint
from backend.model.config import tiny
from backend.model.earthgptx import EarthGPTX
from backend.model.tokenizer import TextTokenizer
from backend.train.batch import Collator
from backend.train.crops import Crop
from backend.train.losses import WEIGHTS, Losses
from earthgptx_qgis.wire.geobox import Affine, GeoBox
from earthgptx_qgis.wire.messages import Array, SourceKind, Tile

from .tiny_model import CARD

SIDE = 128
STEPS = 560
RATE = 0.006
TOLD_OFF = WEIGHTS | {"words": 3.0}
"""Words are what these tests are about."""
AIRPLANE, SHIP, TANK = (12, 16, 52, 48), (80, 72, 112, 96), (36, 84, 60, 108)
SCENE = Facts(
    source="optical",
    size=(SIDE, SIDE),
    instances=tuple(
        Instance(name, box, has_mask=True)
        for name, box in (("airplane", AIRPLANE), ("ship", SHIP), ("storage tank", TANK))
    ),
)


def scene_pixels() -> np.ndarray:
    """(SIDE, SIDE, 3) uint8: bright boxes of three colours on grey."""
    pixels = np.full((SIDE, SIDE, 3), 90, np.uint8)
    for channel, (left, top, right, bottom) in enumerate((AIRPLANE, SHIP, TANK)):
        pixels[top:bottom, left:right, channel] = 250
    return pixels


def scene_tile() -> Tile:
    """The scene in coordinates that are its pixels, y down."""
    pixels = scene_pixels()
    geobox = GeoBox(SIDE, SIDE, Affine(1.0, 0.0, 0.0, 0.0, 1.0, 0.0))
    values = Array("uint8", pixels.shape, pixels.tobytes())
    return Tile(values, geobox, source_kind=SourceKind.OPTICAL)


def write_taught_model(folder: Path, turns: list[Turn]) -> Path:
    """A model folder whose model answers these questions about the scene; takes seconds."""
    torch.manual_seed(7)
    chance = random.Random(7)
    tokenizer = TextTokenizer.train([text for t in turns for text in (t.question, t.answer)], 500)
    model = EarthGPTX(tiny(tokenizer.size)).train()
    labels = torch.zeros(SIDE, SIDE, dtype=torch.long)
    for index, (left, top, right, bottom) in enumerate((AIRPLANE, SHIP, TANK)):
        labels[top:bottom, left:right] = index + 1
    image = torch.from_numpy(scene_pixels()).permute(2, 0, 1) / 255
    crop = Crop(image, labels, None, SCENE)
    collator = Collator(tokenizer, model.stride, model.config.image_grid**2, chance)
    losses = Losses(tokenizer, chance)
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, STEPS, pct_start=0.1)
    for _ in range(STEPS):
        asked = [chance.sample(turns, 1) for _ in range(8)]
        values = losses(model, collator.collate([crop] * 8, asked))
        optimizer.zero_grad()
        torch.stack([TOLD_OFF[name] * value for name, value in values.items()]).sum().backward()
        optimizer.step()
        schedule.step()
    card = CARD | {"categories": sorted({item.category for item in SCENE.instances})}
    save_checkpoint(folder, model.eval().state_dict(), model.config, tokenizer, card)
    return folder
