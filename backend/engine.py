"""The one protocol between the server or the CLI and whatever answers questions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from earthgptx_qgis.wire.messages import (
    Ask,
    Done,
    MarkAnswer,
    ModelCard,
    Progress,
    Segment,
    Text,
)

Answer = Progress | Text | MarkAnswer | Segment | Done


class Engine(Protocol):
    """Answers one request at a time."""

    @property
    def card(self) -> ModelCard:
        """What the engine can do; cheap, no weights are loaded for it."""
        ...

    @property
    def device(self) -> tuple[str, str]:
        """The device and the reason it was chosen."""
        ...

    def answer(self, ask: Ask) -> Iterator[Answer]:
        """The pieces of the answer as they come; the last one is Done.

        The caller stops it by closing the iterator: between two pieces lies one step of the
        model (a stage of vision, a word), never more.

        Raises:
            BackendError: the request cannot be answered; nothing else escapes on bad input.
        """
        ...
