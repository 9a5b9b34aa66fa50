"""How hypothesis makes boxes, tiles and every message."""

from __future__ import annotations

import dataclasses
import math
import typing
from enum import Enum

from hypothesis import strategies as st

from earthgptx_qgis.wire.geobox import Affine, GeoBox
from earthgptx_qgis.wire.messages import (
    CHILD_MESSAGES,
    HOST_MESSAGES,
    Array,
    SourceKind,
    SourceResolution,
    Tile,
)

ALL_MESSAGES = HOST_MESSAGES + CHILD_MESSAGES

NUMBERS = st.floats(allow_nan=False, allow_infinity=False, width=32)
SIZES = st.integers(1, 5000)


def _rotated(size: float, turn: float, x: float, y: float) -> Affine:
    cosine, sine = math.cos(turn), math.sin(turn)
    return Affine(size * cosine, size * sine, x, size * sine, -size * cosine, y)


METRES_PER_PIXEL = st.floats(0.05, 100.0)
DEGREES_PER_PIXEL = st.floats(1e-6, 0.01)
EASTINGS = st.floats(-2e7, 2e7)
NORTH_UP = st.builds(
    lambda size, x, y: Affine(size, 0, x, 0, -size, y), METRES_PER_PIXEL, EASTINGS, EASTINGS
)
SOUTH_UP = st.builds(
    lambda size, x, y: Affine(size, 0, x, 0, size, y), METRES_PER_PIXEL, EASTINGS, EASTINGS
)
ROTATED = st.builds(_rotated, METRES_PER_PIXEL, st.floats(-math.pi, math.pi), EASTINGS, EASTINGS)
DEGREES = st.builds(
    lambda size, x, y: Affine(size, 0, x, 0, -size, y),
    DEGREES_PER_PIXEL,
    st.floats(-180, 180),
    st.floats(-90, 90),
)
GEOBOXES = st.builds(
    GeoBox, SIZES, SIZES, st.one_of(NORTH_UP, SOUTH_UP, ROTATED, DEGREES), st.text()
)

SOURCE_RESOLUTIONS = st.builds(
    lambda kind, metres: SourceResolution(kind, *sorted(metres)[::2], sorted(metres)[1]),
    st.sampled_from(SourceKind),
    st.tuples(METRES_PER_PIXEL, METRES_PER_PIXEL, METRES_PER_PIXEL),
)


@st.composite
def arrays(draw: st.DrawFn, shape: tuple[int, ...] | None = None, dtype: str = "") -> Array:
    """An Array of at most a few kilobytes."""
    chosen = dtype or draw(st.sampled_from(sorted(Array.ITEM_SIZES)))
    lengths = shape if shape is not None else tuple(draw(st.lists(st.integers(0, 6), max_size=3)))
    size = math.prod(lengths) * Array.ITEM_SIZES[chosen]
    return Array(chosen, lengths, draw(st.binary(min_size=size, max_size=size)))


@st.composite
def tiles(draw: st.DrawFn) -> Tile:
    """A small Tile whose pixels, mask and box fit each other."""
    width, height, channels = (draw(st.integers(1, 8)) for _ in range(3))
    affine = draw(st.one_of(NORTH_UP, ROTATED))
    tile = Tile(
        draw(arrays((height, width, channels))),
        GeoBox(width, height, affine, draw(st.text())),
        draw(st.none() | arrays((height, width), "uint8")),
    )
    return dataclasses.replace(
        tile,
        rendered=draw(st.booleans()),
        layer_name=draw(st.text()),
        band_names=tuple(draw(st.lists(st.text(), max_size=4))),
    )


def _of(annotation: typing.Any) -> st.SearchStrategy[typing.Any]:
    """A strategy for a field, from its annotation."""
    if annotation is Array:
        return arrays()
    if annotation is Tile:
        return tiles()
    if annotation is SourceResolution:
        return SOURCE_RESOLUTIONS
    if annotation is float:
        return NUMBERS
    if annotation is int:
        return st.integers(-(2**53), 2**53)
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Union:
        return st.one_of(*map(_of, arguments))
    if origin is tuple and arguments[-1] is Ellipsis:
        return st.lists(_of(arguments[0]), max_size=4).map(tuple)
    if origin is tuple:
        return st.tuples(*map(_of, arguments))
    if annotation is type(None):
        return st.none()
    if dataclasses.is_dataclass(annotation):
        return messages_of(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return st.sampled_from(annotation)
    return {str: st.text(), bytes: st.binary(max_size=200), bool: st.booleans()}[annotation]


def messages_of(message: type) -> st.SearchStrategy[typing.Any]:
    """Instances of one message (or of a dataclass within a message)."""
    hints = typing.get_type_hints(message)
    return st.builds(
        message, **{field.name: _of(hints[field.name]) for field in dataclasses.fields(message)}
    )


MESSAGES = st.sampled_from(ALL_MESSAGES).flatmap(messages_of)
