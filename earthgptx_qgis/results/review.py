"""A person goes through what a model found: every polygon is accepted or rejected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, List, Optional

from qgis.core import (
    QgsFeatureRequest,
    QgsVectorDataProvider,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..errors import LayerNotEditable
from .segment_rows import Status

STATUS_FIELD = "status"
_NEEDED = frozenset({"label", "score", STATUS_FIELD})
_UNREVIEWED = (
    f'"{STATUS_FIELD}" IS NULL OR "{STATUS_FIELD}" NOT IN '
    f"('{Status.ACCEPTED.value}', '{Status.REJECTED.value}')"
)


@dataclass(frozen=True)
class Tally:
    """How many of the polygons a layer shows have which status."""

    accepted: int
    rejected: int
    new: int

    @property
    def reviewed(self) -> int:
        return self.accepted + self.rejected

    @property
    def total(self) -> int:
        return self.reviewed + self.new


def is_reviewable(layer: object) -> bool:
    """Whether a layer holds polygons with a label, a score and a status."""
    return (
        isinstance(layer, QgsVectorLayer)
        and layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry
        and set(layer.fields().names()) >= _NEEDED
    )


class Review:
    """One layer under review, in its edit session: each decision is one step to undo."""

    def __init__(self, layer: QgsVectorLayer) -> None:
        """Begin, with an edit session of our own where there is none.

        Raises:
            LayerNotEditable: the layer, its file or its format takes no changes.
        """
        self.layer = layer
        self._began = not layer.isEditable()
        capability = QgsVectorDataProvider.Capability.ChangeAttributeValues
        writable = layer.supportsEditing() and not layer.readOnly()
        if not (writable and layer.dataProvider().capabilities() & capability):
            raise self._not_editable()
        if self._began and not layer.startEditing():
            raise self._not_editable()

    @property
    def tally(self) -> Tally:
        """How far the review is."""
        counts = dict.fromkeys(Status, 0)
        for status in self._statuses().values():
            counts[status] += 1
        return Tally(counts[Status.ACCEPTED], counts[Status.REJECTED], counts[Status.NEW])

    def decide(self, feature_id: int, status: Status) -> None:
        """Set the status of a polygon.

        Raises:
            LayerNotEditable: the person ended the edit session, or the polygon is gone.
        """
        layer = self.layer
        text = {
            Status.ACCEPTED: _translate("Accept a polygon"),
            Status.REJECTED: _translate("Reject a polygon"),
            Status.NEW: _translate("Take a decision back"),
        }[status]
        if not layer.isEditable():
            raise self._not_editable()
        layer.beginEditCommand(text)
        index = layer.fields().lookupField(STATUS_FIELD)
        if not layer.changeAttributeValue(feature_id, index, status.value):
            layer.destroyEditCommand()
            raise self._not_editable()
        layer.endEditCommand()

    def undo(self) -> Optional[int]:
        """Take the last step of the edit session back.

        Returns:
            The polygon whose status it changed; None where it was another step, or there was none.
        """
        before = self._statuses()
        self.layer.undoStack().undo()
        after = self._statuses()
        changed = [key for key, status in after.items() if before.get(key, status) != status]
        return changed[0] if changed else None

    def next_after(self, feature_id: Optional[int]) -> Optional[int]:
        """The next polygon without a decision, from the start again after the last; None if none.

        Args:
            feature_id: where the person is; None begins with the first.
        """
        request = self._request([]).setFilterExpression(_UNREVIEWED)
        waiting: List[int] = sorted(feature.id() for feature in self.layer.getFeatures(request))
        if feature_id is not None:
            later = [waiting_id for waiting_id in waiting if waiting_id > feature_id]
            earlier = [waiting_id for waiting_id in waiting if waiting_id < feature_id]
            waiting = later + earlier
        return waiting[0] if waiting else None

    def end(self) -> None:
        """Save the decisions; an edit session the person began stays open.

        Raises:
            LayerNotEditable: the layer refused them; its edit session stays open.
        """
        if self._began and self.layer.isEditable() and not self.layer.commitChanges():
            raise LayerNotEditable(
                _translate("The decisions could not be saved in “{layer}”: {reason}").format(
                    layer=self.layer.name(), reason="; ".join(self.layer.commitErrors())
                ),
                _translate("They stand in its edit session; save the edits or a copy of it."),
            )

    def _statuses(self) -> Dict[int, Status]:
        rows = self.layer.getFeatures(self._request([STATUS_FIELD]))
        return {row.id(): _status_of(row[STATUS_FIELD]) for row in rows}

    def _request(self, fields: List[str]) -> QgsFeatureRequest:
        request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
        return request.setSubsetOfAttributes(fields, self.layer.fields())

    def _not_editable(self) -> LayerNotEditable:
        return LayerNotEditable(
            _translate("“{layer}” takes no decisions: it cannot be edited.").format(
                layer=self.layer.name()
            ),
            _translate("Save it to a file of yours, add that to the project and review it there."),
        )


def _status_of(value: object) -> Status:
    try:
        return Status(value)
    except ValueError:  # NULL, or whatever a person typed
        return Status.NEW


def _translate(text: str) -> str:
    return QCoreApplication.translate("Review", text)
