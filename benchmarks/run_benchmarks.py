"""Measure speed and memory of the whole path and print them beside what they should reach.

Refuses on a busy machine: figures taken beside other work say nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from pathlib import Path

from benchmarks import backend_process, sam2
from benchmarks.measurement import Measurement
from scripts.desktop import DesktopError, run_in_desktop

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "build" / "benchmarks"
HIGHEST_LOAD = 0.5
TIME_LIMIT_SECONDS = 180


def measure_in_qgis() -> list[Measurement]:
    """The figures taken in the QGIS desktop.

    Raises:
        DesktopError: QGIS did not come to the end of the script.
    """
    OUTPUT.mkdir(parents=True, exist_ok=True)
    figures_file, log = OUTPUT / "qgis.json", OUTPUT / "qgis.log"
    for file in (figures_file, log):
        file.unlink(missing_ok=True)
    run_in_desktop(
        Path(__file__).parent / "inside_qgis.py",
        log,
        TIME_LIMIT_SECONDS,
        plugin_enabled=False,
        EARTHGPTX_FIGURES=str(figures_file),
    )
    if not figures_file.is_file():
        raise DesktopError(f"QGIS did not come to the end of the benchmark; see {log}.")
    figures = json.loads(figures_file.read_text())
    round_trip = 1000 * figures["round_trip_seconds"]
    load, opening = 1000 * figures["load_seconds"], 1000 * figures["open_seconds"]
    return [
        Measurement("wire: 1024x1024x3 tile there, mask back, QProcess", round_trip, "ms", 5.0),
        Measurement("plugin load in QGIS", load, "ms", 100.0),
        Measurement("plugin load in QGIS, and the dock opened", opening, "ms", 500.0),
        Measurement(
            "extra memory of the QGIS process, dock open", figures["memory_megabytes"], "MB", 20.0
        ),
    ]


def main() -> int:
    """Print the table; 0 when every figure is within its bound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trial", action="store_true", help="measure on a busy machine too")
    arguments = parser.parse_args()
    load = os.getloadavg()[0]
    if load > HIGHEST_LOAD and not arguments.trial:
        print(f"The machine's load is {load:.2f}, above {HIGHEST_LOAD}: wait until it is quiet.")
        return 1
    print(f"load {load:.2f}, {os.cpu_count()} CPUs, {platform.platform()}")
    if load > HIGHEST_LOAD:
        print("NOT TO BE REPORTED: the machine is busy")
    try:
        measurements = measure_in_qgis()
    except DesktopError as error:
        print(error, file=sys.stderr)
        return 1
    backend_figures, vision = backend_process.measure()
    ratio = sam2.encode_seconds() / vision
    measurements += backend_figures
    measurements.append(
        Measurement("all vision parts: times faster than Sam2Model", ratio, "x", 8.0, at_least=True)
    )
    for measurement in measurements:
        print(measurement.line)
    return 0 if all(measurement.reached for measurement in measurements) else 1


if __name__ == "__main__":
    sys.exit(main())
