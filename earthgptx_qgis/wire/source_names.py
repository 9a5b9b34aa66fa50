"""What the names of a layer and its bands say of the sensor; both sides read them alike."""

from __future__ import annotations

from typing import Iterable

from .kinds import SourceKind

_INFRARED = frozenset(["thermal", "infrared", "lwir", "tir", "flir", "brightness"])
_SAR = frozenset(["sar", "vv", "vh", "hh", "hv", "s1", "s1rtc", "sentinel1", "sigma0", "gamma0"])
_COLOURS = 3


def named_kind(names: Iterable[str]) -> SourceKind:
    """The sensor that a word of the names gives away; AUTO where none does."""
    text = " ".join(names).lower()
    words = set("".join(letter if letter.isalnum() else " " for letter in text).split())
    if words & _INFRARED:
        return SourceKind.INFRARED
    if words & _SAR:
        return SourceKind.SAR
    return SourceKind.AUTO


def kind_before_reading(kind: SourceKind, names: Iterable[str], bands: int) -> SourceKind:
    """What is known of the sensor before any pixel is read.

    Args:
        kind: what the user says; AUTO looks at the names, and takes a picture in colours for a
            photograph.
        bands: how many are read.
    """
    if kind is not SourceKind.AUTO:
        return kind
    named = named_kind(names)
    if named is SourceKind.AUTO and bands >= _COLOURS:
        return SourceKind.OPTICAL
    return named
