"""SegmentLayer: the layer in which the polygons of answers arrive, temporary or in a file."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Dict, Iterable, Iterator, List, Optional, Sequence, Set, Tuple

from qgis.core import (
    QgsDataProvider,
    QgsFeature,
    QgsFeatureRequest,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QByteArray, QCoreApplication

from ..crs import crs_of
from ..errors import LayerBeingEdited, ResultLayerError
from ..wire.messages import Segment
from . import provenance, style
from .geopackage import Saved, load
from .provenance import PROPERTY_PREFIX, AnswerContext
from .recipe import keep_recipe
from .saved_copy import unfiltered
from .score_filter import with_minimum_score
from .segment_rows import FIELDS, SegmentRows, segment_fields
from .table_append import first_error
from .table_crs import from_table
from .temporary_table import is_temporary_layer, temporary_layer

_NAMES = [name for name, _ in FIELDS]
_IS_SEGMENT_LAYER = PROPERTY_PREFIX + "segment_layer"
_IN_FILE = PROPERTY_PREFIX + "in_file"
"""Set where a person chose that answers go straight into a table."""
_MINIMUM_SCORE = PROPERTY_PREFIX + "minimum_score"


class SegmentLayer:
    """One layer of segments, all in one CRS or in none.

    Made by `create` or, where one may be there already, by `in_project`. The QGIS layer belongs to
    the project once it is added to it, and may be removed by a person at any time.
    """

    def __init__(self, layer: QgsVectorLayer) -> None:
        """Go on with a layer that `create` once made.

        Raises:
            ResultLayerError: it is another kind of layer.
        """
        if not is_segment_layer(layer):
            raise ResultLayerError(
                _translate("“{layer}” was not made for answers.").format(layer=layer.name()),
                _translate("Let a new result layer be made."),
            )
        self._layer = layer

    @classmethod
    def create(cls, crs_wkt: str = "", name: str = "", minimum_score: float = 0.0) -> SegmentLayer:
        """A new, empty, styled layer; the caller adds it to a project.

        Args:
            minimum_score: see `set_minimum_score`.

        Raises:
            ResultLayerError: there is no room for it, or it may not be written.
        """
        name = name or _translate("EarthGPT-X results")
        subset = with_minimum_score("", minimum_score)
        layer = temporary_layer(name, segment_fields(), crs_of(crs_wkt), subset)
        layer.setCustomProperty(_IS_SEGMENT_LAYER, True)
        layer.setCustomProperty(_MINIMUM_SCORE, minimum_score)
        style.apply_style(layer)
        return cls(layer)

    @classmethod
    def in_project(
        cls, project: QgsProject, crs_wkt: str, minimum_score: float = 0.0
    ) -> SegmentLayer:
        """The project's result layer of this CRS; otherwise a new one on top of the map.

        Args:
            minimum_score: of a new one; that of an old one stays.
        """
        for layer in project.mapLayers().values():
            if is_segment_layer(layer) and cls(layer).accepts(crs_wkt):
                return cls(layer)
        created = cls.create(crs_wkt, minimum_score=minimum_score)
        project.addMapLayer(created.layer, False)
        style.show_counts(project.layerTreeRoot().insertLayer(0, created.layer))
        return created

    @property
    def layer(self) -> QgsVectorLayer:
        """The QGIS layer.

        Raises:
            ResultLayerError: it was removed.
        """
        if not self.is_alive:
            raise ResultLayerError(
                _translate("The result layer was removed."),
                _translate("Ask again: a new one will be made."),
            )
        return self._layer

    @property
    def is_alive(self) -> bool:
        """Whether the QGIS layer still exists."""
        return not sip.isdeleted(self._layer)

    @property
    def minimum_score(self) -> float:
        """Features scored below it are hidden."""
        return float(self.layer.customProperty(_MINIMUM_SCORE, 0.0))

    @property
    def counts(self) -> Tuple[int, int]:
        """How many features show, and how many the minimum score hides."""
        self._count_again()
        # Each count of a filtered layer looks at every feature: it is not asked twice.
        shown = stored = self.layer.featureCount()
        if self.layer.isEditable():
            stored = self.layer.dataProvider().featureCount()
        return shown, self._unfiltered().featureCount() - stored

    def feature_ids(self) -> Set[int]:
        """Of all features, hidden ones included; saved edits only."""
        return set(self._unfiltered().allFeatureIds())

    def outlines(self, feature_ids: Optional[Iterable[int]] = None) -> Dict[int, QByteArray]:
        """Well-known binary by feature id, hidden features included; saved edits only.

        Args:
            feature_ids: None means all.
        """
        request = QgsFeatureRequest().setNoAttributes()
        if feature_ids is not None:
            request.setFilterFids(list(feature_ids))
        everything = self._unfiltered()  # held: its features go with it
        return {
            feature.id(): feature.geometry().asWkb() for feature in everything.getFeatures(request)
        }

    def accepts(self, crs_wkt: str) -> bool:
        """Whether segments of that CRS (empty: of none) fit in without changing a coordinate."""
        crs = crs_of(crs_wkt)
        own = from_table(self.layer.crs())  # what a project opened again read from the table
        return own == crs if own.isValid() and crs.isValid() else own.isValid() == crs.isValid()

    def add(self, context: AnswerContext, segments: Sequence[Segment]) -> Tuple[int, ...]:
        """Append all segments of an answer and show them; see `append` and `settle`."""
        ids = self.append(context, segments)
        if ids:
            self.settle(context)
        return ids

    def append(self, context: AnswerContext, segments: Sequence[Segment]) -> Tuple[int, ...]:
        """Append segments of an answer, of which more may follow.

        While a person edits the layer they come into the edit buffer, as one step to undo.

        Returns:
            The ids of the new features, those hidden by the minimum score included; while the
            layer is edited, QGIS gives them other ones when the edits are saved.

        Raises:
            ResultLayerError: the layer was removed, has another CRS, or refused the features.
        """
        layer = self.layer
        if not self.accepts(context.crs_wkt):
            raise ResultLayerError(
                _translate("The answer about “{source}” has another CRS than “{layer}”.").format(
                    source=context.source_layer, layer=layer.name()
                ),
                _translate("Let a new result layer be made."),
            )
        features = self._features(context, segments)
        if not features:
            return ()
        ids = self._append(features)
        minimum = self.minimum_score
        shown = (one for one in features if one["score"] >= minimum)
        # Of these only: asking every feature of the layer would take longer with each answer.
        style.add_categories(layer, style.categories_among(shown))
        return ids

    def settle(self, context: AnswerContext) -> None:
        """After the last segments of an answer: note where they come from, and show them.

        Raises:
            ResultLayerError: the layer was removed.
        """
        provenance.record(self.layer, context)
        keep_recipe(self.layer, context)
        self.refresh()

    def remove(self, feature_ids: Sequence[int]) -> None:
        """Remove features that nobody is editing; `refresh` follows the last of them.

        Raises:
            ResultLayerError: the layer was removed, or did not let them go: all are there.
        """
        layer = self.layer
        if not layer.dataProvider().deleteFeatures(list(feature_ids)):
            text = _translate("“{layer}” keeps polygons that were to go; some stand twice: {}")
            raise ResultLayerError(
                text.format(first_error(layer), layer=layer.name()),
                _translate("Make room on the disk, or its file writable, and refine again."),
            )

    def refresh(self) -> None:
        """Show what came and what went: the extent, counts, the map.

        Raises:
            ResultLayerError: the layer was removed.
        """
        layer = self.layer
        self._count_again()
        layer.updateExtents()
        style.refresh_counts(layer)
        layer.triggerRepaint()

    def go_on_in(self, saved: Saved) -> None:
        """Let the table that everything was just saved to stand in the place of the temporary one.

        The QGIS layer stays the same one; what is added from now on goes straight to the file.

        Raises:
            LayerBeingEdited: its edits would be lost.
            ResultLayerError: the table cannot be opened; the layer is as before.
        """
        layer = self.layer
        if layer.isEditable():
            raise LayerBeingEdited(
                _translate("“{layer}” is being edited.").format(layer=layer.name()),
                _translate("Save or discard your edits, then save the layer."),
            )
        if not load(saved).isValid():
            raise ResultLayerError(
                _translate("{path} cannot be opened.").format(path=saved.path),
                _translate("The results are still in their temporary layer."),
            )
        crs, expression = layer.crs(), layer.subsetString()
        layer.setSubsetString("")
        layer.setDataSource(saved.uri, layer.name(), "ogr", QgsDataProvider.ProviderOptions())
        layer.setCrs(crs)
        layer.setCustomProperty(_IN_FILE, True)
        if not layer.setSubsetString(expression):  # a person's part names what is not in the table
            layer.setSubsetString(with_minimum_score("", self.minimum_score))
        style.add_categories(layer, style.categories_of(layer))  # of rows the table had before
        self.refresh()

    def set_minimum_score(self, score: float) -> None:
        """Hide features scored below, on the map, in the legend's counts and from saving.

        Nothing is lost: a lower score brings them back. Features without a score, drawn by a
        person, always show, and a filter of the person's own stays.

        Raises:
            LayerBeingEdited: QGIS filters no layer while it is edited.
        """
        layer = self.layer
        expression = with_minimum_score(layer.subsetString(), score)
        if expression == layer.subsetString():
            return
        with _keeping_selection(layer):
            is_filtered = layer.setSubsetString(expression)
        if not is_filtered:
            raise LayerBeingEdited(
                _translate("“{layer}” is being edited and cannot be filtered.").format(
                    layer=layer.name()
                ),
                _translate("Save or discard your edits, then move the slider again."),
            )
        layer.setCustomProperty(_MINIMUM_SCORE, score)
        style.add_categories(layer, style.categories_of(layer))
        style.refresh_counts(layer)

    def _count_again(self) -> None:
        # QGIS adds what comes to its count, and takes off what goes, hidden or not. Only a new
        # filter makes it look.
        provider = self.layer.dataProvider()
        expression = provider.subsetString()
        if expression and not self.layer.isEditable():
            with _keeping_selection(self.layer):
                provider.setSubsetString("", False)
                provider.setSubsetString(expression)

    def _unfiltered(self) -> QgsVectorLayer:
        return unfiltered(self.layer)  # nobody can ask a filtered layer what it hides

    def _features(self, context: AnswerContext, segments: Sequence[Segment]) -> List[QgsFeature]:
        transform_context = QgsProject.instance().transformContext()
        return SegmentRows(context, self.layer.fields(), transform_context).rows(segments)

    def _append(self, features: List[QgsFeature]) -> Tuple[int, ...]:
        layer = self.layer
        if layer.isEditable():
            layer.beginEditCommand(_translate("Add an answer"))
            # One by one, because only then the features learn their ids.
            added, stored = all(layer.addFeature(feature) for feature in features), features
            layer.endEditCommand()
        else:
            added, stored = layer.dataProvider().addFeatures(features)
        if not added:
            raise ResultLayerError(
                _translate("“{layer}” refused the answer's polygons. {reason}")
                .format(layer=layer.name(), reason=first_error(layer))
                .strip(),
                _translate(
                    "Make room on the disk, or remove the layer and ask again: a new one will be "
                    "made."
                ),
            )
        return tuple(feature.id() for feature in stored)


def is_segment_layer(layer: object) -> bool:
    """Whether a layer was made by SegmentLayer.create and can take more answers.

    A table that once was one and was added to the project by hand takes none: nobody chose that.
    """
    if not isinstance(layer, QgsVectorLayer) or layer.customProperty(_IS_SEGMENT_LAYER) is None:
        return False
    if not (is_temporary_layer(layer) or layer.customProperty(_IN_FILE) is not None):
        return False
    return set(layer.fields().names()) >= set(_NAMES)


@contextmanager
def _keeping_selection(layer: QgsVectorLayer) -> Iterator[None]:
    """Of what a person has selected, what a new filter shows stays so: QGIS drops all, or none."""
    selected = layer.selectedFeatureIds()
    yield
    if selected:  # asked for by its id, a feature comes whatever the filter says
        shown = set(layer.allFeatureIds())
        layer.selectByIds([feature_id for feature_id in selected if feature_id in shown])


def _translate(text: str) -> str:
    return QCoreApplication.translate("SegmentLayer", text)
