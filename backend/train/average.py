"""`python -m backend.train.average`: the mean of the weights of runs begun from the same ones.

After "Model soups" (arXiv 2203.05482): it is often better than any of them, and costs nothing.
Calibrate it afterwards, see `backend.evaluate --calibrate`: what a score means is not averaged.
Nor is what batch norms saw: `--like RUN` lets them see anew what that run is told to learn from.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from backend.command_line import errors_to_log
from backend.earthgptx_engine import read_card
from backend.errors import WeightsError
from backend.model.checkpoint import fill, load_checkpoint, save_checkpoint, without_ties
from backend.model_files import TOKENIZER

from .card import read, remade
from .options import TrainingOptions
from .run import OPTIONS
from .statistics import renew_statistics

logger = logging.getLogger(__name__)


def average(folders: Sequence[Path], out: Path, like: TrainingOptions | None = None) -> None:
    """Write the mean of the models in `folders`, with the card of the first, and the data and
    summaries of all.

    Args:
        like: the run whose data the batch norms' statistics are taken from; None averages those.

    Raises:
        WeightsError: a model is missing or damaged, or they differ in shape or tokenizer.
        RasterError: the run's data hold no image, or one cannot be read.
    """
    loaded = [load_checkpoint(folder, read_card(folder).weights_sha256) for folder in folders]
    models = [model for model, _ in loaded]
    configs = [model.config.uncalibrated for model in models]
    words = [(folder / TOKENIZER).read_bytes() for folder in folders]
    for folder, config, own_words in zip(folders, configs, words, strict=True):
        if config != configs[0] or own_words != words[0]:
            raise WeightsError(
                f"{folder} cannot be averaged with {folders[0]}: its shape or tokenizer differs.",
                "Give the weights of runs that began from the same ones.",
            )
    states = [without_ties(model.state_dict()) for model in models]
    mean = {name: _mean([state[name] for state in states]) for name in states[0]}
    if like is not None:
        model = fill(models[0], mean, out)
        renew_statistics(model, like)
        mean = without_ties(model.state_dict())
    save_checkpoint(out, mean, configs[0], loaded[0][1], _card(folders, like is not None))


def _mean(tensors: list[Tensor]) -> Tensor:
    """Counters, such as those of batch norms, are those of the first."""
    if not tensors[0].is_floating_point():
        return tensors[0]
    return torch.stack(tensors).mean(dim=0)


def _card(folders: Sequence[Path], renewed: bool) -> dict[str, Any]:
    cards = [read(folder) for folder in folders]
    summaries = [each["training"]["summary"] for each in cards]
    if len(summaries) > 1:
        numbered = (f"{number}: {text}" for number, text in enumerate(summaries, start=1))
        summaries = [f"The mean of the weights of {len(cards)} runs.", *numbered]
    if renewed:
        summaries.append("Batch norms have their statistics from drawn batches, taken afterwards.")
    return remade(cards, summaries)


@errors_to_log
def main() -> int:
    """Average; 1 where the models do not fit each other."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(prog="python -m backend.train.average", description=__doc__)
    parser.add_argument("weights", type=Path, nargs="+", help="folders of weights")
    parser.add_argument("--out", type=Path, required=True, help="folder for their mean")
    parser.add_argument("--like", type=Path, help="folder of a run: batch norms see its data anew")
    given = parser.parse_args()
    like = TrainingOptions.load(given.like / OPTIONS) if given.like else None
    average(given.weights, given.out, like)
    logger.info("written: %s", given.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
