"""Vector files as marks on a raster, and answers as vector files.

Files are written under a temporary name and moved, and never over an existing one unasked.
"""

from __future__ import annotations

import os
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import geopandas
import numpy as np
import pyogrio
import shapely
from pyogrio.errors import DataSourceError
from pyproj.exceptions import ProjError
from shapely.geometry.base import BaseGeometry

from backend.errors import VectorFileError
from backend.whole_files import moved_into_place
from earthgptx_qgis.wire.geobox import GeoBox
from earthgptx_qgis.wire.messages import Mark, PromptShape, VisualPrompt
from earthgptx_qgis.wire.windows import Window

_DRIVERS = {".gpkg": "GPKG", ".geojson": "GeoJSON", ".json": "GeoJSON"}


@dataclass(frozen=True)
class Place:
    """Something to mark, in the pixels of the whole raster.

    Attributes:
        row: position of the feature in its file.
        geometry: x right, y down, corner origin.
        is_box: it was drawn as a box along the pixel grid and travels as one.
    """

    row: int
    geometry: BaseGeometry
    is_box: bool = False


def read_features(path: Path) -> geopandas.GeoDataFrame:
    """All features of a vector file's first layer.

    Raises:
        VectorFileError: the file is missing, is no vector file, or has no geometries.
    """
    try:
        frame = geopandas.read_file(path)
    except (DataSourceError, OSError) as error:
        raise VectorFileError(
            f"{path} cannot be read as a vector file: {error}", "Check the path and the format."
        ) from error
    if not isinstance(frame, geopandas.GeoDataFrame):
        raise VectorFileError(f"{path} is a table without geometries.", "Name a layer with some.")
    return frame


def places_of(frame: geopandas.GeoDataFrame, geobox: GeoBox) -> list[Place]:
    """Where the features are on the raster; those without a geometry on it are left out.

    Where either side has no CRS the coordinates are taken as they are.

    Raises:
        VectorFileError: the coordinates cannot be transformed into the raster's CRS.
    """
    geometries = frame.geometry
    if geometries.crs is not None and geobox.crs_wkt:
        try:
            geometries = geometries.to_crs(geobox.crs_wkt)
        except ProjError as error:
            raise VectorFileError(
                f"The features cannot be transformed into the raster's CRS: {error}",
                "Check that both files name the CRS they are really in.",
            ) from error
    area = shapely.box(0, 0, geobox.width, geobox.height)
    places = []
    for row, geometry in enumerate(geometries):
        if geometry is None or not np.isfinite(geometry.bounds).all():
            continue
        # The arithmetic of to_pixel holds for whole arrays as well.
        to_pixel = cast(Any, geobox.to_pixel)
        in_pixels = shapely.transform(shapely.force_2d(geometry), to_pixel, interleaved=False)
        if shapely.make_valid(in_pixels).intersects(area):
            places.append(Place(row, in_pixels))
    return places


def marks_on(window: Window, geobox: GeoBox, places: list[Place]) -> tuple[Mark, ...]:
    """The places that reach into a window as marks, numbered from 1; `feature_id` is the row.

    Args:
        geobox: of the tile read from the window, which may be coarser than the raster.
    """
    scale = (geobox.width / window.width, geobox.height / window.height)
    area = shapely.box(*window.bounds)
    marks: list[Mark] = []
    for place in places:
        geometry = place.geometry
        if not window.contains(geometry.bounds):
            geometry = shapely.make_valid(geometry).intersection(area)
        on_tile = shapely.transform(geometry, lambda xy: (xy - (window.x, window.y)) * scale)
        prompts = tuple(_prompt(part, place.is_box) for part in _parts(on_tile))
        if prompts:
            marks.append(Mark(len(marks) + 1, prompts, place.row))
    return tuple(marks)


def write_features(frame: geopandas.GeoDataFrame, path: Path) -> None:
    """Write a GeoPackage or GeoJSON file, by the ending of its name; replaces an existing file.

    Raises:
        VectorFileError: the ending is unknown, or the folder cannot be written.
    """
    driver = _driver_of(path)
    try:
        with warnings.catch_warnings(), moved_into_place(path) as fresh:
            # A raster without a CRS gives polygons without one.
            warnings.filterwarnings("ignore", "'crs' was not provided")
            pyogrio.write_dataframe(
                frame, fresh, layer=path.stem, driver=driver, geometry_type=_geometry_type(frame)
            )
    except (DataSourceError, OSError) as error:
        raise VectorFileError(
            f"{path} cannot be written: {error}", "Choose a folder you may write to."
        ) from error


def check_output(path: Path, overwrite: bool) -> None:
    """Find out before the work begins that its result could not be kept.

    Raises:
        VectorFileError: the ending is unknown, the folder is missing or read-only, or the file
            exists and must not be overwritten.
    """
    _driver_of(path)
    if path.exists() and not overwrite:
        raise VectorFileError(f"{path} exists.", "Choose another name, or add --overwrite.")
    if not os.access(path.parent, os.W_OK):
        raise VectorFileError(
            f"The folder {path.parent} does not exist or is read-only.",
            "Choose a folder you may write to.",
        )


def _driver_of(path: Path) -> str:
    try:
        return _DRIVERS[path.suffix.lower()]
    except KeyError:
        raise VectorFileError(
            f"{path.name} has no ending that says what to write.", "Use .gpkg or .geojson."
        ) from None


def _geometry_type(frame: geopandas.GeoDataFrame) -> str:
    """The one type of the column: the features' own, or the general one where they differ."""
    types = set(frame.geometry.geom_type.dropna())
    if not types:
        return "MultiPolygon"
    return types.pop() if len(types) == 1 else "Unknown"


def _parts(geometry: BaseGeometry) -> list[BaseGeometry]:
    # Twice, because a collection may hold multi-part geometries.
    parts = shapely.get_parts(shapely.get_parts(geometry))
    return [part for part in parts if not part.is_empty]


def _prompt(part: BaseGeometry, is_box: bool) -> VisualPrompt:
    """A part as something drawn. Holes are left out: a mark says where to look."""
    if is_box:
        x_min, y_min, x_max, y_max = part.bounds
        return VisualPrompt(PromptShape.BOX, ((x_min, y_min), (x_max, y_max)))
    if isinstance(part, shapely.Polygon):
        return VisualPrompt(PromptShape.POLYGON, _points(part.exterior))
    shape = PromptShape.POINT if isinstance(part, shapely.Point) else PromptShape.SCRIBBLE
    return VisualPrompt(shape, _points(part))


def _points(line: BaseGeometry) -> tuple[tuple[float, float], ...]:
    return tuple((x, y) for x, y in shapely.get_coordinates(line).tolist())
