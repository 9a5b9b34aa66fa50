"""Results are copied into layers that exist, with their fields mapped, as one step to undo."""

from __future__ import annotations

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsVectorLayer
from results_samples import RD_NEW, context, segment

from earthgptx_qgis.errors import LayerNotEditable, Stopped, TableUnsuitable
from earthgptx_qgis.results.field_mapping import mapping_by_name
from earthgptx_qgis.results.segment_layer import SegmentLayer
from earthgptx_qgis.results.table_append import LayerAppend


def results(count=2):
    segments = SegmentLayer.create(RD_NEW)
    segments.add(context(), [segment(score=0.25 * (k + 1), index=k) for k in range(count)])
    return segments.layer


def own_layer(definition="Polygon?crs=EPSG:28992&field=kind:string(20)&field=percent:integer"):
    return QgsVectorLayer(definition, "own", "memory")


def append(source, target, mapping):
    for _ in LayerAppend(source, target, mapping).steps():
        pass


def test_fields_get_what_their_expressions_say(qgis_app):
    target = own_layer()
    append(results(), target, {"kind": 'upper("label")', "percent": '"score" * 100'})
    rows = sorted(feature.attributes() for feature in target.getFeatures())
    assert rows == [["SHIP", 25], ["SHIP", 50]]


def test_appending_is_one_step_to_undo_in_an_edit_session_left_open(qgis_app):
    target = own_layer()
    append(results(3), target, {"kind": '"label"'})
    assert (target.featureCount(), target.isEditable()) == (3, True)
    target.undoStack().undo()
    assert target.featureCount() == 0


def test_fields_of_the_same_name_are_proposed_but_never_the_key(qgis_app):
    target = own_layer("MultiPolygon?crs=EPSG:28992&field=LABEL:string&field=remark:string")
    assert mapping_by_name(results(), target) == {"LABEL": '"label"'}


def test_places_are_transformed_to_the_crs_of_the_layer(qgis_app):
    target = own_layer("Polygon?crs=EPSG:4326&field=label:string")
    append(results(1), target, {"label": '"label"'})
    (feature,) = target.getFeatures()
    # 121004, 487004 of RD New by pyproj.
    centre = feature.geometry().boundingBox().center()
    assert (centre.x(), centre.y()) == pytest.approx((4.88803, 52.36986), abs=1e-4)


@pytest.mark.parametrize(
    ("mapping", "reason"),
    [
        ({"percent": '"label"'}, "its field “percent” does not take “ship”"),
        ({"percent": "1 +"}, "syntax error|Incomplete expression"),
        ({"percent": '"no such field"'}, "no such field"),
    ],
)
def test_what_does_not_fit_is_named_and_nothing_is_appended(qgis_app, mapping, reason):
    target = own_layer()
    with pytest.raises(TableUnsuitable, match=reason):
        append(results(), target, mapping)
    assert (target.featureCount(), target.isEditable()) == (0, False)


def test_a_layer_without_a_crs_takes_no_results_that_have_one(qgis_app):
    target = own_layer()
    target.setCrs(QgsCoordinateReferenceSystem())
    with pytest.raises(TableUnsuitable, match="have no CRS"):
        append(results(), target, {})


def test_a_read_only_layer_is_named(qgis_app):
    target = own_layer()
    target.setReadOnly(True)
    with pytest.raises(LayerNotEditable, match="“own” takes no new features"):
        append(results(), target, {})


@pytest.mark.parametrize("step", [1, 4], ids=["while rows are made", "while they are added"])
@pytest.mark.parametrize("was_editable", [False, True])
def test_cancelled_in_the_middle_the_layer_is_as_before_with_its_own_edits(
    qgis_app, was_editable, step
):
    target = own_layer()
    if was_editable:
        target.startEditing()
        target.addFeature(QgsFeature(target.fields()))
    work = LayerAppend(results(3), target, {"kind": '"label"'})
    steps = work.steps()
    for _ in range(step):
        next(steps)
    assert target.featureCount() == was_editable + max(0, step - 3)
    work.cancel()
    with pytest.raises(Stopped, match="“own” is as before"):
        next(steps)
    assert (target.featureCount(), target.isEditable()) == (was_editable, was_editable)


def test_edits_discarded_in_the_middle_stay_discarded(qgis_app):
    target = own_layer()
    steps = LayerAppend(results(3), target, {"kind": '"label"'}).steps()
    for _ in range(4):
        next(steps)
    target.rollBack()
    with pytest.raises(LayerNotEditable):
        next(steps)
    assert (target.featureCount(), target.isEditable()) == (0, False)
