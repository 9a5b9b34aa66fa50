"""Where the benchmarks keep what they draw; standard library only, as both environments ask."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "build" / "benchmarks"
LARGE_SCENE = OUTPUT / "tank_farm_5000.tif"
"""A square of 5,000 pixels."""
MANY_THINGS = OUTPUT / "many_things.tif"
"""500 pixels square, with 10,000 things on it."""
