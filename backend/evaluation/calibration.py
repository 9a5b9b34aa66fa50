"""Whether scores mean what they say: of all that is scored 0.7, seven in ten should be right.

Expected calibration error as in Guo et al. 2017 (arXiv 1706.04599), bins of equal width.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from .measures import Figure, bootstrap_figure, mean_figure

BINS = 10
BIN = "right at "
"""Begins the name of a bin's figure."""


@dataclass(frozen=True)
class Judged:
    """A score in 0..1, and whether what it was given to is right."""

    score: float
    right: bool


def calibration_error(judged: Sequence[Judged]) -> float:
    """Mean distance of score and share right over the bins, weighted by their numbers."""
    scores = np.array([item.score for item in judged])
    right = np.array([item.right for item in judged], float)
    bins = bins_of(judged)
    gaps = [abs(float((scores - right)[bins == index].sum())) for index in range(BINS)]
    return sum(gaps) / len(judged)


def bins_of(judged: Sequence[Judged]) -> np.ndarray:
    """The bin of each score; 1.0 falls into the last."""
    scores = np.array([item.score for item in judged])
    return np.minimum((scores * BINS).astype(int), BINS - 1)


def calibration_figures(name: str, judged: Sequence[Judged]) -> dict[str, Figure]:
    """The error, and the share right in every bin; none without cases."""
    if not judged:
        return {}
    figures = {f"{name}: calibration error": _error_figure(judged)}
    bins = bins_of(judged)
    for index in range(BINS):
        inside = [item for item, own in zip(judged, bins, strict=True) if own == index]
        limits = f"{index / BINS:.1f}-{(index + 1) / BINS:.1f}"
        figures[f"{name}: {BIN}{limits}"] = mean_figure([float(item.right) for item in inside])
    return figures


def _error_figure(judged: Sequence[Judged]) -> Figure:
    """Cases drawn anew can only look worse where scores are kept well: zero is no mean."""
    figure = bootstrap_figure(judged, calibration_error)
    return replace(figure, low=min(figure.low, figure.value))
