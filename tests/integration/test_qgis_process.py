"""The algorithms on the command line, through QGIS's own `qgis_process`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bright_things import OBJECTS, write_bright_things
from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QSettings

ROOT = Path(__file__).resolve().parent.parent.parent
# Debian's wrapper of 3.22 passes an option that the program itself does not know.
QGIS_PROCESS = shutil.which("qgis_process.bin") or shutil.which("qgis_process")

pytestmark = pytest.mark.skipif(QGIS_PROCESS is None, reason="qgis_process is not installed")


@pytest.fixture
def qgis_process(tmp_path, bright_finder):
    """A function that runs qgis_process in a fresh profile with the plugin and a backend."""
    profile = tmp_path / "configuration" / "profiles" / "default"
    link = [sys.executable, "-m", "scripts.package_plugin", "link", "--profile", str(profile)]
    subprocess.run(link, check=True, capture_output=True, cwd=ROOT)
    ini = str(profile / "QGIS" / "QGIS3.ini")
    settings = QSettings(ini, QSettings.Format.IniFormat)
    settings.setValue("earthgptx_qgis/backend_command", bright_finder)
    settings.sync()
    environment = {
        **os.environ,
        "QGIS_CUSTOM_CONFIG_PATH": str(tmp_path / "configuration"),
        "QGIS_PLUGINPATH": str(profile / "python" / "plugins"),
        "QT_QPA_PLATFORM": "offscreen",
    }

    def run(*arguments):
        return subprocess.run(
            [QGIS_PROCESS, *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    enabled = run("plugins", "enable", "earthgptx_qgis")
    assert enabled.returncode == 0, enabled.stdout + enabled.stderr
    return run


def test_find_runs_on_the_command_line(qgis_process, tmp_path):
    raster = write_bright_things(tmp_path / "bright.tif")
    out = tmp_path / "found.gpkg"
    done = qgis_process(
        "run", "earthgptx:find", "--", f"RASTER={raster}", "PHRASE=thing", f"OUTPUT={out}"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "COUNT:\t4" in done.stdout
    layer = QgsVectorLayer(str(out), "found", "ogr")
    assert layer.featureCount() == 4
    assert {row["source_layer"] for row in layer.getFeatures()} == {"bright"}


def test_two_dates_are_compared_on_the_command_line(qgis_process, tmp_path):
    earlier = write_bright_things(tmp_path / "earlier.tif", OBJECTS[:3])
    later = write_bright_things(tmp_path / "later.tif", OBJECTS[1:])
    done = qgis_process(
        "run", "earthgptx:comparedates", "--", f"EARLIER={earlier}", f"LATER={later}",
        "PHRASE=thing", f"OUTPUT={tmp_path / 'changes.gpkg'}",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    numbers = {
        line for line in done.stdout.splitlines() if line[:3] in ("APP", "DIS", "STA", "NOT")
    }
    assert numbers == {"APPEARED:\t1", "DISAPPEARED:\t1", "STAYED:\t2", "NOT_SURE:\t0"}


def test_a_question_is_answered_on_the_command_line(qgis_process, tmp_path):
    raster = write_bright_things(tmp_path / "bright.tif")
    done = qgis_process("run", "earthgptx:ask", "--", f"RASTER={raster}", "QUESTION=thing")
    assert done.returncode == 0, done.stdout + done.stderr
    # 600 x 400 pixels, reduced to the 256 the engine reads at once.
    assert "ANSWER:\tI see 256 by 171 pixels." in done.stdout


def test_the_help_of_an_algorithm_is_shown(qgis_process):
    shown = qgis_process("help", "earthgptx:find").stdout
    assert "Find a phrase in a raster" in shown
    assert "A word or two, such as: ships" in shown
