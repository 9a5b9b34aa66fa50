"""The measures' definitions, without models or files.

SS and S-IoU follow Osprey's evaluation (arXiv 2312.10032): cosine of sentence embeddings, and words
in common over words in either; strict: a missing answer counts 0. Pixel measures are those of
referring segmentation: gIoU is the mean of per-sample IoU, cIoU summed intersection over summed
union. Instances are matched greedily, best score first, at IoU 0.5.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from scipy import ndimage

MATCH_OVERLAP = 0.5
MEAN_ROUNDS = 1000
ROUNDS = 200
"""Of the bootstrap, for means and for measures that take longer."""
_Case = TypeVar("_Case")


@dataclass(frozen=True)
class Figure:
    """A measured number: its value, how many cases it rests on, and a 95 % bootstrap interval."""

    value: float
    count: int
    low: float
    high: float


@dataclass(frozen=True)
class Overlap:
    """Pixels in both and in either of two masks; IoU is 1 where both are empty."""

    intersection: int
    union: int

    @classmethod
    def of(cls, one: np.ndarray, other: np.ndarray) -> Overlap:
        """Of two boolean masks of one shape."""
        return cls(int(np.count_nonzero(one & other)), int(np.count_nonzero(one | other)))

    @property
    def share(self) -> float:
        """IoU."""
        return self.intersection / self.union if self.union else 1.0


def word_overlap(answer: str, truth: str) -> float:
    """S-IoU of one answer, 0..1."""
    said, true = set(answer.lower().split()), set(truth.lower().split())
    return len(said & true) / len(said | true) if said | true else 0.0


def box_overlap(one: Sequence[float], other: Sequence[float]) -> float:
    """IoU of two boxes x_min, y_min, x_max, y_max."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    both = max(0.0, width) * max(0.0, height)
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return both / (areas[0] + areas[1] - both) if both else 0.0


def touching(instance_map: np.ndarray, wanted: Sequence[int]) -> bool:
    """Whether two of the instances numbered in `wanted` have at most one pixel between them.

    Args:
        instance_map: (H, W), see Sample.
        wanted: values in it, of one category.
    """
    labels = np.where(np.isin(instance_map, wanted), instance_map, 0).astype(np.int32)
    highest = ndimage.maximum_filter(labels, 3)
    lowest = ndimage.minimum_filter(np.where(labels > 0, labels, np.iinfo(np.int32).max), 3)
    return bool((highest > lowest).any())


@dataclass(frozen=True)
class Matches:
    """Found instances of one image and phrase against the true ones."""

    correct: tuple[bool, ...]
    scores: tuple[float, ...]
    truths: int

    @property
    def pairs(self) -> list[tuple[bool, float]]:
        """Whether each found instance is right, with its score."""
        return list(zip(self.correct, self.scores, strict=True))


def match_instances(
    overlaps: np.ndarray, scores: Sequence[float], least_overlap: float = MATCH_OVERLAP
) -> Matches:
    """Greedy matching.

    Args:
        overlaps: (found, true) IoU.
        scores: of the found ones.
        least_overlap: IoU from which a found one is right.
    """
    free = np.ones(overlaps.shape[1], bool)
    correct = np.zeros(len(scores), bool)
    for index in np.argsort(-np.asarray(scores), kind="stable"):
        candidates = np.where(free, overlaps[index], 0.0)
        if candidates.size and candidates.max() >= least_overlap:
            correct[index] = True
            free[candidates.argmax()] = False
    return Matches(tuple(correct.tolist()), tuple(scores), overlaps.shape[1])


def f1_score(matches: Sequence[Matches], threshold: float) -> float:
    """F1 of all instances scored at the threshold or above."""
    found = correct = truths = 0
    for item in matches:
        kept = [right for right, score in item.pairs if score >= threshold]
        found += len(kept)
        correct += sum(kept)
        truths += item.truths
    return 2 * correct / (found + truths) if found + truths else 0.0


def best_threshold(parts: Sequence[Sequence[Matches]]) -> float:
    """The score threshold with the highest mean F1 over parts, in steps of 0.02.

    A part counts by the square root of its true instances: nine ships alone say little.
    """
    candidates = [round(step * 0.02, 2) for step in range(3, 40)]
    weights = [math.sqrt(sum(item.truths for item in matches)) for matches in parts]

    def mean_f1(threshold: float) -> float:
        scores = [f1_score(matches, threshold) for matches in parts]
        return sum(weight * score for weight, score in zip(weights, scores, strict=True))

    return max(candidates, key=mean_f1)


def average_precision(matches: Sequence[Matches]) -> float:
    """Area under the interpolated precision-recall curve at IoU 0.5."""
    truths = sum(item.truths for item in matches)
    pairs = sorted(
        ((score, right) for item in matches for right, score in item.pairs),
        key=lambda pair: -pair[0],
    )
    if not truths or not pairs:
        return 0.0
    right = np.array([pair[1] for pair in pairs], float)
    recall = np.cumsum(right) / truths
    precision = np.cumsum(right) / np.arange(1, len(right) + 1)
    precision = np.maximum.accumulate(precision[::-1])[::-1]
    return float(np.sum(np.diff(recall, prepend=0.0) * precision))


def mean_figure(values: Sequence[float]) -> Figure:
    """Mean with its bootstrap interval."""
    numbers = np.asarray(values, float)
    if not numbers.size:
        return Figure(float("nan"), 0, float("nan"), float("nan"))
    chance = np.random.default_rng(0)
    rounds = chance.choice(numbers, (MEAN_ROUNDS, numbers.size)).mean(axis=1)
    low, high = np.percentile(rounds, (2.5, 97.5))
    return Figure(float(numbers.mean()), numbers.size, float(low), float(high))


def bootstrap_figure(
    cases: Sequence[_Case], statistic: Callable[[Sequence[_Case]], float], count: int | None = None
) -> Figure:
    """Any statistic of cases with its interval, cases drawn anew.

    Args:
        count: what to say the figure rests on, where that is not the number of cases.
    """
    chance = np.random.default_rng(0)
    drawn = chance.integers(0, len(cases), (ROUNDS, len(cases)))
    rounds = [statistic([cases[k] for k in indices]) for indices in drawn]
    low, high = np.percentile(rounds, (2.5, 97.5))
    number = len(cases) if count is None else count
    return Figure(statistic(cases), number, float(low), float(high))


def f1_figure(matches: Sequence[Matches], threshold: float) -> Figure:
    """F1 with its interval, images drawn anew; the count is that of true instances."""
    truths = sum(item.truths for item in matches)
    return bootstrap_figure(matches, lambda drawn: f1_score(drawn, threshold), truths)


def precision_figure(matches: Sequence[Matches]) -> Figure:
    """AP with its interval, images drawn anew; the count is that of true instances."""
    return bootstrap_figure(matches, average_precision, sum(item.truths for item in matches))


def overlap_of_sums(overlaps: Sequence[Overlap]) -> float:
    """cIoU."""
    union = sum(item.union for item in overlaps)
    return sum(item.intersection for item in overlaps) / union if union else 1.0
