"""Polygons are accepted and rejected one by one, undoably, and become training data."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, ogr
from qgis.core import QgsProject, QgsRasterLayer, QgsVectorLayer
from results_samples import RD_NEW, context, segment

from earthgptx_qgis.errors import LayerNotEditable, SaveError, TableExists
from earthgptx_qgis.results import geopackage
from earthgptx_qgis.results.review import Review, Tally, is_reviewable
from earthgptx_qgis.results.segment_layer import SegmentLayer
from earthgptx_qgis.results.segment_rows import Status
from earthgptx_qgis.results.training_export import export_training_data, proposed_path


def found(count=4, source="harbour"):
    segments = SegmentLayer.create(RD_NEW)
    asked = dataclasses.replace(context(), source_layer=source)
    segments.add(asked, [segment(index=index) for index in range(count)])
    return segments.layer


def statuses(layer):
    return [feature["status"] for feature in layer.getFeatures()]


def test_decisions_are_counted_and_each_is_one_step_to_undo(qgis_app):
    layer = found(4)
    review = Review(layer)
    review.decide(1, Status.ACCEPTED)
    review.decide(2, Status.REJECTED)
    assert statuses(layer) == ["accepted", "rejected", "new", "new"]
    assert review.tally == Tally(accepted=1, rejected=1, new=2)
    layer.undoStack().undo()
    assert statuses(layer) == ["accepted", "new", "new", "new"]
    layer.undoStack().undo()
    assert review.tally == Tally(accepted=0, rejected=0, new=4)


def test_the_next_one_is_the_next_without_a_decision_and_after_the_last_comes_the_first(qgis_app):
    review = Review(found(4))
    assert review.next_after(None) == 1
    review.decide(2, Status.REJECTED)
    assert review.next_after(1) == 3
    assert review.next_after(4) == 1
    for feature_id in (1, 3, 4):
        review.decide(feature_id, Status.ACCEPTED)
    assert review.next_after(4) is None


def test_what_the_minimum_score_hides_is_not_reviewed(qgis_app):
    segments = SegmentLayer.create(RD_NEW)
    segments.add(context(), [segment(score=score) for score in (0.9, 0.1, 0.8)])
    segments.set_minimum_score(0.5)
    review = Review(segments.layer)
    assert review.tally == Tally(accepted=0, rejected=0, new=2)
    assert (review.next_after(None), review.next_after(1)) == (1, 3)


def test_a_review_saves_its_decisions_when_it_ends(qgis_app, tmp_path):
    saved = geopackage.save(found(2), str(tmp_path / "a.gpkg"), "t")
    layer = geopackage.load(saved)
    review = Review(layer)
    review.decide(review.next_after(None), Status.ACCEPTED)
    review.end()
    assert not layer.isEditable()
    assert statuses(QgsVectorLayer(saved.uri, "again", "ogr")) == ["accepted", "new"]


def test_an_edit_session_of_the_person_stays_open(qgis_app):
    layer = found(2)
    layer.startEditing()
    review = Review(layer)
    review.decide(1, Status.ACCEPTED)
    review.end()
    assert layer.isEditable()


def test_a_word_of_the_person_in_the_field_is_no_decision(qgis_app):
    layer = found(2)
    layer.dataProvider().changeAttributeValues({1: {layer.fields().lookupField("status"): "hm"}})
    review = Review(layer)
    assert review.tally == Tally(accepted=0, rejected=0, new=2)
    assert review.next_after(None) == 1


def test_a_decision_about_a_polygon_that_is_gone_is_refused_and_changes_nothing(qgis_app):
    layer = found(2)
    review = Review(layer)
    layer.rollBack()
    with pytest.raises(LayerNotEditable, match="EarthGPT-X results"):
        review.decide(1, Status.ACCEPTED)
    assert statuses(layer) == ["new", "new"]


def test_a_layer_that_cannot_be_edited_says_so(qgis_app):
    layer = found(1)
    layer.setReadOnly(True)
    with pytest.raises(LayerNotEditable, match="takes no decisions"):
        Review(layer)


def test_only_polygons_with_label_score_and_status_can_be_reviewed(qgis_app):
    assert is_reviewable(found(1))
    assert not is_reviewable(QgsVectorLayer("Polygon?field=label:string", "own", "memory"))
    assert not is_reviewable(None)


# What a review decided, as training data.


@pytest.fixture
def harbour(qgis_new_project, tmp_path):
    """A raster layer whose name is not that of its file, and a layer of polygons found on it."""
    path = str(tmp_path / "scene_7.tif")
    dataset = gdal.GetDriverByName("GTiff").Create(path, 64, 64, 3)
    dataset.SetGeoTransform((121000.0, 0.5, 0.0, 487032.0, 0.0, -0.5))
    dataset.SetProjection(RD_NEW)
    dataset.WriteArray(np.full((3, 64, 64), 90, np.uint8))
    del dataset
    QgsProject.instance().addMapLayer(QgsRasterLayer(path, "harbour"))
    layer = found(3)
    review = Review(layer)
    review.decide(1, Status.ACCEPTED)
    review.decide(2, Status.REJECTED)
    return layer


def test_decisions_are_exported_beside_the_raster_under_the_name_of_its_file(harbour, tmp_path):
    path = proposed_path(harbour, QgsProject.instance(), Path("/nowhere"))
    assert path == tmp_path / "scene_7_reviewed.gpkg"
    exported = export_training_data(harbour, QgsProject.instance(), path)
    assert (exported.accepted, exported.rejected, exported.outside) == (1, 1, ())
    source = ogr.Open(str(path))
    rows = [(row["label"], row["status"], row["source_layer"]) for row in source.GetLayer("labels")]
    assert sorted(rows) == [("ship", "accepted", "scene_7"), ("ship", "rejected", "scene_7")]
    assert statuses(harbour) == ["accepted", "rejected", "new"]


def test_an_export_replaces_nothing_unasked(harbour, tmp_path):
    path = tmp_path / "a.gpkg"
    export_training_data(harbour, QgsProject.instance(), path)
    with pytest.raises(TableExists):
        export_training_data(harbour, QgsProject.instance(), path)
    export_training_data(harbour, QgsProject.instance(), path, replace=True)
    assert sorted(os.listdir(tmp_path)) == ["a.gpkg", "scene_7.tif"]


def test_a_raster_in_another_folder_is_named(harbour, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    path = tmp_path / "elsewhere" / "a.gpkg"
    exported = export_training_data(harbour, QgsProject.instance(), path)
    assert exported.outside == ("harbour",)


def test_without_an_accepted_polygon_there_is_nothing_to_learn(qgis_new_project, tmp_path):
    with pytest.raises(SaveError, match="No polygon of “EarthGPT-X results” is accepted yet"):
        export_training_data(found(2), QgsProject.instance(), tmp_path / "a.gpkg")
    assert os.listdir(tmp_path) == []
