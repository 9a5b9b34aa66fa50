"""The plugin in German and Chinese, as Qt itself reads the compiled files."""

from __future__ import annotations

import pytest
from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QCoreApplication

from earthgptx_qgis.runtime.device_text import device_text
from earthgptx_qgis.translation import install_translator, language_of, remove_translator
from earthgptx_qgis.ui.asking.question_line import QuestionLine
from earthgptx_qgis.wire.messages import SCHEMA_VERSION, ModelCard, Ready
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


def ready_on(device, reason):
    card = ModelCard("nano", "0" * 64, (), (), (0.1, 10.0), 1024, 0.3)
    return Ready(SCHEMA_VERSION, "0.1.0", device, reason, card)


@pytest.mark.parametrize(
    ("device", "reason", "german", "chinese"),
    [
        ("cpu", "no NVIDIA GPU was found", "keine NVIDIA-GPU gefunden", "未找到 NVIDIA GPU"),
        (
            "cpu",
            "there is an NVIDIA GPU, but PyTorch was installed without CUDA",
            "eine NVIDIA-GPU ist da, aber PyTorch wurde ohne CUDA installiert",
            "有 NVIDIA GPU，但安装的 PyTorch 不含 CUDA",
        ),
        (
            "cuda:0",
            "2 NVIDIA GPU found, checked when the model is loaded",
            "NVIDIA-GPUs gefunden: 2, geprüft beim Laden des Modells",
            "找到 2 个 NVIDIA GPU，加载模型时再检查",
        ),
        (
            "mps",
            "an Apple GPU, checked when the model is loaded",
            "eine Apple-GPU, geprüft beim Laden des Modells",
            "Apple GPU，加载模型时再检查",
        ),
        ("cpu", "as requested", "wie gewünscht", "按要求"),
        (
            "cpu",
            "set by EARTHGPTX_DEVICE",
            "gesetzt durch EARTHGPTX_DEVICE",
            "由 EARTHGPTX_DEVICE 设定",
        ),
        ("npu", "an odd one", "an odd one", "an odd one"),
    ],
)
def test_why_the_backend_computes_there_is_told_in_the_language(
    in_language, device, reason, german, chinese
):
    ready = ready_on(device, reason)
    assert device_text(ready) == f"{device} ({reason})"
    in_language("de")
    assert device_text(ready) == f"{device} ({german})"
    in_language("zh-Hans")
    assert device_text(ready) == f"{device}（{chinese}）"


def test_the_reasons_that_are_translated_are_those_of_the_backend():
    sent = (source_of("de").parents[2] / "backend" / "device.py").read_text()
    known = [text for context, text in messages_of() if context == "DeviceText"]
    known.remove("{device} ({reason})")
    known = [text.replace("{variable}", "{VARIABLE}") for text in known]
    assert len(known) == 6
    assert [text for text in known if f'"{text}"' not in sent] == []


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
