"""A run that begins from the weights of a finished model: what fits is taken over by name."""

from __future__ import annotations

import json
import logging
from collections.abc import Set
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor

from backend.errors import WeightsError
from backend.model import special_tokens
from backend.model.earthgptx import EarthGPTX
from backend.model_files import CARD, TOKENIZER, WEIGHTS, check_weights

logger = logging.getLogger(__name__)

OF_SENSORS = "sensor_decoders."


@dataclass(frozen=True)
class StartingPoint:
    """Tensors and tokenizer of a model's folder, whatever graph they were trained in."""

    folder: Path
    state: dict[str, Tensor]
    tokenizer: Tokenizer

    @classmethod
    def load(cls, folder: Path) -> StartingPoint:
        """Read a folder as `save_checkpoint` wrote it.

        Raises:
            WeightsError: a file is missing, damaged or altered.
        """
        try:
            card = json.loads((folder / CARD).read_text(encoding="utf-8"))
            check_weights(folder, card["weights_sha256"])
            state = load_file(str(folder / WEIGHTS))
            tokenizer = Tokenizer.from_str((folder / TOKENIZER).read_text(encoding="utf-8"))
        except WeightsError:
            raise
        except (OSError, ValueError, KeyError, SafetensorError) as error:
            raise WeightsError(
                f"No training can start from {folder}: {error}",
                "Give a folder with model_card.json, tokenizer.json and model.safetensors.",
            ) from error
        return cls(folder, state, tokenizer)

    @property
    def knows_special_tokens(self) -> bool:
        """Whether its tokenizer has every special token the present code uses."""
        return all(self.tokenizer.token_to_id(name) is not None for name in special_tokens.ALL)

    def for_sources(self, sources: Set[str]) -> StartingPoint:
        """The same, with a sensor's own pixel decoder in place of the shared one where all that is
        to be learned from is of that sensor.
        """
        shared = {
            name: tensor for name, tensor in self.state.items() if not name.startswith(OF_SENSORS)
        }
        for source in sources if len(sources) == 1 else ():
            prefix = f"{OF_SENSORS}{source}."
            own = {
                f"pixel_decoder.{name.removeprefix(prefix)}": tensor
                for name, tensor in self.state.items()
                if name.startswith(prefix)
            }
            logger.info("pixels are drawn as for %s", source if own else "all sensors")
            shared |= own
        return replace(self, state=shared)

    @torch.no_grad()
    def fill(self, model: EarthGPTX, tokenizer: Tokenizer) -> list[str]:
        """Take over every tensor of the same name and shape, embeddings row by row.

        Args:
            tokenizer: of the model that is filled; its tokens number the rows.

        Returns:
            names of the model's tensors that keep what they had.
        """
        embeddings = _embedding_names(model)
        own = model.state_dict()
        taken: dict[str, Tensor] = {}
        for name, tensor in self.state.items():
            rows = name in embeddings and name in own and tensor.shape[1:] == own[name].shape[1:]
            if rows:
                taken[name] = self._rows(tensor.float(), own[name], tokenizer)
            elif name in own and tensor.shape == own[name].shape:
                taken[name] = tensor.to(own[name].dtype)
        model.load_state_dict(taken, strict=False)
        # Tied embeddings are stored under the first of their names only.
        tied = embeddings if embeddings & taken.keys() else frozenset[str]()
        kept = [name for name in own if name not in taken and name not in tied]
        unused = sorted(self.state.keys() - taken.keys())
        logger.info("%d of %d tensors taken over from %s", len(taken), len(own), self.folder)
        if kept:
            logger.info("begun from random numbers: %s", ", ".join(kept))
        if unused:
            logger.info("not taken over: %s", ", ".join(unused))
        return kept

    def _rows(self, old: Tensor, new: Tensor, tokenizer: Tokenizer) -> Tensor:
        """Rows by token; one that was unknown is the mean of the pieces it was read as."""
        rows = new.detach().clone().float()
        for token, index in tokenizer.get_vocab().items():
            pieces = self._pieces(token)
            if pieces:
                rows[index] = old[pieces].mean(dim=0).to(rows.device)
        return rows.to(new.dtype)

    def _pieces(self, token: str) -> list[int]:
        known = self.tokenizer.token_to_id(token)
        if known is not None:
            return [known]
        if token in special_tokens.ALL:
            # The words in the brackets say what it stands for.
            return self.tokenizer.encode(token.strip("</>"), add_special_tokens=False).ids
        return [piece.id for piece in self.tokenizer.model.tokenize(token)]


def _embedding_names(model: EarthGPTX) -> frozenset[str]:
    """Names of the tensors with a row for each token."""
    language = model.language_model.model
    shared = {
        id(language.get_input_embeddings().weight),
        id(language.get_output_embeddings().weight),
    }
    named = model.named_parameters(remove_duplicate=False)
    return frozenset(name for name, parameter in named if id(parameter) in shared)
