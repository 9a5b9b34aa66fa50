"""Answers become features of a temporary layer."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsLayerTreeModel,
    QgsProject,
    QgsVectorLayer,
)
from results_samples import IN_NO_DATABASE, RD_NEW, WGS_84, context, segment, square

from earthgptx_qgis.errors import LayerBeingEdited, ResultLayerError
from earthgptx_qgis.results import geopackage
from earthgptx_qgis.results.segment_layer import SegmentLayer


def test_the_attributes_are_exactly_the_promised_ones_in_order_after_the_key(qgis_app):
    segments = SegmentLayer.create(RD_NEW)
    segments.add(context(), [segment(mark=3)])
    (feature,) = segments.layer.getFeatures()
    assert segments.layer.fields().names() == [
        "fid", "label", "phrase", "score", "answer", "task", "mark", "source_layer", "source_kind",
        "model", "weights_sha256", "area_m2", "created", "perimeter_m", "status",
    ]  # fmt: skip
    assert feature.attributes() == [
        1, "ship", "the ship", 0.9, "I found the ships.", "find", 3, "harbour", "optical",
        "earthgptx-nano", "ab" * 32, 64.5, "2026-11-23T15:30:00+00:00",
        pytest.approx(42.67, abs=0.01), "new",
    ]  # fmt: skip


@pytest.mark.parametrize("wkt", [RD_NEW, WGS_84, IN_NO_DATABASE])
def test_a_layer_has_the_crs_of_the_tile(qgis_app, wkt):
    layer = SegmentLayer.create(wkt).layer
    assert layer.crs() == QgsCoordinateReferenceSystem.fromWkt(wkt)
    assert layer.crs().isValid()


def test_without_a_crs_the_layer_has_none_and_the_area_is_empty(qgis_app):
    segments = SegmentLayer.create("")
    segments.add(context(crs_wkt=""), [segment(area_m2=None)])
    (feature,) = segments.layer.getFeatures()
    assert not segments.layer.crs().isValid()
    assert feature.attribute("area_m2") is None or feature.attribute("area_m2").isNull()


def test_geometry_comes_out_byte_for_byte_as_it_went_in(qgis_app):
    segments = SegmentLayer.create(RD_NEW)
    wkb = square(121000.123456789, 487000.987654321)
    segments.add(context(), [segment(wkb=wkb)])
    (feature,) = segments.layer.getFeatures()
    assert bytes(feature.geometry().asWkb()) == wkb


def test_the_ids_that_come_back_are_those_of_the_features(qgis_app):
    segments = SegmentLayer.create(RD_NEW)
    ids = segments.add(context(), [segment("ship"), segment("crane", index=1)])
    labels = [segments.layer.getFeature(feature_id).attribute("label") for feature_id in ids]
    assert labels == ["ship", "crane"]


def test_no_segments_leave_the_layer_as_it_is(qgis_app):
    segments = SegmentLayer.create(RD_NEW)
    assert segments.add(context(), []) == ()
    assert segments.layer.metadata().history() == []


def test_an_unreadable_outline_is_left_out_and_the_others_stay(qgis_app, caplog):
    segments = SegmentLayer.create(RD_NEW)
    ids = segments.add(context(), [segment(wkb=b"no geometry", index=7), segment(index=8)])
    assert len(ids) == 1
    assert segments.layer.featureCount() == 1
    assert "segment 7" in caplog.text


def test_ten_thousand_segments_are_added_with_one_round_of_signals(qgis_app):
    segments = SegmentLayer.create(RD_NEW)
    many = [segment(index=index, label=f"class {index % 20}") for index in range(10_000)]
    repaints = []
    segments.layer.repaintRequested.connect(lambda *_: repaints.append(1))
    segments.add(context(), many)
    assert segments.layer.featureCount() == 10_000
    assert len(repaints) <= 4


def test_a_minimum_score_hides_features_and_a_lower_one_brings_them_back(qgis_app):
    segments = SegmentLayer.create(RD_NEW)
    segments.add(context(), [segment(score=score) for score in (0.1, 0.3, 0.5, 0.9)])
    segments.set_minimum_score(0.5)
    assert sorted(f["score"] for f in segments.layer.getFeatures()) == [0.5, 0.9]
    assert segments.minimum_score == 0.5
    segments.set_minimum_score(0.0)
    assert sorted(f["score"] for f in segments.layer.getFeatures()) == [0.1, 0.3, 0.5, 0.9]


def test_a_filter_of_a_persons_own_stays_whatever_the_minimum_score(qgis_app, tmp_path):
    segments = SegmentLayer.create(RD_NEW)
    kinds = {"ship": (0.3, 0.9), "crane": (0.2, 0.7), "dock": (0.8,)}
    segments.add(context(), [segment(kind, each) for kind in kinds for each in kinds[kind]])
    layer = segments.layer

    def shown():
        return sorted((feature["label"], feature["score"]) for feature in layer.getFeatures())

    own = "\"label\" = 'ship' OR (\"label\" = 'crane')"
    layer.setSubsetString(own)
    segments.set_minimum_score(0.25)
    assert shown() == [("crane", 0.7), ("ship", 0.3), ("ship", 0.9)]
    segments.set_minimum_score(0.5)
    assert shown() == [("crane", 0.7), ("ship", 0.9)]
    segments.go_on_in(geopackage.save(layer, str(tmp_path / "a.gpkg"), "t", include_hidden=True))
    assert shown() == [("crane", 0.7), ("ship", 0.9)]
    segments.set_minimum_score(0.0)
    assert layer.subsetString() == own
    assert len(shown()) == 4


def test_a_filter_typed_behind_the_minimum_score_stays_too(qgis_app):
    segments = SegmentLayer.create(RD_NEW)
    segments.add(context(), [segment("ship", 0.9), segment("crane", 0.7), segment("ship", 0.2)])
    segments.set_minimum_score(0.5)
    segments.layer.setSubsetString(segments.layer.subsetString() + " and label = 'ship'")
    segments.set_minimum_score(0.1)
    assert sorted(feature["score"] for feature in segments.layer.getFeatures()) == [0.2, 0.9]
    segments.set_minimum_score(0.0)
    assert segments.layer.subsetString() == "label = 'ship'"


def test_segments_added_under_a_minimum_score_obey_it(qgis_app):
    segments = SegmentLayer.create(RD_NEW)
    segments.set_minimum_score(0.4)
    ids = segments.add(context(), [segment(score=0.2), segment(score=0.6)])
    assert len(ids) == 2
    assert [feature["score"] for feature in segments.layer.getFeatures()] == [0.6]


def test_what_is_selected_stays_so_while_it_shows_also_when_more_comes(qgis_app):
    segments = SegmentLayer.create(RD_NEW)
    ids = segments.add(context(), [segment(score=score) for score in (0.2, 0.5, 0.9)])
    segments.set_minimum_score(0.3)
    segments.layer.selectByIds(list(ids[1:]))
    assert segments.counts == (2, 1)
    assert set(segments.layer.selectedFeatureIds()) == set(ids[1:])
    segments.add(context(), [segment(score=0.7)])
    assert set(segments.layer.selectedFeatureIds()) == set(ids[1:])
    segments.set_minimum_score(0.6)
    assert segments.layer.selectedFeatureIds() == [ids[2]]


def test_a_feature_without_a_score_is_never_hidden(qgis_app):
    segments = SegmentLayer.create(RD_NEW)
    drawn = QgsFeature(segments.layer.fields())
    drawn.setGeometry(QgsGeometry.fromWkt("MultiPolygon(((0 0, 1 0, 1 1, 0 0)))"))
    segments.layer.dataProvider().addFeatures([drawn])
    segments.set_minimum_score(0.9)
    assert segments.layer.featureCount() == 1


def test_the_legend_counts_what_is_shown_after_adding_and_after_filtering(qtbot, qgis_new_project):
    project = QgsProject.instance()
    segments = SegmentLayer.in_project(project, RD_NEW)
    model = QgsLayerTreeModel(project.layerTreeRoot())
    segments.add(context(), [segment(score=0.2), segment(score=0.9), segment("crane")])
    node = project.layerTreeRoot().findLayer(segments.layer.id())

    def entries():
        return [item.data(0) for item in model.layerLegendNodes(node)]

    qtbot.waitUntil(
        lambda: entries() == ["crane [1]", "ship [1]", "ship, low score [1]", "other [0]"],
        timeout=5000,
    )
    segments.set_minimum_score(0.5)
    qtbot.waitUntil(
        lambda: entries() == ["crane [1]", "ship [1]", "ship, low score [0]", "other [0]"],
        timeout=5000,
    )
    segments.add(context(), [segment(score=0.8), segment(score=0.3)])
    qtbot.waitUntil(
        lambda: entries() == ["crane [1]", "ship [2]", "ship, low score [0]", "other [0]"],
        timeout=5000,
    )


def test_the_legend_tells_of_low_scores_once_they_are_shown(qtbot, qgis_new_project):
    project = QgsProject.instance()
    segments = SegmentLayer.in_project(project, RD_NEW)
    model = QgsLayerTreeModel(project.layerTreeRoot())
    node = project.layerTreeRoot().findLayer(segments.layer.id())

    def entries():
        return [item.data(0) for item in model.layerLegendNodes(node)]

    segments.set_minimum_score(0.5)
    segments.add(context(), [segment(score=0.2), segment(score=0.9)])
    qtbot.waitUntil(lambda: entries() == ["ship [1]", "other [0]"], timeout=5000)
    segments.set_minimum_score(0.1)
    qtbot.waitUntil(
        lambda: entries() == ["ship [1]", "ship, low score [1]", "other [0]"], timeout=5000
    )


def test_what_is_hidden_is_counted_also_in_a_layer_found_in_the_project(qgis_new_project):
    segments = SegmentLayer.in_project(QgsProject.instance(), RD_NEW)
    segments.add(context(), [segment(score=0.2), segment(score=0.4), segment(score=0.9)])
    assert segments.counts == (3, 0)
    found = SegmentLayer.in_project(QgsProject.instance(), RD_NEW)
    found.set_minimum_score(0.5)
    assert (found.counts, segments.counts) == ((1, 2), (1, 2))


def test_a_layer_that_is_being_edited_says_that_it_cannot_be_filtered(qgis_app):
    segments = SegmentLayer.create(RD_NEW)
    segments.add(context(), [segment()])
    segments.layer.startEditing()
    with pytest.raises(LayerBeingEdited, match="being edited"):
        segments.set_minimum_score(0.5)
    assert segments.minimum_score == 0.0


def test_an_answer_added_while_a_person_edits_is_one_step_to_undo(qgis_app):
    segments = SegmentLayer.create(RD_NEW)
    segments.add(context(), [segment()])
    segments.layer.startEditing()
    segments.add(context(), [segment(index=1), segment(index=2)])
    assert segments.layer.featureCount() == 3
    segments.layer.undoStack().undo()
    assert segments.layer.featureCount() == 1
    segments.layer.undoStack().redo()
    assert segments.layer.commitChanges()
    assert segments.layer.featureCount() == 3


def test_a_project_gets_one_result_layer_a_crs(qgis_new_project):
    project = QgsProject.instance()
    in_rd = SegmentLayer.in_project(project, RD_NEW)
    in_degrees = SegmentLayer.in_project(project, WGS_84)
    in_none = SegmentLayer.in_project(project, "")
    assert SegmentLayer.in_project(project, RD_NEW).layer.id() == in_rd.layer.id()
    assert SegmentLayer.in_project(project, "").layer.id() == in_none.layer.id()
    assert len(project.mapLayers()) == 3
    assert not in_rd.accepts(WGS_84)
    assert not in_rd.accepts("")
    assert not in_none.accepts(RD_NEW)
    assert in_degrees.accepts(WGS_84)


def test_the_crs_of_the_project_is_not_changed(qgis_new_project):
    project = QgsProject.instance()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    SegmentLayer.in_project(project, RD_NEW).add(context(), [segment()])
    assert project.crs().authid() == "EPSG:3857"


def test_an_answer_of_another_crs_is_refused_and_names_its_layer(qgis_app):
    segments = SegmentLayer.create(RD_NEW)
    with pytest.raises(ResultLayerError, match="harbour"):
        segments.add(context(crs_wkt=WGS_84), [segment()])


def test_a_layer_removed_by_a_person_is_said_to_be_gone_and_replaced(qgis_new_project):
    project = QgsProject.instance()
    segments = SegmentLayer.in_project(project, RD_NEW)
    project.removeMapLayer(segments.layer.id())
    assert not segments.is_alive
    with pytest.raises(ResultLayerError, match="was removed"):
        segments.add(context(), [segment()])
    assert SegmentLayer.in_project(project, RD_NEW).add(context(), [segment()])


def test_a_layer_of_another_making_is_not_taken(qgis_app):
    houses = QgsVectorLayer("Polygon?crs=EPSG:4326&field=label:string", "houses", "memory")
    with pytest.raises(ResultLayerError, match="houses"):
        SegmentLayer(houses)
