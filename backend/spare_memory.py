"""Memory that nobody uses any more goes back to the system.

Tiles are of many sizes, and so are the tensors they become: between those that stay, glibc's
allocator keeps more and more room that the next ones do not fit into. On nano the process grew by
some 30 MB a tile without holding a byte more.
"""

from __future__ import annotations

import ctypes
import functools
import sys
from collections.abc import Callable

_TILES_BETWEEN = 2
"""Giving back takes the next tile a few hundredths of a second of fresh pages."""


class SpareMemory:
    """Gives back after every few tiles; where the C library is not glibc, it does nothing."""

    def __init__(self) -> None:
        self._tiles = 0

    def after_tile(self) -> None:
        """A tile that was not known before has been answered about."""
        self._tiles += 1
        if self._tiles % _TILES_BETWEEN == 0:
            _trim()(0)


@functools.cache
def _trim() -> Callable[[int], object]:
    if not sys.platform.startswith("linux"):
        return lambda _: None
    return getattr(ctypes.CDLL(None), "malloc_trim", lambda _: None)
