"""The tasks the instruction builder teaches; a model trained with it refuses the others."""

from __future__ import annotations

TRAINED_TASKS = (
    "describe",
    "classify scene",
    "answer",
    "count",
    "classify marks",
    "describe marks",
    "describe marks in detail",
    "relate marks",
    "summarise marks",
    "find",
    "outline",
    "find similar",
    "locate",
    "grounded description",
)
