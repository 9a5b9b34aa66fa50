"""The model in memory, made quick for one device, with the last tiles it has seen.

The second prompt on a tile skips the vision experts: what they saw is kept by the tile's digest.
"""

from __future__ import annotations

import hashlib
import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch

from backend.model.checkpoint import load_checkpoint
from backend.model.earthgptx import EarthGPTX, SeenTiles
from backend.model.folding import fold_batch_norms
from backend.model.pixel_decoder import PixelDecoder
from backend.model.prompt_encoder import PROMPT_SHAPES, PromptBatch
from backend.model.tokenizer import TextTokenizer
from backend.model.vision_experts import VisionFeatures
from backend.picture.image_processor import GridMarks, Picture

logger = logging.getLogger(__name__)

KEPT_TILES = 4


@dataclass(frozen=True)
class LoadedModel:
    """A model ready to answer, on its device and in its vision precision."""

    model: EarthGPTX
    tokenizer: TextTokenizer
    device: torch.device
    precision: torch.dtype

    @classmethod
    def load(cls, folder: Path, expected_sha256: str, device: str) -> LoadedModel:
        """Read, check, fold and move the model.

        Raises:
            WeightsError: see load_checkpoint.
        """
        model, tokenizer = load_checkpoint(folder, expected_sha256)
        return cls.prepared(model, tokenizer, torch.device(device))

    @classmethod
    def prepared(
        cls, model: EarthGPTX, tokenizer: TextTokenizer, device: torch.device
    ) -> LoadedModel:
        """A model in evaluation mode, folded in place, its vision in the quickest precision."""
        precision, reason = vision_precision(device)
        fold_batch_norms(model)
        model.to(device)
        drawing = [module for decoder in model.decoders for module in decoder.picture_modules]
        for module in (model.vision_experts, *drawing):
            module.to(dtype=precision, memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]
        logger.info("vision in %s: %s", precision, reason)
        return cls(model, tokenizer, device, precision)

    @torch.inference_mode()
    def see(self, picture: Picture) -> SeenTiles:
        """Run the vision experts on a picture."""
        pixels = torch.from_numpy(picture.pixels).to(self.device)
        images = self.model.normalised(pixels)[None].to(self.precision)
        images = images.contiguous(memory_format=torch.channels_last)
        seen = self.model.see(images, picture.source)
        vision = VisionFeatures(seen.vision.pyramid, seen.vision.grid.float())
        return replace(seen, vision=vision)

    def prompts(self, marks: GridMarks) -> PromptBatch:
        """Marks as tensors on the device."""
        shapes = [PROMPT_SHAPES.index(name) for name in marks.shape]
        return PromptBatch(
            image=torch.zeros(len(shapes), dtype=torch.long, device=self.device),
            region=torch.from_numpy(marks.region).to(self.device),
            negative=torch.from_numpy(marks.negative).to(self.device),
            box=torch.from_numpy(marks.box).to(self.device),
            shape=torch.tensor(shapes, dtype=torch.long, device=self.device),
        )


@dataclass(frozen=True)
class Sight:
    """One tile in front of the model.

    Attributes:
        seen: the picture as the vision experts saw it.
    """

    loaded: LoadedModel
    picture: Picture
    seen: SeenTiles

    @property
    def decoder(self) -> PixelDecoder:
        """What draws the pixels of this tile's sensor."""
        return self.loaded.model.decoder_of(self.picture.source)

    @property
    def cell(self) -> int:
        """Side of the decoder's cells in pixels of the tile."""
        return self.loaded.model.stride // self.picture.enlarged


class TileMemory:
    """The last few tiles as the vision experts saw them, least recently used goes first."""

    def __init__(self, kept: int = KEPT_TILES) -> None:
        self._kept = kept
        self._tiles: OrderedDict[str, SeenTiles] = OrderedDict()

    def recall(
        self, picture: Picture, see: Callable[[Picture], SeenTiles]
    ) -> tuple[SeenTiles, bool]:
        """What was seen of a picture, and whether it was known already."""
        key = digest(picture)
        known = key in self._tiles
        if not known:
            self._tiles[key] = see(picture)
        self._tiles.move_to_end(key)
        while len(self._tiles) > self._kept:
            self._tiles.popitem(last=False)
        return self._tiles[key], known

    def forget(self) -> None:
        """Give the memory back."""
        self._tiles.clear()


def digest(picture: Picture) -> str:
    """A hash of all the vision experts see."""
    found = hashlib.blake2b(digest_size=16)
    found.update(repr((picture.pixels.shape, picture.source)).encode())
    found.update(np.ascontiguousarray(picture.pixels).data)
    return found.hexdigest()


def vision_precision(device: torch.device) -> tuple[torch.dtype, str]:
    """The precision the vision parts run in, and why."""
    if device.type == "cuda":
        return torch.bfloat16, "a GPU multiplies it fastest"
    if device.type == "cpu" and _has_bfloat16_instructions():
        return torch.bfloat16, "this processor has instructions for it"
    return torch.float32, f"no bfloat16 instructions known on this {device.type}"


def _has_bfloat16_instructions() -> bool:
    try:
        capabilities = torch.backends.cpu.get_cpu_capability()
        return capabilities.startswith("AVX512") and torch.cpu._is_avx512_bf16_supported()
    except AttributeError:
        return False
