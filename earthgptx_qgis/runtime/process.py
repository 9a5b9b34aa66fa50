"""The backend's process: one child, from its start to its end.

A `BackendProcess` lives once; whoever wants the backend again makes a new one. Nothing here waits,
except `shut_down`, which is for the moment QGIS ends.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from enum import Enum
from typing import Any, Optional

from qgis.core import Qgis, QgsMessageLog
from qgis.PyQt.QtCore import QObject, QProcess, QTimer, pyqtSignal

from ..errors import BackendDied, BackendUnusable, EarthGPTXError
from ..wire.codec import announced_version, decode, encode
from ..wire.errors import WireError
from ..wire.framing import Frame, FrameReader, pieces
from ..wire.messages import SCHEMA_VERSION, Failed, Ready
from .device_text import device_text
from .environment import BackendCommand, clean_environment
from .error_output import ErrorOutput

LOG_TAG = "EarthGPT-X"
_LOG = logging.getLogger(__name__)


class BackendState(Enum):
    """Where the backend is in its life."""

    STOPPED = "stopped"
    STARTING = "starting"
    READY = "ready"
    BUSY = "busy"
    FAILED = "failed"


@dataclass(frozen=True)
class Deadlines:
    """Seconds until: Ready must have come; silence counts as death; an asked-for end is forced."""

    ready: float = 60.0
    silence: float = 30.0
    end: float = 2.0


DEADLINES = Deadlines()


class BackendProcess(QObject):
    """Starts the child, checks that it is one of ours, carries messages, and says how it ended.

    Signals:
        state_changed(BackendState, str): the new state and a line for the user.
        received(object): every message of the child after its Ready.
    """

    state_changed = pyqtSignal(object, str)
    received = pyqtSignal(object)

    def __init__(
        self,
        command: BackendCommand,
        deadlines: Deadlines = DEADLINES,
        parent: Optional[QObject] = None,
    ) -> None:
        super().__init__(parent)
        self.state = BackendState.STOPPED
        self.ready: Optional[Ready] = None
        self.failure: Optional[EarthGPTXError] = None
        self._command = command
        self._deadlines = deadlines
        self._frames = FrameReader()
        self._errors = ErrorOutput()
        self._ending = False
        self._watch = QTimer(self)
        self._watch.setSingleShot(True)
        self._watch.timeout.connect(self._on_deadline)
        self._process = QProcess(self)
        self._process.setProcessEnvironment(clean_environment())
        self._process.readyReadStandardOutput.connect(self._read_messages)
        self._process.readyReadStandardError.connect(self._read_errors)
        self._process.errorOccurred.connect(self._on_error)
        self._process.finished.connect(self._on_finished)

    def start(self) -> None:
        """Start the child; READY or FAILED follows by signal."""
        self._enter(BackendState.STARTING, self.tr("Starting the backend"))
        self._watch.start(_milliseconds(self._deadlines.ready))
        self._process.start(self._command.program, list(self._command.arguments))

    def send(self, message: Any) -> None:
        """Send a message; it is written as fast as the child reads.

        Raises:
            FrameTooLarge: the message is larger than the other side accepts.
            TypeError: it is not a message.
        """
        for piece in pieces(encode(message)):
            self._process.write(piece)

    def stop(self) -> None:
        """Ask the child to end, which it does at end-of-file; STOPPED follows by signal."""
        if self.state in (BackendState.STARTING, BackendState.READY):
            self._ending = True
            self.ready = None
            self._watch.start(_milliseconds(self._deadlines.end))
            self._process.closeWriteChannel()

    def shut_down(self) -> None:
        """End the child and wait for it, killed after `Deadlines.end` seconds: QGIS is going."""
        self._process.blockSignals(True)
        self._watch.stop()
        self._process.closeWriteChannel()
        if not self._process.waitForFinished(_milliseconds(self._deadlines.end)):
            self._process.kill()
            self._process.waitForFinished()  # a busy system takes its time to free the memory
        self.state = BackendState.STOPPED

    def discard(self) -> None:
        """Kill the child if it still runs, say no more, and be deleted once it is gone."""
        self.blockSignals(True)
        self._watch.stop()
        if self._process.state() == QProcess.ProcessState.NotRunning:
            self.deleteLater()
        else:
            self._process.finished.connect(self.deleteLater)
            self._process.kill()

    @property
    def process_id(self) -> int:
        """The child's process id, 0 while there is none."""
        return int(self._process.processId())

    # From here on: what the child does.

    def _read_messages(self) -> None:
        data = self._process.readAllStandardOutput().data()
        try:
            for frame in self._frames.feed(data):
                if self._ending or self.state is BackendState.FAILED:
                    return
                self._take(frame)
        except WireError as error:
            self._fail(BackendUnusable(self._what_came_instead(data, error), self._where_to_look()))
        if self.state is BackendState.READY and not self._ending:
            self._watch.start(_milliseconds(self._deadlines.silence))

    def _take(self, frame: Frame) -> None:
        if self.ready is None:
            self._shake_hands(frame)
            return
        message = decode(frame)
        if isinstance(message, Failed) and message.request_id is None:
            self._fail(BackendUnusable(message.message, message.hint))
        else:
            self.received.emit(message)

    def _shake_hands(self, frame: Frame) -> None:
        version = announced_version(frame)
        if version is not None and version != SCHEMA_VERSION:
            text = self.tr("The backend speaks version {} of the protocol, the plugin version {}.")
            hint = self.tr("Bring the backend and the plugin to the same release.")
            self._fail(BackendUnusable(text.format(version, SCHEMA_VERSION), hint))
            return
        message = decode(frame)
        if isinstance(message, Ready):
            self.ready = message
            text = f"{message.model.name}, {device_text(message)}"
            self._enter(BackendState.READY, text)
        elif isinstance(message, Failed):
            self._fail(BackendUnusable(message.message, message.hint))
        else:
            raise WireError(f"{type(message).__name__} came before Ready")

    def _read_errors(self) -> None:
        for line in self._errors.feed(self._process.readAllStandardError().data()):
            QgsMessageLog.logMessage(line, LOG_TAG, Qgis.MessageLevel.Info, False)

    def _on_deadline(self) -> None:
        if self._ending:
            self._process.kill()
            return
        # QGIS itself may have been busy: what the child said meanwhile still lies in the pipe.
        heard = self._process.waitForReadyRead(0)
        if self.ready is None:
            text = self.tr("The backend was not ready within {:g} seconds.")
            text = text.format(self._deadlines.ready) + self._errors.quoted()
            self._fail(BackendUnusable(text, self._where_to_look()))
        elif not heard:
            text = self.tr("The backend has not responded for {:g} seconds and was ended.")
            self._fail(BackendDied(text.format(self._deadlines.silence) + self._errors.quoted()))

    def _on_error(self, error: QProcess.ProcessError) -> None:
        # Every other error is followed by `finished`, which knows more.
        if error == QProcess.ProcessError.FailedToStart:
            text = self.tr("The backend could not be started: {} ({}).")
            hint = self.tr("The command comes from {}: check it there.")
            self._fail(
                BackendUnusable(
                    text.format(self._command.line, self._process.errorString()),
                    hint.format(self._command.origin),
                )
            )

    def _on_finished(self, exit_code: int, exit_status: QProcess.ExitStatus) -> None:
        self._watch.stop()
        if self._ending:
            self._enter(BackendState.STOPPED, self.tr("The backend is stopped"))
        elif self.state is not BackendState.FAILED:
            self._read_errors()
            self._read_messages()
            self._fail(self._how_it_ended(exit_code, exit_status))

    def _how_it_ended(self, exit_code: int, exit_status: QProcess.ExitStatus) -> EarthGPTXError:
        if exit_status == QProcess.ExitStatus.CrashExit:
            text = self.tr("The backend crashed, or the system ended it (out of memory?).")
        elif self._frames.bytes_held:
            text = self.tr("The backend ended in the middle of a message (exit code {}).")
        else:
            text = self.tr("The backend ended by itself (exit code {}).")
        text = text.format(exit_code) + self._errors.quoted()
        if self.ready is None:
            return BackendUnusable(text, self._where_to_look())
        return BackendDied(text)

    def _fail(self, failure: EarthGPTXError) -> None:
        if self.state is BackendState.FAILED:
            return
        self.failure = failure
        self._watch.stop()
        self._process.kill()
        QgsMessageLog.logMessage(str(failure), LOG_TAG, Qgis.MessageLevel.Warning, False)
        self._enter(BackendState.FAILED, str(failure))

    def _enter(self, state: BackendState, text: str) -> None:
        self.state = state
        self.state_changed.emit(state, text)

    def _what_came_instead(self, data: bytes, error: WireError) -> str:
        printable = re.sub(r"[^\x20-\x7e]+", " ", data[:200].decode("ascii", "replace")).strip()
        text = self.tr('The backend wrote "{}" to its output, which is no message ({}).')
        return text.format(printable[:80], error) + self._errors.quoted()

    def _where_to_look(self) -> str:
        text = self.tr("See {} in the log messages; the command was: {}")
        return text.format(LOG_TAG, self._command.line)


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)
