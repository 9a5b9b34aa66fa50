"""`python -m backend.train`: train a model on a labelled folder, or go on where a run stopped."""

from __future__ import annotations

import argparse
import logging
import random
import sys
from pathlib import Path

import torch

from backend.errors import BackendError
from backend.image_processor import COARSEST_STRIDE

from .run import PRESETS, TrainingOptions, TrainingRun

logger = logging.getLogger(__name__)


def parse_arguments() -> TrainingOptions:
    """Options from the command line."""
    parser = argparse.ArgumentParser(prog="python -m backend.train", description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, nargs="+", help="folders of labelled parts"
    )
    parser.add_argument("--run", type=Path, default=Path("runs/nano"), help="where the run lives")
    parser.add_argument("--preset", choices=sorted(PRESETS), default="nano", help="size of model")
    parser.add_argument("--space-expert", type=Path, help="pretrained backbone to start from")
    parser.add_argument(
        "--from",
        dest="start",
        type=Path,
        metavar="FOLDER",
        help="weights to start from: every tensor of the same name and shape is taken over",
    )
    parser.add_argument(
        "--new-tokenizer",
        action="store_true",
        help="learn words from the data, though the tokenizer of --from would serve",
    )
    parser.add_argument("--minutes", type=float, default=60.0, help="training time in all")
    parser.add_argument("--rate", type=float, default=1e-3, help="highest learning rate")
    parser.add_argument(
        "--pixel-share",
        type=float,
        default=1.0,
        help="share of the rate for what draws pixels, lower where it knows enough",
    )
    parser.add_argument("--batch", type=int, default=8, help="crops a step")
    parser.add_argument("--size", type=int, default=256, help="pixels, a multiple of 32")
    parser.add_argument("--turns", type=int, default=6, help="questions per crop")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--seed", type=int, default=1)
    values = parser.parse_args()
    if values.size < COARSEST_STRIDE or values.size % COARSEST_STRIDE:
        parser.error(f"--size must be a multiple of {COARSEST_STRIDE}, not {values.size}")
    return TrainingOptions(
        data=tuple(values.data),
        run=values.run,
        preset=values.preset,
        space_expert=values.space_expert,
        start=values.start,
        new_tokenizer=values.new_tokenizer,
        minutes=values.minutes,
        rate=values.rate,
        pixel_share=values.pixel_share,
        batch=values.batch,
        size=values.size,
        turns=values.turns,
        device=values.device,
        threads=values.threads,
        seed=values.seed,
    )


def main() -> int:
    """Train until the time is up; 1 where the data or the run's folder do not serve."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options = parse_arguments()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    try:
        TrainingRun(options, random.Random(options.seed)).train()
    except BackendError as error:
        logger.error("%s %s", error.message, error.hint)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
