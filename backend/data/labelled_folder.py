"""Reads a folder of labelled parts: one JSON a part, images and masks beside it.

The layout: `<source>/<part>.json` with `name`, `source`, `gsd_m`, `incomplete`, `images`; each
image with `file`, `split`, and any of `scene`, `labels`, `captions`, `objects` (`category`, `bbox`,
`polygons`), `mask`, `instance_mask`, `gsd_m` and `incomplete`. A part that is missing is simply not
among parts_in(). Here a broken image stops the reading: figures would not mean the same without it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from backend.errors import RasterError

from .categories import read_categories
from .outlines import Box, LabelledObject, paint_rings, painted
from .pictures import read_indices, read_picture
from .sample import Instance, Sample
from .vocabulary import register, register_unknown

logger = logging.getLogger(__name__)

UNKNOWN_COVER = 255
UNLABELLED = "unlabeled"
"""A cover of this name is as unknown as UNKNOWN_COVER."""
OTHER = "other"
"""A cover of this name is known to be none of the others; nobody asks for it."""
# Labelled now and then only: where they are absent they are unknown, never negatives. Other parts
# say so themselves, as `incomplete`.
INCOMPLETE = {"optical/vhr10": frozenset({"vehicle", "ship"})}
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
    gsd: float | None


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
        RasterError: an image is missing or cannot be decoded, or the part's JSON or the folder's
            categories.json does not say what it must.
    """
    wanted = set(splits)
    register(read_categories(folder))
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
    named = set(covers) - {UNLABELLED, OTHER}
    unknown = register_unknown(categories | named, areas=named)
    if unknown:
        logger.info("%s: plurals by rule for %s", part, ", ".join(unknown))
    return _Part(
        name=part,
        source=description["source"],
        covers=covers,
        complete=categories
        - INCOMPLETE.get(part, frozenset())
        - set(description.get("incomplete", ())),
        known_labels=tuple(sorted({name for other in images for name in other.get("labels", ())})),
        gsd=description.get("gsd_m"),
    )


def _read_sample(folder: Path, part: _Part, record: dict[str, Any]) -> Sample:
    image = read_picture(folder / record["file"], part.source)
    objects = record.get("objects", [])
    scene: str = record.get("scene", "")
    instances, instance_map = _instances(folder, record, objects, image.shape)
    return Sample(
        name=Path(record["file"]).stem,
        part=part.name,
        source=part.source,
        split=record["split"],
        image=image,
        instances=instances,
        instance_map=instance_map,
        cover_map=_cover_map(folder, record),
        covers=part.covers,
        complete=part.complete - set(record.get("incomplete", ())),
        scene=PLAIN_WORDS.get(scene, scene),
        labels=tuple(record.get("labels", ())),
        known_labels=part.known_labels,
        captions=tuple(record.get("captions", ())),
        gsd=record.get("gsd_m", part.gsd),
    )


def _instances(
    folder: Path, record: dict[str, Any], objects: list[dict[str, Any]], shape: tuple[int, ...]
) -> tuple[tuple[Instance, ...], np.ndarray | None]:
    if "instance_mask" not in record:
        return painted([_object(item) for item in objects], shape)
    drawn = read_indices(folder / record["instance_mask"]).astype(np.int16)
    # Some masks hold leftovers of objects that are not listed.
    kept = np.where(drawn <= len(objects), drawn, 0).astype(np.int16)
    return tuple(Instance(item["category"], _box(item["bbox"]), True) for item in objects), kept


def _object(item: dict[str, Any]) -> LabelledObject:
    outline = item.get("polygons")
    paint = partial(paint_rings, outline) if outline else None
    return LabelledObject(item["category"], _box(item["bbox"]), paint)


def _cover_map(folder: Path, record: dict[str, Any]) -> np.ndarray | None:
    if "mask" not in record:
        return None
    return read_indices(folder / record["mask"]).astype(np.uint8)


def _box(numbers: list[float]) -> Box:
    left, top, right, bottom = (float(number) for number in numbers)
    return (left, top, right, bottom)
