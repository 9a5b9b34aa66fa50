"""A person at the QGIS desktop: presses the dock's buttons and draws on the map with the mouse.

Runs inside QGIS. Every action is a generator of conditions; `Performance` goes on when the
condition last yielded has come true, so that QGIS's event loop runs in between.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Generator
from typing import TypeVar

from qgis.core import QgsPointXY, QgsRectangle
from qgis.PyQt.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QComboBox, QPlainTextEdit, QWidget

from earthgptx_qgis.ui import object_names
from earthgptx_qgis.wire.messages import Task

Steps = Generator[Callable[[], bool], None, None]
Widget = TypeVar("Widget", bound=QObject)

_LOG = logging.getLogger(__name__)
_POLL_MILLISECONDS = 20


class Performance(QObject):
    """Runs steps to their end, or to the first condition that does not come true in time."""

    def __init__(
        self, steps: Steps, patience_seconds: float, finished: Callable[[bool], None]
    ) -> None:
        super().__init__()
        self._steps = steps
        self._patience = patience_seconds
        self._finished = finished
        self._condition: Callable[[], bool] = lambda: True
        self._deadline = time.monotonic() + patience_seconds
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)
        self._timer.start(_POLL_MILLISECONDS)

    def _go_on(self) -> None:
        try:
            if not self._condition():
                if time.monotonic() > self._deadline:
                    raise TimeoutError(f"waited {self._patience:.0f} s in vain")
                return
            self._deadline = time.monotonic() + self._patience
            self._condition = next(self._steps)
        except StopIteration:
            self._end(True)
        except Exception:  # noqa: BLE001 (a process edge: QGIS would stay open for ever)
            _LOG.exception("the demo stopped")
            self._end(False)

    def _end(self, well: bool) -> None:
        self._timer.stop()
        self._finished(well)


class Person:
    """Hands and eyes at one QGIS window with the plugin's dock."""

    def __init__(self, iface, dock: QWidget) -> None:  # noqa: ANN001 (QgisInterface has no stubs)
        self._canvas = iface.mapCanvas()
        self._dock = dock

    def sees(self, kind: type[Widget], name: str) -> Widget:
        """The dock's widget of that object name.

        Raises:
            LookupError: there is none.
        """
        widget = self._dock.findChild(kind, name)
        if widget is None:
            raise LookupError(f"the dock has no {name}")
        return widget

    def presses(self, name: str) -> None:
        """Click a button of the dock."""
        QTest.mouseClick(self.sees(QWidget, name), Qt.MouseButton.LeftButton)

    def chooses_task(self, task: Task) -> None:
        """Choose a task in its box."""
        box = self.sees(QComboBox, object_names.TASK)
        box.setCurrentIndex(box.findData(task))

    def types(self, text: str) -> None:
        """Type into the emptied question field."""
        line = self.sees(QPlainTextEdit, object_names.QUESTION)
        line.clear()
        QTest.keyClicks(line, text)

    def looks_at(self, extent: QgsRectangle) -> Steps:
        """Zoom the map and wait until it is drawn."""
        drawn = []
        self._canvas.mapCanvasRefreshed.connect(lambda: drawn.append(True))
        self._canvas.setExtent(extent)
        self._canvas.refresh()
        yield lambda: bool(drawn) and not self._canvas.isDrawing()

    def draws_box(self, box: QgsRectangle) -> Steps:
        """Drag the box tool over a rectangle of the map CRS."""
        self.presses(object_names.BOX_TOOL)
        yield lambda: True
        start = self._pixel(box.xMinimum(), box.yMaximum())
        end = self._pixel(box.xMaximum(), box.yMinimum())
        viewport = self._canvas.viewport()
        QTest.mousePress(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
        yield lambda: True
        for tenth in range(1, 11):
            self._drags_to(start + (end - start) * tenth / 10)
            yield lambda: True
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
        yield lambda: True

    def asks(self) -> Steps:
        """Press Ask and wait for the end of the answer."""
        ask = self.sees(QWidget, object_names.ASK)
        yield ask.isVisible
        self.presses(object_names.ASK)
        # Ask is hidden while an answer is on its way; a refused question never hides it.
        yield ask.isVisible

    def _pixel(self, x: float, y: float) -> QPoint:
        place = self._canvas.getCoordinateTransform().transform(QgsPointXY(x, y))
        return QPoint(round(place.x()), round(place.y()))

    def _drags_to(self, pixel: QPoint) -> None:
        # QTest.mouseMove carries no pressed button, so a drag has to be spelt out.
        viewport = self._canvas.viewport()
        move = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(pixel),
            QPointF(viewport.mapToGlobal(pixel)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(viewport, move)
