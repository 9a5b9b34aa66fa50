"""Draw the manual's pictures in the real QGIS desktop, on a synthetic scene.

    python -m scripts.manual           the few that are committed beside the manual
    python -m scripts.manual --all     also each language, theme, width and scale, in build/manual/

Never a picture of somebody's imagery: the scene is drawn by this project.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import geopandas
from PIL import Image

from backend.data.synthetic.scene import Layout, SceneSpec
from backend.data.synthetic.writer import write_scene
from scripts.desktop import DesktopError, run_in_desktop

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "build" / "manual"
MANUAL = ROOT / "earthgptx_qgis" / "resources" / "manual"
COMMITTED = ("answer", "marks", "refine", "install", "processing")
LARGEST_BYTES = 150_000
COLOURS = (256, 128, 64, 32)
TIME_LIMIT_SECONDS = 300
DARK = "[UI]\nUITheme=Night Mapping\n"


@dataclass(frozen=True)
class Look:
    """How QGIS looks while pictures are taken."""

    name: str
    settings: str = ""
    scale: str = "1"


def locale(name: str) -> str:
    """The section of QGIS's ini file that sets a locale, of texts and of numbers."""
    return f"[locale]\noverrideFlag=true\nuserLocale={name}\nglobalLocale={name}\n"


ENGLISH = Look("en")
OTHER_LOOKS = (
    Look("en_dark", DARK),
    Look("en_large", scale="1.5"),
    Look("de", locale("de")),
    Look("de_dark", locale("de") + DARK, scale="1.5"),
    Look("zh", locale("zh-Hans")),
    Look("zh_dark", locale("zh-Hans") + DARK),
)


@dataclass(frozen=True)
class Harbour:
    """The scene that is asked about.

    Attributes:
        marks: (x_min, y_min, x_max, y_max) in its CRS, each around an object.
    """

    raster: Path
    marks: tuple[tuple[float, float, float, float], ...]


def draw_harbour() -> Harbour:
    """One on which the shipped model finds most, with its largest tank and its largest ship."""
    spec = SceneSpec(Layout.HARBOUR, seed=1, width=900, height=700, gsd=0.8)
    scene = write_scene(OUTPUT, spec, name="harbour", overwrite=True)
    objects = geopandas.read_file(scene.truth)
    largest = {}
    for category, outline in zip(objects["category"], objects.geometry, strict=True):
        largest[category] = max(largest.get(category, outline), outline, key=lambda one: one.area)
    return Harbour(scene.raster, (largest["storage tank"].bounds, largest["ship"].bounds))


def draw(look: Look, harbour: Harbour) -> Path:
    """Take all pictures in one look; the folder they are in.

    Raises:
        DesktopError: QGIS did not take them.
    """
    folder = OUTPUT / look.name
    folder.mkdir(parents=True, exist_ok=True)
    for left in (*folder.glob("*.png"), folder / "done"):
        left.unlink(missing_ok=True)
    plan = folder / "plan.json"
    plan.write_text(
        json.dumps(
            {
                "raster": str(harbour.raster),
                "marks": harbour.marks,
                "folder": str(folder),
                "repository": str(ROOT),
            }
        )
    )
    run_in_desktop(
        ROOT / "scripts" / "inside_manual.py",
        folder / "qgis.log",
        TIME_LIMIT_SECONDS,
        settings=look.settings,
        EARTHGPTX_PLAN=str(plan),
        QT_SCALE_FACTOR=look.scale,
    )
    if not (folder / "done").is_file():
        raise DesktopError(f"The pictures were not finished; see {folder / 'qgis.log'}.")
    return folder


def shrink(source: Path, target: Path) -> None:
    """Write a picture with as many colours as its largest size allows.

    Raises:
        ValueError: it does not get small enough.
    """
    picture = Image.open(source).convert("RGB")
    # Maximum coverage keeps the colour of thin outlines, which the median cut drops; one round of
    # k-means brings the others back to what they were.
    for colours in COLOURS:
        unfinished = target.with_suffix(".part")
        few = picture.quantize(
            colours, Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE
        )
        few.save(unfinished, "PNG", optimize=True)
        if unfinished.stat().st_size < LARGEST_BYTES:
            os.replace(unfinished, target)
            return
    raise ValueError(f"{source} stays above {LARGEST_BYTES} bytes")


def main() -> int:
    """Draw the pictures; 0 when all are there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="every language, theme and scale")
    arguments = parser.parse_args()
    OUTPUT.mkdir(parents=True, exist_ok=True)
    harbour = draw_harbour()
    try:
        folder = draw(ENGLISH, harbour)
        for name in COMMITTED:
            shrink(folder / f"{name}.png", MANUAL / f"{name}.png")
        for look in OTHER_LOOKS if arguments.all else ():
            draw(look, harbour)
    except DesktopError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{len(COMMITTED)} pictures in {MANUAL.relative_to(ROOT)}; all in build/manual/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
