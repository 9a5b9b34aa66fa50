"""A real child under a real QProcess: how it starts, what it may send, and how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from processes import runs
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QTimer

from earthgptx_qgis.errors import BackendDied, BackendUnusable
from earthgptx_qgis.runtime.environment import BackendCommand
from earthgptx_qgis.runtime.process import DEADLINES, BackendProcess, BackendState, Deadlines
from earthgptx_qgis.wire.geobox import GeoBox
from earthgptx_qgis.wire.messages import Array, Ask, Done, Echo, Echoed, Heartbeat, Tile

ROOT = Path(__file__).resolve().parent.parent.parent
FAKE_CHILD = ROOT / "tests" / "fake_child.py"
TILE = Tile(
    Array("uint8", (64, 64, 3), bytes(64 * 64 * 3)), GeoBox.from_bounds(64, 64, (0, 0, 64, 64))
)


def fake_command(behaviour):
    return BackendCommand(sys.executable, ("-I", "-u", str(FAKE_CHILD), behaviour), "a test")


@pytest.fixture
def start(qgis_app):
    """start(behaviour) gives a started process; all of them are gone after the test."""
    processes = []

    def start(behaviour, deadlines=DEADLINES):
        command = behaviour if isinstance(behaviour, BackendCommand) else fake_command(behaviour)
        process = BackendProcess(command, deadlines)
        processes.append(process)
        process.start()
        return process

    yield start
    for process in processes:
        process.shut_down()


def wait_for(qtbot, process, state):
    qtbot.waitUntil(lambda: process.state is state, timeout=20_000)


def ask_and_wait_for_failure(qtbot, process):
    wait_for(qtbot, process, BackendState.READY)
    process.send(Ask(1, TILE, question="ships"))
    wait_for(qtbot, process, BackendState.FAILED)
    return process.failure


def test_a_child_gets_ready_and_says_on_what_it_runs(start, qtbot):
    process = start("answer")
    assert process.state is BackendState.STARTING
    with qtbot.waitSignal(process.state_changed, timeout=20_000) as changed:
        pass
    assert changed.args == [BackendState.READY, "fake-nano, cpu (scripted)"]
    assert process.ready.model.categories == ("ship", "airplane", "storage tank")


def test_a_question_is_answered_by_messages_in_order(start, qtbot):
    process = start("answer")
    wait_for(qtbot, process, BackendState.READY)
    received = []
    process.received.connect(received.append)
    process.send(Ask(7, TILE, question="ships"))
    qtbot.waitUntil(lambda: bool(received) and isinstance(received[-1], Done), timeout=20_000)
    assert [type(message).__name__ for message in received] == [
        "Progress", "Text", "Text", "Text", "Progress", "Segment", "Segment", "Segment", "Done",
    ]  # fmt: skip
    assert {message.request_id for message in received} == {7}


def test_a_large_tile_crosses_unharmed_while_the_window_stays_alive(start, qtbot):
    process = start("answer")
    wait_for(qtbot, process, BackendState.READY)
    plane = bytes(range(256)) * 16 * 4096
    data = bytes(byte for value in plane[:4096] for byte in (value, 1, 2)) * 4096
    ticks = []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(1))
    timer.start(5)
    with qtbot.waitSignal(
        process.received,
        timeout=30_000,
        check_params_cb=lambda message: not isinstance(message, Heartbeat),
    ) as received:
        process.send(Echo(1, Array("uint8", (4096, 4096, 3), data)))
    assert received.args == [Echoed(1, Array("uint8", (4096, 4096), plane))]
    assert len(ticks) > 3


def test_a_command_that_does_not_exist_is_named(start, qtbot):
    process = start(BackendCommand("/nowhere/python", ("-m", "backend"), "the settings"))
    wait_for(qtbot, process, BackendState.FAILED)
    assert isinstance(process.failure, BackendUnusable)
    assert "/nowhere/python -m backend" in process.failure.message
    assert "the settings" in process.failure.hint


def test_a_child_that_dies_at_start_is_quoted(start, qtbot):
    process = start("die-at-start")
    wait_for(qtbot, process, BackendState.FAILED)
    assert isinstance(process.failure, BackendUnusable)
    assert "exit code 3" in process.failure.message
    assert "No module named 'torch'" in process.failure.message
    assert str(FAKE_CHILD) in process.failure.hint


def test_a_child_that_says_why_it_cannot_start_is_believed(start, qtbot):
    process = start("fail-at-start")
    wait_for(qtbot, process, BackendState.FAILED)
    assert process.failure.message == "model.safetensors is truncated."
    assert process.failure.hint == "Install the weights again."


def test_a_child_that_is_never_ready_is_given_up_and_ended(start, qtbot):
    process = start("never-ready", Deadlines(ready=0.5))
    child = process.process_id
    wait_for(qtbot, process, BackendState.FAILED)
    assert "not ready within 0.5 seconds" in process.failure.message
    qtbot.waitUntil(lambda: not runs(child), timeout=5_000)


def test_a_child_of_another_schema_is_refused_by_its_version(start, qtbot):
    process = start("other-schema")
    wait_for(qtbot, process, BackendState.FAILED)
    assert "speaks version 999 of the protocol, the plugin version 1" in process.failure.message
    assert "same release" in process.failure.hint


def test_a_child_must_say_ready_first(start, qtbot):
    process = start("speak-before-ready")
    wait_for(qtbot, process, BackendState.FAILED)
    assert "Heartbeat came before Ready" in process.failure.message


@pytest.mark.parametrize(
    ("behaviour", "quoted"),
    [
        ("print-when-asked", "Downloading weights: 100%"),
        ("unknown-message", "Greeting"),
        ("random-bytes", "is no message"),
    ],
)
def test_output_that_is_no_message_ends_the_child_and_is_quoted(start, qtbot, behaviour, quoted):
    process = start(behaviour)
    child = process.process_id
    failure = ask_and_wait_for_failure(qtbot, process)
    assert isinstance(failure, BackendUnusable)
    assert quoted in failure.message
    qtbot.waitUntil(lambda: not runs(child), timeout=5_000)


def test_a_greeting_on_stdout_before_ready_is_quoted(start, qtbot):
    process = start("print-at-start")
    wait_for(qtbot, process, BackendState.FAILED)
    assert "Welcome to the library!" in process.failure.message


def test_a_child_that_dies_answering_is_quoted(start, qtbot):
    failure = ask_and_wait_for_failure(qtbot, start("die-when-asked"))
    assert isinstance(failure, BackendDied)
    assert "exit code 7" in failure.message
    assert "Killed by a question" in failure.message


def test_a_child_that_dies_in_the_middle_of_a_message_is_noticed(start, qtbot):
    failure = ask_and_wait_for_failure(qtbot, start("die-in-a-frame"))
    assert isinstance(failure, BackendDied)
    assert "in the middle of a message" in failure.message


def test_a_killed_child_is_noticed(start, qtbot):
    process = start("answer")
    wait_for(qtbot, process, BackendState.READY)
    os.kill(process.process_id, signal.SIGKILL)
    wait_for(qtbot, process, BackendState.FAILED)
    assert isinstance(process.failure, BackendDied)
    assert "out of memory?" in process.failure.message


def test_a_child_without_heartbeat_counts_as_dead(start, qtbot):
    process = start("no-heartbeat", Deadlines(silence=0.5))
    wait_for(qtbot, process, BackendState.READY)
    child = process.process_id
    wait_for(qtbot, process, BackendState.FAILED)
    assert isinstance(process.failure, BackendDied)
    assert "not responded for 0.5 seconds" in process.failure.message
    qtbot.waitUntil(lambda: not runs(child), timeout=5_000)


def test_heartbeats_keep_an_idle_child_alive(start, qtbot):
    process = start("stall", Deadlines(silence=1.5))
    wait_for(qtbot, process, BackendState.READY)
    qtbot.wait(2_500)
    assert process.state is BackendState.READY


def test_a_busy_qgis_is_not_mistaken_for_a_silent_child(start, qtbot):
    process = start("stall", Deadlines(silence=1.5))
    wait_for(qtbot, process, BackendState.READY)
    time.sleep(2.0)  # the event loop stands still
    qtbot.wait(100)
    assert process.state is BackendState.READY


def test_stderr_goes_to_the_log_panel(start, qtbot):
    logged = []
    log = QgsApplication.messageLog()

    def collect(text, tag, level):
        logged.append((tag, text))

    log.messageReceived.connect(collect)
    start("chatter")
    qtbot.waitUntil(lambda: ("EarthGPT-X", "warning 30") in logged, timeout=20_000)
    log.messageReceived.disconnect(collect)
    texts = [text for tag, text in logged if tag == "EarthGPT-X"]
    assert texts == [f"warning {number}" for number in range(1, 31)]


def test_stop_ends_a_child_by_end_of_file(start, qtbot):
    process = start("answer", Deadlines(end=60.0))
    wait_for(qtbot, process, BackendState.READY)
    child = process.process_id
    process.stop()
    wait_for(qtbot, process, BackendState.STOPPED)
    assert not runs(child)
    assert process.failure is None


def test_stop_ends_a_child_that_ignores_end_of_file(start, qtbot):
    process = start("ignore-end-of-file", Deadlines(end=0.5))
    wait_for(qtbot, process, BackendState.READY)
    child = process.process_id
    process.stop()
    wait_for(qtbot, process, BackendState.STOPPED)
    assert not runs(child)


def test_stop_before_ready_is_no_failure(start, qtbot):
    process = start("never-ready", Deadlines(end=0.5))
    process.stop()
    wait_for(qtbot, process, BackendState.STOPPED)


@pytest.mark.parametrize("behaviour", ["answer", "ignore-end-of-file"])
def test_shut_down_leaves_no_process_behind(start, qtbot, behaviour):
    process = start(behaviour, Deadlines(end=0.5))
    wait_for(qtbot, process, BackendState.READY)
    child = process.process_id
    process.shut_down()
    assert not Path(f"/proc/{child}").exists()


def test_a_discarded_process_says_nothing_more_and_ends(start, qtbot):
    process = BackendProcess(fake_command("answer"))
    process.start()
    wait_for(qtbot, process, BackendState.READY)
    child = process.process_id
    states = []
    process.state_changed.connect(lambda state, text: states.append(state))
    with qtbot.waitSignal(process.destroyed, timeout=5_000):
        process.discard()
    assert states == []
    assert not Path(f"/proc/{child}").exists()


def test_the_child_ends_when_its_qgis_is_killed(qgis_app, tmp_path):
    script = tmp_path / "host.py"
    script.write_text(
        textwrap.dedent(
            f"""
            import sys
            sys.path.insert(0, {str(ROOT)!r})
            from qgis.PyQt.QtCore import QCoreApplication
            from earthgptx_qgis.runtime.environment import BackendCommand
            from earthgptx_qgis.runtime.process import BackendProcess, BackendState

            application = QCoreApplication([])
            command = BackendCommand(sys.executable, ("-I", "-u", {str(FAKE_CHILD)!r}), "a test")
            process = BackendProcess(command)

            def tell(state, text):
                if state is not BackendState.STARTING:
                    print(process.process_id if state is BackendState.READY else 0, flush=True)

            process.state_changed.connect(tell)
            process.start()
            application.exec()
            """
        )
    )
    host = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    child = int(host.stdout.readline())
    ran = runs(child)
    host.kill()
    host.wait()
    host.stdout.close()
    assert ran
    deadline = time.monotonic() + 10.0
    while runs(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not runs(child)
