"""A training run: optimiser, schedule, moving average, checkpoints to go on from."""

from __future__ import annotations

import logging
import math
import os
import random
import time
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch.nn.attention import SDPBackend, sdpa_kernel
from tqdm import tqdm
from transformers import AutoModel

from backend.data.licences import licence_of
from backend.data.tasks import TRAINED_TASKS
from backend.data.vocabulary import NOUNS
from backend.errors import WeightsError
from backend.model.checkpoint import save_checkpoint, tied_names
from backend.model.config import EarthGPTXConfig, nano, tiny
from backend.model.earthgptx import EarthGPTX
from backend.model.tokenizer import TextTokenizer
from backend.model_files import CONFIG

from .batch import Collator
from .losses import WEIGHTS, Losses
from .mixture import Mixture
from .starting_point import StartingPoint

logger = logging.getLogger(__name__)

PRESETS = {"nano": nano, "tiny": tiny}
"""Sizes that are trained here; tiny learns nothing and is there to try the way."""

SPACE_EXPERT_SHARE = 0.25
"""A pretrained backbone learns at a quarter of the rate of what starts from nothing."""
WARM_UP = 0.03
MINUTES_BETWEEN_CHECKPOINTS = 5.0
AVERAGE_DECAY = 0.998
LONGEST_STEP = 20.0
"""Seconds of one step that count: a run that was paused loses no training time."""


@dataclass(frozen=True)
class TrainingOptions:
    """What a run is told; see the command line's help."""

    data: tuple[Path, ...]
    run: Path
    preset: str
    space_expert: Path | None
    start: Path | None
    new_tokenizer: bool
    minutes: float
    rate: float
    pixel_share: float
    batch: int
    size: int
    turns: int
    device: str
    threads: int
    seed: int


class TrainingRun:
    """Owns a run's folder: `state.pt` to go on from, `weights/` to use.

    Raises:
        RasterError: the data hold nothing to train on, or an image cannot be read.
        WeightsError: the folder holds the run of another preset.
    """

    def __init__(self, options: TrainingOptions, chance: random.Random) -> None:
        self.options = options
        self.chance = chance
        self.device = torch.device(options.device)
        self.weights = options.run / "weights"
        self.mixture = Mixture(options.data, options.size, options.turns, chance, self.device)
        options.run.mkdir(parents=True, exist_ok=True)
        begun = options.run.joinpath("state.pt").exists()
        start = None if options.start is None or begun else StartingPoint.load(options.start)
        self.tokenizer = self._tokenizer(start)
        self.model = EarthGPTX(PRESETS[options.preset](self.tokenizer.size)).to(self.device)
        if start is not None:
            start.fill(self.model, Tokenizer.from_file(str(options.run / "tokenizer.json")))
        elif options.space_expert is not None:
            backbone = AutoModel.from_pretrained(  # nosec B615 (a local folder)
                options.space_expert, local_files_only=True
            )
            self.model.vision_experts.space.backbone.load_state_dict(
                backbone.state_dict(), strict=False
            )
        self.model = self.model.to(memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]
        self.optimizer = self._optimizer()
        self.average = {
            name: value.detach().clone() for name, value in self.model.state_dict().items()
        }
        self.seconds = 0.0
        self.steps = 0
        self._resume()

    def train(self) -> None:
        """Train until the run's minutes are used up; the weights of the moving average are kept."""
        options = self.options
        grid = self.model.config.image_grid**2
        collator = Collator(self.tokenizer, self.model.stride, grid, self.chance)
        losses = Losses(self.tokenizer, self.chance)
        means: dict[str, float] = {}
        next_save = self.seconds + 60 * MINUTES_BETWEEN_CHECKPOINTS
        bar = tqdm(total=round(options.minutes * 60), initial=round(self.seconds), unit="s")
        self.model.train()
        if options.space_expert or options.start:
            _keep_statistics(self.model.vision_experts.space)
        while self.seconds < options.minutes * 60:
            started = time.perf_counter()
            self._set_rates()
            batch = collator.collate(*self.mixture.draw(options.batch))
            values = self._step(losses, batch)
            spent = min(time.perf_counter() - started, LONGEST_STEP)
            self.seconds += spent
            self.steps += 1
            bar.update(spent)
            for name, value in values.items():
                means[name] = 0.98 * means.get(name, value) + 0.02 * value
            if self.steps % 50 == 0:
                shown = " ".join(f"{name} {value:.3f}" for name, value in means.items())
                bar.set_postfix_str(f"step {self.steps}")
                logger.info("step %d, %.0f s: %s", self.steps, self.seconds, shown)
            if self.seconds >= next_save:
                self.save()
                next_save = self.seconds + 60 * MINUTES_BETWEEN_CHECKPOINTS
        bar.close()
        self.save()

    def save(self) -> None:
        """Write the averaged weights, then the state to go on from: with it, all is there."""
        tied = set(tied_names(self.model.state_dict()))
        save_checkpoint(
            self.weights,
            {name: value for name, value in self.average.items() if name not in tied},
            self.model.config,
            self.tokenizer,
            card(self.model.config.name, self._summary(), self.mixture.names),
        )
        state = {
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "average": self.average,
            "seconds": self.seconds,
            "steps": self.steps,
            "torch_random": torch.get_rng_state(),
        }
        partial = self.options.run / "state.pt.partial"
        torch.save(state, partial)
        os.replace(partial, self.options.run / "state.pt")
        logger.info("saved after %d steps", self.steps)

    def _summary(self) -> str:
        options = self.options
        start = "random weights"
        if options.start is not None:
            start = f"the weights of {options.start.name}"
        elif options.space_expert is not None:
            start = f"a space expert pretrained elsewhere ({options.space_expert.name})"
        return (
            f"One stage, all sources and tasks mixed: {self.steps} steps of {options.batch} crops "
            f"of {options.size} px in {self.seconds / 60:.0f} minutes on {self.device.type}, "
            f"begun from {start}."
        )

    def _step(self, losses: Losses, batch: Any) -> dict[str, float]:
        # On a CPU the fused attention takes longer than the plain one, above all backwards.
        plain = sdpa_kernel(SDPBackend.MATH) if self.device.type == "cpu" else nullcontext()
        with plain:
            with torch.autocast(self.device.type, torch.bfloat16):
                values = losses(self.model, batch)
            total = torch.stack([WEIGHTS[name] * value for name, value in values.items()]).sum()
            self.optimizer.zero_grad(set_to_none=True)
            total.backward()
        norm = torch.nn.utils.clip_grad_norm_(self.model.parameters(), 2.0)
        if torch.isfinite(norm):
            self.optimizer.step()
            self._move_average()
        else:
            logger.warning("step %d: gradient not finite, skipped", self.steps)
        return {name: value.item() for name, value in values.items()}

    @torch.no_grad()
    def _move_average(self) -> None:
        decay = min(AVERAGE_DECAY, (1 + self.steps) / (10 + self.steps))
        for name, value in self.model.state_dict().items():
            mean = self.average[name]
            if value.is_floating_point():
                mean.lerp_(value, 1 - decay)
            else:
                mean.copy_(value)

    def _optimizer(self) -> torch.optim.Optimizer:
        experts = self.model.vision_experts
        pixels = [experts.laterals, experts.semantic_lateral, experts.fuse, experts.semantic]
        pixels.append(self.model.pixel_decoder)
        share = self.options.pixel_share
        groups = [
            _group([experts.space], SPACE_EXPERT_SHARE * share),
            _group(pixels, share),
        ]
        known = {id(parameter) for group in groups for parameter in group["params"]}
        others = [p for p in self.model.parameters() if id(p) not in known and p.requires_grad]
        groups.append({"params": others, "share": 1.0})
        return torch.optim.AdamW(groups, lr=self.options.rate, weight_decay=0.02, betas=(0.9, 0.98))

    def _set_rates(self) -> None:
        """Warm-up and cosine over the run's time, so that any machine ends it annealed."""
        done = min(1.0, self.seconds / (self.options.minutes * 60))
        warm = min(1.0, (done + 1e-4) / WARM_UP)
        rate = self.options.rate * warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * done)))
        for group in self.optimizer.param_groups:
            group["lr"] = rate * group["share"]

    def _tokenizer(self, start: StartingPoint | None) -> TextTokenizer:
        path = self.options.run / "tokenizer.json"
        kept = start is not None and start.knows_special_tokens and not self.options.new_tokenizer
        if start is not None and kept:
            start.tokenizer.save(str(path))
        elif not path.exists():
            texts = [text for _ in range(3) for text in self.mixture.texts(rounds=6)]
            vocabulary = PRESETS[self.options.preset]().language["vocab_size"]
            TextTokenizer.train(texts, vocabulary).save(path)
        return TextTokenizer.load(path)

    def _resume(self) -> None:
        path = self.options.run / "state.pt"
        if not path.exists():
            return
        begun = EarthGPTXConfig.load(self.weights / CONFIG).name
        if begun != self.model.config.name:
            raise WeightsError(
                f"{self.options.run} holds a run of {begun}, not of {self.model.config.name}.",
                "Name the preset it was begun with, or another folder with --run.",
            )
        state = torch.load(path, map_location=self.device, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.average = state["average"]
        self.seconds, self.steps = state["seconds"], state["steps"]
        torch.set_rng_state(state["torch_random"].cpu())
        self.chance.seed(self.options.seed + self.steps)
        logger.info("going on after %d steps", self.steps)


def _keep_statistics(pretrained: torch.nn.Module) -> None:
    """Let batch norms use what they learned: eight crops of three sensors are no statistics."""
    for layer in pretrained.modules():
        if isinstance(layer, torch.nn.BatchNorm2d):
            layer.eval()


def _group(modules: list[torch.nn.Module], share: float) -> dict[str, Any]:
    """Parameters that learn at a share of the rate."""
    parameters = [p for module in modules for p in module.parameters() if p.requires_grad]
    return {"params": parameters, "share": share}


def card(name: str, summary: str, parts: list[str]) -> dict[str, Any]:
    """The part of the model card that is known before anything is measured."""
    return {
        "name": name,
        "tasks": list(TRAINED_TASKS),
        "categories": sorted(NOUNS),
        "ground_resolution": [0.1, 10.0],
        "tile_size": 1024,
        "minimum_score": 0.3,
        "training": {"summary": summary, "data": {part: licence_of(part) for part in parts}},
    }
