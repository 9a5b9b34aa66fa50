"""Where file dialogs open."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProject

from ...settings import RESULT_FOLDER


def result_folder() -> Path:
    """The folder of the settings, else the project's, else the user's own."""
    return Path(RESULT_FOLDER.get() or QgsProject.instance().absolutePath() or Path.home())
