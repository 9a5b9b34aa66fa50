"""A person asks about rasters that lie, or are made, otherwise than most."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest
from odd_rasters import ODD_RASTERS, ground_of_block, pixels
from person import Person
from qgis.core import QgsApplication, QgsProject, QgsRasterLayer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QSlider

from earthgptx_qgis.settings import BACKEND_COMMAND
from earthgptx_qgis.ui import object_names
from tests.plugin.canvas_rasters import write_raster


@pytest.fixture(scope="module")
def a_dock(qgis_iface, qgis_canvas, qgis_parent):
    """A function that opens a dock with a backend; one at a time, closed at the module's end."""
    people = []

    def open_with(command):
        if people:
            people.pop().bench.release()
        BACKEND_COMMAND.set(command)
        qgis_parent.show()
        qgis_canvas.show()
        QTest.qWaitForWindowExposed(qgis_parent)
        qgis_canvas.resize(500, 400)
        people.append(Person(qgis_iface))
        return people[-1]

    yield open_with
    people.pop().bench.release()
    BACKEND_COMMAND.reset()


@pytest.fixture(scope="module")
def at_the_finder(a_dock, bright_finder):
    return a_dock(bright_finder)


@pytest.fixture(scope="module")
def at_the_model(a_dock, with_weights, tiny_weights):
    return a_dock(with_weights(tiny_weights))


@pytest.fixture
def finder(at_the_finder, qgis_new_project):
    """A person whose backend finds what is bright."""
    at_the_finder.clear_conversation()
    return at_the_finder


@pytest.fixture
def model(at_the_model, qgis_new_project):
    """A person whose backend runs the real model, with tiny random weights."""
    at_the_model.clear_conversation()
    return at_the_model


def show(person, path, name):
    """Open the dock beside a raster, all of it in view."""
    layer = QgsRasterLayer(path, name)
    assert layer.isValid()
    QgsProject.instance().addMapLayer(layer)
    person.canvas.setDestinationCrs(layer.crs())
    person.canvas.setLayers([layer])
    person.canvas.setExtent(layer.extent())
    person.open_dock()
    return layer


@pytest.mark.parametrize("kind", ODD_RASTERS)
def test_what_is_found_on_an_odd_raster_lies_where_it_is(finder, tmp_path, kind):
    path = ODD_RASTERS[kind](tmp_path / "odd.tif")
    layer = show(finder, path, kind)
    finder.choose_task("Find everything")
    finder.dock.findChild(QSlider, object_names.MINIMUM_SCORE).setValue(5)
    finder.ask_and_wait("block")
    assert not [line for line in finder.said if line.startswith("Failed")]
    results = finder.bench.results.layer
    assert results.crs() == layer.crs()
    (found,) = results.getFeatures()
    assert found["source_layer"] == kind
    block = ground_of_block(path)
    both = found.geometry().intersection(block).area()
    # Pixels are resampled where the raster does not lie north-up.
    assert both / (found.geometry().area() + block.area() - both) > 0.9


def test_a_raster_without_data_is_named(finder, tmp_path):
    nothing = np.zeros((1, 9, 9), np.uint8)
    show(finder, write_raster(tmp_path / "empty.tif", nothing, no_data=0), "sea")
    finder.choose_task("Find everything")
    finder.ask_and_wait("block")
    (failure,) = [line for line in finder.said if line.startswith("Failed")]
    assert "“sea”" in failure


def test_a_mark_outside_the_layer_is_named(finder, tmp_path):
    layer = show(finder, write_raster(tmp_path / "field.tif", pixels()), "field")
    finder.canvas.setExtent(layer.extent().buffered(100))
    finder.mark_point(layer.extent().xMaximum() + 50, layer.extent().yMaximum() + 50)
    finder.choose_task("Outline marks")
    finder.ask_and_wait()
    assert "Failed: Mark 1 lies outside the pixels read from “field”." in finder.said


def test_a_library_that_prints_to_stdout_ends_up_in_the_log(finder, tmp_path):
    lines = []

    def collect(text, tag, level):
        lines.append((tag, text))

    show(finder, write_raster(tmp_path / "field.tif", pixels()), "field")
    QgsApplication.messageLog().messageReceived.connect(collect)
    finder.choose_task("Find everything")
    finder.ask_and_wait("print")
    finder.wait_for(lambda: len(lines) >= 2)
    QgsApplication.messageLog().messageReceived.disconnect(collect)
    assert ("EarthGPT-X", "a library prints") in lines
    assert ("EarthGPT-X", "C prints") in lines
    assert not [line for line in finder.said if line.startswith("Failed")]
    assert finder.bench.results.layer.featureCount() == 1


@pytest.mark.parametrize("kind", ODD_RASTERS)
def test_the_model_looks_at_an_odd_raster(model, tmp_path, kind):
    show(model, ODD_RASTERS[kind](tmp_path / "odd.tif"), kind)
    model.choose_task("Classify the scene")
    model.ask_and_wait()
    assert model.said[:2] == ["Classify the scene", kind]
    assert not [line for line in model.said if line.startswith("Failed")]
    # One grainy band may well be taken for radar.
    assert model.said[-1].startswith(("earthgptx-tiny · Optical · ", "earthgptx-tiny · SAR · "))
    told = [line for line in model.said if "no CRS" in line]
    assert len(told) == (1 if kind == "without CRS" else 0)


def test_a_question_no_task_fits_is_declined_in_words(model, tmp_path):
    """Random weights take no question for a task of theirs."""
    show(model, write_raster(tmp_path / "field.tif", pixels()), "field")
    model.choose_task("Auto")
    model.ask_and_wait("who won the cup?")
    assert [line for line in model.said if line.startswith("I cannot answer that")]
    assert model.bench.results.layer is None


def test_a_task_the_weights_were_not_trained_for_is_named_with_those_they_were(
    a_dock, with_weights, tiny_weights, qgis_new_project, tmp_path
):
    weights = shutil.copytree(tiny_weights, tmp_path / "weights")
    card = json.loads((weights / "model_card.json").read_text())
    card["tasks"] = [task for task in card["tasks"] if task != "relate marks"]
    (weights / "model_card.json").write_text(json.dumps(card))
    model = a_dock(with_weights(weights))
    show(model, write_raster(tmp_path / "field.tif", pixels()), "field")
    model.mark_point(500010, 3999990)
    model.mark_point(500020, 3999990)
    model.choose_task("Relate marks")
    model.ask_and_wait()
    (failure,) = [line for line in model.said if line.startswith("Failed")]
    assert "not trained for" in failure
    assert [line for line in model.said if line.startswith("It can do: ")]
