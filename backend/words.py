"""Sentences the engine says itself: what was counted, what was not found, what it cannot do."""

from __future__ import annotations

from backend.data.vocabulary import COVERS, NOUNS
from backend.model.special_tokens import MARK
from earthgptx_qgis.wire.messages import Task

DEFAULT_QUESTIONS = {
    Task.DESCRIBE: "describe the image",
    Task.CLASSIFY_SCENE: "classify the scene",
    Task.FIND_SIMILAR: "find similar objects",
    Task.FIND: "find all objects like this one",
}
"""What is asked where a task was chosen and no words were typed."""

PER_MARK_QUESTIONS = {
    Task.CLASSIFY_MARKS: f"what is {MARK}",
    Task.DESCRIBE_MARKS: f"describe {MARK}",
    Task.OUTLINE: f"outline {MARK}",
}

NOT_SURE_WORDS = "not sure"
"""Said of a mark on nothing the model was taught."""


def plural(label: str) -> str:
    """Several of a category."""
    noun = NOUNS.get(label)
    return noun.plural if noun else f"{label}s"


def found_words(label: str, count: int) -> list[tuple[str, str]]:
    """(text, phrase) pieces that say how many were found; the phrase's words are the label's."""
    if label in COVERS:
        parts = "area" if count == 1 else "areas"
        return [(label, label), (f": {count} {parts} found", "")]
    noun = label if count == 1 else plural(label)
    return [(f"{count} ", ""), (noun, label), (" found", "")]


def located_words(label: str, selector: str, place: tuple[float, float]) -> list[tuple[str, str]]:
    """(text, phrase) pieces that say where the chosen one is, in CRS coordinates."""
    lead = f"the {selector} " if selector else ""
    return [(lead, ""), (label, label), (f" at {place[0]:.6g}, {place[1]:.6g}", "")]


def not_found_words(label: str) -> str:
    """Honest words for nothing."""
    return f"no {label} found" if label in COVERS else f"no {plural(label)} found"


def list_words(lines: list[tuple[int, str]]) -> str:
    """One answer as it is, several as a numbered list."""
    if len(lines) == 1:
        return lines[0][1]
    return "\n".join(f"{number}: {text}" for number, text in lines)


def refusal_words(categories: tuple[str, ...]) -> str:
    """What cannot be answered, and what can."""
    known = ", ".join(plural(category) for category in categories)
    return (
        "I cannot answer that from the image. Ask what a marked object is, for a description or "
        f"the kind of scene, or to find or count: {known}."
    )
