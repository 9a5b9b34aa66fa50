"""The tools under a real mouse: events at literal pixels of a 400 x 300 canvas, 1 unit a pixel."""

from __future__ import annotations

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication

from earthgptx_qgis.canvas.mark_overlay import MarkOverlay
from earthgptx_qgis.canvas.prompt_tools import BoxTool, PointTool, PolygonTool, ScribbleTool
from earthgptx_qgis.canvas.prompts import MapPrompt, PromptSet
from earthgptx_qgis.wire.messages import PromptShape

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def canvas(qgis_parent, qgis_canvas, qgis_new_project):
    qgis_parent.show()
    qgis_canvas.show()
    QTest.qWaitForWindowExposed(qgis_parent)
    qgis_canvas.resize(402, 302)
    qgis_canvas.setFrameStyle(0)
    qgis_canvas.resize(400, 300)
    qgis_canvas.setRotation(0)
    qgis_canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:32631"))
    qgis_canvas.setExtent(QgsRectangle(500000, 4000000, 500400, 4000300))
    assert qgis_canvas.mapUnitsPerPixel() == pytest.approx(1.0)
    yield qgis_canvas
    qgis_canvas.setRotation(0)
    if qgis_canvas.mapTool():
        qgis_canvas.unsetMapTool(qgis_canvas.mapTool())


def click(canvas, x, y, button=LEFT, modifier=NONE):
    QTest.mouseClick(canvas.viewport(), button, modifier, QPoint(x, y))


def press(canvas, x, y):
    QTest.mousePress(canvas.viewport(), LEFT, NONE, QPoint(x, y))


def release(canvas, x, y):
    QTest.mouseRelease(canvas.viewport(), LEFT, NONE, QPoint(x, y))


def move(canvas, x, y, held=LEFT):
    viewport = canvas.viewport()
    place = QPoint(x, y)
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(place), QPointF(viewport.mapToGlobal(place)),
        Qt.MouseButton.NoButton, held, NONE,
    )  # fmt: skip
    QApplication.sendEvent(viewport, event)


def hover(canvas, x, y):
    move(canvas, x, y, Qt.MouseButton.NoButton)


def drag(canvas, *places):
    press(canvas, *places[0])
    for place in places[1:]:
        move(canvas, *place)
    release(canvas, *places[-1])


def use(canvas, tool_class):
    tool = tool_class(canvas)
    prompts = []
    tool.prompted.connect(prompts.append)
    canvas.setMapTool(tool)
    return tool, prompts


def bands(canvas):
    return [item for item in canvas.items() if isinstance(item, QgsRubberBand)]


def at(x, y):
    """Map coordinates of a pixel of the canvas."""
    return pytest.approx((500000 + x, 4000300 - y), abs=1.0)


def test_a_click_marks_the_place_under_the_mouse(canvas):
    _, prompts = use(canvas, PointTool)
    click(canvas, 120, 80)
    (prompt,) = prompts
    assert prompt.shape is PromptShape.POINT
    assert prompt.points[0] == at(120, 80)
    assert prompt.positive


def test_a_click_with_shift_subtracts(canvas):
    _, prompts = use(canvas, PointTool)
    click(canvas, 120, 80, modifier=SHIFT)
    (prompt,) = prompts
    assert not prompt.positive


def test_a_right_click_marks_no_point(canvas):
    _, prompts = use(canvas, PointTool)
    click(canvas, 120, 80, RIGHT)
    assert prompts == []


def test_a_drag_gives_a_box_with_opposite_corners(canvas):
    tool, prompts = use(canvas, BoxTool)
    drag(canvas, (100, 50), (150, 90), (180, 120))
    (prompt,) = prompts
    assert prompt.shape is PromptShape.BOX
    assert prompt.points[0] == at(100, 50)
    assert prompt.points[1] == at(180, 120)
    assert not tool.is_drawing


def test_a_box_is_shown_while_it_is_dragged_and_gone_after(canvas):
    use(canvas, BoxTool)
    (band,) = bands(canvas)
    press(canvas, 100, 50)
    move(canvas, 180, 120)
    assert band.asGeometry().boundingBox().width() == pytest.approx(80, abs=1)
    release(canvas, 180, 120)
    assert band.numberOfVertices() == 0


def test_a_box_dragged_from_the_lower_right_is_the_same_box(canvas):
    _, prompts = use(canvas, BoxTool)
    drag(canvas, (180, 120), (100, 50))
    (prompt,) = prompts
    assert prompt.points[0] == at(180, 120)
    assert prompt.points[1] == at(100, 50)


def test_a_click_is_no_box(canvas):
    tool, prompts = use(canvas, BoxTool)
    click(canvas, 100, 50)
    assert prompts == []
    assert not tool.is_drawing


def test_a_box_on_a_rotated_canvas_is_the_rectangle_that_was_seen(canvas):
    canvas.setRotation(30)
    _, prompts = use(canvas, BoxTool)
    seen = [(100, 50), (180, 50), (180, 120), (100, 120)]
    expected = [canvas.getCoordinateTransform().toMapCoordinates(x, y) for x, y in seen]
    drag(canvas, (100, 50), (180, 120))
    (prompt,) = prompts
    assert prompt.shape is PromptShape.POLYGON
    for found, place in zip(prompt.points, expected, strict=True):
        assert found == pytest.approx((place.x(), place.y()), abs=1.0)


def test_escape_in_the_middle_of_a_drag_gives_the_box_up(canvas):
    tool, prompts = use(canvas, BoxTool)
    press(canvas, 100, 50)
    move(canvas, 180, 120)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert not tool.is_drawing
    release(canvas, 180, 120)
    assert prompts == []


def test_clicks_and_a_right_click_give_a_polygon(canvas):
    tool, prompts = use(canvas, PolygonTool)
    for place in ((50, 50), (150, 60), (120, 140)):
        click(canvas, *place)
        assert tool.is_drawing
    click(canvas, 10, 10, RIGHT)
    (prompt,) = prompts
    assert prompt.shape is PromptShape.POLYGON
    assert len(prompt.points) == 3
    assert prompt.points[2] == at(120, 140)
    assert not tool.is_drawing


def test_a_double_click_sets_the_last_corner_and_ends(canvas):
    tool, prompts = use(canvas, PolygonTool)
    click(canvas, 50, 50)
    click(canvas, 150, 60)
    click(canvas, 120, 140)
    QTest.mouseDClick(canvas.viewport(), LEFT, NONE, QPoint(120, 140))
    (prompt,) = prompts
    assert len(prompt.points) == 3
    assert not tool.is_drawing


def test_the_polygon_follows_the_mouse(canvas):
    use(canvas, PolygonTool)
    (band,) = bands(canvas)
    click(canvas, 50, 50)
    click(canvas, 150, 50)
    hover(canvas, 150, 150)
    assert band.asGeometry().area() == pytest.approx(5000, rel=0.03)


def test_backspace_takes_back_the_last_corner_once(canvas):
    tool, prompts = use(canvas, PolygonTool)
    for place in ((50, 50), (150, 60), (390, 290), (300, 290)):
        click(canvas, *place)
    QTest.keyClick(canvas, Qt.Key.Key_Backspace)
    click(canvas, 10, 10, RIGHT)
    assert [len(prompt.points) for prompt in prompts] == [3]
    click(canvas, 50, 50)
    QTest.keyClick(canvas, Qt.Key.Key_Backspace)
    assert not tool.is_drawing


def test_a_polygon_of_two_corners_is_given_up(canvas):
    tool, prompts = use(canvas, PolygonTool)
    click(canvas, 50, 50)
    click(canvas, 150, 60)
    click(canvas, 150, 60, RIGHT)
    assert prompts == []
    assert not tool.is_drawing


def test_escape_gives_a_polygon_up(canvas):
    _, prompts = use(canvas, PolygonTool)
    for place in ((50, 50), (150, 60), (120, 140)):
        click(canvas, *place)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    click(canvas, 10, 10, RIGHT)
    assert prompts == []
    assert bands(canvas)[0].numberOfVertices() == 0


def test_a_free_hand_line_is_simplified_to_a_pixel(canvas):
    _, prompts = use(canvas, ScribbleTool)
    straight = [(x, 100) for x in range(50, 151)]
    down = [(150, y) for y in range(101, 151)]
    drag(canvas, *straight, *down)
    (prompt,) = prompts
    assert prompt.shape is PromptShape.SCRIBBLE
    assert len(prompt.points) == 3
    assert prompt.points[0] == at(50, 100)
    assert prompt.points[1] == at(150, 100)
    assert prompt.points[2] == at(150, 150)


def test_a_click_is_no_scribble_and_escape_gives_one_up(canvas):
    tool, prompts = use(canvas, ScribbleTool)
    click(canvas, 50, 50)
    press(canvas, 50, 50)
    move(canvas, 90, 90)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    release(canvas, 90, 90)
    assert prompts == []
    assert not tool.is_drawing


@pytest.mark.parametrize("tool_class", [PointTool, BoxTool, PolygonTool, ScribbleTool])
def test_a_tool_that_is_put_away_leaves_nothing_on_the_map(canvas, tool_class):
    tool, _ = use(canvas, tool_class)
    press(canvas, 50, 50)
    move(canvas, 90, 90)
    canvas.unsetMapTool(tool)
    assert bands(canvas) == []
    assert not tool.is_drawing
    canvas.setMapTool(tool)
    assert len(bands(canvas)) == 1


def test_a_tool_can_be_used_again_after_it_was_put_away(canvas):
    tool, prompts = use(canvas, BoxTool)
    canvas.unsetMapTool(tool)
    canvas.setMapTool(tool)
    drag(canvas, (100, 50), (180, 120))
    assert len(prompts) == 1


@pytest.fixture
def marked(canvas):
    prompt_set = PromptSet()
    overlay = MarkOverlay(canvas, prompt_set)
    yield prompt_set, overlay
    overlay.remove()


def colors_near(canvas, x, y, radius=25):
    image = canvas.grab().toImage()
    return {
        image.pixelColor(column, row).name()
        for column in range(x - radius, x + radius)
        for row in range(y - radius, y + radius)
    }


def test_marks_are_drawn_with_their_numbers_where_they_are(canvas, marked):
    prompt_set, overlay = marked
    crs = canvas.mapSettings().destinationCrs()
    prompt_set.add(MapPrompt(PromptShape.POINT, ((500100, 4000200),)), crs)
    prompt_set.add(MapPrompt(PromptShape.BOX, ((500200, 4000200), (500260, 4000150))), crs)
    first, second = overlay.label_position(1), overlay.label_position(2)
    assert (first.x(), first.y()) == pytest.approx((100, 100), abs=1.5)
    assert (second.x(), second.y()) == pytest.approx((200, 150), abs=1.5)
    assert "#e63c14" in colors_near(canvas, 110, 90)
    assert "#e63c14" not in colors_near(canvas, 330, 60)


def test_a_removed_mark_is_no_longer_drawn(canvas, marked):
    prompt_set, overlay = marked
    crs = canvas.mapSettings().destinationCrs()
    prompt_set.add(MapPrompt(PromptShape.POINT, ((500100, 4000200),)), crs)
    prompt_set.remove(1)
    assert overlay.label_position(1) is None
    assert "#e63c14" not in colors_near(canvas, 110, 90)


def test_marks_stay_on_their_place_when_the_map_moves_and_turns(canvas, marked):
    prompt_set, overlay = marked
    crs = canvas.mapSettings().destinationCrs()
    prompt_set.add(MapPrompt(PromptShape.POINT, ((500100, 4000200),)), crs)
    canvas.setExtent(QgsRectangle(500050, 4000000, 500450, 4000300))
    assert overlay.label_position(1).x() == pytest.approx(50, abs=1.5)
    canvas.setRotation(90)
    place = canvas.getCoordinateTransform().transform(500100, 4000200)
    assert overlay.label_position(1).x() == pytest.approx(place.x(), abs=1.5)
    assert overlay.label_position(1).y() == pytest.approx(place.y(), abs=1.5)


def test_marks_follow_the_crs_of_the_map(canvas, marked):
    prompt_set, overlay = marked
    crs = canvas.mapSettings().destinationCrs()
    prompt_set.add(MapPrompt(PromptShape.BOX, ((500100, 4000100), (500200, 4000200))), crs)
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    canvas.setExtent(QgsRectangle(3.0, 36.14, 3.005, 36.15))
    place = overlay.label_position(1)
    found = canvas.getCoordinateTransform().toMapCoordinates(int(place.x()), int(place.y()))
    assert found.x() == pytest.approx(3.00111, abs=5e-5)
    assert found.y() == pytest.approx(36.14562, abs=5e-5)


def test_negative_points_are_drawn_in_another_colour(canvas, marked):
    prompt_set, _ = marked
    crs = canvas.mapSettings().destinationCrs()
    prompt_set.add(MapPrompt(PromptShape.POINT, ((500100, 4000200),)), crs)
    prompt_set.add(MapPrompt(PromptShape.POINT, ((500200, 4000200),), False), crs)
    assert "#145ae6" in colors_near(canvas, 200, 100)
