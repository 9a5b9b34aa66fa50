"""A layer's filter by score, beside whatever filter a person has given the layer."""

from __future__ import annotations

import re

_OURS = re.compile(
    r'\(?"score" >= \S+ OR "score" IS NULL\)?(?:\nAND \((?P<kept>.*)\)| *AND (?P<typed>.*))?',
    re.DOTALL | re.IGNORECASE,
)


def with_minimum_score(expression: str, score: float) -> str:
    """A layer's filter with this minimum score in place of the one it has; 0 for none.

    Features without a score, drawn by a person, pass it.

    Args:
        expression: the filter as it is, a person's part included.
    """
    theirs = _theirs(expression)
    if score <= 0.0:
        return theirs
    # What holds for nearly all comes first: each count of the legend asks it of every feature.
    ours = f'("score" >= {score!r} OR "score" IS NULL)'
    return f"{ours}\nAND ({theirs})" if theirs else ours


def _theirs(expression: str) -> str:
    match = _OURS.fullmatch(expression.strip())
    if match is None:
        return expression.strip()
    return (match["kept"] or match["typed"] or "").strip()
