"""`python -m backend.train.folds`: a part's train and val images split anew, for small parts.

Writes folders that training and evaluation take as they are; images stay where they lie. Train on
`--data DATA FOLDS/1`, whose part takes the place of the one in DATA, and evaluate FOLDS/1.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import sys
from pathlib import Path
from typing import Any

from backend.command_line import errors_to_log
from backend.errors import RasterError, TrainingOptionsError
from backend.whole_files import write_whole

logger = logging.getLogger(__name__)

FILES = ("file", "mask", "instance_mask")
DRAWN = ("train", "val")
"""Splits that are mixed and drawn anew; others stay as they are."""


def write_folds(data: Path, part: str, count: int, out: Path, seed: int = 1) -> list[Path]:
    """One folder a fold; every image of train and val is in `val` of exactly one.

    Args:
        part: name of a part in the project's own layout, "sar/hrsid".

    Raises:
        RasterError: the part's JSON cannot be read.
        TrainingOptionsError: fewer than two folds, or more than images.
    """
    try:
        description = json.loads((data / f"{part}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RasterError(
            f"{data / part}.json cannot be read: {error}", "Name a part of the folder with --part."
        ) from error
    images: list[dict[str, Any]] = [_absolute(data, item) for item in description["images"]]
    drawn = [index for index, item in enumerate(images) if item["split"] in DRAWN]
    if not 2 <= count <= len(drawn):
        raise TrainingOptionsError(
            f"{part} has {len(drawn)} images: it cannot be split into {count} folds.",
            f"Give 2 to {len(drawn)} folds.",
        )
    random.Random(seed).shuffle(drawn)  # nosec B311
    fold_of = {index: place % count for place, index in enumerate(drawn)}
    folders = []
    for fold in range(count):
        split = [
            {**item, "split": "val" if fold_of[index] == fold else "train"}
            if index in fold_of
            else item
            for index, item in enumerate(images)
        ]
        path = out / str(fold + 1) / f"{part}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps({**description, "images": split}))
        folders.append(out / str(fold + 1))
    return folders


def _absolute(data: Path, image: dict[str, Any]) -> dict[str, Any]:
    return {
        name: str((data / value).resolve()) if name in FILES else value
        for name, value in image.items()
    }


@errors_to_log
def main() -> int:
    """Write the folds; 1 where the part cannot be split."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(prog="python -m backend.train.folds", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of labelled parts")
    parser.add_argument("--part", required=True, help="name such as sar/hrsid")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--out", type=Path, required=True, help="folder for one folder a fold")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    folders = write_folds(given.data, given.part, given.folds, given.out, given.seed)
    logger.info("written: %s", ", ".join(map(str, folders)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
