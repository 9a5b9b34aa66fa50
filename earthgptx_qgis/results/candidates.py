"""What was nearly found. Pure: knows neither layers nor Qt."""

from __future__ import annotations

from typing import Iterable, Optional

from ..wire.messages import Segment


def best_rejected(segments: Iterable[Segment], minimum_score: float) -> Optional[Segment]:
    """The candidate to name where nothing was found.

    Returns:
        The segment of the highest score, the first among equals; None where there is no segment,
        or where one reaches minimum_score, so that nothing was rejected in vain.
    """
    best = max(segments, key=lambda segment: segment.score, default=None)
    if best is None or best.score >= minimum_score:
        return None
    return best
