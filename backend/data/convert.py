"""Labels of any known format as a labelled folder, the layout that is trained on.

    python -m backend.data.convert labels.gpkg --raster scene.tif --out data
    python -m backend.data.convert coco.json --sensor sar --out data

Training and evaluation read the other formats themselves; convert where something must be said that
the labels do not say, to look at the pieces, or to take them to another machine.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from tqdm import tqdm

from backend.command_line import errors_to_log
from backend.errors import BackendError, RasterError
from backend.whole_files import write_whole
from earthgptx_qgis.wire.messages import SourceKind

from .categories import write_categories
from .collection import SPLITS, Choices, Collection
from .formats import open_collection
from .labelled_folder import OTHER, UNLABELLED
from .sample import Sample
from .vocabulary import category_named

logger = logging.getLogger(__name__)


def write_part(collection: Collection, out: Path, overwrite: bool = False) -> Path:
    """Write a collection as one part of a labelled folder; returns the part's JSON.

    The JSON comes last: until it is there, the part is not.

    Raises:
        RasterError: the part exists, not one image can be read, or the folder takes no files.
    """
    description = out / f"{collection.part}.json"
    if description.exists() and not overwrite:
        raise RasterError(
            f"{description} exists.", "Choose another --out or --name, or add --overwrite."
        )
    source, name = collection.part.split("/")
    samples = collection.samples(SPLITS)
    try:
        records = [
            _write_sample(out, sample, collection)
            for sample in tqdm(samples, total=len(collection.images), desc=collection.part)
        ]
        content = {
            "name": name,
            "source": source,
            "gsd_m": None,
            "mask_classes": list(collection.covers) or None,
            "images": records,
        }
        write_whole(description, json.dumps(content))
        named = collection.objects | (set(collection.covers) - {OTHER, UNLABELLED})
        write_categories(out, named)
    except BackendError:  # some are an OSError as well, and say more
        raise
    except OSError as error:
        raise RasterError(
            f"{out} cannot be written: {error}", "Choose a folder you may write to."
        ) from error
    return description


def _write_sample(out: Path, sample: Sample, collection: Collection) -> dict[str, Any]:
    stem = out / collection.part / sample.name
    stem.parent.mkdir(parents=True, exist_ok=True)
    pictures = {"file": (f"{sample.name}.png", sample.image)}
    if sample.instance_map is not None:
        pictures["instance_mask"] = (
            f"{sample.name}_instances.png",
            sample.instance_map.astype(np.uint16),
        )
    if sample.cover_map is not None:
        pictures["mask"] = (f"{sample.name}_covers.png", sample.cover_map)
    record: dict[str, Any] = {}
    for key, (file, pixels) in pictures.items():
        path = stem.parent / file
        Image.fromarray(pixels).save(path)
        record[key] = path.relative_to(out).as_posix()
    height, width = sample.image.shape[:2]
    record |= {"w": width, "h": height, "split": sample.split}
    if collection.objects:
        record["objects"] = [
            {"category": item.category, "bbox": list(item.box)} for item in sample.instances
        ]
    record |= {
        "gsd_m": sample.gsd,
        "scene": sample.scene,
        "captions": list(sample.captions),
        "incomplete": sorted(collection.objects - sample.complete),
    }
    return {key: value for key, value in record.items() if value or key == "objects"}


@errors_to_log
def main() -> int:
    """Convert what the command line names; 1 where it cannot be."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = _parser()
    options = parser.parse_args()
    if not 0 <= options.overlap < options.tile:
        parser.error(f"--overlap must be less than --tile ({options.tile}), not {options.overlap}")
    if options.point_size is not None and options.point_size <= 0:
        parser.error(f"--point-size must be positive, not {options.point_size:g}")
    choices = Choices(
        sensor=SourceKind(options.sensor),
        name=options.name,
        incomplete=options.incomplete,
        rasters=tuple(options.raster),
        category_field=options.category_field,
        category=options.category,
        areas=frozenset(category_named(name) for name in options.areas),
        tile=options.tile,
        overlap=options.overlap,
        point_size=options.point_size,
        empty_tiles=options.empty_tiles,
    )
    collection = open_collection(options.labels, choices)
    description = write_part(collection, options.out, options.overwrite)
    logger.info("%s is written. Train: python -m backend.train --data %s", description, options.out)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m backend.data.convert",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("labels", type=Path, help="a file or folder; its format is recognised")
    parser.add_argument("--out", type=Path, required=True, help="labelled folder to add a part to")
    parser.add_argument("--overwrite", action="store_true", help="write over a part that is there")
    kinds = [kind.value for kind in SourceKind]
    parser.add_argument("--sensor", choices=kinds, default="auto", help="auto goes by names")
    parser.add_argument("--name", default="", help="of the part (default: the file's)")
    parser.add_argument(
        "--incomplete", action="store_true", help="not every object of a category has a label"
    )
    vector = parser.add_argument_group("vector files")
    vector.add_argument("--raster", type=Path, nargs="+", default=[], help="what they lie on")
    vector.add_argument("--category-field", default="", help="column that names the category")
    vector.add_argument("--category", default="", help="the one category of all features")
    vector.add_argument(
        "--areas", nargs="+", default=[], help="categories whose polygons are areas, not objects"
    )
    vector.add_argument("--tile", type=int, default=768, help="side of a piece in pixels")
    vector.add_argument("--overlap", type=int, default=128, help="of neighbouring pieces, pixels")
    vector.add_argument("--point-size", type=float, help="side of the box of a point in metres")
    vector.add_argument(
        "--empty-tiles",
        action="store_true",
        help="keep pieces without a label: they were looked at, and nothing is there",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
