"""One probe per task: asks about every labelled thing of a sample and keeps what came back."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from backend.data.labelled_folder import UNKNOWN_COVER, UNLABELLED
from backend.data.sample import Instance, Sample
from backend.data.vocabulary import NOUNS
from backend.grounding import MaskedInstance, select
from backend.loaded_model import LoadedModel
from earthgptx_qgis.wire.messages import Mark, PromptShape, VisualPrompt

from .measures import Matches, box_overlap, mask_overlap, match_instances
from .observer import Observer

MOST_MARKS = 24
"""Marked objects per image; crowded images must not drown the others."""
SMALLEST_COVER = 0.01
"""Share of the image a cover must fill to be asked for."""
SHAPES = ("box", "point", "polygon", "scribble")


@dataclass
class Findings:
    """Everything observed of one part, still one entry a case.

    Attributes:
        classified: shape -> (answer, truth, probability) of every mark.
        outlined: shape -> IoU of every marked object with a mask.
        matches: per image and category present.
        overlaps: IoU of the union mask, per image and phrase; with intersections and unions.
        false_alarms: per absent phrase, whether anything was found.
        located: whether the left-most of a category was boxed, per image and category present.
        count_errors: how far the number of found instances is from the true one.
        scenes, yes_no, tasks_chosen: whether each answer was right.
        captions: what was said of each image, and what people said.
    """

    classified: dict[str, list[tuple[str, str, float]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    outlined: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    matches: list[Matches] = field(default_factory=list)
    absent: list[Matches] = field(default_factory=list)
    overlaps: list[float] = field(default_factory=list)
    intersections: int = 0
    unions: int = 0
    false_alarms: list[float] = field(default_factory=list)
    located: list[float] = field(default_factory=list)
    count_errors: list[float] = field(default_factory=list)
    scenes: list[float] = field(default_factory=list)
    yes_no: list[float] = field(default_factory=list)
    captions: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    tasks_chosen: list[float] = field(default_factory=list)


class Prober:
    """Runs all probes that a sample's labels allow."""

    def __init__(
        self, loaded: LoadedModel, tasks: tuple[str, ...], threshold: float, seed: int = 0
    ) -> None:
        self.loaded, self.tasks, self.threshold = loaded, tasks, threshold
        self.chance = random.Random(seed)

    def probe(self, sample: Sample, findings: Findings) -> None:
        """Everything about one sample."""
        observer = Observer(self.loaded, sample, self.tasks)
        if sample.instances:
            self._marks(observer, sample, findings)
        if sample.instances or sample.complete:
            self._find(observer, sample, findings)
        if sample.cover_map is not None:
            self._covers(observer, sample, findings)
        if sample.scene:
            task, text, _ = observer.say("what kind of scene is this")
            findings.scenes.append(float(text == sample.scene))
            findings.tasks_chosen.append(float(task == "classify scene"))
        if sample.captions:
            task, text, _ = observer.say("describe the image")
            findings.captions.append((text, sample.captions))
            findings.tasks_chosen.append(float(task == "describe"))
        for name in sample.known_labels:
            _, text, _ = observer.say(f"is there any {name} in the image", "answer")
            findings.yes_no.append(float((text == "yes") == (name in sample.labels)))

    def _marks(self, observer: Observer, sample: Sample, findings: Findings) -> None:
        chosen = list(range(len(sample.instances)))
        self.chance.shuffle(chosen)
        chosen = chosen[:MOST_MARKS]
        for shape in SHAPES:
            usable = [k for k in chosen if shape == "box" or _truth(sample, k).any()]
            if shape in ("polygon", "scribble"):
                usable = [k for k in usable if sample.instances[k].has_mask]
            marks = tuple(
                Mark(number + 1, (self._draw(sample, k, shape),)) for number, k in enumerate(usable)
            )
            if not marks:
                continue
            replies = observer.classify("what is this", marks)
            for k, reply in zip(usable, replies, strict=True):
                truth = sample.instances[k].category
                findings.classified[shape].append((reply.text, truth, reply.probability))
            for k, drawn in zip(usable, observer.outline("outline this", marks), strict=True):
                truth = _truth(sample, k)
                # Objects that others hide wholly have no outline to be compared with.
                if sample.instances[k].has_mask and truth.any():
                    overlap = mask_overlap(observer.full_mask(drawn), truth)
                    findings.outlined[shape].append(overlap)

    def _draw(self, sample: Sample, index: int, shape: str) -> VisualPrompt:
        """A mark as a careful person draws it."""
        box = sample.instances[index].box
        if shape == "box":
            return VisualPrompt(PromptShape.BOX, (box[:2], box[2:]))
        if shape == "polygon":
            left, top, right, bottom = box
            ring = ((left, top), (right, top), (right, bottom), (left, bottom))
            return VisualPrompt(PromptShape.POLYGON, ring)
        places = [_place_on(_truth(sample, index), self.chance) for _ in range(3)]
        if shape == "point":
            middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
            nearest = min(places, key=lambda p: (p[0] - middle[0]) ** 2 + (p[1] - middle[1]) ** 2)
            return VisualPrompt(PromptShape.POINT, (nearest,))
        return VisualPrompt(PromptShape.SCRIBBLE, tuple(sorted(places)))

    def _find(self, observer: Observer, sample: Sample, findings: Findings) -> None:
        present = sorted({item.category for item in sample.instances})
        for category in present:
            noun = NOUNS[category]
            _, found = observer.ground(f"find all {noun.plural}", "find")
            wanted = [k for k, item in enumerate(sample.instances) if item.category == category]
            overlaps = np.array(
                [[_overlap(observer, sample, item, k) for k in wanted] for item in found]
            ).reshape(len(found), len(wanted))
            scores = [item.score for item in found]
            findings.matches.append(match_instances(overlaps, scores))
            counted = sum(score >= self.threshold for score in scores)
            findings.count_errors.append(abs(counted - len(wanted)))
            if sample.instance_map is not None:
                union = np.isin(sample.instance_map, [k + 1 for k in wanted])
                kept = [item for item in found if item.score >= self.threshold]
                self._union(observer, kept, union, findings)
            self._locate(observer, sample, category, wanted, findings)
        for category in sorted(sample.complete - set(present)):
            _, found = observer.ground(f"find all {NOUNS[category].plural}", "find")
            alarmed = any(item.score >= self.threshold for item in found)
            findings.false_alarms.append(float(alarmed))
            scores = [item.score for item in found]
            findings.absent.append(match_instances(np.zeros((len(found), 0)), scores))

    def _locate(
        self,
        observer: Observer,
        sample: Sample,
        category: str,
        wanted: list[int],
        findings: Findings,
    ) -> None:
        phrase, found = observer.ground(f"locate the left-most {category}", "locate")
        found = [item for item in found if item.score >= self.threshold]
        boxes = [sample.instances[k].box for k in wanted]
        truth = min(boxes, key=lambda box: box[0] + box[2])
        overlap = 0.0
        if phrase is not None and found:
            overlap = box_overlap(select(found, phrase.selector).box, truth)
        findings.located.append(float(overlap >= 0.5))

    def _covers(self, observer: Observer, sample: Sample, findings: Findings) -> None:
        assert sample.cover_map is not None
        unlabelled = [k for k, name in enumerate(sample.covers) if name == UNLABELLED]
        known = ~np.isin(sample.cover_map, [UNKNOWN_COVER, *unlabelled])
        for index, name in enumerate(sample.covers):
            wanted = sample.cover_map == index
            if name not in NOUNS or wanted.mean() < SMALLEST_COVER:
                continue
            _, found = observer.ground(f"find all {NOUNS[name].plural}", "find")
            self._union(observer, found, wanted, findings, known)

    def _union(
        self,
        observer: Observer,
        found: list[MaskedInstance],
        wanted: np.ndarray,
        findings: Findings,
        known: np.ndarray | bool = True,
    ) -> None:
        """Pixels that nobody labelled count neither for nor against."""
        drawn = np.zeros(wanted.shape, bool)
        for item in found:
            drawn |= observer.full_mask(item)
        drawn &= known
        findings.overlaps.append(mask_overlap(drawn, wanted))
        findings.intersections += int(np.count_nonzero(drawn & wanted))
        findings.unions += int(np.count_nonzero(drawn | wanted))


def _truth(sample: Sample, index: int) -> np.ndarray:
    """(H, W) bool of one instance; its box where there is no mask."""
    if sample.instance_map is not None:
        return sample.instance_map == index + 1
    mask = np.zeros(sample.image.shape[:2], bool)
    left, top, right, bottom = (round(edge) for edge in sample.instances[index].box)
    mask[top:bottom, left:right] = True
    return mask


def _place_on(mask: np.ndarray, chance: random.Random) -> tuple[float, float]:
    rows, columns = np.nonzero(mask)
    index = chance.randrange(len(rows))
    return float(columns[index]) + 0.5, float(rows[index]) + 0.5


def _overlap(observer: Observer, sample: Sample, found: MaskedInstance, index: int) -> float:
    """IoU of masks where there are any, else of boxes."""
    item: Instance = sample.instances[index]
    rough = box_overlap(found.box, item.box)
    if rough == 0.0 or sample.instance_map is None:
        return rough
    return mask_overlap(observer.full_mask(found), _truth(sample, index))
