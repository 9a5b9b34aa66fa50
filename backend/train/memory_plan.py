"""What a run needs of memory, known before a single weight is allocated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.autograd.graph import saved_tensors_hooks

from backend.model.config import EarthGPTXConfig
from backend.model.earthgptx import EarthGPTX

from .options import TrainingOptions

GIGABYTE = 1024**3
BYTES = {"parameters": 4, "gradients": 4, "AdamW's two moments": 8, "moving average": 4}
"""Of each parameter, in float32; all of it is sharded by FSDP."""
TOKENS_PER_TURN = 40
GPUS = (1, 2, 4, 8, 16, 32)
GPU_GIGABYTES = 80
HEADROOM = 0.9
"""Share of a GPU that may be planned for; the rest goes to fragments and kernels' scratch."""


@dataclass(frozen=True)
class Activations:
    """Bytes kept for the backward pass of one process's batch.

    Attributes:
        kept: where every tensor is kept.
        recomputed: where each layer of the language model keeps its input only.
    """

    kept: int
    recomputed: int


def memory_plan(options: TrainingOptions) -> str:
    """Markdown: parameters by part, and memory per GPU for several numbers of GPUs."""
    config = options.model_config
    with torch.device("meta"):
        model = EarthGPTX(config)
    experts = model.vision_experts
    parts: dict[str, nn.Module] = {
        f"space expert ({config.space_expert.architecture})": experts.space,
        f"semantic expert ({config.semantic_expert.architecture})": experts.semantic,
        f"language model ({config.language['model_type']})": model.language_model,
        "all the rest": model,
    }
    counts = {name: sum(p.numel() for p in part.parameters()) for name, part in parts.items()}
    total = counts["all the rest"]
    counts["all the rest"] = 2 * total - sum(counts.values())
    activations = measure_activations(model, options)
    layers = [sum(p.numel() for p in layer.parameters()) for layer in _layers(model)]
    gathered = _gathered_bytes(max(layers), total - sum(layers))
    kept, recomputed = (
        f"{number / GIGABYTE:.1f} GiB" for number in (activations.kept, activations.recomputed)
    )
    lines = [
        f"# {config.name}: {total / 1e6:,.1f} million parameters",
        "",
        "| part | million parameters |",
        "|---|---|",
        *(f"| {name} | {count / 1e6:,.1f} |" for name, count in counts.items()),
        "",
        "| kept in float32 | bytes a parameter | GiB in all |",
        "|---|---|---|",
        *(f"| {name} | {size} | {size * total / GIGABYTE:.1f} |" for name, size in BYTES.items()),
        "",
        f"Activations, with attention unfused, of {options.batch} crops of {options.size} px with "
        f"{_tokens(options, config)} tokens each, in bfloat16: {kept}, {recomputed} where the "
        "language model's layers are recomputed.",
        "",
        f"| GPUs | sharded state | gathered | activations, recomputed | in all, GiB each | "
        f"fits {GPU_GIGABYTES} GiB |",
        "|---|---|---|---|---|---|",
        *(_row(gpus, total, gathered, activations.recomputed) for gpus in GPUS),
        "",
        f"Host memory while the run begins and saves: {total * 4 / GIGABYTE:.0f} GiB in each "
        f"process, {total * sum(BYTES.values()) / GIGABYTE:.0f} GiB in the main one.",
        "",
    ]
    return "\n".join(lines)


def _gathered_bytes(layer: int, root: int) -> int:
    """What FSDP holds in full: the layer at work and the next one, all that is no layer, gradients.

    Args:
        layer, root: parameters of one layer, and of all that is in no layer.
    """
    return layer * (2 + 2 + 4) + root * (2 + 4)


def _row(gpus: int, parameters: int, gathered: int, activations: int) -> str:
    state = parameters * sum(BYTES.values()) / gpus
    gathered = 0 if gpus == 1 else gathered
    needed = (state + gathered + activations) / GIGABYTE
    fits = "yes" if needed < HEADROOM * GPU_GIGABYTES else "no"
    return (
        f"| {gpus} | {state / GIGABYTE:.1f} | {gathered / GIGABYTE:.1f} | "
        f"{activations / GIGABYTE:.1f} | {needed:.1f} | {fits} |"
    )


def measure_activations(model: EarthGPTX, options: TrainingOptions) -> Activations:
    """Run the two large parts of a model on the meta device and count what autograd keeps."""
    model = model.to(torch.bfloat16)
    config, batch, size = model.config, options.batch, options.size
    tokens, width = _tokens(options, config), model.language_model.width
    images = torch.empty(batch, 3, size, size, device="meta", dtype=torch.bfloat16)
    words = torch.empty(batch, tokens, width, device="meta", dtype=torch.bfloat16)
    # A whole mask is taken as it is; a shorter one would be looked into, and has nothing in it.
    mask = torch.empty(batch, 1, tokens, tokens, device="meta", dtype=torch.bfloat16)
    seen = _saved_bytes(model, lambda: model.vision_experts(images).finest)
    spoken = _saved_bytes(model, lambda: model.language_model(words, mask).logits)
    logits = batch * tokens * config.language["vocab_size"] * 4
    layers = len(_layers(model))
    inputs = layers * words.numel() * words.element_size()
    return Activations(seen + spoken + logits, seen + inputs + spoken // layers + logits)


def _saved_bytes(model: nn.Module, run: Callable[[], Tensor]) -> int:
    """Bytes autograd keeps of a forward pass, the model's own left out, each storage once."""
    # Storages are held: a freed one's address would be given away again.
    own = [tensor.untyped_storage() for tensor in (*model.parameters(), *model.buffers())]
    saved: dict[int, torch.UntypedStorage] = {}

    def keep(tensor: Tensor) -> Tensor:
        storage = tensor.untyped_storage()
        saved[id(storage)] = storage
        return tensor

    with saved_tensors_hooks(keep, lambda tensor: tensor):
        output = run()
    del output
    for storage in own:
        saved.pop(id(storage), None)
    return sum(storage.nbytes() for storage in saved.values())


def _layers(model: EarthGPTX) -> list[nn.Module]:
    """The repeated layers of the language model, each a unit of FSDP."""
    lists = [m for m in model.language_model.modules() if isinstance(m, nn.ModuleList)]
    return list(max(lists, key=len))


def _tokens(options: TrainingOptions, config: EarthGPTXConfig) -> int:
    return config.image_grid**2 + options.turns * TOKENS_PER_TURN
