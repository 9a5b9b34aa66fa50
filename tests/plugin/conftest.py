"""Nothing is written beside the rasters of a test; the algorithms with a scripted backend."""

from __future__ import annotations

import gc
import os
import shlex
import sys
from pathlib import Path

import pytest

# QGIS writes statistics as *.aux.xml files otherwise.
os.environ["GDAL_PAM_ENABLED"] = "NO"

FAKE_CHILD = Path(__file__).resolve().parent.parent / "fake_child.py"


@pytest.fixture(autouse=True, scope="module")
def no_garbage():
    """Errors that tests caught hold layers in cycles: collected after QGIS is gone, they crash."""
    yield
    gc.collect()


@pytest.fixture
def backend(qgis_app):
    """A function that makes the fake child with a behaviour the backend of the settings."""
    from earthgptx_qgis.settings import BACKEND_COMMAND

    def use(behaviour):
        python = Path(sys.base_prefix) / "bin" / "python3"
        BACKEND_COMMAND.set(shlex.join([str(python), "-I", "-u", str(FAKE_CHILD), behaviour]))

    use("answer")
    yield use
    BACKEND_COMMAND.reset()


@pytest.fixture
def run(qgis_processing, qgis_new_project, backend):
    """A function that runs one of our algorithms in this thread; `warnings` is what it told."""
    import processing
    from qgis.core import QgsApplication, QgsProcessingFeedback

    from earthgptx_qgis.processing.provider import EarthGPTXProvider

    class Feedback(QgsProcessingFeedback):
        def pushWarning(self, warning):
            run_algorithm.warnings.append(warning)

    def run_algorithm(name, **parameters):
        run_algorithm.warnings.clear()
        if name != "ask":
            parameters.setdefault("OUTPUT", "memory:")
        return processing.run(f"earthgptx:{name}", parameters, feedback=Feedback())

    run_algorithm.warnings = []
    provider = EarthGPTXProvider()
    registry = QgsApplication.processingRegistry()
    registry.addProvider(provider)
    yield run_algorithm
    registry.removeProvider(provider)
