"""From findings to figures: every number has a name "task, variant: measure"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .calibration import Judged, calibration_figures
from .captions import CaptionMeasures, Said
from .findings import Area, Facts, Findings, Search
from .measures import (
    MATCH_OVERLAP,
    Figure,
    Matches,
    bootstrap_figure,
    f1_figure,
    mean_figure,
    overlap_of_sums,
    precision_figure,
    word_overlap,
)
from .similarity import SentenceEncoder

COMPARED = "ship"
"""The category that tables compare across sensors, by boxes, oriented boxes and masks."""


@dataclass(frozen=True)
class WordMeasures:
    """What measures words here; None where its package is not installed."""

    encoder: SentenceEncoder | None
    captions: CaptionMeasures | None

    @classmethod
    def installed(cls) -> WordMeasures:
        """Those that are there; a line in the log for each that is not."""
        return cls(SentenceEncoder.installed(), CaptionMeasures.installed())


def figures_of(findings: Findings, threshold: float, words: WordMeasures) -> dict[str, Figure]:
    """Every figure the findings allow, by name.

    Args:
        threshold: instances count from this score.
    """
    return {
        **dict(_mark_figures(findings, words)),
        **_text_figures("describe marks (self-made references)", findings.regions, words),
        **dict(_fact_figures("relate marks", findings.relations)),
        **dict(_fact_figures("summarise marks", findings.summaries)),
        **dict(_search_figures(findings, threshold)),
        **dict(_choice_figures(findings)),
        **dict(_area_figures(findings.areas)),
        **dict(_share_figures(findings)),
        **_text_figures("describe", findings.captions, words),
        **dict(_wording_figures(findings, threshold)),
        **dict(_ship_figures(findings.searches, threshold)),
        **_calibration(findings),
    }


def _mark_figures(findings: Findings, words: WordMeasures) -> Iterator[tuple[str, Figure]]:
    for shape, marks in findings.named.items():
        pairs = [(mark.answer, mark.truth) for mark in marks]
        if words.encoder is not None:
            similar = [100 * value for value in words.encoder.similarities(pairs)]
            yield f"mark class, {shape}: SS", mean_figure(similar)
        overlaps = [100 * word_overlap(answer, truth) for answer, truth in pairs]
        yield f"mark class, {shape}: S-IoU", mean_figure(overlaps)
    for shape, outlines in findings.outlines.items():
        yield f"outline, {shape}: mean IoU", mean_figure([item.overlap for item in outlines])
        oriented = [item.oriented for item in outlines if item.oriented is not None]
        if oriented:
            yield f"outline, {shape}: oriented box mean IoU", mean_figure(oriented)


def _text_figures(task: str, said: Sequence[Said], words: WordMeasures) -> dict[str, Figure]:
    if not said:
        return {}
    figures = {} if words.captions is None else words.captions.figures(said)
    if words.encoder is not None:
        nearest = [
            100
            * max(words.encoder.similarities([(item.answer, truth) for truth in item.references]))
            for item in said
        ]
        figures["SS to the nearest"] = mean_figure(nearest)
    return {f"{task}: {name}": figure for name, figure in figures.items()}


def _fact_figures(task: str, answers: Sequence[Facts]) -> Iterator[tuple[str, Figure]]:
    if answers:
        yield (
            f"{task}: facts right",
            bootstrap_figure(
                answers,
                lambda drawn: sum(item.right for item in drawn) / sum(item.asked for item in drawn),
                sum(item.asked for item in answers),
            ),
        )
        whole = [float(item.right == item.asked) for item in answers]
        yield f"{task}: all facts right", mean_figure(whole)


def _search_figures(findings: Findings, threshold: float) -> Iterator[tuple[str, Figure]]:
    searches = findings.searches
    if searches:
        yield from _instance_figures("find", [item.best_known for item in searches], threshold)
        together = [item.best_known for item in searches if item.touching]
        if together:
            yield "find: F1@0.5 where objects touch", f1_figure(together, threshold)
        for category in sorted({item.category for item in searches}):
            matches = [item.best_known for item in searches if item.category == category]
            yield from _instance_figures(f"find, {category}", matches, threshold)
    if findings.absent:
        alarms = [
            float(any(s >= threshold for s in item.best_known.scores)) for item in findings.absent
        ]
        yield "find: false alarms on absent phrases", mean_figure(alarms)


def _choice_figures(findings: Findings) -> Iterator[tuple[str, Figure]]:
    if findings.located:
        hits = [float(item.overlap >= MATCH_OVERLAP) for item in findings.located]
        yield "locate: Acc@0.5", mean_figure(hits)
        for selector in sorted({item.selector for item in findings.located}):
            hits = [
                float(item.overlap >= MATCH_OVERLAP)
                for item in findings.located
                if item.selector == selector
            ]
            yield f"locate, {selector}: Acc@0.5", mean_figure(hits)
        oriented = [item.oriented for item in findings.located if item.oriented is not None]
        if oriented:
            yield "locate: oriented box mean IoU", mean_figure(oriented)
    if findings.counted:
        exact = [float(item.said == item.true) for item in findings.counted]
        yield "count: accuracy", mean_figure(exact)
        errors = [float(abs(item.said - item.true)) for item in findings.counted]
        yield "count: mean absolute error", mean_figure(errors)


def _instance_figures(
    task: str, matches: Sequence[Matches], threshold: float
) -> Iterator[tuple[str, Figure]]:
    yield f"{task}: F1@0.5", f1_figure(matches, threshold)
    yield f"{task}: AP@0.5", precision_figure(matches)


def _area_figures(areas: Sequence[Area]) -> Iterator[tuple[str, Figure]]:
    if not areas:
        return
    yield "find: gIoU", mean_figure([item.overlap.share for item in areas])
    yield "find: cIoU", bootstrap_figure([item.overlap for item in areas], overlap_of_sums)
    for category in sorted({item.category for item in areas}):
        overlaps = [item.overlap for item in areas if item.category == category]
        yield f"find, {category}: cIoU", bootstrap_figure(overlaps, overlap_of_sums)


def _share_figures(findings: Findings) -> Iterator[tuple[str, Figure]]:
    """Means of what is right or wrong, case by case."""
    shares = {
        "grounded description: phrases with IoU 0.5": findings.grounded,
        "grounded description: categories named": findings.named_in_description,
        "scene: accuracy": findings.scenes,
        "presence questions: accuracy": findings.presence,
        "task chosen by itself: accuracy": findings.tasks_chosen,
    }
    for name, right in shares.items():
        if right:
            yield name, mean_figure([float(item) for item in right])


def _wording_figures(findings: Findings, threshold: float) -> Iterator[tuple[str, Figure]]:
    for kind, right in findings.wordings.items():
        yield f"wording, {kind}: task understood", mean_figure([float(item) for item in right])
    for kind, matches in findings.wording_searches.items():
        yield f"wording, {kind}: find F1@0.5", f1_figure(matches, threshold)


def _ship_figures(searches: Sequence[Search], threshold: float) -> Iterator[tuple[str, Figure]]:
    compared = [item for item in searches if item.category == COMPARED]
    for geometry in dict.fromkeys(name for item in compared for name in item.matches):
        matches = [item.matches[geometry] for item in compared]
        yield f"{COMPARED}s: F1@0.5 by {geometry}", f1_figure(matches, threshold)
        yield f"{COMPARED}s: AP@0.5 by {geometry}", precision_figure(matches)


def _calibration(findings: Findings) -> dict[str, Figure]:
    found = [item.best_known for item in findings.searches + findings.absent]
    instances = [Judged(score, right) for item in found for right, score in item.pairs]
    marks = [
        Judged(mark.probability, mark.answer == mark.truth)
        for shape in findings.named.values()
        for mark in shape
    ]
    return {
        **calibration_figures("instance scores", instances),
        **calibration_figures("mark class probabilities", marks),
    }
