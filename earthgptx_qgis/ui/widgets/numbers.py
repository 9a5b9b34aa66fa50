"""Numbers as a person reads them: with the decimal sign of the locale QGIS runs in.

What is stored in layers, exported as data or put out by Processing keeps the point.
"""

from __future__ import annotations

from qgis.PyQt.QtCore import QLocale


def decimal(number: float, places: int) -> str:
    """A number rounded to so many places: 0.87, in German 0,87."""
    return QLocale().toString(float(number), "f", places)


def factor(number: float) -> str:
    """A number of which two digits are enough: 1.3, 12, 2."""
    return QLocale().toString(float(number), "g", 2)


def score_text(score: float) -> str:
    """A score with its two places."""
    return decimal(score, 2)
