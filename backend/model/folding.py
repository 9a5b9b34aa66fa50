"""Makes a trained model quick: batch normalisation disappears into the convolution before it."""

from __future__ import annotations

from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval


def fold_batch_norms(module: nn.Module) -> nn.Module:
    """Fold every BatchNorm2d that follows a Conv2d among the children of one module, in place.

    The module must be in evaluation mode; its function stays the same.
    """
    previous: tuple[str, nn.Conv2d] | None = None
    for name, child in list(module.named_children()):
        if isinstance(child, nn.BatchNorm2d) and previous is not None:
            setattr(module, previous[0], fuse_conv_bn_eval(previous[1], child))
            setattr(module, name, nn.Identity())
            previous = None
            continue
        previous = (name, child) if isinstance(child, nn.Conv2d) else None
        fold_batch_norms(child)
    return module
