"""Features of a vector file over georeferenced rasters: pieces of the raster with their labels.

Reads whatever GDAL reads (GeoPackage, GeoJSON, FlatGeobuf, shapefile), also what the plugin wrote:
of that only the rows a review accepted. Labels are transformed into the CRS of each raster. Train
and validation lie in different blocks of ground that share no pixel.
"""

from __future__ import annotations

import logging
import math
import zlib
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

import geopandas
import numpy as np
import shapely
from rasterio.features import rasterize
from shapely.geometry.base import BaseGeometry

from backend.errors import RasterError, VectorFileError
from backend.polygons.geodesy import ground_resolution
from backend.scenes.features import places_of, read_features
from backend.scenes.scene import Scene
from earthgptx_qgis.wire.geobox import GeoBox
from earthgptx_qgis.wire.messages import SourceKind
from earthgptx_qgis.wire.windows import Window, overlapping_windows

from .collection import TRAIN, VALIDATION, VALIDATION_SHARE, Choices, Collection, LabelledImage
from .labelled_folder import OTHER, UNKNOWN_COVER
from .outlines import LabelledObject, paint_pixel, painted
from .pictures import RASTERS, shown
from .sample import Sample
from .vocabulary import category_named, is_area, register_unknown

logger = logging.getLogger(__name__)

CATEGORY_FIELDS = ("category", "class", "label", "egx_label", "class_name", "classname", "type")
"""Columns that name the category, the first one there is; letter case does not matter."""
STATUS, ACCEPTED = "status", "accepted"
REVIEW = frozenset({"new", ACCEPTED, "rejected"})
SOURCE_LAYER = "source_layer"
ONE_BY_ONE = frozenset({"building"})
"""An area in masks, but drawn one by one where people draw polygons."""
SMALLEST_AREA = 1.0
"""In pixels: what is left of an object at the edge of a piece is a label from here on."""
SMALLEST_BLOCK = 256


@dataclass(frozen=True)
class _Label:
    """A feature in the pixels of the whole raster (x right, y down, corner origin)."""

    category: str
    geometry: BaseGeometry
    is_point: bool


@dataclass(frozen=True)
class _Raster:
    """A raster with the labels that lie on it."""

    path: Path
    geobox: GeoBox
    labels: tuple[_Label, ...]
    index: shapely.STRtree

    @property
    def window(self) -> Window:
        """All its pixels."""
        return Window(0, 0, self.geobox.width, self.geobox.height)

    def within(self, window: Window) -> list[_Label]:
        """The labels that reach into a window, cut at its edges, in its pixels."""
        frame = shapely.box(*window.bounds)
        found = []
        for number in sorted(self.index.query(frame, predicate="intersects").tolist()):
            label = self.labels[number]
            seen = shapely.transform(
                label.geometry.intersection(frame), lambda places: places - (window.x, window.y)
            )
            if seen.area >= SMALLEST_AREA:
                found.append(_Label(label.category, seen, label.is_point))
        return found


def open_geo_labels(path: Path, choices: Choices) -> Collection:
    """A vector file over the rasters that are chosen, or that lie beside it.

    Raises:
        VectorFileError: a feature cannot be a label, or none lies on the rasters.
        RasterError: a raster cannot be read, or it is not clear which one is meant.
    """
    frame = _reviewed(read_features(path), path)
    categories = _categories(frame, path, choices)
    paths = choices.rasters or _rasters_beside(path, frame)
    rasters = [_placed(raster, path, frame, categories, choices) for raster in paths]
    if not any(raster.labels for raster in rasters):
        raise VectorFileError(
            f"None of the {len(frame)} features of {path} lies on {', '.join(map(str, paths))}.",
            "Check that both files name the CRS they are really in.",
        )
    register_unknown(set(categories), choices.areas)
    areas = frozenset(
        name
        for name in set(categories)
        if name in choices.areas or (is_area(name) and name not in ONE_BY_ONE)
    )
    source = choices.source_of(paths[0])
    cutter = _Cutter(
        part=choices.part_of(path, source),
        source=source,
        objects=frozenset(categories) - areas,
        covers=(OTHER, *sorted(areas)) if areas else (),
        is_complete=not (choices.incomplete or _is_reviewed(frame)),
        choices=choices,
    )
    images = tuple(cutter.images(rasters))
    return Collection(cutter.part, images, cutter.objects, cutter.covers)


def _is_reviewed(frame: geopandas.GeoDataFrame) -> bool:
    """Whether rows have the status of a review, and not some other one."""
    if STATUS not in frame.columns:
        return False
    return set(frame[STATUS].dropna().astype(str).str.lower()) <= REVIEW


def _reviewed(frame: geopandas.GeoDataFrame, path: Path) -> geopandas.GeoDataFrame:
    """Only accepted rows, where rows were reviewed."""
    if not _is_reviewed(frame):
        return frame
    accepted = frame.loc[frame[STATUS].astype(str).str.lower() == ACCEPTED]
    if accepted.empty:
        raise VectorFileError(
            f"{path}: none of its {len(frame)} features has the status “{ACCEPTED}”.",
            "Accept some in the review first, or remove the column.",
        )
    logger.info("%s: %d of %d features are accepted", path.name, len(accepted), len(frame))
    return accepted


def _categories(frame: geopandas.GeoDataFrame, path: Path, choices: Choices) -> list[str]:
    """The category of each feature."""
    if choices.category:
        return [category_named(choices.category)] * len(frame)
    columns = {str(name).lower(): name for name in frame.columns if name != frame.geometry.name}
    listed = ", ".join(map(str, columns.values())) or "none"
    if choices.category_field:
        field = columns.get(choices.category_field.lower())
    else:
        field = next((columns[name] for name in CATEGORY_FIELDS if name in columns), None)
    if field is None:
        wanted = choices.category_field or " or ".join(CATEGORY_FIELDS)
        raise VectorFileError(
            f"{path} has no column {wanted} that names the category; it has {listed}.",
            "Convert it with --category-field COLUMN, or with --category NAME for all features.",
        )
    values = frame[field]
    names = [category_named(str(value)) if value is not None else "" for value in values]
    empty = [k for k, name in enumerate(names) if not name or values.isna().iloc[k]]
    if empty:
        raise VectorFileError(
            f"{path}: {len(empty)} of {len(frame)} features have no value in {field}, the first "
            f"is feature {frame.index[empty[0]] + 1}.",
            "Fill the column, or remove these features.",
        )
    return names


def _rasters_beside(path: Path, frame: geopandas.GeoDataFrame) -> tuple[Path, ...]:
    """The raster of the same name, those an answer was about, or the only one in the folder."""
    there = sorted(file for file in path.parent.iterdir() if file.suffix.lower() in RASTERS)
    named = {path.stem}
    if SOURCE_LAYER in frame.columns:
        named |= set(frame[SOURCE_LAYER].dropna().astype(str))
    found = tuple(file for file in there if file.stem in named) or tuple(there[:2])
    if not found or (len(found) > 1 and found[0].stem not in named):
        listed = ", ".join(file.name for file in there) or "none"
        raise RasterError(
            f"It is not clear which raster {path} belongs to; beside it lie: {listed}.",
            "Convert it with --raster FILE, or give the raster the same name.",
        )
    return found


def _placed(
    raster: Path,
    path: Path,
    frame: geopandas.GeoDataFrame,
    categories: list[str],
    choices: Choices,
) -> _Raster:
    """The raster with the features that lie on it."""
    with Scene(raster) as scene:
        geobox = scene.geobox
    if frame.crs is None or not geobox.crs_wkt:
        logger.warning("%s or %s has no CRS: coordinates are taken as they are", path, raster)
    labels = []
    for place in places_of(frame, geobox):
        feature = f"{path}, feature {frame.index[place.row] + 1}"
        geometry, is_point = _area_of(place.geometry, geobox, choices, feature)
        labels.append(_Label(categories[place.row], geometry, is_point))
    logger.info("%s: %d of %d features lie on it", raster.name, len(labels), len(frame))
    index = shapely.STRtree([label.geometry for label in labels])
    return _Raster(raster, geobox, tuple(labels), index)


def _area_of(
    geometry: BaseGeometry, geobox: GeoBox, choices: Choices, feature: str
) -> tuple[BaseGeometry, bool]:
    """The polygons of a feature, or the box around a point, and whether it was a point."""
    if geometry.geom_type in ("Point", "MultiPoint"):
        if choices.point_size is None:
            raise VectorFileError(
                f"{feature} is a point: it does not say how large the object is.",
                "Convert with --point-size METRES, the side of a box around each point.",
            )
        metres = ground_resolution(geobox) or geobox.pixel_area**0.5
        reach = choices.point_size / metres / 2
        middle = geometry.centroid
        x, y = middle.x, middle.y
        return shapely.box(x - reach, y - reach, x + reach, y + reach), True
    polygons = [
        part
        for part in shapely.get_parts(shapely.get_parts(shapely.make_valid(geometry)))
        if part.geom_type == "Polygon"
    ]
    if not polygons:
        raise VectorFileError(
            f"{feature} is a line: it has no area.",
            "Buffer lines to their true width first (Vector > Geoprocessing Tools > Buffer).",
        )
    return shapely.union_all(polygons), False


@dataclass(frozen=True)
class _Cutter:
    """Cuts rasters into labelled images.

    Attributes:
        objects: categories of single instances.
        covers: of the cover map, empty where nothing is an area; the first is all the rest.
        is_complete: what has no label is known to be nothing of the kind.
    """

    part: str
    source: str
    objects: frozenset[str]
    covers: tuple[str, ...]
    is_complete: bool
    choices: Choices

    def images(self, rasters: list[_Raster]) -> list[LabelledImage]:
        """Pieces of all rasters, block by block; a fifth of the blocks is for validation."""
        blocks = [
            (raster, block)
            for raster in rasters
            for block in blocks_of(raster.window, self.choices.tile)
            if self.choices.empty_tiles or raster.within(block)
        ]
        order = sorted(
            range(len(blocks)),
            key=lambda k: zlib.crc32(f"{blocks[k][0].path.stem} {blocks[k][1]}".encode()),
        )
        count = max(1, round(VALIDATION_SHARE * len(blocks))) if len(blocks) > 1 else 0
        validation = set(order[:count])
        if not validation:
            logger.warning("%s is too small to keep some ground for validation", self.part)
        return [
            self._image(raster, window, VALIDATION if k in validation else TRAIN)
            for k, (raster, block) in enumerate(blocks)
            for window in overlapping_windows(block, self.choices.tile, self.choices.overlap)
            if self.choices.empty_tiles or raster.within(window)
        ]

    def _image(self, raster: _Raster, window: Window, split: str) -> LabelledImage:
        name = f"{raster.path.stem}_{window.x}_{window.y}"
        return LabelledImage(name, split, partial(self._read, raster, window, split, name))

    def _read(self, raster: _Raster, window: Window, split: str, name: str) -> Sample:
        with Scene(raster.path, SourceKind(self.source)) as scene:
            tile = scene.read(window, max(window.width, window.height))
        if tile is None:
            raise RasterError(f"{raster.path} has no data in {window}.", "Nothing is lost.")
        image = shown(tile)
        labels = raster.within(window)
        objects = [_object(label) for label in labels if label.category in self.objects]
        instances, instance_map = painted(objects, image.shape)
        return Sample(
            name=name,
            part=self.part,
            source=self.source,
            split=split,
            image=image,
            instances=instances,
            instance_map=instance_map,
            cover_map=self._cover_map(labels, image.shape) if self.covers else None,
            covers=self.covers,
            complete=self.objects if self.is_complete else frozenset(),
            gsd=ground_resolution(tile.geobox),
        )

    def _cover_map(self, labels: list[_Label], shape: tuple[int, ...]) -> np.ndarray:
        rest = self.covers.index(OTHER) if self.is_complete else UNKNOWN_COVER
        canvas = np.full(shape[:2], rest, np.uint8)
        for label in labels:
            if label.category in self.covers:
                value = self.covers.index(label.category)
                rasterize([(label.geometry, value)], out=canvas)
        return canvas


def blocks_of(area: Window, tile: int) -> list[Window]:
    """Windows without overlap that fill the area: at least two each way, or train has all of it.

    A block is no larger than two pieces, so that a large raster has many.
    """
    return [
        Window(area.x + x, area.y + y, width, height)
        for y, height in _divided(area.height, tile)
        for x, width in _divided(area.width, tile)
    ]


def _divided(length: int, tile: int) -> list[tuple[int, int]]:
    count = math.ceil(length / tile) if length < 6 * tile else math.ceil(length / (2 * tile))
    if count == 1 and length >= 2 * SMALLEST_BLOCK:
        count = 2
    edges = [round(k * length / count) for k in range(count + 1)]
    return [(start, end - start) for start, end in pairwise(edges)]


def _object(label: _Label) -> LabelledObject:
    left, top, right, bottom = label.geometry.bounds
    paint = None if label.is_point else partial(_paint, label.geometry)
    return LabelledObject(label.category, (left, top, right, bottom), paint)


def _paint(geometry: BaseGeometry, canvas: np.ndarray, value: int) -> None:
    """Paint the pixels whose centre lies in the polygons; at least one."""
    alone = np.zeros(canvas.shape, np.uint8)
    rasterize([(geometry, 1)], out=alone)
    canvas[alone > 0] = value
    if not alone.any():
        inside = geometry.representative_point()
        paint_pixel(inside.x, inside.y, canvas, value)
