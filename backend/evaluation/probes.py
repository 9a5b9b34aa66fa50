"""Which questions a model is asked about a sample: those of the tasks it was trained for."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Sequence

from backend.data.sample import Sample
from backend.loaded_model import LoadedModel
from earthgptx_qgis.wire.messages import ModelCard

from .findings import Findings
from .mark_probes import (
    probe_classes,
    probe_descriptions,
    probe_outlines,
    probe_relations,
    probe_summaries,
)
from .observer import Observer
from .search_probes import (
    probe_count,
    probe_covers,
    probe_find,
    probe_grounded_description,
    probe_locate,
)
from .subject import Subject
from .word_probes import probe_caption, probe_presence, probe_scene
from .wording_probes import probe_wordings

logger = logging.getLogger(__name__)

Probe = Callable[[Subject, Findings], None]
PROBES: Sequence[tuple[str, Probe]] = (
    ("classify marks", probe_classes),
    ("outline", probe_outlines),
    ("describe marks", probe_descriptions),
    ("relate marks", probe_relations),
    ("summarise marks", probe_summaries),
    ("find", probe_find),
    ("find", probe_covers),
    ("count", probe_count),
    ("locate", probe_locate),
    ("grounded description", probe_grounded_description),
    ("classify scene", probe_scene),
    ("describe", probe_caption),
    ("answer", probe_presence),
)
"""By the task each asks for."""


class Prober:
    """Asks one model, with a random generator of its own."""

    def __init__(self, loaded: LoadedModel, card: ModelCard, oriented: bool, seed: int = 0) -> None:
        self._loaded, self._card, self._oriented = loaded, card, oriented
        self._threshold = card.minimum_score
        self._tasks = tuple(task.value for task in card.tasks)
        self._chance = random.Random(seed)  # nosec B311

    def probe(self, sample: Sample, findings: Findings) -> None:
        """Everything about one sample."""
        observer = Observer(self._loaded, sample, self._card)
        subject = Subject(observer, sample, self._threshold, self._oriented, self._chance)
        for task, probe in PROBES:
            if task in self._tasks:
                probe(subject, findings)
        probe_wordings(subject, self._tasks, findings)


def name_untrained_tasks(card: ModelCard) -> None:
    """A line in the log for every task that is left out."""
    trained = {task.value for task in card.tasks}
    for task in dict.fromkeys(task for task, _ in PROBES):
        if task not in trained:
            logger.warning("%s is left out: %s was not trained for it", task, card.name)
