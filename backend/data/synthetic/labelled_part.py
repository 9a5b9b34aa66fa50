"""Drawn scenes as training material: a folder in the layout that labelled_folder reads.

`python -m backend.data.synthetic.labelled_part --count 200 --out FOLDER` writes one part per
sensor. Buildings are covers there, as in the collections of real imagery.
"""

from __future__ import annotations

import argparse
import json
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from tqdm import tqdm

from backend.data.synthetic.materials import COVERS
from backend.data.synthetic.samples import Sample, samples
from backend.whole_files import write_whole
from earthgptx_qgis.wire.messages import SourceKind

SENSORS = (SourceKind.OPTICAL, SourceKind.OPTICAL, SourceKind.SAR, SourceKind.INFRARED)
SMALLEST_INSTANCE = 4
UNSEEN = frozenset({(SourceKind.SAR, "vehicle")})
"""What a sensor shows as a few bright dots at best is not asked for."""
COVER_NAMES = tuple(cover.value for cover in COVERS)


def write_parts(folder: Path, count: int, size: int, seed: int) -> None:
    """Draw `count` scenes, spread over the sensors, and describe them in one JSON per sensor."""
    records: dict[str, list[dict[str, Any]]] = {}
    drawn = islice(samples(seed, size, SENSORS), count)
    for number, sample in enumerate(tqdm(drawn, total=count, desc="drawing scenes")):
        source = sample.source_kind.value
        path = folder / source / "synthetic"
        path.mkdir(parents=True, exist_ok=True)
        records.setdefault(source, []).append(_write(folder, path / f"{number:05d}", sample))
    for source, images in records.items():
        description = {
            "name": "synthetic",
            "source": source,
            "gsd_m": None,
            "mask_classes": COVER_NAMES,
            "images": images,
        }
        write_whole(folder / source / "synthetic.json", json.dumps(description))


def _write(folder: Path, stem: Path, sample: Sample) -> dict[str, Any]:
    image = sample.image if sample.image.shape[2] == 3 else sample.image[:, :, 0]
    objects, labels = _objects(sample)
    files = {
        "file": (stem.with_suffix(".png"), Image.fromarray(image)),
        "instance_mask": (
            stem.with_name(f"{stem.name}_instances.png"),
            Image.fromarray(labels.astype(np.uint16)),
        ),
        "mask": (stem.with_name(f"{stem.name}_covers.png"), Image.fromarray(sample.covers)),
    }
    for path, picture in files.values():
        picture.save(path)
    height, width = sample.covers.shape
    names = {key: path.relative_to(folder).as_posix() for key, (path, _) in files.items()}
    return {**names, "w": width, "h": height, "split": "train", "objects": objects}


def _objects(sample: Sample) -> tuple[list[dict[str, Any]], np.ndarray]:
    """The visible things, numbered anew without gaps, and their map."""
    labels = np.zeros(sample.instances.shape, np.int32)
    objects: list[dict[str, Any]] = []
    for index, category in enumerate(sample.categories):
        inside = sample.instances == index + 1
        if category in COVER_NAMES or (sample.source_kind, category) in UNSEEN:
            continue
        if np.count_nonzero(inside) < SMALLEST_INSTANCE:
            continue
        rows, columns = np.nonzero(inside)
        box = [columns.min(), rows.min(), columns.max() + 1, rows.max() + 1]
        objects.append({"category": _plain(category, sample), "bbox": [int(n) for n in box]})
        labels[inside] = len(objects)
    return objects, labels


def _plain(category: str, sample: Sample) -> str:
    # Thermal collections call it a car.
    infrared = sample.source_kind is SourceKind.INFRARED
    return "car" if infrared and category == "vehicle" else category


def main() -> None:
    """Write the parts named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--size", type=int, default=512)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write_parts(options.out, options.count, options.size, options.seed)


if __name__ == "__main__":
    main()
