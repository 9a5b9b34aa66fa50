"""How changes look: a colour for each, dashed where they are not sure."""

from __future__ import annotations

from qgis.core import QgsCategorizedSymbolRenderer, QgsRendererCategory
from qgis.PyQt.QtCore import QCoreApplication

from .changes import CHANGE_FIELD, SURE_FIELD, Change
from .style import symbol_of

_NOT_SURE_MARK = "\N{SYMBOL FOR UNIT SEPARATOR}not sure"
_CATEGORY = (
    f'CASE WHEN "{SURE_FIELD}" THEN "{CHANGE_FIELD}" '
    f"ELSE \"{CHANGE_FIELD}\" || '{_NOT_SURE_MARK}' END"
)
# Sky blue, vermilion and yellow of Okabe and Ito's palette, which colour-blind people tell apart.
_COLOURS = {
    Change.APPEARED: "#56b4e9",
    Change.DISAPPEARED: "#d55e00",
    Change.STAYED: "#f0e442",
}


def change_renderer() -> QgsCategorizedSymbolRenderer:
    """For a layer with the fields of `change_fields`."""
    texts = {
        Change.APPEARED: _translate("appeared"),
        Change.DISAPPEARED: _translate("disappeared"),
        Change.STAYED: _translate("stayed"),
    }
    categories = []
    for change, colour in _COLOURS.items():
        value, text = change.value, texts[change]
        categories.append(QgsRendererCategory(value, symbol_of(colour), text))
        if change is not Change.STAYED:
            text = _translate("{change}, not sure").format(change=text)
            dashed = symbol_of(colour, dashed=True)
            categories.append(QgsRendererCategory(value + _NOT_SURE_MARK, dashed, text))
    return QgsCategorizedSymbolRenderer(_CATEGORY, categories)


def _translate(text: str) -> str:
    return QCoreApplication.translate("ChangeStyle", text)
