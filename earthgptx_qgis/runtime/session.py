"""Requests and their answers: each question becomes a Job, whose signals are the answer.

The session starts the backend when it is needed, starts it again when it died, and never loses a
question: whatever happens, a job ends with exactly one of `done` and `failed`.
"""

from __future__ import annotations

import dataclasses
import itertools
import logging
import time
from collections import deque
from typing import Any, Callable, Deque, Dict, List, Optional

from qgis.PyQt.QtCore import QCoreApplication, QObject, QTimer, pyqtSignal

from ..errors import BackendDied, EarthGPTXError
from ..wire.errors import FrameTooLarge
from ..wire.messages import (
    Ask,
    Cancel,
    Done,
    Failed,
    MarkAnswer,
    Progress,
    Ready,
    Segment,
    Text,
)
from .environment import BackendCommand, find_backend
from .process import DEADLINES, BackendProcess, BackendState, Deadlines

_LOG = logging.getLogger(__name__)


@dataclasses.dataclass(frozen=True)
class Patience:
    """How long, in seconds, and how often the session puts up with a backend.

    Attributes:
        cancel_shown: a cancelled job fails for the user after this, confirmed or not.
        cancel_forced: a backend that has not confirmed by then is started anew.
        restarts: how often it is started by itself again within `restart_window`.
    """

    cancel_shown: float = 0.5
    cancel_forced: float = 3.0
    restarts: int = 3
    restart_window: float = 60.0


PATIENCE = Patience()


class Job(QObject):
    """One question on its way to an answer.

    Signals carry the message they are named after. `done` or `failed` is the last, and comes once.

    Attributes:
        request: what was asked; kept, so that it can be asked again.
    """

    progressed = pyqtSignal(object)
    text = pyqtSignal(object)
    mark_answered = pyqtSignal(object)
    segment = pyqtSignal(object)
    done = pyqtSignal(object)
    failed = pyqtSignal(object)

    def __init__(self, request: Ask, session: Session) -> None:
        super().__init__()  # no parent: a job and its tile go when nobody holds them any more
        self.request = request
        self._session = session
        self._finished = False

    @property
    def finished(self) -> bool:
        """Whether `done` or `failed` has been emitted."""
        return self._finished

    def cancel(self) -> None:
        """Stop answering; `failed` of kind "cancelled" follows."""
        self._session.cancel(self)

    def take(self, message: Any) -> None:
        """Emit the signal of one message of the answer; nothing after the last one."""
        if self._finished:
            return
        self._finished = isinstance(message, (Done, Failed))
        signals = {
            Progress: self.progressed,
            Text: self.text,
            MarkAnswer: self.mark_answered,
            Segment: self.segment,
            Done: self.done,
            Failed: self.failed,
        }
        signals[type(message)].emit(message)


class Session(QObject):
    """The plugin's one conversation with the backend.

    Signals:
        state_changed(BackendState, str): the state and a text for the user; with FAILED it says
            what happened, the last lines of the backend's log, and what to do.
    """

    state_changed = pyqtSignal(object, str)

    def __init__(
        self,
        find_command: Callable[[], BackendCommand] = find_backend,
        deadlines: Deadlines = DEADLINES,
        patience: Patience = PATIENCE,
        parent: Optional[QObject] = None,
    ) -> None:
        super().__init__(parent)
        self.state = BackendState.STOPPED
        self._find_command = find_command
        self._deadlines = deadlines
        self._patience = patience
        self._process: Optional[BackendProcess] = None
        self._ready_text = ""
        self._request_ids = itertools.count(1)
        self._waiting: List[Job] = []  # asked while the backend was not ready
        self._sent: Dict[int, Job] = {}  # the backend owes these their end
        self._restarts: Deque[float] = deque()
        self._is_shut_down = False
        QCoreApplication.instance().aboutToQuit.connect(self.shut_down)

    @property
    def ready(self) -> Optional[Ready]:
        """What the running backend is and can do; None while there is none."""
        running = self.state in (BackendState.READY, BackendState.BUSY)
        return self._process.ready if running and self._process else None

    @property
    def process_id(self) -> int:
        """The backend's process id, 0 while there is none."""
        return self._process.process_id if self._process else 0

    def start(self) -> None:
        """Start the backend unless it runs; READY follows, or FAILED with what to do."""
        if self.state in (BackendState.STOPPED, BackendState.FAILED):
            self._launch()

    def restart(self) -> None:
        """Start the backend anew, for instance under another command."""
        sent = self._forget_sent()
        self._launch()
        _end(sent, "backend_died", self.tr("The backend was started anew."), self.tr("Ask again."))

    def stop(self) -> None:
        """End the backend; open jobs end as cancelled. STOPPED follows."""
        if self._process:
            self._process.stop()
        _end([*self._forget_sent(), *self._forget_waiting()], "cancelled", self.tr("Stopped."))

    def shut_down(self) -> None:
        """End the backend for good and wait for it: QGIS ends, or the plugin is unloaded."""
        self._is_shut_down = True
        self.blockSignals(True)
        self._forget_waiting()
        self._forget_sent()
        self.state = BackendState.STOPPED
        for process in self.findChildren(BackendProcess):  # those that were discarded as well
            process.shut_down()
        self._process = None

    def ask(self, request: Ask) -> Job:
        """Ask; the session chooses the request's id. The job's signals come after this returns."""
        job = Job(dataclasses.replace(request, request_id=next(self._request_ids)), self)
        self._waiting.append(job)
        self._later(0.0, self._send_waiting)
        return job

    def ask_again(self, job: Job) -> Job:
        """Ask what a job asked once more, as a new job."""
        return self.ask(job.request)

    def cancel(self, job: Job) -> None:
        """Stop answering a job; see Patience for a backend that does not listen."""
        request_id = job.request.request_id
        if job in self._waiting:
            self._waiting.remove(job)
            _end([job], "cancelled", self.tr("Stopped."))
        elif request_id in self._sent and self._process and not job.finished:
            self._process.send(Cancel(request_id))
            self._later(
                self._patience.cancel_shown,
                lambda: _end([job], "cancelled", self.tr("Stopped.")),
            )
            self._later(self._patience.cancel_forced, lambda: self._force_cancel(request_id))

    def abandon(self, job: Job) -> None:
        """Nobody waits for a job any more: no signal of it follows, the backend ends it when it
        can. Unlike `cancel`, this never starts a backend anew that is in a long step.
        """
        job.blockSignals(True)
        if job in self._waiting:
            self._waiting.remove(job)
        elif job.request.request_id in self._sent and self._process:
            self._process.send(Cancel(job.request.request_id))

    # From here on: the life of the backend.

    def _launch(self) -> None:
        if self._is_shut_down:  # the dock and the map may still ask while they are taken apart
            _end(self._forget_waiting(), "cancelled", self.tr("Stopped."))
            return
        if self._process:
            self._process.discard()
            self._process = None
        try:
            command = self._find_command()
        except EarthGPTXError as error:
            self._enter(BackendState.FAILED, str(error))
            _end(self._forget_waiting(), "backend_unavailable", error.message, error.hint)
            return
        self._process = BackendProcess(command, self._deadlines, self)
        self._process.state_changed.connect(self._on_process_state)
        self._process.received.connect(self._on_message)
        self._process.start()

    def _on_process_state(self, state: BackendState, text: str) -> None:
        if state is BackendState.FAILED:
            self._on_failure(text)
            return
        self._enter(state, text)
        if state is BackendState.READY:
            self._ready_text = text
            self._send_waiting()
        elif state is BackendState.STOPPED and self._waiting:
            self._launch()

    def _on_failure(self, text: str) -> None:
        failure = self._process.failure
        sent = self._forget_sent()
        self._enter(BackendState.FAILED, text)
        hint = failure.hint or self.tr("Ask again.")
        if isinstance(failure, BackendDied) and self._may_restart():
            self.start()
            hint = self.tr("It is being started again: ask again.")
        else:
            _end(self._forget_waiting(), "backend_unavailable", failure.message, hint)
        _end(sent, "backend_died", failure.message, hint)

    def _may_restart(self) -> bool:
        now = time.monotonic()
        while self._restarts and now - self._restarts[0] > self._patience.restart_window:
            self._restarts.popleft()
        if len(self._restarts) >= self._patience.restarts:
            return False
        self._restarts.append(now)
        return True

    def _force_cancel(self, request_id: int) -> None:
        if request_id in self._sent:
            _LOG.warning("request %d does not stop: the backend is started anew", request_id)
            self.restart()

    # From here on: requests and answers.

    def _send_waiting(self) -> None:
        if self._waiting and (self.ready is None or self._process is None):
            self.start()
            return
        for job in self._forget_waiting():
            self._send(job)
        self._show_load()

    def _send(self, job: Job) -> None:
        request_id = job.request.request_id
        try:
            self._process.send(job.request)
        except FrameTooLarge as error:
            text = self.tr("The tile is too large to be sent ({}).").format(error)
            hint = self.tr("Choose a smaller tile size in the settings.")
            job.take(Failed(request_id, "bad_request", text, hint))
        else:
            self._sent[request_id] = job

    def _on_message(self, message: Any) -> None:
        job = self._sent.get(getattr(message, "request_id", 0))
        if job is None:
            return  # a heartbeat, or the rest of an answer that nobody waits for
        if isinstance(message, (Done, Failed)):
            del self._sent[job.request.request_id]
        job.take(message)
        self._show_load()

    def _forget_sent(self) -> List[Job]:
        jobs, self._sent = list(self._sent.values()), {}
        return jobs

    def _forget_waiting(self) -> List[Job]:
        jobs, self._waiting = self._waiting, []
        return jobs

    def _show_load(self) -> None:
        if self._sent and self.state is BackendState.READY:
            self._enter(BackendState.BUSY, self.tr("Answering"))
        elif not self._sent and self.state is BackendState.BUSY:
            self._enter(BackendState.READY, self._ready_text)

    def _enter(self, state: BackendState, text: str) -> None:
        self.state = state
        self.state_changed.emit(state, text)

    def _later(self, seconds: float, action: Callable[[], None]) -> None:
        timer = QTimer(self)  # not QTimer.singleShot: this one ends with the session
        timer.setSingleShot(True)
        timer.timeout.connect(action)
        timer.timeout.connect(timer.deleteLater)
        timer.start(round(seconds * 1000))


def _end(jobs: List[Job], kind: str, message: str, hint: str = "") -> None:
    for job in jobs:
        job.take(Failed(job.request.request_id, kind, message, hint))
