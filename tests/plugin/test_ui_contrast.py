"""Small print is readable in light and in dark themes."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtGui import QColor, QPalette
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from earthgptx_qgis.ui.asking.question_edit import QuestionEdit
from earthgptx_qgis.ui.conversation.conversation_view import ConversationView
from earthgptx_qgis.ui.widgets.tints import muted_of

READABLE = 4.5
"""Contrast that the Web Content Accessibility Guidelines ask of small text (level AA)."""


def luminance(colour):
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_the_guidelines_do():
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21.0)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("text", "base"),
    [("#000000", "#ffffff"), ("#aaaaaa", "#222222"), ("#0e0e0e", "#b2b2b2")],
    ids=["default", "Night Mapping", "Blend of Gray"],
)
def test_small_print_is_readable(qgis_app, text, base):
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, QColor(text))
    palette.setColor(QPalette.ColorRole.Base, QColor(base))
    assert contrast(muted_of(palette), QColor(base)) >= READABLE


def test_small_print_is_as_bright_as_text_where_the_theme_has_no_contrast_to_spare(qgis_app):
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, QColor("#777777"))
    palette.setColor(QPalette.ColorRole.Base, QColor("#ffffff"))
    assert muted_of(palette).name() == "#777777"


@pytest.fixture
def themed(qtbot):
    """A function: a field in a window whose theme is a style sheet, as those of QGIS are."""
    windows = []

    def made(kind, text, base):
        window = QWidget()
        qtbot.addWidget(window)
        windows.append(window)
        field = kind()
        QVBoxLayout(window).addWidget(field)
        use_theme(window, text, base)
        window.show()
        return field

    return made


def use_theme(window, text, base):
    window.setStyleSheet(f"QTextEdit, QPlainTextEdit {{ color: {text}; background-color: {base} }}")


def assert_dim_but_readable(field, text, base):
    hint = field.palette().color(QPalette.ColorRole.PlaceholderText)
    assert field.palette().color(QPalette.ColorRole.Text).name() == text
    assert READABLE <= contrast(hint, QColor(base)) < 0.75 * contrast(QColor(text), QColor(base))


@pytest.mark.parametrize("kind", [QuestionEdit, ConversationView])
@pytest.mark.parametrize(
    ("text", "base"),
    [("#000000", "#ffffff"), ("#aaaaaa", "#222222"), ("#0e0e0e", "#b2b2b2")],
    ids=["default", "Night Mapping", "Blend of Gray"],
)
def test_a_hint_is_dimmer_than_typed_text_and_readable(themed, kind, text, base):
    assert_dim_but_readable(themed(kind, text, base), text, base)


@pytest.mark.parametrize("kind", [QuestionEdit, ConversationView])
def test_a_hint_follows_the_theme(themed, kind):
    field = themed(kind, "#000000", "#ffffff")
    use_theme(field.window(), "#aaaaaa", "#222222")
    assert_dim_but_readable(field, "#aaaaaa", "#222222")
    use_theme(field.window(), "#000000", "#ffffff")
    assert_dim_but_readable(field, "#000000", "#ffffff")


@pytest.mark.parametrize("kind", [QuestionEdit, ConversationView])
def test_without_a_theme_a_hint_is_readable(qtbot, kind):
    field = kind()
    qtbot.addWidget(field)
    hint = field.palette().color(QPalette.ColorRole.PlaceholderText)
    assert contrast(hint, field.palette().color(QPalette.ColorRole.Base)) >= READABLE
