"""Whether processes that a test started are still there."""

from __future__ import annotations

from pathlib import Path


def runs(process_id: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return "State:\tZ" not in Path(f"/proc/{process_id}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):  # the second while it goes
        return False
