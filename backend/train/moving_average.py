"""The moving average of a model's weights, which is what a run hands over."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn

DECAY = 0.998


class MovingAverage:
    """Averaged parameters and buffers of a model, each shared tensor once.

    Every process of a run holds the average of what it holds of the model: all of it, or its shard.
    """

    def __init__(self, model: nn.Module) -> None:
        self.model = model
        self.values = [tensor.detach().clone() for tensor in self._tensors()]

    def _tensors(self) -> Iterator[Tensor]:
        return itertools.chain(self.model.parameters(), self.model.buffers())

    @torch.no_grad()
    def move(self, steps: int) -> None:
        """Follow the model; the first steps weigh more, so that the start is soon forgotten."""
        decay = min(DECAY, (1 + steps) / (10 + steps))
        for mean, tensor in zip(self.values, self._tensors(), strict=True):
            if tensor.is_floating_point():
                mean.lerp_(tensor.detach(), 1 - decay)
            else:
                mean.copy_(tensor)

    @torch.no_grad()
    def restart(self) -> None:
        """Take what the model holds now for the average."""
        for mean, tensor in zip(self.values, self._tensors(), strict=True):
            mean.copy_(tensor)

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """The model holds the average for a while."""
        self._exchange()
        try:
            yield
        finally:
            self._exchange()

    @torch.no_grad()
    def _exchange(self) -> None:
        for mean, tensor in zip(self.values, self._tensors(), strict=True):
            kept = tensor.detach().clone()
            tensor.copy_(mean)
            mean.copy_(kept)
