"""The whole backend from a folder of its real wheels, offline, into a folder of an odd name.

Takes minutes and 1.5 GB: only where EARTHGPTX_WHEELS names such a folder. `pip download --no-deps
--only-binary :all: -r requirements/backend.lock -d FOLDER` and a wheel of PyTorch make one.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from earthgptx_qgis.runtime.environment import find_backend
from earthgptx_qgis.runtime.installation.installer import Installer
from earthgptx_qgis.runtime.installation.places import Places
from earthgptx_qgis.runtime.installation.plan import (
    Choice,
    Interpreter,
    plan_installation,
    shipped_sources,
    torch_builds,
)
from earthgptx_qgis.settings import BACKEND_COMMAND

WHEELS = os.environ.get("EARTHGPTX_WHEELS", "")
PYTHON = str(Path(sys.base_prefix) / "bin" / "python3")

pytestmark = pytest.mark.skipif(not WHEELS, reason="EARTHGPTX_WHEELS names no folder of wheels")


def test_a_folder_of_wheels_becomes_the_backend_that_the_dock_finds(
    qtbot, qgis_app, tmp_path, monkeypatch
):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "Träume & Felder 影像"))
    BACKEND_COMMAND.reset()
    places, sources = Places.of_user(), shipped_sources()
    if shutil.which("uv") is None:
        choice = Choice(Interpreter.OF_USER, torch_builds()[0], PYTHON, Path(WHEELS))
    else:
        choice = Choice(Interpreter.OF_UV, torch_builds()[0], "", Path(WHEELS))
    installer = Installer(places)
    with qtbot.waitSignal(installer.ended, timeout=900_000) as ended:
        installer.start(plan_installation(choice, sources, places))
    assert ended.args == [None]
    assert installer.ready.backend_version == sources.version
    assert installer.ready.model.name == "earthgptx-nano"
    assert find_backend().program == str(places.environment / "bin" / "python")
