"""Mask and GeoBox to valid polygons in the tile's CRS.

Outlines are traced, straightened and simplified in pixels, and only then put on the ground. So
rotated, south-up and degree grids need nothing of their own, and half a pixel is half a pixel
everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import shapely
from rasterio.features import shapes
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from backend.polygons.geodesy import geodesic_area
from earthgptx_qgis.wire.geobox import GeoBox

# Straightening moves an outline by half a pixel at most; a coarser simplification than this costs
# small objects more overlap with their true shape than the points it saves are worth.
SIMPLIFY_PIXELS = 0.15
SLIVER_SQUARE_PIXELS = 4.0


@dataclass(frozen=True)
class VectorInstance:
    """One instance as it travels in a Segment.

    Attributes:
        wkb: MultiPolygon as little-endian well-known binary in the tile's CRS.
        area_m2: geodesic, None without a CRS.
    """

    wkb: bytes
    area_m2: float | None


def vectorize_instance(mask: np.ndarray, geobox: GeoBox) -> VectorInstance | None:
    """The polygons of one instance, ready to travel; None where the mask is empty.

    Args:
        mask: (H, W) bool, the shape of the GeoBox.
    """
    polygons = polygons_of(mask, geobox)
    if polygons is None:
        return None
    wkb = shapely.to_wkb(polygons, byte_order=1)
    return VectorInstance(wkb, geodesic_area(polygons, geobox.crs_wkt))


def polygons_of(mask: np.ndarray, geobox: GeoBox) -> MultiPolygon | None:
    """The polygons of one instance in the tile's CRS; None where the mask is empty.

    Pixels that share an edge belong together, those that share a corner do not. Holes are kept.
    Parts below 4 square pixels are dropped, unless there is nothing else. Shells run
    counter-clockwise, holes clockwise. The same mask gives the same coordinates in the same order.

    Args:
        mask: (H, W) bool, the shape of the GeoBox.

    Raises:
        ValueError: the mask has another shape than the GeoBox.
    """
    if mask.shape != (geobox.height, geobox.width):
        raise ValueError(f"a mask of {mask.shape} does not fit {geobox.height} x {geobox.width}")
    traced = _without_slivers(_trace(np.asarray(mask, dtype=bool)))
    if not traced:
        return None
    simplified = MultiPolygon(list(shapely.simplify(traced, SIMPLIFY_PIXELS)))
    # The arithmetic of to_world holds for whole arrays as well.
    to_world = cast(Any, geobox.to_world)
    placed = shapely.transform(_valid(simplified), to_world, interleaved=False)
    # Rounding may let rings that met in one place cross each other.
    return shapely.orient_polygons(_valid(placed))


def _trace(mask: np.ndarray) -> list[Polygon]:
    """Outlines in pixel coordinates, in scan order."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not rows.size:
        return []
    # Tracing only where the instance is: a tile may hold hundreds.
    top, left = rows[0], columns[0]
    corner = np.array([left, top])
    part = mask[top : rows[-1] + 1, left : columns[-1] + 1]
    traced = shapes(part.astype(np.uint8), mask=part, connectivity=4)
    outlines = [
        [_straightened(np.array(ring)) + corner for ring in outline["coordinates"]]
        for outline, _ in traced
    ]
    return [Polygon(shell, holes) for shell, *holes in outlines]


def _straightened(ring: np.ndarray) -> np.ndarray:
    """A closed ring (N, 2) along pixel edges, its one-pixel stair steps replaced by their middles.

    A slanted line in a mask is a stair; the line through the middles of its steps is the slanted
    line again. Ends of thin shapes turn the same way twice, so they are no steps and stay as they
    are, and so do corners between longer edges.
    """
    corners = ring[:-1]
    edges = np.roll(corners, -1, axis=0) - corners
    before = np.roll(edges, 1, axis=0)
    turns = np.sign(before[:, 0] * edges[:, 1] - before[:, 1] * edges[:, 0])
    steps = (np.abs(edges).sum(axis=1) == 1) & (turns != np.roll(turns, -1))
    ends_of_steps = steps | np.roll(steps, 1)
    points = np.stack((corners, corners + edges / 2), axis=1)
    return points[np.stack((~ends_of_steps, steps), axis=1)]


def _without_slivers(polygons: list[Polygon]) -> list[Polygon]:
    kept = [polygon for polygon in polygons if polygon.area >= SLIVER_SQUARE_PIXELS]
    if kept or not polygons:
        return kept
    return [max(polygons, key=lambda polygon: polygon.area)]


def _valid(geometry: BaseGeometry) -> MultiPolygon:
    """The polygons of a geometry, repaired where they cross themselves."""
    if not geometry.is_valid:
        geometry = shapely.make_valid(geometry)
    parts = shapely.get_parts(shapely.get_parts(geometry))
    return MultiPolygon([part for part in parts if isinstance(part, Polygon)])
