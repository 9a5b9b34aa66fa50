"""Every setting of the plugin, declared once: its key, type, default and limits."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Generic, Optional, TypeVar

from qgis.core import QgsSettings

PREFIX = "earthgptx_qgis/"
_LOG = logging.getLogger(__name__)
Value = TypeVar("Value", str, int, float, bool)


@dataclass(frozen=True)
class Setting(Generic[Value]):
    """One value kept in the user's QGIS profile.

    Attributes:
        key: its name under PREFIX.
        default: used until the user chooses; its type is the setting's type.
        minimum, maximum: limits of a number; what is stored beyond them is drawn back to them.
    """

    key: str
    default: Value
    minimum: Optional[Value] = None
    maximum: Optional[Value] = None

    def get(self) -> Value:
        """The stored value, or the default where none is stored or it is of another type."""
        try:
            value = QgsSettings().value(PREFIX + self.key, self.default, type(self.default))
        except TypeError:  # the profile's ini file was edited by hand
            _LOG.warning("the setting %s is unreadable, %r is used", self.key, self.default)
            return self.default
        return self._within_limits(value)

    def set(self, value: Value) -> None:
        """Store a value, drawn to the limits."""
        QgsSettings().setValue(PREFIX + self.key, self._within_limits(value))

    def reset(self) -> None:
        """Back to the default."""
        QgsSettings().remove(PREFIX + self.key)

    def _within_limits(self, value: Value) -> Value:
        if self.minimum is not None:
            value = max(self.minimum, value)
        if self.maximum is not None:
            value = min(self.maximum, value)
        return value


BACKEND_COMMAND = Setting("backend_command", "")
"""A full command line, such as `ssh gpu-box python -I -u -m backend`; empty means this machine's
own installation."""

PACKAGE_INDEX = Setting("package_index", "")
"""Index of Python packages, such as a company's mirror; empty means uv's and pip's own."""

TORCH_INDEX = Setting("torch_index", "")
"""Index that PyTorch is taken from; empty means the one of the chosen build."""

UV_RELEASES = Setting("uv_releases", "https://github.com/astral-sh/uv/releases/download")
"""Where uv is downloaded from if there is none; below it lies a folder for each version."""

RESULT_FOLDER = Setting("result_folder", "")
"""Where the save dialog opens; empty means the project's folder."""

MINIMUM_SCORE = Setting("minimum_score", 0.3, minimum=0.0, maximum=1.0)
"""Where the slider of a new result layer starts."""

HOVER_PREVIEW = Setting("hover_preview", True)
"""Whether the point tool shows the outline of what is under the cursor."""

TOUR_SHOWN = Setting("tour_shown", False)
"""Whether the short tour of the dock has been shown; it never comes again by itself."""

FEATURE_MARGIN = Setting("feature_margin", 25, minimum=0, maximum=400)
"""What is shown around a selected feature, in percent of its size."""

TILE_SIZE = Setting("tile_size", 1024, minimum=64, maximum=4096)
"""Longest side, in pixels, of the tile that is sent with a question."""
