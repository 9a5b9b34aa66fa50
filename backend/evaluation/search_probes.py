"""Questions that are answered by pixels: find, count, locate; what is there and what is not."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from backend.data.question_templates import PLAIN_FIND
from backend.data.vocabulary import NOUNS
from backend.masks.grounding import MaskedInstance
from backend.masks.selection import select
from backend.model.special_tokens import SELECTORS

from .findings import BOXES, MASKS, ORIENTED_BOXES, Area, Counted, Findings, Located, Search
from .measures import (
    MATCH_OVERLAP,
    Matches,
    Overlap,
    box_overlap,
    f1_score,
    match_instances,
    touching,
)
from .oriented_boxes import oriented_box, rectangle_overlap
from .picture_sheet import Shapes, draw_case
from .subject import Subject

SELECTORS_ASKED = 2
"""Superlatives asked of each category of an image, drawn by lot."""


def probe_find(subject: Subject, findings: Findings) -> None:
    """Every category present, and every one that is surely absent."""
    for category in subject.categories:
        found = find(subject, category)
        search = Search(
            category, matches_of(subject, category, found), _touching(subject, category)
        )
        findings.searches.append(search)
        if category in subject.areas:
            _compare_area(subject, category, subject.counting(found), findings)
        _keep_case(subject, search, found, findings)
    for category in sorted(subject.sample.complete - set(subject.categories)):
        scores = [item.score for item in find(subject, category)]
        nothing_right = match_instances(np.zeros((len(scores), 0)), scores)
        findings.absent.append(Search(category, {BOXES: nothing_right}))


def probe_covers(subject: Subject, findings: Findings) -> None:
    """Every cover that fills a visible part of the image."""
    for name in sorted(set(subject.areas) - set(subject.categories)):
        found = find(subject, name)
        overlap = _compare_area(subject, name, found, findings)
        text = (subject.sample.name, f"find {name}", f"IoU {overlap:.2f}")
        true, drawn = Shapes(subject.areas[name]), Shapes(subject.union(found, name))
        findings.cases.append(draw_case(overlap, subject.sample.image, text, true, drawn))


def probe_count(subject: Subject, findings: Findings) -> None:
    """How many there are of each category that is labelled completely."""
    for category in subject.categories:
        if category not in subject.sample.complete:
            continue
        _, found = subject.observer.ground(f"how many {NOUNS[category].plural} are there", "count")
        true = len(subject.of_category(category))
        findings.counted.append(Counted(len(subject.counting(found)), true))


def probe_locate(subject: Subject, findings: Findings) -> None:
    """One object of each category by a superlative.

    Only of those labelled completely: the left-most one may be another that nobody labelled.
    """
    for category in subject.categories:
        if category not in subject.sample.complete:
            continue
        wanted = subject.of_category(category)
        truths = [_true_instance(subject, k) for k in wanted]
        usable = [pair for pair in zip(wanted, truths, strict=True) if pair[1] is not None]
        if not usable:
            continue
        for selector in subject.chance.sample(SELECTORS, SELECTORS_ASKED):
            (chosen,) = select([item for _, item in usable if item is not None], selector)
            index = next(k for k, item in usable if item is chosen)
            findings.located.append(_located(subject, selector, category, index))


def probe_grounded_description(subject: Subject, findings: Findings) -> None:
    """Every phrase's mask against all of its category; every category that is left out."""
    sample = subject.sample
    if not subject.areas:
        return
    found = subject.observer.describe_with_masks("describe the image and outline what you mention")
    said = {
        label: counting for label, all_ in found.items() if (counting := subject.counting(all_))
    }
    for label, counting in said.items():
        if label in subject.areas:
            overlap = Overlap.of(subject.union(counting, label), subject.areas[label])
            findings.grounded.append(overlap.share >= MATCH_OVERLAP)
        elif label in sample.complete:
            findings.grounded.append(False)
    findings.named_in_description += [name in said for name in subject.areas]


def find(subject: Subject, name: str) -> list[MaskedInstance]:
    """All found of a category or cover, of whatever score."""
    return subject.observer.ground(PLAIN_FIND.format(many=NOUNS[name].plural), "find")[1]


def matches_of(subject: Subject, category: str, found: list[MaskedInstance]) -> dict[str, Matches]:
    """Found against true instances, compared in every way the labels allow."""
    wanted = subject.of_category(category)
    truths = [subject.sample.instances[k] for k in wanted]
    scores = [item.score for item in found]
    rough = np.array(
        [[box_overlap(item.box, truth.box) for truth in truths] for item in found]
    ).reshape(len(found), len(wanted))

    def compared(overlap: Callable[[int, int], float]) -> Matches:
        """Only where the boxes meet: masks elsewhere cannot."""
        overlaps = np.zeros_like(rough)
        for row, column in zip(*np.nonzero(rough), strict=True):
            overlaps[row, column] = overlap(int(row), int(column))
        return match_instances(overlaps, scores)

    matches = {BOXES: match_instances(rough, scores)}
    if subject.sample.instance_map is None:
        return matches
    masks = [subject.observer.full_mask(item) for item in found]
    true_masks = [subject.truth(k) for k in wanted]
    matches[MASKS] = compared(lambda f, t: Overlap.of(masks[f], true_masks[t]).share)
    if subject.oriented:
        boxes, true_boxes = (
            [oriented_box(mask) for mask in group] for group in (masks, true_masks)
        )
        matches[ORIENTED_BOXES] = compared(lambda f, t: rectangle_overlap(boxes[f], true_boxes[t]))
    return matches


def _touching(subject: Subject, category: str) -> bool:
    instance_map = subject.sample.instance_map
    if instance_map is None:
        return False
    return touching(instance_map, [k + 1 for k in subject.of_category(category)])


def _compare_area(
    subject: Subject, name: str, found: list[MaskedInstance], findings: Findings
) -> float:
    overlap = Overlap.of(subject.union(found, name), subject.areas[name])
    findings.areas.append(Area(name, overlap))
    return overlap.share


def _located(subject: Subject, selector: str, category: str, index: int) -> Located:
    phrase, found = subject.observer.ground(f"locate the {selector} {category}", "locate")
    counting = subject.counting(found)
    measured = subject.oriented and subject.sample.instances[index].has_mask
    if phrase is None or not counting:
        return Located(selector, 0.0, 0.0 if measured else None)
    (chosen,) = select(counting, phrase.selector)
    overlap = box_overlap(chosen.box, subject.sample.instances[index].box)
    if not measured:
        return Located(selector, overlap, None)
    one, other = (
        oriented_box(m) for m in (subject.observer.full_mask(chosen), subject.truth(index))
    )
    return Located(selector, overlap, rectangle_overlap(one, other))


def _true_instance(subject: Subject, index: int) -> MaskedInstance | None:
    """The labelled instance as if it had been found; None where others hide it wholly."""
    mask = subject.truth(index)
    return MaskedInstance(mask, 0, 0, 1.0) if mask.any() else None


def _keep_case(
    subject: Subject, search: Search, found: list[MaskedInstance], findings: Findings
) -> None:
    """The picture of a search: instances apart, so that touching ones can be told."""
    sample, category = subject.sample, search.category
    counting, wanted = subject.counting(found), subject.of_category(category)
    f1 = f1_score([search.best_known], subject.threshold)
    text = [sample.name, f"find {category}: {len(counting)} of {len(wanted)}", f"F1 {f1:.2f}"]
    quality = f1
    if sample.instance_map is None:
        true = Shapes(boxes=[sample.instances[k].box for k in wanted])
        drawn = Shapes(boxes=[item.box for item in counting])
    else:
        labels = np.zeros(sample.image.shape[:2], np.int32)
        for number, item in enumerate(counting, start=1):
            labels[subject.observer.full_mask(item)] = number
        numbers = [k + 1 for k in wanted]
        true = Shapes(np.where(np.isin(sample.instance_map, numbers), sample.instance_map, 0))
        drawn = Shapes(labels)
        overlap = findings.areas[-1].overlap.share
        quality = (f1 + overlap) / 2
        text[-1] += f", IoU {overlap:.2f}"
    findings.cases.append(draw_case(quality, sample.image, text, true, drawn))
