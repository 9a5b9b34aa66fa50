"""Each loss is nothing for a perfect answer, more for a wrong one, and teaches every weight."""

import math
import random

import pytest
import torch

from backend.data.instructions import Facts, Target, Turn
from backend.data.sample import Instance
from backend.model.special_tokens import MARK
from backend.train.batch import Collator
from backend.train.crops import Crop
from backend.train.loss_functions import (
    box_loss,
    box_masks,
    centre_heat,
    cover_loss,
    dice_loss,
    focal_loss,
    mask_loss,
)
from backend.train.losses import WEIGHTS, Losses
from tests.backend.tiny_model import tiny_model, tiny_tokenizer

SURE = 20.0
SIDE = 64
BOX = torch.tensor([[2.0, 3.0, 6.0, 6.0]])


def logits_of(mask):
    """A model that is sure of a mask."""
    return (2 * mask - 1) * SURE


def test_the_heat_is_one_at_the_middle_of_each_box_and_falls_off():
    heat = centre_heat(torch.tensor([[0.0, 0.0, 3.0, 3.0], [4.0, 2.0, 8.0, 6.0]]), 8, 10)
    assert heat.shape == (8, 10)
    assert (heat == 1.0).nonzero().tolist() == [[1, 1], [4, 6]]
    assert heat[1, 2] == pytest.approx(math.exp(-1 / (2 * 0.6**2)))
    assert heat[7, 0] < 1e-6
    assert not centre_heat(torch.zeros(0, 4), 3, 4).any()


def test_a_box_that_reaches_beyond_the_grid_has_its_middle_on_it():
    heat = centre_heat(torch.tensor([[8.0, -20.0, 20.0, 2.0]]), 4, 10)
    assert (heat == 1.0).nonzero().tolist() == [[0, 9]]


def test_centres_found_exactly_cost_nothing_and_missed_or_invented_ones_do():
    heat = centre_heat(BOX, 8, 10)[None]
    everywhere = torch.ones_like(heat, dtype=torch.bool)
    perfect = logits_of((heat == 1.0).float())
    assert focal_loss(perfect, heat, everywhere) < 1e-4
    missed = torch.full_like(heat, -SURE)
    invented = perfect.clone()
    invented[0, 7, 9] = SURE
    assert focal_loss(missed, heat, everywhere) > 1.0
    assert focal_loss(invented, heat, everywhere) > 1.0
    # Beside a centre a second peak costs less than far away.
    beside = perfect.clone()
    beside[0, 4, 5] = SURE
    assert focal_loss(beside, heat, everywhere) < focal_loss(invented, heat, everywhere)


def test_centres_where_nothing_is_known_cost_nothing():
    heat = torch.zeros(1, 8, 10)
    invented = torch.full_like(heat, -SURE)
    invented[0, 7, 9] = SURE
    known = torch.ones_like(heat, dtype=torch.bool)
    known[0, 7, 9] = False
    assert focal_loss(invented, heat, known) < 1e-4


def test_a_cover_drawn_exactly_costs_nothing_and_a_wrong_one_does():
    wanted = torch.zeros(1, 8, 8)
    wanted[0, :, :4] = 1.0
    known = torch.ones_like(wanted, dtype=torch.bool)
    assert cover_loss(logits_of(wanted), wanted, known) < 1e-4
    assert cover_loss(logits_of(1 - wanted), wanted, known) > 10.0
    known[0, :, :6] = False
    assert cover_loss(logits_of(1 - wanted), wanted, known) > 10.0
    wrong_where_unknown = logits_of(wanted)
    wrong_where_unknown[0, :, :6] *= -1
    assert cover_loss(wrong_where_unknown, wanted, known) < 1e-4


def test_a_cover_of_which_nothing_is_known_costs_nothing_but_keeps_its_gradient():
    logits = torch.zeros(2, 4, 4, requires_grad=True)
    loss = cover_loss(logits, torch.zeros(2, 4, 4), torch.zeros(2, 4, 4, dtype=torch.bool))
    assert loss.item() == 0.0
    loss.backward()
    assert not logits.grad.any()


def test_a_box_costs_one_less_its_overlap_and_more_the_farther_it_is():
    wanted = torch.tensor([[1.0, 0.0, 3.0, 2.0]])
    assert box_loss(wanted, wanted).item() == pytest.approx(0.0)
    half_off = torch.tensor([[0.0, 0.0, 2.0, 2.0]])
    assert box_loss(half_off, wanted).item() == pytest.approx(1 - 2 / 6)
    apart = torch.tensor([[5.0, 0.0, 7.0, 2.0]])
    assert box_loss(apart, wanted).item() == pytest.approx(1 + 4 / 12)
    farther = torch.tensor([[9.0, 0.0, 11.0, 2.0]])
    assert box_loss(farther, wanted).item() > box_loss(apart, wanted).item()


def test_dice_is_nothing_for_the_same_mask_and_one_for_another():
    mask = box_masks(BOX, 8, 10)
    other = box_masks(torch.tensor([[7.0, 0.0, 10.0, 2.0]]), 8, 10)
    assert dice_loss(mask, mask).item() == pytest.approx(0.0)
    assert dice_loss(mask, other).item() == pytest.approx(1 - 0.5 / 18.5)


def test_a_box_as_a_mask_and_grown():
    assert box_masks(BOX, 8, 10).sum() == 12
    assert box_masks(BOX, 8, 10)[0, 3:6, 2:6].all()
    assert box_masks(BOX, 8, 10, grow=0.5).nonzero()[:, 1:].amin(dim=0).tolist() == [1, 0]
    assert box_masks(BOX, 8, 10, grow=0.5).nonzero()[:, 1:].amax(dim=0).tolist() == [7, 7]


def test_an_outline_drawn_exactly_costs_nothing_and_a_wrong_one_does():
    mask = box_masks(BOX, 8, 10)
    mask[0, 3, 2] = 0.0
    known = torch.tensor([True])
    assert mask_loss(logits_of(mask), mask, BOX, known) < 1e-4
    nothing = torch.full_like(mask, -SURE)
    assert mask_loss(nothing, mask, BOX, known) > 1.0
    assert mask_loss(-nothing, mask, BOX, known) > 1.0
    # Far from the box nothing is asked.
    far = logits_of(mask)
    far[0, :, 9] = SURE
    assert mask_loss(far, mask, BOX, known) < 1e-4


def test_where_only_the_box_is_known_any_shape_that_fills_its_sides_will_do():
    box = box_masks(BOX, 8, 10)
    unknown = torch.tensor([False])
    cross = torch.zeros_like(box)
    cross[0, 3:6, 4] = cross[0, 4, 2:6] = 1.0
    assert mask_loss(logits_of(box), box, BOX, unknown) < 1e-4
    assert mask_loss(logits_of(cross), box, BOX, unknown) < 1e-4
    part = torch.zeros_like(box)
    part[0, 3:5, 2:4] = 1.0
    assert mask_loss(logits_of(part), box, BOX, unknown) > 0.1


def test_formulas_work_on_the_device_of_their_numbers():
    boxes = torch.zeros(2, 4, device="meta")
    maps = torch.zeros(2, 8, 10, device="meta")
    known = torch.zeros(2, dtype=torch.bool, device="meta")
    assert centre_heat(boxes, 8, 10).device.type == "meta"
    assert box_masks(boxes, 8, 10).device.type == "meta"
    assert mask_loss(maps, maps, boxes, known).device.type == "meta"


FIND = Turn("find airplanes", "<find><p>airplane</p><seg>", targets=(Target((0,)),))
FIND_NONE = Turn("find ships", "<find><p>ship</p><seg>", targets=(Target(),))
OUTLINE = Turn(f"outline {MARK}", "<outline><p>airplane</p><seg>", (0,), (Target((0,), marked=0),))
CLASSIFY = Turn(f"what is {MARK}", "<classify marks>airplane", (0,))
WATER = Turn("find water", "<find><p>water</p><seg>", targets=(Target(cover=1),))
SAYS = Turn("are there ships", "<answer>no")
# The backbones' features are taken before their last norms; the keys of a
# self-attention are its queries, normed already.
WITHOUT_USE = {
    "vision_experts.space.backbone.layernorm.weight",
    "vision_experts.space.backbone.layernorm.bias",
    "vision_experts.semantic.backbone.layernorm.weight",
    "vision_experts.semantic.backbone.layernorm.bias",
    "mutual_understanding.image_attention.key_norm.weight",
    "mutual_understanding.image_attention.key_norm.bias",
    "mutual_understanding.joint_attention.key_norm.weight",
    "mutual_understanding.joint_attention.key_norm.bias",
}
SEGMENTING = {"words", "readout", "centre", "cover", "is_cover"}


def airport(has_mask=True):
    box = (8.0, 8.0, 40.0, 24.0)
    image = torch.zeros(3, SIDE, SIDE)
    image[:, 8:24, 8:40] = 1.0
    numbers = torch.zeros(SIDE, SIDE, dtype=torch.long)
    numbers[8:24, 8:40] = 1
    instances = (Instance("airplane", box, has_mask),)
    facts = Facts("optical", (SIDE, SIDE), instances, scene="airport")
    return Crop(image, numbers if has_mask else None, None, facts)


def shore():
    cover = torch.zeros(SIDE, SIDE, dtype=torch.long)
    cover[:, :32] = 1
    image = cover.float().expand(3, -1, -1)
    return Crop(image, None, cover, Facts("optical", (SIDE, SIDE), covers=("land", "water")))


@pytest.fixture
def tokenizer():
    return tiny_tokenizer()


@pytest.fixture
def model(tokenizer):
    return tiny_model(tokenizer).train()


def losses_of(model, tokenizer, crops, turns, seed=0):
    torch.manual_seed(seed)
    collator = Collator(tokenizer, model.stride, model.config.image_grid**2, random.Random(seed))
    return Losses(tokenizer, random.Random(seed))(model, collator.collate(crops, turns))


@pytest.mark.parametrize(
    ("crop", "turns", "names"),
    [
        (airport(), [FIND, OUTLINE], {*SEGMENTING, "box", "mask"}),
        (airport(has_mask=False), [FIND, OUTLINE], {*SEGMENTING, "box", "mask"}),
        (airport(), [OUTLINE], {*SEGMENTING, "box", "mask"}),
        (airport(), [FIND_NONE], SEGMENTING),
        (airport(has_mask=False), [FIND_NONE], SEGMENTING),
        (shore(), [WATER], SEGMENTING),
        (airport(), [CLASSIFY], {"words", "readout"}),
        (shore(), [SAYS], {"words", "readout"}),
    ],
    ids=[
        "masks",
        "boxes only",
        "an outline only",
        "nothing there",
        "nothing there without masks",
        "a cover",
        "a mark",
        "words only",
    ],
)
def test_every_kind_of_turn_has_its_losses(model, tokenizer, crop, turns, names):
    losses = losses_of(model, tokenizer, [crop], [turns])
    assert set(losses) == names <= set(WEIGHTS)
    for name, loss in losses.items():
        assert loss.shape == (), name
        assert torch.isfinite(loss), name
        assert loss >= 0, name
    torch.stack(list(losses.values())).sum().backward()


def test_an_untrained_model_knows_no_word(model, tokenizer):
    losses = losses_of(model, tokenizer, [airport()], [[FIND, CLASSIFY]])
    assert losses["words"].item() == pytest.approx(math.log(tokenizer.size), rel=0.15)


def test_the_gradient_reaches_every_weight(model, tokenizer):
    crops = [airport(), airport(has_mask=False), shore()]
    turns = [[FIND, OUTLINE, CLASSIFY], [FIND, OUTLINE], [WATER, SAYS]]
    losses = losses_of(model, tokenizer, crops, turns)
    torch.stack([WEIGHTS[name] * loss for name, loss in losses.items()]).sum().backward()
    unreached = [
        name
        for name, weight in model.named_parameters()
        if weight.requires_grad and (weight.grad is None or not weight.grad.any())
    ]
    assert set(unreached) == WITHOUT_USE


def test_a_few_steps_on_one_batch_lower_every_loss(model, tokenizer):
    crops, turns = [airport(), shore()], [[FIND, OUTLINE, CLASSIFY], [WATER, SAYS]]
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    first = {name: loss.item() for name, loss in losses_of(model, tokenizer, crops, turns).items()}
    for _ in range(40):
        losses = losses_of(model, tokenizer, crops, turns)
        optimizer.zero_grad()
        torch.stack([WEIGHTS[name] * loss for name, loss in losses.items()]).sum().backward()
        optimizer.step()
    last = losses_of(model, tokenizer, crops, turns)
    for name, loss in last.items():
        assert loss.item() < 0.7 * first[name], name
