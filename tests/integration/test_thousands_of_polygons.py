"""An answer of ten thousand polygons: they arrive in portions, and are saved beside the dock."""

from __future__ import annotations

import os

import pytest
from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtWidgets import QCheckBox, QDialogButtonBox, QDoubleSpinBox, QToolButton

from earthgptx_qgis.ui import object_names


@pytest.fixture
def asking(person, scene, backend):
    """A function: asks, and does something at the moment the words of the answer are complete."""
    backend("thousands")
    person.open_dock()
    person.choose_task("Find everything")

    def ask(at_the_end_of_the_words=lambda: None):
        def on_busy_changed(busy):
            if not busy:
                at_the_end_of_the_words()

        person.bench.conversation.busy_changed.connect(on_busy_changed)
        person.ask_and_wait("things")
        person.bench.conversation.busy_changed.disconnect(on_busy_changed)

    return ask


@pytest.fixture
def found(person, asking):
    """The layer with all ten thousand."""
    asking()
    person.wait_for(lambda: person.counts == "Polygons: 10000")
    return person.bench.results.layer


def smallest_of(layer):
    return min((feature["area_m2"] for feature in layer.getFeatures()), default=0.0)


def begin_to_replace(person, layer):
    person.click_link("Refine")
    person.dock.findChild(QDoubleSpinBox, object_names.REFINE_AREA).setValue(0.1)
    person.wait_for(lambda: layer.featureCount() > 10_000)


def press_save(dialog):
    """Without waiting for the file."""
    buttons = dialog.findChild(QDialogButtonBox)
    buttons.button(QDialogButtonBox.StandardButton.Save).click()


def test_ten_thousand_polygons_arrive_in_portions_and_all_of_them_are_in_the_layer_in_order(
    person, asking
):
    there = []
    asking(lambda: there.append(person.bench.results.layer.featureCount()))
    person.wait_for(lambda: person.counts == "Polygons: 10000")
    layer = person.bench.results.layer
    assert there == [250]  # the first portion
    assert [feature["area_m2"] for feature in layer.getFeatures()] == list(range(10_000))
    assert len(layer.metadata().history()) == 1


def test_while_the_layer_is_edited_an_answer_is_one_step_to_undo(person, asking, found):
    found.startEditing()
    there = []
    asking(lambda: there.append(found.featureCount()))
    assert there == [20_000]
    assert found.undoStack().count() == 1
    found.rollBack()


def test_polygons_wanted_while_they_arrive_are_all_there(person, asking):
    there = []

    def look():
        (polygons,) = person.bench.results.polygons_of(0)
        there.append(len(polygons.standing))

    asking(look)
    assert there == [10_000]
    assert person.bench.results.layer.featureCount() == 10_000


def test_thousands_are_refined_beside_the_dock_and_the_last_word_counts(person, found):
    person.click_link("Refine")
    area = person.dock.findChild(QDoubleSpinBox, object_names.REFINE_AREA)
    assert smallest_of(found) == 0.0  # as the backend said
    area.setValue(1e6)
    area.setValue(0.1)
    assert found.featureCount() == 10_000
    person.wait_for(lambda: found.featureCount() == 10_000 and smallest_of(found) > 0.1)


@pytest.fixture
def half_replaced(person, found):
    """The layer at a moment when some refined polygons are there, and all others still."""
    begin_to_replace(person, found)
    return found


def test_who_begins_to_edit_while_polygons_are_replaced_finds_all_of_them_replaced(half_replaced):
    half_replaced.startEditing()
    assert half_replaced.featureCount() == 10_000
    assert smallest_of(half_replaced) > 0.1
    assert not half_replaced.isModified()
    half_replaced.rollBack()


def test_a_wish_while_polygons_are_replaced_is_the_next_to_be_done(person, half_replaced):
    person.dock.findChild(QDoubleSpinBox, object_names.REFINE_AREA).setValue(1e6)
    person.wait_for(lambda: half_replaced.featureCount() == 0)


def test_a_save_asked_for_while_polygons_are_replaced_waits_for_the_last(
    person, half_replaced, tmp_path
):
    path = str(tmp_path / "things.gpkg")
    person.save(path, "things")
    table = QgsVectorLayer(f"{path}|layername=things", "things", "ogr")
    assert table.featureCount() == 10_000
    assert smallest_of(table) > 0.1


def test_a_table_is_complete_when_its_layer_is_removed_while_polygons_are_replaced(
    person, found, tmp_path
):
    path = str(tmp_path / "things.gpkg")
    dialog = person.open_save_dialog(path, "things")
    dialog.findChild(QCheckBox, object_names.SAVE_GOES_ON).click()
    person.press_save(dialog)
    assert found.source().startswith(path)
    begin_to_replace(person, found)
    QgsProject.instance().removeMapLayer(found.id())
    table = QgsVectorLayer(f"{path}|layername=things", "things", "ogr")
    assert table.featureCount() == 10_000
    assert smallest_of(table) > 0.1


def test_a_layer_removed_while_its_polygons_are_replaced_is_gone_without_a_fault(
    person, half_replaced
):
    QgsProject.instance().removeMapLayer(half_replaced.id())
    assert person.counts == "No polygons yet"
    assert person.message == ""


def test_thousands_whose_layer_is_removed_while_they_are_refined_are_named(person, found):
    person.click_link("Refine")
    area = person.dock.findChild(QDoubleSpinBox, object_names.REFINE_AREA)
    area.setValue(1e6)
    QgsProject.instance().removeMapLayer(found.id())
    person.wait_for(lambda: person.message.startswith("The result layer was removed."))


def test_a_save_asked_for_while_polygons_arrive_waits_for_the_last(person, asking, tmp_path):
    path = str(tmp_path / "things.gpkg")
    asking(lambda: press_save(person.open_save_dialog(path, "things")))
    person.wait_for(lambda: not person.bench.saving.busy)
    assert person.message == f"Saved 10000 polygons to table “things” of {path}."
    table = QgsVectorLayer(f"{path}|layername=things", "things", "ogr")
    assert [feature["area_m2"] for feature in table.getFeatures()] == list(range(10_000))


def test_closing_the_project_while_polygons_arrive_drops_them_and_says_so(person, asking):
    asking(QgsProject.instance().clear)
    assert person.message == (
        "The project was closed while 9750 polygons were on their way. "
        "They were dropped: ask again."
    )
    assert QgsProject.instance().mapLayers() == {}


def test_a_result_layer_removed_while_polygons_arrive_is_named_and_the_next_answer_makes_one(
    person, asking, backend
):
    results = person.bench.results
    asking(lambda: QgsProject.instance().removeMapLayer(results.layer.id()))
    person.wait_for(lambda: person.message.startswith("The result layer was removed."))
    assert person.counts == "No polygons yet"
    asking()
    person.wait_for(lambda: person.counts == "Polygons: 10000")


def test_a_saving_that_is_cancelled_leaves_no_part_of_a_file(person, found, tmp_path):
    press_save(person.open_save_dialog(str(tmp_path / "things.gpkg"), "things"))
    assert person.bench.saving.busy
    person.dock.findChild(QToolButton, object_names.CANCEL_SAVING).click()
    person.wait_for(lambda: not person.bench.saving.busy)
    assert person.message.startswith("Saving was cancelled: nothing was written.")
    assert os.listdir(tmp_path) == ["harbour.tif"]
    assert found.featureCount() == 10_000


def test_what_changes_while_it_is_being_saved_is_not_lost_to_the_table(person, found, tmp_path):
    dialog = person.open_save_dialog(str(tmp_path / "things.gpkg"), "things")
    dialog.findChild(QCheckBox, object_names.SAVE_GOES_ON).click()
    press_save(dialog)
    found.startEditing()
    found.deleteFeatures(found.allFeatureIds()[:1])
    found.commitChanges()
    person.wait_for(lambda: not person.bench.saving.busy)
    assert person.message.startswith("The results were saved to ")
    assert "have changed meanwhile" in person.message
    assert not found.source().startswith(str(tmp_path))
    assert found.featureCount() == 9_999


def test_a_second_saving_waits_for_its_turn(person, found, tmp_path):
    press_save(person.open_save_dialog(str(tmp_path / "first.gpkg"), "things"))
    press_save(person.open_save_dialog(str(tmp_path / "second.gpkg"), "things"))
    assert person.message == "Results are being saved. Wait for it or cancel it."
    person.wait_for(lambda: not person.bench.saving.busy)
    assert not (tmp_path / "second.gpkg").exists()


def test_closing_the_dock_for_good_while_saving_finishes_the_file(person, found, tmp_path):
    path = tmp_path / "things.gpkg"
    press_save(person.open_save_dialog(str(path), "things"))
    person.bench.saving.release()
    table = QgsVectorLayer(f"{path}|layername=things", "things", "ogr")
    assert table.featureCount() == 10_000
