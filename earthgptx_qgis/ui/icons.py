"""The plugin's own icons, drawn in the colours of the theme."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QByteArray, QEvent, QSize, Qt
from qgis.PyQt.QtGui import QIcon, QPainter, QPalette, QPixmap
from qgis.PyQt.QtSvg import QSvgRenderer

_FOLDER = Path(__file__).resolve().parent.parent / "resources"

THEME_CHANGES = (QEvent.Type.PaletteChange, QEvent.Type.StyleChange)
"""Events after which icons have to be drawn anew."""

_SIZES = (16, 24, 32, 48, 96)


def plugin_icon() -> QIcon:
    """The coloured icon of the plugin itself."""
    return QIcon(str(_FOLDER / "earthgptx.svg"))


def themed_icon(name: str, palette: QPalette) -> QIcon:
    """An icon of resources/ whose `currentColor` is the palette's text colour.

    Qt draws currentColor black whatever the theme, so it is replaced before drawing.
    """
    drawing = (_FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    icon = QIcon()
    for mode, group in (
        (QIcon.Mode.Normal, QPalette.ColorGroup.Active),
        (QIcon.Mode.Disabled, QPalette.ColorGroup.Disabled),
    ):
        colour = palette.color(group, QPalette.ColorRole.ButtonText).name()
        renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
        for size in _SIZES:
            icon.addPixmap(_render(renderer, size), mode)
    return icon


def _render(renderer: QSvgRenderer, size: int) -> QPixmap:
    pixmap = QPixmap(QSize(size, size))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    return pixmap
