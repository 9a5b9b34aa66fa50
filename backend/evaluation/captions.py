"""Measures of sentences against references, corpus level, by pycocoevalcap.

BLEU-1..4 (Papineni 2002), METEOR (Denkowski 2014), ROUGE-L (Lin 2004), CIDEr (arXiv 1411.5726) and
SPICE (arXiv 1607.08822). The Penn Treebank tokenizer, METEOR and SPICE are Java programs: without
Java sentences are split at whatever is no letter or digit, and the two are left out. SPICE needs
models that its package does not bring.
"""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import io
import logging
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .measures import Figure, bootstrap_figure, mean_figure

logger = logging.getLogger(__name__)

PACKAGE = "pycocoevalcap"
SPICE_MODELS = "spice/lib/stanford-corenlp-3.6.0-models.jar"
UNANSWERED = "unanswered"
"""Stands for an empty answer, with which METEOR cannot be asked; no reference holds the word."""


@dataclass(frozen=True)
class Said:
    """A sentence of the model, and one or more that would have been right."""

    answer: str
    references: tuple[str, ...]


@dataclass(frozen=True)
class CaptionMeasures:
    """The measures that can be taken here."""

    java: bool
    spice: bool

    @classmethod
    def installed(cls) -> CaptionMeasures | None:
        """None without the package; a line in the log for whatever is left out."""
        found = importlib.util.find_spec(PACKAGE)
        if found is None or not found.submodule_search_locations:
            logger.warning("BLEU, METEOR, ROUGE-L and CIDEr are left out: install pycocoevalcap")
            return None
        java = shutil.which("java") is not None
        if not java:
            logger.warning("METEOR is left out and words are split simply: install Java for it")
        folder = Path(found.submodule_search_locations[0])
        spice = java and (folder / SPICE_MODELS).exists()
        if not spice:
            logger.warning("SPICE is left out: its models are not installed")
        return cls(java, spice)

    def figures(self, said: Sequence[Said]) -> dict[str, Figure]:
        """Every measure of a corpus by its name; none of an empty one."""
        if not said:
            return {}
        answers = self._tokenized([[item.answer.strip() or UNANSWERED] for item in said])
        truths = self._tokenized([list(item.references) for item in said])
        figures = {**_bleu(truths, answers), **_means(truths, answers)}
        if self.java:
            figures["METEOR"] = _meteor(truths, answers)
        if self.spice:
            figures["SPICE"] = _spice(truths, answers)
        return figures

    def _tokenized(self, sentences: list[list[str]]) -> dict[int, list[str]]:
        if not self.java:
            return {
                index: [" ".join(re.findall(r"[a-z0-9]+", text.lower())) for text in texts]
                for index, texts in enumerate(sentences)
            }
        from pycocoevalcap.tokenizer.ptbtokenizer import PTBTokenizer

        listed = {k: [{"caption": text} for text in texts] for k, texts in enumerate(sentences)}
        return PTBTokenizer().tokenize(listed)


def _bleu(truths: dict[int, list[str]], answers: dict[int, list[str]]) -> dict[str, Figure]:
    from pycocoevalcap.bleu.bleu_scorer import BleuScorer

    scorer = BleuScorer(n=4)
    for index, (answer,) in answers.items():
        scorer += (answer, truths[index])
    counted: list[Any] = scorer.ctest

    def score_of(drawn: Sequence[Any], order: int) -> float:
        scorer.ctest = list(drawn)
        return scorer.recompute_score("closest")[0][order]

    return {
        f"BLEU-{order + 1}": bootstrap_figure(counted, lambda drawn, k=order: score_of(drawn, k))
        for order in range(4)
    }


def _means(truths: dict[int, list[str]], answers: dict[int, list[str]]) -> dict[str, Figure]:
    """ROUGE-L and CIDEr are means of what each sentence scores."""
    from pycocoevalcap.cider.cider import Cider
    from pycocoevalcap.rouge.rouge import Rouge

    return {
        name: mean_figure(list(scorer.compute_score(truths, answers)[1]))
        for name, scorer in (("ROUGE-L", Rouge()), ("CIDEr", Cider()))
    }


def _meteor(truths: dict[int, list[str]], answers: dict[int, list[str]]) -> Figure:
    """The corpus's METEOR; its interval is as wide, in proportion, as that of the sentences'."""
    corpus, each = _meteor_process().compute_score(truths, answers)
    sentences = mean_figure(each)
    ratio = corpus / sentences.value if sentences.value else 0.0
    low, high = (min(1.0, ratio * edge) for edge in (sentences.low, sentences.high))
    return Figure(corpus, sentences.count, low, high)


@functools.cache
def _meteor_process() -> Any:
    """One for all parts: it takes seconds to read its tables."""
    from pycocoevalcap.meteor.meteor import Meteor

    return Meteor()


def _spice(truths: dict[int, list[str]], answers: dict[int, list[str]]) -> Figure:
    from pycocoevalcap.spice.spice import Spice

    with contextlib.redirect_stdout(io.StringIO()):
        scores = Spice().compute_score(truths, answers)[1]
    return mean_figure([score["All"]["f"] for score in scores])
