"""Frames over a byte stream: u32 header length, u32 body length, header, body (little-endian).

Does no I/O: bytes are fed in whatever pieces they arrive, so QProcess signals, a thread or a test can
drive it. Memory is bounded: a frame's lengths are checked before any of it is kept.
"""

from __future__ import annotations

import struct
from typing import Iterator, List, NamedTuple

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
    _check(len(frame.header), len(frame.body))
    lengths = _LENGTHS.pack(len(frame.header), len(frame.body))
    return b"".join((lengths, frame.header, frame.body))


class FrameReader:
    """Collects fed bytes and yields whole frames."""

    def __init__(
        self,
        maximum_header: int = MAXIMUM_HEADER_BYTES,
        maximum_body: int = MAXIMUM_BODY_BYTES,
    ) -> None:
        self._maximum_header = maximum_header
        self._maximum_body = maximum_body
        # Pieces are joined once a frame is whole: appending to one buffer would copy a large tile
        # again with every piece the pipe delivers.
        self._pieces: List[bytes] = []
        self._held = 0
        self._needed = _LENGTHS.size

    @property
    def bytes_held(self) -> int:
        """Bytes of an unfinished frame; not zero at end-of-file means a truncated stream."""
        return self._held

    def feed(self, data: bytes) -> Iterator[Frame]:
        """Take bytes and yield every frame they complete.

        Raises:
            FrameTooLarge: a frame announces more than the limits; the stream is unusable then.
        """
        if data:
            self._pieces.append(bytes(data))
            self._held += len(data)
        while self._held >= self._needed:
            buffer = b"".join(self._pieces)
            self._pieces = [buffer]
            header_length, body_length = _LENGTHS.unpack_from(buffer)
            _check(header_length, body_length, self._maximum_header, self._maximum_body)
            start = _LENGTHS.size
            end = start + header_length + body_length
            if len(buffer) < end:
                self._needed = end
                return
            rest = buffer[end:]
            self._pieces = [rest] if rest else []
            self._held = len(rest)
            self._needed = _LENGTHS.size
            yield Frame(buffer[start : start + header_length], buffer[start + header_length : end])


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
