"""Small print is readable in light and in dark themes."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtGui import QColor, QPalette

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
    [("#000000", "#ffffff"), ("#aaaaaa", "#222222"), ("#eaeaea", "#323232")],
    ids=["default", "Night Mapping", "Blend of Gray"],
)
def test_small_print_is_readable(qgis_app, text, base):
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, QColor(text))
    palette.setColor(QPalette.ColorRole.Base, QColor(base))
    assert contrast(muted_of(palette), QColor(base)) >= READABLE
