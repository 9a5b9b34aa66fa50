"""Having no CRS, in the way a GeoPackage says it."""

from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem

# Left to itself, QGIS 3.22 writes "undefined geographic", and metres would be taken for degrees.
_UNDEFINED_WKT = (
    'LOCAL_CS["Undefined Cartesian SRS",UNIT["Meter",1],'
    'AXIS["Easting",EAST],AXIS["Northing",NORTH]]'
)


def to_table(crs: QgsCoordinateReferenceSystem) -> QgsCoordinateReferenceSystem:
    """The CRS to write: itself, or GeoPackage's "undefined Cartesian" where there is none."""
    return crs if crs.isValid() else QgsCoordinateReferenceSystem.fromWkt(_UNDEFINED_WKT)


def from_table(crs: QgsCoordinateReferenceSystem) -> QgsCoordinateReferenceSystem:
    """The CRS as read: itself, or an invalid one where it is one of GeoPackage's undefined ones."""
    undefined = crs.isValid() and crs.description().lower().startswith("undefined ")
    return QgsCoordinateReferenceSystem() if undefined else crs
