"""What is done with a result layer: it is reviewed, asked anew on another raster, or appended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable, Optional

from qgis.core import Qgis, QgsVectorLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject, Qt

from ...canvas.view_extent import view_extent
from ...errors import EarthGPTXError
from ...results.recipe import recipes_of
from ...results.table_append import LayerAppend
from ..asking.recipe_dialog import RecipeDialog
from ..asking.recipe_planner import plan_recipe
from .append_dialog import AppendDialog
from .append_progress import AppendProgress
from .review_controller import ReviewController

if TYPE_CHECKING:
    from ..workbench import Workbench

_MESSAGE_SECONDS = 8


class LayerWork(QObject):
    """Opens the dialogs and does what they say; outcomes are told in QGIS's message bar."""

    def __init__(
        self,
        iface: QgisInterface,
        workbench: Callable[[], Workbench],
        parent: Optional[QObject] = None,
    ) -> None:
        super().__init__(parent)
        self._iface = iface
        self._workbench = workbench
        self.review = ReviewController(iface, self)

    def run_recipe(self, layer: QgsVectorLayer) -> None:
        """Ask which recipe of a layer to run on which raster, and run it."""
        recipes = recipes_of(layer)
        if not recipes:
            text = self.tr("“{}” keeps no recipe: its polygons were outlined from marks.")
            self._tell(text.format(layer.name()), Qgis.MessageLevel.Warning)
            return
        dialog = RecipeDialog(layer.name(), recipes, self._iface.mainWindow())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._run(dialog))
        dialog.open()

    def append(self, layer: QgsVectorLayer) -> None:
        """Ask for a layer and its fields, and copy the polygons there."""
        dialog = AppendDialog(layer, self._iface.mainWindow())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._append(dialog))
        dialog.open()

    def release(self) -> None:
        """A review ends, and what is being appended is taken back; for unloading."""
        self.review.release()
        for progress in self._iface.mainWindow().findChildren(AppendProgress):
            progress.cancel()

    def _run(self, dialog: RecipeDialog) -> None:
        bench = self._workbench()
        bench.dock.setUserVisible(True)
        raster, ready = dialog.raster, bench.session.ready
        try:
            whole = dialog.is_whole_layer
            extent = raster.extent() if whole else view_extent(self._iface.mapCanvas(), raster)
        except EarthGPTXError as error:
            bench.dock.message.warn(error.message, error.hint)
            return
        model = ready.model if ready is not None else None
        plan = plan_recipe(dialog.recipe, raster, extent, model)
        bench.conversation.run(plan)

    def _append(self, dialog: AppendDialog) -> None:
        source = dialog.source
        selected_only = dialog.selected_only
        count = source.selectedFeatureCount() if selected_only else source.featureCount()
        append = LayerAppend(source, dialog.layer, dialog.mapping, selected_only)
        progress = AppendProgress(append, count, self._iface.mainWindow())
        progress.appended.connect(lambda: self._tell_appended(append))
        progress.failed.connect(lambda error: self._tell(str(error), Qgis.MessageLevel.Warning))
        progress.start()

    def _tell_appended(self, append: LayerAppend) -> None:
        text = self.tr("Appended {count} polygons to “{layer}”: save its edits to keep them.")
        text = text.format(count=len(append.rows), layer=append.target.name())
        self._tell(text, Qgis.MessageLevel.Success)

    def _tell(self, text: str, level: Qgis.MessageLevel) -> None:
        self._iface.messageBar().pushMessage("EarthGPT-X", text, level, _MESSAGE_SECONDS)
