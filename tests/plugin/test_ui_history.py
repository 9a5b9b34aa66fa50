"""The conversation with its project: kept, restored as plain text, copied, exported, cleared."""

from __future__ import annotations

import json

import numpy as np
import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtWidgets import QAction, QApplication, QLabel

from earthgptx_qgis.canvas.array import array_of
from earthgptx_qgis.errors import SaveError
from earthgptx_qgis.ui import object_names
from earthgptx_qgis.ui.conversation import conversation_export, project_history
from earthgptx_qgis.ui.conversation.answer_picture import draw_answer
from earthgptx_qgis.ui.conversation.conversation_export import IllustratedTurn
from earthgptx_qgis.ui.conversation.history_controller import HistoryController
from earthgptx_qgis.ui.conversation.turn import Outcome, Turn
from earthgptx_qgis.ui.dock import EarthGPTXDock
from earthgptx_qgis.wire.geobox import Affine, GeoBox
from earthgptx_qgis.wire.messages import (
    Done,
    Mark,
    PromptShape,
    Segment,
    SourceKind,
    Stretch,
    Task,
    Tile,
    Verdict,
    VisualPrompt,
)

FOUND = Turn(
    "2026-11-23T12:00:00+00:00", "ships", "Find · harbour", "There are 2.", notes=("nano",)
)
NOTHING = Turn("2026-11-23T12:01:00+00:00", "boats", "Find", "", Outcome.NOTHING_FOUND, "Nothing.")


@pytest.fixture
def project(qgis_new_project):
    return QgsProject.instance()


@pytest.fixture
def dock(qtbot, project):
    dock = EarthGPTXDock()
    qtbot.addWidget(dock)
    dock.show()
    return dock


@pytest.fixture
def history(dock):
    history = HistoryController(dock)
    yield history
    history.release()


def shown(dock):
    return dock.conversation.toPlainText().splitlines()


def test_a_project_file_brings_its_conversation_back(project, dock, history, tmp_path):
    pytest.importorskip("osgeo", reason="a project file needs QGIS itself")
    project_history.write(project, (FOUND, NOTHING))
    path = str(tmp_path / "Häfen 港.qgz")
    assert project.write(path)
    project.clear()
    assert shown(dock) == []
    assert project_history.read(project) == ()
    project.read(path)
    assert project_history.read(project) == (FOUND, NOTHING)
    assert shown(dock) == [
        "ships", "Find · harbour", "There are 2.", "nano", "boats", "Find", "Nothing.",
    ]  # fmt: skip
    assert dock.findChild(QAction, object_names.CLEAR_CONVERSATION).isEnabled()


def test_clearing_empties_the_dock_and_the_project(project, dock, tmp_path):
    project_history.write(project, (FOUND,))
    history = HistoryController(dock)
    assert shown(dock) != []
    dock.findChild(QAction, object_names.CLEAR_CONVERSATION).trigger()
    assert shown(dock) == []
    assert project_history.read(project) == ()
    assert not dock.findChild(QAction, object_names.CLEAR_CONVERSATION).isEnabled()
    history.release()


def test_what_a_project_says_is_shown_as_text_and_without_tricks(project, dock):
    hostile = Turn(
        "",
        "<a href='file:///etc/passwd'>x</a>",
        "\x00d\x1b[31m",
        "safe \u202eexe.gpj\u2066",
        notes=(),
    )
    entry = {"version": 1, "turns": [{**vars(hostile), "outcome": "answered", "notes": []}]}
    project.writeEntry(project_history.SCOPE, project_history.KEY, json.dumps(entry))
    history = HistoryController(dock)
    assert shown(dock) == ["<a href='file:///etc/passwd'>x</a>", "d[31m", "safe exe.gpj"]
    assert "href" not in dock.conversation.toHtml().replace("&lt;a href", "")
    history.release()


@pytest.mark.parametrize(
    "entry",
    [
        "no json",
        "[]",
        '{"version": 99, "turns": [{"question": "x"}]}',
        '{"version": 1, "turns": [{"question": 5, "outcome": "answered"}]}',
        '{"version": 1, "turns": [{"question": "x", "outcome": "executed"}]}',
        '{"version": 1, "turns": ["x"]}',
        "[" * 100_000,
        '{"version": 1, "turns": "' + "x" * 4_000_001 + '"}',
    ],
)
def test_an_entry_that_is_no_conversation_is_left_out(project, entry):
    project.writeEntry(project_history.SCOPE, project_history.KEY, entry)
    assert project_history.read(project) == ()


def test_long_texts_and_many_turns_are_cut(project):
    project_history.write(project, tuple(Turn("", f"{n} " + "x" * 5000, "d") for n in range(300)))
    turns = project_history.read(project)
    assert len(turns) == 200
    assert turns[0].question.startswith("100 ")
    assert len(turns[0].question) == 4000


def test_words_of_scripts_that_need_joiners_keep_them(qgis_app):
    assert project_history.plain("می\u200cخواهم", 100) == "می\u200cخواهم"


def test_the_conversation_is_copied_as_text(project, dock):
    project_history.write(project, (FOUND, NOTHING))
    history = HistoryController(dock)
    dock.findChild(QAction, object_names.COPY_CONVERSATION).trigger()
    assert QApplication.clipboard().text() == (
        "ships\nFind · harbour\nThere are 2.\nnano\n\nboats\nFind\nNothing."
    )
    history.release()


def test_a_page_holds_its_pictures_and_escapes_all_text():
    turn = Turn("", "<script>alert(1)</script>", "", 'a "b" & c', Outcome.NOT_SURE, "Not sure.")
    page = conversation_export.html_page(
        [IllustratedTurn(turn, b"\xff\xd8jpeg")], "Ships & <quays>"
    )
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<title>Ships &amp; &lt;quays&gt;</title>" in page
    assert 'src="data:image/jpeg;base64,/9hqcGVn"' in page
    assert '<p class="remark not-sure">Not sure.</p>' in page


def test_markdown_has_its_pictures_beside_it(tmp_path):
    turn = Turn("", "[click](http://x) *now*", "d_e", "1. a\n- b | c")
    path = tmp_path / "my talk.md"
    conversation_export.save(
        [IllustratedTurn(FOUND), IllustratedTurn(turn, b"jpeg")], "T", str(path)
    )
    text = path.read_text(encoding="utf-8")
    assert "![What was asked about](my%20talk_pictures/002.jpg)" in text
    assert (tmp_path / "my talk_pictures" / "002.jpg").read_bytes() == b"jpeg"
    assert "## \\[click\\](http://x) \\*now\\*" in text
    assert "1\\. a\\\n\\- b \\| c" in text
    assert "\n\nThere are 2.\n\n" in text


def test_pictures_of_somebody_elses_folder_are_not_overwritten(tmp_path):
    own = tmp_path / "survey_pictures" / "001.jpg"
    own.parent.mkdir()
    own.write_bytes(b"a photo of mine")
    for _ in range(2):  # the second time the file is replaced, and its pictures with it
        conversation_export.save(
            [IllustratedTurn(FOUND, b"jpeg")], "T", str(tmp_path / "survey.md")
        )
    assert own.read_bytes() == b"a photo of mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "survey.md",
        "survey_pictures",
        "survey_pictures_2",
    ]
    text = (tmp_path / "survey.md").read_text(encoding="utf-8")
    assert "(survey_pictures_2/001.jpg)" in text


def test_a_folder_that_takes_no_file_is_named():
    with pytest.raises(SaveError, match=r"/proc/talk\.html cannot be written"):
        conversation_export.save([IllustratedTurn(FOUND)], "T", "/proc/talk.html")


def test_exporting_tells_where_in_the_dock(project, dock, history, tmp_path):
    history.export(str(tmp_path / "talk.html"))
    label = dock.findChild(QLabel, object_names.MESSAGE)
    assert label.text() == f"Exported the conversation to {tmp_path / 'talk.html'}."
    history.export("/proc/talk.html")
    assert label.text().startswith("/proc/talk.html cannot be written")


def done(threshold=0.3, stretch=None):
    return Done(1, Task.FIND, Verdict.ANSWERED, 0.9, SourceKind.OPTICAL, threshold, stretch)


def box_wkb(x_min, y_min, x_max, y_max):
    from qgis.core import QgsGeometry, QgsRectangle

    geometry = QgsGeometry.fromRect(QgsRectangle(x_min, y_min, x_max, y_max))
    geometry.convertToMultiType()
    return bytes(geometry.asWkb().data())


def test_the_picture_shows_the_tile_with_marks_and_outlines(qgis_app):
    pytest.importorskip("osgeo", reason="outlines need QGIS itself")
    pixels = array_of(np.full((100, 200, 3), (40, 80, 120), np.uint8))
    geobox = GeoBox(200, 100, Affine(2.0, 0.0, 1000.0, 0.0, -2.0, 5000.0), "")
    ship = Segment(1, 0, "ship", "ships", 0.9, box_wkb(1020, 4900, 1080, 4980), (0, 0, 1, 1))
    poor = Segment(1, 1, "ship", "ships", 0.1, box_wkb(1200, 4900, 1280, 4980), (0, 0, 1, 1))
    mark = Mark(1, (VisualPrompt(PromptShape.BOX, ((150.0, 60.0), (190.0, 90.0))),))
    image = QImage.fromData(draw_answer(Tile(pixels, geobox), [mark], [ship, poor], done()))
    assert (image.width(), image.height()) == (200, 100)

    def differs(x, y):
        colour = image.pixelColor(x, y)
        return abs(colour.red() - 40) + abs(colour.green() - 80) + abs(colour.blue() - 120) > 50

    assert differs(10, 30)  # the left side of the ship: x 1020 is pixel 10
    assert differs(25, 30)  # its fill
    assert not differs(120, 30)  # where the rejected one would be
    assert differs(150, 80)  # the left side of the mark
    assert not differs(60, 90)


def test_sixteen_bits_are_shown_as_the_model_saw_them(qgis_app):
    values = np.zeros((10, 10, 1), np.uint16)
    values[:, 5:] = 3000
    valid = np.ones((10, 10), np.uint8)
    valid[9] = 0
    geobox = GeoBox(10, 10, Affine(1.0, 0.0, 0.0, 0.0, -1.0, 0.0), "")
    tile = Tile(array_of(values), geobox, array_of(valid))
    stretch = Stretch((0.0,), (3000.0,))
    image = QImage.fromData(draw_answer(tile, [], [], done(stretch=stretch)))
    greys = [image.pixelColor(x, y).lightness() for x, y in ((1, 2), (8, 2), (1, 9))]
    assert greys == pytest.approx([0, 255, 255], abs=30)


def test_a_large_tile_becomes_a_picture_of_moderate_size(qgis_app):
    pixels = array_of(np.zeros((4096, 2048, 3), np.uint8))
    geobox = GeoBox(2048, 4096, Affine(1.0, 0.0, 0.0, 0.0, -1.0, 0.0), "")
    image = QImage.fromData(draw_answer(Tile(pixels, geobox), [], [], done()))
    assert (image.width(), image.height()) == (450, 900)
