"""How results look: a stable colour a label, low scores dashed, counts in the legend.

Symbols hold no data-defined property. QGIS shares its expression between a renderer and the copies
that draw and count in the background, and crashed (3.22) when the renderer was replaced while one
of these started. The one expression here, the renderer's class attribute, is parsed by each copy.
"""

from __future__ import annotations

import zlib
from typing import Iterable, List, Set

from qgis.core import (
    QgsAttributeTableConfig,
    QgsCategorizedSymbolRenderer,
    QgsExpression,
    QgsExpressionContext,
    QgsFeature,
    QgsFillSymbol,
    QgsLayerTreeLayer,
    QgsPalLayerSettings,
    QgsRendererCategory,
    QgsSimpleLineSymbolLayer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
    QgsVectorLayerUtils,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication

from .segment_rows import Status

LOW_SCORE = 0.5
"""Features scored below it have a category of their own, with a dashed outline."""

_LOW_SCORE_MARK = "\N{SYMBOL FOR UNIT SEPARATOR}low score"
"""What a category's value ends with; no model and no person writes such a label."""
_REJECTED = "\N{SYMBOL FOR UNIT SEPARATOR}rejected"
"""The category of what a person rejected, whatever its label."""
CATEGORY = (
    f"CASE WHEN \"status\" = '{Status.REJECTED.value}' THEN '{_REJECTED}' "
    f'WHEN "score" < {LOW_SCORE} AND "status" IS NOT \'{Status.ACCEPTED.value}\' '
    f'THEN "label" || \'{_LOW_SCORE_MARK}\' ELSE "label" END'
)
"""The expression that gives a feature's category; what a person drew has no score."""


def _plain(field: str) -> str:
    """The expression of a field's text with nothing in it that a map tip would take for HTML."""
    return f"replace(left(\"{field}\", 400), array('&', '<'), array('&amp;', '&lt;'))"


# Okabe and Ito's palette without black, then those of Paul Tol's colours that stay apart from it
# and are not too dark for water and forest: readable on imagery and for colour-blind people.
PALETTE = (
    "#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7",
    "#ee3377", "#44aa99", "#aa4499", "#bbcc33",
)  # fmt: skip
_MAP_TIP = (
    f'<b>[% {_plain("label")} %]</b> [% format_number("score" * 100, 0) %] %'
    f"<br>[% {_plain('phrase')} %]<br><i>[% {_plain('answer')} %]</i>"
)
_FIRST_COLUMNS = (
    "label", "change", "sure", "score", "status", "area_m2", "perimeter_m", "phrase", "answer",
)  # fmt: skip
_OTHER_COLOUR = "#dddddd"
_FILL_OPACITY = 56  # of 255
_DASHES = "2.4;1.8"  # millimetres drawn, millimetres left out


def apply_style(layer: QgsVectorLayer) -> None:
    """Give a layer of segments its renderer, map tip and labels (switched off).

    Features whose label has no category of its own show as "other", so that what a person types
    into the attribute table never vanishes from the map.
    """
    other = QgsRendererCategory("", symbol_of(_OTHER_COLOUR), _translate("other"))
    layer.setRenderer(QgsCategorizedSymbolRenderer(CATEGORY, [other]))
    layer.setMapTipTemplate(_MAP_TIP)
    layer.setDisplayExpression('"label"')
    layer.setLabeling(_labeling())
    layer.setLabelsEnabled(False)
    _order_columns(layer)


def categories_of(layer: QgsVectorLayer) -> Set[str]:
    """The values of the categories that the features a layer shows belong to."""
    values, _ = QgsVectorLayerUtils.getValues(layer, CATEGORY)
    return _with_a_label(values)


def categories_among(features: Iterable[QgsFeature]) -> Set[str]:
    """The values of the categories that these features, of a layer of segments, belong to."""
    expression, scope = QgsExpression(CATEGORY), QgsExpressionContext()
    values = []
    for feature in features:
        if not values:
            scope.setFields(feature.fields())
            expression.prepare(scope)
        scope.setFeature(feature)
        values.append(expression.evaluate(scope))
    return _with_a_label(values)


def add_categories(layer: QgsVectorLayer, values: Set[str]) -> bool:
    """Give every value that has none a category; those there are keep their look.

    Args:
        values: as of `categories_of` or `categories_among`.

    Returns:
        Whether the renderer changed. A renderer that a person put in the place of ours is left
        alone.
    """
    renderer = layer.renderer()
    if not isinstance(renderer, QgsCategorizedSymbolRenderer):
        return False
    if renderer.classAttribute() != CATEGORY:
        return False
    categories = renderer.categories()
    new_values = values - {str(category.value()) for category in categories}
    if not new_values:
        return False
    for value in sorted(new_values):
        _insert(categories, value)
    renderer = renderer.clone()
    renderer.deleteAllCategories()
    for category in categories:
        renderer.addCategory(category)
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
    """Show the legend's entries, and behind each how many features it stands for."""
    tree_layer.setCustomProperty("showFeatureCount", 1)
    # It counts as expanded from its birth, but only after a change the layer tree shows it so.
    tree_layer.setExpanded(False)
    tree_layer.setExpanded(True)


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


def _with_a_label(values: Iterable[object]) -> Set[str]:
    # Features without a label are among the "other" ones, whatever their score.
    return {value for value in values if isinstance(value, str)} - {"", _LOW_SCORE_MARK}


def _insert(categories: List[QgsRendererCategory], value: str) -> None:
    """Put a new category beside the other one of its label, in the same colour, else at the end."""
    if value == _REJECTED:
        text = _translate("rejected")
        categories.append(QgsRendererCategory(value, _rejected_symbol(), text))
        return
    label = value[: -len(_LOW_SCORE_MARK)] if value.endswith(_LOW_SCORE_MARK) else value
    is_low = value != label
    values = [category.value() for category in categories]
    partner = label if is_low else label + _LOW_SCORE_MARK
    if partner in values:
        index = values.index(partner)
        colour = categories[index].symbol().color().name()
        index += is_low
    else:
        colour = colour_of(label, (category.symbol().color().name() for category in categories))
        # What is left over, "other", stays the last.
        index = values.index("") if "" in values else len(values)
    text = _translate("{label}, low score").format(label=label) if is_low else label
    categories.insert(index, QgsRendererCategory(value, symbol_of(colour, is_low), text))


def symbol_of(colour: str, dashed: bool = False) -> QgsFillSymbol:
    """A see-through fill in a line of its colour, on a dark line that shows on any imagery."""
    rgb = ",".join(str(int(colour[start : start + 2], 16)) for start in (1, 3, 5))
    symbol = QgsFillSymbol.createSimple({"color": f"{rgb},{_FILL_OPACITY}", "outline_style": "no"})
    dashes = {"use_custom_dash": "1", "customdash": _DASHES} if dashed else {}
    for line_colour, width in (("20,20,20,160", "0.9"), (f"{rgb},255", "0.5")):
        line = {"line_color": line_colour, "line_width": width, "capstyle": "flat"}
        symbol.appendSymbolLayer(QgsSimpleLineSymbolLayer.create({**line, **dashes}))
    return symbol


def _rejected_symbol() -> QgsFillSymbol:
    """A thin grey line around nothing: what a person rejected steps back."""
    return QgsFillSymbol.createSimple(
        {"style": "no", "outline_color": "160,160,160,255", "outline_width": "0.3"}
    )


def _order_columns(layer: QgsVectorLayer) -> None:
    """The attribute table begins with what a person reviews by; the fields stay as they are.

    The key, which numbers the rows of a file, does not show.
    """
    config = QgsAttributeTableConfig()
    config.update(layer.fields())
    columns = {column.name: column for column in config.columns()}
    for index in layer.primaryKeyAttributes():
        columns[layer.fields().at(index).name()].hidden = True
    first = [columns.pop(name) for name in _FIRST_COLUMNS if name in columns]
    config.setColumns([*first, *columns.values()])
    layer.setAttributeTableConfig(config)


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
