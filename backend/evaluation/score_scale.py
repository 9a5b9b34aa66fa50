"""Scores of found instances made to mean what they say, within the weights themselves.

Training with rare centres and many absent phrases leaves scores too low. The logit of a centre is
scaled and shifted by two numbers (Platt, Probabilistic outputs for support vector machines, 1999).
The layer that makes centre queries is linear and takes both up, so the model stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from scipy.optimize import minimize
from scipy.special import expit, logit

from backend.model.checkpoint import load_checkpoint, save_checkpoint
from backend.model_files import CARD

from .measures import Matches

NEAREST_TO_CERTAIN = 1e-4
"""Scores are kept this far from 0 and 1, whose logits are infinite."""


@dataclass(frozen=True)
class ScoreScale:
    """A calibrated score is sigmoid(slope * logit(score) + offset)."""

    slope: float
    offset: float

    @classmethod
    def fitted(cls, parts: Sequence[Sequence[Matches]]) -> ScoreScale:
        """The scale most likely to give what was right; parts weigh alike, however large."""
        scored = [[pair for item in matches for pair in item.pairs] for matches in parts]
        scored = [pairs for pairs in scored if pairs]
        if not scored:
            return cls(1.0, 0.0)
        right = np.concatenate([[float(pair[0]) for pair in pairs] for pairs in scored])
        logits = _logits(np.concatenate([[pair[1] for pair in pairs] for pairs in scored]))
        weights = np.concatenate([np.full(len(pairs), 1 / len(pairs)) for pairs in scored])

        def unlikelihood(values: np.ndarray) -> float:
            scaled = values[0] * logits + values[1]
            return float((weights * (np.logaddexp(0.0, scaled) - right * scaled)).sum())

        found = minimize(unlikelihood, np.array([1.0, 0.0]), bounds=[(0.1, 10.0), (-10.0, 10.0)])
        return cls(float(found.x[0]), float(found.x[1]))

    def scaled(self, matches: Matches) -> Matches:
        """The same matches with calibrated scores."""
        scores = expit(self.slope * _logits(np.array(matches.scores)) + self.offset)
        return replace(matches, scores=tuple(scores.tolist()))

    def build_into(self, folder: Path) -> None:
        """Rewrite a model's weights so that it gives calibrated scores.

        Raises:
            WeightsError: the folder's weights cannot be read.
        """
        card: dict[str, Any] = json.loads((folder / CARD).read_text(encoding="utf-8"))
        model, tokenizer = load_checkpoint(folder, card["weights_sha256"])
        layer = model.pixel_decoder.query_centre
        with torch.no_grad():
            layer.weight.mul_(self.slope)
            layer.bias.mul_(self.slope)
            # The last output is the bias of the comparison.
            layer.bias[-1] += self.offset
        save_checkpoint(folder, model.state_dict(), model.config, tokenizer, card)


def _logits(scores: np.ndarray) -> np.ndarray:
    return logit(scores.clip(NEAREST_TO_CERTAIN, 1 - NEAREST_TO_CERTAIN))
