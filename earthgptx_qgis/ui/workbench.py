"""Puts session, marks, dock and controllers together, and takes them apart in reverse order."""

from __future__ import annotations

from typing import Dict

from qgis.core import QgsRasterLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject, Qt

from ..canvas.mark_overlay import MarkOverlay
from ..canvas.prompts import PromptSet
from ..runtime.process import BackendState
from ..runtime.session import Session
from ..wire.messages import Task
from . import object_names
from .conversation.conversation_controller import ConversationController
from .conversation.history_controller import HistoryController
from .dock import EarthGPTXDock
from .help.help_controller import HelpController
from .installation.install_controller import InstallController
from .marks.hover_preview import HoverPreview
from .marks.marks_controller import MarksController
from .marks.tool_switch import ToolSwitch
from .results.output_controller import OutputController
from .results.results_controller import ResultsController
from .results.save_controller import SaveController
from .source.view_controller import ViewController


class Workbench(QObject):
    """Everything that exists once the dock has been opened."""

    def __init__(self, iface: QgisInterface) -> None:
        super().__init__()
        self._iface = iface
        self._was_shown = False
        self._state_texts: Dict[BackendState, str] = {}  # as last told
        canvas = iface.mapCanvas()
        self.session = Session(parent=self)
        self.prompt_set = PromptSet(self)
        self.dock = EarthGPTXDock(iface.mainWindow())
        self.overlay = MarkOverlay(canvas, self.prompt_set)
        self.tools = ToolSwitch(canvas, self.prompt_set, self.dock.prompts, self)
        self.marks = MarksController(canvas, self.prompt_set, self.dock, self)
        self.results = ResultsController(canvas, self.session, self.dock, self)
        self.output = OutputController(self.dock, self.results, self)
        self.saving = SaveController(self.dock, self.results, self)
        self.history = HistoryController(self.dock, self)
        self.conversation = ConversationController(
            canvas, self.session, self.prompt_set, self.dock, self.results, self.history, self
        )
        self.installation = InstallController(self.session, iface.mainWindow(), self)
        self.hover = HoverPreview(
            canvas,
            self.session,
            self.dock.source,
            self.tools,
            lambda: self.conversation.busy,
            self,
        )
        self.help = HelpController(self.dock, self.session, self)
        self.view = ViewController(
            canvas, self.session, self.prompt_set, self.dock.source, self.dock.view, self
        )
        self._connect()
        self.dock.hide()  # it opens when it is asked for
        iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)

    def prepare_for(self, layer: QgsRasterLayer) -> None:
        """Open the dock on a layer, ready for a question."""
        self.dock.source.choose(layer)
        self.dock.setUserVisible(True)

    def ask(self, layer: QgsRasterLayer, question: str) -> None:
        """Open the dock and ask about what the map shows of a layer."""
        self.prepare_for(layer)
        self.dock.source.choose_task(Task.AUTO)
        self.dock.question.put(question)
        self.conversation.ask(question)

    def release(self) -> None:
        """Give everything back: the backend ends, the map gets its tool of before."""
        self.view.release()
        self.help.release()
        self.hover.release()
        self.conversation.release()
        self.history.release()
        self.saving.release()
        self.results.release()
        self.tools.release()
        self.overlay.remove()
        self.installation.release()
        self.session.shut_down()
        self._iface.removeDockWidget(self.dock)
        self.dock.deleteLater()
        self.deleteLater()

    def _connect(self) -> None:
        self.tools.refused.connect(lambda error: self.dock.message.warn(error.message, error.hint))
        self.dock.escape_pressed.connect(self._on_escape)
        self.tools.escape_pressed.connect(self._on_escape)
        self.dock.visibilityChanged.connect(self._on_visibility_changed)
        self.dock.state.start_wanted.connect(self.session.start)
        self.dock.state.install_wanted.connect(self.installation.open)
        self.dock.state.settings_wanted.connect(
            lambda: self._iface.showOptionsDialog(self.dock, object_names.OPTIONS)
        )
        self.session.state_changed.connect(self._on_state_changed)
        self.conversation.busy_changed.connect(self._on_busy_changed)

    def _on_escape(self) -> None:
        """Stop the answer on its way; where there is none, leave the tool."""
        if self.conversation.busy:
            self.conversation.stop()
        else:
            self.tools.use(None)

    def _on_visibility_changed(self, visible: bool) -> None:
        if visible and not self._was_shown:
            self._was_shown = True
            # Left to itself, a dock that was added while hidden opens at its smallest.
            width = self.dock.sizeHint().width()
            self._iface.mainWindow().resizeDocks([self.dock], [width], Qt.Orientation.Horizontal)
            self.help.begin_first_tour()
        # Early, so that the backend is ready when the first question has been typed.
        if visible and self.session.state is BackendState.STOPPED:
            self.session.start()

    def _on_busy_changed(self, busy: bool) -> None:
        self._show_state()
        self.hover.start_over()

    def _on_state_changed(self, state: BackendState, text: str) -> None:
        self._state_texts[state] = text
        self._show_state()
        if state is BackendState.READY and self.session.ready is not None:
            self.dock.question.set_words(self.session.ready.model.categories)

    def _show_state(self) -> None:
        # What the preview asks for keeps the backend busy, but is no news to the user.
        state = self.session.state
        if state is BackendState.BUSY and not self.conversation.busy:
            state = BackendState.READY
        self.dock.state.show_state(state, self._state_texts.get(state, ""))
