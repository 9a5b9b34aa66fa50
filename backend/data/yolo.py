"""YOLO: a text file of boxes or polygons beside each image, as fractions of its size.

A line is `class x_centre y_centre width height`, or `class x1 y1 x2 y2 x3 y3 ...` for an outline
(oriented boxes too). Classes are named in data.yaml (`names`, and folders `train`, `val`, `test`)
or in classes.txt, a name a line. https://docs.ultralytics.com/datasets/
"""

from __future__ import annotations

from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from backend.errors import RasterError

from .collection import Choices, Collection, LabelledImage, name_below, splits_of
from .collection import split_of_word as split_of
from .outlines import Box, LabelledObject, box_of, clipped, paint_rings, painted
from .pictures import is_image, read_picture
from .sample import Sample
from .vocabulary import category_named, register_unknown

DESCRIPTIONS = ("data.yaml", "data.yml", "dataset.yaml", "dataset.yml")
CLASSES = "classes.txt"
LABELS = "labels"
TOLERANCE = 0.01
"""By how much of the image's size a number may lie outside of it."""

Line = tuple[str, tuple[float, ...]]
"""A category and its numbers, fractions of the image's size."""


def description_in(folder: Path) -> Path | None:
    """The file that names the classes of a YOLO folder, None where it is none."""
    for name in DESCRIPTIONS:
        if (folder / name).is_file():
            return folder / name
    classes = folder / CLASSES
    has_labels = next((folder / LABELS).rglob("*.txt"), None) is not None
    return classes if classes.is_file() and has_labels else None


def open_yolo(path: Path, choices: Choices) -> Collection:
    """A YOLO folder, given by itself or by the file that names its classes.

    An image without a text file has no objects.

    Raises:
        RasterError: a file is not as it must be; the message names file and line.
    """
    description = path if path.is_file() else description_in(path)
    if description is None:
        raise RasterError(f"{path} has no data.yaml and no classes.txt.", "Add one.")
    root = description.parent
    if description.name == CLASSES:
        names, images = _listed_names(description), _images(root)
        splits = splits_of([PurePosixPath(image.relative_to(root)) for image in images])
    else:
        names, images, splits = _described(description)
    if not images:
        raise RasterError(f"{description}: no images where they should be.", "Check its paths.")
    source = choices.source_of(root)
    part = choices.part_of(root, source)
    lines = [_lines(_labels_of(image), names) for image in images]
    categories = frozenset(category for each in lines for category, _ in each)
    register_unknown(categories)
    complete = frozenset() if choices.incomplete else categories
    return Collection(
        part,
        tuple(
            LabelledImage(
                image.name,
                split,
                partial(_read, image, _name(image, root), split, each, part, source, complete),
            )
            for image, split, each in zip(images, splits, lines, strict=True)
        ),
        categories,
    )


def _listed_names(path: Path) -> dict[int, str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {k: category_named(line) for k, line in enumerate(lines) if line.strip()}


def _described(path: Path) -> tuple[dict[int, str], list[Path], list[str]]:
    """Names of the classes, images and the split of each, from a data.yaml."""
    import yaml

    try:
        content: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        named = content["names"]
        pairs = named.items() if isinstance(named, dict) else enumerate(named)
        names = {int(number): category_named(str(name)) for number, name in pairs}
    except (yaml.YAMLError, TypeError, KeyError, ValueError, AttributeError) as error:
        raise RasterError(
            f"{path} cannot be read: {error!r}",
            "It needs names (of the classes), and train and val (folders of images).",
        ) from error
    root = path.parent / str(content.get("path") or "")
    root = root if root.is_dir() else path.parent
    told: dict[Path, str] = {}
    for key, value in content.items():
        split = split_of(str(key))
        for place in value if isinstance(value, list) else [value]:
            if split and place:
                told |= dict.fromkeys(_images_at(root, str(place), path), split)
    if told:
        return names, list(told), list(told.values())
    images = _images(root)
    return names, images, splits_of([PurePosixPath(image.relative_to(root)) for image in images])


def _images_at(root: Path, place: str, description: Path) -> list[Path]:
    """Images of a folder, or those a text file lists."""
    # Exported files often lead out of their own folder: "../train/images".
    candidates = [root / place, root / place.removeprefix("../")]
    found = next((path for path in candidates if path.exists()), None)
    if found is None:
        raise RasterError(
            f"{description}: there is no {root / place}.", "Correct the path, or remove the entry."
        )
    if found.is_file():
        lines = found.read_text(encoding="utf-8").split()
        return [path if path.is_absolute() else root / path for path in map(Path, lines)]
    return _images(found)


def _images(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if is_image(path))


def _name(image: Path, root: Path) -> str:
    return name_below(image, root) if image.is_relative_to(root) else image.stem


def _labels_of(image: Path) -> Path:
    """images/a/b.jpg -> labels/a/b.txt: the last "images" counts; else beside the image."""
    parts = list(image.with_suffix(".txt").parts)
    for index in range(len(parts) - 2, -1, -1):
        if parts[index] == "images":
            parts[index] = LABELS
            return Path(*parts)
    beside = image.with_suffix(".txt")
    return beside if beside.is_file() else image.parent / LABELS / beside.name


def _lines(path: Path, names: dict[int, str]) -> tuple[Line, ...]:
    if not path.is_file():
        return ()
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(
        _line(text.split(), names, f"{path}, line {number}")
        for number, text in enumerate(lines, 1)
        if text.strip()
    )


def _line(words: list[str], names: dict[int, str], where: str) -> Line:
    try:
        index, numbers = int(float(words[0])), tuple(float(word) for word in words[1:])
    except ValueError as error:
        raise RasterError(f"{where}: {error}", "A line is numbers only.") from error
    if index not in names:
        raise RasterError(
            f"{where}: class {index} has no name; there are {', '.join(map(str, sorted(names)))}.",
            "Name it in data.yaml or classes.txt (the first is 0), or correct the line.",
        )
    if len(numbers) != 4 and (len(numbers) < 6 or len(numbers) % 2):
        raise RasterError(
            f"{where}: {len(numbers)} numbers after the class.",
            "A box has 4 (centre and size), an outline x and y of at least 3 points.",
        )
    if not all(-TOLERANCE <= number <= 1 + TOLERANCE for number in numbers):
        raise RasterError(
            f"{where}: a number lies outside 0..1.", "YOLO counts in fractions of the image's size."
        )
    if len(numbers) == 4 and min(numbers[2:]) <= 0:
        raise RasterError(f"{where}: the box has no size.", "Correct or remove the line.")
    return names[index], numbers


def _read(
    path: Path,
    name: str,
    split: str,
    lines: tuple[Line, ...],
    part: str,
    source: str,
    complete: frozenset[str],
) -> Sample:
    image = read_picture(path, source)
    height, width = image.shape[:2]
    objects = [_object(category, numbers, width, height) for category, numbers in lines]
    instances, instance_map = painted(objects, image.shape)
    return Sample(
        name=name,
        part=part,
        source=source,
        split=split,
        image=image,
        instances=instances,
        instance_map=instance_map,
        complete=complete,
    )


def _object(category: str, numbers: tuple[float, ...], width: int, height: int) -> LabelledObject:
    scaled = [n * (height if k % 2 else width) for k, n in enumerate(numbers)]
    if len(numbers) > 4:
        box = clipped(box_of([scaled]), width, height)
        return LabelledObject(category, box, partial(paint_rings, [scaled]))
    x, y, across, down = scaled
    whole: Box = (x - across / 2, y - down / 2, x + across / 2, y + down / 2)
    return LabelledObject(category, clipped(whole, width, height))
