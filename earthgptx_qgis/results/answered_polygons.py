"""The polygons one answer put into a result layer: as found, and as they stand there now."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import Callable, Deque, Dict, Iterable, Iterator, List, Mapping, Optional, Sequence

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication

from ..errors import LayerBeingEdited, ResultLayerError
from ..wire.messages import Segment
from .portions import PORTION, in_portions
from .provenance import AnswerContext
from .refinement import Refinement, outline_of, refined
from .segment_layer import SegmentLayer


class AnsweredPolygons:
    """Can be refined as often as a person likes, always from what was found.

    Attributes:
        refinement: how the polygons stand in the layer now.
    """

    def __init__(
        self,
        layer: SegmentLayer,
        context: AnswerContext,
        pixel_size: float,
        segments: Sequence[Segment],
    ) -> None:
        """None is in the layer yet.

        Args:
            pixel_size: of the tile they are found on, in units of its CRS.
            segments: the polygons of the answer.
        """
        self.refinement = Refinement()
        self._layer = layer
        self._context = context
        self._pixel_size = pixel_size
        self._to_come: Deque[Segment] = deque(segments)
        self._found: List[Segment] = []
        self._written: Dict[int, Segment] = {}
        self._superfluous: List[int] = []  # in the layer, until it lets them go

    @property
    def layer(self) -> Optional[QgsVectorLayer]:
        """The layer they are in; None once it was removed."""
        return self._layer.layer if self._layer.is_alive else None

    @property
    def standing(self) -> Mapping[int, Segment]:
        """What is in the layer by feature id, hidden polygons included.

        Feature ids of polygons that came while the layer was edited hold until its edits are saved.
        """
        return self._written

    @property
    def count_to_come(self) -> int:
        """How many are still on their way into the layer."""
        return len(self._to_come)

    def adding(self) -> Iterator[int]:
        """Steps, for PortionedWork, of putting them into the layer and then showing them.

        Raises:
            ResultLayerError: see SegmentLayer.append; what is still to come is dropped.
        """
        while self._to_come:
            # One step to undo for who is editing the layer, so all of them.
            is_edited = self.layer is not None and self.layer.isEditable()
            size = len(self._to_come) if is_edited else min(PORTION, len(self._to_come))
            portion = [self._to_come.popleft() for _ in range(size)]
            readable = [segment for segment in portion if not outline_of(segment).isNull()]
            try:
                ids = self._layer.append(self._context, readable)
            except ResultLayerError:
                self._to_come.clear()
                raise
            self._found += readable
            self._written.update(zip(ids, readable))
            yield size
        if self._found:
            self._layer.settle(self._context)
            yield len(self._found)  # what follows looks at all of the layer again

    def find_again(self) -> None:
        """Learn the ids anew after the layer went into a file; what is not there is forgotten."""
        if not self._layer.is_alive:
            return
        outlines = self._layer.outlines()
        ids = {bytes(outline): feature_id for feature_id, outline in outlines.items()}
        written = {}
        for segment in self._written.values():
            feature_id = ids.get(bytes(outline_of(segment).asWkb()))
            if feature_id is not None:
                written[feature_id] = segment
        self._written = written
        self._superfluous.clear()

    def refining(self, refinement: Refinement) -> Callable[[], List[Segment]]:
        """What makes the refined polygons of those that were found, in whatever thread.

        Raises:
            ResultLayerError: the layer was removed.
            LayerBeingEdited: see `replacing`; found out before the work.
        """
        self._check_not_edited()
        return partial(
            refined,
            tuple(self._found),
            refinement,
            self._layer.layer.crs(),
            self._pixel_size,
            QgsProject.instance().transformContext(),
        )

    def replacing(self, refinement: Refinement, segments: Sequence[Segment]) -> Iterator[int]:
        """Steps of putting what `refining` made in the place of the polygons that stand there.

        They are to be done to the end before anybody else touches the layer.

        Whatever the layer refuses, each polygon stands in it as it was or as it is to be. What it
        did not let go stands there twice, until a refinement that follows.

        Raises:
            ResultLayerError: the layer was removed or refused polygons, or a person has changed
                these.
            LayerBeingEdited: nothing is replaced behind the back of who edits the layer.
        """
        standing = tuple(self._written)
        for portion in in_portions(standing):
            self._check_unchanged(portion)
            yield len(portion)
        self._layer.layer.deselect(list(standing))
        if self._superfluous:  # since a refinement that failed; a person may have removed some
            self._superfluous = sorted(self._layer.feature_ids().intersection(self._superfluous))
        ids: List[int] = []
        try:
            for portion in in_portions(segments):
                ids += self._layer.append(self._context, portion)
                yield len(portion)
        except ResultLayerError:
            self._superfluous += ids
            for _ in self._removing():
                pass
            self._layer.refresh()
            raise
        self._written, self.refinement = dict(zip(ids, segments)), refinement
        self._superfluous += standing
        yield from self._removing()
        self._layer.refresh()
        yield len(ids)  # what follows looks at all of the layer again

    def _removing(self) -> Iterator[int]:
        while self._superfluous:
            portion = self._superfluous[:PORTION]
            try:
                self._layer.remove(portion)
            except ResultLayerError:
                self._layer.refresh()
                raise
            del self._superfluous[:PORTION]
            yield len(portion)

    def _check_not_edited(self) -> None:
        layer = self._layer.layer
        if layer.isEditable():
            raise LayerBeingEdited(
                _tr("“{layer}” is being edited.").format(layer=layer.name()),
                _tr("Save or discard your edits, then refine."),
            )

    def _check_unchanged(self, feature_ids: Iterable[int]) -> None:
        self._check_not_edited()
        standing = self._layer.outlines(feature_ids)
        for feature_id in feature_ids:
            if standing.get(feature_id) != outline_of(self._written[feature_id]).asWkb():
                raise ResultLayerError(
                    _tr("Polygons of this answer were changed or removed by hand."),
                    _tr("They are left as they are; ask again to refine anew."),
                )


def _tr(text: str) -> str:
    return QCoreApplication.translate("AnsweredPolygons", text)
