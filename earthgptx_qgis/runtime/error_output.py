"""The backend's stderr as lines, of which the last are kept for messages about its end."""

from __future__ import annotations

import codecs
import re
from collections import deque
from typing import Deque, List

KEPT_LINES = 20
_LONGEST_LINE = 2000
_LINE_END = re.compile(r"[\r\n]+")  # a progress bar ends its lines with a carriage return


class ErrorOutput:
    """Collects fed bytes and gives whole lines; memory is bounded."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._unfinished = ""
        self._last: Deque[str] = deque(maxlen=KEPT_LINES)

    def feed(self, data: bytes) -> List[str]:
        """Take bytes and return the lines they complete, without empty ones."""
        *lines, rest = _LINE_END.split(self._unfinished + self._decoder.decode(data))
        self._unfinished = rest[-_LONGEST_LINE:]
        lines = [line[-_LONGEST_LINE:].rstrip() for line in lines]
        lines = [line for line in lines if line]
        self._last.extend(lines)
        return lines

    def quoted(self) -> str:
        """The kept lines, to be put below a message; empty where nothing was written."""
        lines = [line for line in (*self._last, self._unfinished.rstrip()) if line]
        return "".join(f"\n{line}" for line in lines[-KEPT_LINES:])
