"""Areas and resolutions are those on the ground, whatever the CRS pretends."""

import pytest
import shapely
from pyproj import CRS, Geod, Transformer
from shapely import affinity

from backend.polygons.geodesy import geodesic_area, geodesic_perimeter, ground_resolution
from earthgptx_qgis.wire.geobox import Affine, GeoBox

SITE_GRID = (
    'ENGCRS["site grid",EDATUM["corner of the hall"],CS[Cartesian,2],'
    'AXIS["x",east],AXIS["y",north],LENGTHUNIT["metre",1]]'
)


def wkt(epsg):
    return CRS.from_epsg(epsg).to_wkt()


def hectare():
    """A square of 100 m on the ground, in degrees."""
    geod = Geod(ellps="WGS84")
    east, _, _ = geod.fwd(4.9, 52.3, 90, 100)
    _, north, _ = geod.fwd(4.9, 52.3, 0, 100)
    return shapely.box(4.9, 52.3, east, north)


@pytest.mark.parametrize("epsg", [4326, 3857, 28992, 32631, 3395])
def test_a_hectare_is_a_hectare_in_every_crs(epsg):
    to_crs = Transformer.from_crs(4326, epsg, always_xy=True)
    projected = shapely.transform(hectare(), to_crs.transform, interleaved=False)
    assert geodesic_area(projected, wkt(epsg)) == pytest.approx(10_000, rel=1e-3)


def test_holes_do_not_count():
    with_hole = shapely.box(0, 0, 100, 100).difference(shapely.box(20, 20, 40, 40))
    moved = affinity.translate(with_hole, 500_000, 5_800_000)
    assert geodesic_area(moved, wkt(32633)) == pytest.approx(9_600, rel=1e-3)


@pytest.mark.parametrize("epsg", [4326, 3857, 28992, 32631])
def test_it_is_400_metres_around_a_hectare_in_every_crs(epsg):
    to_crs = Transformer.from_crs(4326, epsg, always_xy=True)
    projected = shapely.transform(hectare(), to_crs.transform, interleaved=False)
    assert geodesic_perimeter(projected, wkt(epsg)) == pytest.approx(400, rel=1e-3)


def test_the_way_around_holes_counts():
    with_hole = shapely.box(0, 0, 100, 100).difference(shapely.box(20, 20, 40, 40))
    moved = affinity.translate(with_hole, 500_000, 5_800_000)
    both = shapely.MultiPolygon([moved, affinity.translate(moved, 200, 0)])
    assert geodesic_perimeter(moved, wkt(32633)) == pytest.approx(480, rel=1e-3)
    assert geodesic_perimeter(both, wkt(32633)) == pytest.approx(960, rel=1e-3)


def test_the_direction_of_rings_does_not_matter():
    square = shapely.box(500_000, 5_800_000, 500_100, 5_800_100)
    assert geodesic_area(square.reverse(), wkt(32633)) == geodesic_area(square, wkt(32633))


@pytest.mark.parametrize("crs_wkt", ["", "this is no CRS", SITE_GRID])
def test_without_a_crs_on_the_earth_there_is_no_area_and_no_resolution(crs_wkt):
    assert geodesic_area(shapely.box(0, 0, 1, 1), crs_wkt) is None
    assert geodesic_perimeter(shapely.box(0, 0, 1, 1), crs_wkt) is None
    assert ground_resolution(GeoBox(4, 4, Affine(1, 0, 0, 0, -1, 0), crs_wkt)) is None


def test_a_geometry_beyond_the_crs_has_no_area():
    assert geodesic_area(shapely.box(0, 0, float("inf"), 1), wkt(32633)) is None


def test_web_mercator_metres_are_too_long_at_52_degrees_north():
    geobox = GeoBox.from_bounds(100, 100, (600_000, 6_800_000, 600_100, 6_800_100), wkt(3857))
    assert ground_resolution(geobox) == pytest.approx(0.616, abs=0.001)


def test_pixels_of_degrees_have_a_resolution_in_metres():
    geobox = GeoBox.from_bounds(1000, 1000, (5.0, 52.0, 5.01, 52.01), wkt(4326))
    assert ground_resolution(geobox) == pytest.approx(0.874, abs=0.001)


def test_a_rotated_grid_has_the_resolution_of_its_pixels():
    geobox = GeoBox(100, 100, Affine(0.26, 0.15, 500_000, 0.15, -0.26, 5_800_000), wkt(32633))
    assert ground_resolution(geobox) == pytest.approx((0.26**2 + 0.15**2) ** 0.5, rel=1e-3)


def test_grads_are_converted_to_degrees():
    geobox = GeoBox.from_bounds(1000, 1000, (5.0, 52.0, 5.01, 52.01), wkt(4807))
    assert ground_resolution(geobox) == pytest.approx(0.829, abs=0.001)
