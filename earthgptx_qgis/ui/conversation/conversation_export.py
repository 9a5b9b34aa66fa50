"""A conversation as a file others can read: one HTML page, or Markdown with a folder of pictures.

All text is escaped: what a model or a project says stays text wherever the file is opened.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Iterator, Sequence
from urllib.parse import quote

from qgis.PyQt.QtCore import QCoreApplication, QIODevice, QSaveFile

from ...errors import SaveError
from .turn import Outcome, Turn

_SPECIAL_IN_MARKDOWN = re.compile(r"([\\`*_\[\]#|~>]|^[-+=]|(?<=\d)[.)](?=\s))", re.MULTILINE)
_STYLE = """
body { font: 15px/1.5 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; }
section { border-top: 1px solid #ccc; padding: .5em 0; }
h2 { font-size: 1.1em; margin: .6em 0 0; white-space: pre-line; }
p { margin: .3em 0; white-space: pre-line; }
small, .details { color: #666; }
img { max-width: 100%; }
.remark { border-left: 4px solid #3a7bd5; background: #e8f0fb; padding: .3em .6em; }
.not-sure { border-color: #e0a000; background: #fdf5e0; }
.failed { border-color: #d33a2c; background: #fbe9e7; }
"""


@dataclass(frozen=True)
class IllustratedTurn:
    """A turn and its picture as JPEG, empty where there is none."""

    turn: Turn
    picture: bytes = b""


def save(turns: Sequence[IllustratedTurn], title: str, path: str) -> None:
    """Write a conversation: Markdown for a path that ends in .md, else HTML.

    The pictures of a Markdown file go into a folder beside it, named after it; a folder of that
    name which holds something else is left alone.

    Raises:
        SaveError: the file or one of its pictures cannot be written.
    """
    target = Path(path)
    if target.suffix.lower() != ".md":
        _write(target, html_page(turns, title).encode())
        return
    folder = _picture_folder(target)
    for number, illustrated in enumerate(turns, 1):
        if illustrated.picture:
            _make_folder(folder)
            _write(folder / _picture_name(number), illustrated.picture)
    _write(target, markdown(turns, title, folder.name).encode())


def html_page(turns: Sequence[IllustratedTurn], title: str) -> str:
    """One page that holds its pictures itself."""
    body = "\n".join(line for turn in turns for line in _html_lines(turn))
    return (
        f'<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{escape(title)}</h1>\n{body}\n"
        "</body>\n</html>\n"
    )


def markdown(turns: Sequence[IllustratedTurn], title: str, folder: str) -> str:
    """Markdown that shows the pictures of a folder."""
    blocks = [f"# {_markdown_text(title)}"]
    for number, illustrated in enumerate(turns, 1):
        blocks.extend(_markdown_blocks(illustrated, number, folder))
    return "\n\n".join(blocks) + "\n"


def plain_text(turns: Sequence[Turn]) -> str:
    """The conversation as text, for the clipboard."""
    return "\n\n".join(
        "\n".join(
            filter(None, (turn.question, turn.details, turn.answer, turn.remark, *turn.notes))
        )
        for turn in turns
    )


def _html_lines(illustrated: IllustratedTurn) -> Iterator[str]:
    turn = illustrated.turn
    yield f"<section>\n<h2>{escape(turn.question)}</h2>"
    yield f'<p class="details">{escape(turn.details)} <small>{escape(turn.asked)}</small></p>'
    if illustrated.picture:
        data = base64.b64encode(illustrated.picture).decode()
        alternative = escape(_tr("What was asked about"))
        yield f'<img alt="{alternative}" src="data:image/jpeg;base64,{data}">'
    if turn.answer:
        yield f"<p>{escape(turn.answer)}</p>"
    if turn.remark:
        kind = {Outcome.NOT_SURE: "not-sure", Outcome.FAILED: "failed"}.get(turn.outcome, "")
        yield f'<p class="remark {kind}">{escape(turn.remark)}</p>'
    for note in turn.notes:
        yield f"<p><small>{escape(note)}</small></p>"
    yield "</section>"


def _markdown_blocks(illustrated: IllustratedTurn, number: int, folder: str) -> Iterator[str]:
    turn = illustrated.turn
    yield f"## {_markdown_text(turn.question, line_break=' ')}"
    yield f"*{_markdown_text(f'{turn.details} {turn.asked}', line_break=' ')}*"
    if illustrated.picture:
        place = quote(f"{folder}/{_picture_name(number)}")
        yield f"![{_markdown_text(_tr('What was asked about'))}]({place})"
    if turn.answer:
        yield _markdown_text(turn.answer)
    if turn.remark:
        yield f"> {_markdown_text(turn.remark, line_break=' ')}"
    for note in turn.notes:
        yield _markdown_text(note)


def _markdown_text(text: str, line_break: str = "\\\n") -> str:
    escaped = _SPECIAL_IN_MARKDOWN.sub(r"\\\1", text).replace("&", "&amp;").replace("<", "&lt;")
    return line_break.join(escaped.strip().splitlines())


def _picture_name(number: int) -> str:
    return f"{number:03}.jpg"


def _picture_folder(target: Path) -> Path:
    """That of the file which is replaced, or else one that is not there yet."""
    folder = target.with_name(f"{target.stem}_pictures")
    number = 2
    while folder.exists() and not _shows_pictures_of(target, folder.name):
        folder = target.with_name(f"{target.stem}_pictures_{number}")
        number += 1
    return folder


def _shows_pictures_of(file: Path, folder: str) -> bool:
    try:
        return f"({quote(folder)}/" in file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):  # not there, or nothing that was written here
        return False


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise _save_error(folder, error.strerror or str(error)) from error


def _write(path: Path, data: bytes) -> None:
    # Written beside its place and moved there when it is whole.
    file = QSaveFile(str(path))
    if not (file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(data) == len(data)):
        raise _save_error(path, file.errorString())
    if not file.commit():
        raise _save_error(path, file.errorString())


def _save_error(path: Path, reason: str) -> SaveError:
    return SaveError(
        _tr("{path} cannot be written: {reason}.").format(path=path, reason=reason),
        _tr("Choose another folder."),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("ConversationExport", text)
