"""The real backend under the real QProcess: its start, an array there and back, and its end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from earthgptx_qgis.errors import BackendDied
from earthgptx_qgis.runtime.environment import command_of_checkout
from earthgptx_qgis.runtime.process import BackendProcess, BackendState
from earthgptx_qgis.runtime.session import Session
from earthgptx_qgis.wire.messages import SCHEMA_VERSION, Array, Echo, Echoed, Heartbeat, Task
from tests.plugin.processes import runs

ROOT = Path(__file__).resolve().parent.parent.parent
COMMAND = command_of_checkout()

pytestmark = pytest.mark.skipif(COMMAND is None, reason="no .venv-backend: run `make environments`")


@pytest.fixture
def process(qgis_app):
    process = BackendProcess(COMMAND)
    process.start()
    yield process
    process.shut_down()


def wait_for(qtbot, backend, state):
    """Wait for a state of a process or a session; a failure ends the waiting."""
    qtbot.waitUntil(lambda: backend.state in (state, BackendState.FAILED), timeout=60_000)
    assert backend.state is state, getattr(backend, "failure", "")


def test_the_backend_says_ready_with_its_model_and_device(process, qtbot):
    wait_for(qtbot, process, BackendState.READY)
    assert process.ready.schema_version == SCHEMA_VERSION
    assert process.ready.model.name.startswith("earthgptx")
    assert {Task.DESCRIBE, Task.FIND, Task.OUTLINE} <= set(process.ready.model.tasks)
    assert process.ready.device_reason


def test_an_array_goes_there_and_its_first_plane_comes_back(process, qtbot):
    wait_for(qtbot, process, BackendState.READY)
    plane = bytes(range(256)) * 4096
    pixels = bytearray(3 * len(plane))
    pixels[::3] = plane
    echoes = []
    process.received.connect(
        lambda message: isinstance(message, Heartbeat) or echoes.append(message)
    )
    process.send(Echo(5, Array("uint8", (1024, 1024, 3), bytes(pixels))))
    qtbot.waitUntil(lambda: bool(echoes), timeout=20_000)
    assert echoes == [Echoed(5, Array("uint8", (1024, 1024), plane))]


def test_the_backend_sends_heartbeats(process, qtbot):
    wait_for(qtbot, process, BackendState.READY)
    with qtbot.waitSignal(process.received, timeout=20_000) as received:
        pass
    assert isinstance(received.args[0], Heartbeat)


def test_end_of_file_ends_the_backend(process, qtbot):
    wait_for(qtbot, process, BackendState.READY)
    child = process.process_id
    process.stop()
    wait_for(qtbot, process, BackendState.STOPPED)
    assert not runs(child)


def test_a_killed_backend_is_noticed_and_started_again(qgis_app, qtbot):
    session = Session(lambda: COMMAND)
    states = []
    session.state_changed.connect(lambda state, text: states.append(state))
    session.start()
    wait_for(qtbot, session, BackendState.READY)
    first = session.process_id
    os.kill(first, signal.SIGKILL)
    qtbot.waitUntil(lambda: states.count(BackendState.READY) == 2, timeout=60_000)
    assert states[2:] == [BackendState.FAILED, BackendState.STARTING, BackendState.READY]
    assert session.process_id != first
    session.shut_down()
    assert not runs(first)


def test_the_failure_of_a_killed_backend_says_so(process, qtbot):
    wait_for(qtbot, process, BackendState.READY)
    os.kill(process.process_id, signal.SIGKILL)
    qtbot.waitUntil(lambda: process.state is BackendState.FAILED, timeout=20_000)
    assert isinstance(process.failure, BackendDied)


def test_the_backend_ends_when_qgis_is_killed(tmp_path):
    script = tmp_path / "host.py"
    script.write_text(
        textwrap.dedent(
            f"""
            import sys
            sys.path.insert(0, {str(ROOT)!r})
            from qgis.PyQt.QtCore import QCoreApplication
            from earthgptx_qgis.runtime.environment import command_of_checkout
            from earthgptx_qgis.runtime.process import BackendProcess, BackendState

            application = QCoreApplication([])
            process = BackendProcess(command_of_checkout())

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
