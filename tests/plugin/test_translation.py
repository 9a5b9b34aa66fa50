"""The plugin in German and Chinese, as Qt itself reads the compiled files."""

from __future__ import annotations

import pytest
from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QCoreApplication

from earthgptx_qgis.translation import install_translator, language_of, remove_translator
from earthgptx_qgis.ui.asking.question_line import QuestionLine
from scripts.translations import compile_all, messages_of, read, source_of


@pytest.fixture
def in_language(qgis_app):
    """A function that has QGIS use a locale for as long as the test runs."""
    compile_all()
    translators = []

    def use(locale):
        QgsSettings().setValue("locale/overrideFlag", True)
        QgsSettings().setValue("locale/userLocale", locale)
        translators.append(install_translator())
        return translators[-1]

    yield use
    for translator in translators:
        remove_translator(translator)
    QgsSettings().remove("locale/overrideFlag")
    QgsSettings().remove("locale/userLocale")


@pytest.fixture
def question_line_in(in_language, qtbot):
    """A function: the question line in a language.

    It is kept for longer than the test's function: Python may collect a widget that nobody holds
    in the middle of an event for it, and the pytest plugin for Qt sends events after that function.
    """
    lines = []

    def made(locale):
        in_language(locale)
        lines.append(QuestionLine())
        qtbot.addWidget(lines[-1])
        return lines[-1]

    return made


@pytest.mark.parametrize(
    ("locale", "ask", "point"),
    [("de", "Fragen", "Punkt"), ("de_AT", "Fragen", "Punkt"), ("zh-Hans", "提问", "点")],
)
def test_buttons_and_tasks_speak_the_language_of_qgis(question_line_in, locale, ask, point):
    line = question_line_in(locale)
    assert line.findChild(object, "earthgptx_ask").text() == ask
    assert QCoreApplication.translate("TaskTexts", "Point") == point


@pytest.mark.parametrize("locale", ["en", "fr_CA", "zh-Hant", "zh_TW"])
def test_other_languages_see_english(in_language, locale):
    assert in_language(locale) is None
    assert QCoreApplication.translate("TaskTexts", "Point") == "Point"


@pytest.mark.parametrize("language", ["de", "zh_CN"])
def test_qt_finds_every_translation_in_the_compiled_file(in_language, language):
    in_language(language)
    translations = read(source_of(language))
    assert len(translations) > 500
    wrong = {
        message: translation
        for message, translation in translations.items()
        if QCoreApplication.translate(*message) != translation
    }
    assert wrong == {}


def test_what_goes_on_is_told_by_one_character_as_in_qgis():
    texts = {text for _, text in messages_of()}
    for language in ("de", "zh_CN"):
        texts |= set(read(source_of(language)).values())
    assert sorted(text for text in texts if "..." in text) == []


def test_english_is_back_when_the_plugin_is_unloaded(in_language):
    remove_translator(in_language("de"))
    assert QCoreApplication.translate("QuestionLine", "Ask") == "Ask"


def test_the_texts_of_the_processing_algorithms_are_among_them():
    assert ("Processing", "Find a phrase in a raster") in messages_of()


def test_the_name_of_a_locale_tells_the_translation():
    assert language_of("de") == "de"
    assert language_of("zh") == "zh_CN"
    assert language_of("zh_CN") == "zh_CN"
    assert language_of("zh-Hant") == ""
