"""Drawn pictures for what real collections are short of: radar ships, floods, thermal targets."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from scipy import ndimage

from backend.data.labelled_folder import parts_in, read_part
from backend.data.synthetic.drawing import draw_scene
from backend.data.synthetic.edges import cut_by_an_edge
from backend.data.synthetic.flood import OTHER_COVER, flood
from backend.data.synthetic.labelled_part import SHARES, _kinds, write_parts
from backend.data.synthetic.materials import COVERS, Category
from backend.data.synthetic.people import with_people
from backend.data.synthetic.picture import UNKNOWN_COVER
from backend.data.synthetic.radar_ships import Vessel, radar_ships
from backend.data.synthetic.samples import thermal_from_low_flight
from backend.data.synthetic.scene import Layout, SceneSpec
from backend.data.synthetic.small_targets import small_targets
from backend.data.synthetic.speckle import coast, speckled, with_sidelobes

WATER = COVERS.index(Category.WATER)


def drawn(draw, count: int, size: int):
    return [draw(np.random.default_rng(seed), size) for seed in range(count)]


@pytest.mark.parametrize("draw", [radar_ships, flood, small_targets, thermal_from_low_flight])
def test_the_same_random_numbers_draw_the_same_picture(draw) -> None:
    first, again, other = (draw(np.random.default_rng(seed), 96) for seed in (4, 4, 5))
    assert np.array_equal(first.image, again.image)
    assert np.array_equal(first.instances, again.instances)
    assert not np.array_equal(first.image, other.image)
    assert first.image.shape == (96, 96, 1)
    assert first.image.dtype == np.uint8
    assert first.instances.max() <= len(first.categories)


def test_ships_shine_on_dark_water_and_stay_off_the_land() -> None:
    pictures = drawn(radar_ships, 12, 192)
    assert sum(len(picture.categories) for picture in pictures) > 40
    for picture in pictures:
        ships = picture.instances > 0
        assert not (ships & (picture.covers != WATER)).any()
        if ships.any():
            sea = (picture.covers == WATER) & ~ships
            assert picture.image[ships].mean() > 2.0 * picture.image[sea].mean()


def test_a_hull_has_the_length_and_width_that_were_asked_for() -> None:
    hull = Vessel(40.0, 32.0, 50.0, 12.0, 0.0).covers((64, 80))
    rows, columns = np.nonzero(hull)
    # Within a pixel: those that an edge touches belong to it.
    assert np.ptp(columns) + 1 == pytest.approx(50, abs=1)
    assert np.ptp(rows) + 1 == pytest.approx(12, abs=1)
    assert hull.sum() == pytest.approx(580, rel=0.05)
    # The bow is pointed: there is less of it than of the stern.
    assert hull[:, 60:].sum() < hull[:, :20].sum()


def test_speckle_keeps_the_mean_and_has_the_contrast_of_its_looks() -> None:
    even = np.full((256, 256), 50.0, np.float32)
    for looks in (1.0, 4.0):
        noisy = speckled(even, looks, np.random.default_rng(0))
        assert noisy.mean() == pytest.approx(50.0, rel=0.03)
        assert noisy.std() / noisy.mean() == pytest.approx(looks**-0.5, rel=0.06)


def test_a_strong_point_draws_a_cross() -> None:
    power = np.zeros((41, 41), np.float32)
    power[20, 20] = 1000.0
    crossed = with_sidelobes(power, 0.01, 10)
    assert crossed[20, 20] == 1000.0
    assert crossed[20, 21] == pytest.approx(10.0)
    assert crossed[21, 20] == pytest.approx(6.0)
    assert crossed[20, 31] == crossed[21, 21] == 0.0


def test_a_coast_takes_the_share_of_land_that_was_asked_for() -> None:
    land = coast(np.random.default_rng(1), 128, 0.3, 0.1)
    assert land.mean() == pytest.approx(0.3, abs=0.01)


def test_water_is_the_dark_part_of_a_flood() -> None:
    pictures = drawn(flood, 8, 128)
    assert {int(value) for picture in pictures for value in np.unique(picture.covers)} == {
        WATER,
        OTHER_COVER,
    }
    for picture in pictures:
        water = picture.covers == WATER
        if water.any() and not water.all():
            assert picture.image[water].mean() < picture.image[~water].mean() - 25.0


def test_neighbouring_pixels_of_a_flood_are_alike_as_in_a_scene_resampled_to_a_map() -> None:
    for picture in drawn(flood, 6, 128):
        grey = picture.image[..., 0].astype(np.float64)
        grain = grey - ndimage.uniform_filter(grey, 9)
        beside = np.corrcoef(grain[:, 1:].ravel(), grain[:, :-1].ravel())[0, 1]
        assert 0.4 < beside < 0.85


def test_small_targets_are_small_and_warmer_than_what_is_around() -> None:
    pictures = drawn(small_targets, 24, 160)
    sizes, rises = [], []
    for picture in pictures:
        assert (picture.covers == UNKNOWN_COVER).all()
        for number in range(1, len(picture.categories) + 1):
            inside = picture.instances == number
            sizes.append(int(inside.sum()))
            rises.append(float(picture.image[inside].max()) - float(np.median(picture.image)))
    assert len(sizes) >= 20
    assert 4 <= np.median(sizes) <= 40
    assert max(sizes) < 200
    assert np.median(rises) > 30.0


def test_people_stand_on_open_ground_and_are_warm_at_night() -> None:
    spec = SceneSpec(Layout.CAR_PARK, seed=8, width=256, height=256, gsd=0.06, night=True)
    bare = draw_scene(spec)
    peopled = with_people(bare)
    added = peopled.things[len(bare.things) :]
    assert {thing.category for thing in added} == {Category.PERSON, Category.BICYCLE}
    assert [thing.number for thing in peopled.things] == list(range(1, len(peopled.things) + 1))
    for seed in range(6):
        picture = thermal_from_low_flight(np.random.default_rng(seed), 192)
        assert set(picture.categories) <= {
            "vehicle", "person", "bicycle", "building", "tennis court", "basketball court",
        }  # fmt: skip


def test_beyond_an_edge_there_is_no_ground_and_no_thing() -> None:
    whole = thermal_from_low_flight(np.random.default_rng(2), 128)
    cut = cut_by_an_edge(whole, np.random.default_rng(0))
    beyond = cut.covers == len(COVERS)
    assert 0.05 < beyond.mean() < 0.6
    assert set(np.unique(cut.image[beyond])) <= {0, 255}
    assert not cut.instances[beyond].any()
    assert np.array_equal(cut.image[~beyond], whole.image[~beyond])
    target = cut_by_an_edge(small_targets(np.random.default_rng(2), 96), np.random.default_rng(0))
    assert (target.covers == UNKNOWN_COVER).all()


def test_kinds_come_in_their_shares_whatever_the_seed() -> None:
    assert np.bincount(_kinds(SHARES, 100, 1)).tolist() == [22, 26, 6, 3, 16, 10, 9, 8]
    assert _kinds(SHARES, 100, 1) != _kinds(SHARES, 100, 2)


def test_the_parts_are_read_as_any_labelled_folder(tmp_path: Path) -> None:
    write_parts(tmp_path, 26, 128, seed=3)
    assert parts_in(tmp_path) == ["infrared/synthetic", "optical/synthetic", "sar/synthetic"]
    samples = {part: read_part(tmp_path, part, ["train"]) for part in parts_in(tmp_path)}
    assert {part: len(found) for part, found in samples.items()} == {
        "infrared/synthetic": 5,
        "optical/synthetic": 12,
        "sar/synthetic": 9,
    }
    found = {item.category for item in samples["infrared/synthetic"] for item in item.instances}
    assert "small target" in found
    assert "vehicle" not in found
    assert all(sample.gsd for sample in samples["optical/synthetic"])
    assert {sample.covers for sample in samples["optical/synthetic"]} == {
        ("other", "road", "water", "vegetation", "land", "other")
    }
    assert {sample.covers[0] for sample in samples["sar/synthetic"]} == {"building"}
    assert (
        sum(
            item.category == "building"
            for sample in samples["optical/synthetic"]
            for item in sample.instances
        )
        > 40
    )
    for sample in samples["sar/synthetic"]:
        assert sample.instance_map is not None
        assert sample.instance_map.max() == len(sample.instances)


def test_a_part_of_airports_alone_has_a_name_of_its_own(tmp_path: Path) -> None:
    write_parts(tmp_path, 3, 256, seed=3, name="airports", layouts=(Layout.AIRPORT,))
    assert parts_in(tmp_path) == ["optical/airports"]
    samples = read_part(tmp_path, "optical/airports", ["train"])
    assert len(samples) == 3
    categories = [{item.category for item in sample.instances} for sample in samples]
    assert all("airplane" in found for found in categories)


def test_a_target_picture_has_no_map_of_the_ground(tmp_path: Path) -> None:
    write_parts(tmp_path, 26, 128, seed=3)
    images = json.loads((tmp_path / "infrared/synthetic.json").read_text())["images"]
    targets = [image for image in images if "mask" not in image]
    assert len(targets) == 2
    assert Image.open(tmp_path / targets[0]["file"]).size == (64, 64)
