"""Experts and a language model that were trained elsewhere, read from folders of transformers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from tokenizers import AddedToken, Tokenizer
from transformers import AutoModel, AutoModelForCausalLM, PreTrainedModel

from backend.errors import WeightsError
from backend.model import special_tokens
from backend.model.config import EarthGPTXConfig
from backend.model.earthgptx import EarthGPTX
from backend.model.vision_experts import UNREAD, Expert
from backend.model_files import TOKENIZER

_NOT_SHAPE = ("_name_or_path", "architectures", "dtype", "transformers_version")


def fill_expert(expert: Expert, folder: Path) -> None:
    """Put the weights of a folder into an expert of the same architecture and size.

    Raises:
        WeightsError: the folder cannot be read or holds another architecture or size.
    """
    state = _read(AutoModel, folder).state_dict()
    try:
        expert.backbone.load_state_dict(
            {name: value for name, value in state.items() if not name.startswith(f"{UNREAD}.")}
        )
    except RuntimeError as error:
        raise WeightsError(
            f"{folder} does not fit the preset's {expert.backbone.config.model_type}: {error}",
            "Give weights of that architecture and size.",
        ) from error


def extended_tokenizer(folder: Path) -> Tokenizer:
    """A language model's own tokenizer with the special tokens added.

    Raises:
        WeightsError: the folder holds no tokenizer.json.
    """
    path = folder / TOKENIZER
    try:
        tokenizer = Tokenizer.from_str(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise WeightsError(
            f"{path} cannot be read: {error}", "Save the language model with its fast tokenizer."
        ) from error
    tokenizer.add_special_tokens(
        [AddedToken(name, normalized=False) for name in special_tokens.ALL]
    )
    return tokenizer


def with_language_model(
    config: EarthGPTXConfig, folder: Path, tokens: int
) -> tuple[EarthGPTXConfig, PreTrainedModel]:
    """The configuration with a folder's language model in place of its own, and that model.

    Rows for tokens that the language model did not know are drawn like the others.

    Raises:
        WeightsError: the folder cannot be read.
    """
    language = _read(AutoModelForCausalLM, folder)
    language.resize_token_embeddings(tokens)
    options: dict[str, Any] = language.config.to_diff_dict()
    shape = {name: value for name, value in options.items() if name not in _NOT_SHAPE}
    return replace(config, language=shape), language


def fill_language_model(model: EarthGPTX, language: PreTrainedModel) -> None:
    """Put a language model's weights into the model that was built for it."""
    model.language_model.model.load_state_dict(language.state_dict())


def _read(kind: Any, folder: Path) -> PreTrainedModel:
    try:
        return kind.from_pretrained(  # nosec B615 (a local folder)
            str(folder), local_files_only=True, dtype=torch.float32
        )
    except (OSError, ValueError) as error:
        raise WeightsError(
            f"{folder} cannot be read as a model of transformers: {error}",
            "Give a folder with config.json and model.safetensors.",
        ) from error
