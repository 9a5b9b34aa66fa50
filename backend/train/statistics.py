"""Statistics of batch norms for weights that no batch has passed through, such as a mean of others.

After "update_bn" of stochastic weight averaging (arXiv 1803.05407, section 3.2): the mean of two
models has other activations than either.
"""

from __future__ import annotations

import random

import torch
from torch import nn

from backend.model.earthgptx import EarthGPTX
from backend.model.pixel_decoder import PixelDecoder

from .mixture import Mixture
from .options import TrainingOptions

BATCHES = 100


@torch.no_grad()
def renew_statistics(model: EarthGPTX, options: TrainingOptions, batches: int = BATCHES) -> None:
    """Take the statistics anew, over batches drawn as a run draws them; the model is evaluating.

    Those of the space expert stay: a run that begins from trained weights keeps them too.

    Raises:
        RasterError: the run's data hold no image, or one cannot be read.
    """
    chance = random.Random(options.seed)  # nosec B311
    torch.manual_seed(options.seed)
    device = next(model.parameters()).device
    mixture = Mixture(options.data, options.size, 1, chance, device, options.mixture)
    # A decoder of a sensor that is not there keeps what it saw.
    decoders = [*{model.decoder_of(source) for source in mixture.sources}]
    norms = _renewed(model, decoders)
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None  # the plain mean over all batches
        norm.train()
    for _ in range(batches):
        crops, _turns = mixture.draw(options.batch)
        images = model.normalised(torch.stack([crop.image for crop in crops]))
        images = images.contiguous(memory_format=torch.channels_last)
        pyramid = model.vision_experts(images).pyramid
        drawn = [model.decoder_of(crop.facts.source) for crop in crops]
        for decoder in decoders:
            own = [index for index, item in enumerate(drawn) if item is decoder]
            if own:
                decoder.features(images[own], {scale: maps[own] for scale, maps in pyramid.items()})
    model.eval()


def _renewed(model: EarthGPTX, decoders: list[PixelDecoder]) -> list[nn.BatchNorm2d]:
    kept = set(model.vision_experts.space.modules())
    return [
        module
        for part in (model.vision_experts, *decoders)
        for module in part.modules()
        if isinstance(module, nn.BatchNorm2d) and module not in kept
    ]
