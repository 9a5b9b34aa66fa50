from __future__ import annotations

import contextlib
import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earthgptx_qgis.wire.codec import decode, encode
from earthgptx_qgis.wire.errors import MalformedMessage, WireError
from earthgptx_qgis.wire.framing import Frame, FrameReader, pack
from earthgptx_qgis.wire.geobox import Affine, GeoBox
from earthgptx_qgis.wire.messages import Array, Ask, Cancel, Echo, Segment, Task, Text, Tile
from tests.wire.strategies import ALL_MESSAGES, MESSAGES, messages_of

SEGMENT = Segment(7, 0, "ship", "two ships", 0.5, b"\x01\x02\x03", (1.0, 2.0, 3.0, 4.0))


def header_of(message):
    return json.loads(encode(message).header)


def frame_of(header, body=b""):
    return Frame(json.dumps(header).encode(), body)


@pytest.mark.parametrize("message_type", ALL_MESSAGES, ids=lambda message: message.__name__)
@given(data=st.data())
def test_every_message_comes_back_equal(message_type, data):
    message = data.draw(messages_of(message_type))
    back = decode(encode(message))
    assert back == message
    assert type(back) is message_type


@given(messages=st.lists(MESSAGES, max_size=4))
def test_messages_survive_the_stream_byte_by_byte(messages):
    stream = b"".join(pack(encode(message)) for message in messages)
    reader = FrameReader()
    read = [decode(frame) for byte in stream for frame in reader.feed(bytes([byte]))]
    assert read == messages


@given(header=st.binary(max_size=300), body=st.binary(max_size=50))
def test_random_bytes_are_malformed_and_nothing_worse(header, body):
    with pytest.raises(MalformedMessage):
        decode(Frame(header, body))


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(name=st.sampled_from(ALL_MESSAGES), fields=JSON_VALUES, parts=JSON_VALUES)
def test_any_json_is_a_message_or_malformed(name, fields, parts):
    frame = frame_of({"message": name.__name__, "fields": fields, "parts": parts})
    with contextlib.suppress(WireError):
        assert type(decode(frame)) is name


@given(message=MESSAGES, data=st.data())
def test_one_altered_field_is_a_message_or_malformed(message, data):
    header = header_of(message)
    if not header["fields"]:
        return
    name = data.draw(st.sampled_from(sorted(header["fields"])))
    header["fields"][name] = data.draw(JSON_VALUES)
    with contextlib.suppress(WireError):
        assert type(decode(frame_of(header, encode(message).body))) is type(message)


@given(data=st.data())
def test_a_body_cut_short_is_malformed(data):
    frame = encode(SEGMENT)
    kept = data.draw(st.integers(0, len(frame.body) - 1))
    with pytest.raises(MalformedMessage, match="beyond the body"):
        decode(Frame(frame.header, frame.body[:kept]))


def test_pixels_travel_raw_in_the_body_and_not_in_the_header():
    echo = Echo(1, Array("uint8", (2, 3), b"abcdef"))
    frame = encode(echo)
    assert frame.body == b"abcdef"
    assert json.loads(frame.header)["parts"] == [
        {"name": "Echo.array", "dtype": "uint8", "shape": [2, 3], "offset": 0}
    ]


def test_fields_left_at_their_default_do_not_travel():
    assert header_of(Text(3, "a ship"))["fields"] == {"request_id": 3, "text": "a ship"}


def test_an_ask_comes_back_with_its_place_on_the_ground():
    box = GeoBox(2, 1, Affine(0.1, 0.0, 500000.1, 0.0, -0.1, 4000000.7), "EPSG:26916")
    ask = Ask(4, Tile(Array("uint8", (1, 2, 3), bytes(6)), box), Task.FIND, "ships")
    assert decode(encode(ask)).tile.geobox.affine.c == 500000.1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("request_id", "7"),
        ("request_id", True),
        ("request_id", 7.0),
        ("label", 3),
        ("score", "high"),
        ("box", [1.0, 2.0, 3.0]),
        ("wkb", 5),
        ("mark", "first"),
        ("colour", "red"),
    ],
)
def test_a_field_of_the_wrong_kind_is_malformed(field, value):
    header = header_of(SEGMENT)
    header["fields"][field] = value
    with pytest.raises(MalformedMessage):
        decode(frame_of(header, encode(SEGMENT).body))


@pytest.mark.parametrize(
    "part",
    [
        {"name": "x", "dtype": "bytes", "shape": [-1], "offset": 0},
        {"name": "x", "dtype": "bytes", "shape": [1], "offset": -1},
        {"name": "x", "dtype": "float128", "shape": [1], "offset": 0},
        {"name": "x", "dtype": "bytes", "shape": [2**80], "offset": 0},
        {"name": "x", "dtype": "uint8", "shape": [3], "offset": 0},
    ],
)
def test_a_part_that_lies_about_its_bytes_is_malformed(part):
    header = {**header_of(SEGMENT), "parts": [part]}
    with pytest.raises(MalformedMessage):
        decode(frame_of(header, b"\x01\x02\x03"))


def test_what_is_not_a_message_is_not_sent():
    with pytest.raises(TypeError, match="GeoBox is not a message"):
        encode(GeoBox(1, 1, Affine(1, 0, 0, 0, -1, 0)))
    with pytest.raises(TypeError, match=r"Cancel\.request_id holds a list"):
        encode(dataclasses.replace(Cancel(1), request_id=[1]))
