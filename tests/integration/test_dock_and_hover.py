"""The outline under the cursor, with the real backend and its shipped weights."""

from __future__ import annotations

import pytest
from qgis.core import QgsGeometry, QgsProject, QgsRasterLayer, QgsRectangle, QgsVectorLayer
from qgis.gui import QgsMapToolPan
from qgis.PyQt.QtCore import QEvent, QPointF, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QLabel, QToolButton

from earthgptx_qgis.runtime.process import BackendState
from earthgptx_qgis.settings import HOVER_PREVIEW
from earthgptx_qgis.ui import object_names


@pytest.fixture
def person(at_the_dock, qgis_new_project, tank_farm):
    """Looking at the scene with the point tool in hand."""
    person = at_the_dock
    (path,) = tank_farm.glob("*.tif")
    layer = QgsRasterLayer(str(path), "tank farm")
    QgsProject.instance().addMapLayer(layer)
    person.canvas.setDestinationCrs(layer.crs())
    person.canvas.setLayers([layer])
    person.canvas.setExtent(layer.extent())
    person.open_dock()
    person.wait_for(lambda: person.bench.session.ready is not None)
    yield person
    person.bench.tools.use(None)
    HOVER_PREVIEW.reset()


@pytest.fixture(scope="module")
def tank(tank_farm):
    """The true outline of the largest tank."""
    (path,) = tank_farm.glob("*.geojson")
    truth = QgsVectorLayer(str(path), "truth", "ogr")
    truth.selectByExpression("\"category\" = 'storage tank'")
    return max((QgsGeometry(f.geometry()) for f in truth.selectedFeatures()), key=QgsGeometry.area)


def take_the_point_tool(person):
    person.dock.findChild(QToolButton, object_names.POINT_TOOL).click()


def move_to(person, geometry):
    pixel = person.canvas.getCoordinateTransform().transform(geometry.centroid().asPoint())
    person.move_mouse(QPointF(pixel.x(), pixel.y()))


def test_the_outline_under_the_cursor_shows_before_any_click(person, tank):
    hover = person.bench.hover
    take_the_point_tool(person)
    person.wait_for(lambda: hover.is_ready)
    move_to(person, tank)
    person.wait_for(lambda: not hover.band.outline.isNull())
    outline = hover.band.outline
    assert outline.intersection(tank).area() > 0.7 * outline.combine(tank).area()
    assert person.bench.prompt_set.marks == ()
    assert person.said == []
    assert person.bench.results.layer is None
    QApplication.sendEvent(person.canvas.viewport(), QEvent(QEvent.Type.Leave))
    assert hover.band.outline.isNull()


def test_the_dock_says_ready_while_the_view_is_looked_at(person):
    states = []
    label = person.dock.findChild(QLabel, object_names.STATE)
    person.bench.session.state_changed.connect(lambda *_: states.append(label.toolTip()))
    take_the_point_tool(person)
    person.wait_for(lambda: person.bench.hover.is_ready)
    person.wait_for(lambda: person.bench.session.state is BackendState.READY)
    assert len(states) >= 2  # busy, and ready again
    assert not any("Busy" in state for state in states)


def test_a_view_that_moves_is_looked_at_anew(person, tank):
    hover = person.bench.hover
    take_the_point_tool(person)
    person.wait_for(lambda: hover.is_ready)
    box = tank.boundingBox()
    box.scale(3)
    person.canvas.setExtent(box)
    assert not hover.is_ready
    person.wait_for(lambda: hover.is_ready)
    move_to(person, tank)
    person.wait_for(lambda: not hover.band.outline.isNull())
    assert hover.band.outline.intersects(tank)


def test_a_question_goes_first_and_the_view_is_looked_at_again_afterwards(person):
    hover = person.bench.hover
    take_the_point_tool(person)
    person.wait_for(lambda: hover.is_ready)
    person.choose_task("Classify the scene")
    person.ask()
    assert not hover.is_ready
    person.wait_for(lambda: not person.bench.conversation.busy)
    assert person.said[0] == "Classify the scene"
    assert not any(line.startswith("Failed") for line in person.said)
    person.wait_for(lambda: hover.is_ready)


def test_nothing_is_looked_at_without_the_point_tool_nor_when_it_is_off(person):
    hover = person.bench.hover
    pan = QgsMapToolPan(person.canvas)
    person.canvas.setMapTool(pan)
    QTest.qWait(1000)
    assert not hover.is_ready
    HOVER_PREVIEW.set(False)
    take_the_point_tool(person)
    QTest.qWait(1000)
    assert not hover.is_ready
    assert person.bench.session.state is BackendState.READY
    person.bench.tools.use(None)
    assert person.canvas.mapTool() is pan
    person.canvas.unsetMapTool(pan)


def test_beside_the_raster_there_is_nothing_to_show(person, tank):
    hover = person.bench.hover
    extent = QgsRectangle(person.canvas.extent())
    extent.scale(3)
    person.canvas.setExtent(extent)
    take_the_point_tool(person)
    person.wait_for(lambda: hover.is_ready)
    person.move_mouse(QPointF(3, 3))
    QTest.qWait(200)
    assert hover.band.outline.isNull()
    QTest.keyClick(person.canvas, Qt.Key.Key_Escape)
    assert person.bench.tools.shape is None
