"""A view larger than a tile: searched in several, or read as an overview; the dock says so."""

from __future__ import annotations

from bright_things import OBJECTS
from qgis.core import QgsRectangle
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtWidgets import QFrame, QLabel

from earthgptx_qgis.ui import object_names

WIDER = "The view is 2.3 times as wide as the model reads at full detail: "


def view_line(person) -> str:
    line = person.dock.findChild(QLabel, object_names.VIEW)
    return "" if line.isHidden() else line.text()


def boxes(layer) -> list[tuple[float, float, float, float]]:
    """Columns and rows of each polygon, from and to."""
    found = []
    for feature in layer.getFeatures():
        box = feature.geometry().boundingBox()
        columns = ((box.xMinimum() - 500000) * 2, (box.xMaximum() - 500000) * 2)
        rows = ((5000200 - box.yMaximum()) * 2, (5000200 - box.yMinimum()) * 2)
        found.append((*columns, *rows))
    return sorted(found)


def test_a_large_view_is_searched_in_tiles_and_each_thing_is_found_once(person, bright_layer):
    person.choose_task("Find everything")
    person.wait_for(lambda: view_line(person) == WIDER + "it is searched in 6 tiles.")
    person.ask_and_wait("thing")
    assert person.said[:3] == ["thing", "Find everything · bright", "4 found: thing"]
    assert boxes(person.bench.results.layer) == sorted(OBJECTS)
    scores = [row["score"] for row in person.bench.results.layer.getFeatures()]
    assert f"score {max(scores):.2f}" in person.said[-1]
    person.click_link("thing")
    assert person.bench.results.layer.selectedFeatureCount() == 4


def test_a_small_view_gives_the_same_outlines_as_a_large_one(person, bright_layer):
    person.choose_task("Find everything")
    # Columns 180 to 280 and rows 180 to 260.
    person.canvas.setExtent(QgsRectangle(500090, 5000070, 500140, 5000110))
    person.wait_for(lambda: view_line(person) == "")
    person.ask_and_wait("thing")
    assert OBJECTS[2] in boxes(person.bench.results.layer)


def test_where_the_model_chooses_the_task_the_dock_names_the_one_that_searches(
    person, bright_layer
):
    person.choose_task("Auto")
    overview = WIDER + "it gets an overview. Zoom in for details. “Find everything” searches all"
    person.wait_for(lambda: view_line(person) == overview + " of it.")


def test_a_description_of_a_large_view_is_an_overview_and_says_so(person, bright_layer):
    person.choose_task("Describe the view")
    overview = WIDER + "it gets an overview. Zoom in for details."
    person.wait_for(lambda: view_line(person) == overview)
    person.ask_and_wait()
    assert person.said[2] == "I see 256 by 171 pixels."
    assert overview in person.said


def test_a_mark_in_a_large_view_is_read_with_what_is_around_it_at_full_detail(person, bright_layer):
    person.choose_task("Classify marks")
    person.mark_point(500015, 5000182)  # column 30, row 36: in the first of the bright things
    around = WIDER + "only what is around the marks is read."
    person.wait_for(lambda: view_line(person) == around)
    person.ask_and_wait()
    assert "Mark 1: bright (0.75)" in person.said
    assert around in person.said
    person.choose_task("Summarise marks")
    person.ask_and_wait()
    assert "I see 256 by 256 pixels." in person.said
    person.choose_task("Auto")
    person.wait_for(lambda: view_line(person) == around + " “Find everything” searches all of it.")


def test_marks_too_far_from_each_other_for_one_tile_are_read_in_an_overview(person, bright_layer):
    person.choose_task("Relate marks")
    person.mark_point(500015, 5000182)
    person.mark_point(500250, 5000045)
    overview = WIDER + "it gets an overview. Zoom in for details."
    person.wait_for(lambda: view_line(person) == overview)
    person.ask_and_wait()
    assert "I see 256 by 171 pixels." in person.said


def test_what_is_like_a_mark_is_looked_for_in_all_of_the_view(person, bright_layer):
    person.choose_task("Find similar")
    person.mark_point(500015, 5000182)
    overview = WIDER + "it gets an overview. Zoom in for details."
    person.wait_for(lambda: view_line(person) == overview)


def test_stopping_a_search_keeps_what_was_found(person, bright_layer):
    person.choose_task("Find everything")
    found = []
    exchange = person.bench.conversation
    person.ask("thing")
    running = exchange._running
    running.progressed.connect(
        lambda fraction, doing: found.append(fraction) or (fraction > 0.5 and exchange.stop())
    )
    person.wait_for(lambda: not exchange.busy)
    assert "Stopped." in "\n".join(person.said)
    assert 1 <= person.bench.results.layer.featureCount() <= 4
    small_print, stopped = person.said[-2:]
    assert small_print.endswith(" s · View · Refine")
    assert stopped == "Stopped. Ask again"
    person.click_link("Refine")
    assert person.dock.findChild(QFrame, object_names.REFINE).isVisible()


def test_a_view_searched_in_tiles_is_exported_with_one_picture_of_all_of_it(
    person, bright_layer, tmp_path
):
    person.choose_task("Find everything")
    drawn = []
    person.ask("thing")
    person.bench.conversation._running.illustrated.connect(drawn.append)
    person.wait_for(lambda: bool(drawn))
    person.bench.history.export(str(tmp_path / "talk.md"))
    picture = QImage(str(tmp_path / "talk_pictures" / "001.jpg"))
    assert (picture.width(), picture.height()) == (600, 400)
    for left, right, top, bottom in OBJECTS:
        middle = picture.pixelColor(round((left + right) / 2), round((top + bottom) / 2))
        beside = picture.pixelColor(round(left) - 8, round(top) - 8)
        assert middle.lightness() > 100 > beside.lightness()
