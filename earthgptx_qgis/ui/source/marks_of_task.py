"""Which marks a task is about, and where that is."""

from __future__ import annotations

from typing import Optional, Sequence, Tuple

from qgis.core import QgsProject, QgsRasterLayer, QgsRectangle

from ...canvas.map_marks import MapMark
from ...canvas.marks_extent import marks_extent
from ...wire.messages import Task

_ONE_BY_ONE = frozenset(
    {
        Task.CLASSIFY_MARKS,
        Task.DESCRIBE_MARKS,
        Task.DESCRIBE_MARKS_IN_DETAIL,
        Task.OUTLINE,
    }
)
"""Tasks that say something of each mark alone: features need not lie in one view for them."""

OF_EACH_FEATURE = _ONE_BY_ONE | {Task.ANSWER}
"""Tasks whose answer is kept with each feature; a question is asked about one after another."""

_MAY_USE_MARKS = frozenset({Task.AUTO, Task.ANSWER})
"""Tasks that make sense with and without marks; the rest need them or take no notice of them."""


def marks_of_task(task: Task, marks: Sequence[MapMark]) -> Tuple[MapMark, ...]:
    """Those that a task takes notice of."""
    return tuple(marks) if task.needs_marks or task in _MAY_USE_MARKS else ()


def marks_on_view(task: Task, marks: Sequence[MapMark]) -> Tuple[MapMark, ...]:
    """Those that are asked about together in the map view; each feature may have its own tile."""
    used = marks_of_task(task, marks)
    return tuple(mark for mark in used if not (mark.layer_id and task in OF_EACH_FEATURE))


def marked_part(
    task: Task, marks: Sequence[MapMark], layer: QgsRasterLayer, extent: QgsRectangle
) -> Optional[QgsRectangle]:
    """The part of a view that a question is about.

    Args:
        marks: as of `marks_on_view`.
        extent: of the view, in the layer's CRS.

    Returns:
        The rectangle around the marks in view, in the layer's CRS; None where the question is
        about all of the view.
    """
    if not marks or task is Task.FIND_SIMILAR:
        return None
    return marks_extent(marks, extent, layer.crs(), QgsProject.instance().transformContext())
