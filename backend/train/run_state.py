"""`state.pt`: all a run needs to go on as if it had never stopped.

Model and optimiser are gathered whole, so that a run may go on with another number of processes.
Random numbers need no place in it: those of a step follow from the seed, the process and the step.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import torch
from accelerate import Accelerator
from torch import Tensor, nn
from torch.distributed.checkpoint.state_dict import (
    StateDictOptions,
    get_model_state_dict,
    get_optimizer_state_dict,
    set_model_state_dict,
    set_optimizer_state_dict,
)

from .moving_average import MovingAverage
from .schedule import Progress

STATE = "state.pt"
WHOLE = StateDictOptions(full_state_dict=True, cpu_offload=True)


def averaged_weights(model: nn.Module, average: MovingAverage) -> dict[str, Tensor]:
    """Every averaged tensor by name, in full; every process must call this.

    Where a model is sharded, processes other than the main one get nothing.
    """
    with average.in_place():
        weights: dict[str, Any] = get_model_state_dict(model, options=WHOLE)
        # In a single process on a CPU these are the model's own tensors.
        return {name: tensor.clone() for name, tensor in weights.items()}


def save_state(
    path: Path,
    accelerator: Accelerator,
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    averaged: dict[str, Tensor],
    progress: Progress,
) -> None:
    """Write the state; every process must call this, the main one writes."""
    state: dict[str, Any] = {
        "model": get_model_state_dict(model, options=WHOLE),
        "optimizer": get_optimizer_state_dict(model, optimizer, options=WHOLE),
        "average": averaged,
        "steps": progress.steps,
        "seconds": progress.seconds,
    }
    if accelerator.is_main_process:
        partial = path.with_name(f"{path.name}.partial")
        torch.save(state, partial)
        os.replace(partial, path)
    accelerator.wait_for_everyone()


def load_state(
    path: Path, model: nn.Module, optimizer: torch.optim.Optimizer, average: MovingAverage
) -> Progress:
    """Put a state back; every process reads it."""
    state = torch.load(path, map_location="cpu", weights_only=True, mmap=True)
    # Not strict: a parameter that never had a gradient has no moments, and keeps none.
    options = StateDictOptions(full_state_dict=True, strict=False)
    set_model_state_dict(model, state["average"], options=options)
    average.restart()
    set_model_state_dict(model, state["model"], options=options)
    set_optimizer_state_dict(model, optimizer, state["optimizer"], options=options)
    for name, parameter in model.named_parameters():
        if name not in state["optimizer"]["state"]:
            optimizer.state.pop(parameter, None)
    return Progress(state["steps"], state["seconds"])
