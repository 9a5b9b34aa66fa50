"""Two windows of QGIS at once, each in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from qgis.core import QgsVectorLayer

from earthgptx_qgis.results.geopackage import tables

HERE = Path(__file__).resolve().parent
NAMES = ("window1", "window2")


def test_two_windows_have_a_backend_each_and_save_into_one_new_file(qgis_app, tmp_path):
    environment = {**os.environ, "PYTHONPATH": f"{HERE.parent.parent}{os.pathsep}{HERE}"}
    environment["QT_QPA_PLATFORM"] = "offscreen"
    windows = [
        subprocess.Popen(
            [sys.executable, str(HERE / "one_of_two_windows.py"), str(tmp_path), name],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in NAMES
    ]
    said = [window.communicate(timeout=180) for window in windows]
    assert [words for words, _ in said] == ["saved\n", "saved\n"], said
    backends = [(tmp_path / f"0.{name}").read_text() for name in NAMES]
    assert backends[0] != backends[1]
    assert not any(Path(f"/proc/{number}").exists() for number in backends)
    for number in range(5):
        path = str(tmp_path / f"{number}.gpkg")
        assert tables(path) == ["window1", "window2"]
        for name in NAMES:
            assert QgsVectorLayer(f"{path}|layername={name}", name, "ogr").featureCount() == 20
