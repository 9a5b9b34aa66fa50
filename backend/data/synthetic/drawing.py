"""From a spec to a scene, and from a scene to the picture of one sensor."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from backend.data.synthetic.infrared import render_infrared
from backend.data.synthetic.layouts.airport import draw_airport
from backend.data.synthetic.layouts.demo import draw_demo
from backend.data.synthetic.layouts.fields import draw_fields
from backend.data.synthetic.layouts.settlement import draw_settlement
from backend.data.synthetic.layouts.town import (
    draw_car_parks,
    draw_houses,
    draw_sports,
    draw_tank_farm,
)
from backend.data.synthetic.layouts.water import draw_harbour, draw_river
from backend.data.synthetic.optical import render_optical
from backend.data.synthetic.radar import render_radar
from backend.data.synthetic.raster import Raster, rasterise
from backend.data.synthetic.scene import Layout, Scene, SceneSpec
from earthgptx_qgis.wire.messages import SourceKind

_LAYOUTS: dict[Layout, Callable[[SceneSpec], Scene]] = {
    Layout.DEMO: draw_demo,
    Layout.AIRPORT: draw_airport,
    Layout.HARBOUR: draw_harbour,
    Layout.TANK_FARM: draw_tank_farm,
    Layout.CAR_PARK: draw_car_parks,
    Layout.SPORTS: draw_sports,
    Layout.RIVER: draw_river,
    Layout.HOUSES: draw_houses,
    Layout.SETTLEMENT: draw_settlement,
    Layout.FIELDS: draw_fields,
}
_SENSORS: dict[SourceKind, Callable[[Raster], npt.NDArray[np.uint8]]] = {
    SourceKind.OPTICAL: render_optical,
    SourceKind.SAR: render_radar,
    SourceKind.INFRARED: render_infrared,
}


def draw_scene(spec: SceneSpec) -> Scene:
    """Geometry and captions of the place a spec describes; the same every time."""
    return _LAYOUTS[spec.layout](spec)


def render(scene: Scene, source_kind: SourceKind) -> npt.NDArray[np.uint8]:
    """The picture a sensor takes of a scene, (H, W, C) uint8; C is 3 for optical, else 1.

    Raises:
        ValueError: AUTO is no sensor.
    """
    return render_raster(rasterise(scene), source_kind)


def render_raster(raster: Raster, source_kind: SourceKind) -> npt.NDArray[np.uint8]:
    """As `render`, for who has drawn the parts already."""
    if source_kind not in _SENSORS:
        raise ValueError(f"no sensor is called {source_kind.value!r}")
    return _SENSORS[source_kind](raster)
