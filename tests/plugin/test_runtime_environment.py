"""Which backend is started, and that its environment is free of what QGIS needs for itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import QProcess

from earthgptx_qgis.errors import NotInstalled
from earthgptx_qgis.runtime import environment
from earthgptx_qgis.settings import BACKEND_COMMAND

ROOT = Path(__file__).resolve().parent.parent.parent
BACKEND_PYTHON = ROOT / ".venv-backend" / "bin" / "python"


@pytest.fixture(autouse=True)
def data_folder(tmp_path, monkeypatch):
    """Users' data lie in an empty folder, and no backend command is set."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    yield tmp_path
    BACKEND_COMMAND.reset()


def install(folder, version=None):
    """An environment as the installation leaves it; without a version it was cut off."""
    python = environment.python_of(folder)
    python.parent.mkdir(parents=True)
    python.touch()
    if version is not None:
        (folder / environment.STAMP).write_text(version + "\n")


def test_the_command_of_the_user_wins(qgis_app):
    install(environment.private_folder(), environment.plugin_version())
    BACKEND_COMMAND.set("ssh gpu-box '/opt/my venv/bin/python' -I -u -m backend")
    command = environment.find_backend()
    assert command.program == "ssh"
    assert command.arguments == ("gpu-box", "/opt/my venv/bin/python", "-I", "-u", "-m", "backend")
    assert command.line == "ssh gpu-box '/opt/my venv/bin/python' -I -u -m backend"


def test_a_command_with_a_hash_sign_is_taken_whole(qgis_app):
    command = environment.command_of_user("/opt/backend#2/bin/python -m backend")
    assert command.program == "/opt/backend#2/bin/python"


def test_the_home_folder_in_the_program_is_expanded_and_left_alone_elsewhere(qgis_app):
    command = environment.command_of_user("~/run ssh-target ~/venv/bin/python")
    assert command.program == os.path.expanduser("~/run")
    assert command.arguments == ("ssh-target", "~/venv/bin/python")


def test_a_command_with_an_open_quotation_says_so(qgis_app):
    BACKEND_COMMAND.set("ssh 'gpu-box python")
    with pytest.raises(NotInstalled, match="ssh 'gpu-box python") as caught:
        environment.find_backend()
    assert "settings" in caught.value.hint


def test_the_private_environment_comes_before_the_source_checkout(qgis_app, data_folder):
    folder = data_folder / "earthgptx" / "backend"
    install(folder, "0.1.0")
    command = environment.find_backend()
    assert command.program == str(folder / "bin" / "python")
    assert command.arguments == ("-I", "-u", "-m", "backend")


def test_an_unfinished_installation_is_not_used(qgis_app, tmp_path):
    install(tmp_path / "venv")
    assert environment.command_of_environment(tmp_path / "venv", "0.1.0") is None


def test_an_installation_of_another_version_is_not_used(qgis_app, tmp_path):
    install(tmp_path / "venv", "0.0.9")
    assert environment.command_of_environment(tmp_path / "venv", "0.1.0") is None


def test_a_link_into_a_checkout_leads_to_its_environment(qgis_app, tmp_path):
    package = tmp_path / "checkout" / "earthgptx_qgis"
    install(tmp_path / "checkout" / ".venv-backend")
    (tmp_path / "checkout" / "pyproject.toml").touch()
    command = environment.command_of_checkout(package)
    assert command.program == str(tmp_path / "checkout" / ".venv-backend" / "bin" / "python")


def test_a_plugin_folder_that_is_no_checkout_has_no_environment(qgis_app, tmp_path):
    install(tmp_path / ".venv-backend")
    assert environment.command_of_checkout(tmp_path / "earthgptx_qgis") is None


@pytest.mark.parametrize(
    ("version", "reason"),
    [(None, "was not finished"), ("0.0.9", "of version 0.0.9")],
)
def test_what_is_missing_is_named(qgis_app, data_folder, monkeypatch, version, reason):
    monkeypatch.setattr(environment, "command_of_checkout", lambda: None)
    with pytest.raises(NotInstalled, match="is not installed") as caught:
        environment.find_backend()
    assert "settings" in caught.value.hint
    install(data_folder / "earthgptx" / "backend", version)
    with pytest.raises(NotInstalled, match=reason):
        environment.find_backend()


def test_the_version_is_that_of_the_metadata():
    assert f"version={environment.plugin_version()}\n" in (ROOT / "metadata.txt").read_text()


POISON = {
    "PYTHONHOME": "/nowhere",
    "PYTHONPATH": "/usr/lib/python3/dist-packages",
    "PROJ_LIB": "/usr/share/proj",
    "PROJ_DATA": "/usr/share/proj",
    "GDAL_DATA": "/nowhere",
    "GDAL_DRIVER_PATH": "/nowhere",
    "GDAL_PAM_PROXY_DIR": "/nowhere",
    "LD_LIBRARY_PATH": "/nowhere",
    "QT_PLUGIN_PATH": "/nowhere",
    "QGIS_PREFIX_PATH": "/usr",
    "VIRTUAL_ENV": "/nowhere",
}


def test_the_environment_keeps_the_users_own_variables(qgis_app, monkeypatch):
    monkeypatch.setenv("SSH_AUTH_SOCK", "/run/agent")
    monkeypatch.setenv("OMP_NUM_THREADS", "2")
    for name, value in POISON.items():
        monkeypatch.setenv(name, value)
    cleaned = environment.clean_environment()
    assert cleaned.value("SSH_AUTH_SOCK") == "/run/agent"
    assert cleaned.value("OMP_NUM_THREADS") == "2"
    assert cleaned.value("PATH") == os.environ["PATH"]
    assert [name for name in POISON if cleaned.contains(name)] == []


@pytest.mark.skipif(not BACKEND_PYTHON.is_file(), reason="no .venv-backend")
def test_a_poisoned_environment_does_not_reach_the_backends_libraries(qgis_app, monkeypatch):
    for name, value in POISON.items():
        monkeypatch.setenv(name, value)
    look_up = "import rasterio.crs as c, numpy; print(c.CRS.from_epsg(28992).to_epsg())"
    outputs = []
    for cleaned in (False, True):
        process = QProcess()
        if cleaned:
            process.setProcessEnvironment(environment.clean_environment())
        process.start(str(BACKEND_PYTHON), ["-c", look_up])  # without -I: the worst case
        process.waitForFinished(60_000)
        outputs.append(bytes(process.readAllStandardOutput()).decode().strip())
    assert outputs == ["", "28992"]
