"""Yes-or-no questions: what can be found is looked for, the rest the model says in words."""

from __future__ import annotations

import time
from collections.abc import Iterator

from backend.dialogue import Dialogue, Opening
from backend.engine import Answer
from backend.presence import best_score
from earthgptx_qgis.wire.messages import Text

from .request import Request

YES, NO = "yes", "no"


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
        best = best_score(request.loaded, request.seen, request.picture, dialogue, question)
        if best is not None:
            there = best >= request.threshold
            text, score = (YES, best) if there else (NO, 1.0 - best)
        request.reply.spend("pixels", started)
    yield Text(request.ask.request_id, text)
    request.reply.judge(score)
