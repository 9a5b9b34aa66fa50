"""A training run: its folder, its steps, and where it goes on from."""

from __future__ import annotations

import logging
import math
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import torch
from accelerate import Accelerator, DistributedDataParallelKwargs
from torch import Tensor, nn
from torch.nn.attention import SDPBackend, sdpa_kernel
from tqdm import tqdm

from backend.model.checkpoint import save_checkpoint, tied_names
from backend.model.earthgptx import EarthGPTX

from .assembly import assemble
from .batch import Batch, Collator
from .card import card, inherited_data
from .losses import WEIGHTS, Losses
from .mixture import Mixture
from .moving_average import MovingAverage
from .options import TrainingOptions
from .run_state import STATE, averaged_weights, load_state, save_state
from .schedule import Progress, Schedule, optimizer_for, set_rate
from .switches import freeze
from .training_log import TrainingLog

logger = logging.getLogger(__name__)

OPTIONS = "options.json"
MINUTES_BETWEEN_CHECKPOINTS = 5.0
LONGEST_STEP = 20.0
"""Seconds of one step that count: a run that was paused loses no training time."""
LARGEST_GRADIENT = 2.0


class Lesson(nn.Module):
    """The model with its losses as one forward pass: what several processes share the work of."""

    def __init__(self, model: EarthGPTX, losses: Losses) -> None:
        super().__init__()
        self.model = model
        self.losses = losses

    def forward(self, batch: Batch) -> dict[str, Tensor]:
        """Every loss by name, unweighted."""
        return self.losses(self.model, batch)


class TrainingRun:
    """Owns a run's folder: `state.pt` to go on from, `weights/` to use, the log and its curves.

    Every process of a run has one; only the main process writes.

    Raises:
        RasterError: the data hold nothing to train on, or an image cannot be read.
        WeightsError: the folder holds the run of another preset, or weights to begin with do not
            fit, or are for research only where the run must not be.
    """

    def __init__(self, options: TrainingOptions) -> None:
        self.options = options
        self.accelerator = Accelerator(
            cpu=options.device == "cpu",
            mixed_precision="bf16",
            # Crops without marks, boxes or scenes leave parts of the model without a gradient.
            kwargs_handlers=[DistributedDataParallelKwargs(find_unused_parameters=True)],
        )
        self.device = self.accelerator.device
        self.chance = random.Random()  # nosec B311
        self.progress = Progress()
        self._seed_step()
        self.mixture = Mixture(
            options.data, options.size, options.turns, self.chance, self.device, options.mixture
        )
        options.run.mkdir(parents=True, exist_ok=True)
        # Every process begins from the same random weights.
        torch.manual_seed(options.seed)
        self.tokenizer, model = assemble(options, self.mixture, self.accelerator)
        self.inherited = inherited_data(options)
        if self.accelerator.is_main_process:
            options.save(options.run / OPTIONS)
        self.config = model.config
        grid = self.config.image_grid**2
        self.collator = Collator(self.tokenizer, model.stride, grid, self.chance)
        self._prepare(model)
        self.schedule = Schedule(options.rate, options.minutes * 60, options.steps)
        state = options.run / STATE
        if state.exists():
            self.progress = load_state(state, self.model, self.optimizer, self.average)
            logger.info("going on after %d steps", self.progress.steps)
        self.log: TrainingLog | None = None
        if self.accelerator.is_main_process:
            self.log = TrainingLog(options.run, self.progress)
        self.stopped = False

    def _prepare(self, model: EarthGPTX) -> None:
        model.to(self.device, memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]
        options = self.options
        if options.compile:
            # Its shapes are always the same; those of words and marks never are.
            model.vision_experts.compile()
        model.train()
        if options.space_expert or options.start:
            _keep_statistics(model.vision_experts.space)
        freeze(model, options.freeze)
        optimizer = optimizer_for(model, options.rate, options.pixel_share, options.language_share)
        lesson = Lesson(model, Losses(self.tokenizer, self.chance))
        self.lesson, prepared = self.accelerator.prepare(lesson, optimizer)
        self.optimizer: torch.optim.Optimizer = prepared.optimizer
        self.model: EarthGPTX = self.accelerator.unwrap_model(self.lesson).model
        self.average = MovingAverage(self.model)

    def train(self) -> None:
        """Train to the end of the schedule, of the piece or until told to stop, and save."""
        next_save = self.progress.seconds + 60 * MINUTES_BETWEEN_CHECKPOINTS
        piece = self.options.piece_minutes * 60 or math.inf
        end_of_piece = self.progress.seconds + piece
        with self._told_to_stop(), self._bar() as bar:
            while self.schedule.done(self.progress) < 1.0 and not self.stopped:
                before = self.progress
                self.step()
                bar.update(self._advance(before))
                if self.progress.seconds >= end_of_piece:
                    self.stopped = True
                elif self.progress.seconds >= next_save:
                    self.save()
                    next_save = self.progress.seconds + 60 * MINUTES_BETWEEN_CHECKPOINTS
        self.save()

    def step(self) -> None:
        """One step: what it draws follows from the seed, the process and its number alone."""
        started = time.perf_counter()
        self._seed_step()
        rate = self.schedule.rate_at(self.progress)
        set_rate(self.optimizer, rate)
        batch = self.collator.collate(*self.mixture.draw(self.options.batch))
        with _attention(self.device):
            losses: dict[str, Tensor] = self.lesson(batch)
            total = torch.stack([WEIGHTS[name] * value for name, value in losses.items()]).sum()
            self.optimizer.zero_grad(set_to_none=True)
            self.accelerator.backward(total)
        self._learn()
        spent = self._agreed(min(time.perf_counter() - started, LONGEST_STEP))
        self.progress = Progress(self.progress.steps + 1, self.progress.seconds + spent)
        if self.log is not None:
            images = len(batch.images) * self.accelerator.num_processes
            detached = {name: value.detach() for name, value in losses.items()}
            self.log.add(detached, images, self.progress, rate)

    def save(self) -> None:
        """Write the averaged weights, then the state to go on from: with it, all is there."""
        averaged = averaged_weights(self.model, self.average)
        if self.log is not None:
            tied = set(tied_names(self.model.state_dict()))
            save_checkpoint(
                self.options.weights,
                {name: value for name, value in averaged.items() if name not in tied},
                self.config,
                self.tokenizer,
                card(self.config.name, self.options, self.progress, self.mixture, self.inherited),
            )
            self.log.write(self.progress, self.schedule.rate_at(self.progress))
            self.log.draw()
        state = self.options.run / STATE
        save_state(state, self.accelerator, self.model, self.optimizer, averaged, self.progress)
        if self.log is not None:
            logger.info("saved after %d steps", self.progress.steps)

    def _learn(self) -> None:
        norm = self.accelerator.clip_grad_norm_(self.lesson.parameters(), LARGEST_GRADIENT)
        if norm is not None and not math.isfinite(float(norm)):
            logger.warning("step %d: gradient not finite, skipped", self.progress.steps)
            return
        self.optimizer.step()
        self.average.move(self.progress.steps)

    def _seed_step(self) -> None:
        rank = self.accelerator.process_index
        self.chance.seed(f"{self.options.seed} {rank} {self.progress.steps}")
        torch.manual_seed(self.chance.getrandbits(63))

    def _agreed(self, seconds: float) -> float:
        """The longest time of all processes, and whether any was told to stop."""
        if self.accelerator.num_processes == 1:
            return seconds
        own = torch.tensor([[seconds, float(self.stopped)]], device=self.device)
        gathered: Any = self.accelerator.gather(own)
        longest, stopped = gathered.amax(dim=0).tolist()
        self.stopped = bool(stopped)
        return longest

    def _advance(self, before: Progress) -> float:
        """What the bar shows: steps or seconds."""
        if self.options.steps:
            return self.progress.steps - before.steps
        return self.progress.seconds - before.seconds

    def _bar(self) -> Any:
        by_steps = self.options.steps > 0
        return tqdm(
            total=self.options.steps or round(self.schedule.seconds),
            initial=self.progress.steps if by_steps else round(self.progress.seconds),
            unit=" steps" if by_steps else "s",
            disable=not self.accelerator.is_main_process,
        )

    @contextmanager
    def _told_to_stop(self) -> Iterator[None]:
        """A signal to end lets the step end and the run save."""

        def stop(*_: object) -> None:
            self.stopped = True

        kinds = (signal.SIGINT, signal.SIGTERM)
        before = [signal.signal(kind, stop) for kind in kinds]
        try:
            yield
        finally:
            for kind, handler in zip(kinds, before, strict=True):
                signal.signal(kind, handler)


def _keep_statistics(pretrained: nn.Module) -> None:
    """Let batch norms use what they learned: eight crops of three sensors are no statistics."""
    for layer in pretrained.modules():
        if isinstance(layer, nn.BatchNorm2d):
            layer.eval()


def _attention(device: torch.device) -> Any:
    """On a CPU plain attention is quicker than the fused one at these lengths."""
    return sdpa_kernel(SDPBackend.MATH) if device.type == "cpu" else nullcontext()
