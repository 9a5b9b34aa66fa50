"""The conversation of a project, kept in the project file.

A project may come from anyone. What is read from it is plain text of limited length and nothing
else: no links, no mark-up, no control characters, and never a command, a path or a setting.
"""

from __future__ import annotations

import dataclasses
import json
import logging
from typing import Any, List, Tuple

from qgis.core import QgsProject

from ...plain_text import plain
from .turn import Outcome, Turn

SCOPE, KEY = "earthgptx_qgis", "/conversation"

_VERSION = 1
_MOST_TURNS = 200
_MOST_CHARACTERS = 4_000_000
_LONGEST = {"asked": 40, "question": 4000, "details": 400, "answer": 20_000, "remark": 4000}
_MOST_NOTES = 20
_LONGEST_NOTE = 1000

_LOG = logging.getLogger(__name__)


def write(project: QgsProject, turns: Tuple[Turn, ...]) -> None:
    """Keep the last turns with the project, from its next saving on; none removes the entry."""
    if not turns:
        project.removeEntry(SCOPE, KEY)
        return
    kept = [_as_dict(_cleaned(turn)) for turn in turns[-_MOST_TURNS:]]
    text = json.dumps({"version": _VERSION, "turns": kept}, ensure_ascii=False)
    project.writeEntry(SCOPE, KEY, text)


def read(project: QgsProject) -> Tuple[Turn, ...]:
    """The turns a project holds; whatever in it is no turn is left out."""
    text, _ = project.readEntry(SCOPE, KEY, "")
    if not text:
        return ()
    if len(text) > _MOST_CHARACTERS:
        _LOG.warning("the project's conversation is too long to be read")
        return ()
    try:
        held = json.loads(text)
        entries = held["turns"] if held["version"] == _VERSION else []
        turns = [_turn(entry) for entry in entries[-_MOST_TURNS:]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        _LOG.warning("the project's conversation cannot be read: %s", error)
        return ()
    return tuple(turns)


def _as_dict(turn: Turn) -> Any:
    return {**dataclasses.asdict(turn), "outcome": turn.outcome.value}


def _turn(entry: Any) -> Turn:
    texts = {name: _text(entry.get(name, "")) for name in _LONGEST}
    notes: List[str] = [_text(note) for note in entry.get("notes", [])[:_MOST_NOTES]]
    return _cleaned(Turn(**texts, outcome=Outcome(entry.get("outcome")), notes=tuple(notes)))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a {type(value).__name__} where a text belongs")
    return value


def _cleaned(turn: Turn) -> Turn:
    texts = {name: plain(getattr(turn, name), longest) for name, longest in _LONGEST.items()}
    notes = tuple(plain(note, _LONGEST_NOTE) for note in turn.notes[:_MOST_NOTES])
    return dataclasses.replace(turn, **texts, notes=notes)
