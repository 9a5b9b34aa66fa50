"""What an installation will do, as steps that are decided before the first of them begins."""

from __future__ import annotations

import hashlib
import platform
import shutil
import sys
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Optional, Tuple

from qgis.PyQt.QtCore import QCoreApplication

from ...errors import InstallFailed
from ...settings import PACKAGE_INDEX, TORCH_INDEX, UV_RELEASES
from ..environment import (
    MODULE_ARGUMENTS,
    PACKAGE_FOLDER,
    BackendCommand,
    plugin_version,
    python_of,
)
from .places import Places

PYTHON_VERSION = "3.11"
"""What uv is asked for: the version that the lock files are tested on."""

UV_VERSION = "0.12.16"
UV_ARCHIVES = {
    ("Linux", "x86_64"): (
        "uv-x86_64-unknown-linux-gnu.tar.gz",
        "8e5c6e5523dffc2dcf615bd995554c84c9feb4e577808a3fb8698a639d3f8d9c",
    ),
    ("Linux", "aarch64"): (
        "uv-aarch64-unknown-linux-gnu.tar.gz",
        "36d913ee9c647481d64f1a0a0485f85ff2feaee605c341fc22e73398f9212c26",
    ),
    ("Windows", "AMD64"): (
        "uv-x86_64-pc-windows-msvc.zip",
        "f730454bf09019754e5e5abd71a8aa18683cb739cba0d9c720bac2e7c901160f",
    ),
    ("Darwin", "arm64"): (
        "uv-aarch64-apple-darwin.tar.gz",
        "b6e03fae61704b1aa622f12b792a69483e837b83068e44f4fd34f8a07a8f74a3",
    ),
}
"""The official release's archive and its SHA-256, by platform.system() and platform.machine().
Only where PyTorch has builds: there are none of its present version for Intel Macs."""

PACKAGES_DOWNLOAD = {"win32": 165, "darwin": 150}.get(sys.platform, 195)
"""Megabytes of the lock file's packages."""

PACKAGES_DISK = 650
"""Megabytes that they take once installed."""

_HELPER = Path(__file__).parent / "inside_environment.py"
translate = QCoreApplication.translate


@dataclass(frozen=True)
class TorchBuild:
    """One build of PyTorch.

    Attributes:
        index: where it is; empty means the ordinary package index.
        download: megabytes of the wheels for Python 3.11, with what only this build needs; of
            Windows with CUDA an estimate.
        disk: megabytes it takes once installed; measured on Linux, elsewhere estimates.
    """

    name: str
    index: str
    download: int
    disk: int


@dataclass(frozen=True)
class Sources:
    """What the plugin itself brings to an installation."""

    package: Path
    backend: Path
    lock: Path
    torch: Path
    version: str


class Interpreter(Enum):
    """Whose Python carries the backend, and whose packages it sees."""

    OF_UV = "uv"
    OF_USER = "user"
    WITH_PACKAGES = "packages"
    """An environment of the user's that has PyTorch and the rest already."""


@dataclass(frozen=True)
class Choice:
    """What the user chose.

    Attributes:
        program: the interpreter; empty for OF_UV.
        wheels: folder that everything is taken from instead of an index.
    """

    interpreter: Interpreter
    torch: TorchBuild
    program: str = ""
    wheels: Optional[Path] = None


@dataclass(frozen=True)
class Step:
    """Part of a plan. A step with a name is not repeated once it was finished.

    Attributes:
        weight: share of the progress bar; about the seconds it takes.
    """

    name: str
    title: str
    weight: int


@dataclass(frozen=True)
class Download(Step):
    """Fetch a file through QGIS's network settings and check it."""

    url: str
    sha256: str
    file: Path


@dataclass(frozen=True)
class Unpack(Step):
    """Take one program out of an archive or a wheel."""

    archive: Path
    program: Path


@dataclass(frozen=True)
class Command(Step):
    """Run a program to its end; megabytes is what it downloads at most."""

    program: str
    arguments: Tuple[str, ...]
    megabytes: int = 0


@dataclass(frozen=True)
class CheckHealth(Step):
    """Start a backend and wait until it says that it is ready."""

    command: BackendCommand


@dataclass(frozen=True)
class TakePlace(Step):
    """Put the new environment where the old one is."""

    version: str


@dataclass(frozen=True)
class Plan:
    """Steps in their order; a try with the same key goes on where the last one ended."""

    key: str
    steps: Tuple[Step, ...]


def torch_builds() -> Tuple[TorchBuild, ...]:
    """The builds for this computer, the one that runs everywhere first."""
    cpu_index = "https://download.pytorch.org/whl/cpu"
    cuda_index = "https://download.pytorch.org/whl/cu130"
    without_gpu = translate("Installation", "for the processor (CPU)")
    with_gpu = translate("Installation", "for NVIDIA GPUs (CUDA 13)")
    if sys.platform == "darwin":
        return (TorchBuild(translate("Installation", "for Apple silicon"), "", 111, 400),)
    if sys.platform == "win32":
        return (
            TorchBuild(without_gpu, cpu_index, 122, 500),
            TorchBuild(with_gpu, cuda_index, 2000, 4500),
        )
    return (
        TorchBuild(without_gpu, cpu_index, 192, 750),
        TorchBuild(with_gpu, cuda_index, 2730, 4590),
    )


def shipped_sources(package: Path = PACKAGE_FOLDER) -> Sources:
    """What lies in the plugin's folder, or, in a checkout, beside it."""
    root = package / "_backend" if (package / "_backend").is_dir() else package.parent
    return Sources(
        package,
        root / "backend",
        root / "requirements" / "backend.lock",
        root / "requirements" / "torch.txt",
        plugin_version(package),
    )


def plan_installation(choice: Choice, sources: Sources, places: Places) -> Plan:
    """The steps of an installation, those included that an earlier try has finished.

    Raises:
        InstallFailed: nothing fits this computer, what was chosen is not there, or the plugin's
            own folder is incomplete.
    """
    _check_sources(sources)
    _check(choice)
    key = hashlib.sha256(repr((choice, sources.version)).encode())
    for file in (sources.lock, sources.torch):
        key.update(file.read_bytes())
    new = python_of(places.unfinished)
    if choice.interpreter is Interpreter.WITH_PACKAGES:
        steps = _borrowed_environment(choice, places)
    else:
        steps = _filled_environment(choice, sources, places)
    put = ("put-sources", str(sources.package), str(sources.backend), sources.version)
    last = (
        Command("sources", _tr("Copying the backend"), 2, str(new), _helper(*put)),
        Command("check", _tr("Trying the packages"), 15, str(new), _helper("check-packages")),
        *plan_check(BackendCommand(str(new), MODULE_ARGUMENTS, _tr("the new backend"))).steps,
        TakePlace("", _tr("Putting it in place"), 1, sources.version),
    )
    return Plan(key.hexdigest(), (*steps, *last))


def plan_check(command: BackendCommand) -> Plan:
    """Only the check whether a backend starts, as for a command of the user's."""
    return Plan("", (CheckHealth("", _tr("Starting the backend"), 5, command),))


def _borrowed_environment(choice: Choice, places: Places) -> Tuple[Step, ...]:
    make = ("-I", "-m", "venv", "--clear", "--without-pip", str(places.unfinished))
    take = _helper("take-packages", str(places.unfinished))
    return (
        _check_interpreter(choice.program),
        Command("environment", _tr("Making the environment"), 3, choice.program, make),
        Command("packages", _tr("Adding the packages"), 1, choice.program, take),
    )


def _filled_environment(choice: Choice, sources: Sources, places: Places) -> Tuple[Step, ...]:
    new = str(python_of(places.unfinished))
    if choice.interpreter is Interpreter.OF_UV:
        uv, bring_uv = _bring_uv(choice, places)
        offline = ("--offline",) if choice.wheels else ()
        make = ("venv", "--clear", "--python", PYTHON_VERSION, *offline, str(places.unfinished))
        before: Tuple[Step, ...] = (
            *bring_uv,
            Command("environment", _tr("Bringing Python {}").format(PYTHON_VERSION), 10, uv, make),
        )
        program, install = uv, ("pip", "install", "--python", new)
    else:
        make = ("-I", "-m", "venv", "--clear", str(places.unfinished))
        before = (
            _check_interpreter(choice.program),
            Command("environment", _tr("Making the environment"), 10, choice.program, make),
        )
        program, install = new, ("-I", "-m", "pip", "install", "--no-input")
    locked = ("--no-deps", "--require-hashes", "--requirement", str(sources.lock))
    packages = (*install, *_where_from(choice, PACKAGE_INDEX.get()), *locked)
    torch_index = TORCH_INDEX.get() or choice.torch.index or PACKAGE_INDEX.get()
    torch = (*install, *_where_from(choice, torch_index), "--requirement", str(sources.torch))
    return (
        *before,
        Command(
            "packages", _tr("Installing the packages"), 60, program, packages, PACKAGES_DOWNLOAD
        ),
        Command(
            "torch",
            _tr("Installing PyTorch {}").format(choice.torch.name),
            max(40, choice.torch.download // 5),
            program,
            torch,
            choice.torch.download,
        ),
    )


def _where_from(choice: Choice, index: str) -> Tuple[str, ...]:
    only_wheels = ("--only-binary", ":all:")  # building needs a compiler, and runs foreign code
    if choice.wheels:
        return (*only_wheels, "--no-index", "--find-links", str(choice.wheels))
    return (*only_wheels, "--index-url", index) if index else only_wheels


def _bring_uv(choice: Choice, places: Places) -> Tuple[str, Tuple[Step, ...]]:
    """The uv to use, and the steps after which it is there."""
    present = present_uv(places, choice.wheels)
    if present:
        return present, ()
    title = _tr("Unpacking uv")
    if choice.wheels:
        archive = _uv_archive_in(choice.wheels)
        if archive is None:
            raise InstallFailed(
                _tr("There is no uv in {}.").format(choice.wheels),
                _tr("Put uv or its wheel into the folder, or name an interpreter."),
            )
        return str(places.uv), (Unpack("", title, 1, archive, places.uv),)
    name, sha256 = UV_ARCHIVES[platform.system(), platform.machine()]
    archive = places.tools / name
    url = f"{UV_RELEASES.get().rstrip('/')}/{UV_VERSION}/{name}"
    return str(places.uv), (
        Download("", _tr("Downloading uv {}").format(UV_VERSION), 5, url, sha256, archive),
        Unpack("", title, 1, archive, places.uv),
    )


def present_uv(places: Places, wheels: Optional[Path] = None) -> str:
    """The uv that need not be fetched; empty where there is none."""
    beside_wheels = wheels / places.uv.name if wheels else places.uv
    for candidate in (places.uv, beside_wheels):
        if candidate.is_file():
            return str(candidate)
    return shutil.which("uv") or ""


def _uv_archive_in(folder: Path) -> Optional[Path]:
    known = UV_ARCHIVES.get((platform.system(), platform.machine()))
    patterns = (*(known or ())[:1], "uv-*.whl")
    return next((path for pattern in patterns for path in sorted(folder.glob(pattern))), None)


def _check_sources(sources: Sources) -> None:
    for path in (sources.backend / "__main__.py", sources.lock, sources.torch):
        if not path.is_file():
            raise InstallFailed(
                _tr("The plugin is incomplete: {} is missing.").format(path),
                _tr("Install the plugin again from its zip."),
            )


def _check(choice: Choice) -> None:
    computer = platform.system(), platform.machine()
    if choice.interpreter is Interpreter.OF_UV and computer not in UV_ARCHIVES:
        raise InstallFailed(
            _tr("There is no PyTorch for this computer ({} {}).").format(*computer),
            _tr("Run the backend on another computer: choose a command of your own."),
        )
    if choice.interpreter is not Interpreter.OF_UV and shutil.which(choice.program) is None:
        raise InstallFailed(
            _tr("{} is no program.").format(choice.program or _tr("The empty name")),
            _tr("Choose the python program itself, such as bin/python or python.exe."),
        )
    if choice.wheels and not choice.wheels.is_dir():
        raise InstallFailed(
            _tr("There is no folder {}.").format(choice.wheels),
            _tr("Choose the folder that holds the wheels."),
        )


def _check_interpreter(program: str) -> Command:
    return Command("", _tr("Checking the interpreter"), 1, program, _helper("check-interpreter"))


def _helper(*arguments: str) -> Tuple[str, ...]:
    return ("-I", str(_HELPER), *arguments)


def _tr(text: str) -> str:
    return translate("Installation", text)
