"""The mean of several runs' weights is a model like each of them."""

import json

import pytest
import torch

from backend.earthgptx_engine import read_card
from backend.errors import WeightsError
from backend.model.checkpoint import load_checkpoint, save_checkpoint
from backend.model.tokenizer import TextTokenizer
from backend.model_files import WEIGHTS
from backend.train.average import average
from backend.train.options import TrainingOptions
from tests.backend.labelled_folder import write_labelled_folder
from tests.backend.tiny_model import CARD, tiny_model, tiny_tokenizer

WEIGHT = "pixel_decoder.to_cover.weight"
SEEN = "pixel_decoder.entry.1.running_mean"


def write(folder, number, tokenizer):
    """A tiny model of which one tensor holds the number, and whose scores were calibrated."""
    model = tiny_model(tokenizer)
    with torch.no_grad():
        model.pixel_decoder.to_cover.weight.fill_(number)
    model.config.score_scales["optical"] = (2.0, 1.0)
    data = {f"optical/part{number:g}": "research"}
    card = {**CARD, "measured": {}, "training": {"summary": f"run of {number:g}.", "data": data}}
    save_checkpoint(folder, model.state_dict(), model.config, tokenizer, card)
    return folder


def test_weights_are_averaged_and_what_scores_mean_is_left_to_be_calibrated(tmp_path):
    tokenizer = tiny_tokenizer()
    folders = [write(tmp_path / str(number), number, tokenizer) for number in (1.0, 4.0)]
    average(folders, tmp_path / "mean")
    card = read_card(tmp_path / "mean")
    model, _ = load_checkpoint(tmp_path / "mean", card.weights_sha256)
    state = model.state_dict()
    assert state[WEIGHT].unique().tolist() == [2.5]
    other = tiny_model(tokenizer).state_dict()["pixel_decoder.to_centre.weight"]
    torch.testing.assert_close(state["pixel_decoder.to_centre.weight"], other, atol=1e-3, rtol=1e-3)
    assert model.config.score_scales == {}
    # Tied embeddings are stored once, as by a run.
    sizes = [(folder / WEIGHTS).stat().st_size for folder in (folders[0], tmp_path / "mean")]
    assert sizes[0] == sizes[1]


def test_batch_norms_see_anew_what_a_run_learns_from(tmp_path):
    tokenizer = tiny_tokenizer()
    folders = [write(tmp_path / str(number), number, tokenizer) for number in (1.0, 4.0)]
    data = write_labelled_folder(tmp_path / "data")
    like = TrainingOptions(data=(data,), run=tmp_path, preset="tiny", size=64, batch=2)
    average(folders, tmp_path / "mean", like)
    model, _ = load_checkpoint(tmp_path / "mean", read_card(tmp_path / "mean").weights_sha256)
    before = tiny_model(tokenizer).state_dict()
    after = model.state_dict()
    assert after["pixel_decoder.entry.1.num_batches_tracked"] == 100
    assert not torch.equal(after[SEEN], before[SEEN])
    assert after[WEIGHT].unique().tolist() == [2.5]


def test_the_card_tells_of_every_run_and_claims_nothing_measured(tmp_path):
    tokenizer = tiny_tokenizer()
    folders = [write(tmp_path / str(number), number, tokenizer) for number in (1.0, 4.0)]
    average(folders, tmp_path / "mean")
    card = json.loads((tmp_path / "mean" / "model_card.json").read_text())
    assert card["training"]["summary"] == (
        "The mean of the weights of 2 runs. 1: run of 1. 2: run of 4."
    )
    assert list(card["training"]["data"]) == ["optical/part1", "optical/part4"]
    assert "measured" not in card


def test_models_with_other_words_are_refused_and_nothing_is_written(tmp_path):
    own = write(tmp_path / "own", 1.0, tiny_tokenizer())
    foreign = write(tmp_path / "foreign", 1.0, TextTokenizer.train(["other words"] * 9, 400))
    with pytest.raises(WeightsError, match=r"foreign cannot be averaged with .*own"):
        average([own, foreign], tmp_path / "mean")
    assert not (tmp_path / "mean").exists()
