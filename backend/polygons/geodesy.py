"""Areas and lengths on the ellipsoid: what the numbers of a CRS mean on the ground, in metres.

A raster without a CRS, or with one that is not tied to the earth (a site grid), has no answer here:
None, never a guess.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass

import numpy as np
import shapely
from pyproj import CRS, Geod, Transformer
from pyproj.exceptions import CRSError, ProjError
from shapely.geometry.base import BaseGeometry

from earthgptx_qgis.wire.geobox import GeoBox


def geodesic_area(geometry: BaseGeometry, crs_wkt: str) -> float | None:
    """Area in square metres of polygons whose coordinates (x, y) are in the CRS.

    None without a usable CRS, or where the geometry lies outside of what the CRS can describe.
    """
    ground = _ground(crs_wkt)
    lonlat = None if ground is None else ground.in_degrees(geometry)
    if ground is None or lonlat is None:
        return None
    # Counter-clockwise shells count as positive, clockwise holes as negative.
    area, _ = ground.geod.geometry_area_perimeter(shapely.orient_polygons(lonlat))
    return abs(float(area))


def geodesic_perimeter(geometry: BaseGeometry, crs_wkt: str) -> float | None:
    """Metres around polygons and around their holes; coordinates and None as of `geodesic_area`."""
    ground = _ground(crs_wkt)
    lonlat = None if ground is None else ground.in_degrees(geometry)
    if ground is None or lonlat is None:
        return None
    return float(ground.geod.geometry_length(lonlat.boundary))


def ground_resolution(geobox: GeoBox) -> float | None:
    """Metres per pixel at the tile's centre, the geometric mean of both directions.

    None without a usable CRS.
    """
    ground = _ground(geobox.crs_wkt)
    if ground is None:
        return None
    x, y = geobox.width / 2, geobox.height / 2
    places = np.array([geobox.to_world(*place) for place in ((x, y), (x + 1, y), (x, y + 1))])
    (lon, lat), *neighbours = ground.degrees(places)
    if not np.isfinite([lon, lat, *np.ravel(neighbours)]).all():
        return None
    across, down = (ground.geod.inv(lon, lat, *neighbour)[2] for neighbour in neighbours)
    return math.sqrt(across * down)


@dataclass(frozen=True)
class _Ground:
    """The way from one CRS to its own ellipsoid."""

    geod: Geod
    transformer: Transformer
    degrees_per_unit: float

    def degrees(self, places: np.ndarray) -> np.ndarray:
        """(N, 2) x and y in the CRS to (N, 2) longitude and latitude in degrees."""
        lon, lat = self.transformer.transform(places[:, 0], places[:, 1])
        return np.column_stack((lon, lat)) * self.degrees_per_unit

    def in_degrees(self, geometry: BaseGeometry) -> BaseGeometry | None:
        """A geometry of the CRS in longitude and latitude; None where that is outside of it."""
        lonlat = shapely.transform(geometry, self.degrees)
        return lonlat if np.isfinite(shapely.get_coordinates(lonlat)).all() else None


@functools.lru_cache(maxsize=32)
def _ground(crs_wkt: str) -> _Ground | None:
    if not crs_wkt:
        return None
    try:
        crs = CRS.from_wkt(crs_wkt)
        geographic, geod = crs.geodetic_crs, crs.get_geod()
        if geographic is None or geod is None or not geographic.is_geographic:
            return None
        transformer = Transformer.from_crs(crs, geographic, always_xy=True)
    except (CRSError, ProjError):
        return None
    # A few old geographic systems count in grads.
    degrees_per_unit = math.degrees(geographic.axis_info[0].unit_conversion_factor)
    return _Ground(geod, transformer, degrees_per_unit)
