"""Write a synthetic scene: `python -m backend.data.synthetic demo -o folder`."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

from backend.data.synthetic.changes import changed
from backend.data.synthetic.drawing import draw_scene
from backend.data.synthetic.scene import Layout, SceneSpec
from backend.data.synthetic.writer import write_pair, write_scene
from backend.errors import BackendError
from earthgptx_qgis.wire.messages import SourceKind

logger = logging.getLogger("backend.data.synthetic")


def main(arguments: list[str] | None = None) -> int:
    """Draw, write, and log where; 1 where that failed."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    options = _parser().parse_args(arguments)
    try:
        spec = SceneSpec(
            layout=Layout(options.layout),
            seed=options.seed,
            width=options.size,
            height=options.size,
            gsd=options.gsd,
            crs=options.crs,
            origin=tuple(options.origin),
            rotation=options.rotation,
            night=options.night,
        )
        kinds = [SourceKind(kind) for kind in options.sensor]
        for kind in kinds:
            name = options.name and (
                options.name if len(kinds) == 1 else f"{options.name}_{kind.value}"
            )
            if options.change is None:
                files = write_scene(options.output, spec, kind, name, options.overwrite)
                logger.info("%s", files.raster)
            else:
                pair = changed(draw_scene(spec), options.change)
                both = write_pair(options.output, pair, kind, name, options.overwrite)
                logger.info("%s\n%s", both.before, both.after)
    except BackendError as error:
        logger.error("%s %s", error.message, error.hint)
        return 1
    except ValueError as error:
        logger.error("%s", error)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m backend.data.synthetic", description=__doc__)
    sensors = [kind.value for kind in SourceKind if kind is not SourceKind.AUTO]
    add = parser.add_argument
    add("layout", choices=[layout.value for layout in Layout], help="what kind of place")
    add("-o", "--output", type=Path, default=Path(), help="folder for the three files")
    add("--name", help="name of the files without suffix")
    add("--sensor", nargs="+", choices=sensors, default=["optical"], help="one file set for each")
    add("--seed", type=int, default=0)
    add("--size", type=int, default=1024, help="pixels along each side")
    add("--gsd", type=float, default=0.5, help="metres per pixel")
    add("--crs", default="EPSG:32631", help="a projected CRS in metres")
    add("--origin", type=float, nargs=2, default=SceneSpec.origin, metavar=("X", "Y"),
        help="outer corner of the first pixel")  # fmt: skip
    add("--rotation", type=float, default=0.0, help="degrees counter-clockwise")
    add("--night", action="store_true", help="infrared: a clear night")
    add("--change", type=float, metavar="SHARE",
        help="two dates; this share of what can change is there at one of them only")  # fmt: skip
    add("--overwrite", action="store_true")
    return parser


if __name__ == "__main__":
    sys.exit(main())
