"""`python -m backend.evaluate`: measure a model on the labelled parts of a folder."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

import torch

from backend.device import choose_device, confirmed
from backend.earthgptx_engine import SHIPPED, read_card
from backend.loaded_model import LoadedModel
from earthgptx_qgis.wire.messages import ModelCard

from .card import write_card, write_goals
from .examination import Examination, calibrate
from .figures import WordMeasures, figures_of
from .picture_sheet import write_sheet
from .probes import name_untrained_tasks
from .report import Results, read_report, whole_report, write_report

logger = logging.getLogger(__name__)

MEASURED_TWICE = ("optical/vhr10",)
"""Parts that are also measured enlarged: results must hold over a range of object sizes."""


def main() -> None:
    """Evaluate and write the report."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    options = _options()
    torch.set_num_threads(options.threads)
    card = read_card(options.weights)
    device = confirmed(choose_device(options.device))
    logger.info("on %s: %s", device.name, device.reason)
    loaded = LoadedModel.load(options.weights, card.weights_sha256, device.name)
    examination = Examination(
        data=tuple(options.data),
        split=tuple(options.split),
        parts=tuple(options.parts),
        twice=tuple(options.twice),
        scale=options.scale,
        most=options.most,
    )
    if options.calibrate:
        calibrate(options.weights, examination, loaded, card)
    else:
        measure(examination, options, loaded, card)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m backend.evaluate", description=__doc__)
    add = parser.add_argument
    add("--data", type=Path, nargs="+", required=True, help="folders of labelled parts")
    add("--weights", type=Path, default=SHIPPED, help="folder of the model")
    add("--split", nargs="+", default=["val", "test"], help="splits (default: val and test)")
    add("--parts", nargs="*", default=(), help="names such as optical/vhr10 (default: all)")
    add("--scale", type=float, default=1.0, help="enlarge images by this factor")
    add(
        "--twice",
        nargs="*",
        default=MEASURED_TWICE,
        metavar="PART",
        help="parts measured once more at twice the scale (default: %(default)s)",
    )
    add("--most", type=int, default=0, help="images per part (default: all)")
    add("--out", type=Path, default=Path("runs/evaluation"))
    add("--write-card", action="store_true", help="put the figures into the model's card")
    add(
        "--calibrate",
        action="store_true",
        help="only let scores mean what they say, and choose the minimum with the best F1",
    )
    add("--readme", type=Path, help="a document that shows the table of goals between two markers")
    add("--resume", action="store_true", help="keep the parts that --out already holds")
    add("--device", default="", help="cpu, cuda:0, ... (default: the fastest)")
    add("--threads", type=int, default=torch.get_num_threads())
    return parser.parse_args()


def measure(
    examination: Examination, options: argparse.Namespace, loaded: LoadedModel, card: ModelCard
) -> None:
    """All figures, written after every part: a run that was stopped goes on with --resume."""
    name_untrained_tasks(card)
    results: Results = read_report(options.out) if options.resume else {}
    words = WordMeasures.installed()
    for job, found in examination.observe(loaded, card, results.keys()):
        results[job.name] = figures_of(found, card.minimum_score, words)
        write_report(options.out, results)
        write_sheet(options.out / job.sheet, job.name, found.cases)
    write_report(options.out, results)
    if options.write_card:
        write_card(options.weights, results, " and ".join(options.split))
    if options.readme is not None:
        write_goals(options.readme, results)
    logger.info("%s", whole_report(results))


if __name__ == "__main__":
    main()
