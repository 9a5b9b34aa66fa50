"""What an installation brings, how large it is and where it goes, before it begins."""

from __future__ import annotations

import shutil
from typing import List, Tuple

from qgis.PyQt.QtCore import QCoreApplication

from ...runtime.installation.places import Places
from ...runtime.installation.plan import (
    PACKAGES_DISK,
    PACKAGES_DOWNLOAD,
    PYTHON_VERSION,
    UV_VERSION,
    Choice,
    Interpreter,
    Sources,
    present_uv,
)
from ..widgets.numbers import decimal

UV_DOWNLOAD = 25
PYTHON_DOWNLOAD = 35
PYTHON_DISK = 110
BORROWED_DISK = 30  # the model, and an interpreter without packages


def rows_of(choice: Choice, sources: Sources, places: Places) -> List[Tuple[str, str]]:
    """Label and text, a row each."""
    return [
        (_tr("Installs"), _what(choice, sources.version)),
        (_tr("Python"), _whose_python(choice, places)),
        (_tr("Download"), _download(choice)),
        (
            _tr("On disk"),
            _tr("about {}; {} are free there").format(
                _size(disk_need(choice)), _size(free_space(places))
            ),
        ),
        (_tr("Into"), str(places.environment)),
    ]


def disk_need(choice: Choice) -> int:
    """Megabytes that it takes."""
    if choice.interpreter is Interpreter.WITH_PACKAGES:
        return BORROWED_DISK
    python = PYTHON_DISK if choice.interpreter is Interpreter.OF_UV else 0
    return PACKAGES_DISK + choice.torch.disk + python


def free_space(places: Places) -> int:
    """Megabytes that are free where it goes."""
    there = next(folder for folder in (places.root, *places.root.parents) if folder.exists())
    return shutil.disk_usage(there).free // 1_000_000


def _what(choice: Choice, version: str) -> str:
    backend = _tr("backend {} with the model earthgptx-nano").format(version)
    if choice.interpreter is Interpreter.WITH_PACKAGES:
        return _tr("the {}").format(backend)
    torch = _tr("as the folder has it") if choice.wheels else choice.torch.name
    return _tr("PyTorch {}, transformers, rasterio, geopandas and what they need; {}").format(
        torch, backend
    )


def _whose_python(choice: Choice, places: Places) -> str:
    if choice.interpreter is not Interpreter.OF_UV:
        return choice.program or _tr("not chosen yet")
    uv = present_uv(places, choice.wheels)
    if choice.wheels:
        python = _tr("Python {} of this computer, found by {}")
        return python.format(PYTHON_VERSION, uv or _tr("the uv in the folder"))
    python = _tr("Python {} of this computer, or a downloaded one, by {}")
    return python.format(PYTHON_VERSION, uv or _tr("uv {}, downloaded too").format(UV_VERSION))


def _download(choice: Choice) -> str:
    if choice.wheels or choice.interpreter is Interpreter.WITH_PACKAGES:
        return _tr("nothing")
    extra = UV_DOWNLOAD + PYTHON_DOWNLOAD if choice.interpreter is Interpreter.OF_UV else 0
    total = _size(PACKAGES_DOWNLOAD + choice.torch.download)
    if not extra:
        return _tr("about {}").format(total)
    return _tr("about {}, and {} if uv and Python are missing").format(total, _size(extra))


def _size(megabytes: int) -> str:
    if megabytes < 1000:
        return _tr("{} MB").format(megabytes)
    return _tr("{} GB").format(decimal(megabytes / 1000, 1))


def _tr(text: str) -> str:
    return QCoreApplication.translate("InstallSummary", text)
