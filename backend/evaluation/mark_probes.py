"""Questions about marked objects: what they are, where they end, how they lie to each other."""

from __future__ import annotations

from backend.data.facts import Facts as KnownFacts
from backend.data.reference_texts import mark_wordings

from .captions import Said
from .findings import Findings, NamedMark, Outline
from .measures import Overlap
from .oriented_boxes import oriented_overlap
from .subject import Subject

SHAPES = ("box", "point", "polygon", "scribble")
MOST_MARKS = 24
"""Marked objects per image; crowded images must not drown the others."""


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
        for k, reply in zip(usable, subject.observer.classify("what is this", marks), strict=True):
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
        for k, drawn in zip(usable, subject.observer.outline("outline this", marks), strict=True):
            truth, mask = subject.truth(k), subject.observer.full_mask(drawn)
            oriented = oriented_overlap(mask, truth) if subject.oriented else None
            findings.outlines[shape].append(Outline(Overlap.of(mask, truth).share, oriented))


def probe_descriptions(subject: Subject, findings: Findings) -> None:
    """A sentence on every mark, against sentences made from the labels by rules."""
    usable = usable_marks(subject, "box")
    marks = tuple(subject.mark(k, "box", number + 1) for number, k in enumerate(usable))
    facts = known_facts(subject)
    replies = subject.observer.describe_marks("describe this", marks)
    for k, reply in zip(usable, replies, strict=True):
        findings.regions.append(Said(reply.text, mark_wordings(facts, k).references))


def known_facts(subject: Subject) -> KnownFacts:
    """The labels of the whole sample, as texts are made from them."""
    sample = subject.sample
    height, width = sample.image.shape[:2]
    return KnownFacts(sample.source, (width, height), sample.instances, sample.complete)
