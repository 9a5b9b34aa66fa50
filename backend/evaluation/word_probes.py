"""Questions that are answered in words: the scene, a caption, yes or no."""

from __future__ import annotations

from .captions import Said
from .findings import Findings
from .measures import word_overlap
from .picture_sheet import Shapes, draw_case
from .subject import Subject


def probe_scene(subject: Subject, findings: Findings) -> None:
    """The class of the whole image; the model is not told that a class is wanted."""
    sample = subject.sample
    if not sample.scene:
        return
    task, text, probability = subject.observer.say("what kind of scene is this")
    findings.scenes.append(text == sample.scene)
    findings.tasks_chosen.append(task == "classify scene")
    if not sample.captions:
        lines = (sample.name, f"said: {text}, {probability:.2f}", f"true: {sample.scene}")
        quality = probability if text == sample.scene else -probability
        findings.cases.append(draw_case(quality, sample.image, lines, Shapes(), Shapes()))


def probe_caption(subject: Subject, findings: Findings) -> None:
    """A sentence on the whole image; the model is not told that a sentence is wanted."""
    sample = subject.sample
    if not sample.captions:
        return
    task, text, _ = subject.observer.say("describe the image")
    findings.captions.append(Said(text, sample.captions))
    findings.tasks_chosen.append(task == "describe")
    plain = [caption.rstrip(" .") for caption in sample.captions]
    quality, nearest = max((word_overlap(text, caption), caption) for caption in plain)
    lines = (f"{sample.name}, S-IoU {quality:.2f}", f"said: {text}", f"true: {nearest}")
    findings.cases.append(draw_case(quality, sample.image, lines, Shapes(), Shapes()))


def probe_presence(subject: Subject, findings: Findings) -> None:
    """Yes or no for every label of the part, and for every completely labelled category."""
    sample = subject.sample
    there = {*sample.labels, *subject.categories}
    for name in (*sample.known_labels, *sorted(sample.complete - set(sample.known_labels))):
        yes = subject.observer.is_there(f"is there any {name} in the image", subject.threshold)
        findings.presence.append(yes == (name in there))
