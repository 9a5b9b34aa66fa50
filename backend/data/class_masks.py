"""Semantic masks: `images/` and `masks/` with files of the same names, and a list of classes.

A mask is a PNG of class numbers. classes.txt has a name a line, for the numbers from 0 on, or
`number name` on every line. 255, and classes called unlabeled, void, ignore, unknown or nodata, are
not known; background, other and none are known to be none of the classes.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path, PurePosixPath

import numpy as np

from backend.errors import RasterError

from .collection import Choices, Collection, LabelledImage, name_below, splits_of
from .labelled_folder import OTHER, UNKNOWN_COVER, UNLABELLED
from .pictures import is_image, read_indices, read_picture
from .sample import Sample
from .vocabulary import category_named, register_unknown

CLASSES = "classes.txt"
IMAGES = "images"
MASKS = ("masks", "labels", "annotations")
_SAME = {
    **dict.fromkeys(("unlabelled", "void", "ignore", "unknown", "nodata", "no data"), UNLABELLED),
    **dict.fromkeys(("background", "none"), OTHER),
}


def masks_in(folder: Path) -> Path | None:
    """The folder of the masks, None where there is none with a list of classes beside it."""
    if not (folder / CLASSES).is_file() or not (folder / IMAGES).is_dir():
        return None
    for name in MASKS:
        if next((folder / name).rglob("*.png"), None) is not None:
            return folder / name
    return None


def open_class_masks(path: Path, choices: Choices) -> Collection:
    """A folder of images and masks.

    Raises:
        RasterError: the list of classes cannot be understood, or there are no images.
    """
    masks = masks_in(path)
    if masks is None:
        raise RasterError(
            f"{path} has not all of {CLASSES}, {IMAGES}/ and masks/.", "Add what is missing."
        )
    numbers = _numbers(path / CLASSES)
    covers = tuple(dict.fromkeys(numbers.values()))
    named = set(covers) - {OTHER, UNLABELLED}
    register_unknown(named, areas=named)
    source = choices.source_of(path)
    part = choices.part_of(path, source)
    files = sorted(file for file in (path / IMAGES).rglob("*") if is_image(file))
    splits = splits_of([PurePosixPath(file.relative_to(path)) for file in files])
    images = []
    for file, split in zip(files, splits, strict=True):
        mask = (masks / file.relative_to(path / IMAGES)).with_suffix(".png")
        name = name_below(file, path / IMAGES)
        read = partial(_read, file, mask, numbers, covers, name, split, part, source)
        images.append(LabelledImage(name, split, read))
    if not images:
        raise RasterError(f"{path / IMAGES} holds no images.", "Put the images there.")
    return Collection(part, tuple(images), covers=covers)


def _numbers(path: Path) -> dict[int, str]:
    """Class of each number a mask may hold."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    lines = [line for line in lines if line]
    numbered = [re.fullmatch(r"(\d+)[\s,;:]+(.+)", line) for line in lines]
    if all(numbered):
        pairs = [(int(match[1]), match[2]) for match in numbered if match]
    elif any(numbered):
        first = next(line for line, match in zip(lines, numbered, strict=True) if not match)
        raise RasterError(
            f"{path}: {first!r} has no number, other lines have one.", "Number all lines, or none."
        )
    else:
        pairs = list(enumerate(lines))
    if not pairs or max(number for number, _ in pairs) > UNKNOWN_COVER:
        raise RasterError(f"{path} must name classes for numbers from 0 to 255.", "Correct it.")
    named = {number: category_named(name) for number, name in pairs}
    return {number: _SAME.get(name, name) for number, name in named.items()}


def _read(
    path: Path,
    mask: Path,
    numbers: dict[int, str],
    covers: tuple[str, ...],
    name: str,
    split: str,
    part: str,
    source: str,
) -> Sample:
    image = read_picture(path, source)
    drawn = read_indices(mask)
    if drawn.shape != image.shape[:2]:
        raise RasterError(
            f"{mask} has {drawn.shape[1]} x {drawn.shape[0]} pixels, its image "
            f"{image.shape[1]} x {image.shape[0]}.",
            "Give both the same size.",
        )
    cover_map = np.full(drawn.shape, UNKNOWN_COVER, np.uint8)
    for value in np.unique(drawn).tolist():
        if value in numbers:
            cover_map[drawn == value] = covers.index(numbers[value])
        elif value != UNKNOWN_COVER:
            raise RasterError(
                f"{mask} holds the number {value}, for which {CLASSES} has no class.",
                f"Add it to {CLASSES}, as unlabeled if it is none.",
            )
    return Sample(
        name=name,
        part=part,
        source=source,
        split=split,
        image=image,
        cover_map=cover_map,
        covers=covers,
    )
