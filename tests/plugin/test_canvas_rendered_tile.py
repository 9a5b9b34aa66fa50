"""Tiles of layers that have to be drawn: palettes, and online maps from a folder of their tiles."""

from __future__ import annotations

import numpy as np
import pytest
from canvas_rasters import NORTH_UP, layer_of, pixels_of, valid_of, write_raster
from osgeo import gdal
from qgis.core import QgsProject, QgsRasterLayer, QgsRectangle
from qgis.PyQt.QtGui import QColor, QImage

from earthgptx_qgis.canvas.ground import metres_per_pixel
from earthgptx_qgis.canvas.tile_reader import TileReader, TileRequest, prepare, read_tile
from earthgptx_qgis.errors import TileError
from earthgptx_qgis.wire.geobox import GeoBox
from earthgptx_qgis.wire.messages import SourceKind, SourceResolution

QUARTER = 20037508.342789244 / 2


def palette_layer(tmp_path, geotransform=NORTH_UP):
    path = write_raster(tmp_path / "p.tif", np.zeros((1, 6, 8), "uint8"), geotransform)
    dataset = gdal.Open(path, gdal.GA_Update)
    colors = gdal.ColorTable()
    colors.SetColorEntry(0, (200, 30, 10, 255))
    colors.SetColorEntry(1, (0, 120, 240, 255))
    dataset.GetRasterBand(1).SetColorTable(colors)
    dataset.GetRasterBand(1).WriteArray(np.eye(6, 8, dtype="uint8"))
    dataset = None
    return layer_of(path, "land cover")


def test_a_palette_is_drawn_in_its_colours_pixel_by_pixel(tmp_path, qgis_app):
    layer = palette_layer(tmp_path)
    tile = read_tile(layer, TileRequest(layer.extent()))
    expected = np.where(np.eye(6, 8)[..., None] == 1, (0, 120, 240), (200, 30, 10))
    assert tile.rendered
    assert np.array_equal(pixels_of(tile), expected)
    assert tile.geobox.bounds == pytest.approx((500000, 3999996.4, 500004.8, 4000000))


def test_a_palette_with_pixels_that_are_not_square_lies_where_it_belongs(tmp_path, qgis_app):
    layer = palette_layer(tmp_path, (500000.0, 1.0, 0.0, 4000000.0, 0.0, -2.0))
    tile = read_tile(layer, TileRequest(layer.extent()))
    rows, columns = np.nonzero(pixels_of(tile)[..., 2] == 240)
    x, y = tile.geobox.to_world(columns.max() + 1, rows.max() + 1)
    assert (x, y) == pytest.approx((500006, 3999988), abs=1.0)


def test_half_transparent_layers_keep_their_colours(tmp_path, qgis_app):
    layer = palette_layer(tmp_path)
    layer.renderer().setOpacity(0.5)
    tile = read_tile(layer, TileRequest(layer.extent()))
    assert tile.valid is None
    assert np.abs(pixels_of(tile)[0, 1].astype(int) - (200, 30, 10)).max() <= 2


def online_layer(folder, zoom=2, missing=(), name="online map"):
    """A folder of XYZ tiles, each in a colour of its own: red grows with x, green with y."""
    for x in range(2**zoom):
        for y in range(2**zoom):
            if (x, y) in missing:
                continue
            image = QImage(256, 256, QImage.Format.Format_RGB32)
            image.fill(QColor(40 + 40 * x, 40 + 40 * y, 90))
            target = folder / str(zoom) / str(x)
            target.mkdir(parents=True, exist_ok=True)
            assert image.save(str(target / f"{y}.png"))
    uri = f"type=xyz&url=file://{folder}/{{z}}/{{x}}/{{y}}.png&zmin={zoom}&zmax={zoom}"
    layer = QgsRasterLayer(uri, name, "wms")
    assert layer.isValid()
    return layer


def test_an_online_map_is_drawn_where_its_tiles_are(tmp_path, qgis_app):
    layer = online_layer(tmp_path)
    extent = QgsRectangle(-QUARTER, -QUARTER, QUARTER, QUARTER)
    tile = read_tile(layer, TileRequest(extent, maximum_size=512))
    assert tile.rendered
    assert tile.pixels.shape == (512, 512, 3)
    assert tile.geobox.bounds == pytest.approx((-QUARTER, -QUARTER, QUARTER, QUARTER))
    picture = pixels_of(tile)
    assert np.array_equal(picture[128, 128], (80, 80, 90))
    assert np.array_equal(picture[128, 384], (120, 80, 90))
    assert np.array_equal(picture[384, 128], (80, 120, 90))
    assert "3857" in tile.geobox.crs_wkt


def test_an_online_map_is_not_drawn_finer_than_its_finest_tiles(tmp_path, qgis_app):
    layer = online_layer(tmp_path)
    extent = QgsRectangle(0, 0, QUARTER / 4, QUARTER / 4)
    tile = read_tile(layer, TileRequest(extent, maximum_size=1024))
    assert tile.pixels.shape == (64, 64, 3)


def test_missing_tiles_are_masked(tmp_path, qgis_app):
    layer = online_layer(tmp_path, missing=((1, 1),))
    extent = QgsRectangle(-QUARTER, -QUARTER, QUARTER, QUARTER)
    tile = read_tile(layer, TileRequest(extent, maximum_size=512))
    mask = valid_of(tile)
    assert mask[128, 128] == 0
    assert mask[384, 384] == 1


def test_an_online_layer_removed_while_it_is_drawn_still_gives_its_tile(tmp_path, qgis_app, qtbot):
    layer = online_layer(tmp_path)
    QgsProject.instance().addMapLayer(layer)
    request = TileRequest(QgsRectangle(-QUARTER, -QUARTER, QUARTER, QUARTER), maximum_size=512)
    reader = TileReader(prepare(layer, request))
    QgsProject.instance().removeMapLayer(layer.id())
    with qtbot.waitSignal(reader.read, timeout=10000) as caught:
        reader.start()
    assert pixels_of(caught.args[0])[128, 128].tolist() == [80, 80, 90]


def test_a_blank_online_map_is_an_error_that_names_it(tmp_path, qgis_app):
    everything = [(x, y) for x in range(4) for y in range(4)]
    layer = online_layer(tmp_path, missing=everything, name="dead server")
    with pytest.raises(TileError, match="“dead server” came out blank"):
        read_tile(layer, TileRequest(QgsRectangle(0, 0, QUARTER, QUARTER), maximum_size=256))


def test_an_online_map_that_never_answers_is_an_error_after_the_deadline(tmp_path, qgis_app):
    import socket

    with socket.socket() as server:  # accepts connections and says nothing
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        uri = f"type=xyz&url=http://127.0.0.1:{port}/{{z}}/{{x}}/{{y}}.png&zmin=0&zmax=3"
        layer = QgsRasterLayer(uri, "slow server", "wms")
        request = TileRequest(
            QgsRectangle(0, 0, QUARTER, QUARTER), maximum_size=256, deadline_seconds=0.5
        )
        with pytest.raises(TileError, match="“slow server” was not drawn in time"):
            read_tile(layer, request)


def test_a_layer_hidden_at_the_scale_of_the_tile_is_an_error_that_names_it(tmp_path, qgis_app):
    layer = palette_layer(tmp_path)
    layer.setScaleBasedVisibility(True)
    layer.setMinimumScale(2.0)
    layer.setMaximumScale(1.0)
    with pytest.raises(TileError, match="“land cover” hides itself"):
        prepare(layer, TileRequest(layer.extent()))


def test_an_online_map_is_drawn_at_what_suits_the_model(tmp_path, qgis_app):
    layer = online_layer(tmp_path, zoom=2)  # tiles of 39135 m a pixel
    coarse = SourceResolution(SourceKind.OPTICAL, 100.0, 1e6, default=4 * 39135.758482010235)
    extent = QgsRectangle(-QUARTER, -QUARTER, QUARTER, QUARTER)
    equator = metres_per_pixel(GeoBox.from_gdal(1, 1, (0, 1.0, 0, 0, 0, -1.0)), layer.crs())
    assert equator == pytest.approx(1.0, abs=0.005)
    tile = read_tile(layer, TileRequest(extent, resolution=coarse))
    assert tile.pixels.shape == (128, 128, 3)


def test_a_cancelled_drawing_gives_neither_a_tile_nor_an_error(tmp_path, qgis_app, qtbot):
    layer = online_layer(tmp_path)
    reader = TileReader(
        prepare(layer, TileRequest(QgsRectangle(-QUARTER, -QUARTER, QUARTER, QUARTER)))
    )
    said = []
    reader.read.connect(said.append)
    reader.failed.connect(said.append)
    with qtbot.waitSignal(reader.finished, timeout=10000):
        reader.start()
        reader.cancel()
    assert said == []
