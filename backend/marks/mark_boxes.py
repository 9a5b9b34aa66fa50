"""The boxes of marked objects in tile pixels: as drawn, or around the outline of what is marked."""

from __future__ import annotations

from backend.data.mark_questions import ONE_MARK
from backend.data.places import Box
from backend.language.dialogue import Dialogue
from backend.masks.grounding import outline_marks
from backend.model.prompt_encoder import PROMPT_SHAPES, PromptBatch
from backend.picture.image_processor import Picture

_BOXLESS = frozenset({"point", "scribble"})


def drawn_boxes(prompts: PromptBatch, picture: Picture) -> list[Box]:
    """x_min, y_min, x_max, y_max in tile pixels of what was drawn."""
    height, width = picture.pixels.shape[1:]
    extent = prompts.box.new_tensor([width, height, width, height]) / picture.enlarged
    boxes = prompts.box * extent
    return [(box[0], box[1], box[2], box[3]) for box in boxes.tolist()]


def boxes_of_marks(dialogue: Dialogue) -> list[Box]:
    """x_min, y_min, x_max, y_max in tile pixels of every mark that a dialogue is about.

    A box or polygon is taken as it was drawn; a point or scribble says where an object is, not
    how large, so the object is outlined.
    """
    sight, prompts = dialogue.sight, dialogue.prompts
    boxes = drawn_boxes(prompts, sight.picture)
    shapes = [PROMPT_SHAPES[index] for index in prompts.shape.tolist()]
    if _BOXLESS.isdisjoint(shapes):
        return boxes
    readings = dialogue.read_marks(ONE_MARK["outline"], "outline")
    states = [reading.hidden for reading in readings]
    drawn = outline_marks(sight, prompts, states)
    return [
        instance.box if instance is not None and shape in _BOXLESS else box
        for box, shape, instance in zip(boxes, shapes, drawn, strict=True)
    ]
