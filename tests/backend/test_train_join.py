"""A sensor's own pixel decoder: joined to a model, used for that sensor, taken over by its runs."""

import json
import sys
from dataclasses import replace

import pytest
import torch
from tokenizers import Tokenizer

from backend.earthgptx_engine import load_engine, read_card
from backend.errors import WeightsError
from backend.loaded_model import LoadedModel
from backend.model.checkpoint import load_checkpoint, save_checkpoint
from backend.model.config import PixelDecoderConfig, tiny
from backend.model.earthgptx import EarthGPTX
from backend.model_files import TOKENIZER
from backend.train.average import average
from backend.train.join import join, main
from backend.train.options import MixtureOptions, TrainingOptions
from backend.train.starting_point import StartingPoint
from tests.backend.labelled_folder import write_labelled_folder
from tests.backend.tiny_model import CARD, tiny_tokenizer


def write(folder, number, width=16):
    """A tiny model whose decoder sees the same of every cover: the number."""
    tokenizer = tiny_tokenizer()
    torch.manual_seed(7)
    decoder = PixelDecoderConfig(width=width, mask_basis=4, dynamic_width=4)
    model = EarthGPTX(replace(tiny(tokenizer.size), pixel_decoder=decoder))
    with torch.no_grad():
        model.pixel_decoder.to_cover.weight.zero_()
        model.pixel_decoder.to_cover.bias.fill_(number)
    data = {f"optical/part{number:g}": "research", "optical/both": "open"}
    training = {"summary": f"Run of {number:g}.", "data": data, "shares": {"optical/both": 1.0}}
    card = {**CARD, "measured": {}, "training": training}
    save_checkpoint(folder, model.state_dict(), model.config, tokenizer, card)
    return folder


@pytest.fixture
def joined(tmp_path):
    join(write(tmp_path / "base", 1), {"infrared": write(tmp_path / "own", 4)}, tmp_path / "joined")
    return tmp_path / "joined"


def model_in(folder):
    return load_checkpoint(folder, read_card(folder).weights_sha256)[0]


def test_each_sensor_is_drawn_by_its_own_decoder_and_the_others_by_the_shared_one(joined):
    model, images = model_in(joined), torch.rand(1, 3, 64, 64)
    with torch.no_grad():
        covers = {
            source: model.see(images, source).pixels.cover.unique().tolist()
            for source in ("optical", "sar", "infrared")
        }
    assert covers == {"optical": [1.0], "sar": [1.0], "infrared": [4.0]}


def test_the_quick_model_draws_as_the_stored_one(joined):
    loaded = LoadedModel.load(joined, read_card(joined).weights_sha256, "cpu")
    norms = [name for name, item in loaded.model.named_modules() if "BatchNorm" in repr(type(item))]
    assert norms == []
    assert {item.to_cover.weight.dtype for item in loaded.model.decoders} == {loaded.precision}


def test_the_card_names_both_runs_and_their_data_and_claims_nothing_measured(joined):
    card = json.loads((joined / "model_card.json").read_text())
    assert card["training"]["summary"] == "Run of 1. Pixel decoder for infrared: Run of 4."
    assert card["training"]["data"] == {
        "optical/both": "open",
        "optical/part1": "research",
        "optical/part4": "research",
    }
    assert card["training"]["shares"] == {"optical/both": 1.0}
    assert "measured" not in card
    assert load_engine(joined, "cpu").card.name == "earthgptx-tiny"


def test_a_decoder_that_is_joined_again_takes_the_place_of_the_first(joined, tmp_path):
    join(joined, {"infrared": write(tmp_path / "later", 9)}, tmp_path / "again")
    model = model_in(tmp_path / "again")
    assert model.config.sensor_decoders == ("infrared",)
    assert model.decoder_of("infrared").to_cover.bias.unique().tolist() == [9.0]


def test_a_decoder_of_another_shape_is_refused_and_nothing_is_written(tmp_path):
    wide = write(tmp_path / "wide", 4, width=24)
    with pytest.raises(WeightsError, match=r"decoder of .*wide does not fit .*base"):
        join(write(tmp_path / "base", 1), {"sar": wide}, tmp_path / "joined")
    assert not (tmp_path / "joined").exists()


def test_the_command_says_which_sensors_there_are(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["join", "base", "--sensor", "x-ray=own", "--out", "joined"])
    with pytest.raises(SystemExit):
        main()
    assert "'x-ray=own' is not one of optical, sar, infrared=FOLDER" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("sources", "number"), [({"infrared"}, 4.0), ({"sar"}, 1.0), ({"infrared", "optical"}, 1.0)]
)
def test_a_run_of_one_sensor_begins_with_its_decoder_and_any_other_with_the_shared_one(
    joined, sources, number
):
    model = EarthGPTX(tiny(tiny_tokenizer().size))
    tokenizer = Tokenizer.from_file(str(joined / TOKENIZER))
    assert StartingPoint.load(joined).for_sources(sources).fill(model, tokenizer) == []
    assert model.pixel_decoder.to_cover.bias.unique().tolist() == [number]


@pytest.mark.parametrize(("parts", "batches"), [((), 100), (("optical/tanks",), 0)])
def test_batch_norms_of_a_sensor_see_its_crops_alone_or_stay(joined, tmp_path, parts, batches):
    data = write_labelled_folder(tmp_path / "data")
    mixture = MixtureOptions(parts=parts)
    like = TrainingOptions(
        data=(data,), run=tmp_path, preset="tiny", size=64, batch=16, mixture=mixture
    )
    average([joined], tmp_path / "mean", like)
    before, after = (
        model_in(folder).decoder_of("infrared") for folder in (joined, tmp_path / "mean")
    )
    counted = int(after.entry[1].num_batches_tracked)
    assert (counted > 0) == (batches > 0)
    assert torch.equal(before.entry[1].running_mean, after.entry[1].running_mean) != bool(batches)
