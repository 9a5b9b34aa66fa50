"""The script inside the QGIS desktop (`qgis --code`): installs the zip as a person would, asks.

EARTHGPTX_INSTALLING holds the job as JSON: the zip, a raster, the command line of a backend, and
the path that what was seen goes to.
"""

from __future__ import annotations

import json
import logging
import os
import time
from pathlib import Path

import pyplugin_installer
from qgis.core import QgsProject, QgsRasterLayer, QgsSettings
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QPlainTextEdit, QTextBrowser
from qgis.utils import iface, plugins

JOB = json.loads(os.environ["EARTHGPTX_INSTALLING"])
PATIENCE_SECONDS = 120.0
SETTLING_MILLISECONDS = 1500


def wait_for(condition) -> None:
    """Let QGIS work until the condition is true."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("waited in vain")
        QTest.qWait(20)


def install_and_ask() -> dict[str, object]:
    """What was seen after each step."""
    seen: dict[str, object] = {"there_before": "earthgptx_qgis" in plugins}
    pyplugin_installer.instance().installFromZipFile(JOB["zip"])
    seen["active"] = "earthgptx_qgis" in plugins
    import earthgptx_qgis
    from earthgptx_qgis.settings import BACKEND_COMMAND
    from earthgptx_qgis.ui import object_names

    seen["package"] = earthgptx_qgis.__file__
    seen["enabled"] = QgsSettings().value("/PythonPlugins/earthgptx_qgis", False, bool)
    BACKEND_COMMAND.set(JOB["backend"])
    layer = QgsRasterLayer(JOB["raster"], "harbour")
    QgsProject.instance().addMapLayer(layer)
    iface.mapCanvas().setExtent(layer.extent())
    plugin = plugins["earthgptx_qgis"]
    plugin.action.trigger()
    seen["dock_visible"] = plugin.dock.isVisible()
    field = plugin.dock.findChild(QPlainTextEdit, object_names.QUESTION)
    conversation = plugin.dock.findChild(QTextBrowser, object_names.CONVERSATION)
    field.setPlainText("ship")
    QTest.qWait(500)
    QTest.keyClick(field, Qt.Key.Key_Return)
    wait_for(lambda: not plugin.workbench.conversation.busy)
    seen["conversation"] = conversation.toPlainText()
    return seen


def run() -> None:
    """Do it, write what was seen, and close QGIS."""
    try:
        Path(JOB["seen"]).write_text(json.dumps(install_and_ask()))
    except Exception:
        logging.exception("installing stopped")
    QgsProject.instance().clear()
    QgsProject.instance().setDirty(False)
    iface.actionExit().trigger()


QTimer.singleShot(SETTLING_MILLISECONDS, run)
