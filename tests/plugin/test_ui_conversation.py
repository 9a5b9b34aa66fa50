"""The conversation: plain text only, links that say what was clicked, and kinds that differ."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QFont, QTextCursor

from earthgptx_qgis.ui.conversation.conversation_view import ConversationView
from earthgptx_qgis.ui.conversation.turn import Outcome, Turn
from earthgptx_qgis.ui.widgets.tints import Tint, strong_of
from earthgptx_qgis.wire.messages import Segment

SHIP = Segment(1, 0, "ship", "ships", 0.12, b"", (0.0, 0.0, 1.0, 1.0))


@pytest.fixture
def view(qtbot):
    view = ConversationView()
    qtbot.addWidget(view)
    view.resize(300, 200)
    return view


def links(view):
    """(text, href) of every link, in order."""
    found = []
    block = view.document().begin()
    while block.isValid():
        iterator = block.begin()
        while not iterator.atEnd():
            fragment = iterator.fragment()
            if fragment.charFormat().isAnchor():
                found.append((fragment.text(), fragment.charFormat().anchorHref()))
            iterator += 1
        block = block.next()
    return found


def background_of_line(view, text):
    cursor = view.document().find(text)
    assert not cursor.isNull()
    return cursor.block().blockFormat().background().color().name()


def test_markup_in_a_question_or_an_answer_is_shown_as_it_was_typed(view):
    exchange = view.begin("<b>bold</b> <img src='x.png'>", "<i>layer</i>")
    view.append_text(exchange, "<a href='file:///etc/passwd'>click</a>")
    view.append_mark_answer(exchange, 1, "<h1>ship</h1>", 0.8)
    view.say_failed(exchange, "<script>", "<u>hint</u>")
    assert view.toPlainText().splitlines() == [
        "<b>bold</b> <img src='x.png'>",
        "<i>layer</i>",
        "<a href='file:///etc/passwd'>click</a>",
        "Mark 1: <h1>ship</h1> (0.80)",
        "Failed: <script>",
        "<u>hint</u>",
        "Ask again",
    ]
    assert [text for text, _ in links(view)] == ["Mark 1", "Ask again"]


def test_a_question_is_bold_and_what_it_is_about_is_not(view):
    view.begin("Find ships", "harbour")
    weights = [
        view.document().find(text).charFormat().fontWeight() for text in ("Find ships", "harbour")
    ]
    assert weights[0] == QFont.Weight.Bold
    assert weights[1] != QFont.Weight.Bold


def test_words_stream_in_behind_each_other(view):
    exchange = view.begin("How many ships?", "Count")
    for word in ("There ", "are ", "two."):
        view.append_text(exchange, word)
    assert view.toPlainText().splitlines()[-1] == "There are two."


def test_a_phrase_becomes_a_link_once_it_has_polygons(view, qtbot):
    exchange = view.begin("Find ships", "Find everything")
    view.append_text(exchange, "There are ")
    view.append_text(exchange, "2 ships", "ships")
    view.append_text(exchange, " here.")
    assert links(view) == []
    view.link_phrase(exchange, "ships")
    view.link_phrase(exchange, "ships")
    ((text, href),) = links(view)
    assert text == "2 ships"
    with qtbot.waitSignal(view.phrase_clicked) as clicked:
        view.anchorClicked.emit(QUrl(href))
    assert clicked.args == [exchange, "ships"]


def test_polygons_that_came_before_the_words_link_them_too(view, qtbot):
    exchange = view.begin("Find ships", "Find everything")
    view.link_phrase(exchange, "ships")
    view.append_text(exchange, "2 ships", "ships")
    view.append_text(exchange, " here.")
    ((text, href),) = links(view)
    assert text == "2 ships"
    with qtbot.waitSignal(view.phrase_clicked) as clicked:
        view.anchorClicked.emit(QUrl(href))
    assert clicked.args == [exchange, "ships"]


def test_a_later_exchange_does_not_change_where_an_earlier_phrase_leads(view, qtbot):
    first = view.begin("Find ships", "Find everything")
    view.append_text(first, "2 ships", "ships")
    second = view.begin("Find ships", "Find everything")
    view.append_text(second, "5 ships", "ships")
    view.link_phrase(second, "ships")
    view.link_phrase(first, "ships")
    hrefs = dict(links(view))
    with qtbot.waitSignal(view.phrase_clicked) as clicked:
        view.anchorClicked.emit(QUrl(hrefs["2 ships"]))
    assert clicked.args == [first, "ships"]


def test_a_mark_answer_links_to_its_mark(view, qtbot):
    exchange = view.begin("What is this?", "Classify marks")
    view.append_mark_answer(exchange, 7, "airplane", 0.971)
    ((text, href),) = links(view)
    assert view.toPlainText().splitlines()[-1] == "Mark 7: airplane (0.97)"
    assert text == "Mark 7"
    with qtbot.waitSignal(view.mark_clicked) as clicked:
        view.anchorClicked.emit(QUrl(href))
    assert clicked.args == [exchange, 7]


def test_nothing_found_names_the_best_candidate_and_offers_to_show_it(view, qtbot):
    exchange = view.begin("Find ships", "Find everything")
    view.append_text(exchange, "There is none.")
    view.say_nothing_found(exchange, SHIP)
    assert view.toPlainText().splitlines()[-1] == (
        "Nothing found. Best candidate: ship, score 0.12. Show it"
    )
    ((text, href),) = links(view)
    assert text == "Show it"
    with qtbot.waitSignal(view.show_rejected_clicked) as clicked:
        view.anchorClicked.emit(QUrl(href))
    assert clicked.args == [exchange]


def test_nothing_found_without_any_candidate_offers_nothing(view):
    exchange = view.begin("Find ships", "Find everything")
    view.say_nothing_found(exchange, None)
    assert view.toPlainText().splitlines()[-1] == "Nothing found."
    assert links(view) == []


def test_nothing_found_not_sure_failure_and_answer_look_different(view):
    answered = view.begin("a", "")
    view.append_text(answered, "an answer")
    nothing = view.begin("b", "")
    view.append_text(nothing, "none")
    view.say_nothing_found(nothing, None)
    unsure = view.begin("c", "")
    view.append_text(unsure, "perhaps")
    view.say_not_sure(unsure, 0.2)
    failed = view.begin("d", "")
    view.say_failed(failed, "the backend died", "")
    lines = ("an answer", "none", "perhaps", "the backend died")
    assert len({background_of_line(view, line) for line in lines}) == 4


def test_a_failure_offers_to_ask_again(view, qtbot):
    exchange = view.begin("Find ships", "Find everything")
    view.say_failed(exchange, "The backend crashed.", "It is being started again.")
    ((text, href),) = links(view)
    assert text == "Ask again"
    with qtbot.waitSignal(view.ask_again_clicked) as clicked:
        view.anchorClicked.emit(QUrl(href))
    assert clicked.args == [exchange]


def test_the_view_follows_new_words_but_not_while_one_reads_above(view):
    view.show()
    exchange = view.begin("Describe", "")
    for number in range(60):
        view.append_note(f"line {number}")
    bar = view.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0
    bar.setValue(0)
    view.append_text(exchange, "more")
    assert bar.value() == 0


def test_copied_text_is_plain(view):
    exchange = view.begin("Find ships", "")
    view.append_text(exchange, "2 ships", "ships")
    view.link_phrase(exchange, "ships")
    cursor = QTextCursor(view.document())
    cursor.select(QTextCursor.SelectionType.Document)
    assert cursor.selection().toPlainText().splitlines() == ["Find ships", "", "2 ships"]


def test_a_named_mark_is_told_with_its_name(view):
    exchange = view.begin("What is this?", "Classify marks")
    view.append_mark_answer(exchange, 7, "ship", 0.971, "tanker")
    assert view.toPlainText().splitlines()[-1] == "Mark 7 (tanker): ship (0.97)"


def test_an_answer_offers_its_view_and_to_refine_its_polygons(view, qtbot):
    exchange = view.begin("Find ships", "")
    view.append_note("nano")
    view.append_offers(exchange, refine=True)
    assert view.toPlainText().splitlines()[-1] == "nano \N{MIDDLE DOT} View \N{MIDDLE DOT} Refine"
    (_, to_view), (_, to_refine) = links(view)
    with qtbot.waitSignal(view.view_clicked) as clicked:
        view.anchorClicked.emit(QUrl(to_view))
    assert clicked.args == [exchange]
    with qtbot.waitSignal(view.refine_clicked) as clicked:
        view.anchorClicked.emit(QUrl(to_refine))
    assert clicked.args == [exchange]


def lines_on_screen(view):
    """Every line as it is wrapped."""
    for number in range(view.document().blockCount()):
        block = view.document().findBlockByNumber(number)
        for index in range(block.layout().lineCount()):
            line = block.layout().lineAt(index)
            yield block.text()[line.textStart() : line.textStart() + line.textLength()]


def test_a_dot_never_ends_a_line_before_what_it_leads_to(view):
    exchange = view.begin("ships", "Find · harbour")
    view.append_note("nano · 1.5 s")
    view.append_offers(exchange, refine=True)
    view.show()
    for width in range(90, 300, 3):
        view.resize(width, 200)
        ends = [line.rstrip()[-1] for line in lines_on_screen(view)]
        assert "·" not in ends
    assert view.toPlainText().endswith("nano · 1.5 s · View · Refine")


def test_a_restored_turn_is_text_without_a_single_link(view):
    view.restore(
        Turn(
            "2026", "<b>Find</b>\nships", "Find", "None.", Outcome.NOTHING_FOUND, "Nothing.", ("n",)
        )
    )
    assert view.toPlainText().splitlines() == [
        "<b>Find</b>", "ships", "Find", "None.", "Nothing.", "n",
    ]  # fmt: skip
    assert links(view) == []
    view.restore(Turn("2026", "Describe", "Describe", "A quay."))
    assert background_of_line(view, "Nothing.") != background_of_line(view, "A quay.")


def icon_colours(view, outcome):
    """How many pixels of each tint's icon stand left of a restored verdict."""
    view.forget_all()
    view.restore(Turn("", "q", "d", "", outcome, "remark"))
    font = view.font()
    font.setPixelSize(30)  # lines thick enough for pixels that nothing shines through
    view.setFont(font)
    view.show()
    image = view.grab().toImage()
    return {
        tint: sum(
            image.pixelColor(x, y).name() == strong_of(tint, view.palette()).name()
            for x in range(36)
            for y in range(image.height())
        )
        for tint in Tint
    }


def test_every_verdict_that_is_no_answer_has_an_icon_in_its_own_colour(view):
    for outcome, tint in (
        (Outcome.NOTHING_FOUND, Tint.INFORMATION),
        (Outcome.NOT_SURE, Tint.CAUTION),
        (Outcome.FAILED, Tint.FAILURE),
    ):
        counted = icon_colours(view, outcome)
        assert counted.pop(tint) > 10
        assert set(counted.values()) == {0}
    assert set(icon_colours(view, Outcome.ANSWERED).values()) == {0}


def test_a_view_that_was_emptied_goes_on(view):
    view.restore(Turn("", "old", "d", "a", Outcome.FAILED, "remark"))
    view.forget_all()
    assert view.toPlainText() == ""
    exchange = view.begin("Find ships", "")
    view.append_text(exchange, "2 ships", "ships")
    view.link_phrase(exchange, "ships")
    assert [text for text, _ in links(view)] == ["2 ships"]
