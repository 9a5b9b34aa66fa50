"""Faults a person meets at the dock that come from elsewhere: providers, layers, a hung backend."""

from __future__ import annotations

import os
import signal
import sys

import pytest
from bright_things import OBJECTS
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRasterLayer
from raising_provider import RaisingProvider, layer_of_raising_provider

from earthgptx_qgis.runtime.process import BackendState, Deadlines
from tests.plugin.processes import runs


def test_a_hung_backend_is_replaced_and_answers_the_question_asked_again(
    person, scene, backend, monkeypatch
):
    session = person.bench.session
    monkeypatch.setattr(session, "_deadlines", Deadlines(silence=3.0))
    backend("stall")
    person.open_dock()
    person.ask("ships")
    person.wait_for(lambda: session.state is BackendState.BUSY)
    hung = session.process_id
    os.kill(
        hung, signal.SIGSTOP
    )  # it lives, holds its pipes and says nothing, not even a heartbeat
    backend("answer")
    person.wait_for(lambda: not person.bench.conversation.busy)
    assert "Failed: The backend has not responded for 3 seconds and was ended." in person.said
    assert "It is being started again: ask again." in person.said
    person.wait_for(lambda: session.state is BackendState.READY and not runs(hung))
    assert session.process_id != hung
    person.click_link("Ask again")
    person.wait_for(lambda: not person.bench.conversation.busy)
    assert "There are 2 ships here." in person.said
    assert person.bench.results.layer.featureCount() == 2


@pytest.fixture
def raising(person, monkeypatch):
    """A function that makes a method of the layer's provider raise; as in QGIS, an exception in a
    provider is shown by the hook and ends nothing.
    """
    raised = []
    monkeypatch.setattr(sys, "excepthook", lambda *what: raised.append(what))
    layer = layer_of_raising_provider("harbour")
    QgsProject.instance().addMapLayer(layer)
    person.canvas.setLayers([layer])
    person.canvas.setExtent(layer.extent())
    person.open_dock()
    person.wait_for(lambda: person.bench.session.ready is not None)
    yield lambda method: monkeypatch.setattr(RaisingProvider, "raises", method)
    monkeypatch.setattr(RaisingProvider, "raises", "")


@pytest.mark.qt_no_exception_capture
@pytest.mark.parametrize("method", ["block", "clone"])
def test_a_provider_that_raises_is_named_and_can_be_asked_again(person, raising, method):
    person.choose_task("Find everything")
    raising(method)
    person.ask_and_wait("ships")
    assert "Failed: “harbour” could not be read: the server said no." in person.said
    raising("")
    person.click_link("Ask again")
    person.wait_for(lambda: not person.bench.conversation.busy)
    assert "There are 2 ships here." in person.said
    assert person.bench.results.layer.featureCount() == 2


@pytest.mark.qt_no_exception_capture
def test_a_provider_that_does_not_even_know_its_extent_is_named_and_nothing_is_sent(
    person, raising
):
    person.choose_task("Find everything")
    raising("extent")
    person.ask("ships")
    assert person.message.startswith("“harbour” could not be read: the server said no.")
    assert not person.bench.conversation.busy
    raising("")
    person.ask_and_wait("ships")
    assert person.bench.results.layer.featureCount() == 2


def test_a_layer_whose_file_is_gone_is_named_and_nothing_is_sent(person, tmp_path):
    layer = QgsRasterLayer(str(tmp_path / "gone.tif"), "old harbour")
    QgsProject.instance().addMapLayer(layer)
    person.open_dock()
    person.ask("what is this?")
    assert person.message.startswith(
        "“old harbour” cannot be read: its source is missing or broken."
    )
    assert not person.bench.conversation.busy


@pytest.mark.parametrize("crs", ["EPSG:32633", "EPSG:3857", "EPSG:4326"])
def test_a_raster_that_is_renamed_and_re_projected_meanwhile_is_answered_as_it_was_asked(
    person, bright_layer, crs
):
    person.choose_task("Find everything")
    person.ask("thing")
    person.wait_for(lambda: person.bench.session.state is BackendState.BUSY)  # the first tile of 6
    bright_layer.setName("renamed")
    bright_layer.setCrs(QgsCoordinateReferenceSystem(crs))
    person.wait_for(lambda: not person.bench.conversation.busy)
    assert "4 found: thing" in person.said
    results = person.bench.results.layer
    assert results.crs().authid() == "EPSG:32632"
    boxes = [feature.geometry().boundingBox() for feature in results.getFeatures()]
    columns = sorted(
        ((box.xMinimum() - 500000) * 2, (box.xMaximum() - 500000) * 2) for box in boxes
    )
    assert columns == sorted((left, right) for left, right, _, _ in OBJECTS)
    assert {feature["source_layer"] for feature in results.getFeatures()} == {"bright"}
