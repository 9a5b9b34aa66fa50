"""Nothing is written beside the rasters of a test; real backends with less than the real model."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

import pytest

# QGIS writes statistics as *.aux.xml files otherwise.
os.environ["GDAL_PAM_ENABLED"] = "NO"

ROOT = Path(__file__).resolve().parent.parent.parent
PYTHON = ROOT / ".venv-backend" / "bin" / "python"
WRITE_TINY_MODEL = (
    "import sys; from pathlib import Path; from tests.backend.tiny_model import write_tiny_model; "
    "write_tiny_model(Path(sys.argv[1]))"
)


@pytest.fixture(scope="session")
def backend_python() -> str:
    """The interpreter of the backend's environment."""
    if not PYTHON.is_file():
        pytest.skip("no .venv-backend: run `make environments`")
    return str(PYTHON)


@pytest.fixture(scope="session")
def tiny_weights(tmp_path_factory, backend_python) -> Path:
    """The folder of a complete model that knows nothing; not to be changed."""
    folder = tmp_path_factory.mktemp("tiny") / "weights"
    subprocess.run([backend_python, "-c", WRITE_TINY_MODEL, str(folder)], check=True, cwd=ROOT)
    return folder


@pytest.fixture(scope="session")
def with_weights(backend_python):
    """A function: the command line of the real backend with a folder of weights."""
    return lambda weights: shlex.join(
        [backend_python, "-I", "-u", "-m", "backend", "--weights", str(weights)]
    )


@pytest.fixture(scope="session")
def bright_finder(backend_python) -> str:
    """The command line of the real server around an engine that finds what is bright."""
    script = ROOT / "tests" / "backend" / "fake_engine.py"
    return shlex.join([backend_python, "-I", "-u", str(script)])
