"""The black or white edge of a mosaic is no picture, though the file does not say so."""

from __future__ import annotations

import numpy as np
import pytest
from test_image_processor import tile_of

from backend.picture.empty_borders import empty_border
from backend.picture.image_processor import prepare_picture
from earthgptx_qgis.wire.messages import SourceKind


def picture(height: int = 100, width: int = 100, dtype: str = "uint8") -> np.ndarray:
    values = np.random.default_rng(7).integers(20, 200, (height, width, 3))
    return values.astype(dtype)


def everywhere(values: np.ndarray) -> np.ndarray:
    return np.ones(values.shape[:2], bool)


def slanted(values: np.ndarray, colour: int) -> np.ndarray:
    """Which pixels lie beyond a slanted edge; they get the colour."""
    rows, columns = np.indices(values.shape[:2])
    beside = rows + 3 * columns < 60
    values[beside] = colour
    return beside


@pytest.mark.parametrize("colour", [0, 255])
def test_the_slanted_edge_of_a_mosaic_is_no_picture(colour):
    values = picture()
    beside = slanted(values, colour)
    assert beside.sum() == 630
    assert np.array_equal(empty_border(values, everywhere(values)), beside)


def test_black_in_the_middle_is_a_shadow():
    values = picture()
    values[30:60, 30:60] = 0
    assert not empty_border(values, everywhere(values)).any()


def test_a_small_black_corner_and_nearly_black_water_are_picture():
    values = picture()
    values[:9, :9] = 0
    values[50:, :40] = (0, 1, 0)
    assert not empty_border(values, everywhere(values)).any()


def test_white_of_sixteen_bits_and_a_little_glare_are_picture():
    deep, bright = picture(dtype="uint16"), picture()
    deep[:40] = 255
    bright[:4] = 255
    assert not empty_border(deep, everywhere(deep)).any()
    assert not empty_border(bright, everywhere(bright)).any()


def test_black_beside_known_nodata_is_open_to_the_edge():
    values = picture()
    values[:, 10:20] = 0
    valid = everywhere(values)
    valid[:, :10] = False
    values[0, 10:20] = values[-1, 10:20] = 50
    empty = empty_border(values, valid)
    assert empty.sum() == 98 * 10
    assert empty[50, 10:20].all()


def test_a_picture_that_is_black_altogether_stays_one():
    values = np.zeros((40, 40, 3), np.uint8)
    assert not empty_border(values, everywhere(values)).any()


def test_one_band_is_left_alone():
    values = picture()[:, :, :1]
    values[:50] = 0
    assert not empty_border(values, everywhere(values)).any()


@pytest.mark.parametrize(
    ("kind", "valid"),
    [(SourceKind.OPTICAL, 9370), (SourceKind.SAR, 10000), (SourceKind.INFRARED, 10000)],
)
def test_only_of_photographs_is_the_edge_cut_off(kind, valid):
    values = picture()
    slanted(values, 0)
    assert prepare_picture(tile_of(values, kind=kind)).valid.sum() == valid


def test_the_slanted_edge_does_not_count_in_the_stretch():
    values = picture(dtype="uint16")
    slanted(values, 0)
    stretch = prepare_picture(tile_of(values)).stretch
    assert stretch is not None
    assert min(stretch.low) >= 20
