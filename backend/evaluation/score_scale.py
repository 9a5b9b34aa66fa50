"""Scores of found instances made to mean what they say, for each sensor by itself.

Training with rare centres and many absent phrases leaves scores too low, in thermal images less
than in optical ones. The logit of a centre is scaled and shifted by two numbers (Platt,
Probabilistic outputs for support vector machines, 1999) that stand in the model's config.json.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, logit

from backend.model.config import EarthGPTXConfig
from backend.model_files import CONFIG
from backend.whole_files import write_whole

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

    def after(self, earlier: tuple[float, float]) -> tuple[float, float]:
        """Slope and offset of this scale on top of another one."""
        return self.slope * earlier[0], self.slope * earlier[1] + self.offset


def write_scales(folder: Path, scales: Mapping[str, ScoreScale]) -> None:
    """Let a model use these on top of those it has, by source."""
    path = folder / CONFIG
    config = EarthGPTXConfig.load(path)
    changed = {
        source: scale.after(config.score_scales.get(source, (1.0, 0.0)))
        for source, scale in scales.items()
    }
    write_whole(path, replace(config, score_scales={**config.score_scales, **changed}).to_json())


def _logits(scores: np.ndarray) -> np.ndarray:
    return logit(scores.clip(NEAREST_TO_CERTAIN, 1 - NEAREST_TO_CERTAIN))
