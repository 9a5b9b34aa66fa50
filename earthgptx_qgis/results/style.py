"""How results look: a stable colour a label, low scores dashed, counts in the legend."""

from __future__ import annotations

import zlib
from typing import Dict, Iterable, Set

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsLayerTreeLayer,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRendererCategory,
    QgsSimpleLineSymbolLayer,
    QgsSymbolLayer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication

LOW_SCORE = 0.5
"""Outlines of features scored below it are dashed."""

# Okabe and Ito's palette without black, then those of Paul Tol's colours that stay apart from it
# and are not too dark for water and forest: readable on imagery and for colour-blind people.
PALETTE = (
    "#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7",
    "#ee3377", "#44aa99", "#aa4499", "#bbcc33",
)  # fmt: skip
_OTHER_COLOUR = "#dddddd"
_FILL_OPACITY = 56  # of 255
_DASHES = "2.4;1.8"  # millimetres drawn, millimetres left out


def apply_style(layer: QgsVectorLayer) -> None:
    """Give a layer of segments its renderer, map tip and labels (switched off).

    Features whose label has no category of its own show as "other", so that what a person types
    into the attribute table never vanishes from the map.
    """
    other = QgsRendererCategory("", _symbol(_OTHER_COLOUR), _translate("other"))
    layer.setRenderer(QgsCategorizedSymbolRenderer("label", [other]))
    layer.setMapTipTemplate(
        '<b>[% "label" %]</b> [% format_number("score" * 100, 0) %] %<br>[% "phrase" %]'
    )
    layer.setDisplayExpression('"label"')
    layer.setLabeling(_labeling())
    layer.setLabelsEnabled(False)


def add_labels(layer: QgsVectorLayer, labels: Iterable[str]) -> bool:
    """Give every label that has none a category; those there are keep their look.

    Returns:
        Whether the renderer changed. A renderer that a person put in the place of ours is left
        alone.
    """
    renderer = layer.renderer()
    if not isinstance(renderer, QgsCategorizedSymbolRenderer):
        return False
    if renderer.classAttribute() != "label":
        return False
    known = {str(category.value()) for category in renderer.categories()}
    new_labels = sorted(set(labels) - known - {""})
    if not new_labels:
        return False
    renderer = renderer.clone()
    taken = {category.symbol().color().name() for category in renderer.categories()}
    for label in new_labels:
        colour = colour_of(label, taken)
        taken.add(colour)
        renderer.addCategory(QgsRendererCategory(label, _symbol(colour), label))
    _move_other_to_the_end(renderer)
    layer.setRenderer(renderer)
    return True


def colour_of(label: str, taken: Iterable[str] = ()) -> str:
    """The colour of a label as "#rrggbb": always the same one, unless another label took it.

    Past as many labels as there are colours they repeat.
    """
    start = zlib.crc32(label.encode()) % len(PALETTE)
    used: Set[str] = set(taken)
    for colour in PALETTE[start:] + PALETTE[:start]:
        if colour not in used:
            return colour
    return PALETTE[start]


def show_counts(tree_layer: QgsLayerTreeLayer) -> None:
    """Show behind every legend entry how many features it stands for."""
    tree_layer.setCustomProperty("showFeatureCount", 1)


def refresh_counts(layer: QgsVectorLayer) -> None:
    """Count again what stands behind the legend's entries; QGIS does not after a new filter."""

    def forget_counts() -> None:
        # Setting a renderer, even the same, is what makes QGIS forget them and ask again.
        if not sip.isdeleted(layer):
            layer.setRenderer(layer.renderer().clone())

    counter = layer.countSymbolFeatures()
    if counter is None:
        forget_counts()
    else:  # it counts what was there when it started
        counter.taskCompleted.connect(forget_counts)


def show_labels(layer: QgsVectorLayer, shown: bool) -> None:
    """Write label and score beside the features, or stop it."""
    layer.setLabelsEnabled(shown)
    layer.triggerRepaint()


def _symbol(colour: str) -> QgsFillSymbol:
    """A see-through fill in a line of its colour, on a dark line that shows on any imagery."""
    rgb = ",".join(str(int(colour[start : start + 2], 16)) for start in (1, 3, 5))
    symbol = QgsFillSymbol.createSimple({"color": f"{rgb},{_FILL_OPACITY}", "outline_style": "no"})
    for line_colour, width in (("20,20,20,160", "0.9"), (f"{rgb},255", "0.5")):
        line = {"line_color": line_colour, "line_width": width, "capstyle": "flat"}
        dashes = {"use_custom_dash": "1", "customdash": _DASHES}
        symbol.appendSymbolLayer(_outline({**line, **dashes}, f'"score" < {LOW_SCORE}'))
        symbol.appendSymbolLayer(_outline(line, f'"score" IS NULL OR "score" >= {LOW_SCORE}'))
    return symbol


def _outline(properties: Dict[str, str], shown_if: str) -> QgsSymbolLayer:
    """A line around the features an expression is true for.

    A data-defined dash pattern would be shorter, but in QGIS 3.22 it stays for the features drawn
    after the first dashed one.
    """
    outline = QgsSimpleLineSymbolLayer.create(properties)
    # Not Property.PropertyLayerEnabled: later releases renamed the scoped name only.
    outline.setDataDefinedProperty(
        QgsSymbolLayer.PropertyLayerEnabled, QgsProperty.fromExpression(shown_if)
    )
    return outline


def _move_other_to_the_end(renderer: QgsCategorizedSymbolRenderer) -> None:
    for index, category in enumerate(renderer.categories()):
        if category.value() == "":
            renderer.moveCategory(index, len(renderer.categories()) - 1)
            return


def _labeling() -> QgsVectorLayerSimpleLabeling:
    settings = QgsPalLayerSettings()
    settings.fieldName = '"label" || \' \' || format_number("score", 2)'
    settings.isExpression = True
    text = QgsTextFormat()
    text.setSize(9)
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(0.8)
    text.setBuffer(halo)
    settings.setFormat(text)
    return QgsVectorLayerSimpleLabeling(settings)


def _translate(text: str) -> str:
    return QCoreApplication.translate("ResultStyle", text)
