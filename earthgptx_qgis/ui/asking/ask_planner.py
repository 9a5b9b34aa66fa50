"""From what the dock and the map show to an AskPlan, or to a refusal that says what is missing."""

from __future__ import annotations

from typing import List, Optional, Sequence, Tuple

from qgis.core import QgsProject, QgsRasterLayer, QgsRectangle
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QCoreApplication

from ...canvas.prompts import MapMark, SkippedFeature
from ...canvas.selected_features import MARKS_PER_BATCH, plan_batches
from ...canvas.unreadable import check_source, named_if_unreadable
from ...canvas.view_extent import view_extent
from ...errors import AskRefused
from ...settings import FEATURE_MARGIN, TILE_SIZE
from ...wire.messages import ModelCard, Task
from ...wire.resolution import SourceResolution
from ..source.marks_of_task import OF_EACH_FEATURE, marked_part, marks_of_task, marks_on_view
from ..source.source_panel import SourcePanel
from ..source.view_plan import ViewPlan, plan_view, resolution_now, tiles_of_view, view_text
from ..widgets.task_texts import task_label
from .ask_plan import AskPlan, TilePlan


def plan_ask(
    source: SourcePanel,
    question: str,
    marks: Tuple[MapMark, ...],
    canvas: QgsMapCanvas,
    minimum_score: Optional[float],
    model: Optional[ModelCard] = None,
) -> AskPlan:
    """What pressing Ask means now.

    Args:
        model: the one that is loaded; None while that is not known, and the layer is read in its
            own pixels.

    Raises:
        AskRefused: a layer, a word or a mark is missing.
        TileError: nothing of the layer is in view, or it cannot be read.
    """
    layer = check_layer(source.layer)
    check_source(layer)
    with named_if_unreadable(layer.name()):
        return _plan(layer, source, question, marks, canvas, minimum_score, model)


def _plan(
    layer: QgsRasterLayer,
    source: SourcePanel,
    question: str,
    marks: Tuple[MapMark, ...],
    canvas: QgsMapCanvas,
    minimum_score: Optional[float],
    model: Optional[ModelCard],
) -> AskPlan:
    task = source.task
    _check_words(task, question, marks)
    marks = marks_of_task(task, marks)
    resolution = resolution_now(layer, source.source_kind, model)
    notes: List[str] = []
    tiles: List[TilePlan] = []
    view: Optional[ViewPlan] = None
    if task in OF_EACH_FEATURE:
        of_features = [mark for mark in marks if mark.layer_id]
        tiles = _tiles_of_features(of_features, layer, task, resolution, notes)
        marks = marks_on_view(task, marks)
    if marks or not (tiles or notes):
        extent = view_extent(canvas, layer)
        marked = marked_part(task, marks, layer, extent)
        view = plan_view(layer, extent, task, resolution, TILE_SIZE.get(), marked)
        notes += filter(None, [view_text(view, task)])
        tiles = [*_tiles_on_view(view, extent, marks), *tiles]
    if not tiles:
        raise AskRefused(_tr("None of the selected features can be asked about."), " ".join(notes))
    return AskPlan(
        layer_id=layer.id(),
        layer_name=layer.name(),
        source_kind=source.source_kind,
        task=task,
        question=question,
        tiles=tuple(tiles),
        minimum_score=minimum_score,
        notes=tuple(notes),
        resolution=resolution,
        grid=view.grid if view and len(view.windows) > 1 else None,
    )


def check_layer(layer: Optional[QgsRasterLayer]) -> QgsRasterLayer:
    """The layer, if there is one.

    Raises:
        AskRefused: there is none, or none any more.
    """
    if layer is None:
        raise AskRefused(
            _tr("There is no raster layer to ask about."),
            _tr("Add one to the project, for instance by dropping a GeoTIFF on the map."),
        )
    return layer


def _check_words(task: Task, question: str, marks: Sequence[MapMark]) -> None:
    if task.needs_question and not question:
        other = task_label(Task.CLASSIFY_MARKS if marks else Task.DESCRIBE)
        raise AskRefused(
            _tr("The question is empty."),
            _tr("Type one, or choose a task that needs none, such as “{}”.").format(other),
        )
    needed = 2 if task is Task.RELATE_MARKS else 1
    if task.needs_marks and len(marks) < needed:
        text = _tr("“{}” needs two marks.") if needed == 2 else _tr("“{}” needs a mark.")
        raise AskRefused(
            text.format(task_label(task)),
            _tr("Mark something with one of the tools, or use the selected features."),
        )


def _tiles_on_view(
    view: ViewPlan, extent: QgsRectangle, marks: Tuple[MapMark, ...]
) -> List[TilePlan]:
    """The several tiles of a view, or the one that its marks are asked about in."""
    if len(view.windows) > 1:
        return tiles_of_view(view)
    part = extent if view.is_whole else view.extent(view.windows[0])
    return [TilePlan(part, TILE_SIZE.get(), marks)]


def _tiles_of_features(
    marks: Sequence[MapMark],
    raster: QgsRasterLayer,
    task: Task,
    resolution: Optional[SourceResolution],
    notes: List[str],
) -> List[TilePlan]:
    """Tiles that hold all features between them, each mark with its number on the map."""
    tiles: List[TilePlan] = []
    project = QgsProject.instance()
    for layer_id in dict.fromkeys(mark.layer_id for mark in marks):
        layer = project.mapLayer(layer_id)
        if layer is None:
            notes.append(_tr("The layer of some marks was removed; they were left out."))
            continue
        by_feature = {mark.feature_id: mark for mark in marks if mark.layer_id == layer_id}
        batches = plan_batches(
            layer,
            list(by_feature),
            raster,
            project.transformContext(),
            TILE_SIZE.get(),
            resolution=resolution,
            margin=FEATURE_MARGIN.get() / 100,
            marks_per_batch=1 if task is Task.ANSWER else MARKS_PER_BATCH,
        )
        tiles += [
            TilePlan(
                batch.extent,
                batch.maximum_size,
                tuple(by_feature[mark.feature_id] for mark in batch.marks),
            )
            for batch in batches
        ]
        if batches.skipped:
            notes.append(_what_was_skipped(batches.skipped, layer.name()))
    return tiles


def _what_was_skipped(skipped: Sequence[SkippedFeature], layer_name: str) -> str:
    text = _tr("Left out of “{layer}”: {count}, as #{id}: {reason}.")
    first = skipped[0]
    return text.format(
        layer=layer_name, count=len(skipped), id=first.feature_id, reason=first.reason
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("AskPlanner", text)
