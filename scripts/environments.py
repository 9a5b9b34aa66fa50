"""Install what the demo and the tests need: system packages and Python environments.

Says first what it will install and how much that downloads. What is there already is left alone: a
stamp in each environment holds the hash of the locks it was filled from. Standard library only, so
that a bare machine can start it.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
BACKEND = ROOT / ".venv-backend"
QGIS = ROOT / ".venv-qgis"
QT6 = ROOT / ".venv-qt6"
OLDEST_PYTHON = (3, 11)
CPU_INDEX = "https://download.pytorch.org/whl/cpu"


@dataclass(frozen=True)
class SystemPackage:
    """A Debian package, and what tells that it is there: a command or a module of QGIS's Python."""

    name: str
    command: str = ""
    module: str = ""

    def present(self, python: str) -> bool:
        """Whether what the package brings can be used already."""
        if self.command:
            return shutil.which(self.command) is not None
        return runs(python, "-c", f"import {self.module}")


SYSTEM_PACKAGES = (
    SystemPackage("python3-qgis", module="qgis.core"),
    SystemPackage("python3-venv", module="ensurepip"),
    SystemPackage("qgis", command="qgis"),
    SystemPackage("xvfb", command="Xvfb"),
    SystemPackage("xauth", command="xauth"),
)


class SetupError(Exception):
    """Something is missing that this script cannot install; the text says what to do."""


def runs(*command: str) -> bool:
    """Whether a command can be started and succeeds; its output is dropped."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def call(*command: str | Path, **environment: str) -> None:
    """Run a command, its output shown.

    Raises:
        SetupError: it failed.
    """
    words = [str(word) for word in command]
    if subprocess.run(words, env={**os.environ, **environment}, check=False).returncode != 0:
        raise SetupError(f"This failed, its output stands above:\n  {' '.join(words)}")


def install_system_packages(qgis_python: str) -> None:
    """Install the missing Debian packages.

    Raises:
        SetupError: some are missing and this is not Debian, or the user may not install them.
    """
    missing = [package.name for package in SYSTEM_PACKAGES if not package.present(qgis_python)]
    if not missing:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        raise SetupError(
            f"Missing: {', '.join(missing)}. On Debian or Ubuntu run\n  sudo {' '.join(install)}\n"
            "On other systems install QGIS 3.22 or newer and Xvfb, and name QGIS's"
            " own Python:\n  make QGIS_PYTHON=/path/to/python3 ..."
        )
    say(f"System packages {' '.join(missing)} (all of them: 137 MB to download, 1.2 GB on disk).")
    call("apt-get", "update", "-q")
    call(*install, DEBIAN_FRONTEND="noninteractive")


def backend_python(wanted: str) -> str:
    """The interpreter for the backend: the one asked for, else 3.11, which the locks are tested on.

    Raises:
        SetupError: none is new enough.
    """
    version = ".".join(map(str, OLDEST_PYTHON))
    check = f"import sys, venv, ensurepip; sys.exit(sys.version_info < {OLDEST_PYTHON})"
    candidates = (wanted,) if wanted else (f"python{version}", "/usr/bin/python3", "python3")
    for candidate in candidates:
        if runs(candidate, "-c", check):
            return candidate
    raise SetupError(
        f"No Python {version} or newer with venv among {', '.join(candidates)}."
        " Name one: make BACKEND_PYTHON=/path/to/python3 ..."
    )


def stamp_of(*parts: str, files: tuple[str, ...]) -> str:
    """What an environment filled from these requirement files is stamped with."""
    digest = hashlib.sha256("\n".join(parts).encode())
    for name in files:
        digest.update((REQUIREMENTS / name).read_bytes())
    return digest.hexdigest()


def is_filled(environment: Path, stamp: str) -> bool:
    """Whether the environment was filled to its end from what the stamp stands for."""
    file = environment / "filled-from"
    return file.is_file() and file.read_text() == stamp


def create(environment: Path, python: str, *options: str) -> Path:
    """Create the environment unless it is there, and return its interpreter."""
    interpreter = environment / "bin" / "python"
    if not runs(str(interpreter), "-c", "pass"):
        call(python, "-m", "venv", "--clear", *options, environment)
    if not runs(str(interpreter), "-m", "pip", "--version"):
        call(interpreter, "-m", "ensurepip", "--default-pip")
    return interpreter


def install(interpreter: Path, *arguments: str | Path) -> None:
    """Run pip in an environment; pip's own settings (index, proxy, certificates) apply."""
    call(interpreter, "-m", "pip", "install", "--quiet", *arguments)


def install_lock(interpreter: Path, lock: str) -> None:
    """Install one lock, which is whole: nothing beyond it is looked for."""
    install(interpreter, "--require-hashes", "--no-deps", "-r", REQUIREMENTS / lock)


def install_torch(interpreter: Path, index: str) -> None:
    """Install torch from the index asked for, else PIP_FIND_LINKS' folder, else the CPU index."""
    requirement = REQUIREMENTS / "torch.txt"
    if not index and os.environ.get("PIP_FIND_LINKS"):
        # The folder may hold a file for another version of Python only; then the index has it.
        if runs(str(interpreter), "-m", "pip", "install", "--no-index", "-r", str(requirement)):
            return
        say("The folder in PIP_FIND_LINKS has no torch for this Python; taking it from its index.")
    install(interpreter, "--index-url", index or CPU_INDEX, "-r", requirement)


def fill_backend(python: str, torch_index: str) -> None:
    """Fill .venv-backend: the locks, torch, and this working tree as an editable package."""
    locks = ("backend.lock", "development.lock")
    stamp = stamp_of(torch_index, files=(*locks, "torch.txt"))
    if is_filled(BACKEND, stamp):
        return
    build = torch_index or os.environ.get("PIP_FIND_LINKS") or CPU_INDEX
    say(f".venv-backend: torch from {build} (192 MB for a CPU, 1.7 GB or more for CUDA);")
    say("  transformers, rasterio, geopandas and tools for tests (250 MB). 1.8 GB on disk.")
    interpreter = create(BACKEND, backend_python(python))
    for lock in locks:
        install_lock(interpreter, lock)
    install_torch(interpreter, torch_index)
    install(interpreter, "--no-deps", "--editable", ROOT)
    (BACKEND / "filled-from").write_text(stamp)


def fill_qgis(qgis_python: str) -> None:
    """Fill .venv-qgis, which sees QGIS's own packages: pytest and its plugins."""
    stamp = stamp_of(qgis_python, files=("qgis-test.lock",))
    if is_filled(QGIS, stamp):
        return
    say(".venv-qgis: pytest with its QGIS and Qt plugins (4 MB).")
    interpreter = create(QGIS, qgis_python, "--system-site-packages")
    install_lock(interpreter, "qgis-test.lock")
    (QGIS / "filled-from").write_text(stamp)


def fill_qt6(python: str) -> None:
    """Fill .venv-qt6: PyQt6 and pytest. Where that fails, the rest is of use without it.

    The system libraries that PyQt6's wheel loads are those of QGIS's own Qt 5.
    """
    stamp = stamp_of(files=("qt6-test.lock",))
    if is_filled(QT6, stamp):
        return
    say(".venv-qt6: PyQt6 and pytest, for the widgets of a QGIS that is yet to come (110 MB).")
    try:
        install_lock(create(QT6, backend_python(python)), "qt6-test.lock")
    except SetupError as error:
        say(f"{error}\nThe tests under Qt 6 are left out.")
        return
    (QT6 / "filled-from").write_text(stamp)


def fill_evaluation() -> None:
    """Add the optional measures of words to .venv-backend."""
    stamp = stamp_of(files=("evaluation.lock",))
    file = BACKEND / "evaluation-filled-from"
    if file.is_file() and file.read_text() == stamp:
        return
    say(".venv-backend: sentence encoder and caption measures for the evaluation (200 MB).")
    interpreter = BACKEND / "bin" / "python"
    install_lock(interpreter, "evaluation.lock")
    file.write_text(stamp)


def say(text: str) -> None:
    """A line for the person at the terminal."""
    print(text, flush=True)


def main() -> int:
    """Install what is missing; 0 when everything is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--qgis-python", default="/usr/bin/python3", help="QGIS's own interpreter")
    parser.add_argument("--backend-python", default="", help="interpreter for the backend")
    parser.add_argument("--torch-index", default="", help="index of another build of torch (CUDA)")
    parser.add_argument("--qt6", action="store_true", help="also PyQt6, for tests of the widgets")
    parser.add_argument("--evaluation", action="store_true", help="also the measures of words")
    arguments = parser.parse_args()
    try:
        install_system_packages(arguments.qgis_python)
        fill_backend(arguments.backend_python, arguments.torch_index)
        fill_qgis(arguments.qgis_python)
        if arguments.qt6:
            fill_qt6(arguments.backend_python)
        if arguments.evaluation:
            fill_evaluation()
    except SetupError as error:
        say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
