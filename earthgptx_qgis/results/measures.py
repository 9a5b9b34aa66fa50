"""Areas and lengths on the ellipsoid."""

from __future__ import annotations

from typing import Callable, Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsDistanceArea,
    QgsGeometry,
)

Measure = Callable[[QgsGeometry], Optional[float]]


def geodesic_area(
    crs: QgsCoordinateReferenceSystem, transform_context: QgsCoordinateTransformContext
) -> Measure:
    """A function: the square metres of a polygon in a CRS; None where there is no CRS."""
    return _on_ellipsoid(crs, transform_context).measureArea if crs.isValid() else _unknown


def geodesic_perimeter(
    crs: QgsCoordinateReferenceSystem, transform_context: QgsCoordinateTransformContext
) -> Measure:
    """A function: the metres around a polygon, its holes included; None without a CRS."""
    return _on_ellipsoid(crs, transform_context).measurePerimeter if crs.isValid() else _unknown


def _on_ellipsoid(
    crs: QgsCoordinateReferenceSystem, transform_context: QgsCoordinateTransformContext
) -> QgsDistanceArea:
    measure = QgsDistanceArea()
    measure.setSourceCrs(crs, transform_context)
    measure.setEllipsoid(crs.ellipsoidAcronym())
    return measure


def _unknown(_: QgsGeometry) -> None:
    return None
