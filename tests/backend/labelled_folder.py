"""A small folder in the layout that training and evaluation read, drawn anew for each test.

Objects are bright on dark ground and lie at literal places, so that a test can tell where a label
must be: optical/vhr10 (polygons, some categories incomplete), optical/tanks (polygons),
optical/dubai (covers), optical/ucm (scene, labels, captions), sar/hrsid (instance mask),
infrared/hituav (boxes only).
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

WIDTH, HEIGHT = 128, 96
GROUND, BRIGHT = (60, 80, 60), (235, 235, 235)
PARTS = [
    "infrared/hituav",
    "optical/dubai",
    "optical/tanks",
    "optical/ucm",
    "optical/vhr10",
    "sar/hrsid",
]
AIRPLANES = [(8, 8, 40, 32), (64, 48, 112, 80)]
VEHICLE = (80, 8, 92, 16)
TANKS = [(16, 16, 48, 48), (56, 16, 88, 48), (16, 56, 40, 80)]
SHIPS = [(8, 16, 56, 32), (72, 40, 88, 80)]
PEOPLE = [(10, 10, 18, 26), (60, 40, 68, 56)]
COVERS = ["unlabeled", "building", "land", "road", "vegetation", "water"]
CAPTIONS = ["There are many boats in the harbor .", "Boats are docked close together ."]


def write_labelled_folder(folder: Path) -> Path:
    """Six parts with two images to train on and one to validate with; returns the folder."""
    airplanes = [("airplane", box) for box in AIRPLANES]
    tanks = [("storage tank", box) for box in TANKS]
    write_part(
        folder,
        "optical/vhr10",
        [
            _outlined("first", "train", [*airplanes, ("vehicle", VEHICLE)]),
            _outlined("second", "train", [("ship", SHIPS[0])]),
            _outlined("third", "val", airplanes),
        ],
    )
    write_part(
        folder,
        "optical/tanks",
        [_outlined(name, split, tanks) for name, split in _NAMES],
    )
    write_part(folder, "sar/hrsid", [_numbered(folder, name, split) for name, split in _NAMES])
    write_part(
        folder,
        "infrared/hituav",
        [_boxed(name, split, [("person", box) for box in PEOPLE]) for name, split in _NAMES],
    )
    write_part(
        folder, "optical/dubai", [_covered(folder, *name) for name in _NAMES], mask_classes=COVERS
    )
    write_part(folder, "optical/ucm", [_spoken_of(name, split) for name, split in _NAMES])
    return folder


_NAMES = [("first", "train"), ("second", "train"), ("third", "val")]


def write_part(folder: Path, part: str, records: list[dict], **more: object) -> None:
    """One JSON and its pictures; a record's `drawn` boxes are painted bright."""
    source, name = part.split("/")
    pictures = folder / source / name
    pictures.mkdir(parents=True, exist_ok=True)
    for record in records:
        picture = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
        for box in record.pop("drawn"):
            paint(picture, box, BRIGHT)
        picture.save(folder / record["file"].format(part=part))
        for key in ("file", "mask", "instance_mask"):
            if key in record:
                record[key] = record[key].format(part=part)
    description = {"name": name, "source": source, "gsd_m": None, **more, "images": records}
    (folder / f"{part}.json").write_text(json.dumps(description), encoding="utf-8")


def paint(picture: Image.Image, box: tuple[int, ...], value: object) -> None:
    """Fill the pixels of a corner-origin box, the last row and column left out."""
    left, top, right, bottom = box
    ImageDraw.Draw(picture).rectangle((left, top, right - 1, bottom - 1), fill=value)


def _record(name: str, split: str, drawn: list[tuple[int, ...]], **more: object) -> dict:
    return {
        "file": "{part}/" + f"{name}.png",
        "w": WIDTH,
        "h": HEIGHT,
        "split": split,
        "drawn": drawn,
        **more,
    }


def _boxed(name: str, split: str, objects: list[tuple[str, tuple[int, ...]]]) -> dict:
    listed = [{"category": category, "bbox": list(box)} for category, box in objects]
    return _record(name, split, [box for _, box in objects], objects=listed)


def _outlined(name: str, split: str, objects: list[tuple[str, tuple[int, ...]]]) -> dict:
    record = _boxed(name, split, objects)
    for item in record["objects"]:
        left, top, right, bottom = item["bbox"]
        item["polygons"] = [[left, top, right, top, right, bottom, left, bottom]]
    return record


def _numbered(folder: Path, name: str, split: str) -> dict:
    record = _boxed(name, split, [("ship", box) for box in SHIPS])
    record["instance_mask"] = f"sar/hrsid/{name}_instances.png"
    numbers = Image.new("L", (WIDTH, HEIGHT), 0)
    for index, box in enumerate(SHIPS):
        paint(numbers, box, index + 1)
    # A leftover of an object that is not listed.
    paint(numbers, (120, 88, 128, 96), 9)
    _save(numbers, folder / record["instance_mask"])
    return record


def _covered(folder: Path, name: str, split: str) -> dict:
    """Water on the left half, a building on it, the last columns not labelled."""
    water, building = (0, 0, 64, 96), (16, 16, 48, 48)
    cover = Image.new("L", (WIDTH, HEIGHT), COVERS.index("vegetation"))
    paint(cover, water, COVERS.index("water"))
    paint(cover, building, COVERS.index("building"))
    paint(cover, (120, 0, 124, 96), COVERS.index("unlabeled"))
    paint(cover, (124, 0, 128, 96), 255)
    path = f"optical/dubai/{name}_mask.png"
    _save(cover, folder / path)
    return _record(name, split, [building], mask=path)


def _spoken_of(name: str, split: str) -> dict:
    labels = ["dock", "ship", "water"] if name == "first" else ["cars", "pavement"]
    scene = "harbor" if name == "first" else "parkinglot"
    return _record(
        name, split, [SHIPS[0]], scene=scene, labels=labels, captions=CAPTIONS, qa=[["a", "b"]]
    )


def _save(picture: Image.Image, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path)


def box_mask(box: tuple[int, ...]) -> np.ndarray:
    """(HEIGHT, WIDTH) bool, True inside a box."""
    mask = np.zeros((HEIGHT, WIDTH), bool)
    mask[box[1] : box[3], box[0] : box[2]] = True
    return mask
