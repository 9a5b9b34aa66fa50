"""Tool buttons, map tools and marks, with real mouse and keys on a real canvas."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsMapToolPan
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLabel, QLineEdit, QToolButton

from earthgptx_qgis.canvas.prompts import PromptSet
from earthgptx_qgis.ui import object_names
from earthgptx_qgis.ui.dock import EarthGPTXDock
from earthgptx_qgis.ui.marks.marks_controller import MarksController
from earthgptx_qgis.ui.marks.tool_switch import ToolSwitch

UTM_32 = "EPSG:32632"


class Desk:
    """A canvas and a dock with the parts that make marks."""

    def __init__(self, canvas, window):
        self.canvas = canvas
        self.dock = EarthGPTXDock(window)
        self.dock.show()
        self.prompt_set = PromptSet()
        self.switch = ToolSwitch(canvas, self.prompt_set, self.dock.prompts)
        self.marks = MarksController(canvas, self.prompt_set, self.dock)
        self.refusals = []
        self.switch.refused.connect(self.refusals.append)
        self.switch.escape_pressed.connect(lambda: self.switch.use(None))

    def button(self, name):
        return self.dock.findChild(QToolButton, name)

    def press_escape(self):
        self.canvas.setFocus()
        QTest.keyClick(self.canvas, Qt.Key.Key_Escape)

    def click(self, x, y, modifier=Qt.KeyboardModifier.NoModifier):
        QTest.mouseClick(self.canvas.viewport(), Qt.MouseButton.LeftButton, modifier, QPoint(x, y))


@pytest.fixture
def desk(qgis_canvas, qgis_parent, qgis_new_project):
    qgis_parent.show()
    qgis_canvas.show()
    QTest.qWaitForWindowExposed(qgis_parent)
    qgis_canvas.resize(400, 300)
    qgis_canvas.setDestinationCrs(QgsCoordinateReferenceSystem(UTM_32))
    qgis_canvas.setExtent(QgsRectangle(500000, 5000000, 500400, 5000300))
    desk = Desk(qgis_canvas, qgis_parent)
    yield desk
    desk.switch.release()
    desk.dock.deleteLater()


def test_a_click_with_the_point_tool_becomes_a_numbered_mark_in_the_list(desk):
    desk.button(object_names.POINT_TOOL).click()
    desk.click(100, 100)
    desk.click(200, 100)
    assert [desk.dock.marks.item(row).text() for row in range(2)] == ["1  Point", "2  Point"]
    assert desk.button(object_names.CLEAR_MARKS).isEnabled()


def test_shift_subtracts_from_the_last_mark_and_is_refused_without_one(desk):
    desk.button(object_names.POINT_TOOL).click()
    desk.click(100, 100, Qt.KeyboardModifier.ShiftModifier)
    assert [error.message for error in desk.refusals] == ["There is no mark to subtract from."]
    desk.click(100, 100)
    desk.click(120, 100, Qt.KeyboardModifier.ShiftModifier)
    assert desk.dock.marks.item(0).text() == "1  Point  \N{MINUS SIGN}1"


def test_one_tool_button_is_down_at_a_time(desk):
    desk.button(object_names.POINT_TOOL).click()
    desk.button(object_names.BOX_TOOL).click()
    assert not desk.button(object_names.POINT_TOOL).isChecked()
    assert desk.button(object_names.BOX_TOOL).isChecked()


def test_releasing_the_button_gives_back_the_tool_of_before(desk):
    pan = QgsMapToolPan(desk.canvas)
    desk.canvas.setMapTool(pan)
    desk.button(object_names.POINT_TOOL).click()
    desk.button(object_names.BOX_TOOL).click()
    desk.button(object_names.BOX_TOOL).click()
    assert desk.canvas.mapTool() is pan
    desk.canvas.unsetMapTool(pan)


def test_another_tool_of_qgis_releases_our_button(desk):
    desk.button(object_names.POINT_TOOL).click()
    pan = QgsMapToolPan(desk.canvas)
    desk.canvas.setMapTool(pan)
    assert not desk.button(object_names.POINT_TOOL).isChecked()
    desk.canvas.unsetMapTool(pan)


def test_escape_gives_up_the_polygon_first_and_leaves_the_tool_then(desk):
    pan = QgsMapToolPan(desk.canvas)
    desk.canvas.setMapTool(pan)
    desk.button(object_names.POLYGON_TOOL).click()
    desk.click(50, 50)
    desk.press_escape()
    assert desk.button(object_names.POLYGON_TOOL).isChecked()
    desk.press_escape()
    assert not desk.button(object_names.POLYGON_TOOL).isChecked()
    assert desk.canvas.mapTool() is pan
    desk.canvas.unsetMapTool(pan)


def test_a_tool_of_before_that_is_gone_is_not_given_back(desk):
    pan = QgsMapToolPan(desk.canvas)
    desk.canvas.setMapTool(pan)
    desk.button(object_names.POINT_TOOL).click()
    pan.deleteLater()
    QTest.qWait(1)
    del pan
    desk.switch.use(None)
    assert not desk.switch.active


def test_clear_and_remove_take_marks_off_the_list(desk):
    desk.button(object_names.POINT_TOOL).click()
    for x in (50, 100, 150):
        desk.click(x, 100)
    desk.dock.marks.item(1).setSelected(True)
    desk.button(object_names.REMOVE_MARK).click()
    assert [mark.number for mark in desk.prompt_set.marks] == [1, 3]
    desk.button(object_names.CLEAR_MARKS).click()
    assert desk.prompt_set.marks == ()
    assert not desk.button(object_names.CLEAR_MARKS).isEnabled()


def test_activating_a_mark_zooms_to_it(desk):
    desk.button(object_names.POINT_TOOL).click()
    desk.click(100, 100)
    ((x, y),) = desk.prompt_set.marks[0].prompts[0].points
    desk.canvas.setExtent(QgsRectangle(0, 0, 100, 100))
    desk.marks.show(1)
    centre = desk.canvas.center()
    assert (round(centre.x()), round(centre.y())) == (round(x), round(y))


def farm_layer():
    layer = QgsVectorLayer(f"Polygon?crs={UTM_32}", "farms", "memory")
    features = []
    for wkt in (
        "POLYGON((500010 5000010, 500020 5000010, 500020 5000020, 500010 5000010))",
        "POLYGON((500110 5000010, 500120 5000010, 500120 5000020, 500110 5000010))",
        "",
    ):
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    QgsProject.instance().addMapLayer(layer)
    return layer


def test_selected_features_become_marks_and_those_without_geometry_are_named(desk):
    layer = farm_layer()
    layer.selectAll()
    desk.canvas.setCurrentLayer(layer)
    desk.button(object_names.USE_SELECTED_FEATURES).click()
    assert [desk.dock.marks.item(row).text() for row in range(2)] == ["1  farms #1", "2  farms #2"]
    message = desk.dock.findChild(QLabel, object_names.MESSAGE)
    assert message.text() == "1 of the features of “farms” was left out: #3, it has no geometry."


def test_without_selected_features_the_dock_says_what_to_do(desk):
    desk.canvas.setCurrentLayer(farm_layer())
    desk.button(object_names.USE_SELECTED_FEATURES).click()
    message = desk.dock.findChild(QLabel, object_names.MESSAGE)
    assert message.text() == (
        "There are no selected features. "
        "Choose a vector layer in the Layers panel and select some of its features."
    )
    assert desk.prompt_set.marks == ()


def test_ten_thousand_features_are_listed(desk):
    layer = QgsVectorLayer(f"Point?crs={UTM_32}", "trees", "memory")
    features = []
    for number in range(10_000):
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromWkt(f"POINT({500000 + number} 5000000)"))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    QgsProject.instance().addMapLayer(layer)
    layer.selectAll()
    desk.canvas.setCurrentLayer(layer)
    desk.button(object_names.USE_SELECTED_FEATURES).click()
    assert desk.dock.marks.count() == 10_000
    assert desk.dock.marks.item(9_999).text() == "10000  trees #10000"


def test_control_z_takes_a_mark_back_on_the_map_and_in_the_dock(desk):
    control, both = (
        Qt.KeyboardModifier.ControlModifier,
        (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier),
    )
    desk.button(object_names.POINT_TOOL).click()
    desk.click(100, 100)
    desk.click(200, 100)
    QTest.keyClick(desk.canvas, Qt.Key.Key_Z, control)
    assert [mark.number for mark in desk.prompt_set.marks] == [1]
    QTest.keyClick(desk.dock.marks, Qt.Key.Key_Z, control)
    assert desk.prompt_set.marks == ()
    QTest.keyClick(desk.canvas, Qt.Key.Key_Z, both)
    assert [mark.number for mark in desk.prompt_set.marks] == [1]
    desk.button(object_names.UNDO_MARK).click()
    assert desk.prompt_set.marks == ()
    assert not desk.button(object_names.UNDO_MARK).isEnabled()


def test_without_one_of_our_tools_the_map_leaves_control_z_to_qgis(desk):
    desk.button(object_names.POINT_TOOL).click()
    desk.click(100, 100)
    desk.switch.use(None)
    QTest.keyClick(desk.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(desk.prompt_set.marks) == 1


def test_f2_renames_a_mark_and_the_name_stands_in_the_list(desk, qtbot):
    desk.button(object_names.POINT_TOOL).click()
    desk.click(100, 100)
    desk.dock.marks.setCurrentRow(0)
    QTest.keyClick(desk.dock.marks, Qt.Key.Key_F2)
    editor = desk.dock.marks.findChild(QLineEdit)
    assert editor.text() == ""
    QTest.keyClicks(editor, "tanker")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.dock.marks.item(0).text() == "1  tanker")
    assert desk.prompt_set.marks[0].name == "tanker"


def test_a_mark_without_its_tick_is_hidden_and_its_menu_shows_it_again(desk, qtbot):
    desk.button(object_names.POINT_TOOL).click()
    desk.click(100, 100)
    desk.dock.marks.item(0).setCheckState(Qt.CheckState.Unchecked)
    qtbot.waitUntil(lambda: desk.prompt_set.visible_marks == ())
    menu = desk.dock.marks.context_menu(desk.dock.marks.item(0))
    actions = {action.text(): action for action in menu.actions()}
    assert list(actions) == ["Zoom to", "Rename", "Show", "Remove"]
    actions["Show"].trigger()
    assert len(desk.prompt_set.visible_marks) == 1
    assert desk.dock.marks.item(0).checkState() == Qt.CheckState.Checked
