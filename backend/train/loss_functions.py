"""The losses' formulas on plain tensors, and the maps they compare with.

Maps are at the finest stride, positions in its cells, boxes as corners x_min, y_min, x_max, y_max.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional


def centre_heat(boxes: Tensor, height: int, width: int) -> Tensor:
    """(h, w): 1 at the cell of every centre, falling off with the box's size."""
    if not len(boxes):
        return boxes.new_zeros(height, width)
    size = (boxes[:, 2:] - boxes[:, :2]).clamp(min=1.0)
    sigma = (size / 8).clamp(min=0.6)
    cell = ((boxes[:, :2] + boxes[:, 2:]) / 2).floor()
    cell[:, 0].clamp_(0, width - 1)
    cell[:, 1].clamp_(0, height - 1)
    columns, rows = (torch.arange(length, device=boxes.device) for length in (width, height))
    x = torch.exp(-((columns[None] - cell[:, :1]) ** 2) / (2 * sigma[:, :1] ** 2))
    y = torch.exp(-((rows[None] - cell[:, 1:]) ** 2) / (2 * sigma[:, 1:] ** 2))
    return (y[:, :, None] * x[:, None, :]).amax(dim=0)


def focal_loss(logits: Tensor, heat: Tensor, counts: Tensor) -> Tensor:
    """Penalty-reduced focal loss of CornerNet and CenterNet (arXiv 1904.07850, equation 1)."""
    probability = logits.sigmoid()
    is_centre = heat > 0.999
    positive = -functional.logsigmoid(logits) * (1 - probability) ** 2
    negative = -functional.logsigmoid(-logits) * probability**2 * (1 - heat) ** 4
    loss = torch.where(is_centre, positive, negative) * counts
    return loss.sum() / (is_centre & counts).sum().clamp(min=4)


def cover_loss(logits: Tensor, wanted: Tensor, known: Tensor) -> Tensor:
    """Cross-entropy and Dice over the known cells of the queries that have any."""
    usable = known.flatten(1).any(dim=1)
    if not usable.any():
        return logits.sum() * 0.0
    logits, wanted, known = logits[usable], wanted[usable], known[usable].float()
    entropy = functional.binary_cross_entropy_with_logits(logits, wanted, reduction="none")
    entropy = (entropy * known).sum(dim=(1, 2)) / known.sum(dim=(1, 2))
    dice = dice_loss(logits.sigmoid() * known, wanted * known)
    # Dice says nothing where nothing is wanted.
    there = (wanted * known).sum(dim=(1, 2)) > 0.5
    return entropy.mean() + (dice * there).sum() / there.sum().clamp(min=1)


def dice_loss(probability: Tensor, wanted: Tensor) -> Tensor:
    """1 - Dice over the last two dimensions, (M,)."""
    both = (probability * wanted).sum(dim=(-2, -1))
    either = (probability**2).sum(dim=(-2, -1)) + (wanted**2).sum(dim=(-2, -1))
    return 1 - (2 * both + 0.5) / (either + 0.5)


def box_loss(predicted: Tensor, wanted: Tensor) -> Tensor:
    """1 - generalised IoU (arXiv 1902.09630), (M,), boxes as corners."""
    low = torch.maximum(predicted[:, :2], wanted[:, :2])
    high = torch.minimum(predicted[:, 2:], wanted[:, 2:])
    both = (high - low).clamp(min=0).prod(dim=1)
    areas = [(box[:, 2:] - box[:, :2]).clamp(min=0).prod(dim=1) for box in (predicted, wanted)]
    either = areas[0] + areas[1] - both
    hull_low = torch.minimum(predicted[:, :2], wanted[:, :2])
    hull_high = torch.maximum(predicted[:, 2:], wanted[:, 2:])
    hull = (hull_high - hull_low).clamp(min=0).prod(dim=1).clamp(min=1e-6)
    return 1 - both / either.clamp(min=1e-6) + (hull - either) / hull


def box_masks(boxes: Tensor, height: int, width: int, grow: float = 0.0) -> Tensor:
    """(M, h, w) 1 inside each box, grown by a share of its size on every side."""
    size = (boxes[:, 2:] - boxes[:, :2]).clamp(min=2.0) * grow
    low, high = boxes[:, :2] - size, boxes[:, 2:] + size
    xs, ys = (torch.arange(length, device=boxes.device) + 0.5 for length in (width, height))
    x = (xs[None] >= low[:, :1].floor()) & (xs[None] <= high[:, :1].ceil())
    y = (ys[None] >= low[:, 1:].floor()) & (ys[None] <= high[:, 1:].ceil())
    return (y[:, :, None] & x[:, None, :]).float()


def mask_loss(logits: Tensor, mask: Tensor, boxes: Tensor, has_mask: Tensor) -> Tensor:
    """Dice and cross-entropy near the box; where only a box is known, its projections.

    The projection loss is that of BoxInst (arXiv 2012.02310): the mask's highest value in each
    column and row must be that of the box.
    """
    window = box_masks(boxes, *mask.shape[1:], grow=0.5)
    probability = logits.sigmoid() * window
    entropy = functional.binary_cross_entropy_with_logits(logits, mask, reduction="none")
    entropy = (entropy * window).sum(dim=(1, 2)) / window.sum(dim=(1, 2))
    exact = dice_loss(probability, mask) + entropy
    projected = sum(
        dice_loss(probability.amax(dim=side)[:, None], mask.amax(dim=side)[:, None])
        for side in (1, 2)
    )
    return torch.where(has_mask, exact, 0.5 * projected).mean()
