"""The diagnostics report: what someone who is to help has to know, and no secrets."""

from __future__ import annotations

import platform
import re
import shlex
from pathlib import Path
from typing import List, Sequence

import numpy
from qgis.core import QgsApplication, QgsCommandLineUtils

from ... import settings
from ...runtime.environment import plugin_version
from ...runtime.session import Session
from ...settings import BACKEND_COMMAND, Setting

_CREDENTIALS = re.compile(r"(?<=://)[^/\s@]+@")
_QUERY = re.compile(r"(https?://[^\s?\"']+)\?[^\s\"']+")
_NAMED_SECRET = re.compile(
    r"(?i)\b([\w-]*(?:token|passw(?:or)?d|secret|api[_-]?key|authorization|bearer))(\s*[=:]\s*|\s+)"
    r"(?:bearer\s+)?\S+"
)
_SHORTEST_SECRET_WORD = 4
_HARMLESS_WORDS = frozenset(("backend", "python", "python3", "docker"))


def report(session: Session, log_lines: Sequence[str]) -> str:
    """Versions, settings, the backend's state and the end of the log, as Markdown.

    Args:
        log_lines: the last lines of the log, the oldest first.
    """
    parts = [
        "# EarthGPT-X diagnostics",
        _bullets(_versions()),
        "## Settings\n\n" + _bullets(_settings()),
        "## Backend\n\n" + _bullets(_backend(session)),
        "## Log, last lines\n\n```\n" + "\n".join(map(without_secrets, log_lines)) + "\n```",
    ]
    return "\n\n".join(parts) + "\n"


def without_secrets(text: str) -> str:
    """A text without passwords, tokens, queries of addresses, the home folder's name, and what the
    user's own backend command says besides its program.
    """
    text = _CREDENTIALS.sub("***@", text)
    text = _QUERY.sub(r"\1?***", text)
    text = _NAMED_SECRET.sub(r"\1\2***", text)
    for word in _words_of_command()[1:]:
        if len(word) >= _SHORTEST_SECRET_WORD and word not in _HARMLESS_WORDS:
            text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", "***", text)
    return text.replace(str(Path.home()), "~")


def _versions() -> List[str]:
    return [
        f"EarthGPT-X {plugin_version()}",
        *filter(None, QgsCommandLineUtils.allVersions().splitlines()),
        f"Python {platform.python_version()}, numpy {numpy.__version__}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        f"locale {QgsApplication.locale()}",
    ]


def _settings() -> List[str]:
    kept = [value for value in vars(settings).values() if isinstance(value, Setting)]
    return [f"{setting.key}: {_shown(setting)}" for setting in kept]


def _shown(setting: Setting) -> str:
    if setting.get() == setting.default:
        return "default"
    if setting is BACKEND_COMMAND:
        program, *others = _words_of_command() or ["unreadable"]
        return f"{Path(program).name} and {len(others)} more words"
    return without_secrets(str(setting.get()))


def _words_of_command() -> List[str]:
    try:
        return shlex.split(BACKEND_COMMAND.get(), posix=False)
    except ValueError:  # a quotation is not closed
        return BACKEND_COMMAND.get().split()


def _backend(session: Session) -> List[str]:
    lines = [f"state: {session.state.name.lower()}"]
    if session.ready is not None:
        ready = session.ready
        lines += [
            f"backend {ready.backend_version}, model {ready.model.name}",
            f"device {ready.device}: {ready.device_reason}",
        ]
    return [without_secrets(line) for line in lines]


def _bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
