"""What tiles leave behind in the allocator goes back to the system."""

from __future__ import annotations

import ctypes
import platform

import pytest

from backend.spare_memory import SpareMemory
from benchmarks.process_memory import resident_megabytes

BLOCK = 100_000
COUNT = 1_000


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps what is freed")
def test_after_two_tiles_the_system_has_back_what_nobody_uses():
    library = ctypes.CDLL(None)
    library.malloc.restype = ctypes.c_void_p
    library.free.argtypes = [ctypes.c_void_p]
    blocks = [library.malloc(BLOCK) for _ in range(COUNT)]
    for block in blocks:
        ctypes.memset(block, 1, BLOCK)
    for block in blocks[:-1]:  # the last one keeps glibc from doing it by itself
        library.free(block)
    before = resident_megabytes()
    spare = SpareMemory()
    spare.after_tile()
    assert resident_megabytes() > before - 10
    spare.after_tile()
    assert resident_megabytes() < before - 50
    library.free(blocks[-1])
