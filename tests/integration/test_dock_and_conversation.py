"""What can be done with an answer once it is there, with a scripted backend."""

from __future__ import annotations

import re

from qgis.core import QgsProject, QgsRectangle
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QComboBox, QDoubleSpinBox, QFrame, QPushButton

from earthgptx_qgis.ui import object_names
from earthgptx_qgis.ui.conversation import project_history


def test_an_answer_shows_model_sensor_score_and_seconds(person, scene):
    person.open_dock()
    person.choose_task("Find everything")
    person.ask_and_wait("ships")
    pattern = r"fake-nano · Optical · score 0\.90 · \d+\.\d s · View · Refine"
    assert re.fullmatch(pattern, person.said[-1])


def test_view_goes_back_to_where_a_question_was_asked(person, scene):
    person.open_dock()
    person.canvas.setExtent(QgsRectangle(500020, 5000020, 500060, 5000060))
    asked_at = person.canvas.extent()
    person.choose_task("Find everything")
    person.ask_and_wait("ships")
    person.canvas.setExtent(QgsRectangle(0, 0, 10, 10))
    person.click_link("View")
    assert person.canvas.extent().center().distance(asked_at.center()) < 1.0
    assert abs(person.canvas.extent().width() - asked_at.width()) < 1.0


def test_polygons_are_refined_and_reset_without_asking_again(person, scene):
    person.open_dock()
    person.choose_task("Find everything")
    person.ask_and_wait("ships")
    said = person.said
    panel = person.dock.findChild(QFrame, object_names.REFINE)
    assert not panel.isVisible()
    person.click_link("Refine")
    assert panel.isVisible()
    area = person.dock.findChild(QDoubleSpinBox, object_names.REFINE_AREA)
    area.setValue(319.0)  # each of the scripted boxes measures 20 m by 16 m
    assert person.bench.results.layer.featureCount() == 2
    area.setValue(330.0)
    assert person.bench.results.layer.featureCount() == 0
    assert person.counts == "No polygons yet"
    person.dock.findChild(QPushButton, object_names.REFINE_RESET).click()
    assert person.bench.results.layer.featureCount() == 2
    assert person.counts == "Polygons: 2, hidden: 1"
    outlines = person.dock.findChild(QComboBox, object_names.REFINE_OUTLINES)
    outlines.setCurrentText("Smooth")
    smooth = next(person.bench.results.layer.getFeatures()).geometry()
    assert smooth.constGet().nCoordinates() > 12
    person.click_link("2 ships")
    assert person.bench.results.layer.selectedFeatureCount() == 2
    assert person.said == said


def test_refining_a_layer_that_is_edited_is_refused_and_the_panel_goes_back(person, scene):
    person.open_dock()
    person.choose_task("Find everything")
    person.ask_and_wait("ships")
    person.click_link("Refine")
    person.bench.results.layer.startEditing()
    outlines = person.dock.findChild(QComboBox, object_names.REFINE_OUTLINES)
    outlines.setCurrentText("Smooth")
    assert "is being edited." in person.message
    assert outlines.currentText() == "As found"
    person.bench.results.layer.rollBack()


def test_polygons_whose_layer_was_removed_cannot_be_shown_or_refined(person, scene):
    person.open_dock()
    person.choose_task("Find everything")
    person.ask_and_wait("ships")
    person.click_link("Refine")
    QgsProject.instance().removeMapLayer(person.bench.results.layer.id())
    assert not person.dock.findChild(QFrame, object_names.REFINE).isVisible()
    person.click_link("Refine")
    assert person.message.startswith("The polygons of this answer are gone.")
    person.click_link("2 ships")
    assert person.message.startswith("The layer of these polygons was removed.")


def test_what_was_asked_is_kept_with_the_project_and_exported_with_a_picture(
    person, scene, tmp_path
):
    person.open_dock()
    person.mark_point(500020.0, 5000040.0)
    person.bench.prompt_set.rename(1, "tanker")
    person.choose_task("Classify marks")
    person.ask_and_wait()
    (turn,) = project_history.read(QgsProject.instance())
    assert (turn.question, turn.answer) == ("Classify marks", "Mark 1 (tanker): ship (0.80)")
    assert QgsProject.instance().isDirty()
    QTest.qWait(100)  # the picture is drawn after the answer is there
    person.bench.history.export(str(tmp_path / "talk.md"))
    picture = QImage(str(tmp_path / "talk_pictures" / "001.jpg"))
    assert (picture.width(), picture.height()) == (200, 160)


def test_a_hidden_mark_is_not_asked_about(person, scene):
    person.open_dock()
    person.mark_point(500020.0, 5000040.0)
    person.mark_point(500080.0, 5000040.0)
    person.bench.prompt_set.set_hidden([1], True)
    person.choose_task("Classify marks")
    person.ask_and_wait()
    assert person.said[1] == "harbour · mark 2"
    assert [line for line in person.said if line.startswith("Mark")] == ["Mark 2: ship (0.80)"]
