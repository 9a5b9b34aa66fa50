"""What a result layer offers in the layer tree: a review by keys, recipes, appending."""

from __future__ import annotations

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.gui import QgsMapLayerComboBox, QgsMapToolPan
from qgis.PyQt.QtCore import QEvent, QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QToolButton,
)

from earthgptx_qgis.results.recipe import recipes_of
from earthgptx_qgis.ui import object_names
from earthgptx_qgis.ui.results.layer_actions import LayerActions
from earthgptx_qgis.ui.results.review_bar import ReviewBar


@pytest.fixture
def actions(person, qgis_iface):
    actions = LayerActions(qgis_iface, lambda: person.bench)
    yield actions
    actions.release()


@pytest.fixture
def ships(person, scene):
    """The result layer of one answer: two ships that show, and one below the minimum score."""
    person.open_dock()
    person.choose_task("Find everything")
    person.ask_and_wait("ships")
    return person.bench.results.layer


def statuses(layer):
    return [feature["status"] for feature in layer.getFeatures()]


def press(canvas, key):
    QTest.keyClick(canvas, key)


def bar_of(canvas):
    return canvas.findChild(ReviewBar)


def words(canvas, name):
    return bar_of(canvas).findChild(QLabel, name).text()


def test_keys_decide_and_go_on_and_leaving_saves(actions, ships, qgis_canvas):
    pan = QgsMapToolPan(qgis_canvas)
    qgis_canvas.setMapTool(pan)
    actions.work.review.start(ships)
    assert bar_of(qgis_canvas).isVisible()
    assert words(qgis_canvas, object_names.REVIEW_POLYGON) == "ship 0.90"
    press(qgis_canvas, Qt.Key.Key_A)
    assert words(qgis_canvas, object_names.REVIEW_POLYGON) == "ship 0.60"
    assert words(qgis_canvas, object_names.REVIEW_PROGRESS) == "1 of 2 reviewed"
    press(qgis_canvas, Qt.Key.Key_R)
    assert words(qgis_canvas, object_names.REVIEW_POLYGON) == "Every polygon has its decision"
    assert statuses(ships) == ["accepted", "rejected"]
    press(qgis_canvas, Qt.Key.Key_Escape)
    assert not bar_of(qgis_canvas).isVisible()
    assert not ships.isEditable()
    assert statuses(ships) == ["accepted", "rejected"]
    assert qgis_canvas.mapTool() is pan


def test_next_zooms_to_the_polygon_that_waits(actions, ships, qgis_canvas):
    actions.work.review.start(ships)
    first = actions.work.review.current
    press(qgis_canvas, Qt.Key.Key_N)
    second = actions.work.review.current
    assert first != second
    box = ships.getFeature(second).geometry().boundingBox()
    assert qgis_canvas.extent().contains(box)
    assert ships.selectedFeatureIds() == []  # a selection is filled: nothing could be judged
    # Four times the polygon in the direction that fills the map.
    assert qgis_canvas.extent().height() < 5 * max(box.width(), box.height())


def test_a_decision_is_taken_back_and_its_polygon_shown_again(actions, ships, qgis_canvas):
    actions.work.review.start(ships)
    first = actions.work.review.current
    press(qgis_canvas, Qt.Key.Key_R)
    bar_of(qgis_canvas).findChild(QToolButton, object_names.REVIEW_UNDO).click()
    assert statuses(ships) == ["new", "new"]
    assert actions.work.review.current == first
    assert words(qgis_canvas, object_names.REVIEW_PROGRESS) == "0 of 2 reviewed"


def test_undo_of_qgis_itself_is_seen_in_the_bar(actions, ships, qgis_canvas):
    actions.work.review.start(ships)
    press(qgis_canvas, Qt.Key.Key_A)
    ships.undoStack().undo()
    assert words(qgis_canvas, object_names.REVIEW_PROGRESS) == "0 of 2 reviewed"


def test_a_click_chooses_the_polygon_under_it(actions, ships, qgis_canvas):
    actions.work.review.start(ships)
    other = next(f for f in ships.getFeatures() if f.id() != actions.work.review.current)
    qgis_canvas.setExtent(ships.extent())
    place = other.geometry().centroid().asPoint()
    pixel = qgis_canvas.getCoordinateTransform().transform(place)
    QTest.mouseClick(
        qgis_canvas.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        QPoint(round(pixel.x()), round(pixel.y())),
    )
    assert actions.work.review.current == other.id()


def test_a_review_ends_with_its_layer_or_its_edit_session(actions, ships, qgis_canvas):
    actions.work.review.start(ships)
    ships.rollBack()
    assert not bar_of(qgis_canvas).isVisible()
    actions.work.review.start(ships)
    QgsProject.instance().removeMapLayer(ships.id())
    assert not bar_of(qgis_canvas).isVisible()
    assert actions.work.review.layer is None


def test_decisions_are_exported_beside_the_raster(actions, ships, person, qgis_canvas, tmp_path):
    actions.work.review.start(ships)
    press(qgis_canvas, Qt.Key.Key_A)
    bar_of(qgis_canvas).findChild(QToolButton, object_names.REVIEW_EXPORT).click()
    dialog = qgis_canvas.window().findChild(QFileDialog, object_names.REVIEW_EXPORT_DIALOG)
    assert dialog.selectedFiles() == [str(tmp_path / "harbour_reviewed.gpkg")]
    dialog.reject()
    actions.work.review.export(str(tmp_path / "harbour_reviewed.gpkg"))
    exported = QgsVectorLayer(str(tmp_path / "harbour_reviewed.gpkg"), "labels", "ogr")
    rows = [(row["label"], row["status"], row["source_layer"]) for row in exported.getFeatures()]
    assert rows == [("ship", "accepted", "harbour")]


def test_what_holds_no_answers_cannot_be_reviewed(actions, person, qgis_canvas):
    own = QgsVectorLayer("Polygon?crs=EPSG:32632&field=label:string", "own", "memory")
    actions.work.review.start(own)
    assert not bar_of(qgis_canvas).isVisible()
    assert not own.isEditable()


# Recipes.


def test_a_recipe_is_run_on_another_raster(actions, ships, person, scene):
    other = QgsRasterLayer(scene.source(), "another harbour")
    QgsProject.instance().addMapLayer(other)
    person.choose_task("Describe the view")
    actions.work.run_recipe(ships)
    dialog = person.dock.window().findChild(QDialog, object_names.RECIPE_DIALOG)
    recipes = dialog.findChild(QComboBox, object_names.RECIPE)
    assert recipes.currentText() == "Find everything: ships"
    dialog.findChild(QgsMapLayerComboBox, object_names.RECIPE_RASTER).setLayer(other)
    person.clear_conversation()
    dialog.accept()
    person.wait_for(lambda: not person.bench.conversation.busy)
    assert "ships" in person.said[0]
    assert any("another harbour" in line for line in person.said)
    sources = {feature["source_layer"] for feature in ships.getFeatures()}
    assert sources == {"harbour", "another harbour"}
    assert len(recipes_of(ships)) == 1


def test_a_recipe_is_run_on_all_of_a_raster_whatever_the_map_shows(
    actions, ships, person, scene, qgis_canvas
):
    qgis_canvas.setExtent(QgsGeometry.fromWkt("POLYGON((0 0,9 0,9 9,0 0))").boundingBox())
    actions.work.run_recipe(ships)
    dialog = person.dock.window().findChild(QDialog, object_names.RECIPE_DIALOG)
    dialog.findChild(QComboBox, object_names.RECIPE_AREA).setCurrentText("All of it")
    dialog.accept()
    person.wait_for(lambda: not person.bench.conversation.busy)
    assert person.message == ""
    assert ships.featureCount() == 4


def test_a_recipe_whose_raster_is_out_of_view_is_refused_with_a_reason(
    actions, ships, person, qgis_canvas
):
    qgis_canvas.setExtent(QgsGeometry.fromWkt("POLYGON((0 0,9 0,9 9,0 0))").boundingBox())
    actions.work.run_recipe(ships)
    person.dock.window().findChild(QDialog, object_names.RECIPE_DIALOG).accept()
    assert "harbour" in person.message
    assert not person.bench.conversation.busy


def test_a_layer_outlined_from_marks_has_no_recipe_to_run(actions, person):
    own = QgsVectorLayer("Polygon?crs=EPSG:32632&field=label:string", "own", "memory")
    actions.work.run_recipe(own)
    assert person.dock.window().findChild(QDialog, object_names.RECIPE_DIALOG) is None


# Editing.


def test_measures_follow_a_polygon_that_is_moved_by_hand_until_the_plugin_is_unloaded(
    person, qgis_iface, ships
):
    actions = LayerActions(qgis_iface, lambda: person.bench)  # the layer is there already
    ships.startEditing()
    feature = next(ships.getFeatures())
    wide = QgsGeometry.fromRect(feature.geometry().boundingBox().buffered(10.0))

    def reshape(outline):
        ships.beginEditCommand("reshape")
        ships.changeGeometry(feature.id(), outline)
        ships.endEditCommand()
        return ships.getFeature(feature.id())["area_m2"]

    assert reshape(wide) == pytest.approx(wide.area(), rel=0.01)
    assert ships.undoStack().count() == 1
    actions.release()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert reshape(feature.geometry()) == pytest.approx(wide.area(), rel=0.01)


# Appending.


def test_polygons_are_appended_with_the_fields_the_dialog_maps(actions, ships, person):
    own = QgsVectorLayer(
        "Polygon?crs=EPSG:32632&field=Label:string&field=remark:string", "own", "memory"
    )
    own.dataProvider().addFeatures([QgsFeature()])
    QgsProject.instance().addMapLayer(own)
    actions.work.append(ships)
    dialog = person.dock.window().findChild(QDialog, object_names.APPEND_DIALOG)
    assert dialog.layer is own
    assert dialog.mapping == {"Label": '"label"'}
    dialog.accept()
    assert own.featureCount() == 3
    labels = [str(feature["Label"]) for feature in own.getFeatures()]
    assert sorted(labels) == ["NULL", "ship", "ship"]
    own.undoStack().undo()
    assert own.featureCount() == 1


def test_of_a_selection_only_the_selected_polygons_are_appended_when_asked_for(
    actions, ships, person
):
    own = QgsVectorLayer("Polygon?crs=EPSG:32632&field=score:double", "own", "memory")
    QgsProject.instance().addMapLayer(own)
    worst = min(ships.getFeatures(), key=lambda row: row["score"])
    ships.selectByIds([worst.id()])
    actions.work.append(ships)
    dialog = person.dock.window().findChild(QDialog, object_names.APPEND_DIALOG)
    choice = dialog.findChild(QCheckBox, object_names.APPEND_SELECTED)
    assert choice.text() == "Selected polygons only: 1"
    assert not choice.isChecked()
    choice.click()
    dialog.accept()
    assert [row["score"] for row in own.getFeatures()] == [worst["score"]]
