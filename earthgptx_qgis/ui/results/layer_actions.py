"""What a result layer offers in the context menu of QGIS's layer tree, and while it is edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable, List, Optional, Sequence

from qgis.core import QgsMapLayer, QgsMapLayerType, QgsProject, QgsVectorLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QAction

from .. import object_names
from ..widgets.icons import plugin_icon

if TYPE_CHECKING:
    from ..workbench import Workbench
    from .layer_work import LayerWork


class LayerActions(QObject):
    """Three actions, also on layers of earlier sessions: review, run a recipe, append; and measures
    that follow edits.

    What they do is imported when it is first used, so that QGIS starts fast.
    """

    def __init__(self, iface: QgisInterface, workbench: Callable[[], Workbench]) -> None:
        """Register the actions.

        Args:
            workbench: makes what is behind the dock, or gives what is there.
        """
        super().__init__()
        self._iface = iface
        self._workbench = workbench
        self._work: Optional[LayerWork] = None
        self._actions: List[QAction] = [
            self._action(
                object_names.REVIEW,
                self.tr("Review polygons"),
                lambda layer: self.work.review.start(layer),
            ),
            self._action(
                object_names.RUN_RECIPE,
                self.tr("Run recipe on…"),
                lambda layer: self.work.run_recipe(layer),
            ),
            self._action(
                object_names.APPEND,
                self.tr("Append to another layer…"),
                lambda layer: self.work.append(layer),
            ),
        ]
        QgsProject.instance().layersAdded.connect(self._offer)
        self._offer(list(QgsProject.instance().mapLayers().values()))

    @property
    def work(self) -> LayerWork:
        """What the actions do, made at first use."""
        if self._work is None:
            from .layer_work import LayerWork

            self._work = LayerWork(self._iface, self._workbench, self)
        return self._work

    def release(self) -> None:
        """Take the actions back; a review ends."""
        QgsProject.instance().layersAdded.disconnect(self._offer)
        if self._work is not None:
            self._work.release()
        from ...results.measure_follower import MeasureFollower

        for layer in QgsProject.instance().mapLayers().values():
            for follower in layer.findChildren(MeasureFollower):
                follower.deleteLater()
        for action in self._actions:
            self._iface.removeCustomActionForLayerType(action)
            action.deleteLater()
        self._actions.clear()
        self.deleteLater()

    def _action(self, name: str, text: str, act: Callable[[QgsVectorLayer], None]) -> QAction:
        action = QAction(plugin_icon(), text, self._iface.mainWindow())
        action.setObjectName(name)
        action.triggered.connect(lambda _: act(self._iface.activeLayer()))
        self._iface.addCustomActionForLayerType(action, "", QgsMapLayerType.VectorLayer, False)
        return action

    def _offer(self, layers: Sequence[QgsMapLayer]) -> None:
        for layer in layers:
            if isinstance(layer, QgsVectorLayer):
                from ...results.measure_follower import MeasureFollower
                from ...results.review import is_reviewable

                if is_reviewable(layer):
                    for action in self._actions:
                        self._iface.addCustomActionForLayer(action, layer)
                    MeasureFollower(layer)
