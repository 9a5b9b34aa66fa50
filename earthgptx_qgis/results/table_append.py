"""More rows for a table that exists, or for a layer: all of them or none."""

from __future__ import annotations

from typing import Iterator, List, Optional, Set, Tuple

from qgis.core import (
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFeedback,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerUtils,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..errors import EarthGPTXError, LayerNotEditable, SaveError, Stopped
from .field_mapping import FieldMapping, left_out, mapped_rows, mapping_by_name, unsuitable
from .saved_copy import saving_cancelled


def append_features(
    source: QgsVectorLayer,
    target: QgsVectorLayer,
    transform_context: QgsCoordinateTransformContext,
    feedback: Optional[QgsFeedback] = None,
) -> Tuple[str, ...]:
    """Write the features of one layer into the table behind another; in any thread.

    Fields are mapped by name, whatever their case; geometries are transformed where the CRS
    differs. The key of the table is never written: rows are only ever added.

    Args:
        feedback: is told of the progress, and may cancel.

    Returns:
        Names of the source's fields that the table does not have.

    Raises:
        TableUnsuitable: another type of geometry, a CRS on one side only, or a value that does
            not fit the field of its name.
        SaveError: the table refused the rows; it is as before, or the error says what came in.
        Stopped: cancelled; the table is as before.
    """
    if target.wkbType() not in (source.wkbType(), QgsWkbTypes.Type.Unknown):
        raise unsuitable(
            target,
            _translate("it holds {theirs}, the results are {ours}").format(
                theirs=QgsWkbTypes.displayString(target.wkbType()),
                ours=QgsWkbTypes.displayString(source.wkbType()),
            ),
        )
    features: List[QgsFeature] = []
    for row in mapped_rows(source, target, mapping_by_name(source, target), transform_context):
        if feedback is not None and feedback.isCanceled():
            raise saving_cancelled()
        features.append(row)
        if feedback is not None:
            feedback.setProgress(100.0 * len(features) / source.featureCount())
    before = set(target.allFeatureIds())
    # All of them in one transaction, which nothing can stop half-way.
    if not target.dataProvider().addFeatures(features)[0]:
        reason = first_error(target)
        raise _not_appended(target, reason, take_back(target, before))
    return left_out(source, target)


def first_error(layer: QgsVectorLayer) -> str:
    """What a provider said first; it repeats itself for every row."""
    return next(iter(layer.dataProvider().errors()), "")


def take_back(layer: QgsVectorLayer, before: Set[int]) -> int:
    """Delete the rows that came in before a disk was full or a lock was taken.

    Returns:
        How many stay all the same: a full disk takes no deletion either.
    """
    added = [feature_id for feature_id in layer.allFeatureIds() if feature_id not in before]
    if added and layer.dataProvider().deleteFeatures(added):
        return 0
    return len(added)


class LayerAppend:
    """Copies what a layer shows into another one: one step to undo in its edit session.

    The session is started where there is none and left open: the person saves or discards it.
    Polygons of several parts are split where the layer takes single ones only.

    Attributes:
        rows: what the layer gets; known once it gets the first.
        target: the layer.
    """

    def __init__(
        self,
        source: QgsVectorLayer,
        target: QgsVectorLayer,
        mapping: FieldMapping,
        selected_only: bool = False,
    ) -> None:
        """Nothing is begun yet; see `steps`.

        Args:
            selected_only: nothing but what is selected now.
        """
        self.rows: List[QgsFeature] = []
        self.target = target
        self._source = source
        self._mapping = mapping
        self._feature_ids = source.selectedFeatureIds() if selected_only else None
        self._cancelled = False

    def cancel(self) -> None:
        """Let the next step leave the layer as it was before the first."""
        self._cancelled = True

    def steps(self) -> Iterator[int]:
        """The work, for PortionedWork; each polygon is handled twice: made a row, and added.

        Raises:
            TableUnsuitable: see `mapped_rows`; the layer is as before.
            LayerNotEditable: the layer or its format takes no new features; it is as before.
            Stopped: cancelled; the layer is as before.
        """
        target, context = self.target, QgsProject.instance().transformContext()
        for row in mapped_rows(self._source, target, self._mapping, context, self._feature_ids):
            self._check_wanted()
            self.rows += QgsVectorLayerUtils.makeFeaturesCompatible([row], target)
            yield 1
        was_editable = target.isEditable()
        if target.readOnly() or not (was_editable or target.startEditing()):
            raise _not_editable(target)
        target.beginEditCommand(_translate("Append results"))
        try:
            for row in self.rows:
                self._check_wanted()
                if not target.addFeature(row):
                    raise _not_editable(target)
                yield 1
        except EarthGPTXError:
            target.destroyEditCommand()
            if not was_editable:
                target.rollBack()
            raise
        target.endEditCommand()
        target.triggerRepaint()

    def _check_wanted(self) -> None:
        if self._cancelled:
            raise Stopped(
                _translate("Appending was cancelled: “{layer}” is as before.").format(
                    layer=self.target.name()
                )
            )


def _not_appended(target: QgsVectorLayer, reason: str, left: int) -> SaveError:
    if left:
        return SaveError(
            _translate("{count} of the rows came into {table}, then it failed: {reason}").format(
                count=left, table=target.source(), reason=reason
            ),
            _translate("Make room on the disk, delete the last rows of the table, append again."),
        )
    return SaveError(
        _translate("Nothing was appended to {table}: {reason}").format(
            table=target.source(), reason=reason
        ),
        _translate("Close the file in other programs, or save the results as a new table."),
    )


def _not_editable(layer: QgsVectorLayer) -> LayerNotEditable:
    return LayerNotEditable(
        _translate("“{layer}” takes no new features.").format(layer=layer.name()),
        _translate("Choose another layer, or save the results as a file of their own."),
    )


def _translate(text: str) -> str:
    return QCoreApplication.translate("TableAppend", text)
