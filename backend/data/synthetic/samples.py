"""Endless training samples with instance masks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from backend.data.synthetic.drawing import draw_scene, render_raster
from backend.data.synthetic.raster import covers, rasterise
from backend.data.synthetic.scene import Layout, SceneSpec
from earthgptx_qgis.wire.messages import SourceKind

_FINEST_AND_COARSEST: dict[Layout, tuple[float, float]] = {
    Layout.AIRPORT: (0.3, 2.0),
    Layout.HARBOUR: (0.25, 2.5),
    Layout.TANK_FARM: (0.3, 2.0),
    Layout.CAR_PARK: (0.12, 0.6),
    Layout.SPORTS: (0.25, 1.5),
    Layout.RIVER: (0.3, 2.0),
    Layout.HOUSES: (0.15, 1.0),
    Layout.FIELDS: (0.3, 3.0),
}
"""Range of ground sample distances in metres at which a place makes sense."""


@dataclass(frozen=True, eq=False)
class Sample:
    """A picture and all that is known of it.

    Attributes:
        image: (H, W, C) uint8, C is 3 for optical, else 1.
        instances: (H, W) int32, 0 = none, k = thing k; only what is visible.
        categories: category of thing k at k - 1; a thing may be hidden and have no pixel.
        covers: (H, W) uint8, index into materials.COVERS.
        scene_class, captions: words for the whole picture.
    """

    spec: SceneSpec
    source_kind: SourceKind
    image: npt.NDArray[np.uint8]
    instances: npt.NDArray[np.int32]
    categories: tuple[str, ...]
    covers: npt.NDArray[np.uint8]
    scene_class: str
    captions: tuple[str, ...]


def sample(spec: SceneSpec, source_kind: SourceKind) -> Sample:
    """Draw one scene as one sensor sees it, with its truth."""
    scene = draw_scene(spec)
    raster = rasterise(scene)
    return Sample(
        spec=spec,
        source_kind=source_kind,
        image=render_raster(raster, source_kind),
        instances=raster.instances(),
        categories=tuple(thing.category.value for thing in scene.things),
        covers=covers(scene),
        scene_class=scene.scene_class,
        captions=scene.captions,
    )


def samples(
    seed: int,
    size: int = 512,
    source_kinds: Sequence[SourceKind] = (SourceKind.OPTICAL,),
    layouts: Sequence[Layout] = tuple(_FINEST_AND_COARSEST),
) -> Iterator[Sample]:
    """Samples without end; the same seed gives the same ones.

    Args:
        size: pixels along each side.
        source_kinds: sensors to draw from; a kind that is named twice comes twice as often.
        layouts: places to draw from, in the same way.
    """
    rng = np.random.default_rng(seed)
    while True:
        layout = layouts[int(rng.integers(len(layouts)))]
        finest, coarsest = _FINEST_AND_COARSEST.get(layout, (0.5, 0.5))
        spec = SceneSpec(
            layout=layout,
            seed=int(rng.integers(1 << 31)),
            width=size,
            height=size,
            gsd=float(np.exp(rng.uniform(np.log(finest), np.log(coarsest)))),
            night=bool(rng.random() < 0.5),
        )
        yield sample(spec, source_kinds[int(rng.integers(len(source_kinds)))])
