"""The features that are asked about, and what is said of them, batch by batch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, Iterator, List, Sequence

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
)

from ..canvas.map_marks import SkippedFeature
from ..canvas.selected_features import plan_batches
from ..errors import MarkOutsideTile, Stopped, TileError
from ..wire.messages import Task, Tile
from .backend import Answer
from .inquiry import RasterInquiry
from .texts import tr

_IDS_PER_REQUEST = 1000


class Features:
    """The input of an algorithm in the form in which the planning of tiles knows a layer."""

    def __init__(self, source: QgsProcessingFeatureSource, feedback: QgsProcessingFeedback) -> None:
        self.source = source
        self._feedback = feedback

    def id(self) -> str:
        """Not a layer of the project."""
        return ""

    def crs(self) -> QgsCoordinateReferenceSystem:
        """Of all features."""
        return self.source.sourceCrs()

    def ids(self) -> List[int]:
        """Of all features, ascending."""
        return sorted(self.source.allFeatureIds())

    def getFeatures(self, request: QgsFeatureRequest) -> Iterator[QgsFeature]:
        """As of a layer, also those with an invalid geometry: they are reported one by one.

        Raises:
            Stopped: the person asked to stop.
        """
        if self._feedback.isCanceled():
            raise Stopped(tr("Stopped."))
        unchecked = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
        return self.source.getFeatures(request, unchecked)

    def rows(self, feature_ids: Sequence[int]) -> Iterator[QgsFeature]:
        """Whole features, in the order of the ids; a thousand at a time are held."""
        for start in range(0, len(feature_ids), _IDS_PER_REQUEST):
            ids = list(feature_ids[start : start + _IDS_PER_REQUEST])
            request = QgsFeatureRequest().setFilterFids(ids)
            found = {row.id(): row for row in self.getFeatures(request)}
            yield from (found[feature_id] for feature_id in ids if feature_id in found)


@dataclass(frozen=True)
class BatchAnswer:
    """What was said of the features on one tile.

    Attributes:
        rows: the features by the numbers of their marks.
    """

    tile: Tile
    answer: Answer
    rows: Dict[int, QgsFeature]


def ask_about_each(
    inquiry: RasterInquiry,
    features: Features,
    feature_ids: Sequence[int],
    task: Task,
    margin: float,
) -> Iterator[BatchAnswer]:
    """Mark the features on tiles of the raster and ask about them, tile after tile.

    What cannot be asked about is left out, and the user is told.

    Args:
        margin: see `plan_batches`.

    Raises:
        AnswerFailed: the backend could not answer.
        Stopped: the person asked to stop.
    """
    resolution = inquiry.resolution
    plan = plan_batches(
        features,
        feature_ids,
        inquiry.layer,
        inquiry.transform_context,
        inquiry.model.tile_size,
        resolution=resolution,
        margin=margin,
    )
    for number, batch in enumerate(plan):
        inquiry.at_step(number, len(plan))
        try:
            tile = inquiry.read(batch.extent, batch.maximum_size, resolution)
            answer = inquiry.ask(tile, task, marks=batch.marks)
        except (TileError, MarkOutsideTile) as error:
            inquiry.note(str(error))
            continue
        numbers = {mark.feature_id: mark.number for mark in batch.marks}
        rows = {numbers[row.id()]: row for row in features.rows(list(numbers))}
        yield BatchAnswer(tile, answer, rows)
    if plan.skipped:
        inquiry.note(_what_was_left_out(plan.skipped))


def _what_was_left_out(skipped: Sequence[SkippedFeature]) -> str:
    text = tr("{count} features were not asked about, such as #{id}: {reason}.")
    return text.format(count=len(skipped), id=skipped[0].feature_id, reason=skipped[0].reason)
