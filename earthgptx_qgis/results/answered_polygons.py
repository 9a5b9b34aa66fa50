"""The polygons one answer put into a result layer: as found, and as they stand there now."""

from __future__ import annotations

from functools import partial
from typing import Callable, Dict, List, Mapping, Optional, Sequence

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication

from ..errors import LayerBeingEdited, ResultLayerError
from ..wire.messages import Segment
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
    ) -> None:
        """There are none yet.

        Args:
            pixel_size: of the tile they are found on, in units of its CRS.
        """
        self.refinement = Refinement()
        self._layer = layer
        self._context = context
        self._pixel_size = pixel_size
        self._found: List[Segment] = []
        self._written: Dict[int, Segment] = {}

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
    def is_edited(self) -> bool:
        """Whether a person is editing the layer."""
        return self._layer.is_alive and self._layer.layer.isEditable()

    def add(self, segments: Sequence[Segment]) -> None:
        """Put polygons of the answer into the layer; `settle` follows the last of them.

        Raises:
            ResultLayerError: see SegmentLayer.append.
        """
        readable = [segment for segment in segments if not outline_of(segment).isNull()]
        ids = self._layer.append(self._context, readable)
        self._found += readable
        self._written.update(zip(ids, readable))

    def settle(self) -> None:
        """All polygons are in the layer: note where they come from, and show them.

        Raises:
            ResultLayerError: the layer was removed.
        """
        if self._found:
            self._layer.settle(self._context)

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

    def refine(self, refinement: Refinement) -> None:
        """Put refined polygons in the place of those that stand there; see `take`."""
        if refinement != self.refinement:
            self.take(refinement, self.refining(refinement)())

    def refining(self, refinement: Refinement) -> Callable[[], List[Segment]]:
        """What makes the refined polygons of those that were found, in whatever thread.

        Raises:
            ResultLayerError, LayerBeingEdited: see `take`; found out before the work.
        """
        self._check_unchanged()
        return partial(
            refined,
            tuple(self._found),
            refinement,
            self._layer.layer.crs(),
            self._pixel_size,
            QgsProject.instance().transformContext(),
        )

    def take(self, refinement: Refinement, segments: Sequence[Segment]) -> None:
        """Put what `refining` made in the place of the polygons that stand there.

        Raises:
            ResultLayerError: the layer was removed, or a person has changed these polygons; then
                nothing is touched.
            LayerBeingEdited: nothing is replaced behind the back of who edits the layer.
        """
        self._check_unchanged()
        ids = self._layer.replace(tuple(self._written), self._context, segments)
        self._written = dict(zip(ids, segments))
        self.refinement = refinement

    def _check_unchanged(self) -> None:
        layer = self._layer.layer
        if layer.isEditable():
            raise LayerBeingEdited(
                _tr("“{layer}” is being edited.").format(layer=layer.name()),
                _tr("Save or discard your edits, then refine."),
            )
        standing = self._layer.outlines(self._written)
        for feature_id, segment in self._written.items():
            if standing.get(feature_id) != outline_of(segment).asWkb():
                raise ResultLayerError(
                    _tr("Polygons of this answer were changed or removed by hand."),
                    _tr("They are left as they are; ask again to refine anew."),
                )


def _tr(text: str) -> str:
    return QCoreApplication.translate("AnsweredPolygons", text)
