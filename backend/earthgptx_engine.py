"""The engine that is shipped: EarthGPT-X behind the engine protocol.

Light to import and to construct: PyTorch and the weights come with the first answer or warm-up.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backend.device import choose_device, confirmed
from backend.engine import Answer
from backend.errors import OutOfMemory, TaskUnavailable, WeightsError
from backend.model_files import CARD, check_weights
from earthgptx_qgis.wire.messages import (
    Ask,
    Done,
    ModelCard,
    Progress,
    SourceKind,
    SourceResolution,
    Task,
    Timing,
)

if TYPE_CHECKING:
    from backend.answering import Answerer

SHIPPED = Path(__file__).parent / "weights" / "earthgptx-nano"


def load_engine(weights_folder: Path | None = None, device: str = "") -> EarthGPTXEngine:
    """The engine of a folder of weights, the shipped earthgptx-nano without one.

    Raises:
        WeightsError: the folder holds no readable model card, or the weights are altered.
    """
    folder = weights_folder or SHIPPED
    card = read_card(folder)
    check_weights(folder, card.weights_sha256)
    return EarthGPTXEngine(folder, card, device)


def read_card(folder: Path) -> ModelCard:
    """The model card beside the weights.

    Raises:
        WeightsError: it is missing or incomplete.
    """
    path = folder / CARD
    try:
        values: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        finest, coarsest = values["ground_resolution"]
        return ModelCard(
            name=values["name"],
            weights_sha256=values["weights_sha256"],
            tasks=tuple(Task(name) for name in values["tasks"]),
            categories=tuple(values["categories"]),
            ground_resolution=(float(finest), float(coarsest)),
            tile_size=int(values["tile_size"]),
            minimum_score=float(values["minimum_score"]),
            resolutions=tuple(
                SourceResolution(SourceKind(kind), **metres)
                for kind, metres in values.get("resolutions", {}).items()
            ),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WeightsError(
            f"The model card {path} cannot be read: {error}",
            "Install the model again or choose its folder.",
        ) from error


class EarthGPTXEngine:
    """EarthGPT-X answering one request at a time."""

    def __init__(self, folder: Path, card: ModelCard, device: str = "") -> None:
        self._folder = folder
        self._card = card
        self._device = choose_device(device)
        self._answerer: Answerer | None = None

    @property
    def card(self) -> ModelCard:
        """See Engine."""
        return self._card

    @property
    def device(self) -> tuple[str, str]:
        """See Engine."""
        return self._device

    def warm_up(self) -> None:
        """Import PyTorch and load the weights now rather than with the first question."""
        self._loaded()

    def _loaded(self) -> Answerer:
        if self._answerer is None:
            from backend.answering import Answerer
            from backend.loaded_model import LoadedModel

            self._device = confirmed(self._device)
            loaded = LoadedModel.load(self._folder, self._card.weights_sha256, self._device.name)
            self._answerer = Answerer(loaded, self._card)
        return self._answerer

    def answer(self, ask: Ask) -> Iterator[Answer]:
        """See Engine."""
        if ask.task is not Task.AUTO and ask.task not in self._card.tasks:
            known = ", ".join(task.value for task in self._card.tasks)
            raise TaskUnavailable(
                f'{self._card.name} is not trained for "{ask.task.value}".',
                f"It can do: {known}.",
            )
        started = time.perf_counter()
        if self._answerer is None:
            yield Progress(ask.request_id, 0.0, "loading the model")
        answerer = self._loaded()
        loading = Timing("loading", time.perf_counter() - started)
        try:
            for piece in answerer.answer(ask):
                if isinstance(piece, Done):
                    piece = _with_timing(piece, loading)
                yield piece
        except MemoryError as error:
            answerer.forget_tiles()
            raise OutOfMemory(
                f"The tile of {ask.tile.geobox.width} x {ask.tile.geobox.height} pixels does not "
                "fit the memory.",
                "Zoom in so that the tile becomes smaller, or close other programs.",
            ) from error


def _with_timing(done: Done, timing: Timing) -> Done:
    return replace(done, timings=(timing, *done.timings))
