"""Results are copied into layers that exist, with their fields mapped, as one step to undo."""

from __future__ import annotations

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsVectorLayer
from results_samples import RD_NEW, context, segment

from earthgptx_qgis.errors import LayerNotEditable, TableUnsuitable
from earthgptx_qgis.results.field_mapping import mapping_by_name
from earthgptx_qgis.results.segment_layer import SegmentLayer
from earthgptx_qgis.results.table_append import append_to_layer


def results(count=2):
    segments = SegmentLayer.create(RD_NEW)
    segments.add(context(), [segment(score=0.25 * (k + 1), index=k) for k in range(count)])
    return segments.layer


def own_layer(definition="Polygon?crs=EPSG:28992&field=kind:string(20)&field=percent:integer"):
    return QgsVectorLayer(definition, "own", "memory")


def test_fields_get_what_their_expressions_say(qgis_app):
    target = own_layer()
    append_to_layer(results(), target, {"kind": 'upper("label")', "percent": '"score" * 100'})
    rows = sorted(feature.attributes() for feature in target.getFeatures())
    assert rows == [["SHIP", 25], ["SHIP", 50]]


def test_appending_is_one_step_to_undo_in_an_edit_session_left_open(qgis_app):
    target = own_layer()
    append_to_layer(results(3), target, {"kind": '"label"'})
    assert (target.featureCount(), target.isEditable()) == (3, True)
    target.undoStack().undo()
    assert target.featureCount() == 0


def test_fields_of_the_same_name_are_proposed_but_never_the_key(qgis_app):
    target = own_layer("MultiPolygon?crs=EPSG:28992&field=LABEL:string&field=remark:string")
    assert mapping_by_name(results(), target) == {"LABEL": '"label"'}


def test_places_are_transformed_to_the_crs_of_the_layer(qgis_app):
    target = own_layer("Polygon?crs=EPSG:4326&field=label:string")
    append_to_layer(results(1), target, {"label": '"label"'})
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
        append_to_layer(results(), target, mapping)
    assert (target.featureCount(), target.isEditable()) == (0, False)


def test_a_layer_without_a_crs_takes_no_results_that_have_one(qgis_app):
    target = own_layer()
    target.setCrs(QgsCoordinateReferenceSystem())
    with pytest.raises(TableUnsuitable, match="have no CRS"):
        append_to_layer(results(), target, {})


def test_a_read_only_layer_is_named(qgis_app):
    target = own_layer()
    target.setReadOnly(True)
    with pytest.raises(LayerNotEditable, match="“own” takes no new features"):
        append_to_layer(results(), target, {})
