"""Thousands of polygons are appended to a layer in portions, and can be taken back on the way."""

from __future__ import annotations

import time

import pytest
from qgis.core import QgsFeature, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QDialogButtonBox
from results_samples import RD_NEW, context, segment

from earthgptx_qgis.results.segment_layer import SegmentLayer
from earthgptx_qgis.results.table_append import LayerAppend
from earthgptx_qgis.ui.results.append_progress import AppendProgress

COUNT = 2_000


@pytest.fixture
def own(qgis_new_project):
    """A layer of one polygon in its file, and of another one that is not saved yet."""
    layer = QgsVectorLayer("Polygon?crs=EPSG:28992&field=kind:string(20)", "own", "memory")
    layer.dataProvider().addFeatures([QgsFeature(layer.fields())])
    layer.startEditing()
    layer.beginEditCommand("draw")
    layer.addFeature(QgsFeature(layer.fields()))
    layer.endEditCommand()
    QgsProject.instance().addMapLayer(layer)
    return layer


@pytest.fixture
def appending(own):
    """A function: begins to append, and returns the window and where its outcome will be."""

    def begin(count=COUNT):
        segments = SegmentLayer.create(RD_NEW)
        segments.append(context(), [segment(index=index) for index in range(count)])
        progress = AppendProgress(LayerAppend(segments.layer, own, {"kind": '"label"'}), count)
        outcome = []
        progress.appended.connect(lambda: outcome.append("appended"))
        progress.failed.connect(lambda error: outcome.append(error.message))
        progress.start()
        return progress, outcome

    return begin


def wait_for(condition):
    for _ in range(5_000):
        if condition():
            return
        QCoreApplication.processEvents()
        time.sleep(0.001)
    raise TimeoutError


def press_cancel(progress):
    buttons = progress.findChild(QDialogButtonBox)
    buttons.button(QDialogButtonBox.StandardButton.Cancel).click()


def test_thousands_are_appended_in_portions_as_one_step_to_undo(appending, own):
    progress, outcome = appending()
    assert progress.isVisible()
    assert outcome == []
    seen = set()
    wait_for(lambda: seen.add(own.featureCount()) or outcome)
    assert outcome == ["appended"]
    assert seen & {252, 502, 752}
    assert own.undoStack().count() == 2
    own.undoStack().undo()
    assert own.featureCount() == 2


def test_a_few_are_appended_at_once_and_no_window_opens(appending, own):
    progress, outcome = appending(100)
    assert outcome == ["appended"]
    assert not progress.isVisible()
    assert own.featureCount() == 102


def test_cancel_in_the_middle_leaves_the_layer_and_its_unsaved_edits_as_they_were(appending, own):
    progress, outcome = appending()
    wait_for(lambda: own.featureCount() > 2)
    press_cancel(progress)
    assert outcome == ["Appending was cancelled: “own” is as before."]
    assert own.featureCount() == 2
    assert own.undoStack().count() == 1
    assert own.commitChanges()
    assert own.dataProvider().featureCount() == 2


def test_edits_saved_in_the_middle_hold_all_that_is_appended(appending, own):
    _, outcome = appending()
    wait_for(lambda: own.featureCount() > 2)
    assert own.commitChanges()
    assert outcome == ["appended"]
    assert own.dataProvider().featureCount() == COUNT + 2


def test_edits_discarded_in_the_middle_stay_discarded(appending, own):
    _, outcome = appending()
    wait_for(lambda: own.featureCount() > 2)
    own.rollBack()
    wait_for(lambda: outcome)
    assert outcome == ["“own” takes no new features."]
    assert own.featureCount() == 1


def test_a_layer_removed_in_the_middle_is_let_go(appending, own):
    _, outcome = appending()
    wait_for(lambda: own.featureCount() > 2)
    QgsProject.instance().removeMapLayer(own.id())
    assert outcome == ["Appending was cancelled: “own” is as before."]
