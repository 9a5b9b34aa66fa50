"""Words to tokens and back: a byte-level BPE of our own, or a larger model's tokenizer.json."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tokenizers import (
    AddedToken,
    Tokenizer,
    decoders,
    models,
    normalizers,
    pre_tokenizers,
    trainers,
)

from . import special_tokens


class TextTokenizer:
    """A tokenizers.Tokenizer that knows the special tokens.

    Raises:
        ValueError: a special token is missing.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        found = {name: tokenizer.token_to_id(name) for name in special_tokens.ALL}
        self._special = {name: number for name, number in found.items() if number is not None}
        missing = [name for name in special_tokens.ALL if name not in self._special]
        if missing:
            raise ValueError(f"the tokenizer lacks {', '.join(missing)}")
        self._names = {number: name for name, number in self._special.items()}

    @classmethod
    def load(cls, path: Path) -> TextTokenizer:
        """Read tokenizer.json."""
        return cls(Tokenizer.from_file(str(path)))

    @classmethod
    def train(cls, texts: Iterable[str], vocabulary: int) -> TextTokenizer:
        """A lower-casing byte-level BPE: every input has tokens, common words have one."""
        tokenizer = Tokenizer(models.BPE())
        tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
        tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
        tokenizer.decoder = decoders.ByteLevel()
        trainer = trainers.BpeTrainer(
            vocab_size=vocabulary,
            special_tokens=[AddedToken(name, normalized=False) for name in special_tokens.ALL],
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
            show_progress=False,
        )
        tokenizer.train_from_iterator(texts, trainer)
        return cls(tokenizer)

    def save(self, path: Path) -> None:
        """Write tokenizer.json."""
        self._tokenizer.save(str(path))

    @property
    def size(self) -> int:
        """Number of tokens."""
        return self._tokenizer.get_vocab_size()

    def special(self, name: str) -> int:
        """The number of a special token."""
        return self._special[name]

    def name_of(self, token: int) -> str | None:
        """The special token of that number, None for a piece of text."""
        return self._names.get(token)

    def encode(self, text: str) -> list[int]:
        """Numbers of a text of ours, special tokens recognised."""
        return self._tokenizer.encode(text, add_special_tokens=False).ids

    def encode_foreign(self, text: str) -> list[int]:
        """Numbers of a text a user typed: what looks like a special token is only text."""
        for name in special_tokens.ALL:
            text = text.replace(name, f"{name[:-1]} >")
        return self.encode(text)

    def decode(self, tokens: list[int]) -> str:
        """Text of tokens, special ones left out."""
        return self._tokenizer.decode(tokens, skip_special_tokens=True).strip()
