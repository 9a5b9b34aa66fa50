"""A backend for one run of an algorithm, asked from the algorithm's own thread."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import Callable, Iterator, List, Tuple, Union

from qgis.core import QgsFeedback
from qgis.PyQt import sip

from ..errors import AnswerFailed, BackendUnusable
from ..runtime.process import BackendState, Deadlines
from ..runtime.session import Session
from ..wire.messages import Ask, Done, Failed, MarkAnswer, Progress, Ready, Segment, Text
from .waiting import wait_for

_DEADLINES = Deadlines(end=0.2)
"""A stopped algorithm has to be over within half a second: a busy child is killed by then."""


@dataclass(frozen=True)
class Answer:
    """All that was said to one request."""

    words: str
    marks: Tuple[MarkAnswer, ...]
    segments: Tuple[Segment, ...]
    done: Done


class Backend:
    """A session as the dock has one, waited for; made by `started_backend`.

    Attributes:
        ready: what the backend is and can do.
    """

    def __init__(self, session: Session, ready: Ready, feedback: QgsFeedback) -> None:
        self.ready = ready
        self._session = session
        self._feedback = feedback

    def ask(self, request: Ask, tell: Callable[[Progress], None]) -> Answer:
        """Ask and wait for the whole answer.

        Args:
            tell: called with every Progress.

        Raises:
            AnswerFailed: the backend could not answer, or died.
            Stopped: the person asked to stop.
        """
        words: List[Text] = []
        marks: List[MarkAnswer] = []
        segments: List[Segment] = []
        ends: List[Union[Done, Failed]] = []
        job = self._session.ask(request)
        job.progressed.connect(tell)
        job.text.connect(words.append)
        job.mark_answered.connect(marks.append)
        job.segment.connect(segments.append)
        job.done.connect(ends.append)
        job.failed.connect(ends.append)
        wait_for(self._feedback, job.done, job.failed)
        (end,) = ends
        if isinstance(end, Failed):
            raise AnswerFailed(end.message, end.hint)
        text = "".join(piece.text for piece in words).strip()
        return Answer(text, tuple(marks), tuple(segments), end)


@contextmanager
def started_backend(feedback: QgsFeedback) -> Iterator[Backend]:
    """A child process of this thread's own, gone at the end.

    Raises:
        BackendUnusable: there is none, or it does not start; the message says what to do.
        Stopped: the person asked to stop.
    """
    session = Session(deadlines=_DEADLINES)
    try:
        yield Backend(session, _ready(session, feedback), feedback)
    finally:
        session.shut_down()
        # Left to Python, its timers might be collected in another thread.
        sip.delete(session)


def _ready(session: Session, feedback: QgsFeedback) -> Ready:
    texts: List[str] = []
    session.state_changed.connect(lambda state, text: texts.append(text))
    session.start()
    while session.state is BackendState.STARTING:
        wait_for(feedback, session.state_changed)
    if session.ready is None:
        raise BackendUnusable(texts[-1])
    return session.ready
