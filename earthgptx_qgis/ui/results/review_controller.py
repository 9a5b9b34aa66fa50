"""A review from its first polygon to its export."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

from qgis.core import (
    Qgis,
    QgsFeature,
    QgsFeatureRequest,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgisInterface, QgsMapTool
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtWidgets import QFileDialog

from ...canvas.preview_band import PreviewBand
from ...canvas.review_tool import ReviewTool
from ...crs import transform_between
from ...errors import EarthGPTXError, ResultLayerError
from ...results import style
from ...results.review import Review, is_reviewable
from ...results.segment_rows import Status
from ...results.training_export import export_training_data, proposed_path
from .. import object_names
from ..widgets.folders import result_folder
from ..widgets.map_view import zoom_to
from ..widgets.numbers import score_text
from .review_bar import ReviewBar

_MARGIN = 4.0
"""A polygon is judged by what is around it."""
_MESSAGE_SECONDS = 8


class ReviewController(QObject):
    """One layer at a time is under review; outcomes are told in QGIS's message bar."""

    def __init__(self, iface: QgisInterface, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._iface = iface
        self._canvas = iface.mapCanvas()
        self._review: Optional[Review] = None
        self._current: Optional[int] = None
        self._tool_before: Optional[QgsMapTool] = None
        self._bar = ReviewBar(self._canvas)
        self._tool = ReviewTool(self._canvas)
        self._frame = PreviewBand(self._canvas)
        for wanted, act in (
            (self._bar.accept_wanted, self.accept),
            (self._bar.reject_wanted, self.reject),
            (self._bar.next_wanted, self.go_on),
            (self._bar.undo_wanted, self.undo),
            (self._bar.export_wanted, self.ask_where_to_export),
            (self._bar.close_wanted, self.close),
            (self._tool.accept_pressed, self.accept),
            (self._tool.reject_pressed, self.reject),
            (self._tool.next_pressed, self.go_on),
            (self._tool.leave_pressed, self.close),
        ):
            wanted.connect(act)
        self._tool.clicked.connect(self._choose)

    @property
    def layer(self) -> Optional[QgsVectorLayer]:
        """The layer under review."""
        return self._review.layer if self._review is not None else None

    @property
    def current(self) -> Optional[int]:
        """The id of the polygon that is shown."""
        return self._current

    def start(self, layer: QgsVectorLayer) -> None:
        """Begin with the first polygon without a decision."""
        self.close()
        try:
            if not is_reviewable(layer):
                raise ResultLayerError(
                    self.tr("This layer cannot be reviewed."),
                    self.tr("Choose one with the polygons of answers: label, score and status."),
                )
            self._review = Review(layer)
        except EarthGPTXError as error:
            self._warn(error)
            return
        layer.willBeDeleted.connect(self._drop)
        layer.editingStopped.connect(self._on_editing_stopped)
        layer.undoStack().indexChanged.connect(self._on_changed)
        self._iface.setActiveLayer(layer)  # QGIS's own Ctrl+Z is about the active layer
        self._tool_before = self._canvas.mapTool()
        self._canvas.setMapTool(self._tool)
        self._canvas.setFocus()
        self._current = None
        self.go_on()

    def accept(self) -> None:
        """Accept the polygon that is shown and go on."""
        self._decide(Status.ACCEPTED)

    def reject(self) -> None:
        """Reject the polygon that is shown and go on."""
        self._decide(Status.REJECTED)

    def go_on(self) -> None:
        """Show the next polygon without a decision."""
        if self._review is not None:
            self._show(self._review.next_after(self._current))

    def undo(self) -> None:
        """Take the last step back, and show the polygon it was about."""
        if self._review is not None:
            undecided = self._review.undo()
            if undecided is not None:
                self._show(undecided)

    def close(self) -> None:
        """Save the decisions and give the map its tool back."""
        if self._review is None:
            return
        review, self._review = self._review, None
        self._disconnect(review.layer)
        self._leave()
        try:
            review.end()
        except EarthGPTXError as error:
            self._warn(error)
        style.refresh_counts(review.layer)

    def ask_where_to_export(self) -> None:
        """Open the file dialog; it stands beside QGIS's event loop, nothing waits for it."""
        if self._review is None:
            return
        title = self.tr("Export the decisions as training data")
        path = proposed_path(self.layer, QgsProject.instance(), result_folder())
        dialog = QFileDialog(self._iface.mainWindow(), title, str(path.parent))
        dialog.setObjectName(object_names.REVIEW_EXPORT_DIALOG)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("GeoPackage (*.gpkg)"))
        dialog.setDefaultSuffix("gpkg")
        dialog.selectFile(path.name)
        dialog.fileSelected.connect(self.export)
        dialog.open()

    def export(self, path: str) -> None:
        """Write the decisions to a file; the file dialog has asked before one is replaced."""
        if self._review is None:
            return
        try:
            made = export_training_data(self.layer, QgsProject.instance(), Path(path), replace=True)
        except EarthGPTXError as error:
            self._warn(error)
            return
        text = self.tr(
            "Exported {accepted} accepted and {rejected} rejected polygons. Train with them: "
            "python -m backend.train --data {path}"
        ).format(accepted=made.accepted, rejected=made.rejected, path=made.path)
        if made.outside:
            missing = self.tr(" Put the raster of “{}” beside the file first.")
            text += missing.format("”, “".join(made.outside))
        self._tell(text, Qgis.MessageLevel.Success)

    def release(self) -> None:
        """End the review and take bar and tool away; for unloading."""
        self.close()
        self._canvas.removeEventFilter(self._bar)
        self._bar.deleteLater()
        self._frame.remove()
        self._tool.deleteLater()

    # From here on: what is shown.

    def _decide(self, status: Status) -> None:
        if self._review is None or self._current is None:
            return
        try:
            self._review.decide(self._current, status)
        except EarthGPTXError as error:
            self._warn(error)
            return
        self.go_on()

    def _show(self, feature_id: Optional[int]) -> None:
        """Zoom to a polygon and frame it; None where every one has its decision.

        It is not selected: QGIS fills a selection, and what is judged would be hidden.
        """
        self._current = feature_id
        layer = self.layer
        if feature_id is None:
            self._frame.hide()
        else:
            outline = layer.getFeature(feature_id).geometry()
            self._frame.show(outline, layer.crs())
            zoom_to(self._canvas, outline.boundingBox(), layer.crs(), _MARGIN)
        self._tell_state()

    def _tell_state(self) -> None:
        if self._current is None:
            what = self.tr("Every polygon has its decision")
        else:
            what = self._words_for(self.layer.getFeature(self._current))
        self._bar.show_state(self._review.tally, what, self._current is not None)

    def _words_for(self, feature: QgsFeature) -> str:
        label, score = feature["label"], feature["score"]
        words = label if isinstance(label, str) and label else self.tr("no label")
        return f"{words} {score_text(score)}" if isinstance(score, float) else words

    def _choose(self, point: QgsPointXY) -> None:
        """Go to the polygon a person clicked on; the smallest, where several lie there."""
        layer = self.layer
        crs = self._canvas.mapSettings().destinationCrs()
        context = QgsProject.instance().transformContext()
        reach = self._canvas.mapUnitsPerPixel() / 2
        around = QgsRectangle(
            point.x() - reach, point.y() - reach, point.x() + reach, point.y() + reach
        )
        around = transform_between(crs, layer.crs(), context).transformBoundingBox(around)
        request = QgsFeatureRequest(around).setFlags(QgsFeatureRequest.Flag.ExactIntersect)
        there = list(layer.getFeatures(request))
        if there:
            self._show(min(there, key=lambda feature: feature.geometry().area()).id())

    def _on_changed(self) -> None:
        """A decision, or one taken back: by our keys, or by QGIS's own undo."""
        if self._review is not None:
            style.add_categories(self.layer, style.categories_of(self.layer))
            self.layer.triggerRepaint()
            self._tell_state()

    def _on_editing_stopped(self) -> None:
        self._tell(self.tr("The review ended with the edit session."), Qgis.MessageLevel.Info)
        self._drop()

    def _drop(self) -> None:
        """The layer or its edit session is gone."""
        review, self._review = self._review, None
        if review is not None:
            # Python loses a layer that was made in Python before the layer says that it goes.
            if not sip.isdeleted(review.layer):
                self._disconnect(review.layer)
            self._leave()

    def _leave(self) -> None:
        self._current = None
        self._bar.hide()
        self._frame.hide()
        if self._canvas.mapTool() is self._tool:
            before = self._tool_before
            if before is not None and not sip.isdeleted(before):
                self._canvas.setMapTool(before)
            else:
                self._canvas.unsetMapTool(self._tool)

    def _disconnect(self, layer: QgsVectorLayer) -> None:
        layer.willBeDeleted.disconnect(self._drop)
        layer.editingStopped.disconnect(self._on_editing_stopped)
        layer.undoStack().indexChanged.disconnect(self._on_changed)

    def _warn(self, error: EarthGPTXError) -> None:
        self._tell(str(error), Qgis.MessageLevel.Warning)

    def _tell(self, text: str, level: Qgis.MessageLevel) -> None:
        self._iface.messageBar().pushMessage("EarthGPT-X", text, level, _MESSAGE_SECONDS)
