"""The manual's script inside the QGIS desktop (`qgis --code`): asks, opens, takes pictures."""

from __future__ import annotations

import json
import logging
import os
import sys
from pathlib import Path

import processing
from qgis.core import QgsProject, QgsRasterLayer, QgsRectangle
from qgis.PyQt.QtCore import QRect, Qt, QTimer
from qgis.PyQt.QtWidgets import QAction, QDialog, QVBoxLayout, QWidget
from qgis.utils import iface, plugins

PLAN = json.loads(Path(os.environ["EARTHGPTX_PLAN"]).read_text())
sys.path.insert(0, PLAN["repository"])

from demo.person import Performance, Person, Steps  # noqa: E402 (found only now)
from earthgptx_qgis.runtime.process import BackendState  # noqa: E402
from earthgptx_qgis.ui import object_names  # noqa: E402
from earthgptx_qgis.ui.installation.install_choices import InstallChoices  # noqa: E402
from earthgptx_qgis.ui.options_page import OptionsPage  # noqa: E402
from earthgptx_qgis.wire.messages import Task  # noqa: E402

PATIENCE_SECONDS = 120.0
WINDOW = (0, 0, 1200, 800)
NARROW, USUAL, WIDE = 250, 340, 560
SETTLING_MILLISECONDS = 1500
FOLDER = Path(PLAN["folder"])
SHIPS = 2
"""Number of the answer that is refined: after the one to warm up and that about the marks."""
MARGIN = 5


class Pictures:
    """The pictures, in the order a person would see them."""

    def __init__(self) -> None:
        self._plugin = plugins["earthgptx_qgis"]
        self._dock = self._plugin.dock
        self._person = Person(iface, self._dock)

    def steps(self) -> Steps:
        """Everything that is done, in order."""
        for panel in iface.mainWindow().findChildren(QWidget, "Browser"):
            panel.hide()
        raster = QgsRasterLayer(PLAN["raster"], "harbour")
        QgsProject.instance().addMapLayer(raster)
        self._dock.setUserVisible(True)
        yield from self._wide(USUAL)
        yield from self._person.looks_at(raster.extent())
        self._dock.help.tour_wanted.emit()
        yield from self._settles()
        take(self._dock, "tour")
        self._dock.tour.end()
        yield from self._warms_up()
        yield from self._asks(raster.extent())
        yield from self._opens()

    def _warms_up(self) -> Steps:
        """Seconds stand below each answer: they should not be those of starting the backend."""
        yield lambda: self._plugin.session.state is BackendState.READY
        self._person.chooses_task(Task.DESCRIBE)
        yield from self._person.asks()
        self._dock.findChild(QAction, object_names.CLEAR_CONVERSATION).trigger()

    def _asks(self, extent: QgsRectangle) -> Steps:
        for mark in PLAN["marks"]:
            yield from self._person.draws_box(QgsRectangle(*mark))
            self._person.presses(object_names.BOX_TOOL)  # a second press leaves the tool
        self._person.chooses_task(Task.CLASSIFY_MARKS)
        yield from self._person.asks()
        yield from self._settles()
        take(self._dock, "marks")
        self._person.presses(object_names.CLEAR_MARKS)
        self._person.chooses_task(Task.AUTO)
        for question in ("find the ships", "storage tanks", "harbours"):
            self._person.types(question)
            yield from self._person.asks()
        yield from self._person.looks_at(extent)
        yield from self._settles()
        take(iface.mainWindow(), "answer")
        self._plugin.workbench.conversation.refine(SHIPS)
        yield from self._settles()
        take(self._dock, "refine")
        for width, name in ((NARROW, "narrow"), (WIDE, "wide"), (USUAL, "usual")):
            yield from self._wide(width)
            take(self._dock, name)

    def _opens(self) -> Steps:
        self._plugin.workbench.installation.open()
        dialog = self._plugin.workbench.installation.dialog
        yield from self._settles()
        take(dialog, "install_whole")
        # Without the folders of the computer that the picture is taken on.
        choices = dialog.findChild(InstallChoices).geometry()
        take(dialog, "install", choices.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN))
        dialog.close()
        algorithm = processing.createAlgorithmDialog("earthgptx:find")
        algorithm.show()
        yield from self._settles()
        take(algorithm, "processing")
        algorithm.close()
        options = QDialog(iface.mainWindow())  # a page alone has no ground in a dark theme
        QVBoxLayout(options).addWidget(OptionsPage())
        options.resize(620, 420)
        options.show()
        yield from self._settles()
        take(options, "options")
        options.close()

    def _wide(self, width: int) -> Steps:
        iface.mainWindow().resizeDocks([self._dock], [width], Qt.Orientation.Horizontal)
        yield from self._settles()

    def _settles(self) -> Steps:
        settled: list[bool] = []
        QTimer.singleShot(SETTLING_MILLISECONDS, lambda: settled.append(True))
        yield lambda: bool(settled)

    def finish(self, well: bool) -> None:
        """Say how it ended and close QGIS."""
        if well:
            (FOLDER / "done").write_text("")
        QgsProject.instance().clear()
        QgsProject.instance().setDirty(False)
        iface.actionExit().trigger()


def take(widget: QWidget, name: str, part: QRect | None = None) -> None:
    """A picture of a widget, or a part of it, as it is on the screen."""
    widget.grab(part or widget.rect()).save(str(FOLDER / f"{name}.png"))


def start() -> None:
    """Begin once QGIS's window stands."""
    global performance  # kept alive as long as QGIS runs
    iface.mainWindow().setGeometry(*WINDOW)
    pictures = Pictures()
    performance = Performance(pictures.steps(), PATIENCE_SECONDS, pictures.finish)


logging.basicConfig(level=logging.INFO, filename=str(FOLDER / "script.log"))
QTimer.singleShot(SETTLING_MILLISECONDS, start)
