"""Questions about marked objects: what they are, where they end, how they lie to each other."""

from __future__ import annotations

from collections import Counter

from backend.data.facts import Facts as KnownFacts
from backend.data.reference_texts import mark_wordings, relation_between
from backend.data.sample import Instance
from earthgptx_qgis.wire.messages import Mark

from .captions import Said
from .findings import Facts, Findings, NamedMark, Outline
from .measures import Overlap
from .oriented_boxes import oriented_overlap
from .subject import Subject

SHAPES = ("box", "point", "polygon", "scribble")
MOST_MARKS = 24
"""Marked objects per image; crowded images must not drown the others."""
MOST_PAIRS = 4
MOST_SUMMARISED = 8
"""Pairs that are related, and marks that are summarised, per image."""


def usable_marks(subject: Subject, shape: str) -> list[int]:
    """Instances that can be marked so: polygons and scribbles follow masks."""
    chosen = list(range(len(subject.sample.instances)))
    subject.chance.shuffle(chosen)
    usable = [k for k in chosen[:MOST_MARKS] if shape == "box" or subject.truth(k).any()]
    if shape in ("polygon", "scribble"):
        usable = [k for k in usable if subject.sample.instances[k].has_mask]
    return usable


def probe_classes(subject: Subject, findings: Findings) -> None:
    """The class of every mark, by every shape."""
    for shape in SHAPES:
        usable = usable_marks(subject, shape)
        marks = tuple(subject.mark(k, shape, number + 1) for number, k in enumerate(usable))
        for k, reply in zip(
            usable, subject.observer.each_mark("classify marks", marks), strict=True
        ):
            truth = subject.sample.instances[k].category
            findings.named[shape].append(NamedMark(reply.text, truth, reply.probability))


def probe_outlines(subject: Subject, findings: Findings) -> None:
    """The outline of every marked object with a mask, by every shape."""
    for shape in SHAPES:
        # Objects that others hide wholly have no outline to be compared with.
        usable = [
            k
            for k in usable_marks(subject, shape)
            if subject.sample.instances[k].has_mask and subject.truth(k).any()
        ]
        marks = tuple(subject.mark(k, shape, number + 1) for number, k in enumerate(usable))
        for k, drawn in zip(usable, subject.observer.outline(marks), strict=True):
            truth, mask = subject.truth(k), subject.observer.full_mask(drawn)
            oriented = oriented_overlap(mask, truth) if subject.oriented else None
            findings.outlines[shape].append(Outline(Overlap.of(mask, truth).share, oriented))


def probe_descriptions(subject: Subject, findings: Findings) -> None:
    """A sentence on every mark, against sentences made from the labels by rules."""
    usable = usable_marks(subject, "box")
    marks = tuple(subject.mark(k, "box", number + 1) for number, k in enumerate(usable))
    facts = known_facts(subject)
    sentences = subject.observer.describe_marks(marks, subject.threshold)
    for k, sentence in zip(usable, sentences, strict=True):
        findings.regions.append(Said(sentence, mark_wordings(facts, k).references))


def probe_relations(subject: Subject, findings: Findings) -> None:
    """Pairs of marks: both names, the place, the distance and the size of one from the other."""
    instances = subject.sample.instances
    usable = usable_marks(subject, "point")
    pairs = [(one, other) for one in usable for other in usable if one != other]
    for pair in subject.chance.sample(pairs, min(MOST_PAIRS, len(pairs))):
        shape = subject.chance.choice(("box", "point"))
        marks = tuple(subject.mark(k, shape, number + 1) for number, k in enumerate(pair))
        names = _names(subject, marks)
        boxes = subject.observer.boxes(marks)
        one, other = (
            Instance(name, box, has_mask=False) for name, box in zip(names, boxes, strict=True)
        )
        said = relation_between(one, other)
        true = relation_between(*(instances[k] for k in pair))
        facts = ("first", "second", "place", "near", "size")
        right = sum(getattr(said, fact) == getattr(true, fact) for fact in facts)
        findings.relations.append(Facts(right, len(facts)))


def probe_summaries(subject: Subject, findings: Findings) -> None:
    """Several marks: how many there are of each category."""
    chosen = usable_marks(subject, "box")[:MOST_SUMMARISED]
    if len(chosen) < 2:
        return
    marks = tuple(subject.mark(k, "box", number + 1) for number, k in enumerate(chosen))
    said = Counter(_names(subject, marks))
    true = Counter(subject.sample.instances[k].category for k in chosen)
    names = said.keys() | true.keys()
    right = sum(said[name] == true[name] for name in names)
    findings.summaries.append(Facts(right, len(names)))


def known_facts(subject: Subject) -> KnownFacts:
    """The labels of the whole sample, as texts are made from them."""
    sample = subject.sample
    height, width = sample.image.shape[:2]
    return KnownFacts(sample.source, (width, height), sample.instances, sample.complete)


def _names(subject: Subject, marks: tuple[Mark, ...]) -> list[str]:
    return [reply.text for reply in subject.observer.each_mark("classify marks", marks)]
