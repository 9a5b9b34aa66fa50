"""Names and hashes of a model's files; light to import: damage is known before PyTorch is."""

from __future__ import annotations

import hashlib
from pathlib import Path

from backend.errors import WeightsError

CONFIG, TOKENIZER, WEIGHTS, CARD = (
    "config.json",
    "tokenizer.json",
    "model.safetensors",
    "model_card.json",
)


def check_weights(folder: Path, expected_sha256: str) -> None:
    """Compare the hash of the weights with the card's.

    Raises:
        WeightsError: the file is missing or altered.
    """
    path = folder / WEIGHTS
    if not path.is_file():
        raise WeightsError(
            f"The weights {path} are missing.", "Install the model again or choose its folder."
        )
    found = sha256_of(path)
    if found != expected_sha256:
        raise WeightsError(
            f"The weights {path} are damaged or altered: their SHA-256 is {found[:12]}..., the "
            f"model card says {expected_sha256[:12]}...",
            "Install the model again.",
        )


def sha256_of(path: Path) -> str:
    """Hexadecimal SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
