"""Which pixels of a layer an algorithm works through."""

from __future__ import annotations

import numpy as np
import pytest
from canvas_rasters import layer_of, write_raster
from qgis.core import QgsRasterLayer, QgsRectangle

from earthgptx_qgis.canvas.area import area_grid, even_windows, extent_of
from earthgptx_qgis.errors import AskRefused, TileError
from earthgptx_qgis.wire.geobox import Affine, GeoBox
from earthgptx_qgis.wire.windows import Window

ONLINE = "type=xyz&url=http://127.0.0.1:9/{z}/{x}/{y}.png&zmin=0&zmax=19"


@pytest.fixture
def layer(tmp_path, qgis_app):
    """300 x 200 pixels of half a metre."""
    values = np.ones((1, 200, 300), "uint8")
    path = write_raster(tmp_path / "a.tif", values, (500000.0, 0.5, 0, 4000100.0, 0, -0.5))
    return layer_of(path)


def test_without_an_extent_it_is_the_whole_layer_in_its_own_pixels(layer):
    grid = area_grid(layer, QgsRectangle())
    assert (grid.width, grid.height) == (300, 200)
    assert grid.affine == Affine(0.5, 0.0, 500000.0, 0.0, -0.5, 4000100.0)


def test_an_extent_takes_the_pixels_it_touches(layer):
    grid = area_grid(layer, QgsRectangle(500010.1, 4000050.0, 500020.0, 4000300.0))
    assert (grid.width, grid.height) == (20, 100)
    assert grid.bounds == (500010.0, 4000050.0, 500020.0, 4000100.0)


def test_coarser_pixels_are_fewer_and_finer_ones_are_the_layers_own(layer):
    coarse = area_grid(layer, QgsRectangle(), 2.0)
    assert (coarse.width, coarse.height, coarse.affine.a) == (75, 50, 2.0)
    assert area_grid(layer, QgsRectangle(), 0.1) == area_grid(layer, QgsRectangle())


def test_an_extent_beside_the_layer_is_refused_and_the_layer_named(layer):
    with pytest.raises(TileError, match="“scene” has no pixels in the chosen area"):
        area_grid(layer, QgsRectangle(0, 0, 10, 10))


def test_an_online_layer_needs_an_extent(qgis_app):
    online = QgsRasterLayer(ONLINE, "maps", "wms")
    assert online.isValid()
    with pytest.raises(AskRefused, match="Choose an area of this online layer"):
        area_grid(online, QgsRectangle())
    grid = area_grid(online, QgsRectangle(1000, 1000, 1600, 1300), 0.5)
    assert (grid.width, grid.height) == (1200, 600)


def test_a_grid_has_tiles_of_one_size_and_no_slivers():
    grid = GeoBox(520, 250, Affine(1.0, 0.0, 0.0, 0.0, -1.0, 250.0))
    assert even_windows(grid, 256) == [Window(0, 0, 260, 250), Window(260, 0, 260, 250)]
    assert even_windows(grid, 1000) == [Window(0, 0, 520, 250)]
    assert extent_of(grid, Window(260, 0, 260, 250)) == QgsRectangle(260, 0, 520, 250)
