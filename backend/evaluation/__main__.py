"""`python -m backend.evaluate`: measure a model on the labelled parts of a folder."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from tqdm import tqdm

from backend.data.labelled_folder import parts_in, read_part
from backend.data.sample import Instance, Sample
from backend.device import choose_device
from backend.earthgptx_engine import SHIPPED, read_card
from backend.loaded_model import LoadedModel
from earthgptx_qgis.wire.messages import ModelCard

from .card import set_minimum_score, write_card
from .measures import best_threshold
from .probes import Findings, Prober
from .report import figures_of, markdown_table, read_report, write_report
from .similarity import SentenceEncoder

logger = logging.getLogger(__name__)


def main() -> None:
    """Evaluate and write the report."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(prog="python -m backend.evaluate", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of labelled parts")
    parser.add_argument("--weights", type=Path, default=SHIPPED, help="folder of the model")
    parser.add_argument("--split", default="val")
    parser.add_argument("--parts", nargs="*", help="names such as optical/vhr10 (default: all)")
    parser.add_argument("--scale", type=float, default=1.0, help="enlarge images by this factor")
    parser.add_argument("--most", type=int, default=0, help="images per part (default: all)")
    parser.add_argument("--out", type=Path, default=Path("runs/evaluation"))
    parser.add_argument(
        "--write-card", action="store_true", help="put the figures into the model's card"
    )
    parser.add_argument(
        "--calibrate",
        action="store_true",
        help="only choose the minimum score with the best F1, and put it into the card",
    )
    parser.add_argument(
        "--resume", action="store_true", help="keep the parts that --out already holds"
    )
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    card = read_card(options.weights)
    if options.calibrate:
        calibrate(options, card)
    else:
        measure(options, card)


def calibrate(options: argparse.Namespace, card: ModelCard) -> None:
    """Let instances count from the score with the best F1 on these images."""
    # What is found of an absent category counts as wrong, or the best threshold would be rash.
    matches = [found.matches + found.absent for _, found in observe(options, card, set())]
    threshold = best_threshold([item for item in matches if item])
    set_minimum_score(options.weights, threshold)
    logger.info("instances of %s count from %.2f now", card.name, threshold)


def measure(options: argparse.Namespace, card: ModelCard) -> None:
    """All figures, written after every part: a run that was stopped goes on with --resume."""
    results = read_report(options.out) if options.resume else {}
    encoder = SentenceEncoder.installed()
    for part, found in observe(options, card, set(results)):
        results[part] = figures_of(found, card.minimum_score, encoder)
        write_report(options.out, results)
    write_report(options.out, results)
    if options.write_card:
        write_card(options.weights, results, options.split)
    logger.info("%s", markdown_table(results))


def observe(
    options: argparse.Namespace, card: ModelCard, done: set[str]
) -> Iterator[tuple[str, Findings]]:
    """What the model says about each part not done; one that is missing is named and skipped."""
    loaded = LoadedModel.load(options.weights, card.weights_sha256, choose_device().name)
    there = parts_in(options.data)
    for part in options.parts or there:
        if part in done:
            continue
        if part not in there:
            logger.warning("%s is skipped: it is not in %s", part, options.data)
            continue
        samples = read_part(options.data, part, [options.split])
        samples = samples[: options.most or len(samples)]
        if not samples:
            logger.warning("%s is skipped: it has no images of split %s", part, options.split)
            continue
        findings = Findings()
        prober = Prober(loaded, tuple(task.value for task in card.tasks), card.minimum_score)
        for sample in tqdm(samples, desc=part):
            prober.probe(enlarged(sample, options.scale), findings)
        yield part, findings


def enlarged(sample: Sample, scale: float) -> Sample:
    """The sample resampled with all its labels."""
    if scale == 1.0:
        return sample
    height, width = (round(side * scale) for side in sample.image.shape[:2])
    picture = Image.fromarray(sample.image).resize((width, height), Image.Resampling.BICUBIC)
    return replace(
        sample,
        image=np.asarray(picture),
        instances=tuple(
            Instance(item.category, _scaled(item.box, scale), item.has_mask)
            for item in sample.instances
        ),
        instance_map=_resized(sample.instance_map, width, height),
        cover_map=_resized(sample.cover_map, width, height),
    )


def _scaled(
    box: tuple[float, float, float, float], scale: float
) -> tuple[float, float, float, float]:
    left, top, right, bottom = (edge * scale for edge in box)
    return (left, top, right, bottom)


def _resized(labels: np.ndarray | None, width: int, height: int) -> np.ndarray | None:
    if labels is None:
        return None
    picture = Image.fromarray(labels.astype(np.int32)).resize(
        (width, height), Image.Resampling.NEAREST
    )
    return np.asarray(picture).astype(labels.dtype)


if __name__ == "__main__":
    main()
