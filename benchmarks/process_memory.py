"""Memory of running processes, as Linux tells it."""

from __future__ import annotations

from pathlib import Path


def resident_megabytes(process_id: int | str = "self") -> float:
    """What a process, by default this one, holds in memory now."""
    return _megabytes(process_id, "VmRSS")


def peak_megabytes(process_id: int) -> float:
    """The most a running process has held so far."""
    return _megabytes(process_id, "VmHWM")


def _megabytes(process_id: int | str, name: str) -> float:
    status = Path(f"/proc/{process_id}/status").read_text().splitlines()
    (line,) = (line for line in status if line.startswith(name))
    return float(line.split()[1]) * 1024 / 1e6
