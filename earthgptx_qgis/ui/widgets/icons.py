"""The plugin's own icons, drawn in the colours of the theme."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QByteArray, QEvent, QSize, Qt
from qgis.PyQt.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap, QPixmapCache
from qgis.PyQt.QtSvg import QSvgRenderer

_FOLDER = Path(__file__).resolve().parents[2] / "resources"

THEME_CHANGES = (QEvent.Type.PaletteChange, QEvent.Type.StyleChange)
"""Events after which icons have to be drawn anew."""

_SIZES = (16, 24, 32, 48, 96)
_OPACITY_DISABLED = 0.35


def plugin_icon() -> QIcon:
    """The coloured icon of the plugin itself."""
    return QIcon(str(_FOLDER / "earthgptx.svg"))


def themed_icon(name: str, palette: QPalette) -> QIcon:
    """An icon of resources/ whose `currentColor` is the palette's colour of text on buttons.

    Qt draws currentColor black whatever the theme, so it is replaced before drawing.
    """
    drawing = (_FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    colour = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText).name()
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
    icon = QIcon()
    for size in _SIZES:
        icon.addPixmap(_render(renderer, size, 1.0), QIcon.Mode.Normal)
        icon.addPixmap(_render(renderer, size, _OPACITY_DISABLED), QIcon.Mode.Disabled)
    return icon


def drawn_icon(name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
    """An icon of resources/ in a colour, for drawing it oneself.

    Args:
        size: in points of the widget; ratio: pixels per point.
    """
    key = f"earthgptx/{name}/{colour.name()}/{size}/{ratio}"
    drawn = QPixmapCache.find(key)
    if drawn is None:
        drawing = (_FOLDER / f"{name}.svg").read_text(encoding="utf-8")
        renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour.name()).encode()))
        drawn = _render(renderer, round(size * ratio), 1.0)
        drawn.setDevicePixelRatio(ratio)
        QPixmapCache.insert(key, drawn)
    return drawn


def _render(renderer: QSvgRenderer, size: int, opacity: float) -> QPixmap:
    pixmap = QPixmap(QSize(size, size))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(opacity)
    renderer.render(painter)
    painter.end()
    return pixmap
