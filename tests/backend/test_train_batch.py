"""A batch keeps words, marks and targets in one order: that of reading."""

import random

import pytest
import torch

from backend.data.instructions import Facts, Target, Turn
from backend.data.sample import Instance
from backend.model.special_tokens import MARK, SEGMENT
from backend.train.batch import NO_LABEL, Collator, on_device, segment_positions
from backend.train.crops import IGNORED, UNKNOWN_COVER, Crop
from tests.backend.tiny_model import tiny_tokenizer

SIDE, STRIDE, IMAGE_TOKENS = 64, 4, 16
AIRPLANE, VEHICLE = (8.0, 8.0, 40.0, 24.0), (48.0, 48.0, 56.0, 60.0)


@pytest.fixture(scope="module")
def tokenizer():
    return tiny_tokenizer()


@pytest.fixture
def collator(tokenizer):
    return Collator(tokenizer, STRIDE, IMAGE_TOKENS, random.Random(0))


def airport():
    """Two objects with masks and one that is cut off."""
    numbers = torch.zeros(SIDE, SIDE, dtype=torch.long)
    numbers[8:24, 8:40] = 1
    numbers[48:60, 48:56] = 2
    numbers[0:4, 60:64] = IGNORED
    instances = (Instance("airplane", AIRPLANE, True), Instance("vehicle", VEHICLE, True))
    facts = Facts("optical", (SIDE, SIDE), instances, scene="airport")
    return Crop(torch.rand(3, SIDE, SIDE), numbers, None, facts)


def crowd():
    """Boxes only."""
    instances = (Instance("person", (4.0, 4.0, 12.0, 20.0), False),)
    return Crop(torch.rand(3, SIDE, SIDE), None, None, Facts("infrared", (SIDE, SIDE), instances))


def shore():
    """Water on the left, some of it unlabelled, some unknown."""
    cover = torch.ones(SIDE, SIDE, dtype=torch.long)
    cover[:, :32] = 2
    cover[:8] = 0
    cover[-8:] = UNKNOWN_COVER
    facts = Facts("optical", (SIDE, SIDE), covers=("unlabeled", "land", "water"))
    return Crop(torch.rand(3, SIDE, SIDE), None, cover, facts)


FIND = Turn("find airplanes", "<find><p>airplane</p><seg>", targets=(Target((0,)),))
FIND_NONE = Turn("find ships", "<find><p>ship</p><seg>", targets=(Target(),))
OUTLINE = Turn(f"outline {MARK}", "<outline><p>vehicle</p><seg>", (1,), (Target((1,), marked=0),))
CLASSIFY = Turn(f"what is {MARK}", "<classify marks>airplane", (0,))
PEOPLE = Turn("find persons", "<find><p>person</p><seg>", targets=(Target((0,)),))
WATER = Turn("find water", "<find><p>water</p><seg>", targets=(Target(cover=2),))
SAYS = Turn("are there ships", "<answer>no")


def test_marks_are_in_the_order_their_tokens_are_read(collator, tokenizer):
    batch = collator.collate([airport(), airport()], [[CLASSIFY, OUTLINE], [OUTLINE, FIND]])
    rows, _ = (batch.tokens == tokenizer.special(MARK)).nonzero(as_tuple=True)
    assert rows.tolist() == batch.prompts.image.tolist() == [0, 0, 1]
    airplane, vehicle = (tokenizer.encode(name)[0] for name in ("airplane", "vehicle"))
    assert batch.mark_words.tolist() == [airplane, vehicle, vehicle]
    # Each mark is drawn on its own object.
    for region, box in zip(batch.prompts.region, (AIRPLANE, VEHICLE, VEHICLE), strict=True):
        row, column = divmod(int(region.argmax()), SIDE // STRIDE)
        assert box[0] <= column * STRIDE < box[2]
        assert box[1] <= row * STRIDE < box[3]


def test_segments_are_in_the_order_their_tokens_are_read(collator, tokenizer):
    turns = [[FIND, SAYS, OUTLINE], [PEOPLE], [WATER]]
    batch = collator.collate([airport(), crowd(), shore()], turns)
    rows, columns = segment_positions(batch, tokenizer)
    assert rows.tolist() == batch.segments.image.tolist() == [0, 0, 1, 2]
    assert (batch.tokens[rows, columns] == tokenizer.special(SEGMENT)).all()
    assert batch.segments.is_find.tolist() == [True, False, True, False]
    assert batch.segments.is_cover.tolist() == [False, False, False, True]
    assert [len(boxes) for boxes in batch.centres] == [1, 0, 1, 0]
    assert batch.instances.query.tolist() == [0, 1, 2]
    assert batch.instances.label.tolist() == [1, 2, 1]
    assert batch.instances.mark.tolist() == [-1, 0, -1]
    assert batch.instances.has_mask.tolist() == [True, True, False]


def test_boxes_are_in_cells_and_prompt_boxes_in_fractions(collator):
    batch = collator.collate([airport()], [[FIND, OUTLINE]])
    assert batch.instances.box.tolist() == [[2.0, 2.0, 10.0, 6.0], [12.0, 12.0, 14.0, 15.0]]
    assert batch.centres[0].tolist() == [[2.0, 2.0, 10.0, 6.0]]
    assert batch.prompts.region.shape == (1, 16, 16)
    left, top, right, bottom = batch.prompts.box[0].tolist()
    assert 0.7 < left <= right < 0.95
    assert 0.7 < top <= bottom < 1.0


def test_only_answers_are_learned(collator, tokenizer):
    batch = collator.collate([airport(), crowd()], [[SAYS, FIND], [PEOPLE]])
    learned = [tokenizer.decode(row[row != NO_LABEL].tolist()) for row in batch.labels]
    assert learned == ["no airplane", "person"]
    known = batch.labels != NO_LABEL
    assert torch.equal(batch.labels[known], batch.tokens[known])
    answers = tokenizer.encode(SAYS.answer + "<eos>") + tokenizer.encode(FIND.answer + "<eos>")
    assert batch.labels[0][known[0]].tolist() == answers


def test_every_row_begins_with_its_sensor_and_the_places_of_the_image(collator, tokenizer):
    batch = collator.collate([airport(), crowd()], [[FIND], [PEOPLE]])
    names = [[tokenizer.name_of(token) for token in row[:18].tolist()] for row in batch.tokens]
    assert names[0] == ["<bos>", "<optical>", *["<image>"] * 16]
    assert names[1] == ["<bos>", "<infrared>", *["<image>"] * 16]


def test_a_phrase_is_known_where_it_is_labelled_only(collator):
    batch = collator.collate([airport()], [[FIND, FIND_NONE]])
    airplane, ship = batch.segments.cover
    assert airplane[8:24, 8:40].unique().tolist() == [1]
    assert (airplane == 1).sum() == 16 * 32
    assert airplane[0:4, 60:64].unique().tolist() == [-1]
    assert (airplane == -1).sum() == 16
    assert ship[8:24, 8:40].unique().tolist() == [0]
    assert not (ship == 1).any()


def test_a_cover_is_unknown_where_nobody_labelled_it(collator):
    batch = collator.collate([shore()], [[WATER]])
    (water,) = batch.segments.cover
    assert water[8:56, :32].unique().tolist() == [1]
    assert water[8:56, 32:].unique().tolist() == [0]
    assert water[:8].unique().tolist() == [-1]
    assert water[-8:].unique().tolist() == [-1]


def test_without_masks_every_pixel_of_a_phrase_is_unknown(collator):
    batch = collator.collate([crowd()], [[PEOPLE]])
    assert batch.segments.cover.unique().tolist() == [-1]
    assert not batch.instance_maps.any()


def test_scenes_have_a_word_where_they_are_known(collator, tokenizer):
    batch = collator.collate([airport(), crowd()], [[FIND], [PEOPLE]])
    assert batch.scene_words.tolist() == [tokenizer.encode("airport")[0], NO_LABEL]


def test_a_batch_of_words_only_has_empty_targets(collator):
    batch = collator.collate([airport()], [[SAYS]])
    assert len(batch.prompts) == 0
    assert batch.prompts.region.shape == (0, 16, 16)
    assert batch.segments.cover.shape == (0, SIDE, SIDE)
    assert batch.instances.box.shape == (0, 4)
    assert batch.anchors.shape == (0, 4)


def test_a_batch_moves_to_another_device_whole(collator):
    batch = on_device(collator.collate([airport()], [[FIND, OUTLINE]]), torch.device("meta"))
    tensors = [
        batch.images,
        batch.tokens,
        batch.prompts.region,
        batch.segments.cover,
        batch.instances.box,
        *batch.centres,
    ]
    assert {tensor.device.type for tensor in tensors} == {"meta"}
