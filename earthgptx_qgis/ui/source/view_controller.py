"""Keeps the dock's line about the view true while map, layer, sensor, task and marks change."""

from __future__ import annotations

from typing import Optional

from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject, QTimer

from ...canvas.prompts import PromptSet
from ...canvas.unreadable import named_if_unreadable
from ...canvas.view_extent import view_extent
from ...errors import EarthGPTXError
from ...runtime.session import Session
from ...settings import TILE_SIZE
from .marks_of_task import marked_part, marks_on_view
from .source_panel import SourcePanel
from .view_line import ViewLine
from .view_plan import plan_view, resolution_now, view_text

_REST_MILLISECONDS = 200


class ViewController(QObject):
    """Looks when the map has come to rest."""

    def __init__(
        self,
        canvas: QgsMapCanvas,
        session: Session,
        prompt_set: PromptSet,
        source: SourcePanel,
        line: ViewLine,
        parent: Optional[QObject] = None,
    ) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._session = session
        self._prompt_set = prompt_set
        self._source = source
        self._line = line
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MILLISECONDS)
        self._rest.timeout.connect(self._look)
        canvas.extentsChanged.connect(self._rest.start)
        source.source_changed.connect(self._rest.start)
        prompt_set.changed.connect(self._rest.start)
        source.task_changed.connect(lambda _: self._rest.start())
        session.state_changed.connect(lambda *_: self._rest.start())

    def release(self) -> None:
        """Stop looking; for unloading."""
        self._rest.stop()
        self._canvas.extentsChanged.disconnect(self._rest.start)

    def _look(self) -> None:
        if self._line.window().isVisible():
            self._line.tell(self._text())

    def _text(self) -> str:
        layer, ready, task = self._source.layer, self._session.ready, self._source.task
        marks = marks_on_view(task, self._prompt_set.visible_marks)
        if layer is None or not layer.isValid() or (task.needs_marks and not marks):
            return ""
        model = ready.model if ready is not None else None
        try:
            with named_if_unreadable(layer.name()):
                resolution = resolution_now(layer, self._source.source_kind, model)
                extent = view_extent(self._canvas, layer)
                marked = marked_part(task, marks, layer, extent)
                view = plan_view(layer, extent, task, resolution, TILE_SIZE.get(), marked)
                return view_text(view, task)
        except EarthGPTXError:  # it is not in view, or cannot be read: the question will say so
            return ""
