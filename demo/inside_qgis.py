"""The demo's script inside the QGIS desktop (`qgis --code`).

Opens the raster of the plan, marks, asks, selects, asks again, saves the polygons and takes the
picture; what happened goes into a JSON file for run_demo.py. The plan's path is in EARTHGPTX_PLAN.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from pathlib import Path

from qgis.core import (
    QgsFillSymbol,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QLabel, QTextBrowser
from qgis.utils import iface, plugins

PLAN = json.loads(Path(os.environ["EARTHGPTX_PLAN"]).read_text())
sys.path.insert(0, PLAN["repository"])

from demo.person import Performance, Person, Steps  # noqa: E402 (found only now)
from earthgptx_qgis.results import geopackage  # noqa: E402
from earthgptx_qgis.ui import object_names  # noqa: E402
from earthgptx_qgis.wire.messages import Task  # noqa: E402

PATIENCE_SECONDS = 300.0
WINDOW = (0, 0, 1500, 950)
OUTLINE_ONLY = {"style": "no", "outline_color": "white"}
SETTLING_MILLISECONDS = 1500


class Demo:
    """One scene from opening to saving."""

    def __init__(self) -> None:
        self._plugin = plugins["earthgptx_qgis"]
        self._person = Person(iface, self._plugin.dock)
        self._answers: list[dict[str, object]] = []

    def steps(self) -> Steps:
        """Everything that is done, in order."""
        raster = QgsRasterLayer(PLAN["raster"], Path(PLAN["raster"]).stem)
        if PLAN["ignore_alpha"]:
            raster.renderer().setAlphaBand(-1)
        QgsProject.instance().addMapLayer(raster)
        self._plugin.dock.setUserVisible(True)
        yield from self._person.looks_at(raster.extent())
        yield from self._mark_one(QgsRectangle(*PLAN["mark"]))
        yield from self._classify_features(PLAN["features"])
        yield from self._find(PLAN["find"])
        yield from self._person.looks_at(raster.extent())
        self._save()
        iface.mainWindow().grab().save(PLAN["screenshot"])

    def _mark_one(self, box: QgsRectangle) -> Steps:
        yield from self._person.draws_box(box)
        yield from self._ask(Task.CLASSIFY_MARKS)
        yield from self._ask(Task.OUTLINE)
        self._person.presses(object_names.CLEAR_MARKS)

    def _find(self, phrase: str) -> Steps:
        self._person.types(phrase)
        yield from self._ask(Task.FIND)

    def _classify_features(self, path: str) -> Steps:
        layer = QgsVectorLayer(path, Path(path).stem, "ogr")
        layer.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple(OUTLINE_ONLY)))
        QgsProject.instance().addMapLayer(layer)
        iface.setActiveLayer(layer)
        layer.selectAll()
        self._person.presses(object_names.USE_SELECTED_FEATURES)
        yield from self._ask(Task.CLASSIFY_MARKS)
        layer.removeSelection()
        self._person.presses(object_names.CLEAR_MARKS)

    def _ask(self, task: Task) -> Steps:
        """Ask with the chosen task, and note what came."""
        said_before = len(self._conversation())
        self._person.chooses_task(task)
        start = time.monotonic()
        yield from self._person.asks()
        seconds = time.monotonic() - start
        # Question and details come first, one line each; small print has dots between its parts.
        lines = self._conversation()[said_before:].strip().splitlines()[2:]
        lines = [line for line in lines if " · " not in line]
        refusal = self._person.sees(QLabel, object_names.MESSAGE)
        self._answers.append(
            {
                "task": task.value,
                "answer": " / ".join(lines) or refusal.text(),
                "seconds": seconds,
            }
        )

    def _conversation(self) -> str:
        return self._person.sees(QTextBrowser, object_names.CONVERSATION).toPlainText()

    def _save(self) -> None:
        layer = self._plugin.result_layer
        if layer is not None:
            geopackage.save(layer, PLAN["geopackage"], "answers", geopackage.SaveMode.NEW)

    def finish(self, well: bool) -> None:
        """Write what happened and close QGIS."""
        outcome = {"finished": well, "answers": self._answers}
        Path(PLAN["outcome"]).write_text(json.dumps(outcome, indent=1))
        if not well:
            iface.mainWindow().grab().save(PLAN["screenshot"])
        # QGIS would ask whether the temporary layers and the project are to be saved.
        QgsProject.instance().clear()
        QgsProject.instance().setDirty(False)
        iface.actionExit().trigger()


def start() -> None:
    """Begin once QGIS's window stands."""
    global performance  # kept alive as long as QGIS runs
    iface.mainWindow().setGeometry(*WINDOW)
    demo = Demo()
    performance = Performance(demo.steps(), PATIENCE_SECONDS, demo.finish)


logging.basicConfig(level=logging.INFO, filename=PLAN["log"])
QTimer.singleShot(SETTLING_MILLISECONDS, start)
