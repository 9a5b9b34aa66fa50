"""The dock widget: the parts from top to bottom, no more."""

from __future__ import annotations

from typing import Optional

from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QFrame, QProgressBar, QShortcut, QVBoxLayout, QWidget

from ..wire.messages import Task
from . import object_names
from .asking.question_line import QuestionLine
from .conversation.conversation_header import ConversationHeader
from .conversation.conversation_view import ConversationView
from .help.help_button import HelpButton
from .help.tour import Tour
from .marks.marks_list import MarksList
from .marks.prompt_toolbar import PromptToolbar
from .results.refine_panel import RefinePanel
from .results.result_panel import ResultPanel
from .source.source_panel import SourcePanel
from .source.view_line import ViewLine
from .state_line import StateLine
from .widgets.message_line import MessageLine
from .widgets.task_texts import question_hint


class EarthGPTXDock(QgsDockWidget):
    """Holds the parts; the controllers connect to each part's own signals."""

    escape_pressed = pyqtSignal()
    """Esc anywhere in the dock."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("EarthGPT-X"))
        self.setObjectName(object_names.DOCK)
        self.source = SourcePanel(self)
        self.view = ViewLine(self)
        self.prompts = PromptToolbar(self)
        self.marks = MarksList(self)
        self.conversation_header = ConversationHeader(self)
        self.conversation = ConversationView(self)
        self.message = MessageLine(self)
        self.progress = self._progress_bar()
        self.question = QuestionLine(self)
        self.results = ResultPanel(self)
        self.refine = RefinePanel(self)
        self.state = StateLine(self)
        self._lay_out()
        self._show_hint(self.source.task)
        self.source.task_changed.connect(self._show_hint)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.escape_pressed)

    @property
    def help(self) -> HelpButton:
        """Leads to the manual; it stands in the state line."""
        return self.state.help

    def show_progress(self, fraction: float, doing: str) -> None:
        """Show how far an answer is; a negative fraction means nobody knows."""
        self.progress.setRange(0, 0 if fraction < 0 else 1000)
        self.progress.setValue(round(1000 * fraction))
        self.progress.setFormat(doing)
        self.progress.show()

    def _show_hint(self, task: Task) -> None:
        self.question.set_hint(question_hint(task))

    def _progress_bar(self) -> QProgressBar:
        bar = QProgressBar(self)
        bar.setObjectName(object_names.PROGRESS)
        bar.setMaximumHeight(self.fontMetrics().height() + 4)
        bar.hide()
        return bar

    def _lay_out(self) -> None:
        body = QWidget(self)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.setSpacing(6)
        self.tour = Tour(body)
        layout.addWidget(self.tour)
        layout.addWidget(self.source)
        layout.addWidget(self.view)
        layout.addWidget(self.prompts)
        layout.addWidget(self.marks)
        layout.addWidget(self.conversation_header)
        layout.addWidget(self.conversation, 1)
        layout.addWidget(self.message)
        layout.addWidget(self.progress)
        layout.addWidget(self.question)
        layout.addWidget(self._rule())
        layout.addWidget(self.results)
        layout.addWidget(self.refine)
        layout.addWidget(self._rule())
        layout.addWidget(self.state)
        self.setWidget(body)

    def _rule(self) -> QFrame:
        line = QFrame(self)
        line.setFrameShape(QFrame.Shape.HLine)
        line.setFrameShadow(QFrame.Shadow.Sunken)
        return line
