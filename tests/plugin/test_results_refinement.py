"""Polygons tidied without asking again; what was found always comes back."""

from __future__ import annotations

import math

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsGeometry,
)
from results_samples import RD_NEW, WGS_84, context, segment

from earthgptx_qgis.errors import LayerBeingEdited, ResultLayerError
from earthgptx_qgis.results.answered_polygons import AnsweredPolygons
from earthgptx_qgis.results.refinement import Outlines, Parts, Refinement, outline_of, refined
from earthgptx_qgis.results.segment_layer import SegmentLayer

DUTCH = QgsCoordinateReferenceSystem.fromWkt(RD_NEW)
NO_CRS = QgsCoordinateReferenceSystem()
ANYWHERE = QgsCoordinateTransformContext()
RIGHT_ANGLES = Refinement(outlines=Outlines.RIGHT_ANGLES)


def found(wkt, label="house", score=0.9, index=0):
    geometry = QgsGeometry.fromWkt(wkt)
    geometry.convertToMultiType()
    return segment(label, score, index, bytes(geometry.asWkb().data()))


def box(x, y, width, height):
    right, top = x + width, y + height
    return f"POLYGON(({x} {y},{right} {y},{right} {top},{x} {top},{x} {y}))"


def corner_angles(outline, x_scale=1.0):
    """Degrees at each corner of a polygon's ring."""
    ring = [(point.x() * x_scale, point.y()) for point in outline.asMultiPolygon()[0][0][:-1]]
    angles = []
    for before, at, after in zip(ring[-1:] + ring[:-1], ring, ring[1:] + ring[:1], strict=True):
        one = math.atan2(before[1] - at[1], before[0] - at[0])
        other = math.atan2(after[1] - at[1], after[0] - at[0])
        turn = abs(math.degrees(one - other)) % 360
        angles.append(min(turn, 360 - turn))
    return angles


def test_without_a_wish_the_segments_stay_as_they_came(qgis_app):
    segments = [segment(index=0), segment(index=1)]
    assert refined(segments, Refinement(), DUTCH, 0.5, ANYWHERE) == segments


def test_a_leaning_house_gets_four_right_angles(qgis_app):
    leaning = found(
        "POLYGON((121000 487000,121020 487001.5,121019 487011,121000.8 487010,121000 487000))"
    )
    (house,) = refined([leaning], RIGHT_ANGLES, DUTCH, 0.5, ANYWHERE)
    angles = corner_angles(outline_of(house))
    assert len(angles) == 4
    assert angles == pytest.approx([90] * 4, abs=0.5)
    before, after = outline_of(leaning), outline_of(house)
    assert after.area() == pytest.approx(before.area(), rel=1e-6)
    assert after.intersection(before).area() > 0.85 * after.combine(before).area()


def test_right_angles_are_right_on_the_ground_of_a_layer_in_degrees(qgis_app):
    # At 60 degrees north a degree of longitude is half as long as one of latitude.
    degrees = QgsCoordinateReferenceSystem.fromWkt(WGS_84)
    leaning = found("POLYGON((10 60,10.0004 60.00002,10.00038 60.00012,10.00001 60.0001,10 60))")
    (house,) = refined([leaning], RIGHT_ANGLES, degrees, 0.000005, ANYWHERE)
    assert corner_angles(outline_of(house), x_scale=0.5) == pytest.approx([90] * 4, abs=0.5)


def test_smoothing_rounds_corners_and_keeps_the_area(qgis_app):
    rough = found(box(121000, 487000, 40, 40))
    (smooth,) = refined([rough], Refinement(outlines=Outlines.SMOOTH), DUTCH, 0.5, ANYWHERE)
    outline = outline_of(smooth)
    assert outline.constGet().nCoordinates() > 12
    assert outline.area() == pytest.approx(1600, rel=0.01)
    assert min(corner_angles(outline)) > 120


def test_touching_polygons_of_a_label_become_one_with_the_best_score(qgis_app):
    segments = [
        found(box(0, 0, 10, 10), score=0.5, index=0),
        found(box(10.3, 0, 10, 10), score=0.8, index=1),  # closer than half a metre
        found(box(0, 10, 10, 10), label="shed", index=2),
        found(box(40, 0, 10, 10), index=3),
    ]
    merged = refined(segments, Refinement(parts=Parts.MERGE_TOUCHING), NO_CRS, 0.5, ANYWHERE)
    assert [(one.label, one.score, one.index) for one in merged] == [
        ("house", 0.8, 0), ("shed", 0.9, 2), ("house", 0.9, 3),
    ]  # fmt: skip
    assert outline_of(merged[0]).area() == pytest.approx(203, abs=0.1)
    assert merged[1:] == segments[2:]


def test_parts_are_split_and_small_ones_dropped(qgis_app):
    two = found("MULTIPOLYGON(((0 0,10 0,10 10,0 10,0 0)),((30 0,32 0,32 2,30 2,30 0)))")
    split = refined([two], Refinement(parts=Parts.SPLIT), NO_CRS, 0.5, ANYWHERE)
    assert [outline_of(one).area() for one in split] == [100, 4]
    large = refined([two], Refinement(parts=Parts.SPLIT, smallest_area=5), NO_CRS, 0.5, ANYWHERE)
    assert [outline_of(one).area() for one in large] == [100]


def test_areas_are_measured_anew_on_the_ellipsoid(qgis_app):
    degrees = QgsCoordinateReferenceSystem.fromWkt(WGS_84)
    field = found(box(10, 60, 0.01, 0.01))
    (kept,) = refined([field], Refinement(smallest_area=1), degrees, 0.0001, ANYWHERE)
    # 557.8 m by 1114.1 m at 60 degrees north.
    assert kept.area_m2 == pytest.approx(621_400, rel=0.002)


@pytest.fixture
def houses(qgis_app):
    layer = SegmentLayer.create(RD_NEW)
    layer.set_minimum_score(0.7)
    segments = [
        found(box(121000, 487000, 10, 10), score=0.5, index=0),
        found(box(121010.2, 487000, 10, 10), score=0.8, index=1),
        found(box(121050, 487000, 10, 10), score=0.9, index=2),
    ]
    polygons = AnsweredPolygons(layer, context(), 0.5, segments)
    do_all(polygons.adding())
    return polygons


def do_all(steps):
    return sum(steps)


def refine(polygons, refinement):
    do_all(polygons.replacing(refinement, polygons.refining(refinement)()))


def test_a_refinement_replaces_the_polygons_and_reset_brings_them_back(houses):
    areas = {feature["area_m2"] for feature in houses.layer.getFeatures()}
    refine(houses, Refinement(parts=Parts.MERGE_TOUCHING))
    assert [one.score for one in houses.standing.values()] == [0.8, 0.9]
    assert sorted(houses.standing) == sorted(f.id() for f in houses.layer.getFeatures())
    refine(houses, Refinement())
    assert [one.score for one in houses.standing.values()] == [0.5, 0.8, 0.9]
    assert houses.layer.featureCount() == 2  # the third is hidden by its score
    assert {feature["area_m2"] for feature in houses.layer.getFeatures()} == areas


def test_refinements_start_from_what_was_found_each_time(houses):
    refine(houses, Refinement(smallest_area=1000))
    assert houses.layer.featureCount() == 0
    refine(houses, Refinement(smallest_area=50))
    assert len(houses.standing) == 3


def test_polygons_changed_by_hand_are_left_alone(houses):
    layer = houses.layer
    (first, second) = sorted(feature.id() for feature in layer.getFeatures())
    layer.startEditing()
    layer.changeGeometry(first, QgsGeometry.fromWkt("MULTIPOLYGON(((0 0,1 0,1 1,0 0)))"))
    with pytest.raises(LayerBeingEdited, match="is being edited"):
        refine(houses, RIGHT_ANGLES)
    layer.commitChanges()
    with pytest.raises(ResultLayerError, match="changed or removed by hand"):
        refine(houses, RIGHT_ANGLES)
    assert sorted(feature.id() for feature in layer.getFeatures()) == [first, second]
