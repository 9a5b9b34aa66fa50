"""The band picker, on real layers."""

from __future__ import annotations

import numpy as np
import pytest
from canvas_rasters import layer_of, noise, pixels_of, write_raster
from qgis.core import QgsProject, QgsSingleBandGrayRenderer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QWidget

from earthgptx_qgis.canvas.bands import choose_bands
from earthgptx_qgis.canvas.tile_reader import TileRequest, read_tile
from earthgptx_qgis.ui import object_names
from earthgptx_qgis.ui.source.source_panel import SourcePanel


@pytest.fixture
def panel(qtbot, qgis_new_project):
    panel = SourcePanel()
    qtbot.addWidget(panel)
    panel.show()
    return panel


def add(path: str, name: str):
    layer = layer_of(path, name)
    QgsProject.instance().addMapLayer(layer)
    return layer


def four_bands(folder) -> str:
    return write_raster(folder / "a.tif", noise(4, 6, 8, "uint16"), options=["ALPHA=NO"])


def boxes(panel) -> list[QComboBox]:
    picker = panel.findChild(QWidget, object_names.BANDS)
    return [box for box in picker.findChildren(QComboBox) if box.isVisible()]


def pick(panel, number: int, row: int) -> None:
    box = boxes(panel)[number]
    box.setCurrentIndex(row)
    box.activated.emit(row)


def test_bands_are_picked_and_remembered_with_each_layer(tmp_path, panel, qtbot):
    values = noise(5, 6, 8)
    first = add(write_raster(tmp_path / "a.tif", values), "five bands")
    panel.choose(first)
    assert [box.currentData() for box in boxes(panel)] == [1, 2, 3]
    with qtbot.waitSignal(panel.source_changed):
        pick(panel, 0, 4)
    second = add(write_raster(tmp_path / "b.tif", values), "other")
    panel.choose(second)
    assert [box.currentData() for box in boxes(panel)] == [1, 2, 3]
    panel.choose(first)
    assert [box.currentData() for box in boxes(panel)] == [5, 2, 3]
    tile = read_tile(first, TileRequest(first.extent()))
    assert np.array_equal(pixels_of(tile), values[[4, 1, 2]].transpose(1, 2, 0))


def test_what_was_picked_is_in_the_saved_project(tmp_path, panel):
    panel.choose(add(four_bands(tmp_path), "scene"))
    pick(panel, 2, 3)
    project = QgsProject.instance()
    assert project.write(str(tmp_path / "p.qgz"))
    project.clear()
    assert boxes(panel) == []
    assert project.read(str(tmp_path / "p.qgz"))
    (layer,) = project.mapLayers().values()
    assert choose_bands(layer) == (1, 2, 4)


def test_qgis_asks_to_save_a_project_in_which_only_bands_were_picked(tmp_path, panel):
    panel.choose(add(four_bands(tmp_path), "scene"))
    QgsProject.instance().setDirty(False)
    pick(panel, 2, 3)
    assert QgsProject.instance().isDirty()


def test_without_a_pick_the_style_decides_and_the_boxes_follow_it(tmp_path, panel):
    layer = add(four_bands(tmp_path), "scene")
    panel.choose(layer)
    layer.renderer().setRedBand(4)
    layer.emitStyleChanged()
    assert [box.currentData() for box in boxes(panel)] == [4, 2, 3]
    pick(panel, 0, 0)
    pick(panel, 0, 3)
    assert layer.customProperty("earthgptx_qgis/bands") is None


def test_a_grey_style_decides_which_of_two_bands(tmp_path, panel):
    layer = add(write_raster(tmp_path / "a.tif", noise(2, 6, 8)), "VV and VH")
    layer.setRenderer(QgsSingleBandGrayRenderer(layer.dataProvider(), 2))
    assert choose_bands(layer) == (2,)


def test_names_of_bands_begin_with_their_number_so_that_narrow_boxes_show_it(tmp_path, panel):
    panel.choose(add(four_bands(tmp_path), "scene"))
    (red, *_) = boxes(panel)
    assert [red.itemText(row)[0] for row in range(4)] == ["1", "2", "3", "4"]
    assert red.itemData(0, Qt.ItemDataRole.ToolTipRole).startswith("Band 1")


def test_of_two_bands_one_is_picked_and_of_one_there_is_nothing_to_pick(tmp_path, panel):
    panel.choose(add(write_raster(tmp_path / "a.tif", noise(2, 6, 8)), "VV and VH"))
    assert [box.count() for box in boxes(panel)] == [2]
    panel.choose(add(write_raster(tmp_path / "b.tif", noise(1, 6, 8)), "one"))
    assert boxes(panel) == []


@pytest.mark.parametrize("text", ["9", "1,2", "one", "0,1,2", "1,2,3,4", "-1"])
def test_a_project_that_names_bands_that_are_not_there_is_not_followed(tmp_path, panel, text):
    layer = add(four_bands(tmp_path), "scene")
    layer.setCustomProperty("earthgptx_qgis/bands", text)
    assert choose_bands(layer) == (1, 2, 3)
