"""The plugin and the command line give the same polygons for the same raster and prompt."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from osgeo import gdal
from qgis.core import (
    QgsCoordinateTransformContext,
    QgsGeometry,
    QgsRasterLayer,
    QgsVectorLayer,
)

from earthgptx_qgis.canvas.tile_reader import TileRequest, read_tile
from earthgptx_qgis.results.measures import geodesic_perimeter
from earthgptx_qgis.results.segment_rows import Status, segment_fields
from earthgptx_qgis.runtime.environment import command_of_checkout
from earthgptx_qgis.runtime.process import BackendState
from earthgptx_qgis.runtime.session import Session
from earthgptx_qgis.wire.messages import Ask, Mark, PromptShape, Task, VisualPrompt

ROOT = Path(__file__).resolve().parent.parent.parent
PYTHON = ROOT / ".venv-backend" / "bin" / "python"
COMMAND = command_of_checkout()
SIDE = 512

pytestmark = pytest.mark.skipif(COMMAND is None, reason="no .venv-backend: run `make environments`")


@pytest.fixture(scope="module")
def scene(tmp_path_factory) -> Path:
    """A drawn tank farm, north-up, with its own 8-bit pixels."""
    folder = tmp_path_factory.mktemp("scene")
    run("-m", "backend.data.synthetic", "tank farm", "-o", str(folder), "--size", str(SIDE))
    (raster,) = folder.glob("*.tif")
    return raster


@pytest.fixture(scope="module")
def session(qgis_app):
    session = Session(lambda: COMMAND)
    session.start()
    yield session
    session.shut_down()


def run(*arguments: str) -> None:
    subprocess.run([str(PYTHON), *arguments], check=True, capture_output=True, cwd=ROOT)


def file_of_command_line(raster: Path, *options: str) -> QgsVectorLayer:
    out = raster.with_suffix(".gpkg")
    run("-m", "backend.cli", "ask", str(raster), *options, "-o", str(out), "--overwrite")
    return QgsVectorLayer(str(out), "out", "ogr")


def by_command_line(raster: Path, *options: str) -> list[QgsGeometry]:
    layer = file_of_command_line(raster, *options)
    return [feature.geometry() for feature in layer.getFeatures()]


def by_plugin(session, qtbot, raster: Path, task: Task, question: str, *points):
    layer = QgsRasterLayer(str(raster), raster.stem)
    tile = read_tile(layer, TileRequest(layer.extent()))
    marks = tuple(
        Mark(number, (VisualPrompt(PromptShape.POINT, (tile.geobox.to_pixel(*point),)),))
        for number, point in enumerate(points, start=1)
    )
    qtbot.waitUntil(lambda: session.state is BackendState.READY, timeout=60_000)
    segments, ended = [], []
    job = session.ask(Ask(0, tile, task, question, marks))
    job.segment.connect(segments.append)
    job.done.connect(ended.append)
    job.failed.connect(ended.append)
    qtbot.waitUntil(lambda: bool(ended), timeout=60_000)
    threshold = ended[0].threshold
    return [item.wkb for item in segments if item.score >= threshold]


def first_tank(raster: Path) -> tuple[float, float]:
    """A place on the largest tank of the truth, in the scene's CRS."""
    truth = QgsVectorLayer(str(raster.with_suffix(".geojson")), "truth", "ogr")
    tanks = [f.geometry() for f in truth.getFeatures() if f["category"] == "storage tank"]
    middle = max(tanks, key=lambda tank: tank.area()).pointOnSurface().asPoint()
    return middle.x(), middle.y()


def test_everything_found_by_words_has_the_same_bytes(session, qtbot, scene):
    there = by_command_line(scene, "--find", "storage tanks")
    here = by_plugin(session, qtbot, scene, Task.FIND, "storage tanks")
    assert here
    assert sorted(bytes(item.asWkb()) for item in there) == sorted(here)


def test_the_file_has_the_fields_of_the_plugin_and_its_lengths(qgis_app, scene):
    layer = file_of_command_line(scene, "--find", "storage tanks")
    assert layer.fields().names() == ["fid", *segment_fields().names()]
    perimeter = geodesic_perimeter(layer.crs(), QgsCoordinateTransformContext())
    rows = list(layer.getFeatures())
    assert rows
    for row in rows:
        assert row["perimeter_m"] == pytest.approx(perimeter(row.geometry()), rel=1e-9)
        assert row["status"] == Status.NEW.value


def test_an_outline_under_a_point_has_the_same_bytes(session, qtbot, scene):
    x, y = first_tank(scene)
    there = by_command_line(scene, "--outline", f"{x!r},{y!r}")
    here = by_plugin(session, qtbot, scene, Task.OUTLINE, "", (x, y))
    assert len(here) == 1
    assert [bytes(item.asWkb()) for item in there] == here


def test_a_south_up_raster_has_its_polygon_at_the_same_place(session, qtbot, scene, tmp_path):
    """Both turn it north-up; the warped pixels may differ at the last bit of a place."""
    source = gdal.Open(str(scene))
    left, width, _, top, _, height = source.GetGeoTransform()
    turned = tmp_path / "south_up.tif"
    target = gdal.GetDriverByName("GTiff").CreateCopy(str(turned), source)
    target.SetGeoTransform((left, width, 0.0, top + height * SIDE, 0.0, -height))
    target.WriteArray(source.ReadAsArray()[:, ::-1])
    del target
    x, y = first_tank(scene)
    (there,) = by_command_line(turned, "--outline", f"{x!r},{y!r}")
    (wkb,) = by_plugin(session, qtbot, turned, Task.OUTLINE, "", (x, y))
    here = QgsGeometry()
    here.fromWkb(wkb)
    both = here.intersection(there).area()
    assert both / (here.area() + there.area() - both) >= 0.95
