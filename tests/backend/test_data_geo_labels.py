"""Features over a raster become pieces with labels, at the pixel where they lie on the ground."""

import logging

import geopandas
import numpy as np
import pytest
import shapely
from raster_files import NORTH_UP, UTM, write_raster

from backend.data.collection import Choices
from backend.data.formats import open_collection, parts_in, read_part
from backend.data.geo_labels import blocks_of
from backend.errors import RasterError, VectorFileError
from earthgptx_qgis.wire.messages import SourceKind
from earthgptx_qgis.wire.windows import Window

# The raster is 640 x 480 pixels of half a metre from (500000, 5800000) on.
WIDTH, HEIGHT = 640, 480
BOXES = [(40, 30, 60, 50), (400, 60, 430, 80), (300, 220, 340, 260), (500, 400, 520, 410)]


def ground(left, top, right, bottom):
    """A box of pixels on the ground."""
    x, y = 500_000, 5_800_000
    return shapely.box(x + 0.5 * left, y - 0.5 * bottom, x + 0.5 * right, y - 0.5 * top)


@pytest.fixture
def raster(tmp_path):
    values = np.full((3, HEIGHT, WIDTH), 60, np.uint8)
    for left, top, right, bottom in BOXES:
        values[:, top:bottom, left:right] = 230
    return write_raster(tmp_path / "scene.tif", values)


def write(path, geometries, crs="EPSG:4326", **columns):
    frame = geopandas.GeoDataFrame(columns, geometry=list(geometries), crs=UTM).to_crs(crs)
    frame.to_file(path, engine="pyogrio")
    return path


@pytest.fixture
def labels(raster):
    """Greenhouses in degrees, over the raster in metres."""
    kinds = ["Greenhouse"] * 4
    return write(raster.with_name("scene.gpkg"), [ground(*box) for box in BOXES], kind=kinds)


def samples(collection, *splits):
    return list(collection.samples(splits or ("train", "val")))


def test_labels_in_degrees_lie_on_the_pixels_of_a_raster_in_metres(labels):
    collection = open_collection(labels, Choices(category_field="kind"))
    assert collection.part == "optical/scene"
    found = samples(collection)
    assert sum(len(item.instances) for item in found) >= 4
    for sample in found:
        assert {item.category for item in sample.instances} == {"greenhouse"}
        bright = (sample.image == 230).all(axis=2)
        assert np.array_equal(sample.instance_map > 0, bright)
        assert sample.complete == {"greenhouse"}
        assert sample.gsd == pytest.approx(0.5, rel=1e-3)


def test_every_format_of_vector_files_gives_the_same(labels, tmp_path):
    frame = geopandas.read_file(labels).rename(columns={"kind": "class"})
    maps = []
    for ending in ("gpkg", "geojson", "fgb", "shp"):
        folder = tmp_path / ending
        folder.mkdir()
        path = folder / f"scene.{ending}"
        frame.to_file(path, engine="pyogrio")
        (folder / "scene.tif").write_bytes((tmp_path / "scene.tif").read_bytes())
        (part,) = parts_in(folder)
        maps.append({item.name: item.instance_map for item in read_part(folder, part, ["train"])})
    for other in maps[1:]:
        assert other.keys() == maps[0].keys()
        for name, drawn in other.items():
            assert np.array_equal(drawn > 0, maps[0][name] > 0)


def test_train_and_validation_share_no_ground(labels):
    collection = open_collection(labels, Choices(category_field="kind", tile=128, overlap=32))
    seen = {"train": np.zeros((HEIGHT, WIDTH), bool), "val": np.zeros((HEIGHT, WIDTH), bool)}
    for sample in samples(collection):
        x, y = map(int, sample.name.split("_")[-2:])
        height, width = sample.image.shape[:2]
        assert max(height, width) <= 128
        seen[sample.split][y : y + height, x : x + width] = True
    assert seen["train"].any()
    assert seen["val"].any()
    assert not (seen["train"] & seen["val"]).any()


def test_blocks_fill_the_raster_without_overlap():
    blocks = blocks_of(Window(0, 0, 1536, 1024), 768)
    assert [block.bounds for block in blocks] == [
        (0, 0, 768, 512),
        (768, 0, 1536, 512),
        (0, 512, 768, 1024),
        (768, 512, 1536, 1024),
    ]
    assert len(blocks_of(Window(0, 0, 20_000, 20_000), 768)) == 14 * 14
    assert blocks_of(Window(0, 0, 300, 300), 768) == [Window(0, 0, 300, 300)]


def test_pieces_without_a_label_are_left_out_unless_nothing_is_known_to_be_there(labels):
    chosen = {"category_field": "kind", "tile": 128, "overlap": 0}
    labelled = open_collection(labels, Choices(**chosen))
    everything = open_collection(labels, Choices(**chosen, empty_tiles=True))
    assert len(everything.images) == 20
    assert len(labelled.images) < 12
    assert all(item.instances for item in samples(labelled))
    assert sum(not item.instances for item in samples(everything)) == 20 - len(labelled.images)


def test_an_object_across_the_edge_of_a_piece_is_seen_in_both(raster):
    path = write(raster.with_name("scene.gpkg"), [ground(310, 100, 330, 110)], category=["kiln"])
    left, right = samples(open_collection(path, Choices(tile=320)))
    boxes = {item.name: item.instances[0].box for item in (left, right)}
    assert boxes["scene_0_0"] == pytest.approx((310, 100, 320, 110), abs=0.01)
    assert boxes["scene_320_0"] == pytest.approx((0, 100, 10, 110), abs=0.01)


def test_polygons_of_areas_become_covers(raster):
    path = write(
        raster.with_name("scene.gpkg"),
        [ground(0, 0, 100, 480), ground(110, 20, 120, 30), ground(200, 0, 210, 480)],
        category=["water", "ship", "hedge"],
    )
    collection = open_collection(path, Choices(areas=frozenset({"hedge"})))
    assert collection.covers == ("other", "hedge", "water")
    assert collection.objects == {"ship"}
    sample = next(item for item in samples(collection) if item.name == "scene_0_0")
    assert sample.cover_map[5, [0, 99, 100, 199, 200, 209, 210]].tolist() == [2, 2, 0, 0, 1, 1, 0]
    assert [item.category for item in sample.instances] == ["ship"]
    unsure = open_collection(path, Choices(areas=frozenset({"hedge"}), incomplete=True))
    sample = next(item for item in samples(unsure) if item.name == "scene_0_0")
    assert sample.cover_map[5, [0, 100]].tolist() == [2, 255]
    assert sample.complete == frozenset()


def test_a_hole_is_no_part_of_an_object(raster):
    yard = ground(20, 20, 40, 40).difference(ground(25, 25, 35, 35))
    path = write(raster.with_name("scene.gpkg"), [yard], category=["building"])
    sample = samples(open_collection(path))[0]
    assert int((sample.instance_map == 1).sum()) == 400 - 100
    assert sample.instance_map[30, 30] == 0


def test_points_become_boxes_of_a_size_in_metres_or_are_refused(raster):
    middle = shapely.Point(500_000 + 25, 5_800_000 - 15)
    path = write(raster.with_name("scene.gpkg"), [middle], category=["tree"])
    with pytest.raises(VectorFileError, match=r"scene\.gpkg, feature 1 is a point") as caught:
        open_collection(path)
    assert "--point-size" in caught.value.hint
    sample = samples(open_collection(path, Choices(point_size=4.0)))[0]
    # 50 pixels right and 30 down, 8 pixels wide.
    assert sample.instances[0].box == pytest.approx((46, 26, 54, 34), abs=0.05)
    assert sample.instance_map is None


def test_lines_are_refused(raster):
    line = shapely.LineString([(500_010, 5_799_990), (500_030, 5_799_980)])
    path = write(raster.with_name("scene.gpkg"), [line], category=["road"])
    with pytest.raises(VectorFileError, match="feature 1 is a line"):
        open_collection(path)


def test_only_accepted_rows_of_a_reviewed_layer_count_and_nothing_is_absent(raster):
    path = raster.with_name("results.gpkg")
    write(
        path,
        [ground(*box) for box in BOXES],
        crs=UTM,
        label=["ship", "ship", "airplane", "ship"],
        score=[0.9, 0.8, 0.7, 0.6],
        status=["accepted", "rejected", "accepted", "new"],
        source_layer=["scene"] * 4,
    )
    write_raster(path.with_name("another.tif"), np.zeros((3, 8, 8), np.uint8))
    found = samples(open_collection(path))
    categories = {item.category for sample in found for item in sample.instances}
    assert categories == {"ship", "airplane"}
    painted = sum(int((sample.instance_map > 0).sum()) for sample in found)
    assert painted == 20 * 20 + 40 * 40
    assert all(sample.complete == frozenset() for sample in found)
    frame = geopandas.read_file(path)
    frame["status"] = "new"
    frame.to_file(path, engine="pyogrio")
    with pytest.raises(VectorFileError, match="none of its 4 features has the status"):
        open_collection(path)


def test_a_status_that_is_none_of_a_review_is_a_column_like_any_other(raster):
    path = raster.with_name("scene.gpkg")
    kinds = {"category": ["kiln"] * 2, "status": ["in use", "accepted"]}
    write(path, [ground(*box) for box in BOXES[:2]], **kinds)
    found = samples(open_collection(path))
    assert sum(len(sample.instances) for sample in found) == 2
    assert all(sample.complete == {"kiln"} for sample in found)


def test_raw_values_of_sixteen_bits_are_stretched_and_the_sensor_goes_by_the_name(tmp_path):
    values = np.full((2, 300, 300), 400, np.uint16)
    values[:, 100:200, 100:200] = 9000
    raster = write_raster(tmp_path / "s1_vv.tif", values)
    box = ground(100, 100, 200, 200)
    path = write(tmp_path / "lake.geojson", [box], category=["lake"])
    (sample,) = samples(open_collection(path, Choices(rasters=(raster,))))
    assert (sample.part, sample.source) == ("sar/lake", "sar")
    assert np.array_equal(sample.image[:, :, 0] == 255, sample.instance_map == 1)
    assert int((sample.instance_map == 1).sum()) == 100 * 100
    said = Choices(rasters=(raster,), sensor=SourceKind.OPTICAL)
    assert open_collection(path, said).part == "optical/lake"


def test_what_is_missing_is_said(labels, raster):
    with pytest.raises(VectorFileError, match=r"no column category or .* it has kind"):
        open_collection(labels)
    with pytest.raises(VectorFileError, match="no column sort"):
        open_collection(labels, Choices(category_field="sort"))
    far = write(raster.with_name("far.gpkg"), [ground(9000, 0, 9010, 10)], category=["kiln"])
    with pytest.raises(VectorFileError, match=r"None of the 1 features of .*far\.gpkg lies on"):
        open_collection(far)
    holed = write(raster.with_name("holed.gpkg"), [ground(*b) for b in BOXES[:2]], kind=["a", None])
    with pytest.raises(VectorFileError, match=r"1 of 2 features have no value in kind, .* 2"):
        open_collection(holed, Choices(category_field="kind"))
    write_raster(raster.with_name("other.tif"), np.zeros((3, 8, 8), np.uint8))
    with pytest.raises(RasterError, match=r"not clear which raster .* other\.tif, scene\.tif"):
        open_collection(far)
    assert open_collection(labels, Choices(category="kiln")).objects == {"kiln"}


def test_a_piece_that_is_no_data_is_named_and_left_out(tmp_path, caplog):
    values = np.full((1, 300, 600), 5, np.int16)
    values[:, :, 300:] = 0
    raster = write_raster(tmp_path / "scene.tif", values, transform=NORTH_UP, nodata=0)
    places = [ground(10, 10, 30, 30), ground(400, 10, 430, 30)]
    path = write(raster.with_name("scene.gpkg"), places, category=["kiln", "kiln"])
    with caplog.at_level(logging.WARNING):
        (sample,) = samples(open_collection(path))
    assert sample.name == "scene_0_0"
    assert "scene_300_0 is left out" in caplog.text
