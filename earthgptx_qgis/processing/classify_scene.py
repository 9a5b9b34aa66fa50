"""What kind of place each polygon, or each tile of a grid, shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Optional

from qgis.core import (
    QgsFields,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
    QgsWkbTypes,
)

from ..errors import Stopped, TileError
from ..results.feature_fields import (
    LABEL_FIELD,
    SCORE_FIELD,
    SOURCE_FIELD,
    FeatureAnswer,
    copied_feature,
    fields_of_copy,
)
from ..results.label_style import colour_by_label
from ..wire.messages import Task
from .outputs import finish_when_loaded
from .raster_algorithm import INPUT, OUTPUT, Parameters, RasterAlgorithm, Results
from .texts import tr

if TYPE_CHECKING:
    from .inquiry import RasterInquiry
    from .places import Place

SIDE = "SIDE"


class ClassifyScene(RasterAlgorithm):
    """A word for each place: airport, harbour, farmland."""

    NAME = "classifyscene"
    ICON = "scene"
    TAGS = ("scene", "classify", "classification", "land use", "land cover", "grid", "tiles")

    def title(self) -> str:
        return tr("Classify scenes")

    def about(self) -> str:
        return tr(
            "Says what kind of place an area shows: airport, harbour, farmland.\n\n"
            "With polygons, each one is a place: the rectangle around it is looked at, and the "
            "output is a copy of the polygons. Without, the raster, or the chosen area of it, is "
            "divided into a grid of equal rectangles.\n\n"
            "The fields egx_label (the class) and egx_score (how sure that is, from 0 to 1) hold "
            "the answer, and with polygons source_fid the id of the polygon. Places without "
            "data keep them empty.\n\n"
            "Stopping keeps the places that have been answered in an output file."
        )

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:
        self.add_raster()
        polygons = [QgsProcessing.SourceType.TypeVectorPolygon]
        self.add(
            QgsProcessingParameterFeatureSource(INPUT, tr("Polygons"), polygons, optional=True),
            tr("The places; without polygons they are the tiles of a grid."),
        )
        self.add(
            QgsProcessingParameterNumber(
                SIDE,
                tr("Side of a grid tile, in pixels"),
                QgsProcessingParameterNumber.Type.Integer,
                256,
                minValue=16,
                maxValue=8192,
            ),
            tr("Pixels of the raster. Has no effect where polygons are given."),
        )
        self.add_extent()
        self.add_source()
        self.add_output(
            tr("Scenes"), tr("The polygons, or the tiles of the grid, with their class.")
        )

    def answer(
        self,
        inquiry: RasterInquiry,
        parameters: Parameters,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> Results:
        from .places import grid_places, polygon_places

        features = self.features(parameters, context, feedback)
        if features is None:
            side = self.parameterAsInt(parameters, SIDE, context)
            extent = self.extent_for(inquiry.layer, parameters, context)
            places = grid_places(inquiry.layer, extent, side)
            count = len(places)
            fields = fields_of_copy(QgsFields(), "", [LABEL_FIELD, SCORE_FIELD])
            kind, crs = QgsWkbTypes.Type.Polygon, inquiry.layer.crs()
        else:
            source = features.source
            places = polygon_places(inquiry, features)
            count = source.featureCount()
            wanted = [LABEL_FIELD, SCORE_FIELD, SOURCE_FIELD]
            fields = fields_of_copy(source.fields(), source.sourceName(), wanted)
            kind, crs = source.wkbType(), source.sourceCrs()
        rows = self.rows(parameters, context, fields, kind, crs)
        try:
            for number, place in enumerate(places):
                inquiry.at_step(number, count)
                rows.add(copied_feature(place.row, fields, _classified(inquiry, place)))
        except Stopped:
            feedback.pushInfo(tr("Stopped; {} places were classified.").format(rows.count))
        finish_when_loaded(context, rows.layer_id, colour_by_label)
        return {OUTPUT: rows.layer_id}


def _classified(inquiry: RasterInquiry, place: Place) -> Optional[FeatureAnswer]:
    if place.extent is None:
        return None
    try:
        tile = inquiry.read(place.extent, inquiry.model.tile_size, inquiry.resolution)
    except TileError as error:
        inquiry.note(str(error))
        return None
    answer = inquiry.ask(tile, Task.CLASSIFY_SCENE)
    label = answer.words.rstrip(".")
    return FeatureAnswer(place.row.id(), label=label, score=answer.done.score)
