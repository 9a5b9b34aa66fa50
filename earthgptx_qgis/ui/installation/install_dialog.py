"""Installs, repairs, tries and removes the backend, for somebody who has the plugin only."""

from __future__ import annotations

from typing import Callable, Optional

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import QElapsedTimer, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QShowEvent
from qgis.PyQt.QtWidgets import (
    QDialog,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ...errors import EarthGPTXError, InstallFailed
from ...runtime.device_text import device_text
from ...runtime.environment import command_of_user, installed_version
from ...runtime.installation.installer import Installer, InstallState
from ...runtime.installation.places import Places, installed_folders
from ...runtime.installation.plan import Plan, Sources, plan_check, plan_installation
from ...settings import BACKEND_COMMAND
from .. import object_names
from ..widgets.message_line import MessageLine
from .install_choices import InstallChoices, Way, column_gap
from .install_summary import disk_need, free_space, rows_of

_KEPT_LINES = 5000


class InstallDialog(QDialog):
    """Not modal: QGIS can be used meanwhile, and closing the window does not stop the work.

    Signals:
        about_to_replace(): end the backend in use, its folder is about to be moved or removed.
        changed(): another backend is there now, or none.
    """

    about_to_replace = pyqtSignal()
    changed = pyqtSignal()

    def __init__(self, places: Places, sources: Sources, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_names.INSTALL_DIALOG)
        self.setWindowTitle(self.tr("Backend of EarthGPT-X"))
        self._places = places
        self._sources = sources
        self._command = ""
        self._removing = False
        self.installer = Installer(places, self)
        self._choices = InstallChoices(self)
        self._summary = QFormLayout()
        self._summary.setHorizontalSpacing(column_gap(self))
        self._message = MessageLine(self)
        self._message.setObjectName(object_names.INSTALL_MESSAGE)
        self._doing = QLabel(self)
        self._progress = QProgressBar(self)
        self._progress.setRange(0, 1000)
        self._progress.setTextVisible(False)  # dark on dark in QGIS's night theme
        self._log = QPlainTextEdit(self)
        self._log.setReadOnly(True)
        self._log.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._log.setMinimumHeight(8 * self.fontMetrics().height())
        self._log.setMaximumBlockCount(_KEPT_LINES)
        self._start = self._button(object_names.INSTALL_START, self._on_start)
        self._cancel = self._button(object_names.INSTALL_CANCEL, self.installer.cancel)
        self._cancel.setText(self.tr("Cancel"))
        self._remove = self._button(object_names.INSTALL_REMOVE, self._ask_before_removal)
        self._remove.setText(self.tr("Uninstall…"))
        self._close = self._button(object_names.INSTALL_CLOSE, self.close)
        self._close.setText(self.tr("Close"))
        self._time = QElapsedTimer()
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._title = ""
        self._lay_out()
        self._connect()
        self._show_choice()
        self._show_work(False)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell what is there now: it may have changed while the window was closed."""
        super().showEvent(event)
        self._show_choice()

    def _connect(self) -> None:
        self._choices.changed.connect(self._show_choice)
        self._clock.timeout.connect(self._show_time)
        self.installer.progressed.connect(self._on_progress)
        self.installer.line.connect(self._log.appendPlainText)
        self.installer.about_to_replace.connect(self.about_to_replace)
        self.installer.ended.connect(self._on_ended)

    # From here on: what is shown.

    def _lay_out(self) -> None:
        introduction = QLabel(
            self.tr(
                "EarthGPT-X computes in a program of its own, the backend, which needs PyTorch."
                " QGIS's own Python is not touched."
            ),
            self,
        )
        introduction.setWordWrap(True)
        plan = QGroupBox(self.tr("What will be done"), self)
        plan.setLayout(self._summary)
        log = QgsCollapsibleGroupBox(self.tr("Log"), self)
        QVBoxLayout(log).addWidget(self._log)
        log.setCollapsed(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self._remove)
        buttons.addStretch(1)
        for button in (self._start, self._cancel, self._close):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addWidget(introduction)
        layout.addWidget(self._choices)
        layout.addWidget(plan)
        layout.addWidget(self._message)
        layout.addWidget(self._doing)
        layout.addWidget(self._progress)
        layout.addWidget(log, 4)
        layout.addStretch(1)
        layout.addLayout(buttons)
        self.setMinimumWidth(560)

    def _show_choice(self) -> None:
        """The rows of the summary, and what the button would do."""
        while self._summary.rowCount():
            self._summary.removeRow(0)
        command = self._choices.way is Way.COMMAND
        if command:
            text = self.tr("The command is started, and kept in the settings if it answers.")
            self._summary.addRow(_text(text))
        else:
            if self._version:
                text = self.tr("Version {} is installed").format(self._version)
                self._summary.addRow(_label(self.tr("Now")), _text(text))
            for label, text in rows_of(self._choices.choice(), self._sources, self._places):
                self._summary.addRow(_label(label), _text(text))
            if BACKEND_COMMAND.get():
                note = self.tr("The command in the settings is emptied: it would come first.")
                self._summary.addRow(_text(note))
        self._start.setText(self.tr("Try and use") if command else self._install_text())
        missing = self._choices.missing()
        self._start.setEnabled(not missing)
        self._start.setToolTip(missing)

    @property
    def _version(self) -> str:
        """Of the backend that is installed; empty where none is."""
        return installed_version(self._places.environment) or ""

    def _install_text(self) -> str:
        if not self._version:
            return self.tr("Install")
        same = self._version == self._sources.version
        return self.tr("Install again") if same else self.tr("Upgrade")

    def _show_work(self, working: bool) -> None:
        self._choices.setVisible(not working)
        self._start.setVisible(not working)
        self._cancel.setVisible(working)
        self._progress.setVisible(working)
        self._doing.setVisible(working)
        self._remove.setVisible(not working and bool(installed_folders(self._places)))
        (self._cancel if working else self._start).setDefault(True)

    def _on_progress(self, fraction: float, title: str) -> None:
        self._progress.setValue(round(1000 * fraction))
        self._title = title
        self._show_time()

    def _show_time(self) -> None:
        minutes, seconds = divmod(self._time.elapsed() // 1000, 60)
        share = self._progress.value() // 10
        self._doing.setText(f"{self._title}: {share} % ({minutes}:{seconds:02d})")

    # From here on: what is done.

    def _on_start(self) -> None:
        try:
            self._begin(self._plan())
        except EarthGPTXError as error:
            self._show_failure(error)

    def _plan(self) -> Plan:
        self._command = ""
        if self._choices.way is Way.COMMAND:
            self._command = self._choices.command
            return plan_check(command_of_user(self._command))
        choice = self._choices.choice()
        need, free = disk_need(choice), free_space(self._places)
        if free < need:
            raise InstallFailed(
                self.tr("{} needs about {} MB, and {} MB are free there.").format(
                    self._places.root, need, free
                ),
                self.tr("Free space on that disk."),
            )
        return plan_installation(choice, self._sources, self._places)

    def _begin(self, plan: Plan) -> None:
        self._removing = False
        self._message.clear_message()
        self.installer.start(plan)
        self._follow()

    def _follow(self) -> None:
        self._log.clear()
        self._progress.setValue(0)
        self._time.start()
        self._clock.start()
        self._show_work(True)

    def _on_ended(self, error: Optional[EarthGPTXError]) -> None:
        self._clock.stop()
        self._show_work(False)
        if self.installer.state is InstallState.CANCELLED:
            self._message.tell(self.tr("Cancelled. What was downloaded is kept for the next time."))
        elif error is not None:
            self._show_failure(error)
        else:
            self._on_success()
        self._show_choice()

    def _on_success(self) -> None:
        if self._removing:
            self._message.tell(self.tr("The backend is removed."))
        else:
            BACKEND_COMMAND.set(self._command)
            ready = self.installer.ready
            self._message.tell(
                self.tr("It works: backend {}, model {}, on {}.").format(
                    ready.backend_version, ready.model.name, device_text(ready)
                )
            )
            self._close.setDefault(True)
        self.changed.emit()

    def _show_failure(self, error: EarthGPTXError) -> None:
        first, *others = error.message.split("\n")
        self._message.warn("\n".join([first, *others[-3:], error.hint]))

    def _ask_before_removal(self) -> None:
        folders = "\n".join(map(str, installed_folders(self._places)))
        text = self.tr("Remove the backend and everything downloaded for it?")
        question = QMessageBox(
            QMessageBox.Icon.Question,
            self.windowTitle(),
            f"{text}\n\n{folders}",
            QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No,
            self,
        )
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.button(QMessageBox.StandardButton.Yes).clicked.connect(lambda _: self._uninstall())
        question.open()

    def _uninstall(self) -> None:
        self._removing, self._title = True, self.tr("Removing the backend")
        self._message.clear_message()
        try:
            self.installer.uninstall()
        except EarthGPTXError as error:
            self._show_failure(error)
        else:
            self._follow()

    def _button(self, name: str, clicked: Callable[[], object]) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _: clicked())
        return button


def _label(text: str) -> QLabel:
    """Beside the first line of what may be several; a form would put it in their middle."""
    label = QLabel(text)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
    return label


def _text(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
