"""Selections of any size become batches: every feature in one of them, or reported."""

from __future__ import annotations

import tracemalloc
from itertools import pairwise

import numpy as np
import pytest
from canvas_rasters import layer_of, write_raster
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsGeometry,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)

from earthgptx_qgis.canvas.selected_features import plan_batches
from earthgptx_qgis.canvas.tile_marks import marks_on_tile
from earthgptx_qgis.canvas.tile_reader import TileRequest, read_tile

CONTEXT = QgsCoordinateTransformContext()


@pytest.fixture
def raster(tmp_path, qgis_app):
    """3000 x 2000 pixels of half a metre."""
    values = np.ones((1, 2000, 3000), "uint8")
    path = write_raster(tmp_path / "a.tif", values, (500000.0, 0.5, 0, 4001000.0, 0, -0.5))
    return layer_of(path)


def square(x, y, size):
    return QgsGeometry.fromRect(QgsRectangle(x, y, x + size, y + size))


def layer_with(geometries, crs="EPSG:32631", kind="Polygon"):
    layer = QgsVectorLayer(f"{kind}?crs={crs}", "houses", "memory")
    features = []
    for geometry in geometries:
        feature = QgsFeature()
        if geometry is not None:
            feature.setGeometry(geometry)
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer, sorted(layer.allFeatureIds())


def ids_in(batches):
    return sorted(mark.feature_id for batch in batches for mark in batch.marks)


def test_ten_thousand_features_in_another_crs_come_in_batches_of_at_most_64(raster):
    to_degrees = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:32631"),
        QgsCoordinateReferenceSystem("EPSG:4326"),
        CONTEXT,
    )
    geometries = []
    for index in range(10000):
        geometry = square(500010 + index % 125 * 11.5, 4000010 + index // 125 * 12, 8)
        geometry.transform(to_degrees)
        geometries.append(geometry)
    layer, ids = layer_with(geometries, "EPSG:4326")
    plan = plan_batches(layer, ids, raster, CONTEXT)
    assert plan.feature_count == 10000
    assert plan.skipped == ()
    batches = list(plan)
    assert len(batches) == len(plan)
    assert ids_in(batches) == ids
    assert max(len(batch.marks) for batch in batches) <= 64
    assert all(
        [mark.number for mark in b.marks] == list(range(1, len(b.marks) + 1)) for b in batches
    )
    extents = [tuple(batch.extent.toString(3).split()) for batch in batches]
    assert len(set(extents)) <= 35
    changes = sum(first != second for first, second in pairwise(extents))
    assert changes == len(set(extents)) - 1


def test_every_feature_lies_whole_and_with_a_margin_on_its_tile(raster):
    generator = np.random.default_rng(3)
    geometries = [
        square(500100 + x * 1200, 4000100 + y * 700, 4 + size * 60)
        for x, y, size in generator.random((300, 3))
    ]
    layer, ids = layer_with(geometries)
    batches = list(plan_batches(layer, ids, raster, CONTEXT))
    assert ids_in(batches) == ids
    for batch in batches:
        tile = read_tile(raster, TileRequest(batch.extent, batch.maximum_size))
        marks = marks_on_tile(batch.marks, tile.geobox, raster.crs(), CONTEXT)
        for mark in marks:
            xs, ys = zip(*mark.prompts[0].points, strict=True)
            assert min(xs) > 10
            assert min(ys) > 10
            assert max(xs) < tile.geobox.width - 10
            assert max(ys) < tile.geobox.height - 10


def test_small_features_are_read_in_the_rasters_own_pixels(raster):
    layer, ids = layer_with([square(500300, 4000300, 10), square(500330, 4000330, 10)])
    (batch,) = plan_batches(layer, ids, raster, CONTEXT)
    tile = read_tile(raster, TileRequest(batch.extent, batch.maximum_size))
    assert tile.geobox.affine.a == 0.5
    assert 128 < tile.geobox.width < 256


def test_large_features_are_read_in_coarser_pixels(raster):
    layer, ids = layer_with([square(500100 + 300 * step, 4000200, 256) for step in range(4)])
    batches = list(plan_batches(layer, ids, raster, CONTEXT))
    tile = read_tile(raster, TileRequest(batches[0].extent, batches[0].maximum_size))
    assert tile.geobox.affine.a == pytest.approx(2.0, rel=0.02)
    assert ids_in(batches) == ids


def test_a_feature_larger_than_a_tile_gets_one_of_its_own(raster):
    small = [square(500100 + 20 * step, 4000100, 10) for step in range(5)]
    layer, ids = layer_with([*small, square(500050, 4000050, 900)])
    batches = list(plan_batches(layer, ids, raster, CONTEXT))
    assert [len(batch.marks) for batch in batches] == [5, 1]
    tile = read_tile(raster, TileRequest(batches[1].extent, batches[1].maximum_size))
    assert max(tile.geobox.width, tile.geobox.height) == 1024
    marks_on_tile(batches[1].marks, tile.geobox, raster.crs(), CONTEXT)


def test_features_that_cannot_be_asked_about_are_reported_and_none_is_lost(raster):
    bow = QgsGeometry.fromWkt(
        "POLYGON((500100 4000100,500120 4000120,500120 4000100,500100 4000120,500100 4000100))"
    )
    geometries = [square(500100, 4000100, 10), None, square(600000, 4000100, 10), bow]
    layer, ids = layer_with(geometries)
    plan = plan_batches(layer, [*ids, 777], raster, CONTEXT)
    assert ids_in(plan) == ids[:1]
    assert {skip.feature_id: skip.reason for skip in plan.skipped} == {
        ids[1]: "it has no geometry",
        ids[2]: "it lies outside the raster",
        ids[3]: "its geometry is invalid",
        777: "it is no longer in the layer",
    }


def test_a_feature_deleted_after_planning_is_reported(raster):
    layer, ids = layer_with([square(500100, 4000100, 10), square(500130, 4000100, 10)])
    plan = plan_batches(layer, ids, raster, CONTEXT)
    layer.dataProvider().deleteFeatures([ids[0]])
    assert ids_in(plan) == [ids[1]]
    assert [skip.feature_id for skip in plan.skipped] == [ids[0]]


def test_a_place_that_the_rasters_crs_cannot_express_is_reported(raster):
    layer, ids = layer_with([square(500, 95, 10)], "EPSG:4326")
    plan = plan_batches(layer, ids, raster, CONTEXT)
    assert list(plan) == []
    assert [skip.feature_id for skip in plan.skipped] == ids


def test_a_feature_half_outside_the_raster_is_asked_about(raster):
    layer, ids = layer_with([square(499990, 4000100, 20)])
    (batch,) = plan_batches(layer, ids, raster, CONTEXT)
    tile = read_tile(raster, TileRequest(batch.extent, batch.maximum_size))
    (mark,) = marks_on_tile(batch.marks, tile.geobox, raster.crs(), CONTEXT)
    assert min(x for x, _ in mark.prompts[0].points) == 0


def test_points_have_their_surroundings_on_the_tile(raster):
    points = [QgsGeometry.fromWkt("POINT(500500 4000500)")]
    layer, ids = layer_with(points, kind="Point")
    (batch,) = plan_batches(layer, ids, raster, CONTEXT)
    tile = read_tile(raster, TileRequest(batch.extent, batch.maximum_size))
    assert tile.geobox.width == pytest.approx(128, abs=2)


def test_an_online_map_is_asked_for_in_pixels_that_suit_the_features(tmp_path, qgis_app):
    uri = f"type=xyz&url=file://{tmp_path}/{{z}}/{{x}}/{{y}}.png&zmin=0&zmax=20"
    online = QgsRasterLayer(uri, "map", "wms")
    layer, ids = layer_with([square(100, 100, 128), square(400, 100, 128)], "EPSG:3857")
    batches = list(plan_batches(layer, ids, online, CONTEXT))
    longest = max(batches[0].extent.width(), batches[0].extent.height())
    assert longest / batches[0].maximum_size == pytest.approx(1.0, rel=0.01)


def test_nothing_selected_is_a_plan_of_no_batches(raster):
    layer, _ = layer_with([square(500100, 4000100, 10)])
    plan = plan_batches(layer, [], raster, CONTEXT)
    assert len(plan) == 0
    assert list(plan) == []


def test_going_through_the_batches_needs_the_memory_of_one(raster):
    ring = " ,".join(f"{500000 + i * 0.01} {4000500 + (i % 7) * 0.01}" for i in range(400))
    heavy = QgsGeometry.fromWkt(f"LINESTRING({ring})")
    layer, ids = layer_with([heavy] * 384, kind="LineString")
    plan = plan_batches(layer, ids, raster, CONTEXT)
    tracemalloc.start()
    for batch in plan:
        assert batch.marks
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    one_mark = 400 * (2 * 24 + 56 + 8)
    assert peak < 3 * 64 * one_mark


@pytest.mark.parametrize(("margin", "width"), [(0.25, 300.0), (1.0, 600.0)])
def test_the_margin_around_a_feature_can_be_chosen(raster, margin, width):
    layer, ids = layer_with([square(500600, 4000400, 200)])
    (batch,) = plan_batches(layer, ids, raster, CONTEXT, margin=margin)
    # 200 m read at 200/128 m a pixel; the margin on each side is no narrower than 64 pixels.
    assert batch.extent.width() == pytest.approx(max(width, 200 + 2 * 64 * 200 / 128))
