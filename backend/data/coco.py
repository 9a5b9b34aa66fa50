"""COCO: one JSON of images, annotations and categories; the images lie anywhere below it.

https://cocodataset.org/#format-data. Polygons and boxes are in pixels with a corner origin; masks
may also be run lengths, which pycocotools reads; captions are read as well.
"""

from __future__ import annotations

import importlib.util
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np

from backend.errors import RasterError

from .categories import read_json
from .collection import Choices, Collection, LabelledImage, drawn_splits, split_of_path
from .collection import split_of_word as split_of
from .outlines import Box, LabelledObject, box_of, clipped, paint_rings, painted
from .pictures import is_image, read_picture
from .sample import Sample
from .vocabulary import category_named, register_unknown

ANNOTATIONS = "annotations"
KEYS = frozenset({"images", "annotations", "categories"})


@dataclass(frozen=True)
class _File:
    """One JSON: categories and annotations by their ids."""

    path: Path
    images: list[dict[str, Any]]
    categories: dict[Any, str]
    annotations: dict[Any, list[dict[str, Any]]]

    @property
    def split(self) -> str | None:
        """The split its name speaks of: "instances_train2017"."""
        told = (split_of(word) for word in self.path.stem.replace("-", "_").split("_"))
        return next((split for split in told if split), None)


@dataclass(frozen=True)
class _Picture:
    """One image with what is said of it."""

    file: _File
    record: dict[str, Any]
    path: Path
    split: str

    @property
    def annotations(self) -> list[dict[str, Any]]:
        return self.file.annotations[self.record["id"]]


def is_coco(content: Any) -> bool:
    """Whether the content of a JSON file is COCO."""
    return isinstance(content, dict) and set(content) >= KEYS


def coco_files_in(folder: Path) -> list[Path]:
    """The COCO files of a folder, at its top and in `annotations/`, sorted.

    Raises:
        RasterError: a file there is not JSON.
    """
    found = [*folder.glob("*.json"), *folder.glob(f"{ANNOTATIONS}/*.json")]
    return [file for file in sorted(found) if is_coco(read_json(file))]


def open_coco(path: Path, choices: Choices) -> Collection:
    """A COCO file, or a folder with such files in `annotations/` or at its top.

    The split is that of the JSON's or the image folder's name, else drawn.

    Raises:
        RasterError: a file is not as it must be; the message names the record.
    """
    if path.is_dir():
        root = path.parent if path.name == ANNOTATIONS else path
        files = [_open(file) for file in coco_files_in(path)]
    else:
        root = path.parent.parent if path.parent.name == ANNOTATIONS else path.parent
        files = [_open(path)]
    source = choices.source_of(path)
    part = choices.part_of(path, source)
    pictures = _pictures(files, root)
    categories = frozenset(
        picture.file.categories[item["category_id"]]
        for picture in pictures
        for item in picture.annotations
        if "caption" not in item
    )
    register_unknown(categories)
    complete = frozenset() if choices.incomplete else categories
    images = tuple(
        LabelledImage(
            _name(picture), picture.split, partial(_read, picture, part, source, complete)
        )
        for picture in pictures
    )
    return Collection(part, images, categories)


def _open(path: Path) -> _File:
    content = read_json(path)
    categories = {
        _value(item, "id", path, "categories", k): category_named(
            _value(item, "name", path, "categories", k)
        )
        for k, item in enumerate(content["categories"])
    }
    known = {_value(item, "id", path, "images", k) for k, item in enumerate(content["images"])}
    by_image: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for k, item in enumerate(content["annotations"]):
        where = f"{path}, annotations[{k}] (id {item.get('id', 'missing')})"
        image = _value(item, "image_id", path, "annotations", k)
        if image not in known:
            raise RasterError(
                f"{where}: there is no image {image!r}.", "Remove it or add the image."
            )
        if "caption" not in item:
            _check(item, categories, where)
        by_image[image].append(item)
    for k, item in enumerate(content["images"]):
        _value(item, "file_name", path, "images", k)
    return _File(path, content["images"], categories, by_image)


def _value(item: dict[str, Any], key: str, path: Path, listed: str, index: int) -> Any:
    try:
        return item[key]
    except (KeyError, TypeError):
        raise RasterError(
            f"{path}, {listed}[{index}]: there is no {key!r}.", "Add it, or export the file again."
        ) from None


def _check(item: dict[str, Any], categories: dict[Any, str], where: str) -> None:
    if item.get("category_id") not in categories:
        raise RasterError(
            f"{where}: there is no category {item.get('category_id')!r}.",
            "Add it to categories, or remove the annotation.",
        )
    outline = item.get("segmentation")
    if isinstance(outline, dict):
        if importlib.util.find_spec("pycocotools") is None:
            raise RasterError(
                f"{where}: the mask is given by run lengths, which needs pycocotools.",
                "pip install pycocotools, or export polygons.",
            )
    elif outline and not all(_is_ring(ring) for ring in outline):
        raise RasterError(
            f"{where}: a polygon is not a list of x, y, x, y, ... of at least three points.",
            "Correct or remove it.",
        )
    box = item.get("bbox")
    if not box and not outline:
        raise RasterError(f"{where}: neither bbox nor segmentation.", "Add one or remove it.")
    if box and not (len(box) == 4 and box[2] > 0 and box[3] > 0):
        raise RasterError(
            f"{where}: bbox {box} is not x, y, width, height with a size.", "Correct or remove it."
        )


def _is_ring(ring: Any) -> bool:
    numbers = isinstance(ring, list) and all(isinstance(n, int | float) for n in ring)
    return numbers and len(ring) >= 6 and len(ring) % 2 == 0


def _pictures(files: list[_File], root: Path) -> list[_Picture]:
    """Every image of the files with its path and split; a missing one is named when it is read."""
    below: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(root.rglob("*")):
        if is_image(path):
            below[path.name].append(path)
    found = [
        (file, record, _find(root, below, record["file_name"], file.split))
        for file in files
        for record in file.images
    ]
    told = [
        file.split or split_of_path(PurePosixPath(record["file_name"])) for file, record, _ in found
    ]
    if any(told):
        splits = [split or "train" for split in told]
    else:
        splits = drawn_splits([record["file_name"] for _, record, _ in found])
    return [_Picture(*item, split) for item, split in zip(found, splits, strict=True)]


def _find(root: Path, below: dict[str, list[Path]], name: str, split: str | None) -> Path:
    """The file of that name: at that path below the root, or the only one of that name.

    Where several folders have one, that of the annotations' own split is meant.
    """
    direct = root / name
    if direct.is_file():
        return direct
    paths = [path for path in below[PurePosixPath(name).name] if path.as_posix().endswith(name)]
    paths = paths or below[PurePosixPath(name).name]
    if len(paths) > 1:
        own = [p for p in paths if split_of_path(PurePosixPath(p.relative_to(root))) == split]
        paths = own if len(own) == 1 else paths
    if len(paths) > 1:
        raise RasterError(
            f"{root} has {len(paths)} images that {name!r} may mean: {paths[0]}, {paths[1]}.",
            "Write the path below that folder as file_name.",
        )
    return paths[0] if paths else direct


def _name(picture: _Picture) -> str:
    return "_".join(PurePosixPath(picture.record["file_name"]).with_suffix("").parts)


def _read(picture: _Picture, part: str, source: str, complete: frozenset[str]) -> Sample:
    image = read_picture(picture.path, source)
    height, width = image.shape[:2]
    said = (picture.record.get("width", width), picture.record.get("height", height))
    if said != (width, height):
        raise RasterError(
            f"{picture.path} has {width} x {height} pixels, but its labels in "
            f"{picture.file.path.name} are for {said[0]} x {said[1]}.",
            "Use the images the labels were made on.",
        )
    objects, crowds = [], set()
    for item in picture.annotations:
        if "caption" in item:
            continue
        category = picture.file.categories[item["category_id"]]
        if item.get("iscrowd"):
            # Many at once, none of them apart: nothing to learn from, nor is their absence.
            crowds.add(category)
            continue
        objects.append(_object(item, category, width, height, picture))
    instances, instance_map = painted(objects, image.shape)
    return Sample(
        name=_name(picture),
        part=part,
        source=source,
        split=picture.split,
        image=image,
        instances=instances,
        instance_map=instance_map,
        complete=complete - crowds,
        captions=tuple(item["caption"] for item in picture.annotations if "caption" in item),
    )


def _object(
    item: dict[str, Any], category: str, width: int, height: int, picture: _Picture
) -> LabelledObject:
    outline = item.get("segmentation")
    paint = None
    if isinstance(outline, dict):
        mask = _decode(outline)
        if mask.shape != (height, width):
            raise RasterError(
                f"{picture.file.path}, annotation {item.get('id')}: its mask has "
                f"{mask.shape[1]} x {mask.shape[0]} pixels, the image {width} x {height}.",
                "Correct or remove it.",
            )
        paint = partial(_paint_mask, mask)
    elif outline:
        paint = partial(paint_rings, outline)
    if item.get("bbox"):
        x, y, across, down = (float(number) for number in item["bbox"])
        box: Box = (x, y, x + across, y + down)
    else:
        box = _mask_box(_decode(outline)) if isinstance(outline, dict) else box_of(outline or ())
    return LabelledObject(category, clipped(box, width, height), paint)


def _decode(run_lengths: dict[str, Any]) -> np.ndarray:
    """(H, W) bool."""
    from pycocotools import mask

    packed: Any = run_lengths
    if isinstance(run_lengths["counts"], list):
        packed = mask.frPyObjects(packed, *run_lengths["size"])
    return mask.decode(packed).astype(bool)


def _paint_mask(mask: np.ndarray, canvas: np.ndarray, value: int) -> None:
    canvas[mask] = value


def _mask_box(mask: np.ndarray) -> Box:
    rows, columns = np.nonzero(mask)
    if not len(rows):
        return (0.0, 0.0, 0.0, 0.0)
    return tuple(map(float, (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)))  # pyright: ignore[reportReturnType]
