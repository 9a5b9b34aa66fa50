"""Text from files that may come from anyone, made harmless."""

from __future__ import annotations

_JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"  # words of many scripts need them


def plain(text: str, longest: int) -> str:
    """Printable characters and line feeds only, cut off at a length.

    Characters that reverse the direction of what follows are not printable to Python: text could
    pretend to be another one with them.
    """
    kept = (
        character
        for character in text[:longest]
        if character.isprintable() or character == "\n" or character in _JOINERS
    )
    return "".join(kept)
