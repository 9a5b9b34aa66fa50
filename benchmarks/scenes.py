"""The rasters that the benchmarks inside QGIS look at, drawn once and kept in build/."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import rasterio

from backend.data.synthetic.scene import Layout, SceneSpec
from backend.data.synthetic.writer import write_scene
from benchmarks.paths import LARGE_SCENE, MANY_THINGS, OUTPUT

LARGE_SCENE_SIZE = 5000
THINGS_PER_SIDE = 100
THING_PIXELS = 3
PITCH_PIXELS = 5


def draw_scenes() -> None:
    """Draw those that are not there yet; the large one takes a minute."""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    if not LARGE_SCENE.is_file():
        spec = SceneSpec(Layout.TANK_FARM, width=LARGE_SCENE_SIZE, height=LARGE_SCENE_SIZE)
        write_scene(LARGE_SCENE.parent, spec, name=LARGE_SCENE.stem, overwrite=True)
    if not MANY_THINGS.is_file():
        _draw_many_things(MANY_THINGS)


def _draw_many_things(path: Path) -> None:
    """10,000 bright squares on dark ground, for the engine that finds what is bright."""
    thing = np.full((PITCH_PIXELS, PITCH_PIXELS), 10, np.uint8)
    thing[1 : 1 + THING_PIXELS, 1 : 1 + THING_PIXELS] = 200
    pixels = np.tile(thing, (THINGS_PER_SIDE, THINGS_PER_SIDE))
    spec = SceneSpec(Layout.DEMO, width=pixels.shape[1], height=pixels.shape[0])
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=spec.width,
        height=spec.height,
        count=1,
        dtype="uint8",
        crs=spec.crs,
        transform=rasterio.Affine(*spec.affine),
    ) as raster:
        raster.write(pixels, 1)
