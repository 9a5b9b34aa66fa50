"""An installation's ingredients, small: tiny wheels, and a backend that only says Ready."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import replace
from pathlib import Path

from earthgptx_qgis.runtime.installation.inside_environment import PACKAGES
from earthgptx_qgis.runtime.installation.plan import Sources

ROOT = Path(__file__).resolve().parent.parent.parent
BACKEND = """
import importlib.metadata, sys
from earthgptx_qgis.wire.codec import encode
from earthgptx_qgis.wire.framing import pieces
from earthgptx_qgis.wire.messages import SCHEMA_VERSION, ModelCard, Ready, Task
import torch

version = importlib.metadata.version("earthgptx-qgis")
card = ModelCard("tiny", "", (Task.FIND,), ("ship",), (0.1, 10.0), 64, 0.3)
for piece in pieces(encode(Ready(SCHEMA_VERSION, version, "cpu", torch.__version__, card))):
    sys.stdout.buffer.write(piece)
sys.stdout.buffer.flush()
sys.stdin.buffer.read()
"""
BROKEN_BACKEND = "raise SystemExit('this backend is broken')\n"


def write_wheel(folder: Path, name: str, version: str = "1.0", text: str = "") -> Path:
    """A pure wheel whose one module holds the text, or its version."""
    path = folder / f"{name}-{version}-py3-none-any.whl"
    information = f"{name}-{version}.dist-info"
    files = {
        f"{name}/__init__.py": text or f"__version__ = {version!r}\n",
        f"{information}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{information}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{file},,\n" for file in [*files, f"{information}/RECORD"])
    with zipfile.ZipFile(path, "w") as wheel:
        for file, content in {**files, f"{information}/RECORD": record}.items():
            wheel.writestr(file, content)
    return path


def locked(wheel: Path) -> str:
    """A wheel's line in a lock file."""
    name, version = wheel.name.split("-")[:2]
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


def write_sources(folder: Path, version: str = "0.1.0", backend: str = BACKEND) -> Sources:
    """Lock, torch line and backend, and in `folder/wheels` the wheels they name."""
    wheels = folder / "wheels"
    wheels.mkdir(parents=True, exist_ok=True)
    paths = [write_wheel(wheels, name) for name in PACKAGES if name != "torch"]
    write_wheel(wheels, "torch", "2.0")
    sources = Sources(
        ROOT / "earthgptx_qgis",
        folder / f"backend-{version}",
        folder / "backend.lock",
        folder / "torch.txt",
        version,
    )
    sources.lock.write_text("".join(map(locked, paths)))
    sources.torch.write_text("torch==2.0\n")
    sources.backend.mkdir(exist_ok=True)
    (sources.backend / "__init__.py").touch()
    (sources.backend / "__main__.py").write_text(backend)
    return sources


def with_backend(sources: Sources, text: str, version: str) -> Sources:
    """The same ingredients with another backend."""
    folder = sources.backend.with_name(f"backend-{version}")
    folder.mkdir()
    (folder / "__main__.py").write_text(text)
    return replace(sources, backend=folder, version=version)
