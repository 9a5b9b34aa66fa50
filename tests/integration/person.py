"""A person at the dock and the map, as the integration tests play one."""

from __future__ import annotations

import time

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QEvent, QPoint, Qt, QUrl
from qgis.PyQt.QtGui import QMouseEvent, QTextDocument
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextBrowser,
    QToolButton,
)

from earthgptx_qgis.runtime.process import BackendState
from earthgptx_qgis.ui import object_names
from earthgptx_qgis.ui.workbench import Workbench

PATIENCE = 120.0
"""Seconds; nothing takes that long unless it hangs, or the machine is busy."""


class Person:
    """What a person does and sees."""

    def __init__(self, iface, bench=None):
        self.canvas = iface.mapCanvas()
        self.bench = bench or Workbench(iface)
        self.dock = self.bench.dock
        self._lines_before = 0

    def open_dock(self):
        self.dock.show()
        self.wait_for(lambda: self.bench.session.state is not BackendState.STOPPED)

    def wait_for(self, condition, seconds=PATIENCE):
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, "waited in vain"
            QTest.qWait(10)

    def choose_task(self, label):
        self.dock.findChild(QComboBox, object_names.TASK).setCurrentText(label)

    def ask(self, question=""):
        field = self.dock.findChild(QPlainTextEdit, object_names.QUESTION)
        field.setPlainText(question)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def ask_and_wait(self, question=""):
        self.ask(question)
        self.wait_for(lambda: not self.bench.conversation.busy)

    def mark_point(self, x, y):
        button = self.dock.findChild(QToolButton, object_names.POINT_TOOL)
        if not button.isChecked():
            button.click()
        pixel = self.canvas.getCoordinateTransform().transform(x, y)
        QTest.mouseClick(
            self.canvas.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            QPoint(round(pixel.x()), round(pixel.y())),
        )

    def move_mouse(self, pixel):
        # Sent, not made with QTest: offscreen, the dock may lie above the map and take the mouse.
        none = Qt.MouseButton.NoButton
        kind, plain = QEvent.Type.MouseMove, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(
            self.canvas.viewport(), QMouseEvent(kind, pixel, pixel, none, none, plain)
        )

    def select_all(self, layer):
        layer.selectAll()
        self.canvas.setCurrentLayer(layer)
        self.dock.findChild(QToolButton, object_names.USE_SELECTED_FEATURES).click()

    def open_save_dialog(self, path, table):
        self.dock.findChild(QToolButton, object_names.SAVE).click()
        dialog = self.dock.findChild(QDialog, object_names.SAVE_DIALOG)
        dialog.findChild(QgsFileWidget, object_names.SAVE_PATH).setFilePath(path)
        dialog.findChild(QLineEdit, object_names.SAVE_TABLE).setText(table)
        return dialog

    def save(self, path, table):
        dialog = self.open_save_dialog(path, table)
        self.press_save(dialog)

    def press_save(self, dialog):
        """Press Save in the dialog, and wait for what comes of it."""
        buttons = dialog.findChild(QDialogButtonBox)
        buttons.button(QDialogButtonBox.StandardButton.Save).click()
        self.wait_for(lambda: not self.bench.saving.busy)

    def clear_conversation(self):
        """See only what is said from now on."""
        self._lines_before = 0
        self._lines_before = len(self.said)

    def click_link(self, text):
        view = self.dock.findChild(QTextBrowser, object_names.CONVERSATION)
        backward = QTextDocument.FindFlag.FindBackward
        cursor = view.document().find(text, view.document().characterCount(), backward)
        while not (cursor.isNull() or cursor.charFormat().isAnchor()):
            cursor = view.document().find(text, cursor, backward)
        assert not cursor.isNull(), view.toPlainText()
        view.anchorClicked.emit(QUrl(cursor.charFormat().anchorHref()))

    @property
    def said(self):
        text = self.dock.findChild(QTextBrowser, object_names.CONVERSATION).toPlainText()
        return text.splitlines()[self._lines_before :]

    @property
    def message(self):
        return self.dock.findChild(QLabel, object_names.MESSAGE).text()

    @property
    def state(self):
        return self.dock.findChild(QLabel, object_names.STATE).toolTip()

    @property
    def counts(self):
        return self.dock.findChild(QLabel, object_names.RESULT_COUNT).text()
