"""What the figures are held against: value and goal side by side, so that a reader sees both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .measures import Figure


@dataclass(frozen=True)
class Goal:
    """A row of the table of goals.

    Attributes:
        row: what it is about, in words.
        part: whose figures count.
        figures: their names; of several the mean.
        value: to reach, or to stay below.
        at_most: lower is better.
    """

    row: str
    part: str
    figures: tuple[str, ...]
    value: float
    at_most: bool = False


@dataclass(frozen=True)
class Score:
    """A goal and what was measured for it."""

    goal: Goal
    measured: Figure

    @property
    def reached(self) -> bool:
        """Whether the value itself is good enough, its interval aside."""
        if self.goal.at_most:
            return self.measured.value <= self.goal.value
        return self.measured.value >= self.goal.value


def _goal(part: str, row: str, name: str, value: float) -> Goal:
    return Goal(row, part, (name,), value)


_VHR10, _UCM, _DUBAI = "optical/vhr10", "optical/ucm", "optical/dubai"
_HRSID, _SARSHIP, _HITUAV = "sar/hrsid", "sar/sarship", "infrared/hituav"
_SHAPES = {
    "box": (98.4, 97.1),
    "point": (95.0, 93.0),
    "scribble": (95.0, 93.0),
    "polygon": (97.0,),
}
_REGIONS = "describe marks (self-made references)"

GOALS = (
    *(
        _goal(
            _VHR10,
            f"class of a mark by {shape}: {measure}",
            f"mark class, {shape}: {measure}",
            value,
        )
        for shape, values in _SHAPES.items()
        for measure, value in zip(("SS", "S-IoU"), values, strict=False)
    ),
    *(
        _goal(part, "class of a mark by box: SS", "mark class, box: SS", 95.0)
        for part in (_HRSID, _SARSHIP, _HITUAV)
    ),
    *(
        _goal(
            _VHR10,
            f"description of a mark, self-made references: {name}",
            f"{_REGIONS}: {name}",
            value,
        )
        for name, value in (("BLEU-4", 0.7), ("METEOR", 0.45), ("ROUGE-L", 0.8), ("CIDEr", 4.0))
    ),
    _goal(_VHR10, "relation of two marks: facts right", "relate marks: facts right", 0.85),
    _goal(
        _VHR10,
        "summary of several marks: all counts right",
        "summarise marks: all facts right",
        0.8,
    ),
    _goal(
        _VHR10,
        "grounded description: phrases with IoU 0.5",
        "grounded description: phrases with IoU 0.5",
        0.65,
    ),
    _goal(_VHR10, "find a category: instance F1@0.5", "find: F1@0.5", 0.8),
    _goal(_VHR10, "find a category: gIoU of the union", "find: gIoU", 0.7),
    _goal(_VHR10, "locate by a superlative: Acc@0.5", "locate: Acc@0.5", 0.75),
    _goal(
        _VHR10, "locate by a superlative: oriented box IoU", "locate: oriented box mean IoU", 0.7
    ),
    _goal(_VHR10, "outline from a box: mean IoU", "outline, box: mean IoU", 0.82),
    _goal(_VHR10, "outline from a point: mean IoU", "outline, point: mean IoU", 0.72),
    _goal(_VHR10, "presence questions: accuracy", "presence questions: accuracy", 0.88),
    _goal(_VHR10, "count questions: accuracy", "count: accuracy", 0.88),
    Goal(
        "false alarms on absent phrases",
        _VHR10,
        ("find: false alarms on absent phrases",),
        0.08,
        at_most=True,
    ),
    _goal(_UCM, "scene: accuracy", "scene: accuracy", 0.97),
    _goal(_UCM, "captions: BLEU-4", "describe: BLEU-4", 0.65),
    _goal(_UCM, "captions: CIDEr", "describe: CIDEr", 3.0),
    _goal(_UCM, "presence questions: accuracy", "presence questions: accuracy", 0.88),
    Goal(
        "find building, road, vegetation, water: mean IoU",
        _DUBAI,
        tuple(f"find, {name}: cIoU" for name in ("building", "road", "vegetation", "water")),
        0.65,
    ),
    _goal(_HRSID, "find ships: F1@0.5", "find, ship: F1@0.5", 0.7),
    _goal("sar/s1flood", "find water: IoU", "find, water: cIoU", 0.8),
    _goal(_HITUAV, "find cars: AP@0.5", "find, car: AP@0.5", 0.8),
    _goal(_HITUAV, "find persons: AP@0.5", "find, person: AP@0.5", 0.5),
    _goal("infrared/sirst", "find small targets: IoU", "find, small target: cIoU", 0.65),
)


def scores(results: dict[str, dict[str, Figure]]) -> list[Score]:
    """Every goal whose figures were all measured."""
    return [
        Score(goal, mean_of([results[goal.part][name] for name in goal.figures]))
        for goal in GOALS
        if all(name in results.get(goal.part, {}) for name in goal.figures)
    ]


def mean_of(figures: Sequence[Figure]) -> Figure:
    """The mean of independent figures; half-widths of their intervals add in quadrature."""
    if len(figures) == 1:
        return figures[0]
    number = len(figures)
    value = sum(figure.value for figure in figures) / number
    below = sum((figure.value - figure.low) ** 2 for figure in figures) ** 0.5 / number
    above = sum((figure.high - figure.value) ** 2 for figure in figures) ** 0.5 / number
    return Figure(value, sum(figure.count for figure in figures), value - below, value + above)
