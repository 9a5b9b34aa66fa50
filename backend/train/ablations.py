"""`python -m backend.train.ablations`: what each part of the model and of the data brings.

Every variant is trained for the same time from the same start and measured on the same images, so
the figures compare with each other only: none is what a full training reaches.
"""

from __future__ import annotations

import argparse
import logging
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from backend.command_line import errors_to_log
from backend.earthgptx_engine import read_card
from backend.evaluation.examination import Examination, calibrate
from backend.evaluation.figures import WordMeasures, figures_of
from backend.evaluation.measures import Figure
from backend.evaluation.report import Results, read_report, write_report
from backend.loaded_model import LoadedModel
from backend.whole_files import write_whole
from earthgptx_qgis.wire.messages import ModelCard

from .options import TrainingOptions
from .run import TrainingRun
from .switches import switch_off
from .training_log import read_log

logger = logging.getLogger(__name__)

SHOWN = (
    "mark class, box: S-IoU",
    "mark class, point: S-IoU",
    "outline, box: mean IoU",
    "find: AP@0.5",
    "find: gIoU",
    "find: false alarms on absent phrases",
    "scene: accuracy",
    "presence questions: accuracy",
)
"""Figures of the table; all others are in the folder of each variant."""


@dataclass(frozen=True)
class Variant:
    """A row of the table: parts of the model switched off, or less to learn from."""

    name: str
    without: tuple[str, ...] = ()
    synthetic: bool = True
    source: str = ""

    @property
    def folder(self) -> str:
        """Name of the folder of its run."""
        return self.name.replace(" ", "-")

    def options(self, base: TrainingOptions, folder: Path) -> TrainingOptions:
        """The base options with this variant's changes."""
        mixture = replace(base.mixture, synthetic=self.synthetic and base.mixture.synthetic)
        if self.source:
            mixture = replace(mixture, source_shares={self.source: 1.0})
        return replace(base, run=folder / self.folder, without=self.without, mixture=mixture)


VARIANTS = (
    Variant("everything"),
    Variant("space expert only", without=("semantic-expert",)),
    Variant("semantic expert only", without=("space-expert",)),
    Variant("no mutual understanding", without=("mutual-understanding",)),
    Variant("no synthetic scenes", synthetic=False),
    Variant("optical alone", source="optical"),
    Variant("sar alone", source="sar"),
    Variant("infrared alone", source="infrared"),
)


@dataclass(frozen=True)
class Trial:
    """A variant as it was trained, and its figures."""

    steps: int
    results: Results


def run_ablations(
    base: TrainingOptions, variants: tuple[Variant, ...], folder: Path, most: int
) -> None:
    """Train and measure every variant, then write the table; goes on where it was stopped.

    Args:
        most: images of `val` per part that are asked about.
    """
    budget = f"{base.steps} steps" if base.steps else f"{base.minutes:g} minutes"
    trials: dict[str, Trial] = {}
    for variant in variants:
        report = folder / variant.folder / "measured"
        if not (report / "results.json").exists():
            run = TrainingRun(variant.options(base, folder))
            run.train()
            if run.schedule.done(run.progress) < 1.0:
                logger.info("stopped; the same command goes on with %s", variant.name)
                return
            write_report(report, measure(variant, base, folder, most))
        steps = read_log(folder / variant.folder)[-1]["step"]
        trials[variant.name] = Trial(steps, read_report(report))
        write_whole(folder / "ablations.md", table(trials, budget, base.device))


def measure(variant: Variant, base: TrainingOptions, folder: Path, most: int) -> Results:
    """Figures of a trained variant, the same parts switched off as in its training.

    Each is calibrated first: the least trained are the least sure of what they find, and without
    that the table would show little else.
    """
    weights = variant.options(base, folder).weights
    examination = Examination(base.data, split=("val",), most=most)
    calibrate(weights, examination, *_loaded(weights, variant, base.device))
    loaded, card = _loaded(weights, variant, base.device)
    # The table shows no measure that needs a package.
    words = WordMeasures(None, None)
    return {
        job.name: figures_of(findings, card.minimum_score, words)
        for job, findings in examination.observe(loaded, card)
    }


def _loaded(weights: Path, variant: Variant, device: str) -> tuple[LoadedModel, ModelCard]:
    card = read_card(weights)
    loaded = LoadedModel.load(weights, card.weights_sha256, device)
    switch_off(loaded.model, variant.without)
    return loaded, card


def table(trials: dict[str, Trial], budget: str, device: str) -> str:
    """Markdown: a row for each figure of each part, a column for each variant."""
    names = list(trials)
    rows = {
        (part, figure): None
        for trial in trials.values()
        for part, figures in trial.results.items()
        for figure in SHOWN
        if figure in figures
    }
    lines = [
        f"Each variant trained {budget} on {device}, measured on the same images of `val`; "
        "no figure here is what a full training reaches.",
        "",
        f"| part | what | n | {' | '.join(names)} |",
        f"|---|---|---|{'---|' * len(names)}",
        f"| all | steps taken | | {' | '.join(str(trial.steps) for trial in trials.values())} |",
    ]
    for part, name in sorted(rows, key=lambda row: (row[0], SHOWN.index(row[1]))):
        figures = [trial.results.get(part, {}).get(name) for trial in trials.values()]
        count = next(figure.count for figure in figures if figure is not None)
        cells = " | ".join(_cell(figure) for figure in figures)
        lines.append(f"| {part} | {name} | {count} | {cells} |")
    return "\n".join(lines) + "\n"


def _cell(figure: Figure | None) -> str:
    return "" if figure is None or figure.value != figure.value else f"{figure.value:.3g}"


@errors_to_log
def main() -> int:
    """Train and measure; 1 where data or options do not serve."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    parser = argparse.ArgumentParser(prog="python -m backend.train.ablations", description=__doc__)
    parser.add_argument("--data", type=Path, nargs="+", help="folders of labelled parts")
    parser.add_argument("--config", type=Path, help="options all variants share")
    parser.add_argument("--minutes", type=float, default=15.0, help="training time of each variant")
    parser.add_argument("--out", type=Path, default=Path("runs/ablations"))
    parser.add_argument("--most", type=int, default=15, help="images of val asked about, per part")
    parser.add_argument("--variants", nargs="+", choices=[item.name for item in VARIANTS])
    given = parser.parse_args()
    base = TrainingOptions.load(given.config) if given.config else TrainingOptions()
    data = tuple(given.data or base.data)
    if not data:
        parser.error("--data must name a folder of labelled parts.")
    base = replace(base, data=data, minutes=given.minutes)
    torch.set_num_threads(base.threads)
    chosen = tuple(item for item in VARIANTS if item.name in (given.variants or [item.name]))
    run_ablations(base, chosen, given.out, given.most)
    return 0


if __name__ == "__main__":
    sys.exit(main())
