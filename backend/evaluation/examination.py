"""What a model is asked about: parts of folders, of some splits, and at what scale."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from pathlib import Path

from tqdm import tqdm

from backend.data.formats import parts_in, read_part, source_of
from backend.data.sample import Sample
from backend.errors import RasterError
from backend.loaded_model import LoadedModel
from earthgptx_qgis.wire.messages import ModelCard, Task

from .card import set_minimum_score
from .enlarging import enlarged
from .findings import Findings, Search
from .measures import best_threshold
from .oriented_boxes import can_be_measured
from .probes import Prober
from .score_scale import ScoreScale, write_scales

logger = logging.getLogger(__name__)


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
    def source(self) -> str:
        """The sensor."""
        return source_of(self.part)

    @property
    def sheet(self) -> str:
        """Name of the file of its pictures."""
        return f"{self.name.replace('/', '-').replace(' ', '-')}.png"


@dataclass(frozen=True)
class Examination:
    """Labelled images a model is to be asked about.

    Attributes:
        data: folders; a part of the same name in a later one takes the place of the earlier.
        parts: names such as "optical/vhr10"; none means all.
        twice: parts that are looked at once more at twice the scale.
        scale: images are enlarged by it.
        most: images per part, spread over it; 0 means all.
    """

    data: tuple[Path, ...]
    split: tuple[str, ...] = ("val", "test")
    parts: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    scale: float = 1.0
    most: int = 0

    @property
    def jobs(self) -> list[Job]:
        """What is to be measured; a part that is missing is named and skipped."""
        there = {part: folder for folder in self.data for part in parts_in(folder)}
        wanted = self.parts or sorted(there)
        for part in wanted:
            if part not in there:
                folders = " or ".join(map(str, self.data))
                logger.warning("%s is skipped: it is not in %s", part, folders)
        present = [part for part in wanted if part in there]
        twice = [part for part in present if part in self.twice]
        return [
            *(Job(there[part], part, self.scale) for part in present),
            *(Job(there[part], part, 2 * self.scale) for part in twice),
        ]

    def observe(
        self, loaded: LoadedModel, card: ModelCard, done: Set[str] = frozenset()
    ) -> Iterator[tuple[Job, Findings]]:
        """What the model says about each job whose name is not among those done."""
        oriented = can_be_measured()
        for job in self.jobs:
            samples = [] if job.name in done else self._samples(job)
            if not samples:
                continue
            findings, prober = Findings(), Prober(loaded, card, oriented)
            for sample in tqdm(samples, desc=job.name):
                prober.probe(enlarged(sample, job.scale), findings)
            yield job, findings

    def _samples(self, job: Job) -> list[Sample]:
        """Those of the splits; a part without any, or that cannot be read, is named."""
        try:
            samples = read_part(job.folder, job.part, self.split)
        except RasterError as error:
            logger.warning("%s is skipped: %s", job.part, error)
            return []
        if not samples:
            wanted = " or ".join(self.split)
            logger.warning("%s is skipped: it has no images of split %s", job.part, wanted)
            return []
        most = self.most or len(samples)
        # Parts are often sorted by what their images show.
        return samples[:: max(1, len(samples) // most)][:most]


def calibrate(
    weights: Path, examination: Examination, loaded: LoadedModel, card: ModelCard
) -> None:
    """Let scores mean what they say, and instances count from the score with the best F1.

    What is found is written beside the weights; `loaded` is left without any scale. An earlier
    calibration plays no part: scores also say how sure the mask is, so that one fitted on top of
    another would go on raising them.
    """
    loaded.model.config = loaded.model.config.uncalibrated
    # What is found of an absent category counts as wrong, or the best threshold would be rash.
    searching = replace(card, tasks=(Task.FIND,))
    by_source: dict[str, list[list[Search]]] = defaultdict(list)
    for job, found in examination.observe(loaded, searching):
        searches = found.searches + found.absent
        if searches:
            by_source[job.source].append(searches)
    scales = {source: ScoreScale.fitted(parts) for source, parts in by_source.items()}
    threshold = best_threshold(
        [
            [scales[source].scaled(item) for item in searches]
            for source, parts in by_source.items()
            for searches in parts
        ]
    )
    write_scales(weights, scales)
    set_minimum_score(weights, threshold)
    for source, scale in scales.items():
        logger.info("%s: logits scaled by %.2f and %+.2f", source, scale.slope, scale.offset)
        for category, offset in scale.of_categories.items():
            logger.info("  %s: %+.2f more", category, offset)
    logger.info("instances of %s count from %.2f now", card.name, threshold)
