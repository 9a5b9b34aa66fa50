"""Figures as a JSON file and as Markdown tables."""

from __future__ import annotations

import dataclasses
import json
import math
from pathlib import Path
from typing import Any

from backend.whole_files import write_whole

from .calibration import BIN
from .goals import scores
from .measures import Figure

MANY_VARIANTS = frozenset({"find", "locate"})
SMALLEST_SHOWN = 0.0005
Results = dict[str, dict[str, Figure]]
"""Part -> name "task, variant: measure" -> figure. A part measured enlarged has a name of its own:
"optical/vhr10 x2"."""
Rows = dict[tuple[str, str], dict[str, Figure]]
"""(part, variant) -> measure -> figure, of one task."""


def goals_table(results: Results) -> str:
    """What was measured beside what should be reached."""
    lines = [
        "| part | what | measured | goal | reached | 95 % interval | n |",
        "|---|---|---|---|---|---|---|",
    ]
    for score in scores(results):
        goal, figure = score.goal, score.measured
        bound = f"{'at most ' if goal.at_most else ''}{goal.value:g}"
        lines.append(
            f"| {goal.part} | {goal.row} | {_number(figure.value)} | {bound} "
            f"| {'yes' if score.reached else 'no'} | {_interval(figure)} | {figure.count} |"
        )
    return "\n".join(lines) + "\n"


def markdown_table(results: Results, brief: bool = False) -> str:
    """One table a task: a row for each part and variant, a column for each measure.

    Args:
        brief: without single categories, single superlatives and the bins of scores.
    """
    tables: dict[str, Rows] = {}
    for part, figures in results.items():
        for name, figure in figures.items():
            asked, _, measure = name.rpartition(": ")
            task, _, variant = asked.partition(", ")
            if brief and (measure.startswith(BIN) or (variant and task in MANY_VARIANTS)):
                continue
            rows = tables.setdefault(task, {})
            rows.setdefault((part, variant), {})[measure] = figure
    return "\n".join(_task_table(task, rows) for task, rows in tables.items())


def _task_table(task: str, rows: Rows) -> str:
    measures = list(dict.fromkeys(name for figures in rows.values() for name in figures))
    lines = [
        f"### {task[0].upper()}{task[1:]}",
        "",
        f"| part | {' | '.join(measures)} |",
        f"|---|{'---|' * len(measures)}",
    ]
    for (part, variant), figures in rows.items():
        cells = [_cell(figures[name]) if name in figures else "" for name in measures]
        title = f"{part}, {variant}" if variant else part
        lines.append(f"| {title} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _cell(figure: Figure) -> str:
    if not figure.count:
        return ""
    interval = _interval(figure)
    return f"{_number(figure.value)} ({interval}{'; ' if interval else ''}{figure.count})"


def _interval(figure: Figure) -> str:
    if math.isnan(figure.low):
        return ""
    return f"{_number(figure.low)} to {_number(figure.high)}"


def _number(value: float) -> str:
    return f"{value:.3g}" if abs(value) >= SMALLEST_SHOWN else "0"


def whole_report(results: Results) -> str:
    """Everything, for results.md."""
    goals = f"## Goals\n\n{goals_table(results)}\n" if scores(results) else ""
    return (
        "Values with their 95 % bootstrap interval and the number of cases. A goal counts as "
        f"reached by the value itself, its interval aside.\n\n{goals}## By task\n\n"
        f"{markdown_table(results)}"
    )


def write_report(folder: Path, results: Results) -> None:
    """results.json and results.md, each written whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / "results.json", json.dumps(as_json(results), indent=2) + "\n")
    write_whole(folder / "results.md", whole_report(results))


def read_report(folder: Path) -> Results:
    """The figures of an earlier results.json, none where there is none."""
    path = folder / "results.json"
    if not path.exists():
        return {}
    values = json.loads(path.read_text(encoding="utf-8"))
    return {
        part: {name: _figure(stored) for name, stored in figures.items()}
        for part, figures in values.items()
    }


def _figure(stored: dict[str, float | None]) -> Figure:
    numbers = {name: math.nan if value is None else value for name, value in stored.items()}
    return Figure(numbers["value"], int(numbers["count"]), numbers["low"], numbers["high"])


def as_json(results: Results) -> dict[str, Any]:
    """Figures as plain values; JSON knows no NaN, which becomes null."""
    return {
        part: {
            name: {
                key: None if math.isnan(value) else value
                for key, value in dataclasses.asdict(figure).items()
            }
            for name, figure in figures.items()
        }
        for part, figures in results.items()
    }
