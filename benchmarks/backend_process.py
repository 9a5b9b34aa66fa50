"""How fast the real backend process answers, and how much memory it takes."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import rasterio

from backend.data.synthetic.scene import Layout, SceneSpec
from backend.data.synthetic.writer import write_scene
from benchmarks.measurement import Measurement
from benchmarks.process_memory import peak_megabytes
from earthgptx_qgis.wire.geobox import Affine, GeoBox
from earthgptx_qgis.wire.messages import (
    Array,
    Ask,
    Done,
    Failed,
    Mark,
    PromptShape,
    Ready,
    Segment,
    Task,
    Tile,
    VisualPrompt,
)
from tests.child_process import ChildProcess

COMMAND = ("-I", "-m", "backend")
TILE_SIZE = 1024
REPETITIONS = 5
MANY_MARKS = 50
VISION_STAGE = "vision"
"""The stage of Done.timings that covers all vision parts."""


def measure() -> tuple[list[Measurement], float]:
    """The figures of the backend, and the seconds its vision parts take for one fresh tile."""
    with tempfile.TemporaryDirectory() as folder:
        tiles = [draw_tile(Path(folder), seed) for seed in range(REPETITIONS + 1)]
    start_figures = measure_start(tiles[0])
    with ChildProcess(*COMMAND) as child:
        child.receive_until(Ready)
        ids = iter(range(1, 10_000))
        ask(child, ids, tiles[0], Task.FIND)  # loads the weights
        fresh = [ask(child, ids, tile, Task.FIND) for tile in tiles[1:]]
        outline = again(child, ids, tiles[-1], Task.OUTLINE, 1)
        classify = again(child, ids, tiles[-1], Task.CLASSIFY_MARKS, 1)
        many = again(child, ids, tiles[-1], Task.CLASSIFY_MARKS, MANY_MARKS)
        peak = peak_megabytes(child.process.pid)
    first = statistics.median(seconds for seconds, _ in fresh)
    ratio = many / classify
    vision = statistics.median(vision_seconds(done) for _, done in fresh)
    return [
        *start_figures,
        Measurement("warm backend, first answer on a fresh 1024 px tile", first, "s", 1.0),
        Measurement("next prompt on the same tile: outline", outline, "s", 0.2),
        Measurement("next prompt on the same tile: classify", classify, "s", 0.2),
        Measurement(f"{MANY_MARKS} marks classified at once, against one", ratio, "x", 3.0),
        Measurement("backend peak memory", peak / 1000, "GB", 1.2),
    ], vision


def measure_start(tile: Tile) -> list[Measurement]:
    """From the start of a process to Ready, and to the first polygon of a question sent at once."""
    ready, polygons = [], []
    for _ in range(3):
        start = time.perf_counter()
        with ChildProcess(*COMMAND) as child:
            child.send(Ask(1, tile, Task.FIND, "airplane"))
            child.receive_until(Ready)
            ready.append(time.perf_counter() - start)
            child.receive_until(Segment, Done)
            polygons.append(time.perf_counter() - start)
    return [
        Measurement("backend process to Ready", statistics.median(ready), "s", 2.5),
        Measurement("cold start to the first polygons", statistics.median(polygons), "s", 6.0),
    ]


def draw_tile(folder: Path, seed: int) -> Tile:
    """A synthetic airport of 1024 px."""
    spec = SceneSpec(Layout.DEMO, seed=seed, width=TILE_SIZE, height=TILE_SIZE)
    with rasterio.open(write_scene(folder, spec).raster) as raster:
        pixels = raster.read().transpose(1, 2, 0)
        affine = Affine(*raster.transform[:6])
        geobox = GeoBox(raster.width, raster.height, affine, raster.crs.to_wkt())
    return Tile(Array("uint8", pixels.shape, pixels.tobytes()), geobox)


def ask(
    child: ChildProcess, ids: Iterator[int], tile: Tile, task: Task, mark_count: int = 0
) -> tuple[float, Done]:
    """Ask once; seconds to the end of the answer, and its Done.

    Raises:
        RuntimeError: the backend did not answer.
    """
    question = "airplane" if task is Task.FIND else ""
    request = Ask(next(ids), tile, task, question, boxes(mark_count))
    start = time.perf_counter()
    child.send(request)
    messages = child.receive_until(Done, Failed)
    seconds = time.perf_counter() - start
    if not isinstance(messages[-1], Done):
        raise RuntimeError(f"{task.value} failed: {messages[-1]}")
    return seconds, messages[-1]


def again(
    child: ChildProcess, ids: Iterator[int], tile: Tile, task: Task, mark_count: int
) -> float:
    """Median seconds of a question about a tile that was asked about before."""
    return statistics.median(ask(child, ids, tile, task, mark_count)[0] for _ in range(REPETITIONS))


def boxes(count: int) -> tuple[Mark, ...]:
    """Marks of 60 x 60 px in rows of ten."""
    return tuple(
        Mark(index + 1, (VisualPrompt(PromptShape.BOX, ((x, y), (x + 60.0, y + 60.0))),))
        for index in range(count)
        for x, y in [(20.0 + 100 * (index % 10), 20.0 + 100 * (index // 10))]
    )


def vision_seconds(done: Done) -> float:
    """What all vision parts took together."""
    return sum(timing.seconds for timing in done.timings if timing.stage == VISION_STAGE)
