"""The figures taken in the real QGIS desktop, in a fresh one for each module that measures."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.measurement import Measurement
from benchmarks.paths import OUTPUT, ROOT
from benchmarks.scenes import draw_scenes
from scripts.desktop import DesktopError, run_in_desktop

SCRIPT = Path(__file__).parent / "inside_qgis.py"
TIME_LIMIT_SECONDS = 900


def measure() -> list[Measurement]:
    """How fast the plugin loads, and how it feels at the dock.

    Raises:
        DesktopError: QGIS did not come to the end of a script.
    """
    draw_scenes()
    return [
        *_measure_inside("plugin_load", plugin_enabled=False),
        *_measure_inside("dock", plugin_enabled=True),
    ]


def _measure_inside(module: str, plugin_enabled: bool) -> list[Measurement]:
    """What a module of `in_qgis` measures."""
    figures, log = OUTPUT / f"{module}.json", OUTPUT / f"{module}.log"
    for file in (figures, log):
        file.unlink(missing_ok=True)
    job = {
        "repository": str(ROOT),
        "module": f"benchmarks.in_qgis.{module}",
        "figures": str(figures),
    }
    run_in_desktop(
        SCRIPT, log, TIME_LIMIT_SECONDS, plugin_enabled, EARTHGPTX_BENCHMARK=json.dumps(job)
    )
    if not figures.is_file():
        raise DesktopError(f"QGIS did not come to the end of the benchmark; see {log}.")
    return [Measurement(**row) for row in json.loads(figures.read_text())]
