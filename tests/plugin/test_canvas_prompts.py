"""The marks of a conversation: numbers, refinement, undo, features as marks."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsVectorLayer,
)

from earthgptx_qgis.canvas.prompts import MapPrompt, PromptSet
from earthgptx_qgis.errors import PromptError
from earthgptx_qgis.wire.messages import PromptShape

UTM = "EPSG:32631"


@pytest.fixture
def crs(qgis_app):
    return QgsCoordinateReferenceSystem(UTM)


@pytest.fixture
def prompts(qgis_app):
    return PromptSet()


def point(x, y, positive=True):
    return MapPrompt(PromptShape.POINT, ((x, y),), positive)


def layer_with(geometries, kind="Polygon", crs=UTM):
    layer = QgsVectorLayer(f"{kind}?crs={crs}", "features", "memory")
    features = []
    for wkt in geometries:
        feature = QgsFeature()
        if wkt:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer, sorted(layer.allFeatureIds())


def numbers(prompts):
    return [mark.number for mark in prompts.marks]


def test_marks_are_numbered_from_one_in_the_order_they_are_made(prompts, crs, qtbot):
    with qtbot.waitSignals([prompts.changed, prompts.changed]):
        first = prompts.add(point(1, 2), crs)
        prompts.add(point(3, 4), crs)
    assert first.number == 1
    assert numbers(prompts) == [1, 2]
    assert "32631" in first.crs_wkt


def test_the_number_of_a_removed_mark_is_not_given_again(prompts, crs):
    for x in range(3):
        prompts.add(point(x, 0), crs)
    prompts.remove(3)
    prompts.remove(1)
    prompts.add(point(9, 9), crs)
    assert numbers(prompts) == [2, 4]


def test_a_negative_point_refines_the_last_drawn_mark(prompts, crs):
    prompts.add(point(1, 1), crs)
    refined = prompts.add(point(2, 2, positive=False), crs)
    assert numbers(prompts) == [1]
    assert refined.prompts == (point(1, 1), point(2, 2, positive=False))
    assert prompts.marks == (refined,)


def test_a_negative_point_in_another_crs_is_brought_into_that_of_the_mark(prompts, crs):
    prompts.add(point(500000, 0), crs)
    refined = prompts.add(
        point(3.0, 0.0, positive=False), QgsCoordinateReferenceSystem("EPSG:4326")
    )
    assert refined.prompts[1].points[0] == pytest.approx((500000, 0), abs=1e-3)


def test_a_negative_point_without_a_mark_is_refused_with_a_hint(prompts, crs):
    with pytest.raises(PromptError, match="no mark to subtract from") as caught:
        prompts.add(point(2, 2, positive=False), crs)
    assert "Mark the object first" in caught.value.hint
    assert not prompts.can_undo


def test_a_negative_point_does_not_refine_a_feature(prompts, crs):
    layer, ids = layer_with(["POLYGON((0 0,1 0,1 1,0 0))"])
    prompts.add_features(layer, ids)
    with pytest.raises(PromptError):
        prompts.add(point(2, 2, positive=False), crs)


def test_undo_takes_back_one_change_at_a_time(prompts, crs):
    prompts.add(point(1, 1), crs)
    prompts.add(point(2, 2, positive=False), crs)
    prompts.add(point(3, 3), crs)
    prompts.remove(1)
    prompts.clear()
    seen = []
    while prompts.can_undo:
        prompts.undo()
        seen.append([(mark.number, len(mark.prompts)) for mark in prompts.marks])
    assert seen == [[(2, 1)], [(1, 2), (2, 1)], [(1, 2)], [(1, 1)], []]


def test_undo_without_a_change_does_nothing(prompts, qtbot):
    with qtbot.assertNotEmitted(prompts.changed):
        prompts.undo()
        prompts.clear()
        prompts.remove(5)


def test_after_clearing_numbers_start_again(prompts, crs):
    prompts.add(point(1, 1), crs)
    prompts.clear()
    assert prompts.add(point(1, 1), crs).number == 1


def test_selected_polygons_become_polygon_marks_in_one_undo_step(prompts):
    layer, ids = layer_with(
        ["POLYGON((0 0,4 0,4 4,0 0),(2 1,3 1,3 2,2 1))", "POLYGON((5 5,6 5,6 6,5 5))"]
    )
    added = prompts.add_features(layer, ids)
    assert numbers(prompts) == [1, 2]
    assert [mark.feature_id for mark in added.marks] == ids
    assert {mark.layer_id for mark in added.marks} == {layer.id()}
    assert added.marks[0].prompts == (
        MapPrompt(PromptShape.POLYGON, ((0, 0), (4, 0), (4, 4), (0, 0))),
    )
    prompts.undo()
    assert prompts.marks == ()


def test_lines_become_scribbles_and_parts_become_prompts(prompts):
    layer, ids = layer_with(["MULTILINESTRING((0 0,1 1),(2 2,3 3))"], "MultiLineString")
    (mark,) = prompts.add_features(layer, ids).marks
    assert [prompt.shape for prompt in mark.prompts] == [PromptShape.SCRIBBLE] * 2
    points, point_ids = layer_with(["MULTIPOINT((0 0),(1 1))"], "MultiPoint")
    (mark,) = prompts.add_features(points, point_ids).marks
    assert [prompt.points for prompt in mark.prompts] == [((0, 0),), ((1, 1),)]


def test_a_curved_polygon_is_followed_by_straight_pieces(prompts):
    layer, ids = layer_with(["CURVEPOLYGON(CIRCULARSTRING(0 0,2 0,0 0))"], "CurvePolygon")
    (mark,) = prompts.add_features(layer, ids).marks
    assert len(mark.prompts[0].points) > 50


def test_features_that_cannot_be_marked_are_reported_with_a_reason(prompts):
    layer, ids = layer_with(["POLYGON((0 0,1 0,1 1,0 0))", "", "POLYGON((0 0,2 2,2 0,0 2,0 0))"])
    added = prompts.add_features(layer, [*ids, 999])
    assert [mark.feature_id for mark in added.marks] == ids[:1]
    assert {skip.feature_id: skip.reason for skip in added.skipped} == {
        ids[1]: "it has no geometry",
        ids[2]: "its geometry is invalid",
        999: "it is no longer in the layer",
    }


def test_a_feature_is_marked_only_once(prompts):
    layer, ids = layer_with(["POLYGON((0 0,1 0,1 1,0 0))"])
    prompts.add_features(layer, ids)
    assert prompts.add_features(layer, ids).marks == ()
    assert numbers(prompts) == [1]


@pytest.mark.parametrize(
    ("shape", "points"),
    [
        (PromptShape.POINT, ((0, 0), (1, 1))),
        (PromptShape.BOX, ((0, 0),)),
        (PromptShape.POLYGON, ((0, 0), (1, 1))),
        (PromptShape.SCRIBBLE, ((0, 0),)),
        (PromptShape.POINT, ((float("nan"), 0),)),
    ],
)
def test_a_prompt_of_the_wrong_form_is_refused(shape, points):
    with pytest.raises(ValueError, match=shape.value):
        MapPrompt(shape, points)


def test_a_mark_gets_a_name_of_one_line(prompts, crs):
    mark = prompts.add(point(1, 2), crs)
    prompts.rename(mark.number, "  the \n tanker ")
    assert prompts.marks[0].name == "the tanker"
    prompts.rename(mark.number, "x" * 100)
    assert len(prompts.marks[0].name) == 60


def test_hidden_marks_are_kept_but_not_visible_nor_refined(prompts, crs):
    for x in range(3):
        prompts.add(point(x, 0), crs)
    prompts.set_hidden([1, 3], True)
    assert numbers(prompts) == [1, 2, 3]
    assert [mark.number for mark in prompts.visible_marks] == [2]
    prompts.add(point(9, 9, positive=False), crs)
    assert [len(mark.prompts) for mark in prompts.marks] == [1, 2, 1]


def test_what_was_taken_back_can_be_made_again_until_something_else_is_done(prompts, crs):
    prompts.add(point(1, 0), crs)
    prompts.add(point(2, 0), crs)
    prompts.rename(2, "quay")
    prompts.undo()
    prompts.undo()
    assert numbers(prompts) == [1]
    prompts.redo()
    prompts.redo()
    assert prompts.marks[1].name == "quay"
    prompts.undo()
    prompts.add(point(3, 0), crs)
    prompts.redo()
    assert [mark.name for mark in prompts.marks] == ["", "", ""]


def test_several_marks_are_removed_and_hidden_in_one_undo_step(prompts, crs):
    for x in range(4):
        prompts.add(point(x, 0), crs)
    prompts.remove(1, 3)
    assert numbers(prompts) == [2, 4]
    prompts.undo()
    assert numbers(prompts) == [1, 2, 3, 4]


def test_renaming_to_the_same_name_is_no_step_to_take_back(prompts, crs):
    prompts.add(point(1, 0), crs)
    prompts.rename(1, "")
    prompts.undo()
    assert prompts.marks == ()


def test_what_is_forgotten_cannot_be_brought_back(prompts, crs):
    prompts.add(point(1, 0), crs)
    prompts.undo()
    prompts.forget()
    assert not prompts.can_undo
    prompts.redo()
    assert prompts.marks == ()
