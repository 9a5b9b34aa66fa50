"""Compare two dates of a place: what appeared, disappeared and stayed of what a phrase names."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Dict, Optional, Sequence

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
    QgsWkbTypes,
)

from ..results.changes import (
    CHANGE_FIELD,
    SURE_FIELD,
    Change,
    change_fields,
    changed_ground,
    changed_things,
)
from ..results.measures import geodesic_area
from .outputs import finish_changes, finish_when_loaded
from .raster_algorithm import OUTPUT, Parameters, RasterInput, Results
from .search_algorithm import SearchAlgorithm
from .texts import tr

if TYPE_CHECKING:
    from .comparison import Compare, Comparison
    from .inquiry import RasterInquiry

EARLIER = RasterInput("EARLIER", "EARLIER_SOURCE_KIND", "EARLIER_BANDS")
LATER = RasterInput("LATER", "LATER_SOURCE_KIND", "LATER_BANDS")
COMPARE = "COMPARE"
SMALLEST_OVERLAP = "SMALLEST_OVERLAP"
NOT_SURE = "NOT_SURE"

_THINGS = 0
"""The first way of comparing; the other one is of ground."""
_NARROWEST_PIXELS = 2.0
"""Two outlines of the same bank differ by a pixel here and there."""


class CompareDates(SearchAlgorithm):
    """Polygons of what came and went between two rasters."""

    NAME = "comparedates"
    ICON = "compare"
    TAGS = ("compare", "change", "change detection", "dates", "before", "after", "time", "flood")
    RASTERS = (EARLIER, LATER)

    def title(self) -> str:
        return tr("Compare two dates")

    def about(self) -> str:
        return tr(
            "Looks for what a phrase names in two rasters of one place and tells what appeared, "
            "disappeared and stayed.\n\n"
            "The rasters may differ in pixel size, extent, CRS and sensor; only ground that both "
            "show is compared. Polygons are in the CRS of the later raster; those that stayed have "
            "their later outline. Beside the fields that “Find a phrase in a raster” writes, each "
            "has “change” and “sure”. Not sure is a change where the other date shows the same "
            "thing with a score below the minimum: perhaps nothing changed there.\n\n"
            "Where the rasters do not lie exactly on each other, choose a smaller overlap. "
            "Stopping keeps what could be compared so far in an output file."
        )

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:
        self.add_raster(EARLIER, tr("Earlier raster"))
        self.add_raster(LATER, tr("Later raster"))
        self.add_phrase()
        ways = [tr("Single things, such as ships"), tr("Covered ground, such as water")]
        self.add(
            QgsProcessingParameterEnum(COMPARE, tr("What is compared"), ways, defaultValue=_THINGS),
            tr(
                "Things are the same where their outlines overlap; of ground the parts are drawn "
                "that were covered at one date only, or at both."
            ),
        )
        self.add_extent()
        self.add_source(EARLIER, tr("earlier"))
        self.add_source(LATER, tr("later"))
        self.add_minimum_score()
        self.add(
            QgsProcessingParameterNumber(
                SMALLEST_OVERLAP,
                tr("Smallest overlap"),
                QgsProcessingParameterNumber.Type.Double,
                0.3,
                minValue=0.01,
                maxValue=1.0,
            ),
            tr(
                "Shared area of two outlines by the area of both together, from which they are "
                "the same thing. Has no effect on covered ground."
            ),
            advanced=True,
        )
        self.add_output(tr("Changes"), tr("A polygon for each thing or part of the ground."))
        self.addOutput(QgsProcessingOutputNumber("APPEARED", tr("How many appeared")))
        self.addOutput(QgsProcessingOutputNumber("DISAPPEARED", tr("How many disappeared")))
        self.addOutput(QgsProcessingOutputNumber("STAYED", tr("How many stayed")))
        self.addOutput(QgsProcessingOutputNumber(NOT_SURE, tr("How many changes are not sure")))

    def answer_all(
        self,
        inquiries: Sequence[RasterInquiry],
        parameters: Parameters,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> Results:
        from .comparison import Comparison

        earlier, later = inquiries
        phrase = self.phrase(parameters, context)
        chosen = self.extent_for(later.layer, parameters, context)
        comparison = Comparison(earlier, later, phrase, chosen)
        compare = self._way(comparison, later, parameters, context)
        fields, crs = change_fields(), later.layer.crs()
        rows = self.rows(parameters, context, fields, QgsWkbTypes.Type.MultiPolygon, crs)
        counts = dict.fromkeys([*(change.value for change in Change), NOT_SURE], 0)
        minimum = self.minimum_score(parameters, context)
        for row in comparison.rows(minimum, compare, fields):
            rows.add(row)
            counts[row[CHANGE_FIELD]] += 1
            counts[NOT_SURE] += not row[SURE_FIELD]
        finish_when_loaded(context, rows.layer_id, finish_changes(comparison.contexts))
        numbers = {name.upper(): count for name, count in counts.items()}
        return {OUTPUT: rows.layer_id, **numbers}

    def _way(
        self,
        comparison: Comparison,
        later: RasterInquiry,
        parameters: Parameters,
        context: QgsProcessingContext,
    ) -> Compare:
        if self.parameterAsEnum(parameters, COMPARE, context) == _THINGS:
            smallest = self.parameterAsDouble(parameters, SMALLEST_OVERLAP, context)
            return partial(changed_things, smallest_overlap=smallest)
        return partial(
            changed_ground,
            narrowest=_NARROWEST_PIXELS * comparison.pixel_size,
            area_of=geodesic_area(later.layer.crs(), later.transform_context),
        )
