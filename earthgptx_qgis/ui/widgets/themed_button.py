"""A tool button whose icon follows the theme."""

from __future__ import annotations

from qgis.PyQt.QtCore import QEvent
from qgis.PyQt.QtWidgets import QToolButton, QWidget

from .icons import THEME_CHANGES, themed_icon


class ThemedButton(QToolButton):
    """Draws its icon in the colour its text has, also under style sheets."""

    def __init__(self, name: str, icon: str, tooltip: str, parent: QWidget) -> None:
        """Make a button.

        Args:
            name: its object name.
            icon: a file of resources/ without its extension.
        """
        super().__init__(parent)
        self._icon_name = icon
        self.setObjectName(name)
        self.setToolTip(tooltip)
        self.ensurePolished()  # a style sheet sets the palette only then
        self._draw_icon()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon anew when the theme changes."""
        super().changeEvent(event)
        if event.type() in THEME_CHANGES and hasattr(self, "_icon_name"):
            self._draw_icon()

    def _draw_icon(self) -> None:
        self.setIcon(themed_icon(self._icon_name, self.palette()))
