"""Features of one layer as rows of another one: values mapped to its fields, places to its CRS."""

from __future__ import annotations

from typing import Callable, Dict, Iterator, Mapping, Optional, Sequence, Tuple

from qgis.core import (
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsFeatureRequest,
    QgsField,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..errors import TableUnsuitable
from .table_crs import from_table

FieldMapping = Mapping[str, str]
"""Name of a target field to an expression over the source's features."""


def mapping_by_name(source: QgsVectorLayer, target: QgsVectorLayer) -> Dict[str, str]:
    """Every field of the target from the source's of that name, in any case; keys stay out."""
    keys = set(target.primaryKeyAttributes())
    source_keys = set(source.primaryKeyAttributes())
    return {
        field.name(): QgsExpression.quotedColumnRef(source.fields().at(counterpart).name())
        for index, field in enumerate(target.fields())
        for counterpart in [source.fields().lookupField(field.name())]
        if counterpart >= 0 and counterpart not in source_keys and index not in keys
    }


def left_out(source: QgsVectorLayer, target: QgsVectorLayer) -> Tuple[str, ...]:
    """Names of the source's fields that the target does not have."""
    names = source.fields().names()
    return tuple(name for name in names if target.fields().lookupField(name) < 0)


def mapped_rows(
    source: QgsVectorLayer,
    target: QgsVectorLayer,
    mapping: FieldMapping,
    transform_context: QgsCoordinateTransformContext,
    feature_ids: Optional[Sequence[int]] = None,
) -> Iterator[QgsFeature]:
    """What the source shows, row by row for the target; fields that are not mapped stay empty.

    May run in any thread as long as the mapping names nothing but fields: whatever is more than
    that may ask the project.

    Args:
        feature_ids: those of the source's features that are wanted; None means all.

    Raises:
        TableUnsuitable: one of the two has a CRS and the other has none, an expression cannot be
            evaluated, or a value does not fit its field.
    """
    transform = _transform(source, target, transform_context)
    scope = QgsExpressionContext()
    values = {
        target.fields().lookupField(name): _value_of(expression, source, target, scope)
        for name, expression in mapping.items()
        if expression
    }
    request = QgsFeatureRequest()
    if feature_ids is not None:
        request.setFilterFids(list(feature_ids))
    for feature in source.getFeatures(request):
        scope.setFeature(feature)
        row = QgsFeature(target.fields())
        geometry = feature.geometry()
        if transform.isValid() and not transform.isShortCircuited():
            geometry.transform(transform)
        row.setGeometry(geometry)
        for index, value in values.items():
            row.setAttribute(index, _fitting(value(feature), target.fields().at(index), target))
        yield row


def unsuitable(target: QgsVectorLayer, reason: str) -> TableUnsuitable:
    """Why features cannot become rows of a layer."""
    return TableUnsuitable(
        _translate("Nothing was appended to {table}: {reason}.").format(
            table=target.source() if target.providerType() == "ogr" else target.name(),
            reason=reason,
        ),
        _translate("Choose another table, or save the results as a new one."),
    )


def _transform(
    source: QgsVectorLayer, target: QgsVectorLayer, context: QgsCoordinateTransformContext
) -> QgsCoordinateTransform:
    source_crs, target_crs = from_table(source.crs()), from_table(target.crs())
    if source_crs.isValid() != target_crs.isValid():
        raise unsuitable(target, _translate("either it or the results have no CRS"))
    return QgsCoordinateTransform(source_crs, target_crs, context)


def _value_of(
    text: str, source: QgsVectorLayer, target: QgsVectorLayer, scope: QgsExpressionContext
) -> Callable[[QgsFeature], object]:
    expression = QgsExpression(text)
    if expression.isField():
        index = source.fields().lookupField(expression.rootNode().name())
        if index >= 0:
            return lambda feature: feature.attribute(index)
    if not scope.scopeCount():
        scope.appendScopes(QgsExpressionContextUtils.globalProjectLayerScopes(source))
    if expression.hasParserError() or not expression.prepare(scope):
        problem = expression.parserErrorString() or expression.evalErrorString()
        raise unsuitable(target, f"{text}: {problem}")

    def evaluate(_: QgsFeature) -> object:
        value = expression.evaluate(scope)
        if expression.hasEvalError():
            raise unsuitable(target, f"{text}: {expression.evalErrorString()}")
        return value

    return evaluate


def _fitting(value: object, field: QgsField, target: QgsVectorLayer) -> object:
    try:
        return field.convertCompatible(value)
    except ValueError as error:
        text = _translate("its field “{field}” does not take “{value}”")
        raise unsuitable(target, text.format(field=field.name(), value=value)) from error


def _translate(text: str) -> str:
    return QCoreApplication.translate("FieldMapping", text)
