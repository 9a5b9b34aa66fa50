"""Mouse and keys on the map: tools, undo, review, and how marks are drawn."""

from __future__ import annotations

import pytest
from qgis.gui import QgsMapCanvas, QgsMapTool
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLabel, QToolButton

from earthgptx_qgis.canvas.map_marks import MapPrompt
from earthgptx_qgis.canvas.mark_overlay import MarkOverlay
from earthgptx_qgis.canvas.prompts import PromptSet
from earthgptx_qgis.canvas.review_tool import ReviewTool
from earthgptx_qgis.results.review import Tally
from earthgptx_qgis.ui import object_names
from earthgptx_qgis.ui.marks.prompt_toolbar import PromptToolbar
from earthgptx_qgis.ui.marks.tool_switch import ToolSwitch
from earthgptx_qgis.ui.results.review_bar import ReviewBar
from earthgptx_qgis.wire.messages import PromptShape

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
PLAIN, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def canvas(qtbot):
    canvas = QgsMapCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(400, 300)
    canvas.show()
    return canvas


class Desk:
    def __init__(self, canvas):
        self.canvas = canvas
        self.prompt_set = PromptSet()
        self.toolbar = PromptToolbar()
        self.switch = ToolSwitch(canvas, self.prompt_set, self.toolbar)
        self.refused = []
        self.switch.refused.connect(self.refused.append)
        self.switch.escape_pressed.connect(lambda: self.switch.use(None))

    def take(self, name):
        button = self.toolbar.findChild(QToolButton, name)
        QTest.mouseClick(button, LEFT)
        return button

    def click(self, x, y, button=LEFT, modifier=PLAIN):
        QTest.mouseClick(self.canvas.viewport(), button, modifier, QPoint(x, y))

    def drag(self, *places):
        viewport = self.canvas.viewport()
        QTest.mousePress(viewport, LEFT, PLAIN, QPoint(*places[0]))
        for place in places[1:]:
            QTest.mouseMove(viewport, QPoint(*place))
        QTest.mouseRelease(viewport, LEFT, PLAIN, QPoint(*places[-1]))

    def press(self, key, modifier=PLAIN):
        QTest.keyClick(self.canvas, key, modifier)

    @property
    def prompts(self):
        return [prompt for mark in self.prompt_set.marks for prompt in mark.prompts]


@pytest.fixture
def desk(qtbot, canvas):
    desk = Desk(canvas)
    qtbot.addWidget(desk.toolbar)
    yield desk
    desk.switch.release()


def test_a_click_marks_a_point_and_with_shift_subtracts(desk):
    desk.take(object_names.POINT_TOOL)
    desk.click(10, 20, modifier=SHIFT)
    assert [error.message for error in desk.refused] == ["There is no mark to subtract from."]
    desk.click(100, 50)
    desk.click(110, 60, modifier=SHIFT)
    assert desk.prompts == [
        MapPrompt(PromptShape.POINT, ((100.0, 250.0),)),
        MapPrompt(PromptShape.POINT, ((110.0, 240.0),), positive=False),
    ]


def test_a_drag_marks_a_box_and_the_right_button_none(desk):
    desk.take(object_names.BOX_TOOL)
    desk.drag((10, 10), (50, 60))
    desk.click(80, 80, RIGHT)
    assert desk.prompts == [MapPrompt(PromptShape.BOX, ((10.0, 290.0), (50.0, 240.0)))]


def test_clicks_set_corners_backspace_takes_one_back_and_a_right_click_ends(desk):
    desk.take(object_names.POLYGON_TOOL)
    for place in ((10, 10), (50, 10), (200, 200)):
        desk.click(*place)
    desk.press(Qt.Key.Key_Backspace)
    desk.click(50, 50)
    desk.click(0, 0, RIGHT)
    corners = ((10.0, 290.0), (50.0, 290.0), (50.0, 250.0))
    assert desk.prompts == [MapPrompt(PromptShape.POLYGON, corners)]


def test_a_line_drawn_free_hand_is_a_scribble(desk):
    desk.take(object_names.SCRIBBLE_TOOL)
    desk.drag((10, 10), (30, 20), (60, 20))
    (prompt,) = desk.prompts
    assert prompt.shape is PromptShape.SCRIBBLE
    assert prompt.points[0] == (10.0, 290.0)
    assert prompt.points[-1] == (60.0, 280.0)


def test_escape_gives_up_the_polygon_first_and_leaves_the_tool_then(desk):
    pan = QgsMapTool(desk.canvas)
    desk.canvas.setMapTool(pan)
    button = desk.take(object_names.POLYGON_TOOL)
    desk.click(50, 50)
    desk.press(Qt.Key.Key_Escape)
    assert button.isChecked()
    desk.press(Qt.Key.Key_Escape)
    assert not button.isChecked()
    assert desk.canvas.mapTool() is pan


def test_control_z_takes_a_mark_back_and_with_shift_makes_it_again(desk):
    control = Qt.KeyboardModifier.ControlModifier
    desk.take(object_names.POINT_TOOL)
    desk.click(100, 50)
    desk.press(Qt.Key.Key_Z, control)
    assert desk.prompt_set.marks == ()
    desk.press(Qt.Key.Key_Z, control | SHIFT)
    assert len(desk.prompt_set.marks) == 1


def test_marks_are_drawn_where_they_were_made_with_their_numbers(desk):
    overlay = MarkOverlay(desk.canvas, desk.prompt_set)
    desk.take(object_names.BOX_TOOL)
    desk.drag((100, 100), (180, 160))
    image = desk.canvas.grab().toImage()
    red, paper = "#e63c14", "#ffffff"
    assert image.pixelColor(100, 130).name() == red  # its left side
    assert image.pixelColor(300, 200).name() == paper
    inside = image.pixelColor(140, 130)
    assert inside.name() not in (red, paper)
    label = overlay.label_position(1)
    assert (label.x(), label.y()) == (100.0, 100.0)
    assert image.pixelColor(109, 92).name() == red  # the badge of the number
    overlay.remove()
    assert desk.canvas.grab().toImage().pixelColor(100, 130).name() == paper


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (Qt.Key.Key_A, "accept_pressed"),
        (Qt.Key.Key_R, "reject_pressed"),
        (Qt.Key.Key_N, "next_pressed"),
        (Qt.Key.Key_Escape, "leave_pressed"),
    ],
)
def test_a_key_of_the_review_decides_but_not_with_control(canvas, qtbot, key, name):
    tool = ReviewTool(canvas)
    canvas.setMapTool(tool)
    with qtbot.waitSignal(getattr(tool, name)):
        QTest.keyClick(canvas, key)
    with qtbot.assertNotEmitted(getattr(tool, name)):
        QTest.keyClick(canvas, key, Qt.KeyboardModifier.ControlModifier)
    canvas.setMapTool(None)


def test_a_click_in_a_review_chooses_a_polygon(canvas, qtbot):
    tool = ReviewTool(canvas)
    canvas.setMapTool(tool)
    with qtbot.waitSignal(tool.clicked) as clicked:
        QTest.mouseClick(canvas.viewport(), LEFT, PLAIN, QPoint(30, 40))
    (point,) = clicked.args
    assert (point.x(), point.y()) == (30.0, 260.0)
    canvas.setMapTool(None)


def test_the_bar_of_a_review_stays_at_the_lower_edge_and_tells_what_is_wanted(canvas, qtbot):
    bar = ReviewBar(canvas)
    bar.show_state(Tally(1, 1, 2), "<b>ship</b> 0.90", can_decide=True)
    canvas.resize(900, 500)
    assert bar.geometry().bottom() == 500 - 12 - 1
    assert bar.geometry().left() == (900 - bar.width()) // 2
    assert bar.findChild(QLabel, object_names.REVIEW_POLYGON).text() == "<b>ship</b> 0.90"
    assert bar.findChild(QLabel, object_names.REVIEW_PROGRESS).text() == "2 of 4 reviewed"
    accept = bar.findChild(QToolButton, object_names.REVIEW_ACCEPT)
    with qtbot.waitSignal(bar.accept_wanted):
        QTest.mouseClick(accept, LEFT)
    bar.show_state(Tally(1, 1, 2), "", can_decide=False)
    assert not accept.isEnabled()
