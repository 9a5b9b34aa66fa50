"""The part of the model card that is known before anything is measured."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence, Set
from pathlib import Path
from typing import Any

from backend.data.licences import is_permissive, licence_of
from backend.data.tasks import TRAINED_TASKS
from backend.data.vocabulary import NOUNS
from backend.errors import WeightsError
from backend.model_files import CARD

from .mixture import Mixture
from .options import TrainingOptions
from .schedule import Progress

RESOLUTIONS = {
    # Aerial photographs of 0.3 m (UC Merced) to 6 m (reduced VHR-10), and crops of half and twice
    # that. Read finer than 0.2 m, cars of 0.1 m pixels are too large to be recognised.
    "optical": {"finest": 0.2, "coarsest": 10.0, "default": 0.3},
    # HRSID has 0.5 to 3 m, Sentinel-1 10 m.
    "sar": {"finest": 0.5, "coarsest": 10.0, "default": 3.0},
    # HIT-UAV was flown at 60 to 130 m: about 0.05 to 0.2 m.
    "infrared": {"finest": 0.05, "coarsest": 1.0, "default": 0.15},
}
"""Metres per pixel at which each kind of source is read, see wire.resolution."""


def card(
    name: str,
    options: TrainingOptions,
    progress: Progress,
    mixture: Mixture,
    inherited: Mapping[str, str],
) -> dict[str, Any]:
    """What the weights are for, and what they were made from.

    Args:
        inherited: part -> licence of what the weights it began from were trained on: they bind
            these too. Only the parts of this run have a share.
    """
    own = {part: licence_of(part) for part in mixture.names}
    return {
        "name": name,
        "tasks": list(TRAINED_TASKS),
        "categories": sorted(NOUNS),
        "ground_resolution": [0.1, 10.0],
        "resolutions": RESOLUTIONS,
        "tile_size": 1024,
        "minimum_score": 0.3,
        "training": {
            "summary": _summary(options, progress, mixture.sources),
            "data": dict(sorted({**inherited, **own}.items())),
            "shares": {part: round(share, 4) for part, share in mixture.shares.items()},
        },
    }


def inherited_data(options: TrainingOptions) -> dict[str, str]:
    """Part -> licence of what the weights were trained on that this start of a run goes on from.

    Raises:
        WeightsError: some of it is for research only, and what is made from it must not be.
    """
    folders = (options.weights, *([options.start] if options.start else ()))
    with_card = [folder for folder in folders if (folder / CARD).is_file()]
    data = merged_data([read(folder) for folder in with_card])
    bound = [part for part in data if not is_permissive(part)]
    if options.mixture.permissive and bound:
        raise WeightsError(
            f"No permissive variant can go on from {with_card[-1]}: these weights were trained on "
            f"{', '.join(bound)}, which bind what is made from them.",
            "Begin from --space-expert alone, in a new folder (--run).",
        )
    return data


def merged_data(cards: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Part -> licence of all that weights with these cards were trained on."""
    merged: dict[str, str] = {}
    for each in cards:
        merged |= each.get("training", {}).get("data", {})
    return dict(sorted(merged.items()))


def read(folder: Path) -> dict[str, Any]:
    """The whole card beside weights, for a card that is made from it.

    Raises:
        WeightsError: it is missing or damaged.
    """
    path = folder / CARD
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise WeightsError(
            f"The model card {path} cannot be read: {error}", "Give a folder of whole weights."
        ) from error


def remade(cards: Sequence[Mapping[str, Any]], summaries: Iterable[str]) -> dict[str, Any]:
    """The card of weights made from others, which claims nothing that was measured of those.

    Args:
        cards: the first one's shares are kept; the data of all are named.
    """
    kept = {name: value for name, value in cards[0].items() if name != "measured"}
    made = {"summary": " ".join(summaries), "data": merged_data(cards)}
    return {**kept, "training": {**cards[0]["training"], **made}}


def _summary(options: TrainingOptions, progress: Progress, sources: Set[str]) -> str:
    start = "random weights"
    pretrained = [
        f"{words} pretrained elsewhere ({folder.name})"
        for words, folder in (
            ("a space expert", options.space_expert),
            ("a semantic expert", options.semantic_expert),
            ("a language model", options.language_model),
        )
        if folder is not None
    ]
    if options.start is not None:
        start = f"the weights of {options.start.name}"
    elif pretrained:
        start = " and ".join(pretrained)
    mixed = "One stage, all sources and tasks mixed" if len(sources) > 1 else "All tasks"
    names = [name.replace("-", " ") for name in options.freeze]
    frozen = f"; {', '.join(names)} frozen" if names else ""
    return (
        f"{mixed}, images of {', '.join(sorted(sources))}: {progress.steps} steps of "
        f"{options.batch} crops of {options.size} px in {progress.seconds / 60:.0f} minutes on "
        f"{options.device}, begun from {start}{frozen}."
    )
