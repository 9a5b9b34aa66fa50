"""How questions about a mark reach the model: one text for training and for answering."""

from __future__ import annotations

from backend.model.special_tokens import MARK

ONE_MARK = {
    "classify marks": f"what is {MARK}",
    "describe marks": f"describe {MARK}",
    "describe marks in detail": f"describe {MARK} in detail",
    "outline": f"outline {MARK}",
}
"""Tasks that have a sequence of its own for each mark, and what is asked in it."""
