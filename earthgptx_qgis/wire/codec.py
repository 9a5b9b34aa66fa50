"""Messages to frames and back, driven by the dataclasses' own annotations.

The header is JSON: {"message": name, "fields": {...}, "parts": [...]}. Raw bytes are lifted out of
the fields into the body; the header lists each part's name, dtype, shape and offset. A field equal
to its default is left out. What arrives is checked against the annotations: a wrong type is a
MalformedMessage, never a surprise later.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import math
import typing
from enum import Enum
from typing import Any, Dict, List, Optional, Tuple, Type, Union

from .errors import MalformedMessage
from .framing import Frame
from .messages import CHILD_MESSAGES, HOST_MESSAGES, Array, Ready

_MESSAGES: Dict[str, Type[Any]] = {
    message.__name__: message for message in HOST_MESSAGES + CHILD_MESSAGES
}


def encode(message: Any) -> Frame:
    """The frame of one of the messages.

    Raises:
        TypeError: it is not a message, or a field holds something its annotation does not allow.
    """
    if _MESSAGES.get(type(message).__name__) is not type(message):
        raise TypeError(f"{type(message).__name__} is not a message")
    blobs = _Blobs()
    fields = _lower(message, type(message).__name__, blobs)
    header = {"message": type(message).__name__, "fields": fields, "parts": blobs.parts}
    return Frame(json.dumps(header, separators=(",", ":")).encode(), b"".join(blobs.pieces))


def decode(frame: Frame) -> Any:
    """The message of a frame.

    Raises:
        MalformedMessage: the frame is not one of the messages.
    """
    try:
        header = json.loads(frame.header.decode())
        message_type = _MESSAGES[header["message"]]
        parts = [_part(part, frame.body) for part in header["parts"]]
        return _lift(header["fields"], message_type, parts)
    except MalformedMessage:
        raise
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise MalformedMessage(f"not a message: {type(error).__name__}: {error}") from error


def announced_version(frame: Frame) -> Optional[int]:
    """The schema version a Ready of any schema announces; None where the frame is no Ready.

    A Ready of another version may have fields that `decode` refuses, and the user should read of
    the versions rather than of those.
    """
    try:
        header = json.loads(frame.header.decode())
        is_ready = header["message"] == Ready.__name__
        return int(header["fields"]["schema_version"]) if is_ready else None
    except (KeyError, TypeError, ValueError, RecursionError):
        return None


class _Blobs:
    """The body in the making."""

    def __init__(self) -> None:
        self.pieces: List[bytes] = []
        self.parts: List[Dict[str, Any]] = []
        self._offset = 0

    def add(self, name: str, dtype: str, shape: Tuple[int, ...], data: bytes) -> int:
        self.parts.append(
            {"name": name, "dtype": dtype, "shape": list(shape), "offset": self._offset}
        )
        self.pieces.append(data)
        self._offset += len(data)
        return len(self.parts) - 1


def _part(part: Dict[str, Any], body: bytes) -> Union[Array, bytes]:
    offset, shape = part["offset"], tuple(part["shape"])
    if not all(type(number) is int and number >= 0 for number in (offset, *shape)):
        raise MalformedMessage("offsets and shapes are whole numbers, not below zero")
    size = math.prod(shape)
    if part["dtype"] != "bytes":
        size *= Array.ITEM_SIZES[part["dtype"]]
    if offset + size > len(body):
        raise MalformedMessage(f"part {part['name']!r} reaches beyond the body")
    data = body[offset : offset + size]
    return data if part["dtype"] == "bytes" else Array(part["dtype"], shape, data)


def _lower(value: Any, name: str, blobs: _Blobs) -> Any:
    """A value as JSON, its bytes moved into blobs."""
    if isinstance(value, Array):
        return blobs.add(name, value.dtype, value.shape, value.data)
    if isinstance(value, bytes):
        return blobs.add(name, "bytes", (len(value),), value)
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value):
        return {
            field.name: _lower(getattr(value, field.name), f"{name}.{field.name}", blobs)
            for field in dataclasses.fields(value)
            if getattr(value, field.name) != field.default
        }
    if isinstance(value, tuple):
        return [_lower(item, f"{name}.{index}", blobs) for index, item in enumerate(value)]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise TypeError(f"{name} holds a {type(value).__name__}, which does not travel")


def _lift(value: Any, annotation: Any, parts: List[Union[Array, bytes]]) -> Any:
    """The inverse of _lower, checked against the annotation."""
    origin = typing.get_origin(annotation)
    if origin is Union:
        if value is None:
            return None
        (inner,) = (item for item in typing.get_args(annotation) if item is not type(None))
        return _lift(value, inner, parts)
    if origin is tuple:
        return _lift_tuple(value, annotation, parts)
    if annotation in (Array, bytes):
        part = parts[_exactly(value, int)]
        if not isinstance(part, annotation):
            raise MalformedMessage(f"part {value} is not of the announced kind")
        return part
    if issubclass(annotation, Enum):
        return annotation(value)
    if dataclasses.is_dataclass(annotation):
        return _lift_dataclass(_exactly(value, dict), annotation, parts)
    if issubclass(annotation, tuple):  # a NamedTuple
        items = Tuple[tuple(typing.get_type_hints(annotation).values())]  # type: ignore[misc]
        return annotation(*_lift_tuple(value, items, parts))
    if annotation is float and type(value) is int:
        return float(value)
    return _exactly(value, annotation)


def _lift_tuple(value: Any, annotation: Any, parts: List[Union[Array, bytes]]) -> Tuple[Any, ...]:
    arguments = typing.get_args(annotation)
    items = _exactly(value, list)
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        lifted = [_lift(item, arguments[0], parts) for item in items]
    elif len(arguments) == len(items):
        lifted = [_lift(item, inner, parts) for item, inner in zip(items, arguments)]
    else:
        raise MalformedMessage(f"{len(items)} items where {len(arguments)} belong")
    return tuple(lifted)


def _lift_dataclass(
    value: Dict[str, Any], annotation: Any, parts: List[Union[Array, bytes]]
) -> Any:
    hints = _hints(annotation)
    unknown = set(value) - set(hints)
    if unknown:
        raise MalformedMessage(f"{annotation.__name__} has no field {sorted(unknown)[0]!r}")
    return annotation(**{name: _lift(item, hints[name], parts) for name, item in value.items()})


@functools.cache
def _hints(annotation: Any) -> Dict[str, Any]:
    hints = typing.get_type_hints(annotation)
    return {field.name: hints[field.name] for field in dataclasses.fields(annotation)}


def _exactly(value: Any, kind: Type[Any]) -> Any:
    # type() rather than isinstance: True is no number here.
    if type(value) is not kind:
        raise MalformedMessage(f"a {type(value).__name__} where a {kind.__name__} belongs")
    return value
