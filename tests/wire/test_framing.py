from __future__ import annotations

import itertools
import struct
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earthgptx_qgis.wire.errors import FrameTooLarge
from earthgptx_qgis.wire.framing import MAXIMUM_HEADER_BYTES, Frame, FrameReader, pack

FRAMES = st.lists(st.builds(Frame, st.binary(max_size=300), st.binary(max_size=3000)), max_size=6)


def read(reader, pieces):
    return [frame for piece in pieces for frame in reader.feed(piece)]


@given(frames=FRAMES)
def test_frames_fed_whole_come_out_as_they_went_in(frames):
    stream = b"".join(map(pack, frames))
    assert read(FrameReader(), [stream]) == frames


@given(frames=FRAMES)
def test_frames_fed_byte_by_byte_come_out_as_they_went_in(frames):
    stream = b"".join(map(pack, frames))
    reader = FrameReader()
    assert read(reader, (bytes([byte]) for byte in stream)) == frames
    assert reader.bytes_held == 0


@given(frames=FRAMES, cuts=st.lists(st.integers(0, 5000), max_size=12))
def test_frames_fed_in_any_pieces_come_out_as_they_went_in(frames, cuts):
    stream = b"".join(map(pack, frames))
    edges = [0, *sorted(min(cut, len(stream)) for cut in cuts), len(stream)]
    pieces = [stream[start:end] for start, end in itertools.pairwise(edges)]
    assert read(FrameReader(), pieces) == frames


@given(frames=FRAMES, trailing=st.binary(max_size=7))
def test_bytes_after_the_last_frame_wait_for_more(frames, trailing):
    reader = FrameReader()
    assert read(reader, [b"".join(map(pack, frames)) + trailing]) == frames
    assert reader.bytes_held == len(trailing)


@given(header=st.binary(max_size=300), body=st.binary(max_size=300), data=st.data())
def test_a_stream_cut_short_yields_nothing_and_says_so(header, body, data):
    stream = pack(Frame(header, body))
    kept = data.draw(st.integers(1, len(stream) - 1))
    reader = FrameReader()
    assert read(reader, [stream[:kept]]) == []
    assert reader.bytes_held == kept


@given(noise=st.binary(max_size=4000))
def test_random_bytes_give_frames_or_an_error_and_hold_no_more_than_the_limits(noise):
    reader = FrameReader(maximum_header=64, maximum_body=256)
    for start in range(0, len(noise), 16):
        piece = noise[start : start + 16]
        try:
            for frame in reader.feed(piece):
                assert len(frame.header) <= 64
                assert len(frame.body) <= 256
        except FrameTooLarge:
            return
        assert reader.bytes_held < 8 + 64 + 256


@pytest.mark.parametrize(
    ("header", "body", "message"),
    [(65, 0, "a header of 65 bytes exceeds 64"), (0, 257, "a body of 257 bytes exceeds 256")],
)
def test_announced_lengths_beyond_the_limits_are_refused_before_a_byte_is_kept(
    header, body, message
):
    reader = FrameReader(maximum_header=64, maximum_body=256)
    with pytest.raises(FrameTooLarge, match=message):
        read(reader, [struct.pack("<II", header, body)])


def test_a_header_too_long_to_be_read_is_not_packed():
    with pytest.raises(FrameTooLarge):
        pack(Frame(bytes(MAXIMUM_HEADER_BYTES + 1), b""))


def test_a_large_body_in_small_pieces_takes_a_few_times_its_size_in_memory():
    body = bytes(8 * 1024 * 1024)
    stream = pack(Frame(b"{}", body))
    reader = FrameReader()
    tracemalloc.start()
    frames = read(reader, (stream[at : at + 65536] for at in range(0, len(stream), 65536)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert frames == [Frame(b"{}", body)]
    assert peak < 4 * len(body)


def test_lengths_are_little_endian_and_stand_first():
    assert pack(Frame(b"ab", b"xyz")) == b"\x02\x00\x00\x00\x03\x00\x00\x00abxyz"
