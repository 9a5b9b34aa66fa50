"""Instances from maps: what is kept, what is a duplicate, where the mask lies."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from backend.language.dialogue import GroundedPhrase
from backend.loaded_model import LoadedModel, Sight
from backend.masks.grounding import (
    CellWindow,
    MaskedInstance,
    _cover_parts,
    _drawn,
    _is_taken,
    _peaks,
    _told_apart,
    _window_logits,
    _without_duplicate_boxes,
    seen_share,
)
from backend.model.pixel_decoder import FINER, Anchors, PhraseQuery
from backend.picture.image_processor import Picture
from tests.backend.tiny_model import tiny_model, tiny_tokenizer


def instance(x: int, y: int, width: int, height: int, score: float = 0.5) -> MaskedInstance:
    return MaskedInstance(np.ones((height, width), bool), x, y, score)


def drawn_in(logits, box, score, stride, valid):
    """Draw from the logits of the whole grid."""
    window = CellWindow.around(box, *logits.shape)
    cut = logits[window.top : window.bottom, window.left : window.right]
    finer = cut.repeat_interleave(FINER, dim=0).repeat_interleave(FINER, dim=1)
    return _drawn(finer, window, score, stride, valid)


def test_a_box_is_that_of_the_true_pixels_in_the_whole_tile():
    mask = np.zeros((10, 20), bool)
    mask[3:6, 4:9] = True
    assert MaskedInstance(mask, 100, 200, 0.5).box == (104.0, 203.0, 109.0, 206.0)


def test_two_neighbouring_peaks_are_two_instances_and_a_slope_is_none():
    heat = torch.full((12, 12), 0.01)
    heat[3, 3], heat[3, 4], heat[3, 6], heat[9, 9] = 0.9, 0.5, 0.8, 0.04
    rows, columns, scores = _peaks(heat)
    assert rows.tolist() == [3, 3]
    assert columns.tolist() == [3, 6]
    assert scores.tolist() == pytest.approx([0.9, 0.8])


def test_of_two_boxes_that_nearly_coincide_the_better_one_stays():
    boxes = torch.tensor([[0.0, 0, 10, 10], [1.0, 0, 11, 10], [20.0, 0, 30, 10]])
    assert _without_duplicate_boxes(boxes, torch.tensor([0.9, 0.8, 0.7])).tolist() == [0, 2]


def test_a_mask_in_cells_becomes_pixels_in_its_place():
    logits = torch.full((32, 32), -5.0)
    logits[8:16, 4:12] = 5.0
    drawn = drawn_in(logits, [4.0, 8.0, 12.0, 16.0], 0.8, 4, np.ones((128, 128), bool))
    assert drawn is not None
    assert drawn.box == (16.0, 32.0, 48.0, 64.0)
    assert drawn.mask.sum() == pytest.approx(32 * 32, rel=0.02)
    assert 0.75 < drawn.score < 0.8


def test_what_lies_far_outside_of_the_box_is_not_part_of_the_mask():
    logits = torch.full((32, 32), -5.0)
    logits[8:16, 4:12] = 5.0
    logits[28:31, 28:31] = 5.0
    drawn = drawn_in(logits, [4.0, 8.0, 12.0, 16.0], 1.0, 4, np.ones((128, 128), bool))
    assert drawn is not None
    assert drawn.box[2] < 60


def test_pixels_without_data_are_never_part_of_a_mask():
    logits = torch.full((16, 16), 5.0)
    valid = np.ones((60, 50), bool)
    valid[:, :20] = False
    drawn = drawn_in(logits, [0.0, 0.0, 16.0, 16.0], 1.0, 4, valid)
    assert drawn is not None
    assert drawn.box == (20.0, 0.0, 50.0, 60.0)
    assert drawn_in(logits, [0.0, 0.0, 16.0, 16.0], 1.0, 4, np.zeros((60, 50), bool)) is None


@pytest.mark.parametrize("box", [[12.0, 2.0, 15.0, 5.0], [2.0, 12.0, 5.0, 15.0]])
def test_what_is_drawn_in_the_padding_beside_a_tile_is_nothing(box):
    logits = torch.full((16, 16), 5.0)
    assert drawn_in(logits, box, 1.0, 4, np.ones((30, 30), bool)) is None


def test_an_instance_inside_a_better_one_is_a_duplicate_and_a_touching_one_is_not():
    taken = [instance(10, 10, 20, 20, 0.9)]
    assert _is_taken(instance(12, 12, 10, 10, 0.4), taken)
    assert not _is_taken(instance(30, 10, 20, 20, 0.4), taken)
    assert not _is_taken(instance(24, 10, 20, 20, 0.4), taken)


def sight_of(model, enlarged):
    """A black picture of 128 pixels a side in front of a model."""
    side = 128 // enlarged
    valid = np.ones((side, side), bool)
    pixels = np.zeros((3, 128, 128), np.float32)
    picture = Picture(pixels, side, side, valid, "infrared", None, enlarged)
    with torch.inference_mode():
        seen = model.see(torch.from_numpy(pixels)[None])
    loaded = LoadedModel(model, tiny_tokenizer(), torch.device("cpu"), torch.float32)
    return Sight(loaded, picture, seen)


def test_the_share_on_which_a_cover_is_clear_is_that_of_the_tile_s_data(monkeypatch):
    sight = sight_of(tiny_model(tiny_tokenizer()), 1)
    maps = torch.zeros(1, 16, 32, 32)
    maps[0, 0] = -20.0
    maps[0, 0, 2:12, 2:12] = 20.0  # 100 of 1024 cells
    maps[0, 0, 20:24, 20:30] = 0.25  # a probability of 0.73: not clear
    with torch.inference_mode():
        sight.seen.pixels.cover.copy_(maps)
    weights = torch.zeros(1, 17)
    weights[0, 0] = 4.0
    query = PhraseQuery(torch.tensor([0]), weights, weights, torch.zeros(1, 16), torch.ones(1))
    decoder = type(sight.loaded.model.pixel_decoder)
    monkeypatch.setattr(decoder, "phrase_query", lambda *_: query)
    water = GroundedPhrase("water", (), torch.zeros(1, 8))
    assert seen_share(sight, water) == pytest.approx(100 / 1024)
    sight.picture.valid[:, 64:] = False
    assert seen_share(sight, water) == pytest.approx(100 / 512)
    sight.picture.valid[:] = False
    assert seen_share(sight, water) == 0


@pytest.mark.parametrize("enlarged", [1, 2])
def test_a_cover_falls_into_its_connected_parts_largest_first_crumbs_dropped(enlarged):
    sight = sight_of(tiny_model(tiny_tokenizer()), enlarged)
    maps = torch.full((1, 16, 32, 32), 0.0)
    maps[0, 0] = -20.0
    maps[0, 0, 2:12, 2:12] = 20.0
    maps[0, 0, 20:24, 20:30] = 20.0
    with torch.inference_mode():
        sight.seen.pixels.cover.copy_(maps)
    weights = torch.zeros(1, 17)
    weights[0, 0] = 4.0
    query = PhraseQuery(torch.tensor([0]), weights, weights, torch.zeros(1, 16), torch.ones(1))
    with torch.inference_mode():
        parts = list(_cover_parts(sight, query))
    boxes = np.array([part.box for part in parts]) * enlarged
    assert boxes.tolist() == [[8, 8, 48, 48], [80, 80, 120, 96]]
    assert all(part.score > 0.9 for part in parts)


def test_roofs_that_are_told_apart_stand_for_their_block_and_other_blocks_stay():
    full, scarce, empty = instance(0, 0, 40, 20), instance(0, 40, 40, 20), instance(50, 0, 10, 60)
    roofs = [instance(0, 0, 18, 20), instance(20, 0, 18, 20), instance(5, 45, 10, 10)]
    assert _told_apart([full, scarce, empty], roofs, (60, 60)) == [*roofs, scarce, empty]
    assert _told_apart([full], [], (60, 60)) == [full]


def test_masks_drawn_in_small_squares_are_those_of_the_whole_grid():
    torch.manual_seed(9)
    model = tiny_model(tiny_tokenizer())
    boxes = torch.tensor([[1.0, 2.0, 5.0, 6.0], [20.0, 3.0, 31.0, 14.0], [2.0, 3.0, 30.0, 31.0]])
    anchors = Anchors(
        query=torch.tensor([0, 1, 2]),
        feature=torch.randn(3, 16),
        centre=(boxes[:, :2] + boxes[:, 2:]) / 2,
        half_size=(boxes[:, 2:] - boxes[:, :2]) / 2,
        prompts=torch.rand(3, 2, 32, 32),
    )
    with torch.inference_mode():
        seen = model.see(torch.randn(1, 3, 128, 128))
        query = model.pixel_decoder.phrase_query(torch.randn(3, 32), torch.zeros(3).long())
        whole = model.pixel_decoder.instance_logits(seen.pixels, query, anchors)
        drawn = _window_logits(model.pixel_decoder, seen.pixels, query, anchors, boxes)
    for index, (window, logits) in enumerate(drawn):
        rows = slice(FINER * window.top, FINER * window.bottom)
        expected = whole[index, rows, FINER * window.left : FINER * window.right]
        # Prompts are interpolated, which at the very edge of a square knows of nothing outside.
        inner = (slice(1, -1), slice(1, -1))
        assert torch.allclose(logits[inner], expected[inner], atol=1e-4)
    assert [window.longest for window, _ in drawn] == [10, 19, 32]
