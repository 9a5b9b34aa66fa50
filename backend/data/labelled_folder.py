"""Reads a folder of labelled parts: one JSON a part, images and masks beside it.

The layout: `<source>/<part>.json` with `name`, `source`, `images`; each image with `file`, `split`,
and any of `scene`, `labels`, `captions`, `objects` (`category`, `bbox`, `polygons`), `mask` and
`instance_mask`. A part that is missing is simply not among parts_in().
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

from backend.errors import RasterError

from .sample import Instance, Sample
from .vocabulary import NOUNS

logger = logging.getLogger(__name__)

UNKNOWN_COVER = 255
UNLABELLED = "unlabeled"
"""A cover of this name is as unknown as UNKNOWN_COVER."""
OTHER = "other"
"""A cover of this name is known to be none of the others; nobody asks for it."""
# Labelled now and then only: where they are absent they are unknown, never negatives.
INCOMPLETE = {"optical/vhr10": frozenset({"vehicle", "ship"})}
# Where an image has labels but none of these, the category is surely not in it.
LABELS_OF_CATEGORY = {
    "airplane": {"airplane"},
    "basketball court": {"court"},
    "bridge": {"pavement"},
    "car": {"cars"},
    "harbor": {"dock"},
    "ship": {"ship"},
    "storage tank": {"tanks"},
    "tennis court": {"court"},
    "vehicle": {"cars"},
}
# Names of classes as a person would say them.
PLAIN_WORDS = {
    "baseballdiamond": "baseball diamond",
    "denseresidential": "dense residential area",
    "golfcourse": "golf course",
    "mediumresidential": "medium residential area",
    "mobilehomepark": "mobile home park",
    "parkinglot": "parking lot",
    "sparseresidential": "sparse residential area",
    "storagetanks": "storage tanks",
    "tenniscourt": "tennis court",
}


@dataclass(frozen=True)
class _Part:
    """What the images of a part have in common; see Sample."""

    name: str
    source: str
    covers: tuple[str, ...]
    complete: frozenset[str]
    known_labels: tuple[str, ...]


def parts_in(folder: Path) -> list[str]:
    """Names of the parts a folder holds, "optical/vhr10", sorted."""
    return sorted(
        f"{path.parent.name}/{path.stem}"
        for path in folder.glob("*/*.json")
        if path.parent.name in ("optical", "sar", "infrared")
    )


def read_part(folder: Path, part: str, splits: Iterable[str]) -> list[Sample]:
    """All samples of a part in the named splits.

    Raises:
        RasterError: an image is missing or cannot be decoded, or the part's JSON does not say
            what it must, or names a category the vocabulary has no words for.
    """
    wanted = set(splits)
    try:
        description = json.loads((folder / f"{part}.json").read_text(encoding="utf-8"))
        common = _read_part(part, description)
        samples = [
            _read_sample(folder, common, record)
            for record in description["images"]
            if record["split"] in wanted
        ]
    except (ValueError, KeyError) as error:
        raise RasterError(
            f"{part}.json cannot be read: {error!r}", "Compare it with docs/training.md."
        ) from error
    logger.info("%s: %d images of %s", part, len(samples), "+".join(sorted(wanted)))
    return samples


def _read_part(part: str, description: dict[str, Any]) -> _Part:
    images = description["images"]
    categories = frozenset(
        item["category"] for other in images for item in other.get("objects", ())
    )
    covers = tuple(description.get("mask_classes") or ())
    unknown = sorted((categories | set(covers)) - {*NOUNS, UNLABELLED, OTHER})
    if unknown:
        raise RasterError(
            f"{part}.json has categories without words: {', '.join(unknown)}.",
            "Add them to backend/data/vocabulary.py with their plurals.",
        )
    return _Part(
        name=part,
        source=description["source"],
        covers=covers,
        complete=categories - INCOMPLETE.get(part, frozenset()),
        known_labels=tuple(sorted({name for other in images for name in other.get("labels", ())})),
    )


def _read_sample(folder: Path, part: _Part, record: dict[str, Any]) -> Sample:
    image = _open(folder / record["file"], "RGB")
    objects = record.get("objects", [])
    scene: str = record.get("scene", "")
    instance_map = _instance_map(folder, record, objects, image.shape[:2])
    instances = tuple(
        Instance(
            category=item["category"],
            box=_box(item["bbox"]),
            has_mask=instance_map is not None,
        )
        for item in objects
    )
    return Sample(
        name=Path(record["file"]).stem,
        part=part.name,
        source=part.source,
        split=record["split"],
        image=image,
        instances=instances,
        instance_map=instance_map,
        cover_map=_open(folder / record["mask"], "L") if "mask" in record else None,
        covers=part.covers,
        complete=part.complete | _absent(part, record),
        scene=PLAIN_WORDS.get(scene, scene),
        labels=tuple(record.get("labels", ())),
        known_labels=part.known_labels,
        captions=tuple(record.get("captions", ())),
    )


def _absent(part: _Part, record: dict[str, Any]) -> frozenset[str]:
    """Categories that an image's labels would name if they were there."""
    labels, known = set(record.get("labels", ())), set(part.known_labels)
    return frozenset(
        category
        for category, names in LABELS_OF_CATEGORY.items()
        if names <= known and not names & labels
    )


def _instance_map(
    folder: Path, record: dict[str, Any], objects: list[dict[str, Any]], shape: tuple[int, ...]
) -> np.ndarray | None:
    if "instance_mask" in record:
        drawn = _open(folder / record["instance_mask"], None).astype(np.int16)
        # Some masks hold leftovers of objects that are not listed.
        return np.where(drawn <= len(objects), drawn, 0).astype(np.int16)
    if not objects or not all(item.get("polygons") for item in objects):
        return None
    canvas = Image.new("I", (shape[1], shape[0]))
    draw = ImageDraw.Draw(canvas)
    # Large ones first: a small object on a large one stays visible.
    for index in sorted(range(len(objects)), key=lambda k: -_box_area(objects[k]["bbox"])):
        for ring in objects[index]["polygons"]:
            draw.polygon(list(zip(ring[0::2], ring[1::2], strict=True)), fill=index + 1)
    return np.asarray(canvas, dtype=np.int16)


def _box(numbers: list[float]) -> tuple[float, float, float, float]:
    left, top, right, bottom = (float(number) for number in numbers)
    return (left, top, right, bottom)


def _box_area(box: list[float]) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _open(path: Path, mode: str | None) -> np.ndarray:
    try:
        with Image.open(path) as picture:
            return np.asarray(picture.convert(mode) if mode else picture)
    except OSError as error:
        raise RasterError(
            f"{path.name} cannot be read: {error}",
            "Check that the file is there and that Pillow can decode its format "
            "(AVIF needs Pillow 11.3 or newer).",
        ) from error
