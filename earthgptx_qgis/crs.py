"""A CRS as the well-known text that marks and tiles carry, and back."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
)


def wkt_of(crs: QgsCoordinateReferenceSystem) -> str:
    """The CRS as WKT2, empty where there is none."""
    if not crs.isValid():
        return ""
    return crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED)


def crs_of(wkt: str) -> QgsCoordinateReferenceSystem:
    """The CRS of a WKT; an invalid one for an empty text."""
    if not wkt:
        return QgsCoordinateReferenceSystem()
    return QgsCoordinateReferenceSystem.fromWkt(wkt)


def transform_between(
    source: QgsCoordinateReferenceSystem,
    destination: QgsCoordinateReferenceSystem,
    context: QgsCoordinateTransformContext,
) -> QgsCoordinateTransform:
    """The way from source to destination.

    Does nothing where they are the same or one of them is unknown: coordinates without a CRS are
    taken as they are, as QGIS does when it draws them. Ask `isShortCircuited()`.
    """
    if not source.isValid() or not destination.isValid() or wkt_of(source) == wkt_of(destination):
        return QgsCoordinateTransform()
    return QgsCoordinateTransform(source, destination, context)
