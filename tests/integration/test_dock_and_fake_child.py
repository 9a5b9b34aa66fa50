"""A person with the dock, a real canvas and a scripted backend in a process of its own."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QSlider,
    QToolButton,
)

from earthgptx_qgis.runtime.process import BackendState
from earthgptx_qgis.settings import BACKEND_COMMAND
from earthgptx_qgis.ui import object_names
from earthgptx_qgis.wire.messages import PromptShape

UTM_32 = "EPSG:32632"


def test_opening_the_dock_starts_the_backend_and_says_when_it_is_ready(person):
    assert person.bench.session.state is BackendState.STOPPED
    person.open_dock()
    person.wait_for(lambda: "Ready: fake-nano, cpu (scripted)" in person.state)


def test_a_question_brings_words_with_a_link_and_polygons_in_the_layers_crs(person, scene):
    person.open_dock()
    person.choose_task("Find everything")
    person.ask_and_wait("ships")
    assert person.said[:3] == ["ships", "Find everything · harbour", "There are 2 ships here."]
    assert person.dock.source.findChild(QComboBox, object_names.SOURCE_KIND).currentText() == (
        "Auto: Optical"
    )
    layer = person.bench.results.layer
    assert layer.crs().authid() == UTM_32
    assert [feature["label"] for feature in layer.getFeatures()] == ["ship", "ship"]
    assert person.counts == "Polygons: 2, hidden: 1"
    first = next(layer.getFeatures())
    assert first["source_layer"] == "harbour"
    assert first["answer"] == "There are 2 ships here."
    assert first["model"] == "fake-nano"
    # The scripted child outlines 0.1..0.3 of the width and 0.4..0.6 of the height.
    box = first.geometry().boundingBox()
    assert (box.xMinimum(), box.xMaximum()) == (500010.0, 500030.0)
    assert (box.yMinimum(), box.yMaximum()) == (5000032.0, 5000048.0)


def test_the_slider_shows_and_hides_polygons_without_asking_again(person, scene):
    person.open_dock()
    person.choose_task("Find everything")
    person.ask_and_wait("ships")
    slider = person.dock.findChild(QSlider, object_names.MINIMUM_SCORE)
    slider.setValue(10)
    assert person.bench.results.layer.featureCount() == 3
    slider.setValue(80)
    assert person.bench.results.layer.featureCount() == 1
    assert person.counts == "Polygons: 1, hidden: 2"
    assert len(person.said) == 4


def test_a_phrase_link_zooms_to_its_polygons(person, scene):
    person.open_dock()
    person.choose_task("Find everything")
    person.ask_and_wait("ships")
    person.canvas.setExtent(QgsRectangle(0, 0, 10, 10))
    person.click_link("2 ships")
    extent = person.canvas.extent()
    assert extent.contains(QgsRectangle(500010.0, 5000032.0, 500060.0, 5000048.0))
    assert extent.width() < 200
    selected = person.bench.results.layer.selectedFeatures()
    assert sorted(feature["score"] for feature in selected) == [0.6, 0.9]


def test_marks_are_answered_by_number_and_link_to_their_place(person, scene):
    person.open_dock()
    person.mark_point(500020.0, 5000040.0)
    person.mark_point(500080.0, 5000040.0)
    person.choose_task("Classify marks")
    person.ask_and_wait()
    assert person.said[:2] == ["Classify marks", "harbour · marks 1, 2"]
    assert "Mark 1: ship (0.80)" in person.said
    assert "Mark 2: ship (0.80)" in person.said
    person.canvas.setExtent(QgsRectangle(0, 0, 10, 10))
    person.click_link("Mark 2")
    assert abs(person.canvas.center().x() - 500080.0) < 1.0


def test_a_mark_out_of_view_is_left_out_where_the_task_does_not_need_it(person, scene):
    person.open_dock()
    person.mark_point(500020.0, 5000040.0)
    person.canvas.setExtent(QgsRectangle(500050, 5000000, 500100, 5000080))
    person.ask_and_wait("what is this?")
    assert "Mark 1 is not in view and was left out." in person.said


def test_a_mark_out_of_view_is_named_where_the_task_needs_it(person, scene):
    person.open_dock()
    person.mark_point(500020.0, 5000040.0)
    person.canvas.setExtent(QgsRectangle(500060, 5000020, 500090, 5000040))
    person.choose_task("Outline marks")
    person.ask_and_wait()
    assert "Failed: Mark 1 lies outside the pixels read from “harbour”." in person.said


def test_polygons_are_saved_and_never_over_a_table_unasked(person, scene, tmp_path):
    person.open_dock()
    person.choose_task("Find everything")
    person.ask_and_wait("ships")
    path = str(tmp_path / "found.gpkg")
    person.save(path, "ships")
    assert person.message == f"Saved 2 polygons to table “ships” of {path}."
    dialog = person.open_save_dialog(path, "ships")
    save = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save)
    assert not dialog.findChild(QRadioButton, object_names.SAVE_NEW).isEnabled()
    assert not save.isEnabled()
    dialog.findChild(QRadioButton, object_names.SAVE_APPEND).click()
    dialog.findChild(QCheckBox, object_names.SAVE_HIDDEN).setChecked(True)
    person.press_save(dialog)
    saved = QgsVectorLayer(f"{path}|layername=ships", "ships", "ogr")
    assert saved.featureCount() == 5
    assert saved.crs().authid() == UTM_32


def test_a_file_that_is_no_geopackage_is_left_alone(person, scene, tmp_path):
    person.open_dock()
    person.choose_task("Find everything")
    person.ask_and_wait("ships")
    path = tmp_path / "notes.gpkg"
    path.write_text("not a database")
    dialog = person.open_save_dialog(str(path), "ships")
    save = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save)
    assert not save.isEnabled()
    assert path.read_text() == "not a database"
    dialog.reject()


def test_a_folder_that_is_gone_is_named(person, scene, tmp_path):
    person.open_dock()
    person.choose_task("Find everything")
    person.ask_and_wait("ships")
    person.save(str(tmp_path / "gone" / "found.gpkg"), "ships")
    assert "found.gpkg does not exist" in person.message
    assert person.bench.results.layer.featureCount() == 2


def test_a_folder_that_takes_no_file_is_named_and_the_results_stay(person, scene):
    person.open_dock()
    person.choose_task("Find everything")
    person.ask_and_wait("ships")
    person.save("/proc/found.gpkg", "ships")
    assert person.message.startswith("/proc/found.gpkg cannot be written")
    assert person.bench.results.layer.featureCount() == 2


def test_nothing_found_names_the_best_candidate_and_shows_it_on_demand(person, scene, backend):
    backend("nothing-found")
    person.open_dock()
    person.choose_task("Find everything")
    person.ask_and_wait("ships")
    assert "Nothing found. Best candidate: ship, score 0.12. Show it" in person.said
    assert person.bench.results.layer.featureCount() == 0
    person.click_link("Show it")
    assert person.bench.results.layer.featureCount() == 1
    assert person.canvas.extent().contains(QgsRectangle(500010.0, 5000032.0, 500030.0, 5000048.0))
    person.ask_and_wait("ships")
    assert person.bench.results.layer.featureCount() == 0


def test_not_sure_is_said(person, scene, backend):
    backend("not-sure")
    person.open_dock()
    person.choose_task("Describe the view")
    person.ask_and_wait()
    assert "Perhaps a harbour." in person.said
    assert "Not sure. Score 0.20: take this as a guess." in person.said


def test_a_refused_request_shows_the_message_and_the_hint(person, scene, backend):
    backend("refuse")
    person.open_dock()
    person.ask_and_wait("?")
    assert person.said[2:] == [
        "Failed: The question is empty.",
        "Type a question.",
        "Ask again",
    ]


def test_words_stream_in_and_stop_keeps_what_came(person, scene, backend):
    backend("slow")
    person.open_dock()
    person.ask("describe")
    person.wait_for(lambda: any("word2" in line for line in person.said))
    assert person.dock.findChild(QPushButton, object_names.STOP).isVisible()
    person.dock.findChild(QPushButton, object_names.STOP).click()
    person.wait_for(lambda: not person.bench.conversation.busy)
    assert any(line.startswith("word0 word1 word2") for line in person.said)
    assert person.said[-1] == "Stopped. Ask again"
    assert person.dock.findChild(QPushButton, object_names.ASK).isVisible()


def test_escape_in_the_dock_stops(person, scene, backend):
    backend("stall")
    person.open_dock()
    person.ask("describe")
    person.wait_for(lambda: person.bench.session.state is BackendState.BUSY)
    person.dock.escape_pressed.emit()
    person.wait_for(lambda: not person.bench.conversation.busy)
    assert person.said[-1] == "Stopped. Ask again"


def test_escape_on_the_map_stops_the_answer_first_and_leaves_the_tool_then(person, scene, backend):
    backend("stall")
    person.open_dock()
    person.mark_point(500050, 5000040)
    person.ask("what is this?")
    person.wait_for(lambda: person.bench.session.state is BackendState.BUSY)
    QTest.keyClick(person.canvas, Qt.Key.Key_Escape)
    person.wait_for(lambda: not person.bench.conversation.busy)
    assert person.said[-1] == "Stopped. Ask again"
    assert person.bench.tools.shape is PromptShape.POINT
    QTest.keyClick(person.canvas, Qt.Key.Key_Escape)
    assert person.bench.tools.shape is None


def test_a_crash_keeps_conversation_and_results_and_the_question_can_be_asked_again(
    person, scene, backend
):
    person.open_dock()
    person.choose_task("Find everything")
    person.ask_and_wait("ships")
    backend("die-when-asked")
    person.bench.session.restart()
    person.ask_and_wait("boats")
    assert "There are 2 ships here." in person.said
    assert any(line.startswith("Failed: The backend ended by itself") for line in person.said)
    assert person.bench.results.layer.featureCount() == 2
    backend("answer")
    person.bench.session.restart()
    person.click_link("Ask again")
    person.wait_for(lambda: not person.bench.conversation.busy)
    assert person.said.count("boats") == 2
    assert person.bench.results.layer.featureCount() == 4


@pytest.mark.parametrize(
    ("task", "question", "message"),
    [
        ("Auto", "  ", "The question is empty."),
        ("Find everything", "", "The question is empty."),
        ("Outline marks", "", "“Outline marks” needs a mark."),
        ("Relate marks", "", "“Relate marks” needs two marks."),
    ],
)
def test_what_is_missing_is_said_in_the_dock(person, scene, task, question, message):
    person.open_dock()
    person.choose_task(task)
    person.ask(question)
    assert person.message.startswith(message)
    assert not person.bench.conversation.busy
    assert person.said == []


def test_without_a_raster_layer_the_dock_says_so(person):
    person.open_dock()
    person.ask("what is this?")
    assert person.message.startswith("There is no raster layer to ask about.")


def test_a_layer_out_of_view_is_named(person, scene):
    person.open_dock()
    person.canvas.setExtent(QgsRectangle(0, 0, 10, 10))
    person.ask("what is this?")
    assert person.message.startswith("Nothing of “harbour” is in view.")


def test_a_layer_removed_while_the_answer_is_on_its_way_costs_nothing(person, scene, backend):
    person.open_dock()
    person.choose_task("Find everything")
    person.ask("ships")
    QgsProject.instance().removeMapLayer(scene.id())
    person.wait_for(lambda: not person.bench.conversation.busy)
    assert "There are 2 ships here." in person.said
    assert person.bench.results.layer.featureCount() == 2


def test_a_result_layer_removed_in_between_is_made_anew(person, scene):
    person.open_dock()
    person.choose_task("Find everything")
    person.ask_and_wait("ships")
    QgsProject.instance().removeMapLayer(person.bench.results.layer.id())
    assert person.bench.results.layer is None
    assert person.counts == "No polygons yet"
    person.ask_and_wait("ships")
    assert person.bench.results.layer.featureCount() == 2


def test_an_answer_without_room_for_its_polygons_keeps_its_words_and_names_the_folder(
    person, scene, monkeypatch
):
    person.open_dock()
    person.choose_task("Find everything")
    with monkeypatch.context() as without_room:
        without_room.setenv("TMPDIR", "/proc")
        person.ask_and_wait("ships")
    assert person.message.startswith("No temporary layer for the polygons could be made in /proc: ")
    assert "There are 2 ships here." in person.said
    assert person.counts == "No polygons yet"
    person.ask_and_wait("ships")
    assert person.counts == "Polygons: 2, hidden: 1"


def test_a_project_closed_while_the_answer_is_on_its_way_drops_it_and_says_so(
    person, scene, backend
):
    backend("slow")
    person.open_dock()
    person.mark_point(500020.0, 5000040.0)
    person.ask("describe")
    person.wait_for(lambda: any("word1" in line for line in person.said))
    QgsProject.instance().clear()
    person.wait_for(lambda: not person.bench.conversation.busy)
    assert person.message.startswith("The project was closed while an answer was on its way")
    assert person.bench.prompt_set.marks == ()
    assert person.bench.results.layer is None


def test_a_backend_that_does_not_exist_is_named_with_what_to_do(person, scene):
    BACKEND_COMMAND.set("/nowhere/python -m backend")
    person.open_dock()
    person.wait_for(lambda: person.bench.session.state is BackendState.FAILED)
    assert "/nowhere/python -m backend" in person.state
    assert person.dock.findChild(QToolButton, object_names.STATE_ACTION).isVisible()
    person.ask_and_wait("what is this?")
    assert any(line.startswith("Failed: The backend could not be started") for line in person.said)


def test_a_backend_that_dies_at_start_shows_its_last_words_and_can_be_started_again(
    person, scene, backend
):
    backend("die-at-start")
    person.open_dock()
    person.wait_for(lambda: person.bench.session.state is BackendState.FAILED)
    label = person.dock.findChild(QLabel, object_names.STATE)
    assert "ModuleNotFoundError: No module named 'torch'" in label.text()
    backend("answer")
    person.dock.findChild(QToolButton, object_names.STATE_ACTION).click()
    person.wait_for(lambda: person.bench.session.state is BackendState.READY)


def test_the_project_keeps_its_crs_and_the_map_its_extent(person, scene):
    person.open_dock()
    before = (QgsProject.instance().crs().authid(), person.canvas.extent().toString())
    person.choose_task("Find everything")
    person.ask_and_wait("ships")
    assert (QgsProject.instance().crs().authid(), person.canvas.extent().toString()) == before
