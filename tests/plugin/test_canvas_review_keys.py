"""Keys of a review work wherever in QGIS's window the focus is, but never where a person types."""

from __future__ import annotations

import pytest
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QAction,
    QComboBox,
    QDialog,
    QDockWidget,
    QDoubleSpinBox,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from earthgptx_qgis.canvas.review_tool import ReviewTool
from earthgptx_qgis.ui.asking.question_edit import QuestionEdit


class Desktop:
    """A main window with a map, a dock of fields, a shortcut of one letter, and the tool's log."""

    def __init__(self, qtbot):
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self._qtbot = qtbot
        self.canvas = QgsMapCanvas(self.window)
        self.window.setCentralWidget(self.canvas)
        self.dock = QDockWidget(self.window)
        self.fields = QWidget()
        QVBoxLayout(self.fields)
        self.dock.setWidget(self.fields)
        self.window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        self.pressed = []
        self.shortcut = QAction("Stream digitizing", self.window)
        self.shortcut.setShortcut("R")
        self.shortcut.triggered.connect(lambda _: self.pressed.append("shortcut"))
        self.window.addAction(self.shortcut)
        self.tool = ReviewTool(self.canvas)
        for name in ("accept", "reject", "next", "leave"):
            signal = getattr(self.tool, f"{name}_pressed")
            signal.connect(lambda name=name: self.pressed.append(name))
        self.canvas.setMapTool(self.tool)
        self.window.show()

    def focus(self, field, place=None):
        layout = (place or self.fields).layout()
        layout.addWidget(field)
        field.show()
        field.window().activateWindow()
        field.setFocus()
        self._qtbot.waitUntil(field.hasFocus)
        return field

    def type(self, field):
        self.pressed.clear()
        for key in (Qt.Key.Key_A, Qt.Key.Key_R, Qt.Key.Key_N):
            QTest.keyClick(field, key)
        return self.pressed


@pytest.fixture
def desktop(qgis_app, qtbot):
    desktop = Desktop(qtbot)
    yield desktop
    desktop.canvas.unsetMapTool(desktop.tool)


def table(triggers):
    cells = QTableWidget(1, 1)
    cells.setItem(0, 0, QTableWidgetItem("ship"))
    cells.setEditTriggers(triggers)
    cells.setCurrentCell(0, 0)
    return cells


@pytest.mark.parametrize(
    "kind", [QPushButton, QTextBrowser, QComboBox, lambda: table(QTableWidget.EditTrigger(0))]
)
def test_where_nobody_types_the_letters_decide_before_any_shortcut(desktop, kind):
    assert desktop.type(desktop.focus(kind())) == ["accept", "reject", "next"]


def test_on_the_map_they_decide_once_each_and_escape_leaves(desktop):
    field = desktop.focus(QPushButton())
    desktop.canvas.setFocus()
    assert desktop.type(desktop.canvas) == ["accept", "reject", "next"]
    QTest.keyClick(desktop.canvas, Qt.Key.Key_Escape)
    assert desktop.pressed[-1] == "leave"
    field.setFocus()
    desktop.pressed.clear()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert desktop.pressed == []


@pytest.mark.parametrize("kind", [QLineEdit, QuestionEdit, QSpinBox, QDoubleSpinBox])
def test_where_a_person_types_nothing_is_decided(desktop, kind):
    assert desktop.type(desktop.focus(kind())) == []


def test_letters_typed_into_a_question_stand_there(desktop):
    question = desktop.focus(QuestionEdit())
    desktop.type(question)
    assert question.toPlainText() == "arn"


def test_a_cell_that_a_letter_opens_and_a_field_to_choose_or_type_in_keep_their_letters(desktop):
    choice = QComboBox()
    choice.setEditable(True)
    assert desktop.type(desktop.focus(choice)) == []
    cells = desktop.focus(table(QAbstractItemView.EditTrigger.AnyKeyPressed))
    QTest.keyClick(cells, Qt.Key.Key_A)
    assert desktop.pressed == []


def test_the_dock_may_float_but_another_dialog_keeps_its_keys(desktop, qtbot):
    button = desktop.focus(QPushButton())
    desktop.dock.setFloating(True)
    button.window().activateWindow()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    assert desktop.type(button) == ["accept", "reject", "next"]
    dialog = QDialog(desktop.window)
    QVBoxLayout(dialog)
    dialog.show()
    assert "accept" not in desktop.type(desktop.focus(QPushButton(), dialog))


def test_after_the_review_the_keys_are_those_of_qgis_again(desktop):
    button = desktop.focus(QPushButton())
    desktop.canvas.unsetMapTool(desktop.tool)
    assert desktop.type(button) == ["shortcut"]


def test_a_field_that_goes_while_it_has_the_focus_does_no_harm(desktop):
    first = desktop.focus(QPushButton())
    first.setParent(None)
    first.deleteLater()
    assert desktop.type(desktop.focus(QPushButton())) == ["accept", "reject", "next"]
