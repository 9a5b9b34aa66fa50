"""What a result layer offers in the context menu of QGIS's layer tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable, List, Optional, Sequence

from qgis.core import Qgis, QgsMapLayer, QgsMapLayerType, QgsProject, QgsVectorLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtWidgets import QAction

from ..errors import EarthGPTXError
from ..results.recipe import recipes_of
from ..results.review import is_reviewable
from ..results.table_append import append_to_layer
from . import object_names
from .append_dialog import AppendDialog
from .icons import plugin_icon
from .recipe_dialog import RecipeDialog
from .recipe_planner import plan_recipe
from .review_controller import ReviewController

if TYPE_CHECKING:
    from .workbench import Workbench

_MESSAGE_SECONDS = 8


class LayerActions(QObject):
    """Three actions, also on layers of earlier sessions: run a recipe, review, append."""

    def __init__(self, iface: QgisInterface, workbench: Callable[[], Workbench]) -> None:
        """Register the actions.

        Args:
            workbench: makes what is behind the dock, or gives what is there.
        """
        super().__init__()
        self._iface = iface
        self._workbench = workbench
        self._review: Optional[ReviewController] = None
        self._actions: List[QAction] = [
            self._action(object_names.REVIEW, self.tr("Review polygons"), self._on_review),
            self._action(object_names.RUN_RECIPE, self.tr("Run recipe on..."), self._on_recipe),
            self._action(
                object_names.APPEND, self.tr("Append to another layer..."), self._on_append
            ),
        ]
        QgsProject.instance().layersAdded.connect(self._offer)
        self._offer(list(QgsProject.instance().mapLayers().values()))

    @property
    def review(self) -> ReviewController:
        """The review, made at first use."""
        if self._review is None:
            self._review = ReviewController(self._iface, self)
        return self._review

    def release(self) -> None:
        """Take the actions back; a review ends."""
        QgsProject.instance().layersAdded.disconnect(self._offer)
        if self._review is not None:
            self._review.release()
        for action in self._actions:
            self._iface.removeCustomActionForLayerType(action)
            action.deleteLater()
        self._actions.clear()
        self.deleteLater()

    def run_recipe(self, layer: QgsVectorLayer) -> None:
        """Ask which recipe of a layer to run on which raster, and run it."""
        recipes = recipes_of(layer)
        if not recipes:
            self._warn(
                self.tr("“{}” keeps no recipe: its polygons were outlined from marks.").format(
                    layer.name()
                )
            )
            return
        dialog = RecipeDialog(layer.name(), recipes, self._iface.mainWindow())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._run(dialog))
        dialog.open()

    def append(self, layer: QgsVectorLayer) -> None:
        """Ask for a layer and its fields, and copy the polygons there."""
        dialog = AppendDialog(layer, self._iface.mainWindow())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._append(layer, dialog))
        dialog.open()

    def _run(self, dialog: RecipeDialog) -> None:
        bench = self._workbench()
        bench.dock.setUserVisible(True)
        ready = bench.session.ready
        try:
            plan = plan_recipe(
                dialog.recipe,
                dialog.raster,
                self._iface.mapCanvas(),
                ready.model if ready is not None else None,
            )
        except EarthGPTXError as error:
            bench.dock.message.warn(error.message, error.hint)
            return
        bench.conversation.run(plan)

    def _append(self, layer: QgsVectorLayer, dialog: AppendDialog) -> None:
        try:
            ids = append_to_layer(layer, dialog.layer, dialog.mapping)
        except EarthGPTXError as error:
            self._warn(str(error))
            return
        text = self.tr("Appended {count} polygons to “{layer}”: save its edits to keep them.")
        self._iface.messageBar().pushMessage(
            "EarthGPT-X",
            text.format(count=len(ids), layer=dialog.layer.name()),
            Qgis.MessageLevel.Success,
            _MESSAGE_SECONDS,
        )

    def _action(self, name: str, text: str, act: Callable[[], None]) -> QAction:
        action = QAction(plugin_icon(), text, self._iface.mainWindow())
        action.setObjectName(name)
        action.triggered.connect(lambda _: act())
        self._iface.addCustomActionForLayerType(action, "", QgsMapLayerType.VectorLayer, False)
        return action

    def _offer(self, layers: Sequence[QgsMapLayer]) -> None:
        for layer in layers:
            if is_reviewable(layer):
                for action in self._actions:
                    self._iface.addCustomActionForLayer(action, layer)

    def _on_review(self) -> None:
        self.review.start(self._iface.activeLayer())

    def _on_recipe(self) -> None:
        self.run_recipe(self._iface.activeLayer())

    def _on_append(self) -> None:
        self.append(self._iface.activeLayer())

    def _warn(self, text: str) -> None:
        self._iface.messageBar().pushMessage(
            "EarthGPT-X", text, Qgis.MessageLevel.Warning, _MESSAGE_SECONDS
        )
