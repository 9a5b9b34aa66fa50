"""A command of the user's: the backend on another computer, reached by ssh; here by loopback."""

from __future__ import annotations

import getpass
import os
import shlex
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest
from qgis.PyQt.QtWidgets import QLineEdit, QPushButton, QRadioButton

from earthgptx_qgis.runtime.installation.installer import InstallState
from earthgptx_qgis.settings import BACKEND_COMMAND
from earthgptx_qgis.ui import object_names

SSHD = shutil.which("sshd", path=os.environ["PATH"] + os.pathsep + "/usr/sbin")
SERVER = """
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host_key
AuthorizedKeysFile {folder}/key.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
"""

pytestmark = pytest.mark.skipif(
    SSHD is None or shutil.which("ssh") is None,
    reason="no sshd or no ssh: install openssh-server and openssh-client",
)


@pytest.fixture(scope="module")
def gpu_box(tmp_path_factory):
    """The words of an ssh command that reaches a server of this test's own, with its own keys."""
    folder = tmp_path_factory.mktemp("ssh")
    for name in ("host_key", "key"):
        make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name]
        subprocess.run(make, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "sshd_config").write_text(SERVER.format(port=port, folder=folder))
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # where sshd gives its privileges up
    server = subprocess.Popen([SSHD, "-D", "-e", "-f", folder / "sshd_config"])
    wait_for_port(port)
    options = {
        "BatchMode": "yes",
        "StrictHostKeyChecking": "accept-new",
        "UserKnownHostsFile": folder / "known_hosts",
        "IdentitiesOnly": "yes",
    }
    words = ["ssh", "-F", "none", "-p", str(port), "-i", str(folder / "key")]
    for name, value in options.items():
        words += ["-o", f"{name}={value}"]
    yield [*words, f"{getpass.getuser()}@127.0.0.1"]
    server.terminate()
    server.wait()


def wait_for_port(port):
    deadline = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            assert time.monotonic() < deadline, "sshd did not start"
            time.sleep(0.05)


def try_and_use(person, words):
    """Type the command into the dialog that the dock opens; what the dialog ended with."""
    person.bench.installation.open()
    dialog = person.bench.installation.dialog
    dialog.findChild(QRadioButton, f"{object_names.INSTALL_WAY}_command").click()
    dialog.findChild(QLineEdit, object_names.INSTALL_COMMAND).setText(shlex.join(words))
    dialog.findChild(QPushButton, object_names.INSTALL_START).click()
    person.wait_for(lambda: dialog.installer.state is not InstallState.RUNNING)
    return dialog.installer


def test_the_real_backend_answers_through_ssh(person, gpu_box, backend_python, tiny_weights):
    command = [backend_python, "-I", "-u", "-m", "backend", "--weights", str(tiny_weights)]
    installer = try_and_use(person, [*gpu_box, *command])
    assert installer.state is InstallState.DONE
    assert installer.ready.model.name == "earthgptx-tiny"
    assert BACKEND_COMMAND.get() == shlex.join([*gpu_box, *command])


def test_a_question_is_answered_through_ssh(person, scene, gpu_box, bright_finder):
    installer = try_and_use(person, [*gpu_box, *shlex.split(bright_finder)])
    assert installer.state is InstallState.DONE
    person.open_dock()
    person.ask_and_wait("find all ships")
    layer = person.bench.results.layer
    person.wait_for(lambda: layer.featureCount() > 250)  # more than one portion


def test_a_key_that_the_other_computer_refuses_is_said(person, gpu_box, tmp_path):
    before = BACKEND_COMMAND.get()
    make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "stranger"]
    subprocess.run(make, check=True)
    words = [str(tmp_path / "stranger") if word.endswith("/key") else word for word in gpu_box]
    installer = try_and_use(person, [*words, "python", "-m", "backend"])
    assert installer.state is InstallState.FAILED
    assert BACKEND_COMMAND.get() == before
    message = person.bench.installation.dialog.findChild(object, object_names.INSTALL_MESSAGE)
    assert "Permission denied" in message.text()


def test_the_other_computers_backend_ends_with_qgis(person, gpu_box, tmp_path):
    script = tmp_path / "named_backend.py"
    shutil.copy(Path(__file__).parent.parent / "fake_child.py", script)
    code = script.read_text().replace(
        "Path(__file__).resolve().parent.parent", repr(str(Path(__file__).parents[2]))
    )
    script.write_text(code)
    installer = try_and_use(person, [*gpu_box, "python3", "-u", str(script), "answer"])
    assert installer.state is InstallState.DONE
    person.open_dock()
    person.wait_for(lambda: person.bench.session.ready is not None)
    assert runs_beyond_ssh(script)
    person.bench.session.stop()
    person.wait_for(lambda: not runs_beyond_ssh(script))


def runs_beyond_ssh(script):
    """Whether a process other than the client of ssh has the script in its command line."""
    listed = subprocess.run(
        ["ps", "-A", "-ww", "-o", "args="], capture_output=True, text=True
    ).stdout
    lines = [line for line in listed.splitlines() if str(script) in line]
    return any(not line.startswith("ssh ") for line in lines)
