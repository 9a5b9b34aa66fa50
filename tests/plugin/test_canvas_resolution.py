"""Tiles are read in pixels of the size on the ground that suits the model."""

from __future__ import annotations

import numpy as np
import pytest
from canvas_rasters import layer_of, noise, pixels_of, write_raster

from earthgptx_qgis.canvas.ground import layer_resolution, metres_per_pixel
from earthgptx_qgis.canvas.tile_reader import TileRequest, read_tile
from earthgptx_qgis.wire.geobox import GeoBox
from earthgptx_qgis.wire.messages import SourceKind, SourceResolution

FINE = SourceResolution(SourceKind.OPTICAL, finest=0.2, coarsest=10.0, default=0.3)


def test_pixels_too_fine_for_the_model_are_averaged(tmp_path, qgis_app):
    values = noise(1, 60, 80)
    path = write_raster(tmp_path / "a.tif", values, (500000.0, 0.1, 0, 4000000.0, 0, -0.1))
    tile = read_tile(layer_of(path), TileRequest(layer_of(path).extent(), resolution=FINE))
    assert tile.pixels.shape == (30, 40, 1)
    means = values[0].reshape(30, 2, 40, 2).mean(axis=(1, 3))
    assert np.array_equal(pixels_of(tile)[..., 0], np.rint(means))
    assert tile.geobox.bounds == pytest.approx((500000.0, 3999994.0, 500008.0, 4000000.0))


def test_pixels_too_coarse_for_the_model_are_enlarged_twice_at_most(tmp_path, qgis_app):
    values = noise(1, 6, 8)
    path = write_raster(tmp_path / "a.tif", values, (500000.0, 30.0, 0, 4000000.0, 0, -30.0))
    tile = read_tile(layer_of(path), TileRequest(layer_of(path).extent(), resolution=FINE))
    assert np.array_equal(pixels_of(tile)[..., 0], values[0].repeat(2, axis=0).repeat(2, axis=1))
    assert tile.geobox.affine.a == 15.0


def test_a_raster_without_crs_is_read_in_its_own_pixels_whatever_suits_the_model(
    tmp_path, qgis_app
):
    path = write_raster(
        tmp_path / "a.tif", noise(1, 6, 8), (0.0, 0.01, 0.0, 0.0, 0.0, -0.01), epsg=None
    )
    tile = read_tile(layer_of(path), TileRequest(layer_of(path).extent(), resolution=FINE))
    assert tile.pixels.shape == (6, 8, 1)


def test_degrees_are_measured_on_the_ground(tmp_path, qgis_app):
    # A pixel of 1e-6 degrees at 60 degrees north: 0.0557 m across, 0.1114 m down.
    path = write_raster(tmp_path / "a.tif", noise(1, 60, 80), (10.0, 1e-6, 0, 60.0, 0, -1e-6), 4326)
    layer = layer_of(path)
    pixels = GeoBox.from_gdal(80, 60, (10.0, 1e-6, 0.0, 60.0, 0.0, -1e-6))
    assert metres_per_pixel(pixels, layer.crs()) == pytest.approx(0.0788, abs=1e-4)


def test_a_layer_is_read_as_its_names_and_bands_say(tmp_path, qgis_app):
    sar = SourceResolution(SourceKind.SAR, 0.5, 10.0, 3.0)
    photo = layer_of(write_raster(tmp_path / "a.tif", noise(3, 6, 8)), "harbour")
    radar = layer_of(write_raster(tmp_path / "b.tif", noise(1, 6, 8)), "scene VV")
    assert layer_resolution(photo, SourceKind.AUTO, [FINE, sar]) == FINE
    assert layer_resolution(radar, SourceKind.AUTO, [FINE, sar]) == sar
    assert layer_resolution(radar, SourceKind.OPTICAL, [FINE, sar]) == FINE
    assert layer_resolution(photo, SourceKind.AUTO, []) is None
