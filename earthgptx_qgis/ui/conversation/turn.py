"""One question and its answer as plain text: what history keeps and exports show."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Tuple


class Outcome(Enum):
    """How a question ended; each looks different on the screen."""

    ANSWERED = "answered"
    NOTHING_FOUND = "nothing found"
    NOT_SURE = "not sure"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Turn:
    """Plain text throughout, lines separated by line feeds.

    Attributes:
        asked: when, ISO 8601.
        details: task, layer and marks.
        answer: the model's words, and a line for each mark.
        remark: what the dock said about an answer that is none, empty with ANSWERED.
        notes: small print, a line each.
    """

    asked: str
    question: str
    details: str
    answer: str = ""
    outcome: Outcome = Outcome.ANSWERED
    remark: str = ""
    notes: Tuple[str, ...] = ()
