"""Parts of the dock under mouse, keys and changes of theme; they need Qt, but no map."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import QMimeData, QPoint, Qt
from qgis.PyQt.QtGui import QColor, QContextMenuEvent, QPalette
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSlider,
    QToolButton,
)

from earthgptx_qgis.canvas.map_marks import MapMark, MapPrompt
from earthgptx_qgis.results.refinement import Outlines, Parts, Refinement
from earthgptx_qgis.ui import object_names
from earthgptx_qgis.ui.dock import EarthGPTXDock
from earthgptx_qgis.ui.help.tour import TourStep, _Frame
from earthgptx_qgis.ui.marks.tool_shortcuts import ToolShortcuts
from earthgptx_qgis.wire.messages import PromptShape, Task

LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
POINT = MapPrompt(PromptShape.POINT, ((1.0, 2.0),))
MARKS = tuple(MapMark(number, (POINT,), "") for number in (1, 2, 3))


@pytest.fixture
def dock(qtbot, qgis_app):
    dock = EarthGPTXDock()
    qtbot.addWidget(dock)
    dock.resize(360, 800)
    dock.show()
    return dock


@pytest.fixture
def marks(dock):
    dock.marks.set_marks(MARKS)
    QTest.qWait(1)  # the rows are laid out
    return dock.marks


def middle_of(marks, row):
    return marks.visualItemRect(marks.item(row)).center()


def test_a_row_is_renamed_with_f2(marks, qtbot):
    marks.setCurrentRow(1)
    QTest.keyClick(marks, Qt.Key.Key_F2)
    editor = marks.findChild(QLineEdit)
    QTest.keyClicks(editor, "tanker")
    with qtbot.waitSignal(marks.rename_wanted) as renamed:
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert renamed.args == [2, "tanker"]


def test_the_space_key_takes_the_tick_of_the_chosen_marks(marks, qtbot):
    marks.setCurrentRow(0)
    with qtbot.waitSignal(marks.hiding_wanted) as hidden:
        QTest.keyClick(marks, Qt.Key.Key_Space)
    assert hidden.args == [(1,), True]


def test_shift_chooses_rows_and_backspace_removes_them(marks, qtbot):
    QTest.mouseClick(marks.viewport(), LEFT, PLAIN, middle_of(marks, 0))
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mouseClick(marks.viewport(), LEFT, shift, middle_of(marks, 1))
    assert marks.chosen == (1, 2)
    with qtbot.waitSignal(marks.remove_wanted) as removed:
        QTest.keyClick(marks, Qt.Key.Key_Backspace)
    assert removed.args == [(1, 2)]


def test_a_double_click_zooms_to_the_mark(marks, qtbot):
    place = middle_of(marks, 2)
    with qtbot.waitSignal(marks.mark_activated) as activated:
        QTest.mouseClick(marks.viewport(), LEFT, PLAIN, place)
        QTest.mouseDClick(marks.viewport(), LEFT, PLAIN, place)
    assert activated.args == [3]


def test_the_right_button_opens_the_menu_of_the_row_under_it(marks, qtbot):
    place = middle_of(marks, 1)
    reason = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, place, marks.viewport().mapToGlobal(place))
    QApplication.sendEvent(marks.viewport(), event)
    (menu,) = marks.findChildren(QMenu)
    assert menu.isVisible()
    assert [action.text() for action in menu.actions()] == ["Zoom to", "Rename", "Hide", "Remove"]
    with qtbot.waitSignal(marks.remove_wanted) as removed:
        QTest.mouseClick(menu, LEFT, PLAIN, menu.actionGeometry(menu.actions()[3]).center())
    assert removed.args == [(2,)]


def test_icons_follow_the_theme_while_the_dock_is_open(dock, marks):
    def colours_of_icons():
        found = set()
        button = dock.findChild(QToolButton, object_names.BOX_TOOL)
        for icon in (button.icon(), marks.item(0).icon()):
            image = icon.pixmap(48, 48).toImage()
            pixels = (image.pixelColor(x, y) for x in range(48) for y in range(48))
            found |= {pixel.name() for pixel in pixels if pixel.alpha() == 255}
        return found

    dark = dock.palette()
    dark.setColor(QPalette.ColorRole.ButtonText, QColor("#fafafa"))
    dock.setPalette(dark)
    assert colours_of_icons() == {"#fafafa"}


def test_rich_text_is_pasted_into_the_question_as_plain_text(dock):
    mime = QMimeData()
    mime.setHtml("<b>ships</b>")
    mime.setText("ships")
    QApplication.clipboard().setMimeData(mime)
    line = dock.findChild(QPlainTextEdit, object_names.QUESTION)
    QTest.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert dock.question.text == "ships"


def test_a_proposed_word_is_taken_with_return_and_asks_nothing(dock, qtbot):
    dock.question.set_words(["airplane", "airport"])
    line = dock.findChild(QPlainTextEdit, object_names.QUESTION)
    line.setFocus()
    QTest.keyClicks(line, "two airp")
    popup = line.completer.popup()
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    with qtbot.assertNotEmitted(dock.question.asked):
        QTest.keyClick(popup, Qt.Key.Key_Return)
    assert dock.question.text == "two airport"
    assert not popup.isVisible()


def test_escape_closes_the_proposals_first_and_is_told_then(dock, qtbot):
    dock.question.set_words(["airplane"])
    line = dock.findChild(QPlainTextEdit, object_names.QUESTION)
    dock.activateWindow()
    line.setFocus()
    QTest.keyClicks(line, "airp")
    with qtbot.assertNotEmitted(dock.escape_pressed):
        QTest.keyClick(line.completer.popup(), Qt.Key.Key_Escape)
    assert not line.completer.popup().isVisible()
    with qtbot.waitSignal(dock.escape_pressed):
        QTest.keyClick(line, Qt.Key.Key_Escape)


def test_a_click_on_a_phrase_of_the_answer_says_which(dock, qtbot):
    view = dock.conversation
    exchange = view.begin("Find ships", "Find everything")
    view.append_text(exchange, "2 ships", "ships")
    view.link_phrase(exchange, "ships")
    cursor = view.document().find("2 ships")
    cursor.setPosition(cursor.selectionStart() + 3)
    place = view.cursorRect(cursor).center()
    with qtbot.waitSignal(view.phrase_clicked) as clicked:
        QTest.mouseMove(view.viewport(), place)
        QTest.mouseClick(view.viewport(), LEFT, PLAIN, place)
    assert clicked.args == [exchange, "ships"]


def test_the_conversation_is_copied_with_the_keyboard(dock):
    dock.conversation.begin("<b>Find</b>", "harbour")
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(dock.conversation, Qt.Key.Key_A, control)
    QTest.keyClick(dock.conversation, Qt.Key.Key_C, control)
    assert QApplication.clipboard().text().splitlines()[:2] == ["<b>Find</b>", "harbour"]


def test_the_keys_of_the_slider_move_the_score(dock):
    slider = dock.findChild(QSlider, object_names.MINIMUM_SCORE)
    slider.setValue(50)
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert dock.results.minimum_score == 0.51
    assert dock.findChild(QLabel, object_names.MINIMUM_SCORE_VALUE).text() == "0.51"


def test_the_box_of_tasks_holds_tasks_and_changes_the_hint(dock, qtbot):
    box = dock.findChild(QComboBox, object_names.TASK)
    with qtbot.waitSignal(dock.source.task_changed) as changed:
        box.setCurrentIndex(box.findData(Task.FIND))
    assert changed.args == [Task.FIND]
    assert dock.source.task is Task.FIND
    line = dock.findChild(QPlainTextEdit, object_names.QUESTION)
    assert line.placeholderText() == "What to look for, such as: ships"
    assert box.toolTip() == "Polygons of everything in the view that the question names."


def test_refining_tells_what_the_fields_say_and_reset_takes_it_back(dock, qtbot):
    panel = dock.refine
    panel.show_for("Refine “ships”", Refinement(), has_crs=True)
    outlines = panel.findChild(QComboBox, object_names.REFINE_OUTLINES)
    with qtbot.waitSignal(panel.refinement_changed) as changed:
        QTest.keyClick(outlines, Qt.Key.Key_End)
    assert changed.args == [Refinement(Outlines.RIGHT_ANGLES, Parts.AS_FOUND, 0.0)]
    area = panel.findChild(QDoubleSpinBox, object_names.REFINE_AREA)
    assert area.text() == "Any size"
    area.selectAll()
    QTest.keyClicks(area, "12.5")
    with qtbot.waitSignal(panel.refinement_changed):
        QTest.keyClick(area, Qt.Key.Key_Return)
    assert panel.refinement.smallest_area == 12.5
    assert area.text().endswith(" m²")
    reset = panel.findChild(QPushButton, object_names.REFINE_RESET)
    with qtbot.waitSignal(panel.refinement_changed):
        QTest.mouseClick(reset, LEFT)
    assert panel.refinement == Refinement()
    assert not reset.isEnabled()


def test_the_tour_frames_one_part_after_the_other_and_lets_clicks_through(dock):
    steps = [TourStep("First.", dock.source), TourStep("Last.", dock.question)]
    dock.tour.begin(steps)
    QTest.qWait(1)  # the dock makes room for the tour
    following = dock.findChild(QPushButton, object_names.TOUR_NEXT)
    (frame,) = dock.widget().findChildren(_Frame)
    corner = dock.source.pos()
    assert frame.geometry().topLeft() == corner - QPoint(3, 3)
    assert frame.grab().toImage().pixelColor(20, 1) == frame.palette().color(
        QPalette.ColorRole.Highlight
    )
    QTest.mouseClick(following, LEFT)
    assert dock.findChild(QLabel, object_names.TOUR_TEXT).text() == "Last."
    assert following.text() == "Done"
    QTest.mouseClick(following, LEFT)
    assert not dock.findChild(QFrame, object_names.TOUR).isVisible()
    assert not frame.isVisible()


def test_progress_that_nobody_knows_runs_to_and_fro(dock):
    dock.show_progress(-1.0, "Looking")
    assert (dock.progress.minimum(), dock.progress.maximum()) == (0, 0)
    dock.show_progress(0.25, "Looking")
    assert (dock.progress.maximum(), dock.progress.value()) == (1000, 250)


class MainWindow(QMainWindow):
    """What QGIS's interface object offers to those who bring actions with keys."""

    def mainWindow(self):
        return self

    def registerMainWindowAction(self, action, keys):
        action.setShortcut(keys)
        self.addAction(action)
        return True

    def unregisterMainWindowAction(self, action):
        self.removeAction(action)
        return True


@pytest.mark.parametrize(
    ("key", "shape"),
    [
        (Qt.Key.Key_P, PromptShape.POINT),
        (Qt.Key.Key_B, PromptShape.BOX),
        (Qt.Key.Key_G, PromptShape.POLYGON),
        (Qt.Key.Key_S, PromptShape.SCRIBBLE),
    ],
)
def test_a_tool_is_taken_with_its_keys(qtbot, key, shape):
    window, used = MainWindow(), []
    qtbot.addWidget(window)
    shortcuts = ToolShortcuts(window, used.append)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    both = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, key, both)
    assert used == [shape]
    shortcuts.release()
    QTest.keyClick(window, key, both)
    assert used == [shape]


def test_a_dock_in_the_main_window_is_hidden_and_shown(qtbot, dock):
    window = QMainWindow()
    qtbot.addWidget(window)
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    window.show()
    dock.hide()
    with qtbot.waitSignal(dock.visibilityChanged) as changed:
        dock.setUserVisible(True)
    assert changed.args == [True]
    window.removeDockWidget(dock)
    dock.setParent(None)
