"""A run that was stopped goes on as if it had not been, alone or shared by two processes."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from backend.model.checkpoint import load_checkpoint
from backend.train.options import TrainingOptions
from backend.train.run import TrainingRun
from backend.train.training_log import read_log
from tests.backend.labelled_folder import write_labelled_folder

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return write_labelled_folder(tmp_path_factory.mktemp("data"))


def options(data, run):
    return TrainingOptions(
        data=(data,), run=run, preset="tiny", steps=4, batch=2, size=64, turns=2, device="cpu"
    )


def state_of(run):
    return torch.load(run / "state.pt", weights_only=True)


def assert_same(one, other):
    assert one.keys() == other.keys()
    for name, value in one.items():
        if isinstance(value, dict):
            assert_same(value, other[name])
        elif isinstance(value, torch.Tensor):
            assert torch.equal(value, other[name]), name
        else:
            assert value == other[name], name


def test_two_steps_a_stop_and_two_more_equal_four_steps_bit_for_bit(data, tmp_path):
    TrainingRun(options(data, tmp_path / "whole")).train()
    first = TrainingRun(options(data, tmp_path / "parts"))
    first.step()
    first.step()
    first.save()
    TrainingRun(options(data, tmp_path / "parts")).train()
    whole, parts = state_of(tmp_path / "whole"), state_of(tmp_path / "parts")
    assert whole["steps"] == parts["steps"] == 4
    for part in ("model", "average"):
        assert_same(whole[part], parts[part])
    assert_same(whole["optimizer"]["state"], parts["optimizer"]["state"])
    name = "pixel_decoder.to_centre.weight"
    assert not torch.equal(whole["model"][name], whole["average"][name])
    written = load_file(tmp_path / "whole" / "weights" / "model.safetensors")
    assert torch.equal(written[name], whole["average"][name].half())
    assert [line["step"] for line in read_log(tmp_path / "whole")] == [4]
    assert [line["step"] for line in read_log(tmp_path / "parts")] == [2, 4]


def test_two_processes_share_the_steps_and_go_on_alone(data, tmp_path):
    run = tmp_path / "shared"
    options(data, run).save(tmp_path / "options.json")
    ended = subprocess.run(
        [
            *(sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", "2"),
            *("--rdzv-backend", "c10d", "--rdzv-endpoint", "127.0.0.1:0"),
            *("-m", "backend.train", "--config", str(tmp_path / "options.json")),
        ],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr.count("saved after 4 steps") == 1
    assert state_of(run)["steps"] == 4
    model, _ = load_checkpoint(run / "weights", card_hash(run))
    assert model.config.name == "earthgptx-tiny"
    alone = TrainingRun(replace(options(data, run), steps=5))
    assert alone.progress.steps == 4
    alone.train()
    assert state_of(run)["steps"] == 5


def card_hash(run):
    card = json.loads((run / "weights" / "model_card.json").read_text(encoding="utf-8"))
    return card["weights_sha256"]
