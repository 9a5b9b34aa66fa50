"""What the model is told off for: words, centres, covers, boxes and masks, in one sum."""

from __future__ import annotations

import random
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from backend.model.earthgptx import EarthGPTX, SeenTiles, Understanding
from backend.model.pixel_decoder import FINER, Anchors, PhraseQuery
from backend.model.prompt_encoder import PROMPT_SHAPES
from backend.model.special_tokens import IMAGE, MARK
from backend.model.tokenizer import TextTokenizer

from .batch import NO_LABEL, Batch, segment_positions
from .loss_functions import box_loss, box_masks, centre_heat, cover_loss, focal_loss, mask_loss

SMALLEST_USABLE_OVERLAP = 0.3
SHAPES_WITH_BOX = [PROMPT_SHAPES.index("box"), PROMPT_SHAPES.index("polygon")]
MOST_INSTANCES = 24
"""Found instances that get a mask loss in one step; marked ones always do."""
BOX_PLACES = 4
"""Places on each instance from which its box must be told."""
WEIGHTS = {
    "words": 1.0,
    "centre": 1.0,
    "cover": 1.0,
    "is_cover": 0.2,
    "box": 1.0,
    "mask": 3.0,
    "readout": 0.5,
}


@dataclass(frozen=True)
class Chosen:
    """Instances that get box and mask losses, as indices into InstanceTargets, and their place.

    Attributes:
        places: (M, BOX_PLACES, 2) x, y in cells, on the object.
        mask: (M, FINER * h, FINER * w) covered fraction; where only the box is known, the box.
    """

    index: Tensor
    places: Tensor
    mask: Tensor


class Losses:
    """Computes the losses of a batch."""

    def __init__(self, tokenizer: TextTokenizer, chance: random.Random) -> None:
        self.tokenizer = tokenizer
        self.chance = chance

    def __call__(self, model: EarthGPTX, batch: Batch) -> dict[str, Tensor]:
        """Every loss by name, unweighted."""
        images = model.normalised(batch.images).contiguous(memory_format=torch.channels_last)
        vision = model.vision_experts(images)
        given = model.understand(vision, batch.prompts)
        order = torch.arange(len(batch.prompts), device=batch.tokens.device)
        embeddings = model.embed(
            batch.tokens,
            self.tokenizer.special(IMAGE),
            self.tokenizer.special(MARK),
            given,
            order,
        )
        output = model.language_model(embeddings)
        logits = output.logits[:, :-1].float()
        losses = {
            "words": functional.cross_entropy(
                logits.flatten(0, 1), batch.labels[:, 1:].flatten(), ignore_index=NO_LABEL
            )
        }
        losses["readout"] = self._readout_loss(model, batch, given)
        rows, columns = segment_positions(batch, self.tokenizer)
        if len(rows):
            seen = SeenTiles(vision, model.pixel_decoder.features(images, vision.pyramid))
            query = model.pixel_decoder.phrase_query(output.hidden[rows, columns], rows)
            losses |= self._phrase_losses(model, batch, seen, query)
            if len(batch.instances.query):
                losses |= self._instance_losses(model, batch, seen, query)
        return losses

    def _readout_loss(self, model: EarthGPTX, batch: Batch, given: Understanding) -> Tensor:
        """What the head would say of a mark or an image it read directly, without context.

        Few answer tokens depend on pixels; this tells the vision side about each mark and scene.
        """
        head = model.language_model.model.get_output_embeddings()
        readings = (
            (head(given.marks), batch.mark_words),
            (head(given.image.mean(dim=1)), batch.scene_words),
        )
        # Apart, since marks are many and scenes few.
        return torch.stack([_mean_entropy(said, wanted) for said, wanted in readings]).sum()

    def _phrase_losses(
        self, model: EarthGPTX, batch: Batch, seen: SeenTiles, query: PhraseQuery
    ) -> dict[str, Tensor]:
        segments, stride = batch.segments, model.stride
        unknown = functional.max_pool2d((segments.cover < 0).float()[:, None], stride)[:, 0] > 0
        wanted = functional.avg_pool2d((segments.cover > 0).float()[:, None], stride)[:, 0]
        centre = model.pixel_decoder.centre_logits(seen.pixels, query).float()
        cover = model.pixel_decoder.cover_logits(seen.pixels, query).float()
        heat = torch.stack([centre_heat(boxes, *centre.shape[1:]) for boxes in batch.centres])
        # Where only boxes are known every cell of the cover is unknown, yet centres are not.
        only_boxes = unknown.flatten(1).all(dim=1)[:, None, None]
        ignored = (unknown & ~only_boxes) | ~segments.is_find[:, None, None]
        asked = segments.is_cover | segments.is_find
        return {
            "centre": focal_loss(centre, heat, ~ignored),
            "cover": cover_loss(cover, wanted, ~unknown),
            "is_cover": functional.binary_cross_entropy_with_logits(
                query.is_cover[asked].float(), segments.is_cover[asked].float()
            )
            if asked.any()
            else query.is_cover.sum() * 0.0,
        }

    def _instance_losses(
        self, model: EarthGPTX, batch: Batch, seen: SeenTiles, query: PhraseQuery
    ) -> dict[str, Tensor]:
        targets = batch.instances
        chosen = self._choose(batch, model.stride)
        image = query.image[targets.query[chosen.index]]
        cells = chosen.places.long()
        boxes = targets.box[chosen.index]
        predicted = torch.stack(
            [seen.pixels.boxes_at(image, *places.flip(1).T) for places in cells.unbind(1)], dim=1
        )
        box = box_loss(predicted.flatten(0, 1), boxes.repeat_interleave(BOX_PLACES, dim=0))
        drawn_in = self._drawn_in(predicted[:, 0].detach(), boxes)
        anchors = self._anchors(batch, seen, chosen, image, drawn_in)
        logits = model.pixel_decoder.instance_logits(seen.pixels, query, anchors).float()
        has_mask = targets.has_mask[chosen.index]
        return {"box": box.mean(), "mask": mask_loss(logits, chosen.mask, FINER * boxes, has_mask)}

    def _choose(self, batch: Batch, stride: int) -> Chosen:
        targets = batch.instances
        marked = (targets.mark >= 0).nonzero()[:, 0].tolist()
        found = (targets.mark < 0).nonzero()[:, 0].tolist()
        self.chance.shuffle(found)
        wanted = marked + found[:MOST_INSTANCES]
        index = torch.tensor(wanted, dtype=torch.long, device=targets.query.device)
        image = batch.segments.image[targets.query[index]]
        labels = targets.label[index]
        inside = (batch.instance_maps[image] == labels[:, None, None]).float()
        mask = functional.avg_pool2d(inside[:, None], stride // FINER)[:, 0]
        boxed = ~targets.has_mask[index]
        mask[boxed] = box_masks(FINER * targets.box[index[boxed]], *mask.shape[1:])
        return Chosen(index, self._places(mask, targets.box[index]), mask)

    def _places(self, mask: Tensor, boxes: Tensor) -> Tensor:
        """The first is the middle of the box or anywhere on the object, the others anywhere."""
        covered = functional.avg_pool2d(mask[:, None], FINER)[:, 0]
        width = covered.shape[2]
        middle = (boxes[:, :2] + boxes[:, 2:]) / 2
        weights = (covered.flatten(1) > 0.5).float() + 1e-4 * covered.flatten(1) + 1e-8
        cell = torch.multinomial(weights, BOX_PLACES, replacement=True)
        places = torch.stack([cell % width, cell // width], dim=2) + 0.5
        coin = torch.rand(len(boxes), 1, device=boxes.device) < 0.5
        places[:, 0] = torch.where(coin, middle, places[:, 0])
        return places.clamp(min=0).minimum(places.new_tensor([width, covered.shape[1]]) - 1e-3)

    def _drawn_in(self, predicted: Tensor, boxes: Tensor) -> Tensor:
        """The box each mask is drawn in: the predicted one as in use, or the true one a little off.

        A predicted box that misses most of the object teaches nothing about its mask.
        """
        size = (boxes[:, 2:] - boxes[:, :2]).clamp(min=0.5)
        noise = 0.08 * torch.randn_like(boxes)
        middle = (boxes[:, :2] + boxes[:, 2:]) / 2 + size * noise[:, :2]
        half = size / 2 * (1.0 + noise[:, 2:])
        near = torch.cat([middle - half, middle + half], dim=1)
        usable = box_loss(predicted, boxes) < 1.0 - SMALLEST_USABLE_OVERLAP
        coin = torch.rand(len(boxes), device=boxes.device) < 0.6
        return torch.where((usable & coin)[:, None], predicted.to(near.dtype), near)

    def _anchors(
        self, batch: Batch, seen: SeenTiles, chosen: Chosen, image: Tensor, boxes: Tensor
    ) -> Anchors:
        targets, shared = batch.instances, seen.pixels.shared
        mark = targets.mark[chosen.index]
        marked = mark >= 0
        cells = chosen.places[:, 0].long()
        feature = shared[image, :, cells[:, 1], cells[:, 0]]
        prompts = torch.zeros(len(mark), 2, *shared.shape[2:], device=shared.device)
        centre, half = (boxes[:, :2] + boxes[:, 2:]) / 2, (boxes[:, 2:] - boxes[:, :2]) / 2
        if marked.any():
            regions = batch.prompts.region[mark[marked]]
            prompts[marked] = torch.stack([regions, batch.prompts.negative[mark[marked]]], dim=1)
            weights = regions / regions.sum(dim=(1, 2), keepdim=True).clamp(min=1e-6)
            pooled = torch.einsum("mhw,mchw->mc", weights.to(shared.dtype), shared[image[marked]])
            feature = feature.index_put((marked.nonzero()[:, 0],), pooled)
            own = batch.anchors[mark[marked]]
            # A point or scribble has no box of its own: the predicted one stays.
            shape = batch.prompts.shape[mark[marked]]
            boxed = torch.isin(shape, shape.new_tensor(SHAPES_WITH_BOX))
            index = marked.nonzero()[:, 0][boxed]
            centre[index] = (own[boxed, :2] + own[boxed, 2:]) / 2
            half[index] = (own[boxed, 2:] - own[boxed, :2]) / 2
        return Anchors(targets.query[chosen.index], feature, centre, half, prompts)


def _mean_entropy(said: Tensor, wanted: Tensor) -> Tensor:
    """Cross-entropy over the entries that have a label; 0 where none has."""
    total = functional.cross_entropy(said.float(), wanted, ignore_index=NO_LABEL, reduction="sum")
    return total / (wanted != NO_LABEL).sum().clamp(min=1)
