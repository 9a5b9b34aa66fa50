"""Scene classification: a folder of images for each class, "airport/0001.png"."""

from __future__ import annotations

from functools import partial
from pathlib import Path, PurePosixPath

from backend.errors import RasterError

from .collection import (
    Choices,
    Collection,
    LabelledImage,
    drawn_splits,
    name_below,
    split_of_path,
    split_of_word,
)
from .pictures import is_image, read_picture
from .sample import Sample
from .vocabulary import category_named


def class_folders_in(folder: Path) -> list[Path]:
    """The folders that hold the images of a class, those of splits between them and the top."""
    found: list[Path] = []
    for child in sorted(path for path in folder.iterdir() if path.is_dir()):
        if split_of_word(child.name) and any(path.is_dir() for path in child.iterdir()):
            found += class_folders_in(child)
        elif any(is_image(path) for path in child.iterdir()):
            found.append(child)
    return found


def open_class_folders(path: Path, choices: Choices) -> Collection:
    """A folder of classes, or of `train/`, `val/` and `test/` with folders of classes.

    Without these a fifth of each class is for validation.

    Raises:
        RasterError: there are no folders with images.
    """
    folders = class_folders_in(path)
    if not folders:
        raise RasterError(f"{path} has no folders with images.", "Make a folder for each class.")
    source = choices.source_of(path)
    part = choices.part_of(path, source)
    images: list[LabelledImage] = []
    for folder in folders:
        files = sorted(file for file in folder.iterdir() if is_image(file))
        below = PurePosixPath(folder.relative_to(path))
        told = split_of_path(below)
        splits = [told] * len(files) if told else drawn_splits([file.name for file in files])
        for file, split in zip(files, splits, strict=True):
            name, scene = name_below(file, path), category_named(folder.name)
            images.append(
                LabelledImage(name, split, partial(_read, file, name, split, scene, part, source))
            )
    return Collection(part, tuple(images))


def _read(path: Path, name: str, split: str, scene: str, part: str, source: str) -> Sample:
    image = read_picture(path, source)
    return Sample(name=name, part=part, source=source, split=split, image=image, scene=scene)
