"""`python -m backend.evaluation.geo_scenes`: figures on georeferenced scenes never trained on.

Asked as a person asks: the command line of `backend.cli` reads a GeoTIFF and writes polygons, and
these are compared with digitised ones in the raster's CRS. Each scene is also read coarser or
finer than it is, to see at which ground resolution its objects are found best.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from backend.command_line import errors_to_log
from backend.earthgptx_engine import SHIPPED, load_engine
from backend.engine import Engine
from backend.errors import RasterError

from .measures import Figure, Matches, f1_figure, match_instances
from .report import markdown_table, write_report

if TYPE_CHECKING:
    from geopandas import GeoDataFrame, GeoSeries

logger = logging.getLogger(__name__)

LEAST_OVERLAPS = (0.5, 0.3)
BLOCKS = 4
"""The interval of F1 comes from drawing the blocks of a scene anew, so many along each side."""


class Measure(Enum):
    """How found polygons are compared with the true ones."""

    INSTANCES = "each with each"
    UNION = "all together"
    OUTLINE = "the one at a point"


@dataclass(frozen=True)
class Probe:
    """One question about one scene.

    Attributes:
        raster: file in the folder of scenes.
        truth: GeoJSON in the folder of truth or, where it comes with the raster, of scenes.
        phrase: what to find.
        resolutions: metres per pixel at which to read; the first is the raster's own.
        area: GeoJSON of the part that was digitised, None = the whole raster.
    """

    name: str
    raster: str
    truth: str
    phrase: str
    measures: tuple[Measure, ...]
    resolutions: tuple[float, ...]
    area: str | None = None


PROBES = (
    Probe(
        "O'Hare airliner",
        "naip_ohare_gate_0.6m.tif",
        "airplane_ohare.geojson",
        "airplane",
        (Measure.OUTLINE, Measure.UNION),
        (0.6, 0.3, 1.0),
    ),
    Probe(
        "Manila cars",
        "oam_manila_bridge_0.1m.tif",
        "cars_manila.geojson",
        "car",
        (Measure.INSTANCES,),
        (0.1, 0.15, 0.2, 0.3),
        "cars_manila_area.geojson",
    ),
    Probe(
        "Colorado cars",
        "hro_colorado_parking_0.15m.tif",
        "cars_colorado.geojson",
        "car",
        (Measure.INSTANCES,),
        (0.15, 0.2, 0.3),
    ),
    Probe(
        "Manila water",
        "oam_manila_bridge_0.1m.tif",
        "water_manila.geojson",
        "water",
        (Measure.UNION,),
        (0.1, 0.3, 1.0),
    ),
    Probe(
        "NL water",
        "nl_aerial_0.25m.tif",
        "water_nl.geojson",
        "water",
        (Measure.UNION,),
        (0.25, 0.5, 1.0),
    ),
    Probe(
        "Kampala roofs",
        "oam_kampala_0.15m.tif",
        "oam_kampala_buildings.geojson",
        "building",
        (Measure.INSTANCES, Measure.UNION),
        (0.15, 0.3, 0.6, 1.0),
    ),
)


@dataclass(frozen=True)
class Asking:
    """Questions to one engine through the command line, with a folder for the files it writes."""

    engine: Engine
    folder: Path

    def polygons(self, raster: Path, *words: str) -> GeoDataFrame:
        """What `ask RASTER WORDS -o FILE` writes.

        Raises:
            RasterError: the command failed; it has said why.
        """
        import geopandas

        from backend.cli import EXIT_OK
        from backend.cli import main as ask

        output = self.folder / "answer.gpkg"
        command = ["ask", str(raster), *words, "-o", str(output), "--overwrite"]
        with contextlib.redirect_stdout(sys.stderr):
            status = ask(command, lambda _: self.engine)
        if status != EXIT_OK:
            raise RasterError(f"{raster} could not be asked.", "The reason stands above.")
        return geopandas.read_file(output)


def figures_of(
    probe: Probe, raster: Path, truth: GeoDataFrame, area: GeoSeries, asking: Asking
) -> Iterator[tuple[str, Figure]]:
    """Name and value of every figure of a probe on one raster.

    Args:
        truth, area: in the raster's CRS; what lies outside of the area is not judged.
    """
    if Measure.OUTLINE in probe.measures:
        for true in truth.geometry:
            point = true.representative_point()
            outlined = asking.polygons(raster, f"--outline={point.x},{point.y}")
            yield "outline, point: IoU", _single(_union_overlap(outlined, truth, area), 1)
    found = asking.polygons(raster, f"--find={probe.phrase}")
    if Measure.UNION in probe.measures:
        shared = _union_overlap(found, truth, area)
        yield f"find, {probe.phrase}: IoU of the union", _single(shared, len(truth))
    if Measure.INSTANCES in probe.measures:
        inside = found.loc[found.geometry.centroid.within(area.union_all())]
        for least in LEAST_OVERLAPS:
            blocks = _matches_by_block(inside, truth, area, least)
            yield f"find, {probe.phrase}: F1@{least}", f1_figure(blocks, 0.0)


def _union_overlap(found: GeoDataFrame, truth: GeoDataFrame, area: GeoSeries) -> float:
    """IoU of everything found and everything true, within the area."""
    covered, true = (
        frame.geometry.make_valid().union_all().intersection(area.union_all())
        for frame in (found, truth)
    )
    return covered.intersection(true).area / covered.union(true).area


def _matches_by_block(
    found: GeoDataFrame, truth: GeoDataFrame, area: GeoSeries, least_overlap: float
) -> list[Matches]:
    """Greedy matches in the whole scene, split by where the centroids lie."""
    matches = match_instances(_overlaps(found, truth), found["score"].tolist(), least_overlap)
    found_blocks, true_blocks = _blocks(found, area), _blocks(truth, area)
    split = []
    for block in sorted({*found_blocks, *true_blocks}):
        here = [pair for pair, at in zip(matches.pairs, found_blocks, strict=True) if at == block]
        correct, scores = tuple(pair[0] for pair in here), tuple(pair[1] for pair in here)
        split.append(Matches(correct, scores, true_blocks.count(block)))
    return split


def _blocks(frame: GeoDataFrame, area: GeoSeries) -> list[int]:
    """Number of the block of each centroid."""
    x_min, y_min, x_max, y_max = area.total_bounds
    centres = frame.geometry.centroid
    columns = ((centres.x - x_min) / (x_max - x_min) * BLOCKS).clip(0, BLOCKS - 1).astype(int)
    rows = ((centres.y - y_min) / (y_max - y_min) * BLOCKS).clip(0, BLOCKS - 1).astype(int)
    return (rows * BLOCKS + columns).tolist()


def _overlaps(found: GeoDataFrame, truth: GeoDataFrame) -> np.ndarray:
    """(found, true) IoU."""
    ours, true = found.geometry.make_valid(), truth.geometry.make_valid()
    overlaps = np.zeros((len(ours), len(true)))
    for row, column in zip(*true.sindex.query(ours, predicate="intersects"), strict=True):
        one, other = ours.iloc[row], true.iloc[column]
        shared = one.intersection(other).area
        overlaps[row, column] = shared / (one.area + other.area - shared)
    return overlaps


def _single(value: float, count: int) -> Figure:
    # One scene, one number: nothing to draw anew.
    return Figure(value, count, float("nan"), float("nan"))


def resampled(raster: Path, resolution: float, folder: Path) -> Path:
    """The raster with pixels of so many units of its CRS, as a GeoTIFF in a folder."""
    import rasterio
    from rasterio.enums import Resampling

    with rasterio.open(raster) as dataset:
        across, down = dataset.res
        shape = (
            round(dataset.height * down / resolution),
            round(dataset.width * across / resolution),
        )
        coarser = resolution > across
        pixels = dataset.read(
            out_shape=(dataset.count, *shape),
            resampling=Resampling.average if coarser else Resampling.cubic,
        )
        scaling = rasterio.Affine.scale(dataset.width / shape[1], dataset.height / shape[0])
        profile = {
            "driver": "GTiff",
            "count": dataset.count,
            "height": shape[0],
            "width": shape[1],
            "dtype": dataset.dtypes[0],
            "crs": dataset.crs,
            "transform": dataset.transform @ scaling,
        }
        path = folder / f"{raster.stem}_read_at_{resolution:g}.tif"
        with rasterio.open(path, "w", **profile) as copy:
            copy.colorinterp = dataset.colorinterp
            copy.write(pixels)
    return path


def measure(
    data: Path, truth_folder: Path, asking: Asking, report: Callable[[str, dict[str, Figure]], None]
) -> None:
    """Every probe at every resolution; a scene that is missing is named and skipped."""
    import geopandas
    import rasterio
    import shapely

    for probe in PROBES:
        raster = data / probe.raster
        if not raster.exists():
            logger.warning("%s is skipped: %s is not there", probe.name, raster)
            continue
        with rasterio.open(raster) as dataset:
            crs, bounds = dataset.crs, shapely.box(*dataset.bounds)
        truth_file = truth_folder / probe.truth
        truth = geopandas.read_file(truth_file if truth_file.exists() else data / probe.truth)
        truth = truth.to_crs(crs)
        # Outlines drawn by many hands may cross themselves.
        truth = truth.set_geometry(truth.geometry.make_valid()).clip(bounds)
        area = geopandas.GeoSeries([bounds], crs=crs)
        if probe.area is not None:
            area = geopandas.read_file(truth_folder / probe.area).geometry
        for number, resolution in enumerate(probe.resolutions):
            read = resampled(raster, resolution, asking.folder) if number else raster
            figures = dict(figures_of(probe, read, truth, area, asking))
            report(f"{probe.name}, read at {resolution:g} m", figures)


@errors_to_log
def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and write results.json and results.md; 1 where that failed."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(
        prog="python -m backend.evaluation.geo_scenes", description=__doc__
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the GeoTIFFs")
    parser.add_argument("--truth", type=Path, default=Path("tests/geo_truth"))
    parser.add_argument("--weights", type=Path, default=SHIPPED, help="folder of the model")
    parser.add_argument("--out", type=Path, default=Path("runs/geo_scenes"))
    options = parser.parse_args(arguments)
    results: dict[str, dict[str, Figure]] = {}

    def report(name: str, figures: dict[str, Figure]) -> None:
        results[name] = figures
        write_report(options.out, results)

    with tempfile.TemporaryDirectory() as folder:
        asking = Asking(load_engine(options.weights), Path(folder))
        measure(options.data, options.truth, asking, report)
    logger.info("%s", markdown_table(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
