"""Colours that tell kinds of text apart, in light and dark themes."""

from __future__ import annotations

from enum import Enum

from qgis.PyQt.QtGui import QColor, QPalette
from qgis.PyQt.QtWidgets import QWidget

_SHARE = 0.18
_MUTINGS = tuple(percent / 100 for percent in range(40, 0, -2))
_READABLE = 4.5
"""Contrast that the Web Content Accessibility Guidelines ask of small text (level AA)."""
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
    """The colour of small print: the theme's text colour, as near to its base as can be read."""
    text = palette.color(QPalette.ColorRole.Text)
    base = palette.color(QPalette.ColorRole.Base)
    dimmer = (_between(text, base, share) for share in _MUTINGS)
    return next((colour for colour in dimmer if _contrast(colour, base) >= _READABLE), text)


def dim_hint(field: QWidget) -> None:
    """Mute the hint of an empty field: under QGIS's dark themes it is as bright as typed text.

    To be called again whenever the theme changes.
    """
    palette = field.palette()
    muted = muted_of(palette)
    if palette.color(QPalette.ColorRole.PlaceholderText) != muted:
        palette.setColor(QPalette.ColorRole.PlaceholderText, muted)
        field.setPalette(palette)


def _contrast(one: QColor, other: QColor) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    """Relative luminance of a colour in sRGB, as the guidelines define it."""
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _between(start: QColor, end: QColor, share: float) -> QColor:
    return QColor(
        round(start.red() + (end.red() - start.red()) * share),
        round(start.green() + (end.green() - start.green()) * share),
        round(start.blue() + (end.blue() - start.blue()) * share),
    )
