"""What of a raster is no data: its own, the user's, and what is no number."""

from __future__ import annotations

import numpy as np
import pytest
from canvas_rasters import layer_of, noise, pixels_of, valid_of, write_raster
from qgis.core import QgsRasterRange

from earthgptx_qgis.canvas.tile_reader import TileRequest, read_tile
from earthgptx_qgis.errors import TileError


def test_no_data_of_any_used_band_is_masked(tmp_path, qgis_app):
    values = noise(3, 6, 8, "int16")
    values[0, 1, 2] = values[2, 4, 5] = -9999
    layer = layer_of(write_raster(tmp_path / "a.tif", values, no_data=-9999))
    tile = read_tile(layer, TileRequest(layer.extent()))
    expected = np.ones((6, 8))
    expected[1, 2] = expected[4, 5] = 0
    assert np.array_equal(valid_of(tile), expected)


def test_no_data_the_user_has_set_is_masked(tmp_path, qgis_app):
    values = noise(1, 6, 8)
    values[0, :2] = 250
    layer = layer_of(write_raster(tmp_path / "a.tif", values))
    layer.dataProvider().setUserNoDataValue(1, [QgsRasterRange(240, 255)])
    tile = read_tile(layer, TileRequest(layer.extent()))
    assert np.array_equal(valid_of(tile)[:3, 0], [0, 0, 1])


def test_no_data_that_the_user_switched_off_counts(tmp_path, qgis_app):
    values = noise(1, 6, 8)
    values[0, 0, 0] = 250
    layer = layer_of(write_raster(tmp_path / "a.tif", values, no_data=250))
    layer.dataProvider().setUseSourceNoDataValue(1, False)
    assert read_tile(layer, TileRequest(layer.extent())).valid is None


def test_nan_and_infinity_are_masked_and_replaced(tmp_path, qgis_app):
    values = noise(1, 6, 8, "float32")
    values[0, 0, 0], values[0, 0, 1] = np.nan, np.inf
    layer = layer_of(write_raster(tmp_path / "a.tif", values))
    tile = read_tile(layer, TileRequest(layer.extent()))
    assert np.array_equal(valid_of(tile)[0, :3], [0, 0, 1])
    assert np.isfinite(pixels_of(tile)).all()


def test_a_float32_no_data_of_the_largest_kind_is_masked(tmp_path, qgis_app):
    values = noise(1, 6, 8, "float32")
    values[0, 0, 0] = np.float32(-3.4028235e38)
    layer = layer_of(write_raster(tmp_path / "a.tif", values, no_data=-3.4028234663852886e38))
    assert valid_of(read_tile(layer, TileRequest(layer.extent())))[0, 0] == 0


def test_masked_values_do_not_leak_into_averages(tmp_path, qgis_app):
    values = np.full((1, 4, 40), 100, "uint8")
    values[0, 0, 0] = 255
    values[0, :, 36:] = 255
    layer = layer_of(write_raster(tmp_path / "a.tif", values, no_data=255))
    tile = read_tile(layer, TileRequest(layer.extent(), maximum_size=10))
    assert np.array_equal(pixels_of(tile)[0, :9, 0], [100] * 9)
    assert np.array_equal(valid_of(tile)[0], [1] * 9 + [0])


def test_no_data_everywhere_is_an_error_that_names_the_layer(tmp_path, qgis_app):
    layer = layer_of(
        write_raster(tmp_path / "a.tif", np.zeros((3, 6, 8), "uint8"), no_data=0), "empty sheet"
    )
    with pytest.raises(TileError, match="“empty sheet” has no data in this area"):
        read_tile(layer, TileRequest(layer.extent()))
