"""Yes-or-no questions: what can be found is looked for, the rest the model says in words."""

from __future__ import annotations

import time
from collections.abc import Iterator

from backend.engine import Answer
from backend.language.dialogue import Dialogue, Opening
from backend.masks.presence import NO, YES, best_score, by_finding, by_words
from earthgptx_qgis.wire.messages import Text

from .request import Request


def answer(
    request: Request, dialogue: Dialogue, opening: Opening, question: str
) -> Iterator[Answer]:
    """The model's words, or whether what the question names is found; not about marks."""
    started, text, score = time.perf_counter(), "", 0.0
    for spoken in dialogue.text(opening.steps):
        text, score = spoken.text, spoken.probability
    request.reply.spend("words", started)
    if text in (YES, NO) and not request.marks:
        started = time.perf_counter()
        found = best_score(dialogue, question)
        text, score = (
            by_words(text, score) if found is None else by_finding(found, request.threshold)
        )
        request.reply.spend("pixels", started)
    yield Text(request.ask.request_id, text)
    request.reply.judge(score)
