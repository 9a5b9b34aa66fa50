"""A collection of labelled images, whatever format it came in."""

from __future__ import annotations

import logging
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from backend.errors import RasterError
from earthgptx_qgis.wire.messages import SourceKind

from .pictures import source_of_names
from .sample import Sample

logger = logging.getLogger(__name__)

TRAIN, VALIDATION, TEST = "train", "val", "test"
SPLITS = (TRAIN, VALIDATION, TEST)
VALIDATION_SHARE = 0.2
_SPLIT_WORDS = {
    "train": TRAIN,
    "training": TRAIN,
    "val": VALIDATION,
    "valid": VALIDATION,
    "validation": VALIDATION,
    "test": TEST,
    "testing": TEST,
}


@dataclass(frozen=True)
class Choices:
    """What a person may say about labels that do not say it themselves.

    Attributes:
        sensor: AUTO goes by the names of files and folders.
        name: of the part; empty takes the file's or the folder's.
        incomplete: not every object of a category is labelled, so absence teaches nothing.
        rasters: what the features of a vector file lie on; empty looks beside the file.
        category_field: column of a vector file that names the category; empty looks for one.
        category: the one category of all features.
        areas: categories whose polygons are areas, not objects.
        tile, overlap: of pieces of a raster, in pixels.
        point_size: side of the box around a point, in metres; None refuses points.
        empty_tiles: pieces of a raster without a label were looked at too: nothing is there.
    """

    sensor: SourceKind = SourceKind.AUTO
    name: str = ""
    incomplete: bool = False
    rasters: tuple[Path, ...] = ()
    category_field: str = ""
    category: str = ""
    areas: frozenset[str] = frozenset()
    tile: int = 768
    overlap: int = 128
    point_size: float | None = None
    empty_tiles: bool = False

    def source_of(self, path: Path) -> str:
        """The sensor of the images in, or described by, this file or folder."""
        if self.sensor is not SourceKind.AUTO:
            return self.sensor.value
        source = source_of_names(path.parent.name, path.stem)
        logger.info("%s is taken for %s imagery", path.name, source)
        return source

    def part_of(self, path: Path, source: str) -> str:
        """Name of the part that labels in this file or folder become."""
        name = re.sub(r"\W+", "_", self.name or path.stem).strip("_")
        return f"{source}/{name}"


@dataclass(frozen=True)
class LabelledImage:
    """An image of a collection before its pixels are read."""

    name: str
    split: str
    read: Callable[[], Sample]


@dataclass(frozen=True)
class Collection:
    """Labelled images of one sensor.

    Attributes:
        part: "optical/roofs".
        objects: categories of its objects; a Sample's `complete` are those of them it has all of.
        covers: classes of its cover maps.
    """

    part: str
    images: tuple[LabelledImage, ...]
    objects: frozenset[str] = frozenset()
    covers: tuple[str, ...] = ()

    def samples(self, splits: Iterable[str]) -> Iterator[Sample]:
        """The images of these splits. One that cannot be read is named, and the others go on.

        Raises:
            RasterError: not one of the images can be read.
        """
        wanted = set(splits)
        images = [image for image in self.images if image.split in wanted]
        failures: list[RasterError] = []
        for image in images:
            try:
                sample = image.read()
            except RasterError as error:
                logger.warning("%s is left out: %s %s", image.name, error.message, error.hint)
                failures.append(error)
                continue
            yield sample
        if failures and len(failures) == len(images):
            raise RasterError(
                f"None of the {len(images)} images of {self.part} can be read. "
                f"The first: {failures[0].message}",
                failures[0].hint,
            )
        if failures:
            logger.warning(
                "%s: %d of %d images were left out, see above",
                self.part,
                len(failures),
                len(images),
            )


def split_of_word(word: str) -> str | None:
    """The split a folder's name speaks of, "train2017"; None where it does not."""
    return _SPLIT_WORDS.get(word.lower().rstrip("0123456789"))


def split_of_path(path: PurePosixPath) -> str | None:
    """The split the folders of a path speak of."""
    told = (split_of_word(part) for part in path.parent.parts)
    return next((split for split in told if split), None)


def drawn_splits(names: Sequence[str]) -> list[str]:
    """A fifth for validation, by a hash of the name: the same images each time."""
    order = sorted(range(len(names)), key=lambda k: (zlib.crc32(names[k].encode()), names[k]))
    count = round(VALIDATION_SHARE * len(names)) or int(len(names) > 1)
    validation = set(order[:count])
    return [VALIDATION if k in validation else TRAIN for k in range(len(names))]


def splits_of(paths: Sequence[PurePosixPath]) -> list[str]:
    """The split of each image: that of its folder, or drawn where no folder names one."""
    told = [split_of_path(path) for path in paths]
    if any(told):
        return [split or TRAIN for split in told]
    return drawn_splits([path.as_posix() for path in paths])


def name_below(path: Path, root: Path) -> str:
    """A name for an image that no other one below the root has."""
    return "_".join(path.relative_to(root).with_suffix("").parts)
