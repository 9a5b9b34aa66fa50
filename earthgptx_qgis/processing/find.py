"""Find a phrase in a whole raster, tile by tile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Optional

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDistance,
    QgsWkbTypes,
)

from ..results.segment_rows import SegmentRows, segment_fields
from .outputs import finish_segments, finish_when_loaded
from .raster_algorithm import OUTPUT, RASTER, Parameters, Results
from .search_algorithm import SearchAlgorithm
from .texts import tr

if TYPE_CHECKING:
    from .inquiry import RasterInquiry

PIXEL_SIZE = "PIXEL_SIZE"
COUNT = "COUNT"


class FindPhrase(SearchAlgorithm):
    """A polygon of everything that a phrase names."""

    NAME = "find"
    ICON = "find"
    TAGS = ("find", "detect", "objects", "instances", "polygons", "count", "ship", "building")

    def title(self) -> str:
        return tr("Find a phrase in a raster")

    def about(self) -> str:
        return tr(
            "Draws a polygon around everything in a raster layer that a phrase names: ships, "
            "storage tanks, tennis courts.\n\n"
            "The layer is read in overlapping tiles, in pixels of the size on the ground that the "
            "model declares for this kind of image; what several tiles show becomes one polygon. "
            "Polygons are in the CRS of the raster. Each has a label, a score "
            "from 0 to 1, its area in square metres on the ellipsoid, and where it comes from: "
            "raster, kind of image, model, time.\n\n"
            "Stopping keeps what has been found so far in an output file."
        )

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:
        self.add_raster()
        self.add_phrase()
        self.add_extent()
        self.add_source()
        self.add_minimum_score()
        self.add(
            QgsProcessingParameterDistance(
                PIXEL_SIZE, tr("Pixel size"), None, RASTER, optional=True, minValue=0.0
            ),
            tr(
                "Read the layer coarser, for large things or a quick look. Unset: what the model "
                "declares for this kind of image; finer pixels are averaged, coarser ones enlarged "
                "at most twice."
            ),
            advanced=True,
        )
        self.add_output(tr("Found"), tr("A polygon for each one found."))
        self.addOutput(QgsProcessingOutputNumber(COUNT, tr("How many were found")))

    def answer(
        self,
        inquiry: RasterInquiry,
        parameters: Parameters,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> Results:
        from .search import Search

        search = Search(
            inquiry,
            self.phrase(parameters, context),
            self.extent_for(inquiry.layer, parameters, context),
            self.parameterAsDouble(parameters, PIXEL_SIZE, context),
            self.minimum_score(parameters, context),
        )
        fields, crs = segment_fields(), inquiry.layer.crs()
        kind = QgsWkbTypes.Type.MultiPolygon
        rows = self.rows(parameters, context, fields, kind, crs)
        segment_rows: Optional[SegmentRows] = None
        for segment in search.found():
            if segment_rows is None:  # what all have in common is known with the first of them
                segment_rows = SegmentRows(search.context, fields, inquiry.transform_context)
            feature = segment_rows.row(segment)
            if feature is not None:
                rows.add(feature)
        finish_when_loaded(context, rows.layer_id, finish_segments(search.context))
        return {OUTPUT: rows.layer_id, COUNT: rows.count}
