"""A run from the weights of another model: what fits is taken over, row by row for words."""

import logging

import pytest
import torch
from tokenizers import Tokenizer

from backend.errors import WeightsError
from backend.model.checkpoint import save_checkpoint
from backend.model.config import tiny
from backend.model.earthgptx import EarthGPTX
from backend.model.tokenizer import TextTokenizer
from backend.train.card import inherited_data
from backend.train.options import MixtureOptions, TrainingOptions
from backend.train.starting_point import StartingPoint
from tests.backend.tiny_model import CARD, tiny_model, tiny_tokenizer, write_tiny_model

EMBEDDING = "language_model.model.model.embed_tokens.weight"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_tiny_model(tmp_path_factory.mktemp("weights") / "tiny")


def write_with_data(folder, parts):
    """Weights whose card says what they were trained on."""
    words = tiny_tokenizer()
    card = {**CARD, "training": {"summary": "A run.", "data": parts}}
    save_checkpoint(folder, tiny_model(words).state_dict(), tiny(words.size), words, card)
    return folder


def tokenizer_of(text_tokenizer, folder):
    text_tokenizer.save(folder / "own.json")
    return Tokenizer.from_file(str(folder / "own.json"))


def test_the_same_graph_takes_over_every_tensor(folder, tmp_path):
    torch.manual_seed(1)
    model = EarthGPTX(tiny(tiny_tokenizer().size))
    kept = StartingPoint.load(folder).fill(model, tokenizer_of(tiny_tokenizer(), tmp_path))
    assert kept == []
    wanted = tiny_model(tiny_tokenizer()).state_dict()
    for name, value in model.state_dict().items():
        assert torch.equal(value, wanted[name].half().to(value.dtype)), name


def test_words_keep_their_rows_in_another_tokenizer_and_new_ones_are_the_mean_of_their_pieces(
    folder, tmp_path
):
    words = TextTokenizer.train(["a zebra zebra zebra zebra by find find all"] * 9, 330)
    tokenizer = tokenizer_of(words, tmp_path)
    start = StartingPoint.load(folder)
    model = EarthGPTX(tiny(words.size))
    assert start.fill(model, tokenizer) == []
    old, new = start.state[EMBEDDING].float(), model.state_dict()[EMBEDDING]
    for token in ("Ġfind", "<find>", "<pad>"):
        row = new[tokenizer.token_to_id(token)]
        assert torch.equal(row, old[start.tokenizer.token_to_id(token)]), token
    assert start.tokenizer.token_to_id("Ġzebra") is None
    pieces = [piece.id for piece in start.tokenizer.model.tokenize("Ġzebra")]
    assert len(pieces) >= 2
    mean = old[pieces].mean(dim=0)
    assert torch.allclose(new[tokenizer.token_to_id("Ġzebra")], mean)


def test_tensors_of_another_shape_stay_and_are_named(folder, tmp_path, caplog):
    words = tiny_tokenizer()
    state = tiny_model(words).state_dict()
    state["pixel_decoder.gone"] = torch.zeros(3)
    name = "vision_experts.semantic_lateral.weight"
    state[name] = torch.zeros(2, 2)
    save_checkpoint(tmp_path / "other", state, tiny(words.size), words, dict(CARD))
    model = EarthGPTX(tiny(words.size))
    before = model.state_dict()[name].clone()
    with caplog.at_level(logging.INFO):
        kept = StartingPoint.load(tmp_path / "other").fill(model, tokenizer_of(words, tmp_path))
    assert kept == [name]
    assert torch.equal(model.state_dict()[name], before)
    assert f"begun from random numbers: {name}" in caplog.text
    assert f"not taken over: pixel_decoder.gone, {name}" in caplog.text


def test_a_folder_without_a_model_is_named(tmp_path):
    with pytest.raises(WeightsError, match=f"No training can start from {tmp_path}"):
        StartingPoint.load(tmp_path)


def test_what_earlier_weights_were_trained_on_stays_named_when_they_are_gone(tmp_path):
    start = write_with_data(tmp_path / "start", {"sar/sarship": "SAR-Ship-Dataset: research"})
    run = tmp_path / "run"
    options = TrainingOptions(run=run, start=start)
    assert inherited_data(options) == {"sar/sarship": "SAR-Ship-Dataset: research"}
    write_with_data(run / "weights", {"sar/sarship": "SAR-Ship-Dataset: research", "sar/own": "?"})
    later = TrainingOptions(run=run, start=tmp_path / "gone")
    assert inherited_data(later) == {"sar/own": "?", "sar/sarship": "SAR-Ship-Dataset: research"}


def test_no_permissive_run_goes_on_from_weights_of_research_data(tmp_path):
    start = write_with_data(tmp_path / "start", {"sar/sarship": "research", "optical/dubai": "CC0"})
    options = TrainingOptions(
        run=tmp_path / "run", start=start, mixture=MixtureOptions(permissive=True)
    )
    with pytest.raises(WeightsError, match=r"No permissive .*start: .* trained on sar/sarship, "):
        inherited_data(options)
