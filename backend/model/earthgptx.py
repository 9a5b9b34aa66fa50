"""The assembly: experts, prompt encoder, mutual understanding, language model, pixel decoder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pad_sequence

from .config import EarthGPTXConfig
from .language_model import LanguageModel
from .mutual_understanding import MutualUnderstanding
from .pixel_decoder import PixelDecoder, PixelFeatures
from .prompt_encoder import PromptBatch, PromptEncoder
from .vision_experts import VisionExperts, VisionFeatures


@dataclass(frozen=True)
class SeenTiles:
    """All that is known of a batch of tiles before anything is asked; worth keeping."""

    vision: VisionFeatures
    pixels: PixelFeatures


@dataclass(frozen=True)
class Understanding:
    """Embeddings for the language model: image (B, G * G, L), marks (M, L) in mark order."""

    image: Tensor
    marks: Tensor


class EarthGPTX(nn.Module):
    """EarthGPT-X at any size (arXiv 2504.12795)."""

    def __init__(self, config: EarthGPTXConfig) -> None:
        super().__init__()
        self.config = config
        self.vision_experts = VisionExperts(config)
        self.prompt_encoder = PromptEncoder(config)
        self.language_model = LanguageModel(config.language)
        width = self.language_model.width
        self.mutual_understanding = MutualUnderstanding(config, width)
        self.pixel_decoder = PixelDecoder(config, width)
        self.sensor_decoders = nn.ModuleDict(
            {source: PixelDecoder(config, width) for source in config.sensor_decoders}
        )

    @property
    def stride(self) -> int:
        """Pixels per cell of the maps the pixel decoder works on."""
        return min(self.config.space_expert.strides)

    def decoder_of(self, source: str) -> PixelDecoder:
        """What draws the pixels of a sensor: a decoder of its own, else the one of all others."""
        own = source in self.sensor_decoders
        return cast(PixelDecoder, self.sensor_decoders[source]) if own else self.pixel_decoder

    @property
    def decoders(self) -> tuple[PixelDecoder, ...]:
        """The shared pixel decoder and those of single sensors."""
        return self.pixel_decoder, *cast("list[PixelDecoder]", list(self.sensor_decoders.values()))

    def normalised(self, images: Tensor) -> Tensor:
        """(..., 3, H, W) in 0..1 -> as the vision experts want them."""
        mean = images.new_tensor(self.config.image_mean)[:, None, None]
        std = images.new_tensor(self.config.image_std)[:, None, None]
        return (images - mean) / std

    def see(self, images: Tensor, source: str = "") -> SeenTiles:
        """images (B, 3, H, W) of one sensor, normalised; H and W multiples of 32."""
        vision = self.vision_experts(images)
        return SeenTiles(vision, self.decoder_of(source).features(images, vision.pyramid))

    def understand(self, vision: VisionFeatures, prompts: PromptBatch) -> Understanding:
        """Image and marks informed by each other; marks of one tile see each other."""
        grid = vision.grid
        tokens = self.prompt_encoder(vision, prompts)
        groups = [tokens[prompts.image == index] for index in range(len(grid))]
        padded = pad_sequence(groups, batch_first=True)
        counts = torch.tensor([len(group) for group in groups], device=grid.device)
        padding = torch.arange(padded.shape[1], device=grid.device)[None] >= counts[:, None]
        image, marks = self.mutual_understanding(grid, padded, padding)
        # Boolean indexing lists the marks tile by tile; put them back in the caller's order.
        order = prompts.image.argsort(stable=True)
        restored = torch.empty_like(marks[~padding])
        restored[order] = marks[~padding]
        return Understanding(image, restored)

    def embed(
        self, tokens: Tensor, image_token: int, mark_token: int, given: Understanding, marks: Tensor
    ) -> Tensor:
        """Token embeddings with image and marks in their places.

        Args:
            tokens: (B, T); each row holds G * G image tokens, or none.
            marks: index into given.marks of every mark token, in reading order of the batch.
        """
        embeddings = self.language_model.embed(tokens)
        is_image = (tokens == image_token)[:, :, None]
        embeddings = embeddings.masked_scatter(is_image, given.image.to(embeddings.dtype))
        if marks.numel():
            is_mark = (tokens == mark_token)[:, :, None]
            chosen = given.marks[marks].to(embeddings.dtype)
            embeddings = embeddings.masked_scatter(is_mark, chosen)
        return embeddings
