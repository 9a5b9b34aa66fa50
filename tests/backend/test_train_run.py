"""A training run as a person starts it: a real process that writes weights and can go on."""

import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from backend.data.tasks import TRAINED_TASKS
from backend.earthgptx_engine import load_engine
from backend.errors import RasterError
from backend.train.__main__ import main
from backend.train.mixture import Mixture
from tests.backend.labelled_folder import CAPTIONS, PARTS, write_labelled_folder

REPOSITORY = Path(__file__).parents[2]
SMALL = ("--batch", "2", "--size", "64", "--turns", "2", "--device", "cpu")


def train(data, run, *options):
    """Run the command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "backend.train", "--data", str(data), "--run", str(run), *options],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def steps_said(ended, words):
    return int(re.search(rf"{words} (\d+) steps", ended.stderr).group(1))


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return write_labelled_folder(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def first(data, tmp_path_factory):
    """A run that was ended, and its folder."""
    run = tmp_path_factory.mktemp("runs") / "tiny"
    ended = train(data, run, "--preset", "tiny", "--minutes", "0.02", *SMALL)
    assert ended.returncode == 0, ended.stderr
    return ended, run


def test_a_run_writes_weights_that_the_engine_loads(first):
    ended, run = first
    assert steps_said(ended, "saved after") >= 1
    engine = load_engine(run / "weights", "cpu")
    engine.warm_up()
    assert engine.card.name == "earthgptx-tiny"
    assert [task.value for task in engine.card.tasks] == list(TRAINED_TASKS)


def test_a_run_leaves_whole_files_only(first):
    _, run = first
    assert sorted(path.name for path in run.iterdir()) == [
        "curves.png",
        "log.jsonl",
        "options.json",
        "state.pt",
        "tensorboard",
        "tokenizer.json",
        "weights",
    ]
    assert sorted(path.name for path in (run / "weights").iterdir()) == [
        "config.json",
        "model.safetensors",
        "model_card.json",
        "tokenizer.json",
    ]


def test_another_preset_is_refused_and_the_run_stays_as_it_is(first, data, monkeypatch, caplog):
    _, run = first
    before = (run / "state.pt").read_bytes()
    options = ["--data", str(data), "--run", str(run), "--preset", "nano", *SMALL]
    monkeypatch.setattr(sys, "argv", ["backend.train", *options])
    assert main() == 1
    assert "holds a run of earthgptx-tiny, not of earthgptx-nano" in caplog.text
    assert (run / "state.pt").read_bytes() == before


def test_a_second_start_goes_on_where_the_first_ended(first, data):
    ended, run = first
    begun = steps_said(ended, "saved after")
    seconds = torch.load(run / "state.pt", weights_only=True)["seconds"]
    minutes = str(seconds / 60 + 0.02)
    again = train(data, run, "--preset", "tiny", "--minutes", minutes, *SMALL)
    assert again.returncode == 0, again.stderr
    assert steps_said(again, "going on after") == begun
    assert steps_said(again, "saved after") > begun
    assert torch.load(run / "state.pt", weights_only=True)["steps"] > begun


def test_the_card_of_a_run_begun_from_another_names_the_data_of_both(first, data, tmp_path):
    _, run = first
    begun = ("--from", str(run / "weights"), "--parts", "optical/dubai", "--steps", "1")
    ended = train(data, tmp_path / "next", "--preset", "tiny", *begun, *SMALL)
    assert ended.returncode == 0, ended.stderr
    card = json.loads((tmp_path / "next" / "weights" / "model_card.json").read_text())
    assert list(card["training"]["data"]) == sorted(PARTS)
    assert card["training"]["shares"] == {"optical/dubai": 1.0}


def test_a_folder_without_data_is_named_and_nothing_is_written(tmp_path):
    ended = train(tmp_path / "nothing", tmp_path / "run", "--preset", "tiny", *SMALL)
    assert ended.returncode == 1
    assert f"There is no {tmp_path / 'nothing'}" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "run").exists()


def test_a_size_that_is_no_multiple_of_32_is_refused(tmp_path, monkeypatch, capsys):
    options = ["--data", str(tmp_path), "--size", "100"]
    monkeypatch.setattr(sys, "argv", ["backend.train", *options])
    with pytest.raises(SystemExit):
        main()
    assert "--size must be a multiple of 32, not 100" in capsys.readouterr().err


def mixture(*folders, split="train"):
    return Mixture(folders, 64, 3, random.Random(0), torch.device("cpu"), split=split)


def test_crops_come_from_every_part_with_something_to_say_of_each(data):
    drawn = mixture(data)
    assert drawn.names == PARTS
    crops, turns = drawn.draw(60)
    assert {crop.facts.source for crop in crops} == {"optical", "sar", "infrared"}
    assert all(crop.image.shape == (3, 64, 64) for crop in crops)
    assert all(1 <= len(spoken) <= 3 for spoken in turns)


def test_some_batches_hold_fewer_and_wider_crops(data):
    drawn = mixture(data)
    batches = [drawn.draw(9)[0] for _ in range(40)]
    shapes = {(len(crops), crops[0].image.shape[-1]) for crops in batches}
    assert shapes == {(9, 64), (4, 96)}


def test_two_folders_are_mixed(data, tmp_path):
    other = write_labelled_folder(tmp_path / "other")
    for part in PARTS:
        if part != "optical/tanks":
            (other / f"{part}.json").unlink()
    (other / "optical" / "tanks.json").rename(other / "optical" / "silos.json")
    assert mixture(data, other).names == sorted([*PARTS, "optical/silos"])


def test_the_tokenizer_reads_captions_questions_and_answers(data):
    texts = list(mixture(data).texts(rounds=6))
    assert set(CAPTIONS) <= set(texts)
    assert any("storage tank" in text for text in texts)
    assert any(text.startswith("<find>") for text in texts)


def test_a_split_without_images_is_named(data):
    with pytest.raises(RasterError, match="no labelled part with images of split 'test'"):
        mixture(data, split="test")
