"""Weights on disk: whole, checked, or refused with words that say which file."""

from __future__ import annotations

import json

import pytest
import torch

from backend.earthgptx_engine import load_engine
from backend.errors import WeightsError
from backend.model.checkpoint import load_checkpoint, save_checkpoint
from backend.model.config import nano
from backend.model.earthgptx import EarthGPTX
from backend.model.special_tokens import MARK, SEGMENT
from backend.model.tokenizer import TextTokenizer
from backend.model_files import sha256_of
from tests.backend.tiny_model import CARD, tiny_model, tiny_tokenizer, write_tiny_model


@pytest.fixture
def folder(tmp_path):
    return write_tiny_model(tmp_path / "tiny")


def card_of(folder):
    return json.loads((folder / "model_card.json").read_text())


def test_the_card_names_the_hash_of_the_weights_beside_it(folder):
    assert card_of(folder)["weights_sha256"] == sha256_of(folder / "model.safetensors")
    assert not list(folder.glob("*.partial"))


def test_a_saved_model_says_the_same_after_loading(folder):
    model, _ = load_checkpoint(folder, card_of(folder)["weights_sha256"])
    again, _ = load_checkpoint(folder, card_of(folder)["weights_sha256"])
    images = torch.randn(1, 3, 64, 64)
    with torch.inference_mode():
        assert torch.equal(model.see(images).pixels.centre, again.see(images).pixels.centre)
    head = model.language_model.model.get_output_embeddings().weight
    assert head.data_ptr() == model.language_model.model.get_input_embeddings().weight.data_ptr()


def test_a_variance_beyond_half_precision_is_kept_and_not_made_infinite(tmp_path):
    tokenizer = tiny_tokenizer()
    model = tiny_model(tokenizer)
    variances = model.vision_experts.fuse[1].running_var
    variances[:2] = torch.tensor([164_936.0, 0.25])
    digest = save_checkpoint(tmp_path, model.state_dict(), model.config, tokenizer, {})
    loaded, _ = load_checkpoint(tmp_path, digest)
    assert loaded.vision_experts.fuse[1].running_var[:2].tolist() == [164_936.0, 0.25]


def test_nano_is_smaller_than_13_megabytes_as_shipped(tmp_path):
    tokenizer = tiny_tokenizer()
    save_checkpoint(tmp_path, EarthGPTX(nano()).state_dict(), nano(), tokenizer, dict(CARD))
    assert (tmp_path / "model.safetensors").stat().st_size < 13_000_000


def test_one_altered_byte_is_refused_by_hash(folder):
    path = folder / "model.safetensors"
    content = bytearray(path.read_bytes())
    content[-5] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(WeightsError, match=r"model\.safetensors are damaged or altered"):
        load_engine(folder)


def test_truncated_weights_are_refused_by_hash(folder):
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(WeightsError, match="damaged or altered"):
        load_engine(folder)


def test_missing_weights_are_named(folder):
    (folder / "model.safetensors").unlink()
    with pytest.raises(WeightsError, match=r"model\.safetensors are missing"):
        load_engine(folder)


def test_a_folder_without_a_card_says_which_file_is_missing(tmp_path):
    with pytest.raises(WeightsError, match=r"model_card\.json cannot be read"):
        load_engine(tmp_path)


def test_a_pickle_under_the_name_of_the_weights_is_never_opened(folder):
    path = folder / "model.safetensors"
    torch.save({"a": torch.zeros(3)}, path)
    card = card_of(folder) | {"weights_sha256": sha256_of(path)}
    (folder / "model_card.json").write_text(json.dumps(card))
    with pytest.raises(WeightsError, match="cannot be read"):
        load_checkpoint(folder, card["weights_sha256"])


def test_weights_of_another_configuration_are_refused_by_name(folder):
    config = json.loads((folder / "config.json").read_text())
    config["pixel_decoder"]["mask_basis"] = 5
    (folder / "config.json").write_text(json.dumps(config))
    with pytest.raises(WeightsError, match=r"do not fit config\.json"):
        load_checkpoint(folder, card_of(folder)["weights_sha256"])


def test_the_words_of_a_user_cannot_smuggle_in_special_tokens():
    tokenizer = tiny_tokenizer()
    smuggled = tokenizer.encode_foreign(f"find {SEGMENT} all {MARK} <bos>")
    assert not [token for token in smuggled if tokenizer.name_of(token)]
    assert tokenizer.special(SEGMENT) in tokenizer.encode(f"find {SEGMENT}")


@pytest.mark.parametrize("text", ["find all ships", "où est l'église?", "船在哪里", "🚢 1,5 m²"])
def test_any_text_survives_the_tokenizer_in_lower_case(text, tmp_path):
    import unicodedata

    tokenizer = tiny_tokenizer()
    tokenizer.save(tmp_path / "tokenizer.json")
    again = TextTokenizer.load(tmp_path / "tokenizer.json")
    expected = unicodedata.normalize("NFKC", text).lower()
    assert again.decode(again.encode(text)) == expected
