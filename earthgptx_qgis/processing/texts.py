"""Words of the algorithms that several of them use."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication


def tr(text: str) -> str:
    """A text of the algorithms in the user's language."""
    return QCoreApplication.translate("Processing", text)
