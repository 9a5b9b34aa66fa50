"""Parts of the model that stay as they are while the others learn."""

import json
from dataclasses import replace

import pytest
import torch
from safetensors.torch import load_file

from backend.errors import TrainingOptionsError
from backend.train.options import TrainingOptions
from backend.train.run import TrainingRun
from tests.backend.labelled_folder import write_labelled_folder

SMALL = {"preset": "tiny", "batch": 2, "size": 64, "turns": 2, "device": "cpu"}


def changed(folder, **options):
    """Parts of the model of which any number, a batch norm's statistics included, is another
    after three steps."""
    data = write_labelled_folder(folder / "data")
    run = TrainingRun(
        TrainingOptions(data=(data,), run=folder / "run", steps=3, **SMALL, **options)
    )
    before = {name: value.clone() for name, value in run.model.state_dict().items()}
    run.train()
    after = run.model.state_dict()
    return {name.split(".")[0] for name in after if not torch.equal(before[name], after[name])}


def test_a_part_that_is_frozen_keeps_every_number_and_the_others_learn(tmp_path):
    others = {"prompt_encoder", "mutual_understanding", "language_model"}
    everything = others | {"vision_experts", "pixel_decoder"}
    assert changed(tmp_path / "whole") == everything
    vision = changed(tmp_path / "vision", freeze=("vision-experts",))
    assert vision == everything - {"vision_experts"}
    assert changed(tmp_path / "both", freeze=("vision-experts", "pixel-decoder")) == others


def test_a_run_with_frozen_parts_goes_on_and_hands_them_over_as_they_were(tmp_path):
    data = write_labelled_folder(tmp_path / "data")
    options = TrainingOptions(
        data=(data,), run=tmp_path / "run", steps=2, freeze=("vision-experts",), **SMALL
    )
    TrainingRun(options).train()
    first = load_file(tmp_path / "run" / "weights" / "model.safetensors")
    kept = TrainingOptions.load(tmp_path / "run" / "options.json")
    going_on = TrainingRun(replace(kept, steps=4))
    assert going_on.progress.steps == 2
    going_on.train()
    second = load_file(tmp_path / "run" / "weights" / "model.safetensors")
    moved = {name.split(".")[0] for name in first if not torch.equal(first[name], second[name])}
    assert "language_model" in moved
    assert "vision_experts" not in moved
    card = json.loads((tmp_path / "run" / "weights" / "model_card.json").read_text())
    assert card["training"]["summary"].endswith("begun from random weights; vision experts frozen.")


def test_only_parts_that_can_be_frozen_are_taken():
    with pytest.raises(TrainingOptionsError, match="'everything' cannot be frozen") as caught:
        TrainingOptions(freeze=("everything",))
    assert caught.value.hint.startswith("Only vision-experts, prompt-encoder, ")
