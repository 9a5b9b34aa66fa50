"""Which pixels of a large raster are looked at together; the plugin and the CLI cut it alike."""

from __future__ import annotations

import math
from typing import Iterable, List, NamedTuple, Optional, Tuple

from .geobox import GeoBox

_TOLERANCE_PIXELS = 1e-6
_MARGIN_OF_SIZE = 0.25


class Window(NamedTuple):
    """A rectangle of pixels; (x, y) is its first pixel."""

    x: int
    y: int
    width: int
    height: int

    @property
    def bounds(self) -> Tuple[int, int, int, int]:
        """(x_min, y_min, x_max, y_max) in pixels."""
        return (self.x, self.y, self.x + self.width, self.y + self.height)

    @property
    def centre(self) -> Tuple[float, float]:
        """The middle, in pixels."""
        return (self.x + self.width / 2, self.y + self.height / 2)

    def contains(self, bounds: Tuple[float, float, float, float]) -> bool:
        """Whether (x_min, y_min, x_max, y_max) in pixels lies within, edges included."""
        x_min, y_min, x_max, y_max = bounds
        return (
            self.x <= x_min
            and self.y <= y_min
            and x_max <= self.x + self.width
            and y_max <= self.y + self.height
        )

    def intersection(self, other: Window) -> Optional[Window]:
        """The pixels both have, None where they share none."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        width = min(self.x + self.width, other.x + other.width) - x
        height = min(self.y + self.height, other.y + other.height) - y
        return Window(x, y, width, height) if width > 0 and height > 0 else None


def overlapping_windows(area: Window, size: int, overlap: int) -> List[Window]:
    """Windows of at most size x size pixels that cover the area, row by row, evenly spread.

    Neighbours share at least `overlap` pixels, so what is smaller than that lies whole in one.
    """
    return [
        Window(x, y, width, height)
        for y, height in _spread(area.y, area.height, size, overlap)
        for x, width in _spread(area.x, area.width, size, overlap)
    ]


def window_count(area: Window, size: int, overlap: int) -> int:
    """How many `overlapping_windows` there are, without making them."""
    return _count(area.width, size, overlap) * _count(area.height, size, overlap)


def _count(length: int, size: int, overlap: int) -> int:
    return 1 if length <= size else math.ceil((length - size) / (size - overlap)) + 1


def _spread(start: int, length: int, size: int, overlap: int) -> List[Tuple[int, int]]:
    if length <= size:
        return [(start, length)]
    steps = _count(length, size, overlap) - 1
    return [(start + round(step * (length - size) / steps), size) for step in range(steps + 1)]


def window_of_bounds(geobox: GeoBox, bounds: Tuple[float, float, float, float]) -> Optional[Window]:
    """The pixels that (x_min, y_min, x_max, y_max) in CRS coordinates touches; None for none."""
    x_min, y_min, x_max, y_max = bounds
    corners = [geobox.to_pixel(x, y) for x in (x_min, x_max) for y in (y_min, y_max)]
    return _touched(corners, Window(0, 0, geobox.width, geobox.height))


def window_around(places: Iterable[Tuple[float, float]], area: Window, size: int) -> Window:
    """The part of the area to look at for something at these pixel coordinates.

    The whole area where it is no larger than `size`; else size x size pixels with the places in
    the middle, or more where they need it.
    """
    if max(area.width, area.height) <= size:
        return area
    corners = list(places)
    xs, ys = zip(*corners)
    longest = max(max(xs) - min(xs), max(ys) - min(ys))
    half = max(size / 2, longest * (0.5 + _MARGIN_OF_SIZE))
    middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    x = _shifted(middle[0] - half, 2 * half, area.x, area.width)
    y = _shifted(middle[1] - half, 2 * half, area.y, area.height)
    touched = _touched([(x, y), (x + 2 * half, y + 2 * half)], area)
    return touched or area


def _shifted(start: float, length: float, area_start: int, area_length: int) -> int:
    """Where a stretch begins when it is moved into the area as far as it fits."""
    return round(max(area_start, min(start, area_start + area_length - length)))


def _touched(corners: List[Tuple[float, float]], area: Window) -> Optional[Window]:
    xs, ys = zip(*corners)
    # A bound on the edge of a pixel does not touch it, whatever the rounding says.
    x, y = math.floor(min(xs) + _TOLERANCE_PIXELS), math.floor(min(ys) + _TOLERANCE_PIXELS)
    x_end, y_end = math.ceil(max(xs) - _TOLERANCE_PIXELS), math.ceil(max(ys) - _TOLERANCE_PIXELS)
    return area.intersection(Window(x, y, max(x_end - x, 1), max(y_end - y, 1)))
