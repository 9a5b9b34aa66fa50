"""Ablations: parts of the model switched off, every variant trained and measured alike."""

import pytest
import torch

from backend.model.prompt_encoder import PromptBatch
from backend.train.ablations import VARIANTS, run_ablations
from backend.train.options import TrainingOptions
from backend.train.switches import switch_off
from tests.backend.labelled_folder import PARTS, write_labelled_folder
from tests.backend.tiny_model import tiny_model, tiny_tokenizer


def understood(model, images):
    torch.manual_seed(0)
    prompts = PromptBatch(
        image=torch.tensor([0]),
        region=torch.zeros(1, 16, 16).index_fill(1, torch.tensor([4]), 1.0),
        negative=torch.zeros(1, 16, 16),
        box=torch.tensor([[0.1, 0.2, 0.4, 0.6]]),
        shape=torch.tensor([0]),
    )
    with torch.no_grad():
        return model.understand(model.see(images).vision, prompts)


@pytest.fixture
def model():
    return tiny_model(tiny_tokenizer())


@pytest.mark.parametrize("name", ["space", "semantic"])
def test_an_expert_that_is_off_leaves_no_trace_whatever_its_weights(model, name):
    images = torch.rand(1, 3, 64, 64)
    whole = understood(model, images)
    switch_off(model, [f"{name}-expert"])
    without = understood(model, images)
    assert not torch.equal(whole.image, without.image)
    for parameter in getattr(model.vision_experts, name).parameters():
        parameter.data.fill_(float("nan"))
    assert torch.equal(understood(model, images).image, without.image)


def test_without_mutual_understanding_the_image_knows_nothing_of_a_mark(model):
    images = torch.rand(1, 3, 64, 64)

    def change(model):
        before = understood(model, images).image
        with torch.no_grad():
            for parameter in model.prompt_encoder.parameters():
                parameter.mul_(3.0)
        return (understood(model, images).image - before).abs().max()

    assert change(model) > 0
    switch_off(model, ["mutual-understanding"])
    assert change(model) == 0


def test_every_variant_is_trained_once_and_stands_in_the_table_with_its_budget(tmp_path):
    data = write_labelled_folder(tmp_path / "data")
    for part in PARTS:
        if part not in ("optical/tanks", "sar/hrsid"):
            (data / f"{part}.json").unlink()
    base = TrainingOptions(
        data=(data,), preset="tiny", steps=1, batch=2, size=64, turns=2, device="cpu"
    )
    chosen = tuple(item for item in VARIANTS if item.name in ("space expert only", "sar alone"))
    out = tmp_path / "ablations"
    run_ablations(base, chosen[:1], out, 1)
    state = (out / "space-expert-only" / "state.pt").read_bytes()
    run_ablations(base, chosen, out, 1)
    assert (out / "space-expert-only" / "state.pt").read_bytes() == state
    text = (out / "ablations.md").read_text(encoding="utf-8")
    assert "Each variant trained 1 steps on cpu" in text
    assert "| part | what | n | space expert only | sar alone |" in text
    assert "| all | steps taken | | 1 | 1 |" in text
    assert "| optical/tanks | outline, box: mean IoU | 3 |" in text
    assert "| optical/tanks | presence questions: accuracy |" in text
    options = TrainingOptions.load(out / "sar-alone" / "options.json")
    assert options.mixture.source_shares == {"sar": 1.0}
