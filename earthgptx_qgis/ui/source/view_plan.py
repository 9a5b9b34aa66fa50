"""How what the map shows of a layer is read: as it is, as an overview, in several tiles, or only
around the marks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import List, Optional, Tuple

from qgis.core import QgsRasterLayer, QgsRectangle
from qgis.PyQt.QtCore import QCoreApplication

from ...canvas.area import area_grid, extent_of, window_of
from ...canvas.ground import layer_resolution, pixel_to_read
from ...canvas.pixel_grid import finest_pixel
from ...wire.geobox import GeoBox
from ...wire.messages import ModelCard, SourceKind, Task
from ...wire.resolution import SourceResolution
from ...wire.windows import Window, overlapping_windows, window_around, window_count
from ..asking.ask_plan import TilePlan
from ..widgets.numbers import decimal, factor
from ..widgets.task_texts import task_label

MOST_TILES = 36
"""More keep one waiting for minutes; the Processing toolbox has a tool for that."""
_OVERLAP = 4
"""Neighbouring tiles share a quarter of their side, as on the command line."""
_SEARCHED = frozenset({Task.FIND, Task.COUNT})
"""Tasks whose answer about the whole is the sum of those about its parts."""
_WORTH_TELLING = 1.05


@dataclass(frozen=True)
class ViewPlan:
    """What is read of a view.

    Attributes:
        grid: the view in the pixels that suit the model.
        windows: of the grid; a single one is the whole view, or what is around the marks.
        size: how many times as wide or high as one tile the view is.
        needed: how many tiles full detail would take.
        enlarged: how many times the layer's pixels are enlarged.
    """

    grid: GeoBox
    windows: Tuple[Window, ...]
    size: float
    needed: int
    enlarged: float

    @property
    def is_overview(self) -> bool:
        """The model sees less than it could."""
        return self.size > _WORTH_TELLING and self.is_whole

    @property
    def is_whole(self) -> bool:
        """The view is read in one piece."""
        return self.windows == (window_of(self.grid),)

    def extent(self, window: Window) -> QgsRectangle:
        """Where a window is, in the layer's CRS."""
        return extent_of(self.grid, window)


def plan_view(
    layer: QgsRasterLayer,
    extent: QgsRectangle,
    task: Task,
    resolution: Optional[SourceResolution],
    tile_size: int,
    marked: Optional[QgsRectangle] = None,
) -> ViewPlan:
    """Decide how a view is read.

    Args:
        extent: in the layer's CRS, within the layer.
        resolution: what suits the model; None reads the layer's own pixels.
        marked: the part of the extent that the question is about, as of `marked_part`.
    """
    pixel = pixel_to_read(layer, extent, resolution)
    grid = area_grid(layer, extent, pixel)
    whole = window_of(grid)
    overlap = tile_size // _OVERLAP
    needed = window_count(whole, tile_size, overlap)  # of a view of the world there are billions
    size = max(grid.width, grid.height) / tile_size
    windows = [whole]
    if task in _SEARCHED and needed <= MOST_TILES:
        windows = overlapping_windows(whole, tile_size, overlap)
    elif marked is not None and size > _WORTH_TELLING:
        windows = [_window_around(marked, grid, tile_size) or whole]
    return ViewPlan(grid, tuple(windows), size, needed, max(1.0, finest_pixel(layer) / pixel))


def resolution_now(
    layer: QgsRasterLayer, kind: SourceKind, model: Optional[ModelCard]
) -> Optional[SourceResolution]:
    """Which pixels of a layer suit the model; None where no model is known yet."""
    return None if model is None else layer_resolution(layer, kind, model.resolutions)


def _window_around(marked: QgsRectangle, grid: GeoBox, tile_size: int) -> Optional[Window]:
    """A tile with the marked part in its middle, as far as the view allows; None if too small."""
    corners = (
        grid.to_pixel(marked.xMinimum(), marked.yMaximum()),
        grid.to_pixel(marked.xMaximum(), marked.yMinimum()),
    )
    window = window_around(corners, window_of(grid), tile_size)
    return window if max(window.width, window.height) <= tile_size else None


def tiles_of_view(view: ViewPlan) -> List[TilePlan]:
    """The windows of a view, each to be read and asked about alone."""
    return [
        TilePlan(view.extent(window), max(window.width, window.height), window=window)
        for window in view.windows
    ]


def view_text(view: ViewPlan, task: Task) -> str:
    """What the user should know of how a view is read; empty where all is as one expects."""
    reading = _how_it_is_read(view, task)
    parts = [reading] if reading else []
    if task is Task.AUTO and parts:
        parts.append(_tr("“{find}” searches all of it."))
    if view.enlarged > _WORTH_TELLING:
        parts.append(
            _tr(
                "The pixels are coarser than what the model was trained on: "
                "enlarged {times} times, expect mistakes."
            )
        )
    size = decimal(view.size, 1) if view.size < 10 else f"{math.ceil(view.size)}"
    return " ".join(parts).format(
        size=size,
        count=view.needed,
        find=task_label(Task.FIND),
        times=factor(view.enlarged),
    )


def _how_it_is_read(view: ViewPlan, task: Task) -> str:
    """With {size} and {count} to be filled in; empty where it is read as it is."""
    if len(view.windows) > 1:
        return _tr(
            "The view is {size} times as wide as the model reads at full detail: "
            "it is searched in {count} tiles."
        )
    if not view.is_whole:
        return _tr(
            "The view is {size} times as wide as the model reads at full detail: "
            "only what is around the marks is read."
        )
    if view.is_overview and task in _SEARCHED:
        return _tr(
            "The view is {size} times as wide as the model reads at full detail: it gets an "
            "overview only. Zoom in, or find in all {count} tiles with the Processing toolbox."
        )
    if view.is_overview:
        return _tr(
            "The view is {size} times as wide as the model reads at full detail: "
            "it gets an overview. Zoom in for details."
        )
    return ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("ViewPlan", text)
