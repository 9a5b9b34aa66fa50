"""Installations from first to last step: real interpreters, wheels, processes and folders."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import QElapsedTimer, QTimer
from tiny_backend import BACKEND, BROKEN_BACKEND, locked, with_backend, write_sources, write_wheel

from earthgptx_qgis.errors import InstallFailed
from earthgptx_qgis.runtime.environment import (
    STAMP,
    BackendCommand,
    command_of_environment,
    python_of,
)
from earthgptx_qgis.runtime.installation import places as places_module
from earthgptx_qgis.runtime.installation.installer import Installer, InstallState
from earthgptx_qgis.runtime.installation.places import Places
from earthgptx_qgis.runtime.installation.plan import (
    Choice,
    Interpreter,
    plan_check,
    plan_installation,
    torch_builds,
)

FAKE_CHILD = Path(__file__).resolve().parent.parent / "fake_child.py"
PYTHON = str(Path(sys.base_prefix) / "bin" / "python3")
UV = shutil.which("uv")
QUICKEST = Interpreter.OF_USER if UV is None else Interpreter.OF_UV
ODD = "Träume & Felder 影像 (1)"


@pytest.fixture
def places(tmp_path, qgis_app):
    return Places(tmp_path / ODD / "earthgptx")


@pytest.fixture
def sources(tmp_path):
    return write_sources(tmp_path / ODD / "from here")


@pytest.fixture
def installer(places):
    installer = Installer(places)
    installer.lines = []
    installer.line.connect(installer.lines.append)
    yield installer
    installer.shut_down()


def choice_of(sources, interpreter=QUICKEST, program=PYTHON):
    program = "" if interpreter is Interpreter.OF_UV else program
    return Choice(interpreter, torch_builds()[0], program, sources.lock.parent / "wheels")


def run(qtbot, installer, plan):
    """Start a plan, wait for its end, and return the error."""
    with qtbot.waitSignal(installer.ended, timeout=120_000) as ended:
        installer.start(plan)
    return ended.args[0]


def install(qtbot, installer, sources, places, **choice):
    return run(qtbot, installer, plan_installation(choice_of(sources, **choice), sources, places))


def modules_of(places):
    """Where the backend and torch of an environment are."""
    code = "import backend, torch; print(backend.__file__); print(torch.__version__)"
    command = [python_of(places.environment), "-I", "-c", code]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.split("\n")


def test_an_interpreter_and_a_folder_of_wheels_become_a_backend(qtbot, installer, sources, places):
    error = install(qtbot, installer, sources, places, interpreter=Interpreter.OF_USER)
    assert error is None, installer.lines
    assert installer.state is InstallState.DONE
    assert installer.ready.backend_version == "0.1.0"
    assert installer.ready.device_reason == "2.0"  # of the torch that was in the folder
    assert (places.environment / STAMP).read_text() == "0.1.0\n"
    assert command_of_environment(places.environment, "0.1.0") is not None
    assert not places.unfinished.exists()
    assert modules_of(places)[0].startswith(str(places.environment))


@pytest.mark.skipif(UV is None, reason="no uv on PATH")
def test_uv_makes_the_same_backend_without_an_interpreter_being_named(
    qtbot, installer, sources, places
):
    error = install(qtbot, installer, sources, places, interpreter=Interpreter.OF_UV)
    assert error is None, installer.lines
    assert installer.ready.backend_version == "0.1.0"
    assert modules_of(places)[1] == "2.0"


def test_packages_of_an_environment_of_the_user_are_borrowed_and_left_alone(
    qtbot, installer, sources, places, tmp_path
):
    theirs = tmp_path / "their environment"
    subprocess.run([PYTHON, "-m", "venv", theirs], check=True)
    pip = [python_of(theirs), "-m", "pip", "install", "-q", "--no-index", "--no-deps"]
    subprocess.run([*pip, *(sources.lock.parent / "wheels").iterdir()], check=True)
    before = sorted(theirs.rglob("*.dist-info"))
    error = install(
        qtbot,
        installer,
        sources,
        places,
        interpreter=Interpreter.WITH_PACKAGES,
        program=str(python_of(theirs)),
    )
    assert error is None, installer.lines
    assert modules_of(places)[0].startswith(str(places.environment))
    assert sorted(theirs.rglob("*.dist-info")) == before


def test_an_environment_that_lacks_a_package_is_refused_by_the_packages_name(
    qtbot, installer, sources, places
):
    error = install(qtbot, installer, sources, places, interpreter=Interpreter.WITH_PACKAGES)
    assert "The package torch cannot be used" in str(error)
    assert "Repair that package" in error.hint
    assert not places.environment.exists()


def test_an_interpreter_that_is_none_is_refused_before_anything_is_made(sources, places):
    with pytest.raises(InstallFailed, match="is no program"):
        choice = choice_of(sources, Interpreter.OF_USER, "/nowhere/python")
        plan_installation(choice, sources, places)
    assert not places.root.exists()


def test_a_wheel_that_was_altered_is_refused(qtbot, installer, sources, places):
    wheels = sources.lock.parent / "wheels"
    write_wheel(wheels, "rasterio", text="print('altered')")
    error = install(qtbot, installer, sources, places)
    assert "Installing the packages failed" in str(error)
    assert "altered on its way" in error.hint
    assert not places.environment.exists()


def test_a_try_goes_on_where_the_one_before_failed(qtbot, installer, sources, places):
    torch = sources.lock.parent / "wheels" / "torch-2.0-py3-none-any.whl"
    kept = torch.rename(torch.with_suffix(".cut"))
    error = install(qtbot, installer, sources, places)
    assert "Installing PyTorch for the processor (CPU) failed" in str(error)
    assert installer.state is InstallState.FAILED
    kept.rename(torch)
    installer.lines.clear()
    assert install(qtbot, installer, sources, places) is None
    assert [line for line in installer.lines if "done before" in line][1:] == [
        "Installing the packages: done before"
    ]
    assert not any("--require-hashes" in line for line in installer.lines)


def test_another_lock_starts_from_the_beginning(qtbot, installer, sources, places):
    torch = sources.lock.parent / "wheels" / "torch-2.0-py3-none-any.whl"
    kept = torch.rename(torch.with_suffix(".cut"))
    assert install(qtbot, installer, sources, places) is not None
    kept.rename(torch)
    extra = write_wheel(torch.parent, "extra")
    sources.lock.write_text(sources.lock.read_text() + locked(extra))
    assert install(qtbot, installer, sources, places) is None
    assert not any("done before" in line for line in installer.lines)


def test_cancel_leaves_no_process_and_is_quick(qtbot, installer, sources, places):
    plan = plan_installation(choice_of(sources, Interpreter.OF_USER), sources, places)
    installer.start(plan)
    started = "-m venv"
    qtbot.waitUntil(lambda: any(started in line for line in installer.lines), timeout=60_000)
    qtbot.wait(300)  # venv has started ensurepip by now
    watch = QElapsedTimer()
    watch.start()
    with qtbot.waitSignal(installer.ended, timeout=60_000) as ended:
        installer.cancel()
    assert watch.elapsed() < 500
    assert ended.args == [None]
    assert installer.state is InstallState.CANCELLED
    listed = subprocess.run(
        ["ps", "-A", "-ww", "-o", "args="], capture_output=True, text=True
    ).stdout
    assert str(places.unfinished) not in listed
    assert install(qtbot, installer, sources, places) is None


@pytest.mark.parametrize("behaviour", ["other-schema", "never-ready"])
def test_a_check_ends_after_the_backend_it_has_started(qtbot, qtlog, installer, behaviour):
    """The first one is killed for its version, the other one is cancelled."""
    command = BackendCommand(PYTHON, ("-I", "-u", str(FAKE_CHILD), behaviour), "a test")
    with qtbot.waitSignal(installer.ended, timeout=60_000):
        installer.start(plan_check(command))
        if behaviour == "never-ready":
            qtbot.wait(300)
            installer.cancel()
    qtbot.wait(50)
    # Qt complains of a process that still runs when its owner goes.
    assert [record.message for record in qtlog.records] == []


def test_an_upgrade_that_fails_leaves_the_old_backend_working(qtbot, installer, sources, places):
    assert install(qtbot, installer, sources, places) is None
    broken = with_backend(sources, BROKEN_BACKEND, "0.2.0")
    error = install(qtbot, installer, broken, places)
    assert "this backend is broken" in str(error)
    assert command_of_environment(places.environment, "0.1.0") is not None
    assert modules_of(places)[1] == "2.0"


def test_an_upgrade_replaces_the_old_backend_and_removes_it(qtbot, installer, sources, places):
    assert install(qtbot, installer, sources, places) is None
    newer = with_backend(sources, BACKEND, "0.2.0")
    assert install(qtbot, installer, newer, places) is None
    assert installer.ready.backend_version == "0.2.0"
    assert (places.environment / STAMP).read_text() == "0.2.0\n"
    qtbot.waitUntil(lambda: not places.replaced.exists(), timeout=60_000)


def test_a_backend_whose_python_was_upgraded_away_is_repaired(qtbot, installer, sources, places):
    assert install(qtbot, installer, sources, places) is None
    python = python_of(places.environment)
    python.unlink()
    python.symlink_to("/usr/bin/python3.5-gone")
    assert command_of_environment(places.environment, "0.1.0") is None
    assert install(qtbot, installer, sources, places) is None
    assert command_of_environment(places.environment, "0.1.0") is not None


def test_a_backend_under_another_python_version_is_repaired(qtbot, installer, sources, places):
    assert install(qtbot, installer, sources, places) is None
    (packages,) = (places.environment / "lib").glob("python3.*")
    packages.rename(packages.with_name("python3.7"))  # as if the Python below had been upgraded
    plan = plan_check(command_of_environment(places.environment, "0.1.0"))
    assert "No module named" in str(run(qtbot, installer, plan))
    assert install(qtbot, installer, sources, places) is None
    assert run(qtbot, installer, plan) is None


def test_the_old_backend_comes_back_if_the_new_cannot_take_its_place(
    qtbot, installer, sources, places, monkeypatch
):
    assert install(qtbot, installer, sources, places) is None
    rename = places_module._rename

    def refuse_the_new(source, target):
        if source == places.unfinished:
            raise PermissionError(13, "refused", str(source))
        rename(source, target)

    monkeypatch.setattr(places_module, "_rename", refuse_the_new)
    error = install(qtbot, installer, replace(sources, version="0.2.0"), places)
    assert "What was there is unchanged" in error.hint
    assert command_of_environment(places.environment, "0.1.0") is not None


def test_a_crash_between_the_two_renames_is_mended_by_the_next_start(
    qtbot, installer, sources, places
):
    assert install(qtbot, installer, sources, places) is None
    qtbot.waitUntil(lambda: not places.replaced.exists(), timeout=60_000)
    places.environment.rename(places.replaced)
    torch = sources.lock.parent / "wheels" / "torch-2.0-py3-none-any.whl"
    torch.unlink()
    assert install(qtbot, installer, sources, places) is not None
    assert command_of_environment(places.environment, "0.1.0") is not None


def test_only_one_window_installs(qtbot, installer, sources, places):
    plan = plan_installation(choice_of(sources), sources, places)
    installer.start(plan)
    with pytest.raises(InstallFailed, match="Another QGIS window"):
        Installer(places).start(plan)
    with qtbot.waitSignal(installer.ended, timeout=60_000):
        installer.cancel()


def test_an_uninstallation_removes_what_is_ours_and_nothing_else(qtbot, installer, sources, places):
    assert install(qtbot, installer, sources, places) is None
    (places.root / "notes.txt").write_text("mine")
    with qtbot.waitSignal(installer.ended, timeout=30_000) as ended:
        installer.uninstall()
    assert ended.args == [None]
    assert [path.name for path in places.root.iterdir()] == ["notes.txt"]


def test_an_environment_that_we_did_not_make_is_not_removed(qtbot, installer, places):
    places.environment.mkdir(parents=True)
    (places.environment / "pyvenv.cfg").write_text("home = /usr/bin\n")
    with qtbot.waitSignal(installer.ended, timeout=30_000):
        installer.uninstall()
    assert (places.environment / "pyvenv.cfg").is_file()


def test_a_folder_that_takes_nothing_is_named(installer, sources, places):
    places.root.write_text("a file in the way")
    plan = plan_installation(choice_of(sources), sources, places)
    with pytest.raises(InstallFailed, match="Nothing can be written to"):
        installer.start(plan)


def test_the_window_stays_alive_while_a_backend_is_installed(qtbot, installer, sources, places):
    gaps, watch, timer = [], QElapsedTimer(), QTimer()
    watch.start()
    timer.timeout.connect(lambda: gaps.append(watch.restart()))
    timer.start(10)
    assert install(qtbot, installer, sources, places) is None
    assert len(gaps) > 20
    assert sorted(gaps)[len(gaps) // 2] < 100


@pytest.mark.parametrize("milliseconds", [0, 20, 500])
def test_qgis_may_quit_while_a_backend_is_installed(
    qtbot, installer, sources, places, milliseconds
):
    plan = plan_installation(choice_of(sources, Interpreter.OF_USER), sources, places)
    installer.start(plan)
    if milliseconds:
        qtbot.wait(milliseconds)
    installer.shut_down()
    assert installer.state is InstallState.CANCELLED
    listed = subprocess.run(
        ["ps", "-A", "-ww", "-o", "args="], capture_output=True, text=True
    ).stdout
    assert str(places.unfinished) not in listed
