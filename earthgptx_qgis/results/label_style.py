"""How features look of which each was classified: a colour a label."""

from __future__ import annotations

from typing import Set

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsRendererCategory,
    QgsSymbol,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QColor

from .feature_fields import LABEL_FIELD
from .style import colour_of

_COLOUR_WITHOUT_LABEL = "#dddddd"
_OPACITY = 0.7


def colour_by_label(layer: QgsVectorLayer) -> None:
    """A colour a label, for features of any geometry; those without one come last."""
    index = layer.fields().lookupField(LABEL_FIELD)
    labels = sorted(value for value in layer.uniqueValues(index) if isinstance(value, str))
    taken: Set[str] = set()
    categories = []
    for label in [*labels, ""]:
        colour = colour_of(label, taken)
        taken.add(colour)
        symbol = QgsSymbol.defaultSymbol(layer.geometryType())
        symbol.setColor(QColor(colour if label else _COLOUR_WITHOUT_LABEL))
        symbol.setOpacity(_OPACITY)
        categories.append(QgsRendererCategory(label, symbol, label or _translate("no answer")))
    layer.setRenderer(QgsCategorizedSymbolRenderer(LABEL_FIELD, categories))
    layer.setDisplayExpression(f'"{LABEL_FIELD}"')
    layer.triggerRepaint()


def _translate(text: str) -> str:
    return QCoreApplication.translate("LabelStyle", text)
