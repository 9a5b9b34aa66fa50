"""`python -m backend.evaluate`: measure a model on the labelled parts of a folder."""

from __future__ import annotations

import argparse
import logging
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from tqdm import tqdm

from backend.data.formats import parts_in, read_part
from backend.data.sample import Sample
from backend.device import choose_device, confirmed
from backend.earthgptx_engine import SHIPPED, read_card
from backend.errors import RasterError
from backend.loaded_model import LoadedModel
from earthgptx_qgis.wire.messages import ModelCard, Task

from .card import set_minimum_score, write_card, write_goals
from .enlarging import enlarged
from .figures import WordMeasures, figures_of
from .findings import Findings, Search
from .measures import best_threshold
from .oriented_boxes import can_be_measured
from .picture_sheet import write_sheet
from .probes import Prober, name_untrained_tasks
from .report import Results, read_report, whole_report, write_report
from .score_scale import ScoreScale, write_scales

logger = logging.getLogger(__name__)

MEASURED_TWICE = ("optical/vhr10",)
"""Parts that are also measured enlarged: results must hold over a range of object sizes."""


@dataclass(frozen=True)
class Job:
    """A part, the folder it is in, and by how much its images are enlarged."""

    folder: Path
    part: str
    scale: float

    @property
    def name(self) -> str:
        """As it is called in the tables."""
        return self.part if self.scale == 1.0 else f"{self.part} x{self.scale:g}"

    @property
    def sheet(self) -> str:
        """Name of the file of its pictures."""
        return f"{self.name.replace('/', '-').replace(' ', '-')}.png"


def main() -> None:
    """Evaluate and write the report."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    options = _options()
    torch.set_num_threads(options.threads)
    card = read_card(options.weights)
    if options.calibrate:
        calibrate(options, card)
    else:
        measure(options, card)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m backend.evaluate", description=__doc__)
    add = parser.add_argument
    add("--data", type=Path, nargs="+", required=True, help="folders of labelled parts")
    add("--weights", type=Path, default=SHIPPED, help="folder of the model")
    add("--split", nargs="+", default=["val", "test"], help="splits (default: val and test)")
    add("--parts", nargs="*", help="names such as optical/vhr10 (default: all)")
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


def calibrate(options: argparse.Namespace, card: ModelCard) -> None:
    """Let scores mean what they say, and instances count from the score with the best F1."""
    # What is found of an absent category counts as wrong, or the best threshold would be rash.
    searching = replace(card, tasks=(Task.FIND,))
    by_source: dict[str, list[list[Search]]] = defaultdict(list)
    for job, found in observe(options, searching, set()):
        searches = found.searches + found.absent
        if searches:
            by_source[job.part.split("/")[0]].append(searches)
    scales = {source: ScoreScale.fitted(parts) for source, parts in by_source.items()}
    threshold = best_threshold(
        [
            [scales[source].scaled(item) for item in searches]
            for source, parts in by_source.items()
            for searches in parts
        ]
    )
    write_scales(options.weights, scales)
    set_minimum_score(options.weights, threshold)
    for source, scale in scales.items():
        logger.info("%s: logits scaled by %.2f and %+.2f", source, scale.slope, scale.offset)
        for category, offset in scale.of_categories.items():
            logger.info("  %s: %+.2f more", category, offset)
    logger.info("instances of %s count from %.2f now", card.name, threshold)


def measure(options: argparse.Namespace, card: ModelCard) -> None:
    """All figures, written after every part: a run that was stopped goes on with --resume."""
    name_untrained_tasks(card)
    results: Results = read_report(options.out) if options.resume else {}
    words = WordMeasures.installed()
    for job, found in observe(options, card, set(results)):
        results[job.name] = figures_of(found, card.minimum_score, words)
        write_report(options.out, results)
        write_sheet(options.out / job.sheet, job.name, found.cases)
    write_report(options.out, results)
    if options.write_card:
        write_card(options.weights, results, " and ".join(options.split))
    if options.readme is not None:
        write_goals(options.readme, results)
    logger.info("%s", whole_report(results))


def jobs_of(options: argparse.Namespace) -> list[Job]:
    """What is to be measured; a part that is missing is named and skipped.

    A part of the same name in a later folder takes the place of the earlier.
    """
    there = {part: folder for folder in options.data for part in parts_in(folder)}
    wanted = options.parts or sorted(there)
    for part in wanted:
        if part not in there:
            folders = " or ".join(map(str, options.data))
            logger.warning("%s is skipped: it is not in %s", part, folders)
    present = [part for part in wanted if part in there]
    twice = [part for part in present if part in options.twice]
    return [
        *(Job(there[part], part, options.scale) for part in present),
        *(Job(there[part], part, 2 * options.scale) for part in twice),
    ]


def observe(
    options: argparse.Namespace, card: ModelCard, done: set[str]
) -> Iterator[tuple[Job, Findings]]:
    """What the model says about each job not done."""
    device = confirmed(choose_device(options.device))
    logger.info("on %s: %s", device.name, device.reason)
    loaded = LoadedModel.load(options.weights, card.weights_sha256, device.name)
    oriented = can_be_measured()
    for job in jobs_of(options):
        samples = [] if job.name in done else _samples(job, options)
        if not samples:
            continue
        findings, prober = Findings(), Prober(loaded, card, oriented)
        for sample in tqdm(samples, desc=job.name):
            prober.probe(enlarged(sample, job.scale), findings)
        yield job, findings


def _samples(job: Job, options: argparse.Namespace) -> list[Sample]:
    """Those of the splits asked for; a part without any, or that cannot be read, is named."""
    try:
        samples = read_part(job.folder, job.part, options.split)
    except RasterError as error:
        logger.warning("%s is skipped: %s", job.part, error)
        return []
    if not samples:
        wanted = " or ".join(options.split)
        logger.warning("%s is skipped: it has no images of split %s", job.part, wanted)
        return []
    most = options.most or len(samples)
    # Parts are often sorted by what their images show.
    return samples[:: max(1, len(samples) // most)][:most]


if __name__ == "__main__":
    main()
