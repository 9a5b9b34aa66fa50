"""Measure speed and memory of the whole path and print them beside what they should reach.

Refuses on a busy machine: figures taken beside other work say nothing.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys

from benchmarks import backend_process, qgis_desktop, sam2
from benchmarks.measurement import Measurement
from scripts.desktop import DesktopError

HIGHEST_LOAD = 0.5


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
        measurements = qgis_desktop.measure()
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
