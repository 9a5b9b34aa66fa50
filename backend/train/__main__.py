"""`python -m backend.train`: train earthgptx-nano, or go on where a run stopped."""

from __future__ import annotations

import argparse
import logging
import random
from pathlib import Path

import torch

from .run import TrainingOptions, TrainingRun


def parse_arguments() -> TrainingOptions:
    """Options from the command line."""
    parser = argparse.ArgumentParser(prog="python -m backend.train", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of labelled parts")
    parser.add_argument("--run", type=Path, default=Path("runs/nano"), help="where the run lives")
    parser.add_argument("--space-expert", type=Path, help="pretrained backbone to start from")
    parser.add_argument("--minutes", type=float, default=60.0, help="training time in all")
    parser.add_argument("--batch", type=int, default=8, help="crops a step")
    parser.add_argument("--size", type=int, default=256, help="side of a crop in pixels")
    parser.add_argument("--turns", type=int, default=6, help="questions per crop")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--seed", type=int, default=1)
    values = parser.parse_args()
    return TrainingOptions(
        data=values.data,
        run=values.run,
        space_expert=values.space_expert,
        minutes=values.minutes,
        batch=values.batch,
        size=values.size,
        turns=values.turns,
        device=values.device,
        threads=values.threads,
        seed=values.seed,
    )


def main() -> None:
    """Train until the time is up."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options = parse_arguments()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    TrainingRun(options, random.Random(options.seed)).train()


if __name__ == "__main__":
    main()
