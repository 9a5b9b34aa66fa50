"""Areas on the ellipsoid."""

from __future__ import annotations

from typing import Callable, Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsDistanceArea,
    QgsGeometry,
)


def geodesic_area(
    crs: QgsCoordinateReferenceSystem, transform_context: QgsCoordinateTransformContext
) -> Callable[[QgsGeometry], Optional[float]]:
    """A function: the square metres of a polygon in a CRS; None where there is no CRS."""
    if not crs.isValid():
        return lambda _: None
    measure = QgsDistanceArea()
    measure.setSourceCrs(crs, transform_context)
    measure.setEllipsoid(crs.ellipsoidAcronym())
    return measure.measureArea
