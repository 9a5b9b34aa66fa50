"""Start the real QGIS desktop again and again, ask the shipped model, and quit while it is busy.

A round is good when QGIS ended by itself with status 0, wrote no error and left no process behind.
Each round quits a little later than the one before: while the tile is read, while the model is
loaded, while it computes.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
from rasterio.transform import from_origin

from scripts.desktop import DesktopError, run_in_desktop

ROUNDS = 20
STEP_MILLISECONDS = 150
TIME_LIMIT_SECONDS = 120
GRACE_SECONDS = 2.0
"""A backend may outlive QGIS by this much: it sees the end of its input and leaves."""
SCRIPT = Path(__file__).parent / "inside_qgis.py"
OUTPUT = Path(__file__).resolve().parent.parent / "build" / "soak"


@dataclass(frozen=True)
class Round:
    """How one run of the desktop went."""

    wait_milliseconds: int
    seconds: float
    busy: bool
    problems: tuple[str, ...]

    @property
    def line(self) -> str:
        """One line for the person at the terminal."""
        verdict = "; ".join(self.problems) or "well"
        state = "busy" if self.busy else "idle"
        when = f"{self.wait_milliseconds} ms after asking"
        return f"quit {state} {when}: {verdict} ({self.seconds:.0f} s)"


def write_scene(path: Path) -> None:
    """A picture of 1024 x 1024 pixels at 0.5 m; what it shows does not matter."""
    pixels = np.random.default_rng(1).integers(0, 255, (3, 1024, 1024), np.uint8)
    transform = from_origin(500000.0, 5000512.0, 0.5, 0.5)
    size = {"width": 1024, "height": 1024, "count": 3, "dtype": "uint8"}
    with rasterio.open(path, "w", "GTiff", crs="EPSG:32632", transform=transform, **size) as raster:
        raster.write(pixels)


def processes_of(mark: str) -> list[str]:
    """Command lines of the living processes that inherited a round's mark in their environment."""
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            if f"EARTHGPTX_SOAK_ROUND={mark}".encode() in (folder / "environ").read_bytes().split(
                b"\0"
            ):
                words = (folder / "cmdline").read_bytes().split(b"\0")
                found.append(b" ".join(words).decode(errors="replace").strip())
        except OSError:
            continue  # it ended meanwhile
    return found


def left_behind(mark: str) -> list[str]:
    """What of a round still lives after the time of grace."""
    deadline = time.monotonic() + GRACE_SECONDS
    while (living := processes_of(mark)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return living


def play(number: int, raster: Path) -> Round:
    """One round."""
    wait = number * STEP_MILLISECONDS
    log, outcome = OUTPUT / f"{number:02d}.log", OUTPUT / f"{number:02d}.json"
    for file in (log, outcome):
        file.unlink(missing_ok=True)
    job = {
        "raster": str(raster),
        "question": "find all ships",
        "wait_milliseconds": wait,
        "outcome": str(outcome),
    }
    mark = f"{os.getpid()}-{number}"
    start = time.monotonic()
    problems = []
    try:
        status = run_in_desktop(
            SCRIPT,
            log,
            TIME_LIMIT_SECONDS,
            EARTHGPTX_SOAK=json.dumps(job),
            EARTHGPTX_SOAK_ROUND=mark,
        )
        if status != 0:
            problems.append(f"QGIS ended with status {status}, see {log}")
    except DesktopError as error:
        problems.append(str(error))
    seconds = time.monotonic() - start
    problems += [f"left behind: {line}" for line in left_behind(mark)]
    seen = json.loads(outcome.read_text()) if outcome.is_file() else {}
    if not seen.get("asked"):
        problems.append(f"no question was sent, see {log}")
    written = log.read_text(errors="replace")
    problems += [
        f"{sign!r} in {log}"
        for sign in ("Traceback", "Segmentation fault", "Python error")
        if sign in written
    ]
    return Round(wait, seconds, seen.get("busy_when_quitting", False), tuple(problems))


def main() -> int:
    """Play all rounds; 0 when every one of them went well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    arguments = parser.parse_args()
    OUTPUT.mkdir(parents=True, exist_ok=True)
    # Not in the folder for temporary files: QGIS would warn of losing the layer.
    raster = OUTPUT / "scene.tif"
    write_scene(raster)
    rounds = []
    for number in range(arguments.rounds):
        rounds.append(play(number, raster))
        print(f"{number + 1}: {rounds[-1].line}", flush=True)
    well = sum(not played.problems for played in rounds)
    print(f"{well} of {len(rounds)} rounds went well")
    return 0 if well == len(rounds) else 1


if __name__ == "__main__":
    sys.exit(main())
