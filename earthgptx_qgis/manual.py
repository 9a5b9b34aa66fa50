"""Where the manual is that comes with the plugin."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QUrl

MANUAL = Path(__file__).resolve().parent / "resources" / "manual" / "index.html"


def manual_url(chapter: str = "") -> QUrl:
    """The manual, from its beginning or from a chapter.

    Args:
        chapter: the id of its headline.
    """
    url = QUrl.fromLocalFile(str(MANUAL))
    if chapter:
        url.setFragment(chapter)
    return url
