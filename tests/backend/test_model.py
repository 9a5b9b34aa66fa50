"""The graph at every size: tiny for real, nano counted, 7b and 13b on the meta device."""

from __future__ import annotations

import pytest
import torch

from backend.language.generation import generate
from backend.model.config import PRESETS, EarthGPTXConfig, earthgptx_7b, earthgptx_13b, nano, tiny
from backend.model.earthgptx import EarthGPTX
from backend.model.folding import fold_batch_norms
from backend.model.pixel_decoder import Anchors
from backend.model.prompt_encoder import PromptBatch, _surroundings
from backend.model.vision_experts import VisionExperts
from tests.backend.tiny_model import tiny_model, tiny_tokenizer


@pytest.fixture
def model() -> EarthGPTX:
    return tiny_model(tiny_tokenizer())


def marks_on(images: list[int], cells: int = 16) -> PromptBatch:
    """One mark per entry, on the tile of that number, each in another corner."""
    count = len(images)
    region = torch.zeros(count, cells, cells)
    box = torch.zeros(count, 4)
    for index in range(count):
        region[index, index : index + 3, index : index + 4] = 1.0
        box[index] = torch.tensor([index, index, index + 4, index + 3]) / cells
    shapes = torch.arange(count) % 4
    return PromptBatch(torch.tensor(images), region, torch.zeros_like(region), box, shapes)


def forward_everything(model: EarthGPTX, side: int, device: str) -> dict[str, tuple[int, ...]]:
    """One pass through every part, with two marks, one phrase and three instances."""
    config = model.config
    seen = model.see(torch.zeros(1, 3, side, side, device=device))
    cells = side // model.stride
    prompts = PromptBatch(
        image=torch.zeros(2, dtype=torch.long, device=device),
        region=torch.zeros(2, cells, cells, device=device),
        negative=torch.zeros(2, cells, cells, device=device),
        box=torch.zeros(2, 4, device=device),
        shape=torch.zeros(2, dtype=torch.long, device=device),
    )
    tokens = model.prompt_encoder(seen.vision, prompts)
    padding = torch.zeros(1, 2, dtype=torch.bool, device=device)
    image, marks = model.mutual_understanding(seen.vision.grid, tokens[None], padding)
    joined = torch.cat([image, marks], dim=1)
    # Given whole, since transformers looks into the numbers of a mask it makes itself.
    length = joined.shape[1]
    causal = torch.zeros(1, 1, length, length, device=device).masked_fill(
        torch.ones(length, length, device=device, dtype=torch.bool).triu(1), -torch.inf
    )
    output = model.language_model(joined, attention_mask=causal)
    index = torch.zeros(1, dtype=torch.long, device=device)
    query = model.pixel_decoder.phrase_query(output.hidden[:, -1], index)
    width = config.pixel_decoder.width
    anchors = Anchors(
        query=torch.zeros(3, dtype=torch.long, device=device),
        feature=torch.zeros(3, width, device=device),
        centre=torch.zeros(3, 2, device=device),
        half_size=torch.ones(3, 2, device=device),
    )
    return {
        "finest": tuple(seen.vision.finest.shape),
        "grid": tuple(seen.vision.grid.shape),
        "marks": tuple(marks.shape),
        "logits": tuple(output.logits.shape),
        "centres": tuple(model.pixel_decoder.centre_logits(seen.pixels, query).shape),
        "masks": tuple(model.pixel_decoder.instance_logits(seen.pixels, query, anchors).shape),
    }


def test_a_tile_of_64_pixels_becomes_16_cells_16_image_tokens_and_masks_of_32(model):
    with torch.inference_mode():
        shapes = forward_everything(model, 64, "cpu")
    assert shapes == {
        "finest": (1, 16, 16, 16),
        "grid": (1, 16, 32),
        "marks": (1, 2, 32),
        "logits": (1, 18, model.config.language["vocab_size"]),
        "centres": (1, 16, 16),
        "masks": (3, 32, 32),
    }


@pytest.mark.parametrize(
    ("preset", "billions"), [(earthgptx_7b, (7.0, 8.0)), (earthgptx_13b, (13.0, 14.0))]
)
def test_the_large_presets_are_of_their_size_and_pass_forward_on_the_meta_device(preset, billions):
    with torch.device("meta"):
        model = EarthGPTX(preset()).eval()
    parameters = sum(parameter.numel() for parameter in model.parameters()) / 1e9
    assert billions[0] < parameters < billions[1]
    with torch.inference_mode():
        shapes = forward_everything(model, 224, "meta")
    assert shapes["finest"] == (1, 256, 56, 56)
    assert shapes["grid"] == (1, 256, 1024)
    assert shapes["masks"] == (3, 112, 112)


def test_nano_has_about_six_million_parameters():
    parameters = sum(parameter.numel() for parameter in EarthGPTX(nano()).parameters())
    assert 5_500_000 < parameters < 6_500_000


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_a_configuration_comes_back_from_json_as_it_was(name, tmp_path):
    path = tmp_path / "config.json"
    path.write_text(PRESETS[name]().to_json())
    assert EarthGPTXConfig.load(path) == PRESETS[name]()


def test_folding_batch_norms_changes_nothing_but_the_number_of_layers():
    torch.manual_seed(1)
    experts = VisionExperts(nano()).eval()
    for module in experts.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_mean.normal_(0.0, 0.3)
            module.running_var.uniform_(0.5, 2.0)
    images = torch.randn(1, 3, 64, 96)
    with torch.inference_mode():
        before = experts(images)
        fold_batch_norms(experts)
        after = experts(images)
    assert not [m for m in experts.modules() if isinstance(m, torch.nn.BatchNorm2d)]
    scale = before.finest.abs().max()
    assert (before.finest - after.finest).abs().max() < 1e-4 * scale


def test_marks_come_back_in_the_callers_order_whatever_tile_they_lie_on(model):
    images = torch.randn(3, 3, 64, 64)
    with torch.inference_mode():
        seen = model.see(images)
        mixed = model.understand(seen.vision, marks_on([2, 0, 2, 1]))
        last = marks_on([2, 0, 2, 1]).take(torch.tensor([3]))
        alone = model.understand(seen.vision, last)
    assert mixed.marks.shape == (4, 32)
    assert torch.allclose(mixed.marks[3], alone.marks[0], atol=1e-5)


def test_a_tile_without_marks_gives_finite_image_tokens(model):
    with torch.inference_mode():
        given = model.understand(model.see(torch.randn(1, 3, 64, 64)).vision, marks_on([]))
    assert given.marks.shape == (0, 32)
    assert torch.isfinite(given.image).all()


def test_an_image_token_depends_on_the_marks_and_a_mark_on_the_pixels(model):
    first, second = torch.randn(2, 1, 3, 64, 64)
    with torch.inference_mode():
        seen = model.see(first)
        none = model.understand(seen.vision, marks_on([]))
        one = model.understand(seen.vision, marks_on([0]))
        elsewhere = model.understand(model.see(second).vision, marks_on([0]))
    assert (none.image - one.image).abs().max() > 1e-6
    assert (one.marks - elsewhere.marks).abs().max() > 1e-6


def test_tokens_generated_with_the_cache_are_those_generated_without(model):
    torch.manual_seed(3)
    prefix, question = torch.randn(1, 5, 32), torch.randn(1, 3, 32)
    steps = list(generate(model.language_model, prefix, question, end=-1, limit=6))
    said: list[int] = []
    with torch.inference_mode():
        whole = torch.cat([prefix, question], dim=1)
        for _ in range(6):
            said.append(int(model.language_model(whole).logits[0, -1].argmax()))
            spoken = model.language_model.embed(torch.tensor([[said[-1]]]))
            whole = torch.cat([whole, spoken], dim=1)
    assert [int(step.tokens[0]) for step in steps] == said


def test_sequences_side_by_side_say_what_they_say_alone(model):
    torch.manual_seed(4)
    prefix, questions = torch.randn(1, 5, 32), torch.randn(3, 4, 32)
    together = list(generate(model.language_model, prefix, questions, end=-1, limit=5))
    for index in range(3):
        one = questions[index : index + 1]
        alone = list(generate(model.language_model, prefix, one, end=-1, limit=5))
        assert [int(step.tokens[0]) for step in alone] == [
            int(step.tokens[index]) for step in together
        ]


def test_the_first_token_is_one_of_the_choices_and_a_finished_sequence_only_ends(model):
    torch.manual_seed(5)
    prefix, question = torch.randn(1, 5, 32), torch.randn(1, 4, 32)
    steps = list(
        generate(model.language_model, prefix, question, end=11, limit=9, first_choices=[11, 11])
    )
    assert [int(step.tokens[0]) for step in steps] == [11]


def test_two_backbones_of_another_family_fit_by_configuration():
    from dataclasses import replace

    from backend.model.config import ExpertConfig

    resnet = ExpertConfig(
        architecture="resnet",
        options={"embedding_size": 8, "hidden_sizes": [8, 12, 16, 20], "depths": [1, 1, 1, 1]},
        taps=(1, 2, 3, 4),
        strides=(4, 8, 16, 32),
        channels=(8, 12, 16, 20),
    )
    config = replace(tiny(), space_expert=resnet)
    with torch.inference_mode():
        shapes = forward_everything(EarthGPTX(config).eval(), 64, "cpu")
    assert shapes["finest"] == (1, 16, 16, 16)


def test_the_surroundings_of_a_mark_are_the_square_maximum_of_nine_cells():
    region = torch.rand(3, 20, 30)
    expected = torch.nn.functional.max_pool2d(region[:, None], 9, stride=1, padding=4)[:, 0]
    assert torch.equal(_surroundings(region), expected)
