"""Any raster's values become one picture, the same for the plugin and the command line."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from backend.errors import BadRequest
from backend.picture.image_processor import place_marks, prepare_picture, seen_anew
from earthgptx_qgis.wire.geobox import GeoBox
from earthgptx_qgis.wire.messages import (
    Array,
    Mark,
    PromptShape,
    SourceKind,
    Tile,
    VisualPrompt,
)


def tile_of(
    values: np.ndarray, valid: np.ndarray | None = None, kind=SourceKind.OPTICAL, **options
) -> Tile:
    height, width = values.shape[:2]
    mask = None if valid is None else Array("uint8", valid.shape, valid.astype(np.uint8).tobytes())
    pixels = Array(values.dtype.name, values.shape, np.ascontiguousarray(values).tobytes())
    box = GeoBox.from_bounds(width, height, (0, 0, width, height))
    return Tile(pixels, box, mask, kind, **options)


def mark(shape: PromptShape, *points: tuple[float, float], number: int = 1) -> Mark:
    return Mark(number, (VisualPrompt(shape, points),))


def test_bytes_are_shown_as_they_are_and_padded_to_whole_cells():
    values = np.full((40, 70, 3), 51, np.uint8)
    picture = prepare_picture(tile_of(values))
    assert picture.pixels.shape == (3, 64, 96)
    assert (picture.height, picture.width) == (40, 70)
    assert picture.pixels[:, :40, :70] == pytest.approx(0.2)
    assert not picture.pixels[:, 40:].any()
    assert picture.stretch is None


def test_sixteen_bits_are_stretched_between_their_2nd_and_98th_percentile():
    values = np.arange(10_000, dtype=np.uint16).reshape(100, 100, 1)
    picture = prepare_picture(tile_of(values))
    assert picture.stretch is not None
    assert picture.stretch.low == pytest.approx((199.98,) * 3, abs=0.01)
    assert picture.stretch.high == pytest.approx((9799.02,) * 3, abs=0.01)
    assert picture.pixels[0, 50, 0] == pytest.approx((5000 - 199.98) / (9799.02 - 199.98), abs=1e-4)


def test_nan_and_nodata_are_black_and_do_not_count_in_the_stretch():
    values = np.tile(np.linspace(1.0, 2.0, 100, dtype=np.float32), (100, 1))[:, :, None].copy()
    values[:10] = np.nan
    values[10:20] = 1e9
    valid = np.ones((100, 100), bool)
    valid[10:20] = False
    picture = prepare_picture(tile_of(values, valid))
    assert picture.stretch is not None
    assert picture.stretch.high[0] == pytest.approx(1.98, abs=0.01)
    assert not picture.pixels[:, :20].any()
    assert picture.valid.sum() == 80 * 100


def test_a_tile_without_any_data_is_refused_by_the_name_of_its_layer():
    values = np.zeros((8, 8, 1), np.float32)
    with pytest.raises(BadRequest, match=r"night\.tif has no data"):
        prepare_picture(tile_of(values, np.zeros((8, 8), bool), layer_name="night.tif"))


def test_a_constant_raster_is_no_division_by_zero():
    picture = prepare_picture(tile_of(np.full((8, 8, 1), 7.5, np.float32)))
    assert np.isfinite(picture.pixels).all()


def test_radar_power_is_shown_in_decibel_and_decibel_values_stay():
    chance = np.random.default_rng(0)
    power = chance.exponential(0.05, (64, 64, 1)).astype(np.float32) ** 1.5
    picture = prepare_picture(tile_of(power, kind=SourceKind.SAR))
    assert picture.stretch is not None
    assert picture.stretch.unit == "dB"
    decibel = chance.normal(-12.0, 3.0, (64, 64, 1)).astype(np.float32)
    picture = prepare_picture(tile_of(decibel, kind=SourceKind.SAR))
    assert picture.stretch is not None
    assert picture.stretch.unit == ""


def test_four_bands_show_the_first_three_and_one_band_shows_three_times():
    values = np.zeros((8, 8, 4), np.uint8)
    values[..., 3] = 255
    assert not prepare_picture(tile_of(values)).pixels.any()
    grey = np.full((8, 8, 1), 255, np.uint8)
    assert (prepare_picture(tile_of(grey)).pixels[:, :8, :8] == 1.0).all()


@pytest.mark.parametrize(
    ("name", "bands", "expected"),
    [
        ("scene_S1RTC.tif", ("VV", "VH"), "sar"),
        ("flight thermal.tif", (), "infrared"),
        ("naip_road.tif", ("Red", "Green", "Blue"), "optical"),
        ("entire_city.tif", (), "optical"),
    ],
)
def test_the_sensor_is_guessed_from_names(name, bands, expected):
    tile = tile_of(
        np.full((8, 8, 3), 9, np.uint8), kind=SourceKind.AUTO, layer_name=name, band_names=bands
    )
    assert prepare_picture(tile).source == expected


def test_one_pixel_is_a_picture_too():
    picture = prepare_picture(tile_of(np.full((1, 1, 1), 9, np.uint8)))
    assert picture.pixels.shape == (3, 64, 64)
    assert picture.valid.shape == (1, 1)


def test_marks_are_drawn_in_cells_and_boxes_are_fractions_of_the_padded_picture():
    picture = prepare_picture(tile_of(np.zeros((64, 128, 3), np.uint8)))
    drawn = place_marks(
        (
            mark(PromptShape.BOX, (96.0, 48.0), (64.0, 16.0)),
            mark(PromptShape.POINT, (10.0, 30.0), number=2),
        ),
        picture,
        stride=4,
    )
    assert drawn.region.shape == (2, 16, 32)
    assert drawn.region[0].sum() == 8 * 8
    assert drawn.region[0, 4:12, 16:24].all()
    assert drawn.box[0] == pytest.approx((0.5, 0.25, 0.75, 0.75))
    assert np.unravel_index(drawn.region[1].argmax(), (16, 32)) == (7, 2)
    assert drawn.shape == ("box", "point")


def test_a_negative_point_refines_the_mark_and_is_kept_apart():
    picture = prepare_picture(tile_of(np.zeros((64, 64, 3), np.uint8)))
    refined = Mark(
        1,
        (
            VisualPrompt(PromptShape.BOX, ((0.0, 0.0), (32.0, 32.0))),
            VisualPrompt(PromptShape.POINT, ((30.0, 2.0),), positive=False),
        ),
    )
    drawn = place_marks((refined,), picture, stride=4)
    assert drawn.negative[0, 0, 7] == 1.0
    assert drawn.region[0].sum() == 8 * 8
    assert drawn.box[0] == pytest.approx((0.0, 0.0, 0.5, 0.5))


def test_a_mark_outside_of_the_raster_is_refused_by_its_number():
    picture = prepare_picture(tile_of(np.zeros((64, 64, 3), np.uint8)))
    with pytest.raises(BadRequest, match="Mark 5 lies outside"):
        place_marks((mark(PromptShape.POINT, (70.0, 3.0), number=5),), picture, stride=4)


def test_a_mark_that_only_subtracts_is_refused():
    picture = prepare_picture(tile_of(np.zeros((64, 64, 3), np.uint8)))
    negative = Mark(1, (VisualPrompt(PromptShape.POINT, ((3.0, 3.0),), positive=False),))
    with pytest.raises(BadRequest, match="only subtracts"):
        place_marks((negative,), picture, stride=4)


@pytest.mark.parametrize("kind", [SourceKind.INFRARED, SourceKind.SAR])
def test_a_small_thermal_or_radar_picture_without_crs_is_read_twice_as_large(kind):
    values = np.zeros((100, 120, 1), np.uint8)
    values[40:50, 60:80] = 255
    picture = prepare_picture(tile_of(values, kind=kind))
    assert picture.enlarged == 2
    assert picture.pixels.shape == (3, 224, 256)
    assert (picture.height, picture.width) == picture.valid.shape == (100, 120)
    bright = np.argwhere(picture.pixels[0] > 0.5)
    assert (bright.min(axis=0).tolist(), bright.max(axis=0).tolist()) == ([80, 120], [99, 159])


def test_marks_lie_where_they_were_drawn_on_an_enlarged_picture():
    picture = prepare_picture(tile_of(np.zeros((100, 120, 1), np.uint8), kind=SourceKind.INFRARED))
    grid = place_marks((mark(PromptShape.BOX, (60, 40), (80, 50)),), picture, stride=4)
    assert grid.region.shape == (1, 56, 64)
    filled = np.argwhere(grid.region[0] > 0.5)
    # Cells are 2 pixels of the tile wide.
    assert (filled.min(axis=0).tolist(), filled.max(axis=0).tolist()) == ([20, 30], [24, 39])
    assert grid.box[0] == pytest.approx([120 / 256, 80 / 224, 160 / 256, 100 / 224])


@pytest.mark.parametrize(
    ("kind", "side", "crs"),
    [
        (SourceKind.OPTICAL, 100, ""),
        (SourceKind.INFRARED, 481, ""),
        (SourceKind.INFRARED, 100, 'LOCAL_CS["metres"]'),
    ],
)
def test_large_optical_and_georeferenced_pictures_are_read_in_their_own_pixels(kind, side, crs):
    tile = tile_of(np.zeros((side, side, 1), np.uint8), kind=kind)
    tile = replace(tile, geobox=replace(tile.geobox, crs_wkt=crs))
    assert prepare_picture(tile).enlarged == 1


def test_another_look_is_smaller_mirrored_and_without_padding():
    values = np.full((250, 300, 3), 51, np.uint8)
    values[:, :150] = 204
    valid = np.ones((250, 300), bool)
    valid[:25] = False
    picture = seen_anew(prepare_picture(tile_of(values, valid)), 7 / 8, mirrored=True)
    assert (picture.height, picture.width) == (224, 256)
    assert picture.pixels.shape == (3, 224, 256)
    assert picture.pixels[:, 30:, 140:] == pytest.approx(0.8, abs=1e-3)
    assert picture.pixels[:, 30:, :116] == pytest.approx(0.2, abs=1e-3)
    assert not picture.valid[:22].any()
    assert picture.valid[23:].all()


def test_another_look_at_an_enlarged_picture_is_as_small_as_at_its_tile():
    values = np.full((96, 96, 1), 102, np.uint8)
    tile = tile_of(values, kind=SourceKind.INFRARED)
    picture = prepare_picture(replace(tile, geobox=replace(tile.geobox, crs_wkt="")))
    again = seen_anew(picture, 7 / 8, mirrored=False)
    assert (picture.enlarged, picture.pixels.shape) == (2, (3, 192, 192))
    assert (again.enlarged, again.pixels.shape) == (1, (3, 96, 96))
    assert again.pixels == pytest.approx(0.4, abs=1e-3)


def test_a_tiny_tile_is_looked_at_again_in_the_smallest_picture():
    picture = prepare_picture(tile_of(np.full((20, 20, 3), 51, np.uint8)))
    assert seen_anew(picture, 7 / 8, mirrored=False).pixels.shape == (3, 64, 64)
