"""GeoBox: where the pixels of a tile are on the ground.

The only place that converts between pixels and the world, and the only one that knows GDAL's
order of the six numbers. Pixel coordinates are x right, y down, with the origin at the outer corner
of the first pixel, so the centre of that pixel is (0.5, 0.5). It knows nothing of geodesy: no CRS
is parsed here, its WKT is only carried along.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Tuple


class Affine(NamedTuple):
    """world_x = a*x + b*y + c and world_y = d*x + e*y + f, in the order of rasterio's Affine."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float


@dataclass(frozen=True)
class GeoBox:
    """Shape, affine and CRS of a grid of pixels. Immutable, comparable, hashable.

    Attributes:
        width, height: size in pixels, both at least 1.
        affine: pixel corner coordinates (x, y) to CRS coordinates.
        crs_wkt: the CRS as WKT, empty where the raster has none.

    Raises:
        ValueError: the size is not positive, or the affine cannot be inverted.
    """

    width: int
    height: int
    affine: Affine
    crs_wkt: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "affine", Affine(*(float(number) for number in self.affine)))
        if self.width < 1 or self.height < 1:
            raise ValueError(f"a GeoBox needs a positive size, not {self.width} x {self.height}")
        # `not >` also catches NaN.
        if not abs(self._determinant) > 0.0 or abs(self._determinant) == float("inf"):
            raise ValueError(f"the affine {tuple(self.affine)} cannot be inverted")

    @classmethod
    def from_gdal(
        cls, width: int, height: int, geotransform: Tuple[float, ...], crs_wkt: str = ""
    ) -> GeoBox:
        """From GDAL's order of six numbers: (c, a, b, f, d, e)."""
        c, a, b, f, d, e = geotransform
        return cls(width, height, Affine(a, b, c, d, e, f), crs_wkt)

    @classmethod
    def from_bounds(
        cls,
        width: int,
        height: int,
        bounds: Tuple[float, float, float, float],
        crs_wkt: str = "",
    ) -> GeoBox:
        """A north-up box that fills bounds = (x_min, y_min, x_max, y_max).

        The quotient of rounded numbers is seldom the pixel size that is written in a file; the
        shortest number that leads from edge to edge is: 0.6, not 0.6000000000058208. Both sides
        make the box of a north-up raster here, from its bounds, so they work on the same grid to
        the last bit.
        """
        x_min, y_min, x_max, y_max = bounds
        if width < 1 or height < 1:
            raise ValueError(f"a GeoBox needs a positive size, not {width} x {height}")
        pixel_width = _step(x_min, x_max, width)
        pixel_height = _step(y_max, y_min, height)
        affine = Affine(pixel_width, 0.0, x_min, 0.0, pixel_height, y_max)
        return cls(width, height, affine, crs_wkt)

    @property
    def _determinant(self) -> float:
        return self.affine.a * self.affine.e - self.affine.b * self.affine.d

    @property
    def gdal(self) -> Tuple[float, float, float, float, float, float]:
        """The six numbers in GDAL's order: (c, a, b, f, d, e)."""
        a, b, c, d, e, f = self.affine
        return (c, a, b, f, d, e)

    @property
    def pixel_area(self) -> float:
        """Area of one pixel in squared CRS units."""
        return abs(self._determinant)

    @property
    def bounds(self) -> Tuple[float, float, float, float]:
        """(x_min, y_min, x_max, y_max) of the four corners, in CRS units."""
        corners = [
            self.to_world(x, y)
            for x, y in ((0, 0), (self.width, 0), (self.width, self.height), (0, self.height))
        ]
        xs, ys = zip(*corners)
        return (min(xs), min(ys), max(xs), max(ys))

    def to_world(self, x: float, y: float) -> Tuple[float, float]:
        """CRS coordinates of the pixel coordinates (x, y)."""
        a, b, c, d, e, f = self.affine
        return (a * x + b * y + c, d * x + e * y + f)

    def to_pixel(self, world_x: float, world_y: float) -> Tuple[float, float]:
        """Pixel coordinates of a place in CRS coordinates; may lie outside the box."""
        a, b, c, d, e, f = self.affine
        u, v = world_x - c, world_y - f
        return ((e * u - b * v) / self._determinant, (a * v - d * u) / self._determinant)

    def contains(self, x: float, y: float) -> bool:
        """Whether pixel coordinates lie within the box, edges included."""
        return 0.0 <= x <= self.width and 0.0 <= y <= self.height

    def crop(self, x: int, y: int, width: int, height: int) -> GeoBox:
        """The box of a window whose first pixel is (x, y); may reach beyond this one."""
        c, f = self.to_world(x, y)
        affine = self.affine._replace(c=c, f=f)
        return GeoBox(width, height, affine, self.crs_wkt)

    def zoom_to(self, width: int, height: int) -> GeoBox:
        """The same ground, divided into width x height pixels."""
        a, b, c, d, e, f = self.affine
        scale_x, scale_y = self.width / width, self.height / height
        affine = Affine(a * scale_x, b * scale_y, c, d * scale_x, e * scale_y, f)
        return GeoBox(width, height, affine, self.crs_wkt)


def _step(start: float, end: float, count: int) -> float:
    """The shortest number that leads from start to end in count steps, signed."""
    quotient = (end - start) / count
    for digits in range(1, 17):
        step = float(f"{quotient:.{digits}g}")
        if start + step * count == end:
            return step
    return quotient
