"""Drawn scenes as training material: a folder in the layout that labelled_folder reads.

`python -m backend.data.synthetic.labelled_part --count 200 --out FOLDER` writes one part per
sensor. Buildings are objects in optical pictures, each roof one of them, and covers for the other
sensors. Where real labelled imagery is scarce more is drawn: dense roofs, ships and floods for
radar, low flights and small targets for thermal cameras.

`--layouts airport --name airports` draws optical pictures of airports alone, as a part of its own.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from tqdm import tqdm

from backend.data.labelled_folder import OTHER
from backend.data.synthetic.edges import cut_by_an_edge
from backend.data.synthetic.flood import flood
from backend.data.synthetic.materials import COVERS, Category
from backend.data.synthetic.picture import UNKNOWN_COVER, Picture
from backend.data.synthetic.radar_ships import radar_ships
from backend.data.synthetic.samples import (
    FINEST_AND_COARSEST,
    samples,
    thermal_from_low_flight,
)
from backend.data.synthetic.scene import Layout
from backend.data.synthetic.small_targets import small_targets
from backend.whole_files import write_whole
from earthgptx_qgis.wire.messages import SourceKind

Shares = tuple[tuple[Callable[[np.random.Generator, int], Picture], float], ...]
SHARES: Shares = (
    (lambda rng, size: _scene(rng, size, SourceKind.OPTICAL), 0.22),
    (lambda rng, size: _scene(rng, size, SourceKind.OPTICAL, (Layout.SETTLEMENT,)), 0.26),
    (lambda rng, size: _scene(rng, size, SourceKind.SAR), 0.06),
    (lambda rng, size: _scene(rng, size, SourceKind.INFRARED), 0.03),
    (radar_ships, 0.16),
    (flood, 0.1),
    (thermal_from_low_flight, 0.09),
    (lambda rng, size: small_targets(rng, size // 2), 0.08),
)
"""What is drawn, and which share of the pictures it is."""
EDGE_SHARE = 0.15
"""Of the pictures that end within."""
SMALLEST_INSTANCE = 4
LAYOUTS = {
    SourceKind.OPTICAL: (*FINEST_AND_COARSEST, Layout.RIVER, Layout.RIVER, Layout.HARBOUR),
    SourceKind.SAR: (Layout.AIRPORT, Layout.TANK_FARM, Layout.RIVER, Layout.FIELDS),
    SourceKind.INFRARED: (Layout.AIRPORT, Layout.TANK_FARM, Layout.RIVER, Layout.SPORTS),
}
"""Radar shows no courts as such, and neither radar nor heat the smallest boats of a marina. Water
comes more often: glitter and brown rivers are taken for land where few were seen."""
UNSEEN = frozenset({(SourceKind.SAR, "vehicle")})
"""What a sensor shows as a few bright dots at best is not asked for."""
COVER_NAMES = (*(cover.value for cover in COVERS), OTHER)
"""Of drawn covers by their index; one more than COVERS is none of them."""


def write_parts(
    folder: Path,
    count: int,
    size: int,
    seed: int,
    name: str = "synthetic",
    layouts: tuple[Layout, ...] = (),
) -> None:
    """Draw `count` scenes, spread over the sensors, and describe them in one JSON per sensor.

    Args:
        name: of the parts.
        layouts: draws optical pictures of these kinds of places alone.
    """
    records: dict[str, list[dict[str, Any]]] = {}
    shares = _shares(layouts)
    for number, kind in enumerate(tqdm(_kinds(shares, count, seed), desc="drawing scenes")):
        rng = np.random.default_rng([seed, number])
        picture = shares[kind][0](rng, size)
        if rng.random() < EDGE_SHARE:
            picture = cut_by_an_edge(picture, rng)
        source = picture.source_kind.value
        path = folder / source / name
        path.mkdir(parents=True, exist_ok=True)
        records.setdefault(source, []).append(_write(folder, path / f"{number:05d}", picture))
    for source, images in records.items():
        description = {
            "name": name,
            "source": source,
            "gsd_m": None,
            "mask_classes": cover_names(SourceKind(source)),
            "images": images,
        }
        write_whole(folder / source / f"{name}.json", json.dumps(description))


def cover_names(sensor: SourceKind) -> tuple[str, ...]:
    """What the values of cover masks stand for; buildings are none where they are objects."""
    things = {Category.BUILDING.value} if sensor is SourceKind.OPTICAL else set()
    return tuple(OTHER if name in things else name for name in COVER_NAMES)


def _shares(layouts: tuple[Layout, ...]) -> Shares:
    if not layouts:
        return SHARES
    return ((lambda rng, size: _scene(rng, size, SourceKind.OPTICAL, layouts), 1.0),)


def _kinds(shares: Shares, count: int, seed: int) -> list[int]:
    """Which of the shares each picture is of, in their shares as exactly as the count allows."""
    parts = np.array([share for _, share in shares])
    middles = (np.arange(count) + 0.5) / count
    kinds = np.searchsorted(np.cumsum(parts / parts.sum()), middles)
    return np.random.default_rng(seed).permutation(kinds).tolist()


def _scene(
    rng: np.random.Generator,
    size: int,
    sensor: SourceKind,
    layouts: tuple[Layout, ...] | None = None,
) -> Picture:
    return next(samples(int(rng.integers(1 << 31)), size, (sensor,), layouts or LAYOUTS[sensor]))


def _write(folder: Path, stem: Path, drawn: Picture) -> dict[str, Any]:
    image = drawn.image if drawn.image.shape[2] == 3 else drawn.image[:, :, 0]
    objects, labels = _objects(drawn)
    files = {
        "file": (stem.with_suffix(".png"), Image.fromarray(image)),
        "instance_mask": (
            stem.with_name(f"{stem.name}_instances.png"),
            Image.fromarray(labels.astype(np.uint16)),
        ),
    }
    if (drawn.covers != UNKNOWN_COVER).any():
        files["mask"] = (stem.with_name(f"{stem.name}_covers.png"), Image.fromarray(drawn.covers))
    for path, picture in files.values():
        picture.save(path)
    height, width = drawn.covers.shape
    names = {key: path.relative_to(folder).as_posix() for key, (path, _) in files.items()}
    return {
        **names,
        "w": width,
        "h": height,
        "split": "train",
        "gsd_m": drawn.gsd,
        "objects": objects,
    }


def _objects(drawn: Picture) -> tuple[list[dict[str, Any]], np.ndarray]:
    """The visible things, numbered anew without gaps, and their map."""
    labels = np.zeros(drawn.instances.shape, np.int32)
    objects: list[dict[str, Any]] = []
    for index, category in enumerate(drawn.categories):
        inside = drawn.instances == index + 1
        if category in cover_names(drawn.source_kind) or (drawn.source_kind, category) in UNSEEN:
            continue
        if np.count_nonzero(inside) < SMALLEST_INSTANCE:
            continue
        rows, columns = np.nonzero(inside)
        box = [columns.min(), rows.min(), columns.max() + 1, rows.max() + 1]
        plain = _plain(category, drawn.source_kind)
        objects.append({"category": plain, "bbox": [int(n) for n in box]})
        labels[inside] = len(objects)
    return objects, labels


def _plain(category: str, sensor: SourceKind) -> str:
    # Thermal collections call it a car.
    return "car" if sensor is SourceKind.INFRARED and category == "vehicle" else category


def main() -> None:
    """Write the parts named on the command line."""
    places = [layout.value for layout in FINEST_AND_COARSEST]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--size", type=int, default=512)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--name", default="synthetic", help="of the parts (default: %(default)s)")
    parser.add_argument(
        "--layouts",
        type=Layout,
        nargs="+",
        default=(),
        choices=list(FINEST_AND_COARSEST),
        metavar="LAYOUT",
        help=f"optical pictures of these alone, out of: {', '.join(places)}",
    )
    options = parser.parse_args()
    write_parts(
        options.out,
        options.count,
        options.size,
        options.seed,
        options.name,
        tuple(options.layouts),
    )


if __name__ == "__main__":
    main()
