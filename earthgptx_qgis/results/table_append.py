"""More rows for a table that exists: all of them or none."""

from __future__ import annotations

from typing import Dict, List, Tuple

from qgis.core import (
    QgsCoordinateTransform,
    QgsFeature,
    QgsProject,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..errors import SaveError, TableUnsuitable
from .table_crs import from_table


def append_features(source: QgsVectorLayer, target: QgsVectorLayer) -> Tuple[str, ...]:
    """Write the features of one layer into the table behind another.

    Fields are mapped by name, whatever their case; geometries are transformed where the CRS
    differs. The key of the table is never written: rows are only ever added.

    Returns:
        Names of the source's fields that the table does not have.

    Raises:
        TableUnsuitable: another type of geometry, a CRS on one side only, or a value that does
            not fit the field of its name.
        SaveError: the table refused the rows; it is as before.
    """
    transform = _transform(source, target)
    mapping, left_out = _mapping(source, target)
    features = [
        _row(feature, source, target, mapping, transform) for feature in source.getFeatures()
    ]
    provider = target.dataProvider()
    if not provider.addFeatures(features)[0]:
        raise SaveError(
            _translate("Nothing was appended to {table}: {reason}").format(
                table=target.source(), reason="; ".join(provider.errors())
            ),
            _translate("Close the file in other programs, or save the results as a new table."),
        )
    return left_out


def _transform(source: QgsVectorLayer, target: QgsVectorLayer) -> QgsCoordinateTransform:
    if target.wkbType() not in (source.wkbType(), QgsWkbTypes.Type.Unknown):
        raise _unsuitable(
            target,
            _translate("it holds {theirs}, the results are {ours}").format(
                theirs=QgsWkbTypes.displayString(target.wkbType()),
                ours=QgsWkbTypes.displayString(source.wkbType()),
            ),
        )
    source_crs, target_crs = from_table(source.crs()), from_table(target.crs())
    if source_crs.isValid() != target_crs.isValid():
        raise _unsuitable(target, _translate("either it or the results have no CRS"))
    context = QgsProject.instance().transformContext()
    return QgsCoordinateTransform(source_crs, target_crs, context)


def _mapping(
    source: QgsVectorLayer, target: QgsVectorLayer
) -> Tuple[Dict[int, int], Tuple[str, ...]]:
    """Source field index to target field index, and the names of those without a counterpart."""
    keys = set(target.primaryKeyAttributes())
    mapping: Dict[int, int] = {}
    left_out: List[str] = []
    for index, field in enumerate(source.fields()):
        counterpart = target.fields().lookupField(field.name())
        if counterpart < 0:
            left_out.append(field.name())
        elif counterpart not in keys:
            mapping[index] = counterpart
    return mapping, tuple(left_out)


def _row(
    feature: QgsFeature,
    source: QgsVectorLayer,
    target: QgsVectorLayer,
    mapping: Dict[int, int],
    transform: QgsCoordinateTransform,
) -> QgsFeature:
    row = QgsFeature(target.fields())
    geometry = feature.geometry()
    if transform.isValid() and not transform.isShortCircuited():
        geometry.transform(transform)
    row.setGeometry(geometry)
    for index, counterpart in mapping.items():
        field = target.fields().at(counterpart)
        try:
            row.setAttribute(counterpart, field.convertCompatible(feature.attribute(index)))
        except ValueError as error:
            raise _unsuitable(
                target,
                _translate("its field “{field}” does not take “{value}”").format(
                    field=field.name(), value=feature.attribute(index)
                ),
            ) from error
    return row


def _unsuitable(target: QgsVectorLayer, reason: str) -> TableUnsuitable:
    return TableUnsuitable(
        _translate("Nothing was appended to {table}: {reason}.").format(
            table=target.source(), reason=reason
        ),
        _translate("Choose another table, or save the results as a new one."),
    )


def _translate(text: str) -> str:
    return QCoreApplication.translate("TableAppend", text)
