"""Algorithms in a background thread, as the toolbox runs them, and stopped in the middle."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from canvas_rasters import layer_of, write_raster
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QTimer

ONLINE = "type=xyz&url=http://127.0.0.1:9/{z}/{x}/{y}.png&zmin=0&zmax=19"


@pytest.fixture
def coast(tmp_path, run):
    """2000 x 700 pixels of a metre: three tiles."""
    values = np.ones((1, 700, 2000), "uint8")
    path = write_raster(tmp_path / "coast.tif", values, (500000.0, 1.0, 0, 4000700.0, 0, -1.0))
    return QgsProject.instance().addMapLayer(layer_of(path, "coast"))


@pytest.fixture
def in_background(run, qtbot):
    """A function that runs an algorithm as a task; whether it went well, its results and log."""

    def start(name, feedback, **parameters):
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"earthgptx:{name}")
        task = QgsProcessingAlgRunnerTask(algorithm, parameters, context, feedback)
        ends = []
        task.executed.connect(lambda successful, results: ends.append((successful, results)))
        QgsApplication.taskManager().addTask(task)
        qtbot.waitUntil(lambda: bool(ends), timeout=30_000)
        return ends[0]

    return start


def children():
    """Command lines of the child processes of this one."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            if f"PPid:\t{os.getpid()}\n" in status.read_text():
                found.append(status.with_name("cmdline").read_text())
        except OSError:
            continue  # it has just ended
    return [line for line in found if "fake_child.py" in line]


class StopAt(QgsProcessingFeedback):
    """Stops the algorithm once it is that far, in its own thread and so at once."""

    def __init__(self, percent):
        super().__init__()
        self._percent = percent

    def setProgress(self, percent):
        super().setProgress(percent)
        if percent >= self._percent:
            self.cancel()


def features_of(path):
    layer = QgsVectorLayer(str(path), "out", "ogr")
    assert layer.isValid()
    return list(layer.getFeatures())


def test_it_runs_in_the_background_and_leaves_no_process(in_background, coast, tmp_path):
    out = tmp_path / "out.gpkg"
    feedback = QgsProcessingFeedback()
    successful, results = in_background(
        "find", feedback, RASTER=coast.id(), PHRASE="ships", OUTPUT=str(out)
    )
    assert successful, feedback.textLog()
    assert results["COUNT"] == 6
    assert "fake-nano, cpu (scripted)" in feedback.textLog()
    assert "Pieces of “coast” to look at: 3" in feedback.textLog()
    assert [row["score"] for row in features_of(out)] == [0.9, 0.9, 0.9, 0.6, 0.6, 0.6]
    assert children() == []


def test_a_layer_that_can_only_be_drawn_is_read_in_the_background(in_background, run, tmp_path):
    online = QgsProject.instance().addMapLayer(QgsRasterLayer(ONLINE, "maps", "wms"))
    feedback = QgsProcessingFeedback()
    successful, _ = in_background(
        "find",
        feedback,
        RASTER=online.id(),
        PHRASE="ships",
        EXTENT="0,500,0,500 [EPSG:3857]",
        OUTPUT="memory:",
    )
    assert not successful
    assert "“maps” came out blank in this area" in feedback.textLog()


def test_two_dates_are_compared_in_the_background(in_background, coast, tmp_path):
    out = tmp_path / "out.gpkg"
    feedback = QgsProcessingFeedback()
    dates = {"EARLIER": coast.id(), "LATER": coast.id()}
    successful, results = in_background(
        "comparedates", feedback, **dates, PHRASE="ships", OUTPUT=str(out)
    )
    assert successful, feedback.textLog()
    assert results["STAYED"] == 6
    assert [row["change"] for row in features_of(out)] == ["stayed"] * 6
    assert children() == []


def test_a_comparison_that_is_stopped_at_the_earlier_date_tells_of_no_change(
    in_background, coast, tmp_path
):
    out = tmp_path / "out.gpkg"
    dates = {"EARLIER": coast.id(), "LATER": coast.id()}
    in_background("comparedates", StopAt(34), **dates, PHRASE="ships", OUTPUT=str(out))
    assert features_of(out) == []
    assert children() == []


def test_what_was_found_before_the_stop_is_in_the_file(in_background, coast, tmp_path):
    out = tmp_path / "out.gpkg"
    feedback = StopAt(34)  # the second of three tiles has begun to be answered
    in_background("find", feedback, RASTER=coast.id(), PHRASE="ships", OUTPUT=str(out))
    assert [row["score"] for row in features_of(out)] == [0.9, 0.6]
    assert children() == []


def test_features_answered_before_the_stop_are_in_the_file(in_background, coast, tmp_path):
    layer = QgsVectorLayer("Point?crs=EPSG:32631", "houses", "memory")
    rows = []
    for x in (500100, 501900):  # too far apart for one tile
        row = QgsFeature()
        row.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(x, 4000350)))
        rows.append(row)
    layer.dataProvider().addFeatures(rows)
    QgsProject.instance().addMapLayer(layer)
    out = tmp_path / "out.gpkg"
    feedback = StopAt(50)
    in_background(
        "classifyfeatures", feedback, INPUT=layer.id(), RASTER=coast.id(), OUTPUT=str(out)
    )
    assert "Stopped; 1 features were answered." in feedback.textLog()
    assert [(row["source_fid"], row["egx_label"]) for row in features_of(out)] == [(1, "ship")]
    assert children() == []


@pytest.mark.parametrize("behaviour", ["stall", "ignore-cancel", "ignore-end-of-file"])
def test_a_backend_that_never_answers_is_stopped_and_gone(in_background, backend, coast, behaviour):
    backend(behaviour)
    feedback = StopAt(5)
    in_background("find", feedback, RASTER=coast.id(), PHRASE="ships", OUTPUT="memory:")
    assert "fake-nano" in feedback.textLog()
    assert children() == []


def test_a_backend_that_does_not_get_ready_can_be_stopped(in_background, backend, coast):
    backend("never-ready")
    feedback = QgsProcessingFeedback()

    QTimer.singleShot(300, feedback.cancel)
    in_background("find", feedback, RASTER=coast.id(), PHRASE="ships", OUTPUT="memory:")
    assert children() == []


def test_the_layer_may_be_removed_while_it_is_asked_about(in_background, coast, tmp_path):
    feedback = QgsProcessingFeedback()
    name = coast.id()
    feedback.progressChanged.connect(lambda _: QgsProject.instance().removeMapLayer(name))
    successful, results = in_background(
        "find", feedback, RASTER=name, PHRASE="ships", OUTPUT="memory:"
    )
    assert successful
    assert results["COUNT"] == 6
