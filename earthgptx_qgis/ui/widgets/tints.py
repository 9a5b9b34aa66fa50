"""Colours that tell kinds of text apart, in light and dark themes."""

from __future__ import annotations

from enum import Enum

from qgis.PyQt.QtGui import QColor, QPalette

_SHARE = 0.18
_MUTING = 0.4
_MUTING_ON_DARK = 0.22  # dark themes have less contrast to spare
_STRENGTHENING = 0.25


class Tint(Enum):
    """What a tinted passage is, and the colour it leans to."""

    INFORMATION = "#3a7bd5"
    CAUTION = "#e0a000"
    FAILURE = "#d33a2c"


def tint_of(tint: Tint, palette: QPalette) -> QColor:
    """The theme's base colour, leaning to the tint; text on it stays readable."""
    return _between(palette.color(QPalette.ColorRole.Base), QColor(tint.value), _SHARE)


def strong_of(tint: Tint, palette: QPalette) -> QColor:
    """The tint's own colour, leaning to the theme's text so that it stands out on either theme."""
    return _between(QColor(tint.value), palette.color(QPalette.ColorRole.Text), _STRENGTHENING)


def muted_of(palette: QPalette) -> QColor:
    """The colour of small print: the theme's text colour, leaning to its base colour."""
    text = palette.color(QPalette.ColorRole.Text)
    base = palette.color(QPalette.ColorRole.Base)
    is_dark = base.lightness() < text.lightness()
    return _between(text, base, _MUTING_ON_DARK if is_dark else _MUTING)


def _between(start: QColor, end: QColor, share: float) -> QColor:
    return QColor(
        round(start.red() + (end.red() - start.red()) * share),
        round(start.green() + (end.green() - start.green()) * share),
        round(start.blue() + (end.blue() - start.blue()) * share),
    )
