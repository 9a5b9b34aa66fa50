"""What the demo shows on which raster: where to mark, what to find, what to select."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from backend.data.synthetic.scene import Layout, SceneSpec
from backend.data.synthetic.writer import write_scene

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 as fractions of the raster's width and height, y down."""

MIDDLE: Box = (0.35, 0.35, 0.65, 0.65)
NINE_SQUARES: tuple[Box, ...] = tuple(
    (0.1 + 0.3 * column, 0.1 + 0.3 * row, 0.3 + 0.3 * column, 0.3 + 0.3 * row)
    for row in range(3)
    for column in range(3)
)


@dataclass(frozen=True)
class DemoScene:
    """One raster and what is done to it.

    Attributes:
        name: of the files the demo writes.
        find: the phrase that is looked for.
        mark: the box that is drawn on the map, classified and outlined.
        features: the boxes that become a vector layer and are selected.
        alpha_is_infrared: the file calls its fourth band alpha, but that is near infrared.
        truth: polygons with a `category` to compare with; then the mark is the first of what is to
            be found, and the features are those of the categories in `select`.
    """

    name: str
    raster: Path
    find: str
    mark: Box = MIDDLE
    features: tuple[Box, ...] = NINE_SQUARES
    alpha_is_infrared: bool = False
    truth: Path | None = None
    select: tuple[str, ...] = ()


def real_scenes(folder: Path) -> tuple[DemoScene, ...]:
    """Three real scenes: an airliner at its gate, a bridge over a river, a harbour basin."""
    return (
        DemoScene(
            "naip_ohare_gate",
            folder / "naip_ohare_gate_0.6m.tif",
            find="airplane",
            alpha_is_infrared=True,
            mark=(0.22, 0.39, 0.57, 0.68),
            features=((0.22, 0.39, 0.57, 0.68), (0.45, 0.26, 0.67, 0.37), (0.28, 0.14, 0.41, 0.29)),
        ),
        DemoScene(
            "oam_manila_bridge",
            folder / "oam_manila_bridge_0.1m.tif",
            find="vehicle",
            mark=(0.40, 0.53, 0.88, 0.92),
            features=((0.40, 0.53, 0.88, 0.92), (0.0, 0.65, 0.06, 0.74), (0.63, 0.32, 0.66, 0.36)),
        ),
        DemoScene(
            "nl_aerial",
            folder / "nl_aerial_0.25m.tif",
            find="ship",
            mark=(0.71, 0.485, 0.74, 0.53),
            features=(
                (0.71, 0.485, 0.74, 0.53),
                (0.32, 0.0, 0.42, 0.065),
                (0.81, 0.36, 0.84, 0.39),
            ),
        ),
    )


def synthetic_scene(folder: Path) -> DemoScene:
    """An airport drawn from geometry, so that the truth is known exactly."""
    spec = SceneSpec(Layout.DEMO, width=768, height=768, gsd=0.5)
    files = write_scene(folder, spec, name="synthetic_airport", overwrite=True)
    return DemoScene(
        "synthetic_airport",
        files.raster,
        find="airplane",
        truth=files.truth,
        select=("airplane", "storage tank"),
    )
