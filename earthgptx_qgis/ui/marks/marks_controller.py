"""Marks between the map, the list and the selected features."""

from __future__ import annotations

from typing import Optional, Sequence

from qgis.core import QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject

from ...canvas.prompts import MapMark, PromptSet
from ...crs import crs_of
from ..dock import EarthGPTXDock
from ..widgets.map_view import extent_of_points, zoom_to
from .undo_keys import UndoKeys


class MarksController(QObject):
    """Shows the prompt set in the dock and carries the dock's wishes to it."""

    def __init__(
        self,
        canvas: QgsMapCanvas,
        prompt_set: PromptSet,
        dock: EarthGPTXDock,
        parent: Optional[QObject] = None,
    ) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._prompt_set = prompt_set
        self._dock = dock
        prompt_set.changed.connect(self._show_marks)
        dock.prompts.selected_features_wanted.connect(self.use_selected_features)
        dock.prompts.undo_wanted.connect(prompt_set.undo)
        dock.prompts.remove_wanted.connect(lambda: self.remove(dock.marks.chosen))
        dock.prompts.clear_wanted.connect(prompt_set.clear)
        dock.marks.remove_wanted.connect(self.remove)
        dock.marks.rename_wanted.connect(prompt_set.rename)
        dock.marks.hiding_wanted.connect(prompt_set.set_hidden)
        dock.marks.mark_activated.connect(self.show)
        dock.installEventFilter(UndoKeys(prompt_set, lambda: True, self))

    def use_selected_features(self) -> None:
        """Mark the selected features of the current vector layer."""
        layer = self._canvas.currentLayer()
        if not isinstance(layer, QgsVectorLayer) or layer.selectedFeatureCount() == 0:
            self._dock.message.warn(
                self.tr("There are no selected features."),
                self.tr(
                    "Choose a vector layer in the Layers panel and select some of its features."
                ),
            )
            return
        added = self._prompt_set.add_features(layer, sorted(layer.selectedFeatureIds()))
        if added.skipped:
            first = added.skipped[0]
            text = self.tr("{count} of the features of “{layer}” was left out: #{id}, {reason}.")
            if len(added.skipped) > 1:
                text = self.tr(
                    "{count} of the features of “{layer}” were left out, as #{id}: {reason}."
                )
            self._dock.message.warn(
                text.format(
                    count=len(added.skipped),
                    layer=layer.name(),
                    id=first.feature_id,
                    reason=first.reason,
                )
            )
        else:
            self._dock.message.clear_message()

    def remove(self, numbers: Sequence[int]) -> None:
        """Remove marks."""
        self._prompt_set.remove(*numbers)

    def show(self, number: int) -> None:
        """Zoom to a mark."""
        for mark in self._prompt_set.marks:
            if mark.number == number:
                zoom_to_mark(self._canvas, mark)

    def _show_marks(self) -> None:
        marks = self._prompt_set.marks
        self._dock.marks.set_marks(marks)
        self._dock.prompts.set_mark_count(len(marks))
        self._dock.prompts.set_can_undo(self._prompt_set.can_undo)


def zoom_to_mark(canvas: QgsMapCanvas, mark: MapMark) -> None:
    """Zoom to everything that was drawn for a mark."""
    points = [point for prompt in mark.prompts for point in prompt.points]
    zoom_to(canvas, extent_of_points(points), crs_of(mark.crs_wkt))
