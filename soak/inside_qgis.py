"""The script inside the QGIS desktop (`qgis --code`): asks, and quits QGIS while the answer comes.

EARTHGPTX_SOAK holds the job as JSON: the raster, the task, how long to wait between asking and
quitting, and the path that the outcome goes to.
"""

from __future__ import annotations

import json
import logging
import os
import time
from pathlib import Path

from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QMessageBox, QPlainTextEdit
from qgis.utils import iface, plugins

from earthgptx_qgis.runtime.process import BackendState
from earthgptx_qgis.ui import object_names

JOB = json.loads(os.environ["EARTHGPTX_SOAK"])
PATIENCE_SECONDS = 120.0
SETTLING_MILLISECONDS = 1500
ANSWERING_MILLISECONDS = 200


def ask() -> bool:
    """Open the dock, wait for the backend and ask; whether an answer is on its way."""
    layer = QgsRasterLayer(JOB["raster"], "scene")
    QgsProject.instance().addMapLayer(layer)
    iface.mapCanvas().setExtent(layer.extent())
    plugin = plugins["earthgptx_qgis"]
    plugin.action.trigger()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while plugin.session.state is not BackendState.READY:
        if time.monotonic() > deadline:
            raise TimeoutError("the backend did not get ready")
        QTest.qWait(20)
    field = plugin.dock.findChild(QPlainTextEdit, object_names.QUESTION)
    field.setPlainText(JOB["question"])
    QTest.keyClick(field, Qt.Key.Key_Return)
    return plugin.workbench.conversation.busy


def quit_qgis() -> None:
    """Close QGIS as its menu does."""
    busy = plugins["earthgptx_qgis"].workbench.conversation.busy
    Path(JOB["outcome"]).write_text(json.dumps({"asked": asked, "busy_when_quitting": busy}))
    QgsProject.instance().setDirty(False)
    answering.start(ANSWERING_MILLISECONDS)
    iface.actionExit().trigger()


def say_yes() -> None:
    """QGIS itself asks whether to quit although one of its tasks is running: yes."""
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, QMessageBox):
        logging.warning("QGIS asks: %s", dialog.text())
        dialog.button(QMessageBox.StandardButton.Yes).click()


def run() -> None:
    """Ask, and quit a while later."""
    global asked
    try:
        asked = ask()
        QTimer.singleShot(JOB["wait_milliseconds"], quit_qgis)
    except Exception:
        logging.exception("the round stopped")
        QgsProject.instance().setDirty(False)
        iface.actionExit().trigger()


asked = False
answering = QTimer()
answering.timeout.connect(say_yes)
QTimer.singleShot(SETTLING_MILLISECONDS, run)
