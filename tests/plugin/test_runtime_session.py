"""Questions become jobs: whatever the child does, each ends once, and none is lost."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from qgis.PyQt import sip

from earthgptx_qgis.errors import NotInstalled
from earthgptx_qgis.runtime.environment import BackendCommand
from earthgptx_qgis.runtime.process import DEADLINES, BackendState, Deadlines
from earthgptx_qgis.runtime.session import PATIENCE, Patience, Session
from earthgptx_qgis.wire.geobox import GeoBox
from earthgptx_qgis.wire.messages import Array, Ask, Mark, PromptShape, Task, Tile, VisualPrompt

FAKE_CHILD = Path(__file__).resolve().parent.parent / "fake_child.py"
GEOBOX = GeoBox.from_bounds(64, 64, (0, 0, 64, 64))
MARK = Mark(3, (VisualPrompt(PromptShape.POINT, ((32.0, 32.0),)),))
QUESTION = Ask(0, Tile(Array("uint8", (64, 64, 1), bytes(4096)), GEOBOX), Task.FIND, "ships")
SIGNALS = ("progressed", "text", "mark_answered", "segment", "done", "failed")


def fake_command(behaviour):
    return BackendCommand(sys.executable, ("-I", "-u", str(FAKE_CHILD), behaviour), "a test")


@pytest.fixture
def open_session(qgis_app):
    """open_session(behaviour, ...) gives a session; of several behaviours the last one stays."""
    sessions = []

    def open_session(*behaviours, deadlines=DEADLINES, patience=PATIENCE):
        left = list(behaviours)

        def find_command():
            return fake_command(left.pop(0) if len(left) > 1 else left[0])

        sessions.append(Session(find_command, deadlines, patience))
        return sessions[-1]

    yield open_session
    for session in sessions:
        session.shut_down()


class Heard:
    """What a job has said, in order."""

    def __init__(self, job):
        self.messages = []
        for name in SIGNALS:
            getattr(job, name).connect(lambda message, name=name: self._hear(name, message))

    def _hear(self, name, message):
        self.messages.append((name, message))

    @property
    def names(self):
        return [name for name, _ in self.messages]

    @property
    def last(self):
        return self.messages[-1][1]


def states_of(session):
    states = []
    session.state_changed.connect(lambda state, text: states.append((state, text)))
    return states


def ask(session, request=QUESTION):
    job = session.ask(request)
    return job, Heard(job)


def wait_for_end(qtbot, job):
    qtbot.waitUntil(lambda: job.finished, timeout=20_000)


def wait_for(qtbot, session, state):
    qtbot.waitUntil(lambda: session.state is state, timeout=20_000)


def test_asking_starts_the_backend_and_brings_the_answer(open_session, qtbot):
    session = open_session("answer")
    states = states_of(session)
    job, heard = ask(session)
    wait_for_end(qtbot, job)
    assert heard.names == [
        "progressed", "text", "text", "text", "progressed", "segment", "segment", "segment", "done",
    ]  # fmt: skip
    assert [state for state, _ in states] == [
        BackendState.STARTING, BackendState.READY, BackendState.BUSY, BackendState.READY,
    ]  # fmt: skip
    assert states[-1][1] == "fake-nano, cpu (scripted)"


def test_marks_are_answered_by_their_numbers(open_session, qtbot):
    session = open_session("answer")
    job = session.ask(Ask(0, QUESTION.tile, Task.CLASSIFY_MARKS, marks=(MARK,)))
    with qtbot.waitSignal(job.mark_answered, timeout=20_000) as answered:
        pass
    assert (answered.args[0].mark, answered.args[0].text) == (3, "ship")


def test_every_question_gets_an_id_of_its_own_and_its_own_answer(open_session, qtbot):
    session = open_session("answer")
    asked = [ask(session) for _ in range(5)]
    for job, _ in asked:
        wait_for_end(qtbot, job)
    assert [job.request.request_id for job, _ in asked] == [1, 2, 3, 4, 5]
    for job, heard in asked:
        assert {message.request_id for _, message in heard.messages} == {job.request.request_id}
        assert heard.names.count("done") == 1


def test_the_session_is_busy_until_the_last_job_ends(open_session, qtbot):
    session = open_session("slow")
    states = states_of(session)
    first, _ = ask(session)
    second, _ = ask(session)
    wait_for_end(qtbot, first)
    wait_for_end(qtbot, second)
    assert [state for state, _ in states][-2:] == [BackendState.BUSY, BackendState.READY]
    assert [state for state, _ in states].count(BackendState.BUSY) == 1


def test_ready_is_known_only_while_the_backend_runs(open_session, qtbot):
    session = open_session("answer")
    assert session.ready is None
    session.start()
    wait_for(qtbot, session, BackendState.READY)
    assert session.ready.model.name == "fake-nano"
    session.stop()
    assert session.ready is None
    wait_for(qtbot, session, BackendState.STOPPED)


def test_a_refusal_ends_the_job_with_its_hint(open_session, qtbot):
    job, heard = ask(open_session("refuse"))
    wait_for_end(qtbot, job)
    assert heard.names == ["failed"]
    assert (heard.last.kind, heard.last.hint) == ("bad_request", "Type a question.")


def test_words_stop_coming_after_cancel(open_session, qtbot):
    session = open_session("slow")
    job, heard = ask(session)
    qtbot.waitUntil(lambda: len(heard.messages) >= 3, timeout=20_000)
    job.cancel()
    wait_for_end(qtbot, job)
    said = len(heard.messages)
    assert heard.last.kind == "cancelled"
    wait_for(qtbot, session, BackendState.READY)
    qtbot.wait(300)
    assert len(heard.messages) == said


def test_a_job_cancelled_before_the_backend_is_ready_is_never_sent(open_session, qtbot):
    session = open_session("answer")
    job, heard = ask(session)
    job.cancel()
    assert heard.names == ["failed"]
    assert heard.last.kind == "cancelled"
    session.start()
    wait_for(qtbot, session, BackendState.READY)
    qtbot.wait(300)
    assert heard.names == ["failed"]


def test_a_backend_that_ignores_cancel_is_started_anew(open_session, qtbot):
    patience = Patience(cancel_shown=0.1, cancel_forced=0.6)
    session = open_session("ignore-cancel", "answer", patience=patience)
    states = states_of(session)
    job, heard = ask(session)
    other, other_heard = ask(session)
    qtbot.waitUntil(lambda: heard.names == ["progressed"], timeout=20_000)
    job.cancel()
    wait_for_end(qtbot, job)
    assert heard.last.kind == "cancelled"
    assert session.state is BackendState.BUSY
    wait_for_end(qtbot, other)
    assert (other_heard.last.kind, other_heard.last.hint) == ("backend_died", "Ask again.")
    wait_for(qtbot, session, BackendState.READY)
    assert [state for state, _ in states].count(BackendState.STARTING) == 2
    again = session.ask_again(job)
    wait_for_end(qtbot, again)
    assert heard.names == ["progressed", "failed"]


def test_cancelling_a_finished_job_does_nothing(open_session, qtbot):
    session = open_session("answer")
    job, heard = ask(session)
    wait_for_end(qtbot, job)
    job.cancel()
    qtbot.wait(200)
    assert heard.names[-1] == "done"
    assert session.state is BackendState.READY


def test_a_backend_that_dies_answering_is_started_again_and_can_be_asked_again(open_session, qtbot):
    session = open_session("die-when-asked", "answer")
    states = states_of(session)
    job, heard = ask(session)
    wait_for_end(qtbot, job)
    assert heard.names == ["text", "failed"]
    assert heard.last.kind == "backend_died"
    assert "Killed by a question" in heard.last.message
    assert "ask again" in heard.last.hint
    again = session.ask_again(job)
    again_heard = Heard(again)
    wait_for_end(qtbot, again)
    assert again_heard.names[-1] == "done"
    assert again.request.question == "ships"
    assert [state for state, _ in states][3:6] == [
        BackendState.FAILED, BackendState.STARTING, BackendState.READY,
    ]  # fmt: skip


def test_a_killed_backend_fails_all_open_jobs_and_comes_back(open_session, qtbot):
    session = open_session("stall", "answer")
    asked = [ask(session) for _ in range(3)]
    qtbot.waitUntil(lambda: all(heard.names for _, heard in asked), timeout=20_000)
    os.kill(session.process_id, signal.SIGKILL)
    for job, _ in asked:
        wait_for_end(qtbot, job)
    assert [heard.last.kind for _, heard in asked] == ["backend_died"] * 3
    wait_for(qtbot, session, BackendState.READY)


def test_a_silent_backend_is_started_again(open_session, qtbot):
    session = open_session("no-heartbeat", "answer", deadlines=Deadlines(silence=0.5))
    job, heard = ask(session)
    wait_for_end(qtbot, job)
    assert "not responded" in heard.last.message
    wait_for(qtbot, session, BackendState.READY)


def test_a_backend_that_keeps_dying_is_left_alone_after_three_restarts(open_session, qtbot):
    session = open_session("die-after-ready")
    states = states_of(session)
    session.start()
    qtbot.waitUntil(
        lambda: [state for state, _ in states].count(BackendState.FAILED) == 4, timeout=30_000
    )
    qtbot.wait(300)
    assert session.state is BackendState.FAILED
    assert [state for state, _ in states].count(BackendState.STARTING) == 4
    assert "out of luck" in states[-1][1]


def test_restarts_long_ago_do_not_count(open_session, qtbot):
    session = open_session(*["die-after-ready"] * 5, "answer", patience=Patience(restart_window=0))
    session.start()
    states = states_of(session)
    qtbot.waitUntil(
        lambda: [state for state, _ in states].count(BackendState.FAILED) == 5, timeout=30_000
    )
    wait_for(qtbot, session, BackendState.READY)


def test_a_backend_that_dies_at_start_is_not_started_again_until_asked(open_session, qtbot):
    session = open_session("die-at-start", "answer")
    states = states_of(session)
    job, heard = ask(session)
    wait_for_end(qtbot, job)
    assert heard.last.kind == "backend_unavailable"
    assert "No module named 'torch'" in heard.last.message
    qtbot.wait(200)
    assert [state for state, _ in states] == [BackendState.STARTING, BackendState.FAILED]
    wait_for_end(qtbot, session.ask_again(job))
    assert session.state is BackendState.READY


def test_garbage_on_stdout_fails_the_job_and_says_so(open_session, qtbot):
    job, heard = ask(open_session("print-when-asked"))
    wait_for_end(qtbot, job)
    assert heard.last.kind == "backend_died"
    assert "Downloading weights" in heard.last.message


def test_without_an_installation_a_question_fails_with_what_to_do(qgis_app, qtbot):
    def find_nothing():
        raise NotInstalled("The backend is not installed.", "Install it.")

    session = Session(find_nothing)
    states = states_of(session)
    job, heard = ask(session)
    assert heard.names == []
    wait_for_end(qtbot, job)
    assert (heard.last.kind, heard.last.hint) == ("backend_unavailable", "Install it.")
    assert states == [(BackendState.FAILED, "The backend is not installed. Install it.")]


def test_stop_ends_open_jobs_and_a_question_afterwards_starts_again(open_session, qtbot):
    session = open_session("stall", "answer")
    _job, heard = ask(session)
    qtbot.waitUntil(lambda: heard.names == ["progressed"], timeout=20_000)
    session.stop()
    assert heard.last.kind == "cancelled"
    next_job, next_heard = ask(session)
    wait_for_end(qtbot, next_job)
    assert next_heard.names[-1] == "done"


def test_restart_uses_the_command_found_then(open_session, qtbot):
    session = open_session("refuse", "answer")
    session.start()
    wait_for(qtbot, session, BackendState.READY)
    session.restart()
    job, heard = ask(session)
    wait_for_end(qtbot, job)
    assert heard.names[-1] == "done"


def test_a_question_asked_from_the_signal_of_a_failure_is_answered(open_session, qtbot):
    session = open_session("die-when-asked", "answer")
    job, _ = ask(session)
    again = []
    job.failed.connect(lambda failed: again.append(session.ask_again(job)))
    qtbot.waitUntil(lambda: bool(again) and again[0].finished, timeout=20_000)
    assert session.state is BackendState.READY


def test_finished_jobs_and_their_tiles_are_not_kept(open_session, qtbot):
    session = open_session("answer")
    job, _ = ask(session)
    wait_for_end(qtbot, job)
    with qtbot.waitSignal(job.destroyed, timeout=5_000):
        del job, _


def test_shut_down_ends_the_child_and_nothing_starts_it_again(open_session, qtbot):
    session = open_session("stall")
    _job, heard = ask(session)
    qtbot.waitUntil(lambda: heard.names == ["progressed"], timeout=20_000)
    child = session.process_id
    session.ask(QUESTION)
    session.shut_down()
    assert not Path(f"/proc/{child}").exists()
    session.start()
    late_job, late_heard = ask(session)
    wait_for_end(qtbot, late_job)
    assert late_heard.last.kind == "cancelled"
    assert session.process_id == 0


def test_shut_down_waits_for_the_child_that_a_restart_has_replaced(qgis_app, qtbot, qtlog):
    session = Session(lambda: fake_command("answer"))
    session.start()
    wait_for(qtbot, session, BackendState.READY)
    session.restart()
    session.shut_down()
    sip.delete(session)  # Qt complains of a process that still runs when its owner goes
    assert [record.message for record in qtlog.records] == []


def test_an_abandoned_job_says_nothing_more_and_costs_a_slow_backend_nothing(open_session, qtbot):
    patience = Patience(cancel_shown=0.1, cancel_forced=0.3)
    session = open_session("ignore-cancel", "answer", patience=patience)
    job, heard = ask(session)
    qtbot.waitUntil(lambda: heard.names == ["progressed"], timeout=20_000)
    process_id = session.process_id
    session.abandon(job)
    qtbot.wait(800)
    assert heard.names == ["progressed"]
    assert session.process_id == process_id


def test_a_job_abandoned_before_it_was_sent_is_never_sent(open_session, qtbot):
    session = open_session("answer")
    job, heard = ask(session)
    session.abandon(job)
    session.start()
    wait_for(qtbot, session, BackendState.READY)
    qtbot.wait(300)
    assert heard.names == []
    assert session.state is BackendState.READY
