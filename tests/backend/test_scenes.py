"""Raster files become tiles as the plugin makes them, and windows become one answer again."""

import geopandas
import numpy as np
import pytest
import rasterio
import shapely
from pyproj import CRS
from raster_files import NORTH_UP, UTM, write_raster
from rasterio.control import GroundControlPoint
from rasterio.enums import ColorInterp

from backend.errors import RasterError, VectorFileError
from backend.polygons.vectorize import vectorize_instance
from backend.scenes.features import (
    Place,
    check_output,
    marks_on,
    places_of,
    read_features,
    write_features,
)
from backend.scenes.scene import Scene
from backend.scenes.seams import Sighting, join_across_seams
from earthgptx_qgis.wire.geobox import Affine, GeoBox
from earthgptx_qgis.wire.messages import PromptShape, Segment, SourceKind, SourceResolution
from earthgptx_qgis.wire.windows import (
    Window,
    overlapping_windows,
)

OPTICAL = SourceResolution(SourceKind.OPTICAL, finest=0.2, coarsest=10.0, default=0.3)


def numbered(count, height, width, dtype=np.uint8):
    return (np.arange(count * height * width) % 251).reshape(count, height, width).astype(dtype)


def whole_tile(path):
    with Scene(path) as scene:
        return scene.read(scene.window, 1024)


def pixels_of(tile):
    return np.frombuffer(tile.pixels.data, tile.pixels.dtype).reshape(tile.pixels.shape)


def valid_of(tile):
    return np.frombuffer(tile.valid.data, np.uint8).reshape(tile.valid.shape)


# --- tiles


def test_a_colour_raster_is_read_as_it_is(tmp_path):
    values = numbered(3, 6, 8)
    tile = whole_tile(write_raster(tmp_path / "harbour.tif", values))
    assert np.array_equal(pixels_of(tile), np.moveaxis(values, 0, 2))
    assert tile.geobox.affine == Affine(0.5, 0, 500_000, 0, -0.5, 5_800_000)
    assert CRS.from_wkt(tile.geobox.crs_wkt).to_epsg() == 32633
    assert tile.valid is None
    assert tile.layer_name == "harbour"


def test_a_north_up_raster_lies_on_the_grid_the_plugin_makes_of_its_bounds(tmp_path):
    # The pixel size some program left in the file has more digits than its bounds can tell.
    transform = rasterio.Affine(0.5993840000000117, 0, 426571.0767, 0, -0.6, 4755364.1121)
    tile = whole_tile(write_raster(tmp_path / "naip.tif", numbered(3, 143, 175), transform))
    assert tile.geobox.affine.a == 0.599384


@pytest.mark.parametrize("shape", [(1, 1), (3, 20_000), (20_000, 3)])
def test_tiny_and_long_rasters_are_read(tmp_path, shape):
    path = write_raster(tmp_path / "odd.tif", np.ones((1, *shape), np.uint8))
    with Scene(path) as scene:
        windows = overlapping_windows(scene.window, 1024, 256)
        tiles = [scene.read(window, 1024) for window in windows]
        assert max(tile.geobox.width for tile in tiles) <= 1024
        assert max(tile.geobox.height for tile in tiles) <= 1024
        overview = scene.read(scene.window, 1024)
    assert max(overview.geobox.width, overview.geobox.height) <= 1024
    assert min(overview.geobox.width, overview.geobox.height) >= 1


def test_one_band_stays_one(tmp_path):
    tile = whole_tile(write_raster(tmp_path / "one.tif", numbered(1, 4, 5)))
    assert tile.pixels.shape == (4, 5, 1)


def test_of_two_bands_the_first_is_read(tmp_path):
    values = numbered(2, 4, 5, np.float32)
    tile = whole_tile(write_raster(tmp_path / "two.tif", values))
    assert np.array_equal(pixels_of(tile)[:, :, 0], values[0])


def test_of_four_bands_those_that_are_red_green_and_blue_are_read(tmp_path):
    values = numbered(4, 4, 5)
    colours = (ColorInterp.undefined, ColorInterp.blue, ColorInterp.green, ColorInterp.red)
    tile = whole_tile(write_raster(tmp_path / "four.tif", values, colours=colours))
    assert np.array_equal(pixels_of(tile), np.moveaxis(values[[3, 2, 1]], 0, 2))


def test_sixteen_bits_travel_unstretched(tmp_path):
    values = numbered(3, 4, 5, np.uint16) * 100
    tile = whole_tile(write_raster(tmp_path / "sixteen.tif", values))
    assert tile.pixels.dtype == "uint16"
    assert np.array_equal(pixels_of(tile), np.moveaxis(values, 0, 2))


@pytest.mark.parametrize(
    ("dtype", "travels_as"),
    [("float64", "float32"), ("int8", "int16"), ("complex64", "float32"), ("int32", "int32")],
)
def test_every_dtype_finds_one_that_travels(tmp_path, dtype, travels_as):
    tile = whole_tile(write_raster(tmp_path / "any.tif", numbered(1, 4, 5).astype(dtype)))
    assert tile.pixels.dtype == travels_as
    assert pixels_of(tile)[1, 2, 0] == 7


def test_an_alpha_band_is_a_mask_and_no_colour(tmp_path):
    values = numbered(4, 4, 5) + 1
    values[3] = 255
    values[3, 1, 2] = 0
    colours = (ColorInterp.red, ColorInterp.green, ColorInterp.blue, ColorInterp.alpha)
    tile = whole_tile(write_raster(tmp_path / "rgba.tif", values, colours=colours))
    assert tile.pixels.shape == (4, 5, 3)
    assert np.argwhere(valid_of(tile) == 0).tolist() == [[1, 2]]


def test_pixels_of_nodata_in_any_band_are_masked(tmp_path):
    values = numbered(3, 4, 5) + 1
    values[1, 2, 3] = 0
    tile = whole_tile(write_raster(tmp_path / "nodata.tif", values, nodata=0))
    assert np.argwhere(valid_of(tile) == 0).tolist() == [[2, 3]]


def test_not_a_number_is_masked_and_travels_as_zero(tmp_path):
    values = numbered(1, 4, 5, np.float32)
    values[0, 3, 1] = np.nan
    values[0, 0, 4] = np.inf
    tile = whole_tile(write_raster(tmp_path / "nan.tif", values))
    assert np.argwhere(valid_of(tile) == 0).tolist() == [[0, 4], [3, 1]]
    assert pixels_of(tile)[3, 1, 0] == 0


def test_a_window_without_data_gives_no_tile(tmp_path):
    path = write_raster(tmp_path / "empty.tif", np.zeros((1, 4, 5), np.uint8), nodata=0)
    assert whole_tile(path) is None


def test_a_palette_is_read_as_its_colours(tmp_path):
    path = tmp_path / "palette.tif"
    values = np.array([[[0, 1], [1, 0]]], np.uint8)
    with rasterio.open(
        path, "w", driver="GTiff", width=2, height=2, count=1, dtype="uint8", transform=NORTH_UP
    ) as dataset:
        dataset.write(values)
        dataset.write_colormap(1, {0: (10, 20, 30, 255), 1: (200, 100, 50, 255)})
    tile = whole_tile(path)
    assert pixels_of(tile).tolist() == [
        [[10, 20, 30], [200, 100, 50]],
        [[200, 100, 50], [10, 20, 30]],
    ]
    assert tile.rendered


@pytest.mark.parametrize(
    "transform",
    [
        rasterio.Affine(0.4, 0.3, 500_000, 0.3, -0.4, 5_800_000),
        rasterio.Affine(0.5, 0, 500_000, 0, 0.5, 5_800_000),
    ],
    ids=["rotated", "south-up"],
)
def test_a_raster_that_lies_otherwise_is_turned_north_up_on_its_ground(tmp_path, transform):
    values = np.zeros((1, 40, 50), np.uint8)
    values[0, 10:20, 30:36] = 255
    path = write_raster(tmp_path / "turned.tif", values, transform=transform)
    tile = whole_tile(path)
    assert tile.geobox.affine.b == tile.geobox.affine.d == 0
    assert tile.geobox.affine.a > 0 > tile.geobox.affine.e
    rows, columns = np.nonzero(pixels_of(tile)[:, :, 0] > 127)
    middle = tile.geobox.to_world(columns.mean() + 0.5, rows.mean() + 0.5)
    assert middle == pytest.approx(transform @ (33, 15), abs=0.5)


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def test_a_picture_without_georeference_lies_where_qgis_puts_it(tmp_path):
    path = write_raster(
        tmp_path / "photo.tif", numbered(3, 4, 5), transform=rasterio.Affine.identity(), crs=None
    )
    tile = whole_tile(path)
    assert tile.geobox.bounds == (0, -4, 5, 0)
    assert tile.geobox.crs_wkt == ""


def test_ground_control_points_place_a_raster(tmp_path):
    path = tmp_path / "gcps.tif"
    corners = [(0, 0), (0, 40), (30, 0), (30, 40)]
    points = [
        GroundControlPoint(row=row, col=column, x=500_000 + column, y=5_800_000 - row)
        for row, column in corners
    ]
    with rasterio.open(
        path, "w", driver="GTiff", width=40, height=30, count=1, dtype="uint8", gcps=points, crs=UTM
    ) as dataset:
        dataset.write(np.full((1, 30, 40), 9, np.uint8))
    tile = whole_tile(path)
    assert tile.geobox.bounds == pytest.approx((500_000, 5_799_970, 500_040, 5_800_000), abs=1.5)
    assert CRS.from_wkt(tile.geobox.crs_wkt).to_epsg() == 32633


def test_a_reduced_tile_covers_the_same_ground_with_mean_values(tmp_path):
    values = np.tile(np.array([[0, 100], [100, 200]], np.uint8), (1, 50, 60))
    with Scene(write_raster(tmp_path / "large.tif", values)) as scene:
        tile = scene.read(scene.window, 60)
        assert tile.geobox.bounds == scene.geobox.bounds
    assert (tile.geobox.width, tile.geobox.height) == (60, 50)
    assert np.unique(pixels_of(tile)).tolist() == [100]


def test_pixels_too_fine_for_the_model_are_read_as_means(tmp_path):
    values = np.tile(np.array([[0, 100], [100, 200]], np.uint8), (3, 50, 60))
    fine = Affine(0.1, 0, 500_000, 0, -0.1, 5_800_000)
    with Scene(write_raster(tmp_path / "fine.tif", values, fine)) as scene:
        assert scene.reduction([OPTICAL]) == pytest.approx(2.0, abs=0.01)
        assert scene.reduction([]) == 1.0
        tile = scene.read(scene.window, 1024, scene.reduction([OPTICAL]))
    assert (tile.geobox.width, tile.geobox.height) == (60, 50)
    assert np.unique(pixels_of(tile)).tolist() == [100]


def test_a_missing_raster_is_named(tmp_path):
    with pytest.raises(RasterError, match=r"nowhere\.tif"):
        Scene(tmp_path / "nowhere.tif")


def test_a_file_that_is_no_raster_is_named(tmp_path):
    (tmp_path / "letter.tif").write_text("dear reader")
    with pytest.raises(RasterError, match=r"letter\.tif"):
        Scene(tmp_path / "letter.tif")


def test_a_truncated_raster_is_named(tmp_path):
    path = write_raster(tmp_path / "cut.tif", numbered(3, 400, 400))
    path.write_bytes(path.read_bytes()[:100_000])
    with pytest.raises(RasterError, match=r"cut\.tif"), Scene(path) as scene:
        scene.read(scene.window, 1024)


# --- seams

SCENE = GeoBox(200, 100, Affine(0.5, 0, 500_000, 0, -0.5, 5_800_000), CRS.from_epsg(32633).to_wkt())
LEFT, RIGHT = Window(0, 0, 120, 100), Window(80, 0, 120, 100)


def sighting(window, box, label="ship", score=0.9):
    """What a window sees of a box given in pixels of the whole raster."""
    x, y, width, height = window
    x_min, y_min = max(box[0] - x, 0), max(box[1] - y, 0)
    x_max, y_max = min(box[2] - x, width), min(box[3] - y, height)
    mask = np.zeros((height, width), dtype=bool)
    mask[y_min:y_max, x_min:x_max] = True
    instance = vectorize_instance(mask, SCENE.crop(*window))
    segment = Segment(
        1, 0, label, label, score, instance.wkb, (x_min, y_min, x_max, y_max), instance.area_m2
    )
    return Sighting(segment, window)


def ground(box):
    (x_min, y_max), (x_max, y_min) = SCENE.to_world(*box[:2]), SCENE.to_world(*box[2:])
    return shapely.box(x_min, y_min, x_max, y_max)


def test_a_thing_cut_by_a_seam_is_whole_again():
    box = (60, 30, 150, 50)
    (segment,) = join_across_seams([sighting(LEFT, box), sighting(RIGHT, box, score=0.7)], SCENE)
    polygons = shapely.from_wkb(segment.wkb)
    assert polygons.symmetric_difference(ground(box)).area < 1e-6
    assert polygons.geom_type == "MultiPolygon"
    assert segment.box == (60, 30, 150, 50)
    assert segment.score == 0.9
    assert segment.area_m2 == pytest.approx(90 * 20 * 0.25, rel=1e-3)


def test_a_thing_seen_twice_is_counted_once():
    box = (90, 30, 110, 50)
    (segment,) = join_across_seams([sighting(LEFT, box, score=0.6), sighting(RIGHT, box)], SCENE)
    assert segment.score == 0.9
    assert segment.box == (90, 30, 110, 50)
    assert shapely.from_wkb(segment.wkb).equals(ground(box))


def test_of_a_whole_and_a_cut_view_the_whole_one_is_kept():
    box = (100, 30, 140, 50)
    (segment,) = join_across_seams([sighting(LEFT, box), sighting(RIGHT, box, score=0.6)], SCENE)
    assert shapely.from_wkb(segment.wkb).equals(ground(box))


def test_a_scrap_that_is_whole_in_one_window_does_not_stand_for_the_river_it_belongs_to():
    river, scrap = (85, 30, 200, 50), (100, 35, 110, 45)
    seen = [sighting(LEFT, scrap, "water", 0.6), sighting(RIGHT, river, "water")]
    seen.append(sighting(LEFT, (85, 30, 99, 50), "water", 0.8))
    (segment,) = join_across_seams(seen, SCENE)
    assert shapely.from_wkb(segment.wkb).symmetric_difference(ground(river)).area < 1e-6
    assert segment.score == 0.9


def test_neighbours_in_the_overlap_stay_apart():
    boxes = [(85, 30, 98, 50), (98, 30, 115, 50)]
    seen = [sighting(window, box) for window in (LEFT, RIGHT) for box in boxes]
    segments = join_across_seams(seen, SCENE)
    assert sorted(segment.box for segment in segments) == boxes
    assert [segment.index for segment in segments] == [0, 1]


def test_things_of_different_labels_stay_apart():
    box = (90, 30, 110, 50)
    seen = [sighting(LEFT, box), sighting(RIGHT, box, label="harbour")]
    assert len(join_across_seams(seen, SCENE)) == 2


# --- features


def test_features_of_another_crs_lie_on_their_pixels():
    frame = geopandas.GeoDataFrame(geometry=[ground((20, 10, 40, 30))], crs=UTM).to_crs(3857)
    (place,) = places_of(frame, SCENE)
    assert place.geometry.bounds == pytest.approx((20, 10, 40, 30), abs=1e-3)


def test_features_without_geometry_or_outside_are_left_out():
    shapes = [None, shapely.Polygon(), ground((20, 10, 40, 30)), shapely.box(0, 0, 1, 1)]
    frame = geopandas.GeoDataFrame(geometry=shapes, crs=UTM)
    assert [place.row for place in places_of(frame, SCENE)] == [2]


def test_without_a_crs_coordinates_are_taken_as_they_are():
    frame = geopandas.GeoDataFrame(geometry=[ground((20, 10, 40, 30))])
    assert len(places_of(frame, SCENE)) == 1


def test_features_become_marks_in_the_pixels_of_the_window():
    places = [
        Place(3, shapely.Point(100, 50)),
        Place(5, shapely.LineString([(90, 20), (110, 40)])),
        Place(7, shapely.MultiPolygon([shapely.box(85, 0, 95, 10), shapely.box(150, 0, 160, 10)])),
        Place(8, shapely.box(0, 0, 10, 10)),
    ]
    marks = marks_on(RIGHT, SCENE.crop(*RIGHT), places)
    assert [(mark.number, mark.feature_id) for mark in marks] == [(1, 3), (2, 5), (3, 7)]
    assert marks[0].prompts[0].points == ((20, 50),)
    assert marks[1].prompts[0].shape is PromptShape.SCRIBBLE
    assert marks[1].prompts[0].points == ((10, 20), (30, 40))
    assert [prompt.shape for prompt in marks[2].prompts] == [PromptShape.POLYGON] * 2


def test_marks_are_cut_at_the_edge_and_scaled_with_the_tile():
    place = Place(0, shapely.box(100, 20, 140, 40), is_box=True)
    (mark,) = marks_on(LEFT, SCENE.crop(*LEFT).zoom_to(60, 50), [place])
    assert mark.prompts[0].shape is PromptShape.BOX
    assert mark.prompts[0].points == ((50, 10), (60, 20))


@pytest.mark.parametrize("ending", ["gpkg", "geojson"])
def test_what_is_written_is_read_again_with_its_crs(tmp_path, ending):
    frame = geopandas.GeoDataFrame(
        {"label": ["ship"], "score": [0.5]}, geometry=[ground((20, 10, 40, 30))], crs="EPSG:28992"
    )
    write_features(frame, tmp_path / f"ships.{ending}")
    again = read_features(tmp_path / f"ships.{ending}")
    assert again.crs == frame.crs
    assert again.label.tolist() == ["ship"]
    assert again.geometry[0].equals_exact(frame.geometry[0], 1e-6)
    assert [path.name for path in tmp_path.iterdir()] == [f"ships.{ending}"]


def test_nothing_found_is_written_as_an_empty_layer(tmp_path):
    frame = geopandas.GeoDataFrame({"label": []}, geometry=[], crs=UTM)
    write_features(frame, tmp_path / "none.gpkg")
    assert len(read_features(tmp_path / "none.gpkg")) == 0


def test_an_output_that_could_not_be_kept_is_refused_beforehand(tmp_path):
    (tmp_path / "there.gpkg").write_bytes(b"precious")
    for name, message in (
        ("there.gpkg", "exists"),
        ("shape.doc", "no ending"),
        ("nowhere/out.gpkg", "does not exist"),
    ):
        with pytest.raises(VectorFileError, match=message):
            check_output(tmp_path / name, overwrite=False)
    check_output(tmp_path / "there.gpkg", overwrite=True)


def test_a_missing_or_broken_vector_file_is_named(tmp_path):
    (tmp_path / "broken.gpkg").write_text("no database")
    for name in ("broken.gpkg", "missing.gpkg"):
        with pytest.raises(VectorFileError, match=name):
            read_features(tmp_path / name)
