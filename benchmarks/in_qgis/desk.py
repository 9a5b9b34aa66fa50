"""A person at QGIS's desktop with a raster in view."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis.core import QgsProject, QgsRasterLayer, QgsRectangle
from qgis.PyQt.QtWidgets import QPushButton, QToolButton

from benchmarks.in_qgis.event_loop import wait_for
from earthgptx_qgis.ui import object_names
from tests.integration.person import Person

VIEW_METRES = 512.0


class Desk(Person):
    """The tests' person, who waits without disturbing the event loop."""

    patience = 600.0
    """Seconds."""

    def wait_for(self, condition: Callable[[], bool]) -> None:
        wait_for(condition, self.patience)

    def ask_and_wait(self, question: str = "") -> None:
        """Ask, and see to it that an answer came: a refusal is quick, but no figure.

        Raises:
            RuntimeError: there was none.
        """
        before = len(self.said)
        super().ask_and_wait(question)
        told = self.said[before:]
        if not told or any(line.startswith("Failed") for line in told):
            raise RuntimeError(f"no answer: {self.message} {told}")

    def new_project(self) -> None:
        """Close what is open, without a question."""
        QgsProject.instance().clear()

    def open_raster(self, path: Path) -> QgsRasterLayer:
        """Add a raster to the project and show all of it."""
        layer = QgsRasterLayer(str(path), path.stem)
        QgsProject.instance().addMapLayer(layer)
        self.canvas.setDestinationCrs(layer.crs())
        self.canvas.setExtent(layer.extent())
        return layer

    def look_at(self, raster: QgsRasterLayer, column: int, row: int) -> None:
        """Show one window of 512 m of a raster, counted from its first corner."""
        extent = raster.extent()
        left = extent.xMinimum() + column * VIEW_METRES
        top = extent.yMaximum() - row * VIEW_METRES
        self.canvas.setExtent(QgsRectangle(left, top - VIEW_METRES, left + VIEW_METRES, top))

    def take_point_tool(self) -> None:
        self.dock.findChild(QToolButton, object_names.POINT_TOOL).click()

    def press_stop(self) -> None:
        self.dock.findChild(QPushButton, object_names.STOP).click()
