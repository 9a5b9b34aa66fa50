"""`python -m backend.train`: train a model on a labelled folder, or go on where a run stopped."""

from __future__ import annotations

import argparse
import dataclasses
import logging
import sys
from pathlib import Path
from typing import Any

import torch

from backend.command_line import errors_to_log
from backend.errors import TrainingOptionsError

from .memory_plan import memory_plan
from .options import FREEZABLE, PRESETS, SWITCHES, MixtureOptions, TrainingOptions, read_options
from .run import OPTIONS, TrainingRun

logger = logging.getLogger(__name__)

_DEFAULTS = TrainingOptions()


def parse_arguments() -> tuple[TrainingOptions, bool]:
    """Options, and whether only the memory plan is asked for.

    The command line goes before --config, and that before what the run was begun with.
    """
    parser = argparse.ArgumentParser(
        prog="python -m backend.train",
        description=__doc__,
        argument_default=argparse.SUPPRESS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--config", type=Path, help="JSON file of options, as runs keep them")
    parser.add_argument(
        "--dry-run", action="store_true", help="print what the run needs of memory, and end"
    )
    _add_run(parser)
    _add_beginning(parser)
    _add_mixture(parser)
    _add_steps(parser)
    given = vars(parser.parse_args())
    dry_run = given.pop("dry_run", False)
    try:
        options = _merged(given)
        if not options.data and not dry_run:
            raise TrainingOptionsError("--data must name a folder of labelled parts.")
    except TrainingOptionsError as error:
        parser.error(f"{error.message} {error.hint}".strip())
    return options, dry_run


def _add_run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", nargs="+", help="folders of labelled parts")
    parser.add_argument("--run", help=f"where the run lives (default {_DEFAULTS.run})")
    parser.add_argument("--preset", choices=list(PRESETS), help="size of model (default nano)")
    parser.add_argument("--device", choices=["cpu", "cuda"], help="default: a GPU if there is one")
    parser.add_argument("--threads", type=int, help="of a CPU (default 1)")
    parser.add_argument("--compile", action="store_true", help="compile the vision experts")
    parser.add_argument("--seed", type=int, help="of all that is drawn (default 1)")


def _add_beginning(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--from",
        dest="start",
        metavar="FOLDER",
        help="weights to start from: every tensor of the same name and shape is taken over",
    )
    parser.add_argument(
        "--new-tokenizer",
        action="store_true",
        help="learn words from the data, though the tokenizer of --from would serve",
    )
    for name in ("space-expert", "semantic-expert", "language-model"):
        words = name.replace("-", " ")
        parser.add_argument(f"--{name}", metavar="FOLDER", help=f"a {words} of transformers")
    parser.add_argument(
        "--without", nargs="+", choices=SWITCHES, help="parts of the model to leave unused"
    )
    parser.add_argument(
        "--freeze", nargs="+", choices=FREEZABLE, help="parts of the model that learn nothing more"
    )


def _add_mixture(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--parts", nargs="+", help="learn from these parts only")
    parser.add_argument("--leave-out", nargs="+", help="learn nothing from these parts")
    parser.add_argument(
        "--synthetic",
        action=argparse.BooleanOptionalAction,
        help="whether drawn scenes take part (default yes)",
    )
    parser.add_argument(
        "--permissive",
        action=argparse.BooleanOptionalAction,
        help="leave out parts whose licences bind the weights (default no)",
    )


def _add_steps(parser: argparse.ArgumentParser) -> None:
    defaults = _DEFAULTS
    parser.add_argument(
        "--minutes", type=float, help=f"training time in all (default {defaults.minutes:g})"
    )
    parser.add_argument("--steps", type=int, help="steps in all, in place of --minutes")
    parser.add_argument(
        "--piece-minutes", type=float, help="end this start earlier, saved to go on later"
    )
    parser.add_argument(
        "--rate", type=float, help=f"highest learning rate (default {defaults.rate})"
    )
    parser.add_argument(
        "--pixel-share",
        type=float,
        help="share of the rate for what draws pixels, lower where it knows enough (default 1)",
    )
    parser.add_argument(
        "--language-share",
        type=float,
        help="share of the rate for the language model, lower where it is pretrained (default 1)",
    )
    parser.add_argument("--batch", type=int, help=f"crops a step (default {defaults.batch})")
    parser.add_argument(
        "--size", type=int, help=f"pixels, a multiple of 32 (default {defaults.size})"
    )
    parser.add_argument("--turns", type=int, help=f"questions per crop (default {defaults.turns})")


def _merged(given: dict[str, Any]) -> TrainingOptions:
    config: Path | None = given.pop("config", None)
    kept = Path(given.get("run", _DEFAULTS.run)) / OPTIONS
    values: dict[str, Any] = {}
    if config is not None:
        values = read_options(config)
    elif kept.exists():
        values = read_options(kept)
    names = {field.name for field in dataclasses.fields(MixtureOptions)}
    mixture = {name: given.pop(name) for name in names & given.keys()}
    values["mixture"] = {**values.get("mixture", {}), **mixture}
    return TrainingOptions.from_dict({**values, **given})


@errors_to_log
def main() -> int:
    """Train until the time is up; 1 where the data or the run's folder do not serve."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options, dry_run = parse_arguments()
    torch.set_num_threads(options.threads)
    if dry_run:
        sys.stdout.write(memory_plan(options))
    else:
        TrainingRun(options).train()
    return 0


if __name__ == "__main__":
    sys.exit(main())
