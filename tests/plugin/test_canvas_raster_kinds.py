"""A tile of each kind of raster that QGIS opens, by its numbers."""

from __future__ import annotations

import numpy as np
import pytest
from canvas_rasters import NORTH_UP, layer_of, noise, pixels_of, valid_of, write_raster
from osgeo import gdal
from picture_server import WORLD, picture_server
from qgis.core import QgsProviderRegistry, QgsRasterLayer, QgsRectangle

from earthgptx_qgis.canvas.blank_tiles import blank_note
from earthgptx_qgis.canvas.tile_reader import TileRequest, read_tile
from earthgptx_qgis.errors import TileError

HALF = WORLD / 2
MIDDLE = QgsRectangle(-HALF, -HALF, HALF, HALF)
"""Tiles 1 and 2 of either direction of zoom 2."""


@pytest.fixture
def server(qgis_app):
    with picture_server() as server:
        yield server


def whole(layer) -> np.ndarray:
    return pixels_of(read_tile(layer, TileRequest(layer.extent())))


def xyz(server, name="online map") -> QgsRasterLayer:
    uri = f"type=xyz&url={server.url}{{z}}/{{x}}/{{y}}.png&zmin=2&zmax=2"
    layer = QgsRasterLayer(uri, name, "wms")
    assert layer.isValid()
    return layer


def quarters(tile) -> list[list[int]]:
    """The colour of the middle of each quarter, row by row."""
    pixels = pixels_of(tile)
    height, width = pixels.shape[:2]
    return [
        pixels[row * height // 4, column * width // 4].tolist()
        for row in (1, 3)
        for column in (1, 3)
    ]


COLOURS = [[80, 80, 90], [120, 80, 90], [80, 120, 90], [120, 120, 90]]


def test_a_cloud_optimised_geotiff_gives_its_own_pixels_and_not_an_overview(tmp_path, qgis_app):
    values = noise(3, 600, 700)
    source = write_raster(tmp_path / "a.tif", values)
    gdal.Translate(str(tmp_path / "cog.tif"), source, format="COG")
    assert np.array_equal(whole(layer_of(str(tmp_path / "cog.tif"))), values.transpose(1, 2, 0))


def test_a_virtual_mosaic_of_two_files_is_one_raster_with_a_gap(tmp_path, qgis_app):
    values = noise(1, 6, 8)
    left = write_raster(tmp_path / "left.tif", values, no_data=0)
    far = (NORTH_UP[0] + 10 * 0.6, *NORTH_UP[1:])
    right = write_raster(tmp_path / "right.tif", values, far, no_data=0)
    gdal.BuildVRT(str(tmp_path / "both.vrt"), [left, right])
    layer = layer_of(str(tmp_path / "both.vrt"))
    tile = read_tile(layer, TileRequest(layer.extent()))
    assert np.array_equal(pixels_of(tile)[:, :8, 0], values[0])
    assert np.array_equal(pixels_of(tile)[:, 10:, 0], values[0])
    assert valid_of(tile)[0].tolist() == [1] * 8 + [0] * 2 + [1] * 8


@pytest.mark.skipif(gdal.GetDriverByName("JP2OpenJPEG") is None, reason="GDAL has no JPEG 2000")
def test_a_lossless_jpeg_2000_of_sixteen_bits_gives_its_values(tmp_path, qgis_app):
    values = noise(3, 60, 80, "uint16") * 100
    source = write_raster(tmp_path / "a.tif", values)
    options = ["QUALITY=100", "REVERSIBLE=YES"]
    path = str(tmp_path / "a.jp2")
    gdal.Translate(path, source, format="JP2OpenJPEG", creationOptions=options)
    assert np.array_equal(whole(layer_of(path)), values.transpose(1, 2, 0))


def test_a_raster_in_memory_is_read(qgis_app):
    values = noise(1, 6, 8, "float32") / 4
    write_raster("/vsimem/scene.tif", values)
    try:
        assert np.array_equal(whole(layer_of("/vsimem/scene.tif"))[..., 0], values[0])
    finally:
        gdal.Unlink("/vsimem/scene.tif")


def test_each_band_has_its_own_nodata(tmp_path, qgis_app):
    values = np.full((3, 2, 3), 50, "int16")
    values[0, 0, 0], values[1, 0, 1], values[2, 0, 2] = -1, -2, -1
    first = write_raster(tmp_path / "a.tif", values[:1], no_data=-1)
    others = write_raster(tmp_path / "b.tif", values[1:2], no_data=-2)
    last = write_raster(tmp_path / "c.tif", values[2:])
    path = str(tmp_path / "bands.vrt")
    gdal.BuildVRT(path, [first, others, last], separate=True)
    layer = layer_of(path)
    tile = read_tile(layer, TileRequest(layer.extent()))
    # The last band has no nodata: its -1 is a value.
    assert valid_of(tile).tolist() == [[0, 0, 1], [1, 1, 1]]


def test_a_mask_inside_of_a_file_is_followed(tmp_path, qgis_app):
    path = write_raster(tmp_path / "a.tif", np.full((3, 4, 5), 50, "uint8"))
    gdal.SetConfigOption("GDAL_TIFF_INTERNAL_MASK", "YES")
    try:
        dataset = gdal.Open(path, gdal.GA_Update)
        dataset.CreateMaskBand(gdal.GMF_PER_DATASET)
        mask = np.full((4, 5), 255, "uint8")
        mask[1, :3] = 0
        dataset.GetRasterBand(1).GetMaskBand().WriteArray(mask)
        dataset = None
    finally:
        gdal.SetConfigOption("GDAL_TIFF_INTERNAL_MASK", None)
    layer = layer_of(path)
    tile = read_tile(layer, TileRequest(layer.extent()))
    assert valid_of(tile)[1].tolist() == [0, 0, 0, 1, 1]
    assert valid_of(tile).sum() == 17


def test_a_virtual_raster_of_qgis_gives_what_its_formula_says(tmp_path, qgis_app, qgis_new_project):
    if "virtualraster" not in QgsProviderRegistry.instance().providerList():
        pytest.skip("this QGIS has no virtual rasters")
    values = noise(1, 6, 8)
    source = layer_of(write_raster(tmp_path / "a.tif", values), "a")
    extent = "500000,3999996.4,500004.8,4000000"
    uri = (
        f"?crs=EPSG:32631&extent={extent}&width=8&height=6&formula=%22a@1%22 * 2"
        f"&a:uri={source.source()}&a:provider=gdal"
    )
    layer = QgsRasterLayer(uri, "twice", "virtualraster")
    assert layer.isValid()
    assert np.array_equal(whole(layer)[..., 0], values[0] * 2.0)


def test_an_xyz_layer_is_read_from_its_server(server):
    tile = read_tile(xyz(server), TileRequest(MIDDLE, 512))
    assert tile.rendered
    assert quarters(tile) == COLOURS
    assert tile.geobox.bounds == pytest.approx((-HALF, -HALF, HALF, HALF))


def test_a_wms_layer_is_read_from_its_server(server):
    uri = f"crs=EPSG:3857&format=image/png&layers=colours&styles=&url={server.url}"
    layer = QgsRasterLayer(uri, "wms", "wms")
    assert layer.isValid()
    assert quarters(read_tile(layer, TileRequest(MIDDLE, 64))) == COLOURS


def test_a_wmts_layer_is_read_from_its_server(server):
    uri = (
        "crs=EPSG:3857&format=image/png&layers=colours&styles=default&tileMatrixSet=web"
        f"&url={server.url}?SERVICE%3DWMTS%26REQUEST%3DGetCapabilities"
    )
    layer = QgsRasterLayer(uri, "wmts", "wms")
    assert layer.isValid()
    assert quarters(read_tile(layer, TileRequest(MIDDLE, 512))) == COLOURS


def test_late_tiles_are_waited_for(server):
    server.late = 0.7
    tile = read_tile(xyz(server), TileRequest(MIDDLE, 512))
    assert quarters(tile) == COLOURS
    assert tile.valid is None


def test_tiles_that_come_too_late_end_in_an_error_that_names_the_layer(server):
    server.late = 5.0
    with pytest.raises(TileError, match="“slow map” was not drawn in time"):
        read_tile(xyz(server, "slow map"), TileRequest(MIDDLE, 512, deadline_seconds=0.5))


def test_a_tile_that_the_server_refuses_is_blank_and_the_others_are_read(server):
    server.missing = frozenset({(1, 1)})
    layer = xyz(server)
    tile = read_tile(layer, TileRequest(MIDDLE, 512))
    assert valid_of(tile).mean() == pytest.approx(0.75, abs=0.01)
    assert quarters(tile)[1:] == COLOURS[1:]
    assert blank_note(tile, layer) == (
        "25 % of “online map” came out blank: its server did not deliver it, or has nothing "
        "there. Look at the map, and ask again where it is late."
    )


def test_a_picture_in_one_colour_is_noticed_and_a_whole_one_is_not(server, tmp_path):
    layer = xyz(server)
    # Within one of the server's tiles: some releases blend neighbours at the very edge.
    within = QgsRectangle(-0.75 * HALF, 0.25 * HALF, -0.25 * HALF, 0.75 * HALF)
    one = read_tile(layer, TileRequest(within, 256))
    assert blank_note(one, layer) == (
        "“online map” is of a single colour in this area: its server may have no imagery there "
        "at this scale."
    )
    assert blank_note(read_tile(layer, TileRequest(MIDDLE, 512)), layer) == ""
    file = layer_of(write_raster(tmp_path / "a.tif", np.full((3, 6, 8), 50, "uint8")))
    assert blank_note(read_tile(file, TileRequest(file.extent())), file) == ""
