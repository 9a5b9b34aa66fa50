"""Words and segmentation tokens, one step of the language model at a time.

Knows token numbers and hidden states, not what they mean. Several sequences that differ only in
their mark run as one batch behind one shared prefix.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor
from transformers.cache_utils import DynamicCache

from backend.model.language_model import LanguageModel


@dataclass(frozen=True)
class Step:
    """One token of every sequence.

    Attributes:
        tokens: (B,) chosen tokens; the end token once a sequence is finished.
        probabilities: (B,) of the chosen tokens, 1 for finished sequences.
        hidden: (B, L) hidden state after reading the chosen token.
    """

    tokens: Tensor
    probabilities: Tensor
    hidden: Tensor


@torch.inference_mode()
def generate(
    language_model: LanguageModel,
    prefix: Tensor,
    question: Tensor,
    end: int,
    limit: int,
    first_choices: list[int] | None = None,
    shifts: Mapping[int, float] | None = None,
) -> Iterator[Step]:
    """Greedy decoding, a column of tokens per step; close the iterator to stop.

    Args:
        prefix: (1, P, L) embeddings all sequences begin with, read once.
        question: (B, T, L) embeddings that differ between sequences.
        end: the token that finishes a sequence.
        limit: most steps.
        first_choices: tokens allowed as the first one.
        shifts: added to the logits of these tokens at every step: the log of how much likelier
            they are in use than they were in training.
    """
    cache = DynamicCache()
    language_model(prefix, cache=cache)
    batch = question.shape[0]
    if batch > 1:
        cache.batch_repeat_interleave(batch)
    output = language_model(question, cache=cache)
    finished = torch.zeros(batch, dtype=torch.bool, device=prefix.device)
    shifted = list((shifts or {}).items())
    for position in range(limit):
        logits = output.logits[:, -1].float()
        for token, shift in shifted:
            logits[:, token] += shift
        if position == 0 and first_choices is not None:
            allowed = torch.full_like(logits, -torch.inf)
            allowed[:, first_choices] = 0.0
            logits = logits + allowed
        probabilities, tokens = logits.softmax(dim=1).max(dim=1)
        tokens = torch.where(finished, end, tokens)
        probabilities = torch.where(finished, 1.0, probabilities)
        output = language_model(language_model.embed(tokens[:, None]), cache=cache)
        yield Step(tokens, probabilities, output.hidden[:, -1])
        finished |= tokens == end
        if bool(finished.all()):
            return
