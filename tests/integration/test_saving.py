"""The save dialog: other formats, their limits, and answers that go straight into a table."""

from __future__ import annotations

import pytest
from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QRadioButton,
)

from earthgptx_qgis.results.single_files import SHAPEFILE, limits_of
from earthgptx_qgis.ui import object_names


@pytest.fixture
def found(person, scene):
    """The result layer of one answer: three ships, of which two show."""
    person.open_dock()
    person.choose_task("Find everything")
    person.ask_and_wait("ships")
    return person.bench.results.layer


def save_button(dialog):
    return dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save)


@pytest.mark.parametrize("suffix", [".geojson", ".fgb", ".shp"])
def test_the_name_of_the_file_chooses_the_format(person, found, tmp_path, suffix):
    path = str(tmp_path / f"found{suffix}")
    dialog = person.open_save_dialog(path, "")
    assert not dialog.findChild(QLineEdit, object_names.SAVE_TABLE).isVisible()
    person.press_save(dialog)
    assert person.message == f"Saved 2 polygons to {path}."
    assert QgsVectorLayer(path, "found", "ogr").featureCount() == 2


@pytest.mark.parametrize("suffix", [".gpkg", ".geojson"])
def test_of_a_selection_only_the_selected_polygons_are_saved_when_asked_for(
    person, found, tmp_path, suffix
):
    best = max(found.getFeatures(), key=lambda row: row["score"])
    found.selectByIds([best.id()])
    path = str(tmp_path / f"found{suffix}")
    dialog = person.open_save_dialog(path, "found")
    choice = dialog.findChild(QCheckBox, object_names.SAVE_SELECTED)
    assert choice.text() == "Selected polygons only: 1"
    assert not choice.isChecked()
    choice.click()
    assert not dialog.findChild(QCheckBox, object_names.SAVE_HIDDEN).isEnabled()
    person.press_save(dialog)
    saved = QgsVectorLayer(path, "found", "ogr")
    assert [row["score"] for row in saved.getFeatures()] == [best["score"]]


def test_a_table_that_answers_go_on_into_gets_all_polygons_whatever_is_selected(
    person, found, tmp_path
):
    found.selectByIds([next(found.getFeatures()).id()])
    dialog = person.open_save_dialog(str(tmp_path / "found.gpkg"), "found")
    choice = dialog.findChild(QCheckBox, object_names.SAVE_SELECTED)
    choice.click()
    dialog.findChild(QCheckBox, object_names.SAVE_GOES_ON).click()
    assert not choice.isEnabled()
    person.press_save(dialog)
    saved = QgsVectorLayer(f"{tmp_path / 'found.gpkg'}|layername=found", "found", "ogr")
    assert saved.featureCount() == 3


def test_without_a_selection_nothing_is_offered_about_one(person, found, tmp_path):
    dialog = person.open_save_dialog(str(tmp_path / "found.gpkg"), "found")
    assert not dialog.findChild(QCheckBox, object_names.SAVE_SELECTED).isVisible()
    dialog.reject()


def test_a_shapefile_s_limits_are_read_before_it_is_saved(person, found, tmp_path):
    dialog = person.open_save_dialog(str(tmp_path / "found.shp"), "")
    notes = [label.text() for label in dialog.findChildren(QLabel)]
    assert "\n".join(limits_of(found, SHAPEFILE)) in notes
    dialog.reject()


def test_a_file_that_exists_is_replaced_only_by_choice(person, found, tmp_path):
    path = tmp_path / "found.fgb"
    path.write_bytes(b"somebody's work")
    dialog = person.open_save_dialog(str(path), "")
    assert not save_button(dialog).isEnabled()
    dialog.findChild(QRadioButton, object_names.SAVE_REPLACE).click()
    assert save_button(dialog).isEnabled()
    assert path.read_bytes() == b"somebody's work"
    person.press_save(dialog)
    assert QgsVectorLayer(str(path), "found", "ogr").featureCount() == 2


def test_from_the_saving_on_answers_can_go_straight_into_the_table(person, found, tmp_path):
    path = str(tmp_path / "found.gpkg")
    dialog = person.open_save_dialog(path, "ships")
    dialog.findChild(QCheckBox, object_names.SAVE_GOES_ON).click()
    person.press_save(dialog)
    assert person.message.endswith("Further answers go straight into it.")
    assert (found.source().startswith(path), found.featureCount()) == (True, 2)
    assert person.counts == "Polygons: 2, hidden: 1"

    person.ask_and_wait("boats")
    assert person.bench.results.layer is found
    on_disk = QgsVectorLayer(f"{path}|layername=ships", "ships", "ogr")
    assert sorted(feature["score"] for feature in on_disk.getFeatures()) == [
        0.12, 0.12, 0.6, 0.6, 0.9, 0.9,
    ]  # fmt: skip
    assert len(QgsProject.instance().mapLayersByName(found.name())) == 1


def test_what_an_answer_brought_is_still_found_after_it_went_into_a_table(
    person, found, qgis_canvas, tmp_path
):
    dialog = person.open_save_dialog(str(tmp_path / "found.gpkg"), "ships")
    dialog.findChild(QCheckBox, object_names.SAVE_GOES_ON).click()
    person.press_save(dialog)
    found.removeSelection()
    person.click_link("2 ships")
    labels = [(feature["label"], feature["score"]) for feature in found.selectedFeatures()]
    assert sorted(labels) == [("ship", 0.6), ("ship", 0.9)]


def test_a_project_opened_again_goes_on_with_its_table(person, found, scene, tmp_path):
    path = str(tmp_path / "found.gpkg")
    dialog = person.open_save_dialog(path, "ships")
    dialog.findChild(QCheckBox, object_names.SAVE_GOES_ON).click()
    person.press_save(dialog)
    project = QgsProject.instance()
    assert project.write(str(tmp_path / "harbour.qgz"))
    project.clear()
    assert project.read(str(tmp_path / "harbour.qgz"))
    person.canvas.setLayers(list(project.mapLayers().values()))
    person.ask_and_wait("boats")
    assert QgsVectorLayer(f"{path}|layername=ships", "ships", "ogr").featureCount() == 6


def test_a_layer_that_is_edited_stays_temporary_and_says_why(person, found, tmp_path):
    dialog = person.open_save_dialog(str(tmp_path / "found.gpkg"), "ships")
    # Hidden ones out of the way, so that the save itself succeeds.
    dialog.findChild(QCheckBox, object_names.SAVE_GOES_ON).click()
    found.setSubsetString("")
    found.startEditing()
    person.press_save(dialog)
    assert "is being edited" in person.message
    assert not found.source().startswith(str(tmp_path))


def test_a_table_added_by_hand_gets_no_answers_nobody_asked_for(person, found, tmp_path):
    path = str(tmp_path / "found.gpkg")
    person.save(path, "ships")
    table = QgsVectorLayer(f"{path}|layername=ships", "ships", "ogr")
    QgsProject.instance().addMapLayer(table)
    QgsProject.instance().removeMapLayer(found.id())
    person.ask_and_wait("boats")
    assert table.featureCount() == 2
