"""From a recipe, a raster and an extent of it to an AskPlan."""

from __future__ import annotations

from typing import List, Optional

from qgis.core import QgsRasterLayer, QgsRectangle
from qgis.PyQt.QtCore import QCoreApplication

from ...results.recipe import Recipe
from ...wire.messages import ModelCard
from ..source.view_plan import plan_view, resolution_now, tiles_of_view, view_text
from .ask_plan import AskPlan, TilePlan


def plan_recipe(
    recipe: Recipe, layer: QgsRasterLayer, extent: QgsRectangle, model: Optional[ModelCard]
) -> AskPlan:
    """The recipe asked about a part of a layer.

    Args:
        extent: in the layer's CRS, within the layer.
        model: the one that is loaded, as far as that is known: the answer says where it is another
            one than the recipe's.
    """
    notes: List[str] = []
    if model is not None and model.weights_sha256 != recipe.weights_sha256:
        text = QCoreApplication.translate(
            "RecipePlanner",
            "The recipe was made with {then}; {now} with other weights answers now.",
        )
        notes.append(text.format(then=recipe.model, now=model.name))
    resolution = resolution_now(layer, recipe.source_kind, model)
    view = plan_view(layer, extent, recipe.task, resolution, recipe.tile_size)
    notes += filter(None, [view_text(view, recipe.task)])
    is_whole = len(view.windows) == 1
    tiles = [TilePlan(extent, recipe.tile_size)] if is_whole else tiles_of_view(view)
    return AskPlan(
        layer_id=layer.id(),
        layer_name=layer.name(),
        source_kind=recipe.source_kind,
        task=recipe.task,
        question=recipe.question,
        tiles=tuple(tiles),
        minimum_score=recipe.minimum_score,
        notes=tuple(notes),
        resolution=resolution,
        grid=None if is_whole else view.grid,
    )
