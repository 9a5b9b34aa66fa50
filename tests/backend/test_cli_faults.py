"""The command line with odd rasters, damaged weights and folders that take no file."""

from __future__ import annotations

import shutil

import geopandas
import numpy as np
import pytest
import rasterio
import shapely
from fake_engine import FakeEngine
from raster_files import NORTH_UP, UTM, write_raster
from rasterio.control import GroundControlPoint

from backend.cli import main
from backend.earthgptx_engine import load_engine
from tests.backend.tiny_model import write_tiny_model

pytestmark = pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")

ROTATED = rasterio.Affine(0.4, 0.3, 500_000, 0.3, -0.4, 5_800_000)
SOUTH_UP = rasterio.Affine(0.5, 0, 500_000, 0, 0.5, 5_800_000)
DEGREES = rasterio.Affine(1e-5, 0, 4.5, 0, -1e-5, 52.0)
POINTS = [
    GroundControlPoint(row=row, col=column, x=500_000 + column / 2, y=5_800_000 - row / 2)
    for row, column in [(0, 0), (0, 80), (60, 0), (60, 80)]
]


def pixels(count=3, height=60, width=80, dtype="uint8", block=200):
    """(C, H, W): dark grain, and bright in the middle half of each direction."""
    dark = np.random.default_rng(7).integers(1, 100, (count, height, width)).astype(dtype)
    top, left = height // 4, width // 4
    dark[:, top : height - top, left : width - left] = block
    return dark


def partly_not_a_number():
    values = pixels(1, dtype="float32")
    values[:, :10] = np.nan
    values[0, 50, 50] = np.inf
    return values


ODD_RASTERS = {
    "without CRS": lambda path: write_raster(path, pixels(), crs=None),
    "rotated": lambda path: write_raster(path, pixels(), ROTATED),
    "south-up": lambda path: write_raster(path, pixels(), SOUTH_UP),
    "degrees": lambda path: write_raster(path, pixels(), DEGREES, "EPSG:4326"),
    "control points only": lambda path: write_raster(path, pixels(), None, gcps=POINTS),
    "partly not a number": lambda path: write_raster(path, partly_not_a_number()),
    "one band": lambda path: write_raster(path, pixels(1)),
    "16 bits": lambda path: write_raster(path, pixels(dtype="uint16", block=60000)),
    "four bands": lambda path: write_raster(path, pixels(4)),
    "1 x 1": lambda path: write_raster(path, pixels(height=1, width=1)),
    "3 x 20000": lambda path: write_raster(path, pixels(1, height=20000, width=3)),
}


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    return write_tiny_model(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="module")
def engine(weights):
    return load_engine(weights)


def place_and_size(path):
    """From pixels to the raster's CRS; width and height."""
    with rasterio.open(path) as dataset:
        place = NORTH_UP if dataset.gcps[0] else dataset.transform
        return place, dataset.width, dataset.height


def ground_of_block(path):
    """The block in the raster's CRS."""
    place, width, height = place_and_size(path)
    left, top = width // 4, height // 4
    right, bottom = width - left, height - top
    return shapely.Polygon(
        [place @ corner for corner in ((left, top), (right, top), (right, bottom), (left, bottom))]
    )


@pytest.mark.parametrize("kind", ODD_RASTERS)
def test_what_is_found_on_an_odd_raster_lies_where_it_is(tmp_path, kind):
    path, output = ODD_RASTERS[kind](tmp_path / "odd.tif"), tmp_path / "found.gpkg"
    words = ["ask", str(path), "--find", "block", "--min-score", "0", "-o", str(output)]
    assert main(words, lambda _: FakeEngine()) == 0
    frame = geopandas.read_file(output)
    with rasterio.open(path) as dataset:
        assert frame.crs == (dataset.crs or dataset.gcps[1])
    block = ground_of_block(path)
    (found,) = frame.geometry
    # Pixels are resampled where the raster does not lie north-up.
    assert found.intersection(block).area / found.union(block).area > 0.9


@pytest.mark.parametrize("kind", ODD_RASTERS)
def test_the_model_looks_at_an_odd_raster(tmp_path, engine, capsys, kind):
    path = ODD_RASTERS[kind](tmp_path / "odd.tif")
    place, width, height = place_and_size(path)
    x, y = place @ (width / 2, height / 2)
    assert main(["ask", str(path), f"--outline={x!r},{y!r}"], lambda _: engine) == 0
    said, errors = capsys.readouterr()
    assert said.strip()
    assert ("has no CRS" in errors) == (kind == "without CRS")


def alter(path):
    content = bytearray(path.read_bytes())
    content[-5] ^= 1
    path.write_bytes(bytes(content))


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (alter, "are damaged or altered: their SHA-256 is"),
        (lambda path: path.write_bytes(path.read_bytes()[:1000]), "are damaged or altered"),
        (lambda path: path.unlink(), "are missing"),
    ],
    ids=["altered", "truncated", "missing"],
)
def test_damaged_weights_are_named_and_nothing_is_written(tmp_path, weights, capsys, damage, words):
    folder = shutil.copytree(weights, tmp_path / "weights")
    damage(folder / "model.safetensors")
    raster = write_raster(tmp_path / "field.tif", pixels())
    output = tmp_path / "found.gpkg"
    line = ["ask", str(raster), "--find", "block", "--weights", str(folder), "-o", str(output)]
    assert main(line) == 1
    said, errors = capsys.readouterr()
    assert said == ""
    assert f"The weights {folder / 'model.safetensors'} {words}" in errors
    assert "Install the model again" in errors
    assert not output.exists()


def test_a_question_no_task_fits_is_declined_in_words(tmp_path, engine, capsys):
    """Random weights take no question for a task of theirs."""
    raster = write_raster(tmp_path / "field.tif", pixels())
    assert main(["ask", str(raster), "--question", "who won the cup?"], lambda _: engine) == 0
    assert "I cannot answer that from the image." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("folder", "reason"),
    [("/proc", "/proc"), ("nowhere", "does not exist or is read-only")],
)
def test_a_folder_that_takes_no_file_is_named(tmp_path, capsys, folder, reason):
    raster = write_raster(tmp_path / "field.tif", pixels())
    output = tmp_path / folder / "found.gpkg"
    assert main(["ask", str(raster), "--find", "b", "-o", str(output)], lambda _: FakeEngine()) == 1
    errors = capsys.readouterr().err
    assert reason in errors
    assert "Choose a folder you may write to." in errors
    assert "Traceback" not in errors


def test_a_folder_that_vanishes_during_the_work_is_named(tmp_path, capsys):
    folder = tmp_path / "results"
    folder.mkdir()

    class FolderRemover(FakeEngine):
        def answer(self, ask):
            if folder.exists():
                folder.rmdir()
            yield from super().answer(ask)

    raster = write_raster(tmp_path / "field.tif", pixels())
    line = ["ask", str(raster), "--find", "block", "-o", str(folder / "found.gpkg")]
    assert main(line, lambda _: FolderRemover()) == 1
    said, errors = capsys.readouterr()
    assert said == "I see 80 by 60 pixels.\n"
    assert f"{folder / 'found.gpkg'} cannot be written" in errors


def test_ten_thousand_features_in_another_crs_with_and_without_geometry(tmp_path, capsys):
    raster = write_raster(tmp_path / "field.tif", pixels(1, 1000, 1000))
    rng = np.random.default_rng(1)
    xs, ys = rng.uniform(500_001, 500_499, 9990), rng.uniform(5_799_501, 5_799_999, 9990)
    shapes = [*shapely.buffer(shapely.points(xs, ys), 0.5, quad_segs=1), *[None] * 10]
    features = tmp_path / "features.gpkg"
    geopandas.GeoDataFrame(geometry=shapes, crs=UTM).to_crs(4326).to_file(features)
    output = tmp_path / "classified.gpkg"
    line = ["ask", str(raster), "--classify", str(features), "-o", str(output)]
    assert main(line, lambda _: FakeEngine()) == 0
    assert "10 of 10000 features have no geometry" in capsys.readouterr().err
    frame = geopandas.read_file(output)
    assert frame.crs == "EPSG:4326"
    assert frame.egx_label.isna().sum() == 10
    inside = (abs(xs - 500_250) < 124) & (abs(ys - 5_799_750) < 124)
    outside = (abs(xs - 500_250) > 126) | (abs(ys - 5_799_750) > 126)
    labels = frame.egx_label[:9990]
    assert set(labels[inside]) == {"bright"}
    assert set(labels[outside]) == {"dark"}
