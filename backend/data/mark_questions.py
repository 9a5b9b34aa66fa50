"""How questions about marks reach the model: one text for training and for answering.

Each question has one mark token per mark, in the marks' order.
"""

from __future__ import annotations

from collections.abc import Sequence

from backend.model.special_tokens import MARK

MOST_NUMBERED_MARKS = 8
"""Marks in one sequence; more are asked about in several."""

ONE_MARK = {
    "classify marks": f"what is {MARK}",
    "describe marks": f"describe {MARK}",
    "describe marks in detail": f"describe {MARK} in detail",
    "outline": f"outline {MARK}",
}
"""Tasks that have a sequence of its own for each mark, and what is asked in it."""
NUMBERED_MARKS = {"relate marks": "relate", "summarise marks": "summarise"}
"""Tasks that name several marks in one sequence, and the verb that asks for it."""


def numbered_question(task: str, count: int) -> str:
    """Marks by their numbers within the sequence: "relate mark 1<mark> mark 2<mark>"."""
    marks = " ".join(f"mark {number}{MARK}" for number in range(1, count + 1))
    return f"{NUMBERED_MARKS[task]} {marks}"


def numbered_names(names: Sequence[str]) -> str:
    """What the model says of numbered marks: "1 airplane 2 storage tank"."""
    return " ".join(f"{number} {name}" for number, name in enumerate(names, start=1))
