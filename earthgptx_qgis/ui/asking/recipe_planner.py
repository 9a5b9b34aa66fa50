"""From a recipe, a raster and the map to an AskPlan."""

from __future__ import annotations

from typing import List, Optional

from qgis.core import QgsRasterLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QCoreApplication

from ...canvas.view_extent import view_extent
from ...results.recipe import Recipe
from ...wire.messages import ModelCard
from ..source.view_plan import plan_view, resolution_now, tiles_of_view, view_text
from .ask_plan import AskPlan, TilePlan


def plan_recipe(
    recipe: Recipe, layer: QgsRasterLayer, canvas: QgsMapCanvas, model: Optional[ModelCard]
) -> AskPlan:
    """The recipe asked about what the map shows of a layer.

    Args:
        model: the one that is loaded, as far as that is known: the answer says where it is another
            one than the recipe's.

    Raises:
        TileError: nothing of the layer is in view.
    """
    notes: List[str] = []
    if model is not None and model.weights_sha256 != recipe.weights_sha256:
        text = QCoreApplication.translate(
            "RecipePlanner",
            "The recipe was made with {then}; {now} with other weights answers now.",
        )
        notes.append(text.format(then=recipe.model, now=model.name))
    extent = view_extent(canvas, layer)
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
