"""Ends a program together with the programs it has started."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from pathlib import Path
from typing import Dict, Iterator, List

from qgis.PyQt.QtCore import QProcess

_PATIENCE = 300  # milliseconds for a tool of the system


def end_tree(process_id: int) -> None:
    """End a process and everything below it, at once and without asking; 0 stands for none.

    Qt ends the process alone; what pip or uv had started would go on writing.
    """
    if not process_id:
        return  # it was never started; 0 would mean this process and its whole group
    if sys.platform == "win32":
        _run("taskkill", "/T", "/F", "/PID", str(process_id))
        return
    for found in [process_id, *_below(process_id)]:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(found, signal.SIGKILL)


def _below(process_id: int) -> Iterator[int]:
    """Children, grandchildren and so on."""
    children = _listed_children() if not Path("/proc/self/task").is_dir() else None
    unseen = [process_id]
    while unseen:
        parent = unseen.pop()
        found = children.get(parent, []) if children is not None else _children_in_proc(parent)
        unseen += found
        yield from found


def _children_in_proc(process_id: int) -> List[int]:
    """Linux tells them without another process, which a large QGIS would take long to start."""
    found: List[int] = []
    for file in Path(f"/proc/{process_id}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += map(int, file.read_text(encoding="ascii").split())
    return found


def _listed_children() -> Dict[int, List[int]]:
    children: Dict[int, List[int]] = {}
    listing = _run("ps", "-A", "-o", "pid=", "-o", "ppid=")
    for line in listing.splitlines()[: listing.count("\n")]:  # without a line that was cut
        child, parent = map(int, line.split())
        children.setdefault(parent, []).append(child)
    return children


def _run(program: str, *arguments: str) -> str:
    process = QProcess()
    process.start(program, list(arguments))
    if not process.waitForFinished(_PATIENCE):
        process.kill()
        process.waitForFinished(_PATIENCE)
    return bytes(process.readAllStandardOutput()).decode("ascii", "replace")
