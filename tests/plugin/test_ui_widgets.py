"""Each part of the dock alone."""

from __future__ import annotations

import numpy as np
import pytest
from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtGui import QColor, QPalette
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAction,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSlider,
)
from qgis.PyQt.QtWidgets import QToolButton as ToolButton

from earthgptx_qgis.canvas.prompts import MapMark, MapPrompt
from earthgptx_qgis.runtime.process import BackendState
from earthgptx_qgis.settings import BACKEND_COMMAND, HOVER_PREVIEW, RESULT_FOLDER, TILE_SIZE
from earthgptx_qgis.ui import object_names
from earthgptx_qgis.ui.dock import EarthGPTXDock
from earthgptx_qgis.ui.options_page import OptionsPageFactory
from earthgptx_qgis.ui.widgets.icons import themed_icon
from earthgptx_qgis.ui.widgets.task_texts import source_kind_texts, task_texts
from earthgptx_qgis.wire.messages import PromptShape, SourceKind, Task

POINT = MapPrompt(PromptShape.POINT, ((1.0, 2.0),))
LESS = MapPrompt(PromptShape.POINT, ((1.0, 2.0),), positive=False)
BOX = MapPrompt(PromptShape.BOX, ((0.0, 0.0), (2.0, 2.0)))


@pytest.fixture
def dock(qtbot, qgis_app):
    dock = EarthGPTXDock()
    qtbot.addWidget(dock)
    dock.resize(360, 700)
    dock.show()
    return dock


@pytest.fixture
def raster(tmp_path, qgis_new_project):
    gdal = pytest.importorskip("osgeo.gdal", reason="a raster layer needs QGIS itself")
    path = str(tmp_path / "harbour.tif")
    dataset = gdal.GetDriverByName("GTiff").Create(path, 8, 8, 1)
    dataset.GetRasterBand(1).WriteArray(np.ones((8, 8), np.uint8))
    del dataset
    layer = QgsRasterLayer(path, "harbour")
    QgsProject.instance().addMapLayer(layer)
    return layer


def test_every_widget_is_found_by_its_documented_name(dock):
    names = {key: value for key, value in vars(object_names).items() if key.isupper()}
    windows = (
        *("SAVE_", "OPTION", "INSTALL", "EXPORT_DIALOG", "REVIEW", "APPEND", "RECIPE", "RUN_"),
        "DIAGNOSTICS",
        "WRITE_FIELD",
    )
    elsewhere = {key for key in names if key.startswith(windows)}
    for key in set(names) - elsewhere - {"DOCK"}:
        assert dock.findChild(QObject, names[key]) is not None, key
    assert dock.objectName() == "EarthGPTXDock"


def test_the_options_page_shows_and_keeps_the_backend_command(qgis_app, qtbot):
    BACKEND_COMMAND.set("ssh old-box backend")
    factory = OptionsPageFactory()
    page = factory.createWidget()
    qtbot.addWidget(page)
    line = page.findChild(QLineEdit, object_names.OPTION_BACKEND_COMMAND)
    assert line.text() == "ssh old-box backend"
    line.setText(" ssh gpu-box backend ")
    assert BACKEND_COMMAND.get() == "ssh old-box backend"
    page.apply()
    assert BACKEND_COMMAND.get() == "ssh gpu-box backend"
    BACKEND_COMMAND.reset()
    TILE_SIZE.reset()
    RESULT_FOLDER.reset()


def test_the_preview_under_the_cursor_can_be_switched_off(qgis_app, qtbot):
    page = OptionsPageFactory().createWidget()
    qtbot.addWidget(page)
    box = page.findChild(QCheckBox, object_names.OPTION_HOVER_PREVIEW)
    assert box.isChecked()
    box.setChecked(False)
    page.apply()
    assert not HOVER_PREVIEW.get()
    HOVER_PREVIEW.reset()


def test_every_task_and_source_kind_has_a_label_and_a_tooltip():
    assert set(task_texts()) == set(Task)
    assert set(source_kind_texts()) == set(SourceKind)
    for label, tooltip in (*task_texts().values(), *source_kind_texts().values()):
        assert label
        assert tooltip.endswith((".", "…"))


def test_the_boxes_say_layer_source_kind_and_task(dock, raster):
    dock.findChild(QComboBox, object_names.SOURCE_KIND).setCurrentText("SAR")
    dock.findChild(QComboBox, object_names.TASK).setCurrentText("Find everything")
    assert dock.source.layer is raster
    assert dock.source.source_kind is SourceKind.SAR
    assert dock.source.task is Task.FIND
    tooltip = "Polygons of everything in the view that the question names."
    assert dock.findChild(QComboBox, object_names.TASK).toolTip() == tooltip


def test_without_a_raster_layer_there_is_none_to_ask_about(dock, qgis_new_project):
    assert dock.source.layer is None


def test_a_tool_button_asks_for_its_tool_and_releasing_it_for_the_one_before(dock, qtbot):
    button = dock.findChild(ToolButton, object_names.BOX_TOOL)
    with qtbot.waitSignal(dock.prompts.tool_wanted) as wanted:
        button.click()
    assert wanted.args == [PromptShape.BOX]
    with qtbot.waitSignal(dock.prompts.tool_wanted) as wanted:
        button.click()
    assert wanted.args == [None]


def test_marks_are_listed_with_the_numbers_of_the_map_and_their_refinements(dock):
    dock.marks.set_marks([MapMark(2, (POINT,), ""), MapMark(5, (BOX, LESS, LESS, POINT), "")])
    assert [dock.marks.item(row).text() for row in range(2)] == [
        "2  Point",
        "5  Box  +1  \N{MINUS SIGN}2",
    ]
    assert dock.marks.isVisible()
    dock.marks.set_marks([])
    assert not dock.marks.isVisible()


def test_delete_in_the_list_removes_the_chosen_marks(dock, qtbot):
    dock.marks.set_marks([MapMark(number, (POINT,), "") for number in (1, 2, 3)])
    dock.marks.item(0).setSelected(True)
    dock.marks.item(1).setSelected(True)
    with qtbot.waitSignal(dock.marks.remove_wanted) as removed:
        QTest.keyClick(dock.marks, Qt.Key.Key_Delete)
    assert removed.args == [(1, 2)]


def test_with_no_mark_chosen_the_last_one_is_meant(dock):
    dock.marks.set_marks([MapMark(number, (POINT,), "") for number in (1, 2, 3)])
    assert dock.marks.chosen == (3,)


def test_enter_asks_with_the_spaces_around_the_question_taken_off(dock, qtbot):
    line = dock.findChild(QPlainTextEdit, object_names.QUESTION)
    line.setPlainText("  find ships ")
    with qtbot.waitSignal(dock.question.asked) as asked:
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert asked.args == ["find ships"]


def test_shift_enter_begins_a_new_line_and_the_field_grows(dock, qtbot):
    field = dock.findChild(QPlainTextEdit, object_names.QUESTION)
    height = field.height()
    QTest.keyClicks(field, "ships")
    with qtbot.assertNotEmitted(dock.question.asked):
        QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(field, "and boats")
    assert dock.question.text == "ships\nand boats"
    assert field.height() > height


def test_while_busy_stop_stands_in_the_place_of_ask_and_enter_asks_nothing(dock, qtbot):
    dock.question.set_busy(True)
    assert not dock.findChild(QPushButton, object_names.ASK).isVisible()
    with qtbot.waitSignal(dock.question.stop_wanted):
        dock.findChild(QPushButton, object_names.STOP).click()
    with qtbot.assertNotEmitted(dock.question.asked):
        QTest.keyClick(dock.findChild(QPlainTextEdit, object_names.QUESTION), Qt.Key.Key_Return)


def test_the_known_categories_complete_the_question(dock):
    dock.question.set_words(["ship", "airplane"])
    line = dock.findChild(QPlainTextEdit, object_names.QUESTION)
    line.setFocus()
    QTest.keyClicks(line, "two AIR")
    assert line.completer.popup().isVisible()
    line.completer.activated.emit(line.completer.currentCompletion())
    assert line.toPlainText() == "two airplane"


def test_escape_anywhere_in_the_dock_is_told(dock, qtbot):
    dock.activateWindow()
    line = dock.findChild(QPlainTextEdit, object_names.QUESTION)
    line.setFocus()
    with qtbot.waitSignal(dock.escape_pressed):
        QTest.keyClick(line, Qt.Key.Key_Escape)


def test_the_slider_tells_scores_and_shows_them(dock, qtbot):
    slider = dock.findChild(QSlider, object_names.MINIMUM_SCORE)
    with qtbot.waitSignal(dock.results.minimum_score_changed) as changed:
        slider.setValue(72)
    assert changed.args == [0.72]
    assert dock.findChild(QLabel, object_names.MINIMUM_SCORE_VALUE).text() == "0.72"


def test_a_look_at_a_rejected_candidate_lowers_the_score_until_it_is_ended(dock):
    dock.results.set_minimum_score(0.5)
    dock.results.peek(0.128)
    assert dock.results.minimum_score == 0.12
    dock.results.end_peek()
    assert dock.results.minimum_score == 0.5


def test_the_score_is_left_to_the_model_until_the_user_moves_the_slider(dock):
    dock.results.set_minimum_score(0.4)
    assert dock.results.minimum_score == 0.4
    assert dock.results.chosen_minimum_score is None
    dock.results.peek(0.1)
    dock.results.end_peek()
    assert dock.results.chosen_minimum_score is None
    dock.findChild(QSlider, object_names.MINIMUM_SCORE).setValue(60)
    dock.results.set_minimum_score(0.4)
    assert dock.results.chosen_minimum_score == 0.6


def test_a_score_the_user_chose_during_a_look_is_kept(dock):
    dock.results.set_minimum_score(0.5)
    dock.results.peek(0.128)
    dock.findChild(QSlider, object_names.MINIMUM_SCORE).setValue(30)
    dock.results.end_peek()
    assert dock.results.minimum_score == 0.3


def test_saving_is_offered_once_there_are_polygons(dock):
    save = dock.findChild(ToolButton, object_names.SAVE)
    count = dock.findChild(QLabel, object_names.RESULT_COUNT)
    assert not save.isEnabled()
    assert count.text() == "No polygons yet"
    dock.results.set_counts(2, 0)
    assert save.isEnabled()
    assert count.text() == "Polygons: 2"
    dock.results.set_counts(2, 3)
    assert count.text() == "Polygons: 2, hidden: 3"


def test_writing_back_offers_a_copy_or_the_layer_itself(dock, qtbot):
    dock.results.set_features_answered(4)
    assert dock.findChild(ToolButton, object_names.WRITE_BACK).isVisible()
    with qtbot.waitSignal(dock.results.write_back_wanted) as wanted:
        dock.findChild(QAction, object_names.WRITE_TO_COPY).trigger()
    assert wanted.args == [False]
    with qtbot.waitSignal(dock.results.write_back_wanted) as wanted:
        dock.findChild(QAction, object_names.WRITE_TO_LAYER).trigger()
    assert wanted.args == [True]


def test_a_failed_backend_shows_why_and_offers_to_start_it(dock, qtbot):
    lines = ["The backend crashed.", *(f"<line {n}>" for n in range(1, 8)), "Install torch."]
    dock.state.show_state(BackendState.FAILED, "\n".join(lines))
    label = dock.findChild(QLabel, object_names.STATE)
    assert label.text().splitlines() == [
        "The backend failed: The backend crashed.",
        "<line 4>",
        "<line 5>",
        "<line 6>",
        "<line 7>",
        "Install torch.",
    ]
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert "&lt;line 1&gt;" in label.toolTip()
    with qtbot.waitSignal(dock.state.start_wanted):
        dock.findChild(ToolButton, object_names.STATE_ACTION).click()


def test_a_ready_backend_names_its_device_and_offers_no_start(dock, qtbot):
    dock.resize(600, 700)
    dock.state.show_state(BackendState.READY, "fake-nano, cpu (scripted)")
    label = dock.findChild(QLabel, object_names.STATE)
    qtbot.waitUntil(lambda: label.text() == "Ready: fake-nano, cpu (scripted)")
    assert not dock.findChild(ToolButton, object_names.STATE_ACTION).isVisible()


def test_a_narrow_dock_ends_the_state_with_an_ellipsis(dock):
    dock.resize(260, 700)
    dock.state.show_state(BackendState.READY, "fake-nano, " + "very " * 40 + "long")
    assert dock.findChild(QLabel, object_names.STATE).text().endswith("\N{HORIZONTAL ELLIPSIS}")


def test_a_message_is_plain_text_and_goes_away(dock):
    label = dock.findChild(QLabel, object_names.MESSAGE)
    dock.message.warn("<b>No layer.</b>", "Add one.")
    assert label.isVisible()
    assert label.text() == "<b>No layer.</b> Add one."
    assert label.textFormat() == Qt.TextFormat.PlainText
    dock.message.clear_message()
    assert not label.isVisible()


@pytest.mark.parametrize("colour", ["#101010", "#f0f0f0"])
def test_icons_are_drawn_in_the_colour_of_the_theme(qgis_app, colour):
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.ButtonText, QColor(colour))
    image = themed_icon("box", palette).pixmap(48, 48).toImage()
    opaque = {
        image.pixelColor(x, y).name()
        for x in range(48)
        for y in range(48)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert opaque == {colour}
