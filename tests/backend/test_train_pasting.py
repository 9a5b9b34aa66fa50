"""Objects of one crop appear in another, with their labels, and hide nothing that was there."""

import random

import pytest
import torch

from backend.data.sample import Instance
from backend.train.pasting import Piece, paste

SIZE = 64


def piece(ground, *boxes, value=0.9, masks=True):
    """Grey ground with brighter boxes on it."""
    image = torch.full((3, SIZE, SIZE), ground)
    numbers = torch.zeros(SIZE, SIZE, dtype=torch.long)
    for number, (left, top, right, bottom) in enumerate(boxes, start=1):
        image[:, top:bottom, left:right] = value
        numbers[top:bottom, left:right] = number
    instances = tuple(Instance("car", tuple(map(float, box)), masks) for box in boxes)
    return Piece(image, instances, numbers if masks else None)


class Always(random.Random):
    """Takes every object."""

    def random(self):
        return 0.0


def test_an_object_is_pasted_with_its_label_at_the_brightness_of_its_new_ground():
    pasted = paste(piece(0.2), piece(0.5, (20, 24, 30, 30)), Always())
    assert [item.box for item in pasted.instances] == [(20.0, 24.0, 30.0, 30.0)]
    assert pasted.instance_map is not None
    assert int((pasted.instance_map == 1).sum()) == 60
    # 0.9 on a ground of 0.5 is 0.6 on one of 0.2; its edge fades, its middle does not.
    assert pasted.image[:, 27, 25].tolist() == pytest.approx([0.6, 0.6, 0.6])
    assert pasted.image[:, 40, 40].tolist() == pytest.approx([0.2, 0.2, 0.2])


def test_numbers_of_pasted_objects_go_on_from_those_that_are_there():
    pasted = paste(piece(0.2, (2, 2, 8, 8)), piece(0.2, (40, 40, 46, 46)), Always())
    assert pasted.instance_map is not None
    assert sorted(pasted.instance_map.unique().tolist()) == [0, 1, 2]
    assert int(pasted.instance_map[43, 43]) == 2


@pytest.mark.parametrize("masks", [True, False])
def test_nothing_is_pasted_over_or_close_to_what_is_there(masks):
    there = piece(0.2, (20, 20, 30, 30), masks=masks)
    other = piece(0.5, (28, 28, 36, 36), (31, 20, 38, 28), (50, 50, 56, 56), masks=masks)
    pasted = paste(there, other, Always())
    boxes = [item.box for item in pasted.instances]
    assert boxes == [(20.0, 20.0, 30.0, 30.0), (50.0, 50.0, 56.0, 56.0)]
    assert torch.equal(pasted.image[:, :40, :40], there.image[:, :40, :40])


def test_an_object_larger_than_a_third_of_the_crop_stays_where_it_is():
    pasted = paste(piece(0.2), piece(0.5, (0, 0, 40, 40)), Always())
    assert pasted.instances == ()


def test_of_a_box_its_ellipse_is_pasted_and_the_corners_stay_ground():
    pasted = paste(piece(0.2, masks=False), piece(0.5, (20, 20, 32, 32), masks=False), Always())
    assert pasted.instance_map is None
    assert float(pasted.image[0, 26, 26]) == pytest.approx(0.6)
    assert float(pasted.image[0, 20, 20]) == pytest.approx(0.2, abs=0.1)


def test_a_crop_with_masks_gets_nothing_of_one_that_knows_boxes_alone():
    there = piece(0.2)
    assert paste(there, piece(0.5, (20, 20, 30, 30), masks=False), Always()) is there
