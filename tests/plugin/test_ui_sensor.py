"""The sensor that a person says a layer is from, kept with the layer."""

from __future__ import annotations

import pytest
from canvas_rasters import layer_of, noise, write_raster
from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QComboBox

from earthgptx_qgis.canvas.chosen_kind import chosen_kind
from earthgptx_qgis.ui import object_names
from earthgptx_qgis.ui.source.source_panel import SourcePanel
from earthgptx_qgis.wire.messages import SourceKind


@pytest.fixture
def panel(qtbot, qgis_new_project):
    panel = SourcePanel()
    qtbot.addWidget(panel)
    panel.show()
    return panel


def add(folder, name: str):
    layer = layer_of(write_raster(folder / f"{name}.tif", noise(1, 6, 8)), name)
    QgsProject.instance().addMapLayer(layer)
    return layer


def say(panel, label: str) -> None:
    panel.findChild(QComboBox, object_names.SOURCE_KIND).setCurrentText(label)


def test_each_layer_keeps_the_sensor_that_was_chosen_for_it(tmp_path, panel, qtbot):
    radar, other = add(tmp_path, "radar"), add(tmp_path, "other")
    panel.choose(radar)
    say(panel, "SAR")
    told = []
    panel.source_changed.connect(lambda: told.append(panel.source_kind))
    panel.choose(other)
    assert told == [SourceKind.AUTO]
    panel.choose(radar)
    assert told == [SourceKind.AUTO, SourceKind.SAR]
    assert panel.findChild(QComboBox, object_names.SOURCE_KIND).toolTip() == (
        "Radar: amplitude or backscatter."
    )
    say(panel, "Auto")
    assert radar.customProperty("earthgptx_qgis/source_kind") is None


def shown(panel) -> str:
    return panel.findChild(QComboBox, object_names.SOURCE_KIND).currentText()


def test_auto_says_what_it_stands_for_as_far_as_names_and_colours_tell(tmp_path, panel):
    panel.choose(add(tmp_path, "drone thermal"))
    assert shown(panel) == "Auto: Infrared"
    colours = layer_of(write_raster(tmp_path / "c.tif", noise(3, 6, 8)), "orthophoto")
    QgsProject.instance().addMapLayer(colours)
    panel.choose(colours)
    assert shown(panel) == "Auto: Optical"
    panel.choose(add(tmp_path, "scene"))
    assert shown(panel) == "Auto"  # only its pixels can tell


def test_after_an_answer_auto_says_what_the_layer_was_taken_for(tmp_path, panel):
    layer = add(tmp_path, "scene")
    panel.choose(layer)
    told = []
    panel.source_changed.connect(lambda: told.append(1))
    panel.tell_guess(layer.id(), SourceKind.SAR)
    assert shown(panel) == "Auto: SAR"
    assert panel.source_kind is SourceKind.AUTO
    assert told == []
    panel.choose(add(tmp_path, "other"))
    assert shown(panel) == "Auto"
    panel.choose(layer)
    assert shown(panel) == "Auto: SAR"


def test_the_sensor_is_there_again_after_the_project_was_opened_again(tmp_path, panel):
    panel.choose(add(tmp_path, "thermal"))
    say(panel, "Infrared")
    project = QgsProject.instance()
    assert project.write(str(tmp_path / "p.qgz"))
    project.clear()
    assert panel.source_kind is SourceKind.AUTO
    assert project.read(str(tmp_path / "p.qgz"))
    assert panel.layer.name() == "thermal"
    assert panel.source_kind is SourceKind.INFRARED


def test_qgis_asks_to_save_a_project_in_which_only_the_sensor_was_chosen(tmp_path, panel):
    layer = add(tmp_path, "radar")
    panel.choose(layer)
    project = QgsProject.instance()
    project.setDirty(False)
    say(panel, "SAR")
    assert project.isDirty()
    project.setDirty(False)
    panel.choose(add(tmp_path, "other"))
    project.setDirty(False)
    panel.choose(layer)  # looking at what was chosen changes nothing
    assert not project.isDirty()


@pytest.mark.parametrize("value", ["x-ray", "", 7, ["sar"]])
def test_a_project_that_names_a_sensor_that_there_is_not_is_not_followed(tmp_path, panel, value):
    layer = add(tmp_path, "scene")
    layer.setCustomProperty("earthgptx_qgis/source_kind", value)
    assert chosen_kind(layer) is SourceKind.AUTO
    other = add(tmp_path, "other")
    panel.choose(other)
    panel.choose(layer)
    assert panel.source_kind is SourceKind.AUTO
