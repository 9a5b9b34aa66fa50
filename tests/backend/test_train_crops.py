"""Labels follow the pixels however a crop is turned, scaled and mirrored."""

import random
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest
import torch

from backend.data.labelled_folder import UNKNOWN_COVER
from backend.data.sample import Instance, Sample
from backend.train.crops import IGNORED, Crop, Cropper, LoadedSample, Warp, instance_boxes

SEEDS = range(60)
CPU = torch.device("cpu")
SQUARE = (40, 52, 104, 116)
"""A bright square on a black picture of 160 x 140 pixels."""


def bright_square(source="optical", box=SQUARE, **more):
    image = np.zeros((140, 160, 3), np.uint8)
    left, top, right, bottom = box
    image[top:bottom, left:right] = 255
    numbers = np.zeros((140, 160), np.int16)
    numbers[top:bottom, left:right] = 1
    return Sample(
        name="square",
        part=f"{source}/squares",
        source=source,
        split="train",
        image=image,
        instances=(Instance("building", tuple(map(float, box)), True),),
        instance_map=numbers,
        complete=frozenset({"building"}),
        **more,
    )


def loaded(sample):
    return LoadedSample.load(sample, CPU)


def random_crops(sample, size=96):
    kept = loaded(sample)
    for seed in SEEDS:
        torch.manual_seed(seed)
        yield Cropper(size, random.Random(seed)).crop(kept)


def bright(crop):
    """(S, S) bool: the pixels nearer to the brightest value than to the darkest."""
    grey = crop.image.mean(dim=0)
    return grey > (grey.min() + grey.max()) / 2


def overlap(one, other):
    return float((one & other).sum() / (one | other).sum())


class StraightCropper(Cropper):
    """Cuts a piece of the source without turning it, so that a test knows what is in it."""

    def __init__(self, size, corner, scale=1.0):
        super().__init__(size, random.Random(0))
        self.centre = torch.tensor(corner) + size / scale / 2
        self.scale = scale

    def _warp(self, sample):
        return Warp(torch.eye(2) / self.scale, self.centre, self.scale, self.size)


def cut(sample, corner, size=64, scale=1.0) -> Crop:
    return StraightCropper(size, corner, scale).crop(loaded(sample))


@pytest.mark.parametrize("source", ["optical", "sar"])
def test_the_instance_map_lies_on_the_bright_pixels(source):
    seen = 0
    for crop in random_crops(bright_square(source)):
        if crop.facts.instances:
            seen += 1
            assert overlap(crop.instance_map == 1, bright(crop)) >= 0.9
            assert torch.equal(crop.instance_map.unique(), torch.tensor([0, 1]))
    assert seen > 45


def test_a_scene_is_kept_nearly_whole():
    sample = bright_square(scene="building", captions=("a house",))
    for crop in random_crops(sample):
        assert overlap(crop.instance_map == 1, bright(crop)) >= 0.9
        assert crop.facts.scene == "building"
        assert 28**2 < (crop.instance_map == 1).sum() < 46**2


def test_the_cover_map_lies_on_the_bright_pixels_and_the_outside_is_unknown():
    square = bright_square()
    covers = ("land", "building")
    cover_map = square.instance_map.astype(np.uint8)
    sample = replace(
        square, instances=(), instance_map=None, complete=frozenset(), cover_map=cover_map
    )
    outside = 0
    for crop in random_crops(replace(sample, covers=covers)):
        building = crop.cover_map == 1
        outside += int((crop.cover_map == UNKNOWN_COVER).sum())
        if building.sum() > 100:
            assert overlap(building, bright(crop)) >= 0.9
            assert 1 in crop.facts.present_covers
        if not building.any():
            assert crop.facts.present_covers <= {0}
    assert outside > 0


def test_the_boxes_are_the_bounds_of_the_map():
    for crop in random_crops(bright_square()):
        for number, item in enumerate(crop.facts.instances, start=1):
            rows, columns = np.nonzero((crop.instance_map == number).numpy())
            bounds = (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
            assert item.box == bounds


def test_boxes_without_masks_follow_the_pixels_too():
    sample = bright_square("infrared")
    boxed = replace(
        sample,
        instances=(Instance("building", sample.instances[0].box, False),),
        instance_map=None,
    )
    seen = 0
    for crop in random_crops(boxed):
        assert crop.instance_map is None
        for item in crop.facts.instances:
            left, top, right, bottom = (round(edge) for edge in item.box)
            inside = torch.zeros(96, 96, dtype=torch.bool)
            inside[top:bottom, left:right] = True
            # Thermal pictures are shown the other way round now and then.
            lit = bright(crop)
            assert max(overlap(inside, lit), overlap(inside, ~lit)) >= 0.9
            seen += 1
    assert seen > 45


def test_numbers_are_given_anew_to_the_instances_that_are_seen():
    sample = bright_square(box=(100, 40, 140, 80))
    first = Instance("vehicle", (4.0, 4.0, 14.0, 14.0), True)
    numbers = np.where(sample.instance_map == 1, 2, 0).astype(np.int16)
    numbers[4:14, 4:14] = 1
    both = replace(sample, instances=(first, *sample.instances), instance_map=numbers)
    crop = cut(both, (90.0, 30.0))
    assert [item.category for item in crop.facts.instances] == ["building"]
    assert crop.facts.instances[0].box == (10.0, 10.0, 50.0, 50.0)
    assert crop.instance_map.unique().tolist() == [0, 1]


@pytest.mark.parametrize(("seen", "kept"), [(40, True), (16, True), (13, False)])
def test_an_object_cut_off_too_far_is_ignored_not_background(seen, kept):
    sample = bright_square(box=(40, 60, 80, 100))
    crop = cut(sample, (80.0 - seen, 50.0))
    values = crop.instance_map[10:50, :seen].unique().tolist()
    assert values == ([1] if kept else [IGNORED])
    assert len(crop.facts.instances) == int(kept)
    assert (crop.instance_map != 0).sum() == 40 * seen


@pytest.mark.parametrize(("seen", "kept"), [(40, True), (16, True), (13, False)])
def test_a_box_cut_off_too_far_is_dropped_and_others_are_clipped(seen, kept):
    sample = bright_square(box=(40, 60, 80, 100))
    crop = cut(replace(sample, instance_map=None), (80.0 - seen, 50.0))
    boxes = [item.box for item in crop.facts.instances]
    assert boxes == ([(0.0, 10.0, float(seen), 50.0)] if kept else [])


def test_an_object_that_becomes_too_small_is_ignored():
    sample = bright_square(box=(40, 60, 44, 64))
    crop = cut(sample, (0.0, 0.0), scale=0.5)
    assert crop.facts.instances == ()
    assert crop.instance_map.unique().tolist() == [IGNORED, 0]


def test_an_image_without_objects_keeps_what_is_known_to_be_absent():
    sample = replace(bright_square(), instances=(), instance_map=None)
    crop = cut(sample, (0.0, 0.0))
    assert crop.facts.instances == ()
    assert crop.facts.complete == {"building"}


def test_a_crop_larger_than_the_image_shows_all_of_it_on_black():
    crop = cut(bright_square(), (-48.0, -58.0), size=256)
    assert crop.facts.instances[0].box == (88.0, 110.0, 152.0, 174.0)
    assert overlap(crop.instance_map == 1, bright(crop)) == 1.0


def test_the_same_seed_gives_the_same_crop():
    first, second = (islice(random_crops(bright_square()), 5) for _ in range(2))
    for one, other in zip(first, second, strict=True):
        assert torch.equal(one.image, other.image)
        assert one.facts == other.facts


def test_pixels_stay_in_their_range():
    for crop in random_crops(bright_square("sar")):
        assert crop.image.shape == (3, 96, 96)
        assert crop.image.min() >= 0.0
        assert crop.image.max() <= 1.0


def test_bounds_and_areas_are_read_from_a_map():
    labels = torch.zeros(6, 8, dtype=torch.long)
    labels[1:4, 2:7] = 1
    labels[5, 0] = 3
    boxes, areas = instance_boxes(labels, 3)
    assert boxes[0].tolist() == [2.0, 1.0, 7.0, 4.0]
    assert boxes[2].tolist() == [0.0, 5.0, 1.0, 6.0]
    assert areas.tolist() == [15.0, 0.0, 1.0]


def test_small_objects_are_learned_from_enlarged():
    sides = [
        max(right - left, bottom - top)
        for crop in random_crops(bright_square(box=(40, 52, 46, 58)))
        for left, top, right, bottom in (item.box for item in crop.facts.instances)
    ]
    # 6 px twice as large, times 0.5 to 2, turned by up to an eighth.
    assert 5 <= min(sides) < 10
    assert 20 < max(sides) <= 36
