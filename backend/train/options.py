"""What a training run is told, as one JSON file that is kept in the run's folder."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch

from backend.errors import TrainingOptionsError
from backend.model.config import EarthGPTXConfig, earthgptx_7b, earthgptx_13b, nano, tiny
from backend.picture.image_processor import COARSEST_STRIDE
from backend.whole_files import write_whole

PRESETS = {"nano": nano, "tiny": tiny, "7b": earthgptx_7b, "13b": earthgptx_13b}
"""Sizes by name; tiny learns nothing and is there to try the way."""

SWITCHES = ("space-expert", "semantic-expert", "mutual-understanding")
"""Parts of the model that can be switched off for an ablation."""

FREEZABLE = (
    "vision-experts",
    "prompt-encoder",
    "mutual-understanding",
    "language-model",
    "pixel-decoder",
)
"""Parts of the model that can be kept as they are while the others learn."""

_PATHS = ("run", "space_expert", "semantic_expert", "language_model", "start")


@dataclass(frozen=True)
class MixtureOptions:
    """Which parts a run learns from, and how often.

    Attributes:
        weights: part -> share of crops, in place of the one in `PART_WEIGHTS`.
        source_shares: source -> share of all crops; the weights of a source's parts are scaled to
            fill it. A source not named gets nothing; without any the weights stand as they are.
        parts: only these; all where empty.
        leave_out: never these.
        synthetic: whether scenes drawn by this project take part.
        permissive: only parts whose licences put no bounds on the weights.
    """

    weights: dict[str, float] = field(default_factory=dict)
    source_shares: dict[str, float] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    synthetic: bool = True
    permissive: bool = False


@dataclass(frozen=True)
class TrainingOptions:
    """Everything a run is told; the command line's help says what each is.

    Raises:
        TrainingOptionsError: a value that no run can have.
    """

    data: tuple[Path, ...] = ()
    run: Path = Path("runs/nano")
    preset: str = "nano"
    space_expert: Path | None = None
    semantic_expert: Path | None = None
    language_model: Path | None = None
    start: Path | None = None
    new_tokenizer: bool = False
    without: tuple[str, ...] = ()
    freeze: tuple[str, ...] = ()
    mixture: MixtureOptions = field(default_factory=MixtureOptions)
    minutes: float = 60.0
    steps: int = 0
    piece_minutes: float = 0.0
    rate: float = 1e-3
    pixel_share: float = 1.0
    language_share: float = 1.0
    batch: int = 8
    size: int = 256
    turns: int = 6
    device: str = field(default_factory=lambda: "cuda" if torch.cuda.is_available() else "cpu")
    threads: int = 1
    compile: bool = False
    seed: int = 1

    def __post_init__(self) -> None:
        if self.size < COARSEST_STRIDE or self.size % COARSEST_STRIDE:
            raise TrainingOptionsError(
                f"--size must be a multiple of {COARSEST_STRIDE}, not {self.size}."
            )
        if self.preset not in PRESETS:
            raise TrainingOptionsError(
                f"There is no preset {self.preset!r}.", f"Take one of {', '.join(PRESETS)}."
            )
        for names, known, what in (
            (self.without, SWITCHES, "switched off"),
            (self.freeze, FREEZABLE, "frozen"),
        ):
            unknown = [name for name in names if name not in known]
            if unknown:
                raise TrainingOptionsError(
                    f"{unknown[0]!r} cannot be {what}.", f"Only {', '.join(known)} can."
                )

    @property
    def weights(self) -> Path:
        """The folder of the weights to use, within that of the run."""
        return self.run / "weights"

    @property
    def model_config(self) -> EarthGPTXConfig:
        """The preset with its own number of tokens."""
        return PRESETS[self.preset]()

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> TrainingOptions:
        """The inverse of dataclasses.asdict after a trip through JSON.

        Raises:
            TrainingOptionsError: a name that is no option, or a value that no run can have.
        """
        values = dict(values)
        mixture = dict(values.pop("mixture", {}))
        for kind, given in ((cls, values), (MixtureOptions, mixture)):
            known = {item.name for item in dataclasses.fields(kind)}
            unknown = sorted(given.keys() - known)
            if unknown:
                raise TrainingOptionsError(
                    f"{unknown[0]!r} is no training option.",
                    f"Known are {', '.join(sorted(known))}.",
                )
        for name in _PATHS:
            if values.get(name) is not None:
                values[name] = Path(values[name])
        for name in ("parts", "leave_out"):
            mixture[name] = tuple(mixture.get(name, ()))
        values["data"] = tuple(Path(folder) for folder in values.get("data", ()))
        for name in ("without", "freeze"):
            values[name] = tuple(values.get(name, ()))
        return cls(mixture=MixtureOptions(**mixture), **values)

    @classmethod
    def load(cls, path: Path) -> TrainingOptions:
        """Read a JSON file.

        Raises:
            TrainingOptionsError: it cannot be read, or see from_dict.
        """
        return cls.from_dict(read_options(path))

    def save(self, path: Path) -> None:
        """Write the JSON file."""
        write_whole(path, json.dumps(dataclasses.asdict(self), indent=2, default=str) + "\n")


def read_options(path: Path) -> dict[str, Any]:
    """The values of a JSON file of options.

    Raises:
        TrainingOptionsError: it cannot be read.
    """
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise TrainingOptionsError(
            f"The options in {path} cannot be read: {error}", "Give a JSON file with --config."
        ) from error
    if not isinstance(values, dict):
        raise TrainingOptionsError(f"{path} holds no JSON object.", "See docs/training.md.")
    return values
