"""Parts of a model switched off for an ablation, or frozen; all weights keep their places."""

from __future__ import annotations

from collections.abc import Iterable

from torch import Tensor

from backend.model.earthgptx import EarthGPTX
from backend.model.mutual_understanding import MutualUnderstanding
from backend.model.vision_experts import Expert


def switch_off(model: EarthGPTX, names: Iterable[str]) -> None:
    """Take the named parts of `SWITCHES` out of the computation, in place.

    An expert that is off is not run and sees zeros everywhere. Without mutual understanding
    image and marks go to the language model each on its own, through the projector alone.
    """
    for name in names:
        if name == "space-expert":
            _blind(model.vision_experts.space, model.config.space_expert.channels)
        elif name == "semantic-expert":
            _blind(model.vision_experts.semantic, model.config.semantic_expert.channels)
        else:
            _deafen(model.mutual_understanding)


def freeze(model: EarthGPTX, names: Iterable[str]) -> None:
    """Let the named parts of `FREEZABLE` stay as they are, their batch norms included, in place.

    What is trained beside a frozen part costs no backward pass through it.
    """
    for name in names:
        model.get_submodule(name.replace("-", "_")).eval().requires_grad_(False)


def _blind(expert: Expert, channels: tuple[int, ...]) -> None:
    def zeros(images: Tensor) -> list[Tensor]:
        count, _, height, width = images.shape
        return [
            images.new_zeros(count, depth, height // stride, width // stride)
            for depth, stride in zip(channels, expert.strides, strict=True)
        ]

    expert.forward = zeros


def _deafen(understanding: MutualUnderstanding) -> None:
    def apart(grid: Tensor, marks: Tensor, padding: Tensor) -> tuple[Tensor, Tensor]:
        projector = understanding.projector
        return projector(grid + understanding.position), projector(marks)

    understanding.forward = apart
