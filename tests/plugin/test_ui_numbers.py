"""Numbers that a person reads have the decimal sign of the person's locale."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import QLocale
from qgis.PyQt.QtWidgets import QLabel, QSlider

from earthgptx_qgis.runtime.installation.places import Places
from earthgptx_qgis.runtime.installation.plan import Choice, Interpreter, Sources, TorchBuild
from earthgptx_qgis.ui import object_names
from earthgptx_qgis.ui.conversation.answer_texts import not_sure_text
from earthgptx_qgis.ui.conversation.conversation_view import ConversationView
from earthgptx_qgis.ui.installation.install_summary import rows_of
from earthgptx_qgis.ui.results.result_panel import ResultPanel
from earthgptx_qgis.ui.widgets.numbers import decimal, factor, score_text


@pytest.fixture
def in_locale():
    """A function that has Qt use a locale for as long as the test runs."""
    before = QLocale()
    yield lambda name: QLocale.setDefault(QLocale(name))
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("locale", "texts"),
    [
        ("C", ["0.87", "1.5", "0.1", "2"]),
        ("en_GB", ["0.87", "1.5", "0.1", "2"]),
        ("de_DE", ["0,87", "1,5", "0,1", "2"]),
        ("zh_CN", ["0.87", "1.5", "0.1", "2"]),
    ],
)
def test_numbers_have_the_decimal_sign_of_the_locale(in_locale, locale, texts):
    in_locale(locale)
    assert [score_text(0.871), decimal(1.5, 1), decimal(0.06, 1), factor(2.04)] == texts


def test_scores_of_the_dock_have_it(in_locale, qtbot):
    in_locale("de_DE")
    view, panel = ConversationView(), ResultPanel()
    qtbot.addWidget(view)
    qtbot.addWidget(panel)
    view.append_mark_answer(view.begin("what", "harbour"), 1, "ship", 0.8)
    assert view.toPlainText().endswith("Mark 1: ship (0,80)")
    assert not_sure_text(0.3) == "Not sure. Score 0,30: take this as a guess."
    panel.findChild(QSlider).setValue(25)
    assert panel.findChild(QLabel, object_names.MINIMUM_SCORE_VALUE).text() == "0,25"


def test_sizes_of_an_installation_have_it(in_locale, tmp_path):
    in_locale("de_DE")
    build = TorchBuild("for CPU", "", download=2540, disk=5000)
    choice = Choice(Interpreter.OF_USER, build, "/usr/bin/python3")
    rows = dict(rows_of(choice, Sources(*[tmp_path] * 4, "0.1.0"), Places(tmp_path)))
    assert rows["Download"] == "about 2,7 GB"
