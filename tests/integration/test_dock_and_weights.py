"""A person starts the real backend with weights that are missing, truncated or altered."""

from __future__ import annotations

import shutil

import pytest
from person import Person
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLabel, QToolButton

from earthgptx_qgis.runtime.process import BackendState
from earthgptx_qgis.settings import BACKEND_COMMAND
from earthgptx_qgis.ui import object_names


@pytest.fixture
def weights(tiny_weights, tmp_path):
    """A copy that may be damaged."""
    return shutil.copytree(tiny_weights, tmp_path / "weights")


@pytest.fixture
def person(qgis_iface, qgis_parent, qgis_new_project, weights, with_weights):
    BACKEND_COMMAND.set(with_weights(weights))
    qgis_parent.show()
    QTest.qWaitForWindowExposed(qgis_parent)
    person = Person(qgis_iface)
    yield person
    person.bench.release()
    BACKEND_COMMAND.reset()


def alter(path):
    content = bytearray(path.read_bytes())
    content[-5] ^= 1
    path.write_bytes(bytes(content))


def truncate(path):
    path.write_bytes(path.read_bytes()[:1000])


@pytest.mark.parametrize(
    ("damage", "file", "words"),
    [
        (alter, "model.safetensors", "are damaged or altered: their SHA-256 is"),
        (truncate, "model.safetensors", "are damaged or altered: their SHA-256 is"),
        (lambda path: path.unlink(), "model.safetensors", "are missing"),
        (lambda path: path.unlink(), "model_card.json", "cannot be read"),
        (lambda path: path.write_text('{"name"'), "model_card.json", "cannot be read"),
    ],
    ids=["altered", "truncated", "missing", "without card", "broken card"],
)
def test_the_dock_names_the_damaged_file_and_starts_once_it_is_whole(
    person, weights, damage, file, words
):
    whole = (weights / file).read_bytes()
    damage(weights / file)
    person.open_dock()
    person.wait_for(lambda: person.bench.session.state is BackendState.FAILED)
    shown = person.dock.findChild(QLabel, object_names.STATE).text()
    assert str(weights / file) in shown
    assert words in shown
    assert "Install the model again" in shown
    (weights / file).write_bytes(whole)
    person.dock.findChild(QToolButton, object_names.STATE_ACTION).click()
    person.wait_for(lambda: person.bench.session.state is BackendState.READY)
    assert "earthgptx-tiny" in person.state
