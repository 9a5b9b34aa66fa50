"""What of a layer is in view."""

from __future__ import annotations

import pytest
from canvas_rasters import layer_of, noise, write_raster
from qgis.core import QgsCoordinateReferenceSystem, QgsRasterLayer, QgsRectangle
from qgis.PyQt.QtTest import QTest

from earthgptx_qgis.canvas.view_extent import view_extent
from earthgptx_qgis.errors import TileError


@pytest.fixture
def canvas(qgis_canvas, qgis_parent, qgis_new_project):
    qgis_parent.show()
    qgis_canvas.show()
    QTest.qWaitForWindowExposed(qgis_parent)
    qgis_canvas.setRotation(0)
    qgis_canvas.resize(400, 400)
    yield qgis_canvas
    qgis_canvas.setRotation(0)


@pytest.fixture
def layer(tmp_path, qgis_app):
    """A kilometre square at 10 m."""
    path = write_raster(
        tmp_path / "a.tif", noise(1, 100, 100), (500000.0, 10.0, 0, 4001000.0, 0, -10.0)
    )
    return layer_of(path, "harbour")


def show(canvas, epsg, *bounds):
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem(f"EPSG:{epsg}"))
    canvas.setExtent(QgsRectangle(*bounds))


def numbers(extent):
    return (extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum())


def test_the_view_in_the_crs_of_the_layer_is_cut_to_the_layer(canvas, layer):
    show(canvas, 32631, 499500, 4000500, 500500, 4001500)
    assert numbers(view_extent(canvas, layer)) == pytest.approx(
        (5e5, 4000500, 500500, 4001000), abs=5
    )


def test_the_view_in_another_crs_covers_the_same_ground(canvas, layer):
    # 500200..500600 east, 4000200..4000600 north in Web Mercator.
    show(canvas, 3857, 334206.0, 4320801.0, 334701.0, 4321298.0)
    x_min, y_min, x_max, y_max = numbers(view_extent(canvas, layer))
    assert (x_min, y_min, x_max, y_max) == pytest.approx((500200, 4000200, 500600, 4000600), abs=15)


def test_on_a_rotated_canvas_the_whole_view_is_inside(canvas, layer):
    show(canvas, 32631, 500400, 4000400, 500600, 4000600)
    canvas.setRotation(45)
    seen = canvas.mapSettings().visiblePolygon().boundingRect()
    extent = view_extent(canvas, layer)
    assert extent.width() == pytest.approx(seen.width(), rel=0.02)
    assert extent.width() > 260


def test_a_view_of_the_whole_world_gives_the_whole_layer(canvas, layer):
    show(canvas, 4326, -180, -90, 180, 90)
    assert numbers(view_extent(canvas, layer)) == pytest.approx((5e5, 4e6, 501000, 4001000), abs=1)


def test_a_view_beyond_the_end_of_web_mercator_gives_the_whole_online_map(canvas, tmp_path):
    uri = f"type=xyz&url=file://{tmp_path}/{{z}}/{{x}}/{{y}}.png&zmin=0&zmax=1"
    layer = QgsRasterLayer(uri, "map", "wms")
    show(canvas, 4326, -180, -90, 180, 90)
    half = 20037508.34
    assert numbers(view_extent(canvas, layer)) == pytest.approx(
        (-half, -half, half, half), rel=0.01
    )


def test_a_layer_out_of_view_is_an_error_that_names_it(canvas, layer):
    show(canvas, 32631, 700000, 4000000, 700100, 4000100)
    with pytest.raises(TileError, match="Nothing of “harbour” is in view"):
        view_extent(canvas, layer)
