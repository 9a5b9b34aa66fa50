"""Frames over a byte stream: u32 header length, u32 body length, header, body (little-endian).

Does no I/O: bytes are fed in whatever pieces they arrive, so QProcess signals, a thread or a test
can drive it. Memory is bounded: a frame's lengths are checked before any of it is kept.
"""

from __future__ import annotations

import struct
from collections import deque
from typing import Deque, Iterator, NamedTuple, Optional, Tuple

from .errors import FrameTooLarge

MAXIMUM_HEADER_BYTES = 4 * 1024 * 1024
MAXIMUM_BODY_BYTES = 512 * 1024 * 1024
_LENGTHS = struct.Struct("<II")


class Frame(NamedTuple):
    """One message as bytes: a JSON header and the blobs it refers to."""

    header: bytes
    body: bytes


def pack(frame: Frame) -> bytes:
    """The bytes of one frame.

    Raises:
        FrameTooLarge: the header or the body exceeds what the other side accepts.
    """
    return b"".join(pieces(frame, longest=MAXIMUM_BODY_BYTES))


def pieces(frame: Frame, longest: int = 64 * 1024) -> Iterator[bytes]:
    """The bytes of one frame in pieces, for a writer that copies what it is given.

    Megabytes at once get fresh memory from the system with every copy, which takes ten times longer
    than the copying; pieces of up to `longest` bytes do not.

    Raises:
        FrameTooLarge: the header or the body exceeds what the other side accepts.
    """
    _check(len(frame.header), len(frame.body))
    yield _LENGTHS.pack(len(frame.header), len(frame.body)) + frame.header
    for start in range(0, len(frame.body), longest):
        yield frame.body[start : start + longest]


class FrameReader:
    """Collects fed bytes and yields whole frames."""

    def __init__(
        self,
        maximum_header: int = MAXIMUM_HEADER_BYTES,
        maximum_body: int = MAXIMUM_BODY_BYTES,
    ) -> None:
        self._maximum_header = maximum_header
        self._maximum_body = maximum_body
        self._pieces: Deque[memoryview] = deque()
        self._held = 0
        self._lengths: Optional[Tuple[int, int]] = None

    @property
    def bytes_held(self) -> int:
        """Bytes of an unfinished frame; not zero at end-of-file means a truncated stream."""
        return self._held if self._lengths is None else self._held + _LENGTHS.size

    def feed(self, data: bytes) -> Iterator[Frame]:
        """Take bytes and yield every frame they complete.

        Raises:
            FrameTooLarge: a frame announces more than the limits; the stream is unusable then.
        """
        if data:
            self._pieces.append(memoryview(bytes(data)))
            self._held += len(data)
        while True:
            if self._lengths is None:
                if self._held < _LENGTHS.size:
                    return
                header_length, body_length = _LENGTHS.unpack(self._take(_LENGTHS.size))
                _check(header_length, body_length, self._maximum_header, self._maximum_body)
                self._lengths = (header_length, body_length)
            header_length, body_length = self._lengths
            if self._held < header_length + body_length:
                return
            self._lengths = None
            yield Frame(self._take(header_length), self._take(body_length))

    def _take(self, count: int) -> bytes:
        # Each byte is copied once, into the piece of the frame it belongs to: a tile is large, and
        # fresh memory for a second copy of it costs more than the copy itself.
        taken = []
        missing = count
        while missing:
            piece = self._pieces.popleft()
            if len(piece) > missing:
                self._pieces.appendleft(piece[missing:])
                piece = piece[:missing]
            taken.append(piece)
            missing -= len(piece)
        self._held -= count
        return b"".join(taken)


def _check(
    header_length: int,
    body_length: int,
    maximum_header: int = MAXIMUM_HEADER_BYTES,
    maximum_body: int = MAXIMUM_BODY_BYTES,
) -> None:
    if header_length > maximum_header:
        raise FrameTooLarge(f"a header of {header_length} bytes exceeds {maximum_header}")
    if body_length > maximum_body:
        raise FrameTooLarge(f"a body of {body_length} bytes exceeds {maximum_body}")
