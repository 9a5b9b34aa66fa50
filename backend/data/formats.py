"""The one door to labelled data: parts_in() and read_part() for any format, recognised by itself.

A folder in the project's own layout is read by labelled_folder; the others become a Collection.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from pathlib import Path

from backend.errors import RasterError

from . import labelled_folder
from .categories import read_categories, read_json
from .class_folders import class_folders_in, open_class_folders
from .class_masks import masks_in, open_class_masks
from .coco import coco_files_in, is_coco, open_coco
from .collection import Choices, Collection
from .sample import Sample
from .vocabulary import register
from .yolo import DESCRIPTIONS, description_in, open_yolo

logger = logging.getLogger(__name__)

Opener = Callable[[Path, Choices], Collection]

VECTORS = frozenset({".gpkg", ".geojson", ".fgb", ".shp"})
READABLE = (
    "Readable are: a folder with optical/, sar/ or infrared/ and a JSON for each part; COCO (a "
    "JSON, or a folder with annotations/); YOLO (data.yaml, or classes.txt and labels/); images/, "
    "masks/ and classes.txt; a folder of images for each class; a GeoPackage, GeoJSON, FlatGeobuf "
    "or shapefile beside its raster."
)


def parts_in(path: Path) -> list[str]:
    """Names of the parts a folder or file holds, "optical/vhr10", sorted.

    Raises:
        RasterError: nothing there is readable, or the labels are not as they must be.
        VectorFileError: the same of a vector file.
    """
    return labelled_folder.parts_in(path) or [open_collection(path).part]


def source_of(part: str) -> str:
    """The sensor a part's name begins with: "optical" of "optical/vhr10"."""
    return part.split("/")[0]


def read_part(path: Path, part: str, splits: Iterable[str]) -> list[Sample]:
    """All samples of a part in the named splits; see parts_in and Collection.samples."""
    if part in labelled_folder.parts_in(path):
        return labelled_folder.read_part(path, part, splits)
    return list(open_collection(path).samples(splits))


def open_collection(path: Path, choices: Choices | None = None) -> Collection:
    """Labels of any format but the project's own.

    Raises:
        RasterError, VectorFileError: as parts_in.
    """
    if not path.exists():
        raise RasterError(f"There is no {path}.", "Check the path.")
    opener, place = _recognised(path)
    register(read_categories(path if path.is_dir() else path.parent))
    collection = opener(place, choices or Choices())
    logger.info("%s: %d images of %s", path, len(collection.images), collection.part)
    return collection


def _recognised(path: Path) -> tuple[Opener, Path]:
    """What reads it, and what that is given."""
    found = _of_file(path) if path.is_file() else _of_folder(path)
    if found is None:
        raise RasterError(f"{path} is in no format that is known here.", READABLE)
    return found


def _of_file(path: Path) -> tuple[Opener, Path] | None:
    if path.suffix.lower() in VECTORS:
        return _open_geo_labels, path
    if path.name in DESCRIPTIONS or path.suffix.lower() in (".yaml", ".yml"):
        return open_yolo, path
    if path.suffix.lower() != ".json":
        return None
    content = read_json(path)
    if is_coco(content):
        return open_coco, path
    is_geojson = isinstance(content, dict) and content.get("type") == "FeatureCollection"
    return (_open_geo_labels, path) if is_geojson else None


def _of_folder(path: Path) -> tuple[Opener, Path] | None:
    if description_in(path) is not None:
        return open_yolo, path
    if masks_in(path) is not None:
        return open_class_masks, path
    if coco_files_in(path):
        return open_coco, path
    vectors = sorted(file for file in path.iterdir() if file.suffix.lower() in VECTORS)
    if len(vectors) > 1:
        listed = ", ".join(file.name for file in vectors)
        raise RasterError(f"{path} holds several vector files: {listed}.", "Name one of them.")
    if vectors:
        return _open_geo_labels, vectors[0]
    return (open_class_folders, path) if class_folders_in(path) else None


def _open_geo_labels(path: Path, choices: Choices) -> Collection:
    try:
        from .geo_labels import open_geo_labels
    except ImportError as error:
        raise RasterError(
            f"{path} cannot be read without rasterio and geopandas ({error}).",
            "Install them, or convert the data where they are: python -m backend.data.convert.",
        ) from error
    return open_geo_labels(path, choices)
