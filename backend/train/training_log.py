"""What a run writes down as it goes: log.jsonl, TensorBoard's files where installed, curves."""

from __future__ import annotations

import json
import logging
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from torch import Tensor

from backend.whole_files import write_whole

from .curves import draw_curves
from .schedule import Progress

logger = logging.getLogger(__name__)

LOG, CURVES, TENSORBOARD = "log.jsonl", "curves.png", "tensorboard"


class TrainingLog:
    """Means over the steps since the last line; one line for every `every` steps."""

    def __init__(self, folder: Path, progress: Progress, every: int = 50) -> None:
        self.folder = folder
        self.every = every
        self._sums: dict[str, Tensor] = {}
        self._counts: dict[str, int] = defaultdict(int)
        self._images = 0
        self._since = time.perf_counter()
        self._steps = 0
        self._board = _tensorboard(folder / TENSORBOARD, progress.steps)
        self._forget_after(progress.steps)

    def add(self, losses: dict[str, Tensor], images: int, progress: Progress, rate: float) -> None:
        """One step's losses, left on their device until a line is due."""
        for name, value in losses.items():
            self._sums[name] = self._sums[name] + value if name in self._sums else value
            self._counts[name] += 1
        self._images += images
        self._steps += 1
        if progress.steps % self.every == 0:
            self.write(progress, rate)

    def write(self, progress: Progress, rate: float) -> None:
        """The line that is due, nothing where no step came since the last."""
        if not self._steps:
            return
        spent = time.perf_counter() - self._since
        losses = {name: total.item() / self._counts[name] for name, total in self._sums.items()}
        line: dict[str, Any] = {
            "step": progress.steps,
            "seconds": round(progress.seconds, 3),
            "rate": rate,
            "seconds_per_step": spent / self._steps,
            "images_per_second": self._images / spent,
            "losses": losses,
        }
        with (self.folder / LOG).open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        shown = " ".join(f"{name} {value:.3f}" for name, value in losses.items())
        logger.info("step %d, %.0f s: %s", progress.steps, progress.seconds, shown)
        if self._board is not None:
            for name, value in losses.items():
                self._board.add_scalar(f"loss/{name}", value, progress.steps)
            for name in ("rate", "seconds_per_step", "images_per_second"):
                self._board.add_scalar(name, line[name], progress.steps)
            self._board.flush()
        self._sums, self._counts = {}, defaultdict(int)
        self._images = self._steps = 0
        self._since = time.perf_counter()

    def draw(self) -> None:
        """Draw the curves anew."""
        lines = read_log(self.folder)
        if lines:
            draw_curves(lines, self.folder / CURVES)

    def _forget_after(self, steps: int) -> None:
        """Lines of steps that were lost with a stopped process are written again."""
        lines = read_log(self.folder)
        kept = [line for line in lines if line["step"] <= steps]
        if len(kept) < len(lines):
            text = "".join(json.dumps(line) + "\n" for line in kept)
            write_whole(self.folder / LOG, text)


def read_log(folder: Path) -> list[dict[str, Any]]:
    """All lines of a run's log."""
    path = folder / LOG
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _tensorboard(folder: Path, steps: int) -> Any:
    """A writer, None where the package is not installed."""
    try:
        from torch.utils.tensorboard import SummaryWriter
    except ImportError:
        logger.info("tensorboard is not installed: the log is %s alone", LOG)
        return None
    return SummaryWriter(str(folder), purge_step=steps + 1)
