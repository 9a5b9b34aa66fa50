"""Run the real QGIS desktop through the plugin on a few scenes and say what came out.

On the user's display, or under Xvfb where there is none. Writes build/demo/<scene>.gpkg and .png.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import geopandas
import rasterio
from shapely.geometry import Polygon
from shapely.geometry import box as rectangle

from demo.scenes import Box, DemoScene, real_scenes, synthetic_scene
from scripts.desktop import DesktopError, run_in_desktop

ROOT = Path(__file__).resolve().parent.parent

OUTPUT = ROOT / "build" / "demo"
REAL_SCENES = ROOT.parent / "shared" / "data" / "geo"
TIME_LIMIT_SECONDS = 900
ANSWER_WIDTH = 60


@dataclass(frozen=True)
class Files:
    """What the demo reads and writes for one scene."""

    geopackage: Path
    screenshot: Path
    features: Path
    plan: Path
    outcome: Path
    log: Path

    @classmethod
    def of(cls, scene: DemoScene) -> Files:
        """The files of a scene; what an earlier run left there is removed."""
        endings = (".gpkg", ".png", "_features.gpkg", "_plan.json", "_outcome.json", ".log")
        files = [OUTPUT / f"{scene.name}{ending}" for ending in endings]
        for file in files:
            file.unlink(missing_ok=True)
        return cls(*files)


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    task: str
    answer: str
    polygons: int
    crs: str
    seconds: float
    iou: float | None


def geometries(path: Path, condition: str) -> geopandas.GeoSeries:
    """The geometries of a vector file's first layer whose attributes meet a condition of SQL."""
    return geopandas.GeoSeries(geopandas.read_file(path, layer=0, where=condition).geometry)


def truth_of(truth: Path, *categories: str) -> geopandas.GeoSeries:
    """The true outlines of some categories."""
    names = ", ".join(f"'{category}'" for category in categories)
    return geometries(truth, f"category IN ({names})")


def places_of(scene: DemoScene) -> tuple[tuple[float, ...], geopandas.GeoSeries]:
    """The bounds of the mark and the features to select, in the raster's CRS."""
    if scene.truth is not None:
        marked = truth_of(scene.truth, scene.find).iloc[0]
        return marked.bounds, truth_of(scene.truth, *scene.select)
    with rasterio.open(scene.raster) as raster:
        crs, (left, bottom, right, top) = raster.crs, raster.bounds
    width, height = right - left, top - bottom

    def on_ground(place: Box) -> Polygon:
        x0, y0, x1, y1 = place
        return rectangle(left + x0 * width, top - y1 * height, left + x1 * width, top - y0 * height)

    places = [on_ground(place) for place in scene.features]
    return on_ground(scene.mark).bounds, geopandas.GeoSeries(places, crs=crs)


def run_qgis(scene: DemoScene, files: Files) -> dict:
    """Let QGIS play one scene; what inside_qgis.py noted, or nothing but the failure."""
    mark, features = places_of(scene)
    features.to_file(files.features)
    plan = {
        "raster": str(scene.raster.resolve()),
        "ignore_alpha": scene.alpha_is_infrared,
        "mark": mark,
        "find": scene.find,
        "features": str(files.features),
        "geopackage": str(files.geopackage),
        "screenshot": str(files.screenshot),
        "outcome": str(files.outcome),
        "log": str(files.log),
        "repository": str(ROOT),
    }
    files.plan.write_text(json.dumps(plan, indent=1))
    script = Path(__file__).parent / "inside_qgis.py"
    try:
        run_in_desktop(script, files.log, TIME_LIMIT_SECONDS, EARTHGPTX_PLAN=str(files.plan))
    except DesktopError as error:
        print(error, file=sys.stderr)
    if not files.outcome.is_file():
        return {"finished": False, "answers": []}
    return json.loads(files.outcome.read_text())


def row_of(scene: DemoScene, files: Files, answer: dict) -> Row:
    """One answer as a line of the table, with the polygons that were saved for it."""
    polygons = geopandas.GeoSeries()
    if files.geopackage.is_file():
        polygons = geometries(files.geopackage, f"task = '{answer['task']}'")
    crs = polygons.crs.to_string() if len(polygons) and polygons.crs else ""
    overlap = iou(scene, answer["task"], polygons) if len(polygons) else None
    return Row(answer["task"], answer["answer"], len(polygons), crs, answer["seconds"], overlap)


def iou(scene: DemoScene, task: str, polygons: geopandas.GeoSeries) -> float | None:
    """Intersection over union of the answer's area and the true one, where that is known."""
    if scene.truth is None:
        return None
    objects = truth_of(scene.truth, scene.find)
    truth = objects.iloc[0] if task == "outline" else objects.union_all()
    answer = polygons.union_all()
    return truth.intersection(answer).area / truth.union(answer).area


def shortened(text: str) -> str:
    """A text that fits into the table."""
    return text if len(text) <= ANSWER_WIDTH else text[: ANSWER_WIDTH - 1] + "…"


def show(scene: DemoScene, files: Files, rows: list[Row], finished: bool) -> None:
    """Print the table of one scene and where its files are."""
    print(f"\n{scene.name} ({scene.raster.name})")
    print(f"  {'task':<16} {'polygons':>8}  {'CRS':<11} {'seconds':>7}  {'IoU':>5}  answer")
    for row in rows:
        overlap = "" if row.iou is None else f"{row.iou:.2f}"
        print(
            f"  {row.task:<16} {row.polygons:>8}  {row.crs:<11} {row.seconds:>7.2f}  {overlap:>5}"
            f"  {shortened(row.answer)}"
        )
    for file in (files.geopackage, files.screenshot):
        if file.is_file():
            print(f"  {file.relative_to(ROOT)}")
    if not finished:
        print(f"  QGIS did not come to the end of the demo; see {files.log.relative_to(ROOT)}")


def main() -> int:
    """Run every scene; 0 when all came to their end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--raster", type=Path, help="your own raster instead of the demo's scenes")
    parser.add_argument("--find", default="vehicle", help="what to find in it")
    arguments = parser.parse_args()
    OUTPUT.mkdir(parents=True, exist_ok=True)
    if arguments.raster and not arguments.raster.is_file():
        parser.error(f"there is no file {arguments.raster}")
    if arguments.raster:
        scenes = (DemoScene(arguments.raster.stem, arguments.raster, arguments.find),)
    else:
        scenes = (synthetic_scene(OUTPUT), *real_scenes(REAL_SCENES))
    all_finished = True
    for scene in scenes:
        if not scene.raster.is_file():
            print(f"\n{scene.name} left out: there is no {scene.raster}")
            continue
        files = Files.of(scene)
        outcome = run_qgis(scene, files)
        rows = [row_of(scene, files, answer) for answer in outcome["answers"]]
        show(scene, files, rows, outcome["finished"])
        all_finished &= outcome["finished"]
    return 0 if all_finished else 1


if __name__ == "__main__":
    sys.exit(main())
