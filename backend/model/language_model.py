"""The language model as the unified interface: any causal LM of transformers, fed embeddings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from torch import Tensor, nn
from transformers import AutoConfig, AutoModelForCausalLM
from transformers.cache_utils import Cache, DynamicCache


@dataclass(frozen=True)
class LanguageOutput:
    """hidden (B, T, L), logits (B, T, V) and the cache to continue from."""

    hidden: Tensor
    logits: Tensor
    cache: Cache | None


class LanguageModel(nn.Module):
    """Embeddings in, hidden states and next-token logits out."""

    def __init__(self, options: dict[str, Any]) -> None:
        super().__init__()
        options = dict(options)
        config = AutoConfig.for_model(options.pop("model_type"), **options)
        self.model = AutoModelForCausalLM.from_config(config)
        self.width: int = config.hidden_size

    def embed(self, tokens: Tensor) -> Tensor:
        """(B, T) -> (B, T, L)."""
        return self.model.get_input_embeddings()(tokens)

    def forward(
        self,
        embeddings: Tensor,
        attention_mask: Tensor | None = None,
        cache: DynamicCache | None = None,
    ) -> LanguageOutput:
        """embeddings (B, T, L), attention_mask (B, past + T) 1 where there is a token."""
        output = self.model.get_decoder()(
            inputs_embeds=embeddings,
            attention_mask=attention_mask,
            past_key_values=cache,
            use_cache=cache is not None,
        )
        hidden = output.last_hidden_state
        logits = self.model.get_output_embeddings()(hidden)
        return LanguageOutput(hidden, logits, output.past_key_values)
