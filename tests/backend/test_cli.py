"""The command line: words on stdout, polygons in files that GIS programs read."""

import subprocess
import sys
from pathlib import Path

import geopandas
import numpy as np
import pyogrio
import pytest
import shapely
from fake_engine import FakeEngine
from raster_files import UTM, write_raster

from backend.cli import main
from backend.polygons.vectorize import vectorize_instance
from earthgptx_qgis.wire.geobox import Affine, GeoBox
from earthgptx_qgis.wire.messages import PromptShape, Task

REPOSITORY = Path(__file__).parents[2]
BOXES = [(20, 30, 60, 50), (100, 90, 130, 120), (5, 5, 9, 9)]
FIELDS = [
    "label", "phrase", "score", "answer", "task", "mark", "source_layer", "source_kind", "model",
    "weights_sha256", "area_m2", "created", "perimeter_m", "status",
]  # fmt: skip


def scene(folder, width=200, height=150, boxes=BOXES, **options):
    """A dark raster with bright rectangles, which the fake engine finds."""
    values = np.zeros((3, height, width), np.uint8)
    for x_min, y_min, x_max, y_max in boxes:
        values[:, y_min:y_max, x_min:x_max] = 200
    return write_raster(folder / "scene.tif", values, **options)


def ground(box):
    x_min, y_min, x_max, y_max = box
    return shapely.box(
        500_000 + x_min / 2, 5_800_000 - y_max / 2, 500_000 + x_max / 2, 5_800_000 - y_min / 2
    )


class Run:
    """A command line with the fake engine, run in this process."""

    def __init__(self, capsys, *words):
        self.engine = FakeEngine()
        self.status = main(["ask", *map(str, words)], lambda _: self.engine)
        self.words, self.errors = capsys.readouterr()


@pytest.fixture
def run(capsys):
    return lambda *words: Run(capsys, *words)


def test_a_found_phrase_becomes_polygons_where_the_things_are(tmp_path, run):
    output = tmp_path / "ships.gpkg"
    done = run(scene(tmp_path), "--find", "ship", "-o", output)
    assert done.status == 0
    assert done.words == "I see 200 by 150 pixels.\n"
    frame = geopandas.read_file(output)
    assert frame.crs == UTM
    assert list(frame.columns) == [*FIELDS, "geometry"]
    found = sorted(frame.geometry, key=lambda shape: shape.area)
    for shape, box in zip(found, sorted(BOXES[:2], key=lambda box: ground(box).area), strict=True):
        assert shape.equals(ground(box))
    assert set(frame.label) == {"ship"}
    assert set(frame.source_layer) == {"scene"}
    assert set(frame.weights_sha256) == {"0123abcd"}
    assert frame.area_m2.tolist() == pytest.approx(frame.area.tolist(), rel=1e-2)
    assert frame.perimeter_m.tolist() == pytest.approx(frame.length.tolist(), rel=1e-2)
    assert set(frame.status) == {"new"}


def test_a_raster_of_one_tile_is_asked_as_it_is(tmp_path, run):
    output = tmp_path / "ships.gpkg"
    done = run(scene(tmp_path), "--find", "ship", "-o", output)
    (ask,) = done.engine.asked
    geobox = GeoBox(200, 150, Affine(0.5, 0, 500_000, 0, -0.5, 5_800_000), ask.tile.geobox.crs_wkt)
    assert ask.tile.geobox == geobox
    mask = np.zeros((150, 200), dtype=bool)
    mask[30:50, 20:60] = True
    assert vectorize_instance(mask, geobox).wkb in [
        shapely.to_wkb(shape, byte_order=1) for shape in geopandas.read_file(output).geometry
    ]


def test_the_minimum_score_decides_what_is_kept(tmp_path, run):
    for score, count in (("0.1", 3), ("0.5", 2), ("1.0", 0)):
        output = tmp_path / f"{score}.geojson"
        run(scene(tmp_path), "--find", "ship", "--min-score", score, "-o", output)
        assert len(geopandas.read_file(output)) == count


def test_a_large_raster_is_searched_window_by_window_and_each_thing_found_once(tmp_path, run):
    boxes = [(20, 30, 60, 50), (100, 180, 900, 260), (400, 10, 460, 60), (960, 700, 1000, 800)]
    output = tmp_path / "found.gpkg"
    done = run(scene(tmp_path, 1000, 800, boxes), "--count", "ship", "-o", output)
    assert done.words == "4 found: ship.\n"
    assert len(done.engine.asked) == 20
    frame = geopandas.read_file(output)
    for box in boxes:
        (shape,) = [shape for shape in frame.geometry if shape.intersects(ground(box))]
        assert shape.symmetric_difference(ground(box)).area < 1e-6


def test_only_the_named_part_is_searched(tmp_path, run):
    output = tmp_path / "found.gpkg"
    bbox = "500010,5799970,500040,5799990"
    done = run(scene(tmp_path), "--find", "ship", "--bbox", bbox, "-o", output)
    assert done.engine.asked[0].tile.geobox.bounds == (500_010, 5_799_970, 500_040, 5_799_990)
    (shape,) = geopandas.read_file(output).geometry
    assert shape.equals(ground((20, 30, 60, 50)))


def test_the_thing_at_a_place_is_outlined(tmp_path, run):
    output = tmp_path / "outline.geojson"
    done = run(scene(tmp_path), "--outline", "500015,5799980", "-o", output)
    frame = geopandas.read_file(output)
    assert frame.crs == UTM
    assert frame.mark.tolist() == [1]
    assert shapely.get_parts(frame.geometry[0])[0].equals(ground((20, 30, 60, 50)))
    (mark,) = done.engine.asked[0].marks
    assert mark.prompts[0].points == ((30, 40),)


def test_negative_coordinates_are_no_options(tmp_path, run):
    path = write_raster(tmp_path / "photo.tif", np.full((3, 40, 50), 200, np.uint8), crs=None)
    done = run(path, "--outline", "-3,4")
    assert done.status == 1
    assert "outside" in done.errors


def test_a_box_stays_a_box_and_marks_what_is_described(tmp_path, run):
    done = run(scene(tmp_path), "--describe", "--box", "500010,5799970,500040,5799990")
    (ask,) = done.engine.asked
    assert ask.task is Task.DESCRIBE_MARKS
    assert ask.marks[0].prompts[0].shape is PromptShape.BOX
    assert ask.marks[0].prompts[0].points == ((20, 20), (80, 60))
    assert done.words == "I see 200 by 150 pixels.\n"


def test_a_mark_on_a_large_raster_is_looked_at_in_full_detail(tmp_path, run):
    path = scene(tmp_path, 1000, 800, [(900, 700, 950, 720)])
    output = tmp_path / "outline.gpkg"
    done = run(path, "--outline", "500460,5799645", "-o", output)
    tile = done.engine.asked[0].tile
    assert (tile.geobox.width, tile.geobox.height) == (256, 256)
    assert tile.geobox.affine.a == 0.5
    assert geopandas.read_file(output).geometry[0].equals(ground((900, 700, 950, 720)))


def test_a_question_about_a_large_raster_sees_all_of_it(tmp_path, run):
    done = run(scene(tmp_path, 1000, 800), "--question", "what is this?")
    assert done.words == "I see 256 by 205 pixels.\n"
    assert done.engine.asked[0].task is Task.AUTO


def test_features_of_another_crs_are_classified_into_a_copy(tmp_path, run):
    shapes = [ground(BOXES[0]), ground((150, 10, 160, 20)), None, shapely.box(0, 0, 1, 1)]
    features = tmp_path / "features.gpkg"
    frame = geopandas.GeoDataFrame({"name": list("abcd")}, geometry=shapes, crs=UTM)
    frame.to_crs(28992).to_file(features)
    output = tmp_path / "classified.gpkg"
    done = run(scene(tmp_path), "--classify", features, "-o", output)
    assert done.status == 0
    assert "2 of 4 features" in done.errors
    copy = geopandas.read_file(output)
    assert copy.crs == "EPSG:28992"
    assert copy.name.tolist() == ["a", "b", "c", "d"]
    assert copy.egx_label.tolist()[:2] == ["bright", "dark"]
    assert copy.egx_label.isna().tolist() == [False, False, True, True]
    assert copy.egx_score.tolist()[:2] == [0.75, 0.75]
    assert "egx_label" not in pyogrio.read_info(features)["fields"]


def test_many_features_on_a_large_raster_are_each_classified(tmp_path, run):
    rng = np.random.default_rng(5)
    boxes = [(x, y, x + 12, y + 12) for x in range(20, 980, 40) for y in range(20, 780, 40)]
    bright = rng.random(len(boxes)) < 0.5
    path = scene(tmp_path, 1000, 800, [box for box, on in zip(boxes, bright, strict=True) if on])
    features = tmp_path / "features.geojson"
    geopandas.GeoDataFrame(geometry=[ground(box) for box in boxes], crs=UTM).to_file(features)
    output = tmp_path / "classified.gpkg"
    done = run(path, "--classify", features, "-o", output)
    labels = geopandas.read_file(output).egx_label
    assert labels.tolist() == ["bright" if on else "dark" for on in bright]
    assert max(len(ask.marks) for ask in done.engine.asked) <= 64


def test_a_feature_larger_than_a_tile_is_seen_whole(tmp_path, run):
    features = tmp_path / "features.gpkg"
    geopandas.GeoDataFrame(geometry=[ground((50, 50, 950, 750))], crs=UTM).to_file(features)
    done = run(scene(tmp_path, 1000, 800), "--classify", features)
    assert done.words == "1: dark (0.75)\n"
    assert done.engine.asked[0].tile.geobox.width == 256


def test_without_a_crs_everything_works_and_one_line_says_so(tmp_path, run):
    output = tmp_path / "found.gpkg"
    done = run(scene(tmp_path, crs=None), "--find", "ship", "-o", output)
    assert done.status == 0
    assert "has no CRS" in done.errors
    frame = geopandas.read_file(output)
    assert frame.crs is None
    assert frame.area_m2.isna().all()
    assert frame.perimeter_m.isna().all()
    assert len(frame) == 2


def test_nothing_is_overwritten_unasked(tmp_path, run):
    output = tmp_path / "ships.gpkg"
    output.write_bytes(b"precious")
    refused = run(scene(tmp_path), "--find", "ship", "-o", output)
    assert refused.status == 1
    assert "--overwrite" in refused.errors
    assert refused.engine.asked == []
    assert output.read_bytes() == b"precious"
    assert run(scene(tmp_path), "--find", "ship", "-o", output, "--overwrite").status == 0
    assert len(geopandas.read_file(output)) == 2


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--find", ""], "The question is empty. Type what you want to know."),
        (["--find", "memory"], "smaller area"),
        (["--find", "ship", "--bbox", "0,0,1,1"], "--bbox lies outside"),
        (["--find", "ship", "--point", "500015,5799980"], "Marks make no sense"),
        (["--classify", "missing.gpkg"], "missing.gpkg cannot be read"),
    ],
)
def test_a_failure_says_what_happened_and_what_to_do(tmp_path, run, words, message):
    done = run(scene(tmp_path), *words)
    assert done.status == 1
    assert message in done.errors
    assert "Traceback" not in done.errors
    assert done.words == ""


def test_nodata_everywhere_is_said(tmp_path, run):
    path = write_raster(tmp_path / "empty.tif", np.zeros((1, 20, 20), np.uint8), nodata=0)
    for words in (["--find", "ship"], ["--describe"]):
        done = run(path, *words)
        assert done.status == 1
        assert "empty.tif has no data" in done.errors


def test_a_wrong_command_line_ends_with_two(tmp_path):
    with pytest.raises(SystemExit) as ended:
        main(["ask", str(tmp_path / "scene.tif")])
    assert ended.value.code == 2


def test_it_is_a_command(tmp_path):
    command = [sys.executable, "-m", "backend.cli", "ask", "missing.tif", "--describe"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "missing.tif cannot be opened as a raster" in done.stderr
