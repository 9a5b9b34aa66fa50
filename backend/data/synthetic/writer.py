"""Scenes as files: GeoTIFF, truth as GeoJSON, captions as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from backend.data.synthetic.changes import ScenePair
from backend.data.synthetic.drawing import draw_scene, render
from backend.data.synthetic.scene import Scene, SceneSpec
from backend.errors import RasterError
from backend.whole_files import moved_into_place
from earthgptx_qgis.wire.messages import SourceKind

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True)
class SceneFiles:
    """Where a scene was written."""

    raster: Path
    truth: Path
    captions: Path


@dataclass(frozen=True)
class PairFiles:
    """Where two dates of a scene were written."""

    before: Path
    after: Path
    truth: Path


def write_scene(
    folder: Path,
    spec: SceneSpec,
    source_kind: SourceKind = SourceKind.OPTICAL,
    name: str | None = None,
    overwrite: bool = False,
) -> SceneFiles:
    """Draw a scene and write <name>.tif, <name>.geojson and <name>.json.

    The truth lies in the scene's CRS, clipped to the picture, with the fields `category` and
    `instance`; `instance` is the value of the object in the instance mask of `samples`.

    Args:
        name: of the files, without suffix; None = layout, sensor and seed.

    Raises:
        RasterError: one of the files exists and overwrite is False, or it cannot be written.
    """
    name = name or f"{spec.layout.value.replace(' ', '_')}_{source_kind.value}_{spec.seed}"
    files = SceneFiles(*(folder / f"{name}{suffix}" for suffix in (".tif", ".geojson", ".json")))
    _refuse_existing((files.raster, files.truth, files.captions), overwrite)
    scene = draw_scene(spec)
    with _as_raster_error(name, folder):
        folder.mkdir(parents=True, exist_ok=True)
        _write_raster(files.raster, render(scene, source_kind), spec)
        _write_truth(files.truth, spec, _rows(scene))
        _write_captions(files.captions, scene, source_kind)
    return files


def write_pair(
    folder: Path,
    pair: ScenePair,
    source_kind: SourceKind = SourceKind.OPTICAL,
    name: str | None = None,
    overwrite: bool = False,
) -> PairFiles:
    """Write two dates of a place: <name>_before.tif, <name>_after.tif and <name>_changes.geojson.

    The truth is that of `write_scene` with the things of both dates and a field `change`.

    Raises:
        RasterError: one of the files exists and overwrite is False, or it cannot be written.
    """
    spec = pair.whole.spec
    name = name or f"{spec.layout.value.replace(' ', '_')}_{source_kind.value}_{spec.seed}"
    endings = ("_before.tif", "_after.tif", "_changes.geojson")
    files = PairFiles(*(folder / f"{name}{ending}" for ending in endings))
    _refuse_existing((files.before, files.after, files.truth), overwrite)
    rows = [{**row, "change": pair.changes[row["instance"] - 1].value} for row in _rows(pair.whole)]
    with _as_raster_error(name, folder):
        folder.mkdir(parents=True, exist_ok=True)
        _write_raster(files.before, render(pair.before, source_kind), spec)
        _write_raster(files.after, render(pair.after, source_kind), spec)
        _write_truth(files.truth, spec, rows, ("change",))
    return files


def _refuse_existing(paths: tuple[Path, ...], overwrite: bool) -> None:
    existing = [path for path in paths if path.exists()]
    if existing and not overwrite:
        raise RasterError(
            f"{existing[0]} exists already",
            "Choose another folder or name, or allow it to be overwritten.",
        )


@contextmanager
def _as_raster_error(name: str, folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RasterError(
            f"The scene {name} cannot be written to {folder}: {error}",
            "Choose a folder that can be written to.",
        ) from error


def _rows(scene: Scene) -> list[dict[str, Any]]:
    return [
        {"category": category, "instance": instance, "geometry": geometry}
        for instance, category, geometry in truth_shapes(scene)
    ]


def truth_shapes(scene: Scene) -> Iterator[tuple[int, str, BaseGeometry]]:
    """(instance, category, shapely geometry in the scene's CRS) of every thing in the picture."""
    from shapely import affinity, make_valid, union_all
    from shapely.geometry import Polygon, box

    spec = scene.spec
    picture = box(0.0, 0.0, spec.width * spec.gsd, spec.height * spec.gsd)
    a, b, c, d, e, f = spec.affine
    matrix = [a / spec.gsd, b / spec.gsd, d / spec.gsd, e / spec.gsd, c, f]
    for thing in scene.things:
        whole = union_all([make_valid(Polygon(outline)) for outline in thing.footprint])
        inside = whole.intersection(picture)
        if inside.area > 0.0:
            yield (
                thing.number,
                thing.category.value,
                affinity.affine_transform(_areas_only(inside), matrix),
            )


def _areas_only(geometry: BaseGeometry) -> BaseGeometry:
    """Drop the lines and points that clipping can leave."""
    from shapely import get_parts, union_all

    return union_all([part for part in get_parts(geometry) if part.geom_type == "Polygon"])


def _write_raster(path: Path, picture: npt.NDArray[np.uint8], spec: SceneSpec) -> None:
    import rasterio

    height, width, bands = picture.shape
    with (
        moved_into_place(path) as temporary,
        rasterio.open(
            temporary,
            "w",
            driver="GTiff",
            width=width,
            height=height,
            count=bands,
            dtype="uint8",
            crs=spec.crs,
            transform=rasterio.Affine(*spec.affine),
            compress="deflate",
            predictor=2,
            tiled=True,
            photometric="RGB" if bands == 3 else "MINISBLACK",
        ) as raster,
    ):
        raster.write(np.moveaxis(picture, -1, 0))


def _write_truth(
    path: Path, spec: SceneSpec, rows: list[dict[str, Any]], more: tuple[str, ...] = ()
) -> None:
    import geopandas

    columns = ["category", "instance", *more, "geometry"]
    frame = geopandas.GeoDataFrame(rows, columns=columns, crs=spec.crs)
    with moved_into_place(path) as temporary:
        # GeoJSON of 2008, because the newer standard allows nothing but longitude and latitude.
        frame.to_file(temporary, driver="GeoJSON", engine="pyogrio", RFC7946="NO")


def _write_captions(path: Path, scene: Scene, source_kind: SourceKind) -> None:
    content = {
        "scene": scene.scene_class,
        "source_kind": source_kind.value,
        "gsd_m": scene.spec.gsd,
        "captions": list(scene.captions),
        "counts": scene.counts,
    }
    with moved_into_place(path) as temporary:
        temporary.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
