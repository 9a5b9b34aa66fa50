"""The way to the paper's size: parts trained elsewhere, and the memory it takes."""

import sys
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import AutoConfig, AutoModel, LlamaConfig, LlamaForCausalLM

from backend.errors import WeightsError
from backend.model import special_tokens
from backend.model.config import ExpertConfig, tiny
from backend.model.tokenizer import TextTokenizer
from backend.train.__main__ import main
from backend.train.memory_plan import memory_plan
from backend.train.options import TrainingOptions
from backend.train.run import TrainingRun
from tests.backend.labelled_folder import write_labelled_folder

RECIPES = Path(__file__).parents[2] / "backend" / "train" / "recipes"


def write_expert(folder, config: ExpertConfig, fill):
    model = AutoModel.from_config(AutoConfig.for_model(config.architecture, **config.options))
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.fill_(fill)
    model.save_pretrained(folder)
    return folder


def write_language_model(folder):
    """A small Llama with a tokenizer of six words."""
    words = ["[unk]", "find", "all", "ships", "image", "the"]
    vocabulary = {word: index for index, word in enumerate(words)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, "[unk]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    config = LlamaConfig(
        vocab_size=6,
        hidden_size=48,
        num_hidden_layers=3,
        num_attention_heads=4,
        intermediate_size=96,
        rms_norm_eps=1e-4,
    )
    model = LlamaForCausalLM(config)
    model.save_pretrained(folder)
    tokenizer.save(str(folder / "tokenizer.json"))
    return model


def test_experts_and_a_language_model_trained_elsewhere_are_what_a_run_begins_with(tmp_path):
    language = write_language_model(tmp_path / "language")
    options = TrainingOptions(
        data=(write_labelled_folder(tmp_path / "data"),),
        run=tmp_path / "run",
        preset="tiny",
        space_expert=write_expert(tmp_path / "space", tiny().space_expert, 0.25),
        semantic_expert=write_expert(tmp_path / "semantic", tiny().semantic_expert, 0.5),
        language_model=tmp_path / "language",
        batch=2,
        size=64,
        turns=2,
        steps=2,
        device="cpu",
    )
    run = TrainingRun(options)
    experts = run.model.vision_experts
    assert {p.unique().item() for p in experts.space.backbone.parameters()} == {0.25}
    assert {p.unique().item() for p in experts.semantic.backbone.parameters()} == {0.5}
    rows = run.model.language_model.model.get_input_embeddings().weight
    assert rows.shape == (6 + len(special_tokens.ALL), 48)
    assert torch.equal(rows[:6], language.get_input_embeddings().weight)
    assert run.model.config.language["rms_norm_eps"] == 1e-4
    run.step()
    run.save()
    again = TrainingRun(options)
    assert again.progress.steps == 1
    assert TextTokenizer.load(tmp_path / "run" / "tokenizer.json").encode("find the ships") == [
        1,
        5,
        3,
    ]


def test_an_expert_of_another_size_is_refused(tmp_path):
    other = ExpertConfig("convnext", {"hidden_sizes": [4, 8, 16, 24]}, (), (), ())
    options = TrainingOptions(
        data=(write_labelled_folder(tmp_path / "data"),),
        run=tmp_path / "run",
        preset="tiny",
        space_expert=write_expert(tmp_path / "space", other, 0.25),
        size=64,
        device="cpu",
    )
    with pytest.raises(WeightsError, match="does not fit the preset's convnext"):
        TrainingRun(options)


def test_the_plan_for_the_paper_size_counts_without_a_single_weight(monkeypatch, capsys):
    recipe = RECIPES / "earthgptx-7b.json"
    monkeypatch.setattr(sys, "argv", ["train", "--config", str(recipe), "--dry-run"])
    assert main() == 0
    text = capsys.readouterr().out
    assert "| space expert (convnext) | 196.2 |" in text
    assert "| semantic expert (dinov2) | 304.4 |" in text
    assert "| language model (llama) | 6,738.9 |" in text
    rows = [line.strip("| ").split(" | ") for line in text.splitlines()]
    fits = {int(row[0]): row[5] for row in rows if len(row) == 6 and row[0].isdigit()}
    assert fits == {1: "no", 2: "no", 4: "yes", 8: "yes", 16: "yes", 32: "yes"}


def test_the_plan_grows_with_the_batch():
    def activations(batch):
        text = memory_plan(TrainingOptions(preset="7b", size=256, batch=batch))
        (line,) = [line for line in text.splitlines() if line.startswith("Activations")]
        return float(line.split("bfloat16: ")[1].split(" GiB")[0])

    assert activations(4) == pytest.approx(4 * activations(1), rel=0.05)
