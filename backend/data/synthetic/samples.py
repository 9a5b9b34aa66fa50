"""Endless training samples with instance masks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from backend.data.synthetic.drawing import draw_scene, render_raster
from backend.data.synthetic.people import with_people
from backend.data.synthetic.picture import Picture
from backend.data.synthetic.raster import covers, rasterise
from backend.data.synthetic.scene import Layout, Scene, SceneSpec
from earthgptx_qgis.wire.messages import SourceKind

FINEST_AND_COARSEST: dict[Layout, tuple[float, float]] = {
    Layout.AIRPORT: (0.3, 2.0),
    Layout.HARBOUR: (0.15, 2.5),
    Layout.TANK_FARM: (0.3, 2.0),
    Layout.CAR_PARK: (0.12, 0.6),
    Layout.SPORTS: (0.25, 1.5),
    Layout.RIVER: (0.1, 2.0),
    Layout.HOUSES: (0.15, 1.0),
    Layout.SETTLEMENT: (0.1, 0.7),
    Layout.FIELDS: (0.3, 3.0),
}
"""Range of ground sample distances in metres at which a place makes sense."""


_LOW_FLIGHTS = (Layout.CAR_PARK, Layout.CAR_PARK, Layout.HOUSES)
_LOW_FINEST, _LOW_COARSEST = 0.035, 0.12


@dataclass(frozen=True, eq=False, kw_only=True)
class Sample(Picture):
    """A picture of a scene and all that is known of it.

    Attributes:
        scene_class, captions: words for the whole picture.
    """

    spec: SceneSpec
    scene_class: str
    captions: tuple[str, ...]


def sample(spec: SceneSpec, source_kind: SourceKind) -> Sample:
    """Draw one scene as one sensor sees it, with its truth."""
    return _seen(draw_scene(spec), source_kind)


def thermal_from_low_flight(rng: np.random.Generator, size: int) -> Sample:
    """Cars, people and bicycles as the thermal camera of a drone sees them, mostly at night."""
    spec = SceneSpec(
        layout=_LOW_FLIGHTS[int(rng.integers(len(_LOW_FLIGHTS)))],
        seed=int(rng.integers(1 << 31)),
        width=size,
        height=size,
        gsd=float(np.exp(rng.uniform(np.log(_LOW_FINEST), np.log(_LOW_COARSEST)))),
        night=bool(rng.random() < 0.75),
    )
    drawn = _seen(with_people(draw_scene(spec)), SourceKind.INFRARED)
    # Such cameras keep their brightest tones for what is warmer than the ground.
    curved = 255.0 * (drawn.image / 255.0) ** rng.uniform(1.0, 2.4)
    return replace(drawn, image=np.rint(curved).astype(np.uint8))


def _seen(scene: Scene, source_kind: SourceKind) -> Sample:
    raster = rasterise(scene)
    return Sample(
        spec=scene.spec,
        source_kind=source_kind,
        image=render_raster(raster, source_kind),
        instances=raster.instances(),
        categories=tuple(thing.category.value for thing in scene.things),
        covers=covers(scene),
        gsd=scene.spec.gsd,
        scene_class=scene.scene_class,
        captions=scene.captions,
    )


def samples(
    seed: int,
    size: int = 512,
    source_kinds: Sequence[SourceKind] = (SourceKind.OPTICAL,),
    layouts: Sequence[Layout] = tuple(FINEST_AND_COARSEST),
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
        finest, coarsest = FINEST_AND_COARSEST.get(layout, (0.5, 0.5))
        spec = SceneSpec(
            layout=layout,
            seed=int(rng.integers(1 << 31)),
            width=size,
            height=size,
            gsd=float(np.exp(rng.uniform(np.log(finest), np.log(coarsest)))),
            night=bool(rng.random() < 0.5),
        )
        yield sample(spec, source_kinds[int(rng.integers(len(source_kinds)))])
