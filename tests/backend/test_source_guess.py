"""The sensor is guessed from names, numbers and grain; the limits hold on real pictures."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from backend.picture.source_guess import guess_source_kind
from earthgptx_qgis.wire.messages import SourceKind

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def guess(raw: np.ndarray, *names: str) -> str:
    return guess_source_kind(names, raw, np.ones(raw.shape[:2], bool)).value


def waves(height: int = 96, width: int = 96) -> np.ndarray:
    """A smooth picture between 60 and 180."""
    rows, columns = np.indices((height, width))
    return 120 + 60 * np.sin(rows / 19) * np.cos(columns / 23)


def test_a_name_decides_whatever_the_pixels_look_like():
    speckle = np.random.default_rng(7).exponential(40, (96, 96, 1)).astype(np.float32)
    assert guess(speckle, "night flight", "Thermal") == "infrared"
    assert guess(speckle, "S1_VV") == "sar"


def test_speckle_is_radar_and_a_smooth_grey_picture_is_thermal():
    chance = np.random.default_rng(7)
    speckle = (waves() * chance.gamma(4, 0.25, (96, 96))).astype(np.uint16)[:, :, None]
    smooth = (waves() + chance.normal(0, 1, (96, 96))).astype(np.uint8)[:, :, None]
    assert guess(speckle) == "sar"
    assert guess(smooth) == "infrared"
    assert guess(np.repeat(smooth, 3, axis=2)) == "infrared"


def test_colours_are_a_photograph_and_decibels_are_radar():
    colours = np.stack((waves(), waves() * 0.8, waves() * 0.6), axis=2).astype(np.uint8)
    assert guess(colours) == "optical"
    assert guess((waves()[:, :, None] / 20 - 20).astype(np.float32)) == "sar"


def test_a_picture_of_one_value_and_one_of_one_pixel_are_photographs():
    assert guess(np.full((8, 8, 1), 7, np.uint8)) == "optical"
    assert guess(np.full((1, 1, 3), 7, np.uint16)) == "optical"


def test_nodata_does_not_look_like_grain():
    values = (waves() + np.random.default_rng(7).normal(0, 1, (96, 96)))[:, :, None]
    raw = values.astype(np.float32)
    raw[::12] = -9999
    valid = np.ones((96, 96), bool)
    valid[::12] = False
    assert guess_source_kind((), raw, valid) is SourceKind.INFRARED


@pytest.mark.skipif(not DATA.is_dir(), reason="no ../shared/data")
@pytest.mark.parametrize(
    ("part", "expected", "least"),
    [
        ("optical/vhr10", "optical", 20),
        ("optical/dubai", "optical", 20),
        ("sar/hrsid", "sar", 20),
        ("sar/sarship", "sar", 12),
        ("sar/opensarship", "sar", 20),
        ("infrared/hituav", "infrared", 17),
        ("infrared/sirst", "infrared", 16),
    ],
)
def test_real_pictures_without_a_name_are_recognised(part, expected, least):
    images = json.loads((DATA / f"{part}.json").read_text())["images"][:20]
    found = [guess(np.asarray(Image.open(DATA / image["file"]).convert("RGB"))) for image in images]
    assert found.count(expected) >= least
