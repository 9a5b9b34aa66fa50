"""From findings to figures, a JSON file and a Markdown table."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

from backend.whole_files import write_whole

from .measures import Figure, average_precision, f1_figure, mean_figure, word_overlap
from .probes import SHAPES, Findings
from .similarity import SentenceEncoder


def figures_of(
    findings: Findings, threshold: float, encoder: SentenceEncoder | None
) -> dict[str, Figure]:
    """Every figure the findings allow, by name; SS only with a sentence encoder."""
    figures: dict[str, Figure] = {}
    for shape in SHAPES:
        answers = findings.classified.get(shape, [])
        if answers:
            pairs = [(answer, truth) for answer, truth, _ in answers]
            if encoder is not None:
                similar = [100 * value for value in encoder.similarities(pairs)]
                figures[f"mark class, {shape}: SS"] = mean_figure(similar)
            words = [100 * word_overlap(answer, truth) for answer, truth in pairs]
            figures[f"mark class, {shape}: S-IoU"] = mean_figure(words)
        if findings.outlined.get(shape):
            figures[f"outline from {shape}: mean IoU"] = mean_figure(findings.outlined[shape])
    if findings.matches:
        figures["find: instance F1@0.5"] = f1_figure(findings.matches, threshold)
        truths = sum(item.truths for item in findings.matches)
        precision = average_precision(findings.matches)
        figures["find: instance AP@0.5"] = Figure(precision, truths, float("nan"), float("nan"))
    if findings.overlaps:
        figures["find: gIoU of the union"] = mean_figure(findings.overlaps)
        total = findings.intersections / max(1, findings.unions)
        count = len(findings.overlaps)
        figures["find: cIoU of the union"] = Figure(total, count, float("nan"), float("nan"))
    if findings.captions and encoder is not None:
        nearest = [
            100 * max(encoder.similarities([(said, caption) for caption in captions]))
            for said, captions in findings.captions
        ]
        figures["describe: SS to the nearest caption"] = mean_figure(nearest)
    plain = {
        "find: false alarms on absent phrases": findings.false_alarms,
        "locate the left-most: Acc@0.5": findings.located,
        "count: mean absolute error": findings.count_errors,
        "scene: accuracy": findings.scenes,
        "presence questions: accuracy": findings.yes_no,
        "task chosen by itself: accuracy": findings.tasks_chosen,
    }
    figures |= {name: mean_figure(values) for name, values in plain.items() if values}
    return figures


def markdown_table(results: dict[str, dict[str, Figure]]) -> str:
    """One row a figure."""
    lines = ["| part | what | value | n | 95 % interval |", "|---|---|---|---|---|"]
    for part, figures in results.items():
        for name, figure in figures.items():
            interval = "" if figure.low != figure.low else f"{figure.low:.3g} - {figure.high:.3g}"
            lines.append(f"| {part} | {name} | {figure.value:.3g} | {figure.count} | {interval} |")
    return "\n".join(lines) + "\n"


def write_report(folder: Path, results: dict[str, dict[str, Figure]]) -> None:
    """results.json and results.md, each written whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / "results.json", json.dumps(as_json(results), indent=2) + "\n")
    write_whole(folder / "results.md", markdown_table(results))


def read_report(folder: Path) -> dict[str, dict[str, Figure]]:
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
    numbers = {name: float("nan") if value is None else value for name, value in stored.items()}
    return Figure(numbers["value"], int(numbers["count"]), numbers["low"], numbers["high"])


def as_json(results: dict[str, dict[str, Figure]]) -> dict[str, Any]:
    """Figures as plain values; JSON knows no NaN, which becomes null."""
    return {
        part: {
            name: {
                key: None if value != value else value
                for key, value in dataclasses.asdict(figure).items()
            }
            for name, figure in figures.items()
        }
        for part, figures in results.items()
    }
