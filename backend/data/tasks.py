"""The tasks the instruction builder teaches; a model trained with it refuses the others."""

from __future__ import annotations

from backend.model.special_tokens import TASKS

TRAINED_TASKS = tuple(task for task in TASKS if task != "compare dates")
"""All but the one about two images: a sample is one."""
