"""The part of the model card that is known before anything is measured."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import Any

from backend.data.licences import licence_of
from backend.data.tasks import TRAINED_TASKS
from backend.data.vocabulary import NOUNS

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
    name: str, options: TrainingOptions, progress: Progress, mixture: Mixture
) -> dict[str, Any]:
    """What the weights are for, and what they were made from."""
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
            "data": {part: licence_of(part) for part in mixture.names},
            "shares": {part: round(share, 4) for part, share in mixture.shares.items()},
        },
    }


def remade(card: Mapping[str, Any], summaries: Iterable[str]) -> dict[str, Any]:
    """The card of weights made from others, which claims nothing that was measured of those."""
    kept = {name: value for name, value in card.items() if name != "measured"}
    return {**kept, "training": {**card["training"], "summary": " ".join(summaries)}}


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
