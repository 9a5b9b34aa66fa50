"""One figure of the table and what it should reach."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Measurement:
    """A figure and its bound.

    Attributes:
        bound: the largest value that is good, or the smallest where `at_least`.
    """

    what: str
    value: float
    unit: str
    bound: float
    at_least: bool = False

    @property
    def reached(self) -> bool:
        """Whether the value is within its bound."""
        return self.value >= self.bound if self.at_least else self.value <= self.bound

    @property
    def line(self) -> str:
        """The figure as a line of the table."""
        sign = "≥" if self.at_least else "≤"
        verdict = "" if self.reached else "  not reached"
        return f"{self.what:<62} {self.value:>8.3g} {sign} {self.bound:<5g} {self.unit:<5}{verdict}"


def median_seconds(action: Callable[[], object], repetitions: int) -> float:
    """Median duration of an action in seconds, after one unmeasured run."""
    action()
    durations = []
    for _ in range(repetitions):
        start = time.perf_counter()
        action()
        durations.append(time.perf_counter() - start)
    return statistics.median(durations)
