from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earthgptx_qgis.wire.geobox import Affine, GeoBox
from tests.wire.strategies import DEGREES, GEOBOXES, NORTH_UP, ROTATED, SIZES, SOUTH_UP

FRACTIONS = st.floats(0.0, 1.0)


@pytest.mark.parametrize("affines", [NORTH_UP, SOUTH_UP, ROTATED, DEGREES])
@given(data=st.data(), width=SIZES, height=SIZES, right=FRACTIONS, down=FRACTIONS)
def test_a_pixel_comes_back_from_the_world(affines, data, width, height, right, down):
    box = GeoBox(width, height, data.draw(affines))
    x, y = right * width, down * height
    back = box.to_pixel(*box.to_world(x, y))
    # Eastings of 2e7 leave 3.7e-9 m, which is less than 1e-6 of the smallest pixel.
    assert back == pytest.approx((x, y), abs=1e-6)


@given(box=GEOBOXES)
def test_gdals_six_numbers_give_the_same_box_again(box):
    assert GeoBox.from_gdal(box.width, box.height, box.gdal, box.crs_wkt) == box


@given(box=GEOBOXES, x=st.integers(-50, 5000), y=st.integers(-50, 5000), size=st.integers(1, 900))
def test_a_crop_keeps_its_pixels_where_they_were(box, x, y, size):
    cropped = box.crop(x, y, size, size)
    assert cropped.to_world(3, 4) == pytest.approx(box.to_world(x + 3, y + 4), rel=1e-12, abs=1e-6)
    assert cropped.crs_wkt == box.crs_wkt


@given(box=GEOBOXES, width=SIZES, height=SIZES)
def test_another_number_of_pixels_covers_the_same_ground(box, width, height):
    zoomed = box.zoom_to(width, height)
    corner = box.to_world(box.width, box.height)
    assert zoomed.to_world(width, height) == pytest.approx(corner, rel=1e-12, abs=1e-6)
    assert zoomed.pixel_area * width * height == pytest.approx(
        box.pixel_area * box.width * box.height, rel=1e-9
    )


@given(box=GEOBOXES, right=FRACTIONS, down=FRACTIONS)
def test_every_place_in_the_box_lies_within_its_bounds(box, right, down):
    x_min, y_min, x_max, y_max = box.bounds
    x, y = box.to_world(right * box.width, down * box.height)
    slack = 1e-9 * max(map(abs, box.bounds))
    assert x_min - slack <= x <= x_max + slack
    assert y_min - slack <= y <= y_max + slack


def test_a_north_up_box_has_its_first_pixel_in_the_north_west():
    box = GeoBox.from_bounds(200, 100, (500000.0, 4000000.0, 500120.0, 4000060.0), "EPSG:26916")
    assert box.affine == Affine(0.6, 0.0, 500000.0, 0.0, -0.6, 4000060.0)
    assert box.gdal == (500000.0, 0.6, 0.0, 4000060.0, 0.0, -0.6)
    assert box.to_world(0.5, 0.5) == pytest.approx((500000.3, 4000059.7))
    assert box.to_pixel(500060.0, 4000030.0) == pytest.approx((100.0, 50.0))


def test_a_south_up_box_has_its_first_pixel_in_the_south_west():
    box = GeoBox(10, 10, Affine(2.0, 0.0, 100.0, 0.0, 2.0, 200.0))
    assert box.to_world(0, 0) == (100.0, 200.0)
    assert box.to_world(0, 10) == (100.0, 220.0)
    assert box.bounds == (100.0, 200.0, 120.0, 220.0)


def test_a_box_turned_by_a_quarter_runs_east_along_its_columns():
    box = GeoBox(4, 2, Affine(0.0, 1.0, 0.0, 1.0, 0.0, 0.0))
    assert box.to_world(3, 1) == (1.0, 3.0)
    assert box.bounds == (0.0, 0.0, 2.0, 4.0)
    assert box.pixel_area == 1.0


def test_the_edges_belong_to_the_box_and_beyond_does_not():
    box = GeoBox(20, 10, Affine(1.0, 0.0, 0.0, 0.0, -1.0, 0.0))
    assert box.contains(0, 0)
    assert box.contains(20, 10)
    assert not box.contains(20.001, 5)
    assert not box.contains(5, -0.001)


@pytest.mark.parametrize(("width", "height"), [(0, 5), (5, 0), (-1, 5)])
def test_a_box_without_pixels_is_refused(width, height):
    with pytest.raises(ValueError, match="positive size"):
        GeoBox(width, height, Affine(1.0, 0.0, 0.0, 0.0, -1.0, 0.0))
    with pytest.raises(ValueError, match="positive size"):
        GeoBox.from_bounds(width, height, (0.0, 0.0, 1.0, 1.0))


@pytest.mark.parametrize(
    "affine",
    [
        Affine(0.0, 0.0, 1.0, 0.0, 0.0, 1.0),
        Affine(1.0, 2.0, 0.0, 2.0, 4.0, 0.0),
        Affine(math.nan, 0.0, 0.0, 0.0, -1.0, 0.0),
        Affine(math.inf, 0.0, 0.0, 0.0, -1.0, 0.0),
    ],
)
def test_an_affine_that_cannot_be_inverted_is_refused(affine):
    with pytest.raises(ValueError, match="cannot be inverted"):
        GeoBox(5, 5, affine)


def test_boxes_with_the_same_numbers_are_equal_and_share_a_place_in_a_set():
    first = GeoBox(5, 5, Affine(1, 0, 0, 0, -1, 0), "EPSG:4326")
    second = GeoBox(5, 5, Affine(1.0, 0.0, 0.0, 0.0, -1.0, 0.0), "EPSG:4326")
    assert len({first, second}) == 1
