"""At which resolution a raster is read: from its pixels and the model card alone."""

from __future__ import annotations

import pytest

from earthgptx_qgis.wire.geobox import GeoBox
from earthgptx_qgis.wire.kinds import SourceKind
from earthgptx_qgis.wire.resolution import SourceResolution, grid_to_read, resolution_for
from earthgptx_qgis.wire.source_names import kind_before_reading, named_kind

OPTICAL = SourceResolution(SourceKind.OPTICAL, finest=0.2, coarsest=10.0, default=0.3)
INFRARED = SourceResolution(SourceKind.INFRARED, finest=0.05, coarsest=1.0, default=0.15)


@pytest.mark.parametrize(
    ("metres", "reduction"),
    [(0.05, 4.0), (0.1, 2.0), (0.19, 1.0), (0.2, 1.0), (0.6, 1.0), (10.0, 1.0), (11.0, 1.0),
     (12.5, 0.8), (20.0, 0.5), (30.0, 0.5)],
)  # fmt: skip
def test_fine_pixels_are_averaged_and_coarse_ones_enlarged_twice_at_most(metres, reduction):
    assert OPTICAL.reduction(metres) == pytest.approx(reduction)


def test_a_range_the_wrong_way_round_is_refused():
    with pytest.raises(ValueError, match="optical: 3, 1, 10 m per pixel"):
        SourceResolution(SourceKind.OPTICAL, 3.0, 10.0, 1.0)


def test_an_unknown_sensor_is_only_held_to_what_suits_none():
    found = resolution_for([OPTICAL, INFRARED], SourceKind.AUTO)
    assert found == SourceResolution(SourceKind.AUTO, 0.05, 10.0, 0.15)
    assert resolution_for([OPTICAL, INFRARED], SourceKind.SAR) is None
    assert resolution_for([], SourceKind.AUTO) is None


def test_the_grid_keeps_its_ground_and_respects_the_largest_tile():
    pixels = GeoBox.from_gdal(1000, 600, (500000.0, 0.1, 0.0, 4000000.0, 0.0, -0.1))
    assert grid_to_read(pixels, 1.0, 1024) is pixels
    halved = grid_to_read(pixels, 2.0, 1024)
    assert (halved.width, halved.height) == (500, 300)
    assert halved.bounds == pytest.approx(pixels.bounds)
    assert grid_to_read(pixels, 2.0, 250).width == 250
    assert grid_to_read(pixels, 0.5, 1024).width == 1024


def test_names_give_the_sensor_away():
    assert named_kind(["S1_VV_2023", "Band 1"]) is SourceKind.SAR
    assert named_kind(["flight 7 thermal"]) is SourceKind.INFRARED
    assert named_kind(["harbour", "Band 1 (Gray)"]) is SourceKind.AUTO
    assert kind_before_reading(SourceKind.AUTO, ["harbour"], 3) is SourceKind.OPTICAL
    assert kind_before_reading(SourceKind.AUTO, ["harbour"], 1) is SourceKind.AUTO
    assert kind_before_reading(SourceKind.SAR, ["thermal"], 3) is SourceKind.SAR
