"""Tiles of real rasters of every kind, through the real reader."""

from __future__ import annotations

import math
import os
from pathlib import Path

import numpy as np
import pytest
from canvas_rasters import (
    DEGREES,
    NORTH_UP,
    ROTATED,
    SOUTH_UP,
    layer_of,
    noise,
    pixels_of,
    valid_of,
    write_raster,
)
from osgeo import osr
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRasterLayer, QgsRectangle

from earthgptx_qgis.canvas.tile_reader import TileReader, TileRequest, prepare, read_tile
from earthgptx_qgis.errors import TileError
from earthgptx_qgis.wire.geobox import Affine
from earthgptx_qgis.wire.messages import SourceKind

GEOMETRIES = {
    "north-up": {},
    "rotated": {"geotransform": ROTATED},
    "south-up": {"geotransform": SOUTH_UP},
    "degrees": {"geotransform": DEGREES, "epsg": 4326},
    "ground control points": {
        "corners": [(500000, 4000000), (500080, 4000000), (500080, 3999940), (500000, 3999940)]
    },
    "no CRS": {"epsg": None},
}


def test_a_small_north_up_raster_gives_exactly_its_own_pixels_and_grid(tmp_path, qgis_app):
    values = noise(3, 60, 80)
    layer = layer_of(write_raster(tmp_path / "a.tif", values), "apron")
    tile = read_tile(layer, TileRequest(layer.extent()))
    assert tile.pixels.dtype == "uint8"
    assert np.array_equal(pixels_of(tile), values.transpose(1, 2, 0))
    assert tile.geobox.affine == Affine(0.6, 0.0, 500000.0, 0.0, -0.6, 4000000.0)
    assert tile.valid is None
    assert not tile.rendered
    assert tile.layer_name == "apron"
    reference = osr.SpatialReference()
    assert reference.ImportFromWkt(tile.geobox.crs_wkt) == 0
    assert reference.GetAuthorityCode(None) == "32631"


@pytest.mark.parametrize("pixel", [0.1, 0.25, 0.3, 0.6, 1.0, 10.0, 1 / 3])
def test_the_grid_is_that_of_the_file_to_the_last_bit(tmp_path, qgis_app, pixel):
    geotransform = (412345.7, pixel, 0.0, 5812345.3, 0.0, -pixel)
    path = write_raster(tmp_path / "a.tif", noise(1, 997, 1009), geotransform)
    layer = layer_of(path)
    tile = read_tile(layer, TileRequest(layer.extent()))
    x, y = tile.geobox.to_world(1009, 997)
    assert (tile.geobox.width, tile.geobox.height) == (1009, 997)
    assert (x, y) == (412345.7 + 1009 * pixel, 5812345.3 - 997 * pixel)
    if pixel != 1 / 3:
        assert tile.geobox.gdal == geotransform


def test_a_window_is_snapped_outwards_to_the_pixel_grid(tmp_path, qgis_app):
    values = noise(1, 60, 80)
    layer = layer_of(write_raster(tmp_path / "a.tif", values))
    # Columns 10.5 to 20.2 and rows 5.1 to 7.0.
    asked = QgsRectangle(500006.3, 4000000 - 4.2, 500012.12, 4000000 - 3.06)
    tile = read_tile(layer, TileRequest(asked))
    assert np.array_equal(pixels_of(tile)[..., 0], values[0, 5:7, 10:21])
    assert tile.geobox.to_world(0, 0) == pytest.approx((500006.0, 3999997.0))


@pytest.mark.parametrize("size", [1, 7, 33, 61])
def test_windows_of_a_large_grid_in_small_degrees_are_never_off_by_one(tmp_path, qgis_app, size):
    values = np.arange(300 * 400, dtype="uint32").reshape(1, 300, 400)
    layer = layer_of(write_raster(tmp_path / "a.tif", values, DEGREES, 4326))
    for x, y in ((0, 0), (13, 29), (200, 111), (339, 239)):
        left, top = DEGREES[0] + x * DEGREES[1], DEGREES[3] - y * DEGREES[1]
        extent = QgsRectangle(left, top - size * DEGREES[1], left + size * DEGREES[1], top)
        tile = read_tile(layer, TileRequest(extent))
        assert np.array_equal(pixels_of(tile)[..., 0], values[0, y : y + size, x : x + size])


def test_a_raster_larger_than_the_tile_is_averaged(tmp_path, qgis_app):
    values = noise(1, 300, 600, "uint16")
    layer = layer_of(write_raster(tmp_path / "a.tif", values))
    tile = read_tile(layer, TileRequest(layer.extent(), maximum_size=200))
    means = values[0].reshape(100, 3, 200, 3).mean(axis=(1, 3))
    assert tile.pixels.shape == (100, 200, 1)
    assert tile.pixels.dtype == "uint16"
    assert np.array_equal(pixels_of(tile)[..., 0], np.rint(means))
    assert tile.geobox.affine.a == pytest.approx(1.8)


def test_a_tile_is_never_finer_than_the_raster(tmp_path, qgis_app):
    layer = layer_of(write_raster(tmp_path / "a.tif", noise(1, 60, 80)))
    tile = read_tile(layer, TileRequest(QgsRectangle(500001, 3999990, 500004, 3999993)))
    assert (tile.geobox.width, tile.geobox.height) == (6, 6)


@pytest.mark.parametrize("kind", GEOMETRIES)
def test_a_bright_block_lies_on_the_ground_where_the_file_puts_it(tmp_path, qgis_app, kind):
    values = np.full((1, 60, 80), 50, "uint8")
    values[0, 20:30, 40:56] = 250
    layer = layer_of(write_raster(tmp_path / "a.tif", values, **GEOMETRIES[kind]))
    tile = read_tile(layer, TileRequest(layer.extent()))
    rows, columns = np.nonzero(pixels_of(tile)[..., 0] == 250)
    found = tile.geobox.to_world(columns.mean() + 0.5, rows.mean() + 0.5)
    c, a, b, f, d, e = GEOMETRIES[kind].get("geotransform", NORTH_UP)
    if "corners" in GEOMETRIES[kind]:
        c, a, b, f, d, e = 500000, 1, 0, 4000000, 0, -1
    expected = (c + a * 48 + b * 25, f + d * 48 + e * 25)
    pixel = math.sqrt(tile.geobox.pixel_area)
    assert math.dist(found, expected) < 0.75 * pixel
    assert len(rows) * tile.geobox.pixel_area == pytest.approx(160 * abs(a * e - b * d), rel=0.05)


@pytest.mark.parametrize("dtype", ["uint8", "float32"])
def test_the_corners_beside_a_rotated_raster_are_no_data(tmp_path, qgis_app, dtype):
    path = write_raster(tmp_path / "a.tif", np.full((3, 60, 80), 50, dtype), ROTATED)
    tile = read_tile(layer_of(path), TileRequest(layer_of(path).extent()))
    inside = pixels_of(tile)[..., 0] == 50
    assert np.array_equal(valid_of(tile) == 1, inside)
    assert inside.sum() == pytest.approx(4800, rel=0.02)


def test_a_layer_without_crs_gives_a_tile_without_crs(tmp_path, qgis_app):
    layer = layer_of(write_raster(tmp_path / "a.tif", noise(1, 6, 8), epsg=None))
    assert read_tile(layer, TileRequest(layer.extent())).geobox.crs_wkt == ""


def test_an_image_without_any_georeference_is_read_in_its_pixels(tmp_path, qgis_app):
    values = noise(3, 60, 80)
    layer = layer_of(write_raster(tmp_path / "a.tif", values, None, None))
    tile = read_tile(layer, TileRequest(layer.extent()))
    assert np.array_equal(pixels_of(tile), values.transpose(1, 2, 0))


def test_an_alpha_band_is_the_mask_and_no_colour(tmp_path, qgis_app):
    values = noise(4, 6, 8)
    values[3] = 255
    values[3, 0, :3] = 0
    path = write_raster(tmp_path / "a.tif", values, options=["PHOTOMETRIC=RGB", "ALPHA=YES"])
    tile = read_tile(layer_of(path), TileRequest(layer_of(path).extent()))
    assert np.array_equal(pixels_of(tile), values[:3].transpose(1, 2, 0))
    assert np.array_equal(valid_of(tile)[0], [0, 0, 0, 1, 1, 1, 1, 1])


def test_a_fourth_band_that_is_no_alpha_is_left_out(tmp_path, qgis_app):
    values = noise(4, 6, 8, "uint16")
    layer = layer_of(write_raster(tmp_path / "a.tif", values, options=["ALPHA=NO"]))
    tile = read_tile(layer, TileRequest(layer.extent()))
    assert np.array_equal(pixels_of(tile), values[:3].transpose(1, 2, 0))


def test_the_bands_that_the_style_shows_are_read(tmp_path, qgis_app):
    values = noise(5, 6, 8)
    layer = layer_of(write_raster(tmp_path / "a.tif", values))
    layer.renderer().setRedBand(5)
    layer.renderer().setGreenBand(3)
    layer.renderer().setBlueBand(2)
    tile = read_tile(layer, TileRequest(layer.extent()))
    assert np.array_equal(pixels_of(tile), values[[4, 2, 1]].transpose(1, 2, 0))


def test_asked_bands_come_in_the_asked_order_and_a_missing_one_is_named(tmp_path, qgis_app):
    values = noise(3, 6, 8)
    layer = layer_of(write_raster(tmp_path / "a.tif", values), "scene")
    tile = read_tile(layer, TileRequest(layer.extent(), bands=(3, 1)))
    assert np.array_equal(pixels_of(tile), values[[2, 0]].transpose(1, 2, 0))
    with pytest.raises(TileError, match="“scene” has no band 4"):
        prepare(layer, TileRequest(layer.extent(), bands=(4,)))


@pytest.mark.parametrize(
    ("stored", "travels"),
    [("uint8", "uint8"), ("uint16", "uint16"), ("int16", "int16"), ("uint32", "uint32"),
     ("float32", "float32"), ("float64", "float32")],
)  # fmt: skip
def test_one_band_of_every_type_travels(tmp_path, qgis_app, stored, travels):
    values = noise(1, 6, 8, stored)
    layer = layer_of(write_raster(tmp_path / "a.tif", values))
    tile = read_tile(layer, TileRequest(layer.extent()))
    assert tile.pixels.dtype == travels
    assert np.array_equal(pixels_of(tile)[..., 0], values[0])


def test_a_complex_radar_image_is_read_by_its_amplitude(tmp_path, qgis_app):
    values = np.full((1, 6, 8), 3 + 4j, "complex64")
    layer = layer_of(write_raster(tmp_path / "a.tif", values))
    assert np.all(pixels_of(read_tile(layer, TileRequest(layer.extent()))) == 5.0)


def test_a_raster_of_one_pixel_is_read(tmp_path, qgis_app):
    layer = layer_of(write_raster(tmp_path / "a.tif", np.full((3, 1, 1), 9, "uint8")))
    tile = read_tile(layer, TileRequest(layer.extent()))
    assert tile.pixels.data == b"\x09\x09\x09"


def test_a_raster_three_pixels_wide_and_twenty_thousand_high_is_read(tmp_path, qgis_app):
    values = np.repeat(np.arange(20000, dtype="uint16") // 100, 3).reshape(1, 20000, 3)
    layer = layer_of(write_raster(tmp_path / "a.tif", values))
    tile = read_tile(layer, TileRequest(layer.extent()))
    assert tile.pixels.shape == (1024, 1, 1)
    assert tile.geobox.bounds == pytest.approx((500000, 3988000, 500001.8, 4000000))
    assert pixels_of(tile)[-1, 0, 0] == 199
    assert np.all(np.diff(pixels_of(tile)[:, 0, 0].astype(int)) >= 0)


def test_an_extent_beside_the_layer_is_an_error_that_names_it(tmp_path, qgis_app):
    layer = layer_of(write_raster(tmp_path / "a.tif", noise(1, 6, 8)), "harbour")
    with pytest.raises(TileError, match="“harbour” has no pixels in this area") as caught:
        read_tile(layer, TileRequest(QgsRectangle(0, 0, 10, 10)))
    assert "Zoom to the layer" in caught.value.hint


def test_a_broken_layer_is_an_error_that_names_it(qgis_app):
    layer = QgsRasterLayer("nowhere.tif", "lost")
    with pytest.raises(TileError, match="“lost” cannot be read"):
        prepare(layer, TileRequest(QgsRectangle(0, 0, 1, 1)))


def test_reading_leaves_the_settings_of_the_layer_alone(tmp_path, qgis_app):
    layer = layer_of(write_raster(tmp_path / "a.tif", noise(1, 300, 300)))
    layer.dataProvider().enableProviderResampling(True)
    read_tile(layer, TileRequest(layer.extent(), maximum_size=100))
    assert layer.dataProvider().isProviderResamplingEnabled()


def test_a_removed_layer_does_not_disturb_the_read_that_was_prepared(tmp_path, qgis_app, qtbot):
    values = noise(1, 60, 80)
    layer = layer_of(write_raster(tmp_path / "a.tif", values))
    QgsProject.instance().addMapLayer(layer)
    reader = TileReader(prepare(layer, TileRequest(layer.extent())))
    QgsProject.instance().removeMapLayer(layer.id())
    with qtbot.waitSignal(reader.read, timeout=10000) as caught:
        reader.start()
    assert np.array_equal(pixels_of(caught.args[0])[..., 0], values[0])


def test_a_read_that_fails_says_so_once_on_the_main_thread(tmp_path, qgis_app, qtbot):
    layer = layer_of(
        write_raster(tmp_path / "a.tif", np.zeros((1, 6, 8), "uint8"), no_data=0), "empty"
    )
    reader = TileReader(prepare(layer, TileRequest(layer.extent())))
    read = []
    reader.read.connect(read.append)
    with qtbot.waitSignal(reader.failed, timeout=10000) as caught:
        reader.start()
    assert isinstance(caught.args[0], TileError)
    assert read == []


def test_a_cancelled_read_gives_neither_a_tile_nor_an_error(tmp_path, qgis_app, qtbot):
    layer = layer_of(write_raster(tmp_path / "a.tif", noise(3, 1500, 1500)))
    reader = TileReader(prepare(layer, TileRequest(layer.extent())))
    said = []
    reader.read.connect(said.append)
    reader.failed.connect(said.append)
    with qtbot.waitSignal(reader.finished, timeout=10000):
        reader.start()
        reader.cancel()
    assert said == []


def test_the_source_kind_of_the_request_is_that_of_the_tile(tmp_path, qgis_app):
    layer = layer_of(write_raster(tmp_path / "a.tif", noise(1, 6, 8)))
    tile = read_tile(layer, TileRequest(layer.extent(), source_kind=SourceKind.SAR))
    assert tile.source_kind is SourceKind.SAR


def test_a_raster_in_a_geopackage_is_read_by_its_values(tmp_path, qgis_app):
    values = noise(3, 300, 300)
    path = write_raster(
        tmp_path / "a.gpkg", values, (500000.0, 0.6, 0, 4000000.0, 0, -0.6), driver="GPKG",
        options=["TILE_FORMAT=PNG"],
    )  # fmt: skip
    layer = layer_of(path)
    tile = read_tile(layer, TileRequest(layer.extent()))
    assert not tile.rendered
    assert np.array_equal(pixels_of(tile), values.transpose(1, 2, 0))
    assert tile.valid is None


def test_the_project_keeps_its_crs(tmp_path, qgis_app, qgis_new_project):
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    layer = layer_of(write_raster(tmp_path / "a.tif", noise(1, 6, 8)))
    QgsProject.instance().addMapLayer(layer)
    read_tile(layer, TileRequest(layer.extent()))
    assert QgsProject.instance().crs().authid() == "EPSG:3857"


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux lists open files there")
def test_reading_tile_after_tile_leaves_no_file_open(tmp_path, qgis_app):
    path = str(write_raster(tmp_path / "a.tif", noise(3, 60, 80)))
    layer = layer_of(path)
    read_tile(layer, TileRequest(layer.extent(), 64))
    opened = open_files().count(path)
    for _ in range(10):
        read_tile(layer, TileRequest(layer.extent(), 64))
    assert open_files().count(path) == opened


def open_files():
    links = [Path("/proc/self/fd") / name for name in os.listdir("/proc/self/fd")]
    return [os.readlink(link) for link in links if link.is_symlink()]
