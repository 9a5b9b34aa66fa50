"""Marks on no object lie apart from every object, and are named only where one cover is clear."""

import random

import pytest
import torch

from backend.data.labelled_folder import UNKNOWN_COVER
from backend.data.sample import Instance
from backend.train.backgrounds import background_marks

SIZE = 128
SHIP = Instance("ship", (40.0, 40.0, 90.0, 90.0), True)
COVERS = ("unlabeled", "other", "water")


def places(instances=(), instance_map=None, cover_map=None, size=SIZE):
    for seed in range(150):
        chance = random.Random(seed)
        yield from background_marks(instances, instance_map, cover_map, COVERS, size, chance)


def test_they_lie_apart_from_every_object():
    found = list(places([SHIP]))
    assert len(found) > 100
    for item in found:
        left, top, right, bottom = item.box
        assert right <= 36 or left >= 94 or bottom <= 36 or top >= 94
        assert item.category == ""
        assert not item.has_mask


def test_they_lie_apart_from_objects_that_are_cut_off_too_far_to_be_listed():
    numbers = torch.zeros(SIZE, SIZE, dtype=torch.long)
    numbers[:, :64] = -1
    found = list(places([], numbers))
    assert len(found) > 50
    assert min(item.box[0] for item in found) >= 64


@pytest.mark.parametrize("size", [32, 64, SIZE])
def test_they_lie_within_the_crop(size):
    found = list(places(size=size))
    assert len(found) == 600
    for item in found:
        left, top, right, bottom = item.box
        assert 0 <= left < right <= size + 1e-6
        assert 0 <= top < bottom <= size + 1e-6


@pytest.mark.parametrize("unknown", [0, 1, UNKNOWN_COVER])
def test_they_are_named_by_a_clear_cover_only(unknown):
    cover = torch.full((SIZE, SIZE), unknown, dtype=torch.long)
    cover[:, :64] = 2
    found = list(places(cover_map=cover))
    assert len(found) > 50
    for item in found:
        assert item.category == "water"
        left, _, right, _ = item.box
        assert (min(right, 64) - left) / (right - left) > 0.7
