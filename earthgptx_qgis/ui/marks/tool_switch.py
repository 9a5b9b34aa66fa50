"""Which map tool is active: ours while a button is down, else the one of before."""

from __future__ import annotations

from typing import Dict, Optional

from qgis.gui import QgsMapCanvas, QgsMapTool
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QEvent, QObject, Qt, pyqtSignal

from ...canvas.prompt_tools import BoxTool, PointTool, PolygonTool, PromptTool, ScribbleTool
from ...canvas.prompts import MapPrompt, PromptSet
from ...errors import EarthGPTXError
from ...wire.messages import PromptShape
from .prompt_toolbar import PromptToolbar
from .undo_keys import UndoKeys


class ToolSwitch(QObject):
    """Turns buttons into map tools and what they draw into marks."""

    tool_changed = pyqtSignal(object)
    """The PromptShape of the tool that is active now; None where it is none of ours."""
    refused = pyqtSignal(object)
    """The EarthGPTXError that kept a drawn prompt from becoming a mark."""
    escape_pressed = pyqtSignal()
    """Esc on the map while one of our tools is active that has nothing to give up."""

    def __init__(
        self,
        canvas: QgsMapCanvas,
        prompt_set: PromptSet,
        toolbar: PromptToolbar,
        parent: Optional[QObject] = None,
    ) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._prompt_set = prompt_set
        self._toolbar = toolbar
        self._previous: Optional[QgsMapTool] = None
        self._tools: Dict[PromptShape, PromptTool] = {
            PromptShape.POINT: PointTool(canvas),
            PromptShape.BOX: BoxTool(canvas),
            PromptShape.POLYGON: PolygonTool(canvas),
            PromptShape.SCRIBBLE: ScribbleTool(canvas),
        }
        for tool in self._tools.values():
            tool.prompted.connect(self._on_prompted)
        canvas.mapToolSet.connect(self._on_map_tool_set)
        canvas.installEventFilter(self)
        self._undo_keys = UndoKeys(prompt_set, lambda: self.active, self)
        canvas.installEventFilter(self._undo_keys)
        toolbar.tool_wanted.connect(self.use)

    def use(self, shape: Optional[PromptShape]) -> None:
        """Activate the tool of a shape; None gives back the tool of before."""
        if shape is not None:
            self._canvas.setMapTool(self._tools[shape])
        elif self._previous is not None and not sip.isdeleted(self._previous):
            self._canvas.setMapTool(self._previous)
        elif self.active:
            self._canvas.unsetMapTool(self._canvas.mapTool())

    @property
    def active(self) -> bool:
        """Whether one of our tools is the canvas's tool."""
        return self._canvas.mapTool() in self._tools.values()

    @property
    def shape(self) -> Optional[PromptShape]:
        """What the active tool draws; None where it is none of ours."""
        tool = self._canvas.mapTool()
        return next((shape for shape, ours in self._tools.items() if ours is tool), None)

    def release(self) -> None:
        """Give the tool of before back and let the canvas forget ours; for unloading."""
        if self.active:
            self.use(None)
        self._canvas.removeEventFilter(self._undo_keys)
        self._canvas.removeEventFilter(self)
        self._canvas.mapToolSet.disconnect(self._on_map_tool_set)
        for tool in self._tools.values():
            tool.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc on the map means what it means in the dock, unless the tool has something to end."""
        is_ours = (
            event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
            and self.active
            and not self._canvas.mapTool().is_drawing
        )
        if is_ours:
            self.escape_pressed.emit()
        return is_ours

    def _on_map_tool_set(self, tool: Optional[QgsMapTool], before: Optional[QgsMapTool]) -> None:
        ours = self._tools.values()
        if tool in ours and before not in ours:
            self._previous = before
        self._toolbar.show_tool(self.shape)
        self.tool_changed.emit(self.shape)

    def _on_prompted(self, prompt: MapPrompt) -> None:
        try:
            self._prompt_set.add(prompt, self._canvas.mapSettings().destinationCrs())
        except EarthGPTXError as error:
            self.refused.emit(error)
