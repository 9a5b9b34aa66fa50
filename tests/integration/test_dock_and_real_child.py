"""A person with the dock and the real backend, model and weights included."""

from __future__ import annotations

import os
import signal

import pytest
from qgis.core import QgsProject, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtWidgets import QAction, QSlider, QToolButton

from earthgptx_qgis.runtime.process import BackendState
from earthgptx_qgis.ui import object_names


@pytest.fixture
def person(at_an_empty_dock):
    return at_an_empty_dock


@pytest.fixture
def scene(tank_farm_layer):
    return tank_farm_layer


@pytest.fixture
def tanks(tank_farm, scene):
    """The true outlines of the tanks, eight of them selected."""
    (path,) = tank_farm.glob("*.geojson")
    truth = QgsVectorLayer(str(path), "truth", "ogr")
    truth.selectByExpression("\"category\" = 'storage tank'")
    ids = sorted(truth.selectedFeatureIds())[:8]
    assert len(ids) == 8
    truth.selectByIds(ids)
    QgsProject.instance().addMapLayer(truth)
    return truth


def test_what_is_found_lies_on_the_raster_in_its_crs_and_is_linked(person, scene):
    person.choose_task("Find everything")
    person.dock.findChild(QSlider, object_names.MINIMUM_SCORE).setValue(5)
    person.ask_and_wait("storage tanks")
    layer = person.bench.results.layer
    assert layer.featureCount() > 0
    assert layer.crs() == scene.crs()
    for feature in layer.getFeatures():
        assert feature.geometry().isGeosValid()
        assert scene.extent().contains(feature.geometry().boundingBox())
        assert feature["label"] == "storage tank"
        assert feature["area_m2"] == pytest.approx(feature.geometry().area(), rel=0.01)
    person.canvas.setExtent(QgsRectangle(0, 0, 10, 10))
    person.click_link("storage tank")
    assert person.canvas.extent().intersects(scene.extent())


def test_an_outline_lies_where_the_mark_is(person, scene, tanks):
    tank = next(tanks.getSelectedFeatures()).geometry()
    centre = tank.centroid().asPoint()
    person.mark_point(centre.x(), centre.y())
    person.choose_task("Outline marks")
    person.dock.findChild(QSlider, object_names.MINIMUM_SCORE).setValue(5)
    person.ask_and_wait()
    (outline,) = person.bench.results.layer.getFeatures()
    assert outline["mark"] == 1
    assert outline.geometry().intersects(tank)


def test_every_selected_feature_gets_a_label_and_a_score(person, scene, tanks):
    person.canvas.setCurrentLayer(tanks)
    person.dock.findChild(QToolButton, object_names.USE_SELECTED_FEATURES).click()
    person.choose_task("Classify marks")
    person.ask_and_wait()
    person.dock.findChild(QAction, object_names.WRITE_TO_COPY).trigger()
    (copy,) = QgsProject.instance().mapLayersByName("truth, classified")
    rows = list(copy.getFeatures())
    assert len(rows) == 8
    assert all(row["egx_label"] and 0.0 < row["egx_score"] <= 1.0 for row in rows)


def test_words_come_for_the_view(person, scene):
    person.choose_task("Describe the view")
    person.ask_and_wait()
    assert len(person.said) >= 4
    assert not any(line.startswith("Failed") for line in person.said)


def test_a_killed_backend_comes_back_and_answers_the_question_asked_again(person, scene):
    person.choose_task("Classify the scene")
    person.ask_and_wait()
    kept = person.said
    person.ask()
    person.wait_for(lambda: person.bench.session.state is BackendState.BUSY)
    os.kill(person.bench.session.process_id, signal.SIGKILL)
    person.wait_for(lambda: not person.bench.conversation.busy)
    assert person.said[: len(kept)] == kept
    assert any(line.startswith("Failed: The backend crashed") for line in person.said)
    person.click_link("Ask again")
    person.wait_for(lambda: not person.bench.conversation.busy)
    assert person.said[-1].startswith("earthgptx-nano · Optical")
