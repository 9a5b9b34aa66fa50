"""Raster files become tiles as the plugin makes them."""

import numpy as np
import pytest
import rasterio
from pyproj import CRS
from raster_files import NORTH_UP, UTM, write_raster
from rasterio.control import GroundControlPoint
from rasterio.enums import ColorInterp

from backend.errors import RasterError
from backend.scenes.scene import Scene
from earthgptx_qgis.wire.geobox import Affine
from earthgptx_qgis.wire.messages import SourceKind, SourceResolution
from earthgptx_qgis.wire.windows import overlapping_windows

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
