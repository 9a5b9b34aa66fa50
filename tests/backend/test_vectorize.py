"""Masks become valid polygons that lie where the pixels are."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from pyproj import CRS
from rasterio.features import rasterize
from scipy.ndimage import gaussian_filter
from shapely import affinity

from backend.polygons.vectorize import polygons_of, vectorize_instance
from earthgptx_qgis.wire.geobox import Affine, GeoBox

UTM = CRS.from_epsg(32633).to_wkt()
DEGREES = CRS.from_epsg(4326).to_wkt()
PIXELS = Affine(1, 0, 0, 0, 1, 0)
GRIDS = {
    "north-up": (Affine(0.3, 0, 500_000, 0, -0.3, 5_800_000), UTM),
    "south-up": (Affine(0.3, 0, 500_000, 0, 0.3, 5_800_000), UTM),
    "rotated": (Affine(0.26, 0.15, 500_000, 0.15, -0.26, 5_800_000), UTM),
    "degrees": (Affine(4e-6, 0, 4.9, 0, -3e-6, 52.3), DEGREES),
    "no CRS": (Affine(1, 0, 0, 0, -1, 0), ""),
}


def in_pixels(mask):
    height, width = mask.shape
    return polygons_of(mask, GeoBox(width, height, PIXELS))


def rectangle_mask(shape, left, top, right, bottom):
    mask = np.zeros(shape, dtype=bool)
    mask[top:bottom, left:right] = True
    return mask


def test_an_empty_mask_gives_no_polygon():
    assert in_pixels(np.zeros((8, 8), dtype=bool)) is None
    assert vectorize_instance(np.zeros((8, 8), dtype=bool), GeoBox(8, 8, PIXELS)) is None


def test_a_full_mask_gives_the_whole_tile():
    polygons = in_pixels(np.ones((5, 9), dtype=bool))
    assert polygons.equals(shapely.box(0, 0, 9, 5))


def test_a_single_pixel_gives_its_square():
    polygons = in_pixels(rectangle_mask((8, 8), 3, 2, 4, 3))
    assert polygons.equals(shapely.box(3, 2, 4, 3))


def test_a_raster_of_one_pixel_gives_its_square():
    assert in_pixels(np.ones((1, 1), dtype=bool)).equals(shapely.box(0, 0, 1, 1))


def test_a_line_one_pixel_wide_keeps_its_width():
    polygons = in_pixels(rectangle_mask((8, 30), 2, 5, 27, 6))
    assert polygons.equals(shapely.box(2, 5, 27, 6))


@pytest.mark.parametrize("grid", GRIDS)
def test_corners_lie_where_the_geobox_puts_them(grid):
    affine, crs_wkt = GRIDS[grid]
    geobox = GeoBox(60, 40, affine, crs_wkt)
    polygons = polygons_of(rectangle_mask((40, 60), 10, 5, 40, 25), geobox)
    corners = [geobox.to_world(*corner) for corner in ((10, 5), (40, 5), (40, 25), (10, 25))]
    expected = shapely.Polygon(corners)
    assert len(polygons.geoms) == 1
    assert polygons.symmetric_difference(expected).area < 1e-6 * expected.area
    assert polygons.geoms[0].exterior.is_ccw


def test_holes_are_kept_and_run_the_other_way():
    mask = rectangle_mask((40, 60), 10, 5, 40, 25)
    mask[10:15, 20:26] = False
    affine, crs_wkt = GRIDS["north-up"]
    (polygon,) = polygons_of(mask, GeoBox(60, 40, affine, crs_wkt)).geoms
    (hole,) = polygon.interiors
    assert not hole.is_ccw
    assert polygon.area == pytest.approx((30 * 20 - 5 * 6) * 0.09)


def test_a_slanted_edge_has_no_stairs():
    polygons = in_pixels(np.tri(100, dtype=bool))
    assert shapely.get_num_coordinates(polygons) <= 8
    assert polygons.area == pytest.approx(np.tri(100).sum(), rel=0.01)


def test_an_airplane_sized_slanted_rectangle_overlaps_its_true_shape_by_ninety_seven_percent():
    true_shape = affinity.rotate(shapely.box(30.3, 40.6, 90.3, 64.6), 23)
    rows, columns = np.mgrid[:110, :120]
    mask = shapely.contains_xy(true_shape, columns + 0.5, rows + 0.5)
    polygons = in_pixels(mask)
    assert polygons.intersection(true_shape).area / polygons.union(true_shape).area > 0.97


def test_pixels_that_touch_at_a_corner_stay_apart():
    mask = rectangle_mask((20, 20), 2, 2, 8, 8) | rectangle_mask((20, 20), 8, 8, 14, 14)
    assert len(in_pixels(mask).geoms) == 2


def test_slivers_beside_something_larger_are_dropped():
    mask = rectangle_mask((20, 20), 2, 2, 8, 8) | rectangle_mask((20, 20), 15, 15, 18, 16)
    assert in_pixels(mask).equals(shapely.box(2, 2, 8, 8))


def test_of_slivers_alone_the_largest_is_kept():
    mask = rectangle_mask((20, 20), 2, 2, 3, 3) | rectangle_mask((20, 20), 15, 15, 18, 16)
    assert in_pixels(mask).equals(shapely.box(15, 15, 18, 16))


def test_a_mask_of_another_shape_is_refused():
    with pytest.raises(ValueError, match=r"\(3, 4\) does not fit 4 x 3"):
        polygons_of(np.ones((3, 4), dtype=bool), GeoBox(3, 4, PIXELS))


def test_an_instance_travels_as_a_multipolygon_with_its_geodesic_area():
    affine, crs_wkt = GRIDS["north-up"]
    instance = vectorize_instance(
        rectangle_mask((40, 60), 10, 5, 40, 25), GeoBox(60, 40, affine, crs_wkt)
    )
    assert instance.wkb[:5] == b"\x01\x06\x00\x00\x00"
    # UTM shrinks lengths by 0.9996 at its central meridian.
    assert instance.area_m2 == pytest.approx(30 * 20 * 0.09 / 0.9996**2, rel=1e-4)


def test_without_a_crs_an_instance_has_no_area():
    instance = vectorize_instance(np.ones((3, 3), dtype=bool), GeoBox(3, 3, PIXELS))
    assert instance.area_m2 is None


@given(arrays(bool, st.tuples(st.integers(1, 24), st.integers(1, 24))))
@settings(max_examples=200, deadline=None)
def test_any_mask_gives_valid_polygons_the_same_every_time(mask):
    height, width = mask.shape
    for affine, crs_wkt in (GRIDS["rotated"], GRIDS["degrees"]):
        geobox = GeoBox(width, height, affine, crs_wkt)
        polygons = polygons_of(mask, geobox)
        assert (polygons is None) == (not mask.any())
        if polygons is not None:
            assert polygons.is_valid
            assert not polygons.is_empty
            assert vectorize_instance(mask, geobox) == vectorize_instance(mask, geobox)


@given(st.integers(0, 10_000), st.sampled_from([2.0, 4.0, 8.0]))
@settings(max_examples=60, deadline=None)
def test_polygons_burned_into_pixels_give_the_mask_back(seed, smoothness):
    noise = gaussian_filter(np.random.default_rng(seed).random((96, 96)), smoothness)
    mask = noise > np.quantile(noise, 0.7)
    polygons = in_pixels(mask)
    burned = rasterize([polygons], out_shape=mask.shape).astype(bool)
    assert (burned & mask).sum() / (burned | mask).sum() > 0.92


@given(st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_outlines_stay_within_two_thirds_of_a_pixel_of_the_mask(seed):
    noise = gaussian_filter(np.random.default_rng(seed).random((64, 64)), 4)
    mask = noise > np.quantile(noise, 0.7)
    polygons = in_pixels(mask)
    pixels = shapely.union_all(
        [shapely.box(x, y, x + 1, y + 1) for y, x in np.argwhere(mask).tolist()]
    )
    outline = shapely.points(shapely.get_coordinates(shapely.segmentize(polygons.boundary, 0.2)))
    assert shapely.distance(outline, pixels.boundary).max() < 2 / 3
