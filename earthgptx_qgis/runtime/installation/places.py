"""The folders of an installation, which of them are ours, and how new replaces old.

The new environment is filled beside the one in use and takes its place by two renames, so that an
installation that fails, is cancelled or loses its power leaves the old one working.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Tuple

from qgis.PyQt.QtCore import QCoreApplication

from ...errors import InstallFailed
from ..environment import STAMP, private_folder

RECORD = "earthgptx-steps"
"""File in an environment being filled: the plan's key, then one finished step a line."""

MARK = "earthgptx-folder"
"""Empty file in every other folder that the installation has made."""

LOCK = "installing.lock"
"""Held by the QGIS window that installs or uninstalls."""

translate = QCoreApplication.translate
_RENAME_TRIES = 20
_RENAME_PAUSE = 0.5  # seconds; a virus scanner or an ending backend holds files for a moment


@dataclass(frozen=True)
class Places:
    """Everything lies in one folder of the user's, outside the QGIS profile."""

    root: Path

    @classmethod
    def of_user(cls) -> Places:
        """Those of the person who runs QGIS."""
        return cls(private_folder().parent)

    @property
    def environment(self) -> Path:
        """The environment in use."""
        return self.root / private_folder().name

    @property
    def unfinished(self) -> Path:
        """The one being filled; it stays after a failure, so that the next try goes on there."""
        return self.root / "backend.new"

    @property
    def replaced(self) -> Path:
        """The one of before, while the new one takes its place."""
        return self.root / "backend.old"

    @property
    def tools(self) -> Path:
        """Holds uv where none was on PATH."""
        return self.root / "tools"

    @property
    def cache(self) -> Path:
        """What uv and pip have downloaded, so that nothing is downloaded twice."""
        return self.root / "cache"

    @property
    def pythons(self) -> Path:
        """Interpreters that uv brought."""
        return self.root / "pythons"

    @property
    def certificates(self) -> Path:
        """The authorities that QGIS trusts, for uv and pip."""
        return self.root / "certificates.pem"

    @property
    def uv(self) -> Path:
        """The private uv."""
        return self.tools / ("uv.exe" if sys.platform == "win32" else "uv")


def make_folders(places: Places) -> None:
    """Make what is missing and mark it as ours.

    Raises:
        InstallFailed: nothing can be written there.
    """
    try:
        for folder in (places.tools, places.cache, places.pythons):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / MARK).touch()
    except OSError as error:
        raise InstallFailed(
            translate("Installation", "Nothing can be written to {}: {}.").format(
                places.root, error.strerror or error
            ),
            translate("Installation", "Make the folder writable, or free space on that disk."),
        ) from error


def is_ours(folder: Path) -> bool:
    """Whether an installation made this folder; what others made is never removed."""
    return any((folder / name).is_file() for name in (STAMP, RECORD, MARK))


def installed_folders(places: Places) -> Tuple[Path, ...]:
    """Every folder that an uninstallation removes."""
    candidates = (
        places.environment,
        places.unfinished,
        places.replaced,
        places.tools,
        places.cache,
        places.pythons,
    )
    return tuple(folder for folder in candidates if is_ours(folder))


def uninstall(places: Places) -> None:
    """Remove what installations have made.

    Raises:
        InstallFailed: a folder cannot be removed, as on Windows while its Python runs.
    """
    try:
        for folder in installed_folders(places):
            shutil.rmtree(folder)
        places.certificates.unlink(missing_ok=True)
    except OSError as error:
        raise InstallFailed(
            translate("Installation", "{} cannot be removed: {}.").format(
                error.filename or places.root, error.strerror or error
            ),
            translate("Installation", "Close every QGIS window and try again."),
        ) from error


def finished_steps(places: Places, key: str) -> Tuple[str, ...]:
    """Names of the steps that an earlier try with the same plan has brought to their end."""
    try:
        found, *names = (places.unfinished / RECORD).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return ()
    return tuple(names) if found == key else ()


def note_finished(places: Places, key: str, name: str) -> None:
    """Remember that a step of the plan need not be repeated."""
    names = (*finished_steps(places, key), name)
    record = places.unfinished / RECORD
    fresh = record.with_name(record.name + ".part")
    fresh.write_text("\n".join((key, *names, "")), encoding="utf-8")
    os.replace(fresh, record)


def recover(places: Places) -> None:
    """Bring the old environment back if QGIS ended between the two renames of `take_place`."""
    if is_ours(places.replaced) and not os.path.lexists(places.environment):
        places.replaced.rename(places.environment)


def take_place(places: Places, version: str) -> None:
    """Stamp the new environment and put it where the old one was, which is kept aside.

    Raises:
        InstallFailed: a rename was refused; the old environment is in its place again.
    """
    if is_ours(places.replaced):
        shutil.rmtree(places.replaced)
    try:
        (places.unfinished / STAMP).write_text(version + "\n", encoding="utf-8")
        had_one = os.path.lexists(places.environment)
        if had_one:
            _rename(places.environment, places.replaced)
        try:
            _rename(places.unfinished, places.environment)
        except OSError:
            if had_one:
                _rename(places.replaced, places.environment)
            raise
    except OSError as error:
        raise InstallFailed(
            translate("Installation", "The new backend cannot be put into {}: {}.").format(
                places.environment, error.strerror or error
            ),
            translate(
                "Installation",
                "What was there is unchanged. Close other QGIS windows and install again.",
            ),
        ) from error


def remove_replaced(places: Places) -> None:
    """Remove the environment of before; what cannot be removed now is at the next installation."""
    if is_ours(places.replaced):
        shutil.rmtree(places.replaced, ignore_errors=True)


def _rename(source: Path, target: Path) -> None:
    for tries_left in reversed(range(_RENAME_TRIES)):
        try:
            source.rename(target)
        except PermissionError:
            if sys.platform != "win32" or not tries_left:
                raise
            time.sleep(_RENAME_PAUSE)
        else:
            return
