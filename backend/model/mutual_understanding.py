"""Hybrid signal mutual understanding: image tokens and mark tokens inform each other.

As in the paper (arXiv 2504.12795, section III): self-attention over the image tokens, a
feed-forward over the prompt tokens, cross-attention both ways, residual sum, self-attention over
all, and a projector into the language model's space.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from .config import EarthGPTXConfig


class Attention(nn.Module):
    """Pre-normed multi-head attention with a residual; keys default to the queries."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.query_norm = nn.LayerNorm(width)
        self.key_norm = nn.LayerNorm(width)
        self.attention = nn.MultiheadAttention(width, heads, batch_first=True)

    def forward(
        self, queries: Tensor, keys: Tensor | None = None, padding: Tensor | None = None
    ) -> Tensor:
        """queries (B, Q, D), keys (B, K, D), padding (B, K) True where there is no key."""
        normed = self.query_norm(queries)
        keys = normed if keys is None else self.key_norm(keys)
        attended, _ = self.attention(
            normed, keys, keys, key_padding_mask=padding, need_weights=False
        )
        return queries + attended


class MutualUnderstanding(nn.Module):
    """Image grid + mark tokens -> embeddings for the language model."""

    def __init__(self, config: EarthGPTXConfig, language_width: int) -> None:
        super().__init__()
        width, heads = config.understanding_width, config.understanding_heads
        self.position = nn.Parameter(torch.randn(config.image_grid**2, width) * 0.02)
        # Always there to be attended to, so that a tile without marks needs no special case.
        self.no_mark = nn.Parameter(torch.randn(1, 1, width) * 0.02)
        self.image_attention = Attention(width, heads)
        self.prompt_feed_forward = nn.Sequential(
            nn.LayerNorm(width), nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width)
        )
        self.image_to_prompt = Attention(width, heads)
        self.prompt_to_image = Attention(width, heads)
        self.joint_attention = Attention(width, heads)
        self.projector = nn.Sequential(
            nn.LayerNorm(width),
            nn.Linear(width, language_width),
            nn.GELU(),
            nn.Linear(language_width, language_width),
        )

    def forward(self, grid: Tensor, marks: Tensor, padding: Tensor) -> tuple[Tensor, Tensor]:
        """grid (B, G * G, D), marks (B, K, D), padding (B, K) True where there is no mark.

        Returns:
            image embeddings (B, G * G, L) and mark embeddings (B, K, L).
        """
        image = self.image_attention(grid + self.position)
        prompts = torch.cat([self.no_mark.expand(len(grid), -1, -1), marks], dim=1)
        prompts = prompts + self.prompt_feed_forward(prompts)
        padding = torch.cat([padding.new_zeros(len(grid), 1), padding], dim=1)
        informed_image = self.image_to_prompt(image, prompts, padding)
        informed_prompts = self.prompt_to_image(prompts, image)
        joint = torch.cat([informed_image, informed_prompts], dim=1)
        seen = torch.cat([padding.new_zeros(image.shape[:2]), padding], dim=1)
        joint = self.projector(self.joint_attention(joint, padding=seen))
        return joint[:, : image.shape[1]], joint[:, image.shape[1] + 1 :]
