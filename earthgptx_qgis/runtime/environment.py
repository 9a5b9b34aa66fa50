"""Where the backend's interpreter is, and the environment its process gets.

Never `sys.executable`: inside QGIS that is the QGIS program itself or whichever Python comes first
on PATH, and neither has the backend's packages.
"""

from __future__ import annotations

import configparser
import os
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Optional, Tuple

from qgis.PyQt.QtCore import QCoreApplication, QProcessEnvironment, QStandardPaths

from ..errors import NotInstalled
from ..settings import BACKEND_COMMAND

STAMP = "earthgptx-version"
"""File in the private environment, written last by whoever fills it: the plugin's version."""

translate = QCoreApplication.translate
PACKAGE_FOLDER = Path(os.path.realpath(__file__)).parent.parent
MODULE_ARGUMENTS = ("-I", "-u", "-m", "backend")

# QGIS sets or inherits these for its own Python, PROJ, GDAL and Qt. In another Python with its own
# PROJ and GDAL each of them has been seen to break imports or every look-up of a CRS.
_FOREIGN_PREFIXES = (
    "PYTHON", "PROJ_", "GDAL_", "OGR_", "OSR_", "CPL_", "GEOTIFF_", "QT_", "QML", "QGIS_", "DYLD_",
    "CONDA_", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "LD_PRELOAD", "__PYVENV_LAUNCHER__",
)  # fmt: skip


@dataclass(frozen=True)
class BackendCommand:
    """What to start, and what it is called in messages to the user."""

    program: str
    arguments: Tuple[str, ...]
    origin: str

    @property
    def line(self) -> str:
        """The command as one would type it."""
        return " ".join(shlex.quote(word) for word in (self.program, *self.arguments))


def find_backend() -> BackendCommand:
    """The user's own command, else the private environment, else a source checkout's.

    Raises:
        NotInstalled: none of them is there; the message names what was looked for.
    """
    user_command = BACKEND_COMMAND.get().strip()
    if user_command:
        return command_of_user(user_command)
    folder = private_folder()
    command = command_of_environment(folder, plugin_version()) or command_of_checkout()
    if command is None:
        raise NotInstalled(_what_is_missing(folder), _what_to_do())
    return command


def command_of_user(line: str) -> BackendCommand:
    """A command line as a person types it, split like a shell splits it.

    Raises:
        NotInstalled: a quotation is not closed.
    """
    lexer = shlex.shlex(line, posix=True)
    lexer.whitespace_split = True
    lexer.commenters = ""
    if os.name == "nt":
        lexer.escape = ""  # a backslash separates folders there
    try:
        program, *arguments = lexer
    except ValueError as error:
        raise NotInstalled(
            translate(
                "Environment", "The backend command in the settings cannot be read ({}): {}"
            ).format(error, line),
            translate("Environment", "Correct the command in the settings, or empty it."),
        ) from error
    origin = translate("Environment", "the command in the settings")
    return BackendCommand(os.path.expanduser(program), tuple(arguments), origin)


def command_of_environment(folder: Path, version: str) -> Optional[BackendCommand]:
    """The private environment in `folder`; None unless it was filled to the end for `version`."""
    python = python_of(folder)
    if not python.is_file() or installed_version(folder) != version:
        return None
    return BackendCommand(
        str(python), MODULE_ARGUMENTS, translate("Environment", "the private environment")
    )


def command_of_checkout(package_folder: Path = PACKAGE_FOLDER) -> Optional[BackendCommand]:
    """`.venv-backend` of the source checkout that the plugin's folder is a link into, if it is."""
    checkout = package_folder.parent
    python = python_of(checkout / ".venv-backend")
    if not (checkout / "pyproject.toml").is_file() or not python.is_file():
        return None
    return BackendCommand(
        str(python), MODULE_ARGUMENTS, translate("Environment", "the source checkout")
    )


def private_folder() -> Path:
    """The private environment's place: outside the profile, so that all profiles share it."""
    location = QStandardPaths.StandardLocation.GenericDataLocation
    return Path(QStandardPaths.writableLocation(location)) / "earthgptx" / "backend"


def python_of(environment: Path) -> Path:
    """The interpreter of a virtual environment."""
    if os.name == "nt":
        return environment / "Scripts" / "python.exe"
    return environment / "bin" / "python"


def plugin_version(package_folder: Path = PACKAGE_FOLDER) -> str:
    """The version in metadata.txt, in the plugin's folder or, in a checkout, above it."""
    metadata = configparser.ConfigParser(interpolation=None)
    places = [package_folder / "metadata.txt", package_folder.parent / "metadata.txt"]
    metadata.read([place for place in places if place.is_file()][:1], encoding="utf-8")
    return metadata.get("general", "version", fallback="")


def clean_environment() -> QProcessEnvironment:
    """The environment of QGIS without what is meant for QGIS's own Python, PROJ, GDAL and Qt."""
    environment = QProcessEnvironment.systemEnvironment()
    names = environment.keys()
    for name in names:
        if name.upper().startswith(_FOREIGN_PREFIXES):
            environment.remove(name)
    return environment


def installed_version(folder: Path) -> Optional[str]:
    """The plugin's version that an environment was filled for; None if it never was to the end."""
    try:
        return (folder / STAMP).read_text(encoding="utf-8").strip()
    except OSError:
        return None


def _what_is_missing(folder: Path) -> str:
    found = installed_version(folder)
    if not python_of(folder).is_file():
        if found is not None:
            return translate(
                "Environment", "The Python that the backend in {} was installed with is gone."
            ).format(folder)
        return translate(
            "Environment", "The backend is not installed: there is none in {}."
        ).format(folder)
    if found is None:
        return translate(
            "Environment", "The installation of the backend in {} was not finished."
        ).format(folder)
    return translate(
        "Environment", "The backend in {} is of version {}, the plugin of version {}."
    ).format(folder, found, plugin_version())


def _what_to_do() -> str:
    return translate(
        "Environment",
        "Press Install, or name a backend command in the settings.",
    )
