"""How fast a run learns: parameter groups, warm-up and cosine over its minutes or steps."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn

from backend.model.earthgptx import EarthGPTX

SPACE_EXPERT_SHARE = 0.25
"""A pretrained backbone learns at a quarter of the rate of what starts from nothing."""
WARM_UP = 0.03
FINAL_SHARE = 0.02


@dataclass(frozen=True)
class Progress:
    """How far a run has come, over all its starts."""

    steps: int = 0
    seconds: float = 0.0


@dataclass(frozen=True)
class Schedule:
    """Ends after a number of steps, or of seconds where steps is 0."""

    rate: float
    seconds: float
    steps: int = 0

    def done(self, progress: Progress) -> float:
        """Share of the run that is over, 0 to 1 and more."""
        if self.steps:
            return progress.steps / self.steps
        return progress.seconds / self.seconds if self.seconds else 1.0

    def rate_at(self, progress: Progress) -> float:
        """Warm-up and cosine, so that any machine ends the run annealed."""
        done = min(1.0, self.done(progress))
        warm = min(1.0, (done + 1e-4) / WARM_UP)
        cosine = 0.5 * (1 + math.cos(math.pi * done))
        return self.rate * warm * (FINAL_SHARE + (1 - FINAL_SHARE) * cosine)


def optimizer_for(
    model: EarthGPTX, rate: float, pixel_share: float, language_share: float
) -> torch.optim.Optimizer:
    """AdamW; each group's `share` of the rate is for `set_rate`."""
    experts = model.vision_experts
    pixels = [experts.laterals, experts.semantic_lateral, experts.fuse, experts.semantic]
    groups = [
        _group([experts.space], SPACE_EXPERT_SHARE * pixel_share),
        _group([*pixels, model.pixel_decoder], pixel_share),
        _group([model.language_model], language_share),
    ]
    known = {id(parameter) for group in groups for parameter in group["params"]}
    others = [p for p in model.parameters() if id(p) not in known and p.requires_grad]
    groups.append({"params": others, "share": 1.0})
    return torch.optim.AdamW(groups, lr=rate, weight_decay=0.02, betas=(0.9, 0.98))


def set_rate(optimizer: torch.optim.Optimizer, rate: float) -> None:
    """Give every group its share of the rate."""
    for group in optimizer.param_groups:
        group["lr"] = rate * group["share"]


def _group(modules: list[nn.Module], share: float) -> dict[str, Any]:
    parameters = [p for module in modules for p in module.parameters() if p.requires_grad]
    return {"params": parameters, "share": share}
