"""The installation dialog, used as a person uses it, down to real processes and folders."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest
from at_install_dialog import choose, choose_wheels, find, press
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDialog, QLabel, QLineEdit, QMessageBox, QPushButton
from tiny_backend import ROOT, write_sources

from earthgptx_qgis.runtime.installation.installer import InstallState
from earthgptx_qgis.runtime.installation.places import Places
from earthgptx_qgis.settings import BACKEND_COMMAND
from earthgptx_qgis.ui import object_names
from earthgptx_qgis.ui.installation.install_dialog import InstallDialog
from earthgptx_qgis.ui.options_page import OptionsPageFactory

PYTHON = str(Path(sys.base_prefix) / "bin" / "python3")
FAKE_CHILD = str(ROOT / "tests" / "fake_child.py")


@pytest.fixture
def places(tmp_path, qgis_app):
    return Places(tmp_path / "earthgptx")


@pytest.fixture
def sources(tmp_path):
    return write_sources(tmp_path / "sources")


@pytest.fixture
def dialog(qtbot, places, sources):
    dialog = InstallDialog(places, sources)
    qtbot.addWidget(dialog)
    dialog.show()
    yield dialog
    dialog.installer.shut_down()
    BACKEND_COMMAND.reset()


def message(dialog):
    label = find(dialog, QLabel, object_names.INSTALL_MESSAGE)
    return label.text() if label.isVisible() else ""


def shown(dialog):
    """All that the labels say."""
    QTest.qWait(1)  # a layout shows its new rows later
    return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def wait_for_end(qtbot, dialog):
    running = InstallState.RUNNING
    qtbot.waitUntil(lambda: dialog.installer.state is not running, timeout=120_000)


def test_what_is_installed_how_large_and_where_is_said_before(dialog, places):
    text = shown(dialog)
    assert "PyTorch for the processor (CPU)" in text
    assert "about 387 MB" in text
    assert "about 1.5 GB" in text
    assert str(places.environment) in text
    assert "Python 3.11 of this computer, or a downloaded one" in text


@pytest.mark.parametrize("way", ["interpreter", "folder", "environment", "command"])
def test_a_way_shows_its_own_fields_and_waits_until_they_are_filled(dialog, way):
    choose(dialog, way)
    start = find(dialog, QPushButton, object_names.INSTALL_START)
    assert not start.isEnabled()
    field = find(
        dialog, QLineEdit if way == "command" else QgsFileWidget, f"earthgptx_install_{way}"
    )
    assert field.isVisible()
    field.setText("x") if way == "command" else field.setFilePath("/x")
    assert start.isEnabled()
    assert not find(dialog, QPushButton, object_names.INSTALL_REMOVE).isVisible()


def test_a_backend_is_installed_and_removed_again(qtbot, dialog, sources, places):
    BACKEND_COMMAND.set("ssh gpu-box python -I -u -m backend")
    choose_wheels(dialog, sources.lock.parent / "wheels", PYTHON)
    assert "The command in the settings is emptied" in shown(dialog)
    with qtbot.waitSignal(dialog.changed, timeout=120_000):
        press(dialog, object_names.INSTALL_START)
        assert find(dialog, QPushButton, object_names.INSTALL_CANCEL).isVisible()
        assert not find(dialog, QPushButton, object_names.INSTALL_START).isVisible()
    assert message(dialog) == "It works: backend 0.1.0, model tiny, on cpu (2.0)."
    assert BACKEND_COMMAND.get() == ""
    assert "Version 0.1.0 is installed" in shown(dialog)
    assert find(dialog, QPushButton, object_names.INSTALL_START).text() == "Install again"
    press(dialog, object_names.INSTALL_REMOVE)
    question = dialog.findChild(QMessageBox)
    assert str(places.environment) in question.text()
    with qtbot.waitSignal(dialog.changed, timeout=60_000):
        question.button(QMessageBox.StandardButton.Yes).click()
    assert message(dialog) == "The backend is removed."
    assert not places.root.exists()
    assert not find(dialog, QPushButton, object_names.INSTALL_REMOVE).isVisible()


def test_cancel_says_that_nothing_is_lost(qtbot, dialog, sources, places):
    choose_wheels(dialog, sources.lock.parent / "wheels", PYTHON)
    press(dialog, object_names.INSTALL_START)
    qtbot.waitUntil(lambda: dialog.installer.state is InstallState.RUNNING)
    press(dialog, object_names.INSTALL_CANCEL)
    wait_for_end(qtbot, dialog)
    assert message(dialog) == "Cancelled. What was downloaded is kept for the next time."
    assert not places.environment.exists()
    assert find(dialog, QPushButton, object_names.INSTALL_START).isVisible()


def test_closing_the_window_does_not_stop_the_work(qtbot, dialog, sources):
    choose_wheels(dialog, sources.lock.parent / "wheels", PYTHON)
    press(dialog, object_names.INSTALL_START)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert dialog.installer.state is InstallState.RUNNING
    wait_for_end(qtbot, dialog)
    assert dialog.installer.state is InstallState.DONE


def test_a_failure_says_what_happened_and_what_to_do(qtbot, dialog, sources):
    (sources.lock.parent / "wheels" / "torch-2.0-py3-none-any.whl").unlink()
    choose_wheels(dialog, sources.lock.parent / "wheels", PYTHON)
    press(dialog, object_names.INSTALL_START)
    wait_for_end(qtbot, dialog)
    assert "Installing PyTorch for the processor (CPU) failed." in message(dialog)
    assert "complete the folder" in message(dialog)


def test_a_command_that_answers_is_kept(qtbot, dialog):
    line = shlex.join([PYTHON, "-I", "-u", FAKE_CHILD, "answer"])
    choose(dialog, "command")
    find(dialog, QLineEdit, object_names.INSTALL_COMMAND).setText(line)
    press(dialog, object_names.INSTALL_START)
    wait_for_end(qtbot, dialog)
    assert message(dialog) == "It works: backend 0.0.0, model fake-nano, on cpu (scripted)."
    assert BACKEND_COMMAND.get() == line


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("/nowhere/python -m backend", "/nowhere/python"),
        (f"{PYTHON} -c \"raise SystemExit('no such box')\"", "no such box"),
        (f"{PYTHON} 'unclosed", "cannot be read"),
    ],
)
def test_a_command_that_does_not_answer_is_not_kept(qtbot, dialog, line, reason):
    choose(dialog, "command")
    find(dialog, QLineEdit, object_names.INSTALL_COMMAND).setText(line)
    press(dialog, object_names.INSTALL_START)
    wait_for_end(qtbot, dialog)
    assert reason in message(dialog)
    assert BACKEND_COMMAND.get() == ""


def test_the_options_open_the_installation_after_they_are_closed(qtbot, qgis_app):
    window = QDialog()
    qtbot.addWidget(window)
    factory = OptionsPageFactory()
    page = factory.createWidget(window)
    window.open()
    with qtbot.waitSignal(factory.install_wanted):
        page.findChild(QPushButton, object_names.OPTION_INSTALL).click()
    assert window.result() == 1  # accepted
