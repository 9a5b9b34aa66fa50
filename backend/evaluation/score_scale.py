"""Scores of found instances made to mean what they say, for each sensor by itself.

Training with rare centres and many absent phrases leaves scores too low, in thermal images less
than in optical ones, and for rare categories more than for those others are taken for. The logit
of a centre is scaled and shifted by two numbers (Platt, Probabilistic outputs for support vector
machines, 1999), and by one more for each category; they stand in the model's config.json.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, logit

from backend.model.config import EarthGPTXConfig
from backend.model_files import CONFIG
from backend.whole_files import write_whole

from .findings import Search
from .measures import Matches

NEAREST_TO_CERTAIN = 1e-4
"""Scores are kept this far from 0 and 1, whose logits are infinite."""
SPREAD = 0.7
"""Standard deviation that is expected of the offsets of categories: one that few instances speak
for stays near 0. Half of `val`, calibrated on the other half, gains 3 points of F1 by them."""


@dataclass(frozen=True)
class ScoreScale:
    """A calibrated score is sigmoid(slope * logit(score) + offset + that of the category).

    Attributes:
        of_categories: offsets by category, 0 where there is none.
    """

    slope: float
    offset: float
    of_categories: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def fitted(cls, parts: Sequence[Sequence[Search]]) -> ScoreScale:
        """The scale most likely to give what was right; parts weigh alike, however large."""
        scored = [
            [(item.category, *pair) for item in searches for pair in item.best_known.pairs]
            for searches in parts
        ]
        scored = [found for found in scored if found]
        if not scored:
            return cls(1.0, 0.0)
        categories, numbers = np.unique(
            [found[0] for part in scored for found in part], return_inverse=True
        )
        right = np.array([float(found[1]) for part in scored for found in part])
        logits = _logits(np.array([found[2] for part in scored for found in part]))
        alike = len(right) / len(scored)
        weights = np.concatenate([np.full(len(part), alike / len(part)) for part in scored])

        def unlikelihood(values: np.ndarray) -> float:
            offsets = values[2:]
            scaled = values[0] * logits + values[1] + offsets[numbers]
            misfit = (weights * (np.logaddexp(0.0, scaled) - right * scaled)).sum()
            return float(misfit + (offsets**2).sum() / (2 * SPREAD**2))

        begin = np.array([1.0, 0.0] + [0.0] * len(categories))
        bounds = [(0.1, 10.0)] + [(-10.0, 10.0)] * (len(begin) - 1)
        found = minimize(unlikelihood, begin, bounds=bounds).x.tolist()
        return cls(found[0], found[1], dict(zip(categories.tolist(), found[2:], strict=True)))

    def scaled(self, search: Search) -> Matches:
        """What was found, with calibrated scores."""
        matches = search.best_known
        offset = self.offset + self.of_categories.get(search.category, 0.0)
        scores = expit(self.slope * _logits(np.array(matches.scores)) + offset)
        return replace(matches, scores=tuple(scores.tolist()))


def write_scales(folder: Path, scales: Mapping[str, ScoreScale]) -> None:
    """Let a model use these, by source; those of other sources stay."""
    path = folder / CONFIG
    config = EarthGPTXConfig.load(path)
    slopes = {source: (scale.slope, scale.offset) for source, scale in scales.items()}
    offsets = {source: dict(scale.of_categories) for source, scale in scales.items()}
    changed = replace(
        config,
        score_scales={**config.score_scales, **slopes},
        score_offsets={**config.score_offsets, **offsets},
    )
    write_whole(path, changed.to_json())


def _logits(scores: np.ndarray) -> np.ndarray:
    return logit(scores.clip(NEAREST_TO_CERTAIN, 1 - NEAREST_TO_CERTAIN))
