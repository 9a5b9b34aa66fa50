"""Recipes: what was asked, kept with the result layer, so that it can be asked of another raster.

A layer may come from anyone: what is read from it is checked value by value, and none of it is a
command, a path or a setting of this computer.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from typing import Any, Dict, Optional, Sequence, Tuple

from qgis.core import QgsMapLayer

from ..plain_text import plain
from ..wire.messages import SourceKind, Task
from .provenance import PROPERTY_PREFIX, AnswerContext

_LOG = logging.getLogger(__name__)

_PROPERTY = PROPERTY_PREFIX + "recipes"
_VERSION = 1
_MOST_RECIPES = 50
_MOST_CHARACTERS = 200_000
_LONGEST_QUESTION = 4000
_LONGEST_NAME = 200
_TILE_SIZES = range(64, 4097)


@dataclass(frozen=True)
class Recipe:
    """One question and all that an answer to it depends on but the raster.

    Attributes:
        model, weights_sha256: what answered then; whatever is loaded answers when it is run again.
        minimum_score: 0..1.
        tile_size: longest side in pixels of what is sent with the question.
    """

    task: Task
    question: str
    source_kind: SourceKind
    model: str
    weights_sha256: str
    minimum_score: float
    tile_size: int


def recipe_of(context: AnswerContext) -> Optional[Recipe]:
    """How to ask the same again; None where marks were asked about, which lie on one raster."""
    if context.task.needs_marks or context.tile_size not in _TILE_SIZES:
        return None
    return Recipe(
        task=context.task,
        question=plain(context.question, _LONGEST_QUESTION),
        source_kind=SourceKind(context.source_kind),
        model=context.model,
        weights_sha256=context.weights_sha256,
        minimum_score=context.minimum_score,
        tile_size=context.tile_size,
    )


def recipes_of(layer: QgsMapLayer) -> Tuple[Recipe, ...]:
    """The recipes kept with a layer, the latest first; what in there is none is left out."""
    text = layer.customProperty(_PROPERTY, "")
    if not isinstance(text, str) or not text:
        return ()
    if len(text) > _MOST_CHARACTERS:
        _LOG.warning("the recipes of %s are too long to be read", layer.name())
        return ()
    try:
        held = json.loads(text)
        entries = held["recipes"] if held["version"] == _VERSION else []
        return tuple(_recipe(entry) for entry in entries[:_MOST_RECIPES])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        _LOG.warning("the recipes of %s cannot be read: %s", layer.name(), error)
        return ()


def keep_recipe(layer: QgsMapLayer, context: AnswerContext) -> None:
    """Keep with a layer how one of its answers came about, if that can be asked again."""
    recipe = recipe_of(context)
    if recipe is not None:
        add_recipes(layer, [recipe])


def add_recipes(layer: QgsMapLayer, recipes: Sequence[Recipe]) -> None:
    """Keep recipes with a layer, before those it has; none is kept twice."""
    kept = list(dict.fromkeys([*recipes, *recipes_of(layer)]))[:_MOST_RECIPES]
    entries = [_as_dict(recipe) for recipe in kept]
    text = json.dumps({"version": _VERSION, "recipes": entries}, ensure_ascii=False)
    layer.setCustomProperty(_PROPERTY, text)


def _as_dict(recipe: Recipe) -> Dict[str, Any]:
    values: Dict[str, Any] = dict(vars(recipe))
    return {**values, "task": recipe.task.value, "source_kind": recipe.source_kind.value}


def _recipe(entry: Any) -> Recipe:
    task = Task(entry["task"])
    score, tile_size = entry["minimum_score"], entry["tile_size"]
    if task.needs_marks or tile_size not in _TILE_SIZES:
        raise ValueError(f"no recipe: {task.value}, tiles of {tile_size}")
    if isinstance(score, bool) or not isinstance(score, (int, float)) or not 0.0 <= score <= 1.0:
        raise ValueError("a score is not between 0 and 1")
    return Recipe(
        task=task,
        question=_text(entry["question"], _LONGEST_QUESTION),
        source_kind=SourceKind(entry["source_kind"]),
        model=_text(entry["model"], _LONGEST_NAME),
        weights_sha256=_text(entry["weights_sha256"], _LONGEST_NAME),
        minimum_score=float(score),
        tile_size=int(tile_size),
    )


def _text(value: Any, longest: int) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a {type(value).__name__} where a text belongs")
    return plain(value, longest)
