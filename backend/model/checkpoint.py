"""Weights on disk: safetensors beside config.json, tokenizer.json and the model card, no pickle.

A folder is complete or refused: the card names the weights' SHA-256, which is checked before a
single number is read.
"""

from __future__ import annotations

import json
import os
import struct
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file

from backend.errors import WeightsError
from backend.model_files import CARD, CONFIG, TOKENIZER, WEIGHTS, check_weights, sha256_of
from backend.whole_files import write_whole

from .config import EarthGPTXConfig
from .earthgptx import EarthGPTX
from .tokenizer import TextTokenizer


def save_checkpoint(
    folder: Path,
    state: dict[str, torch.Tensor],
    config: EarthGPTXConfig,
    tokenizer: TextTokenizer,
    card: dict[str, Any],
    dtype: torch.dtype = torch.float16,
) -> str:
    """Write a complete folder and return the SHA-256 of its weights.

    Every file is written to a temporary name and moved, the card last: a folder whose card fits
    its weights is whole.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stored = {
        name: _narrowed(tensor, dtype).contiguous() for name, tensor in without_ties(state).items()
    }
    partial = folder / f"{WEIGHTS}.partial"
    save_file(stored, str(partial))
    os.replace(partial, folder / WEIGHTS)
    digest = sha256_of(folder / WEIGHTS)
    write_whole(folder / CONFIG, config.to_json())
    partial = folder / f"{TOKENIZER}.partial"
    tokenizer.save(partial)
    os.replace(partial, folder / TOKENIZER)
    write_whole(folder / CARD, json.dumps({**card, "weights_sha256": digest}, indent=2) + "\n")
    return digest


def load_checkpoint(folder: Path, expected_sha256: str) -> tuple[EarthGPTX, TextTokenizer]:
    """The model in float32, in evaluation mode, and its tokenizer.

    Raises:
        WeightsError: a file is missing, damaged, altered, or does not fit its configuration.
    """
    check_weights(folder, expected_sha256)
    try:
        config = EarthGPTXConfig.load(folder / CONFIG)
        tokenizer = TextTokenizer.load(folder / TOKENIZER)
        state = load_file(str(folder / WEIGHTS))
    except (OSError, ValueError, KeyError, TypeError, SafetensorError, struct.error) as error:
        raise WeightsError(
            f"The model in {folder} cannot be read: {error}", "Install the model again."
        ) from error
    return fill(EarthGPTX(config), state, folder), tokenizer


def fill(model: EarthGPTX, state: dict[str, torch.Tensor], folder: Path) -> EarthGPTX:
    """Put stored weights into a model, strictly.

    Raises:
        WeightsError: names or shapes differ.
    """
    state = {
        name: tensor.float() if tensor.is_floating_point() else tensor
        for name, tensor in state.items()
    }
    try:
        result = model.load_state_dict(state, strict=False)
    except RuntimeError as error:
        raise WeightsError(
            f"The weights in {folder} do not fit config.json: {error}", "Install the model again."
        ) from error
    missing = set(result.missing_keys) - set(tied_names(model.state_dict()))
    if missing or result.unexpected_keys:
        names = sorted(missing | set(result.unexpected_keys))
        raise WeightsError(
            f"The weights in {folder} do not fit config.json: {', '.join(names[:3])}",
            "Install the model again.",
        )
    return model.eval()


def _narrowed(tensor: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """In the type weights are stored in, or as it is where that cannot hold it.

    A batch norm's variances go beyond half precision: stored as infinite they switch their
    channels off.
    """
    if not tensor.is_floating_point():
        return tensor
    narrow = tensor.to(dtype)
    return tensor if bool((narrow.isinf() & tensor.isfinite()).any()) else narrow


def tied_names(state: dict[str, torch.Tensor]) -> list[str]:
    """Names whose tensor shares its memory with one named earlier."""
    seen: set[tuple[int, torch.Size]] = set()
    tied = []
    for name, tensor in state.items():
        key = (tensor.data_ptr(), tensor.shape)
        if tensor.numel() > 1 and key in seen:
            tied.append(name)
        seen.add(key)
    return tied


def without_ties(state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The state without the second name of any tensor, as safetensors wants it."""
    tied = set(tied_names(state))
    return {name: tensor for name, tensor in state.items() if name not in tied}
