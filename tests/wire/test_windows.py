from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earthgptx_qgis.wire.geobox import Affine, GeoBox
from earthgptx_qgis.wire.windows import (
    Window,
    overlapping_windows,
    window_around,
    window_count,
    window_of_bounds,
)


@given(st.integers(1, 999), st.integers(1, 999), st.integers(64, 512), st.integers(0, 99))
def test_windows_cover_the_area_and_overlap(width, height, size, start):
    overlap = size // 4
    area = Window(start, 2 * start, width, height)
    windows = overlapping_windows(area, size, overlap)
    for axis, length in ((0, width), (1, height)):
        spans = sorted({(window[axis], window[axis] + window[axis + 2]) for window in windows})
        assert spans[0][0] == area[axis]
        assert spans[-1][1] == area[axis] + length
        for (_, end), (begin, _) in itertools.pairwise(spans):
            assert end - begin >= overlap
        assert max(end - begin for begin, end in spans) <= size


def test_an_area_that_fits_is_one_window():
    assert overlapping_windows(Window(3, 4, 256, 100), 256, 64) == [Window(3, 4, 256, 100)]


@pytest.mark.parametrize(
    ("width", "height", "count"), [(256, 100, 1), (600, 400, 6), (1000, 800, 20)]
)
def test_windows_are_counted_without_being_made(width, height, count):
    assert len(overlapping_windows(Window(3, 4, width, height), 256, 64)) == count
    assert window_count(Window(3, 4, width, height), 256, 64) == count


def test_of_the_world_in_half_metres_there_are_billions():
    assert window_count(Window(0, 0, 80_000_000, 80_000_000), 1024, 256) == 10_850_763_889


def test_bounds_take_the_pixels_they_touch():
    geobox = GeoBox(100, 80, Affine(0.5, 0, 500_000, 0, -0.5, 5_800_000))
    bounds = (500_010, 5_799_980, 500_020.1, 5_799_990)
    assert window_of_bounds(geobox, bounds) == Window(20, 20, 21, 20)
    assert window_of_bounds(geobox, (0, 0, 1, 1)) is None


def test_a_place_near_the_edge_gets_a_full_window_inside_the_area():
    window = window_around([(10.0, 990.0)], Window(0, 0, 2000, 1000), 256)
    assert window == Window(0, 744, 256, 256)


def test_a_place_larger_than_a_window_gets_a_larger_one():
    window = window_around([(500.0, 500.0), (1500.0, 600.0)], Window(0, 0, 2000, 2000), 256)
    assert window == Window(250, 0, 1500, 1500)
