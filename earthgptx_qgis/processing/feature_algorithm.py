"""What the algorithms have in common that ask about each feature of a vector layer."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
)

from ..settings import FEATURE_MARGIN
from .raster_algorithm import INPUT, Parameters, RasterAlgorithm
from .texts import tr

MARGIN = "MARGIN"


class FeatureAlgorithm(RasterAlgorithm):
    """Asks about features that lie on a raster layer, in whatever CRS they are."""

    def group(self) -> str:
        return tr("Features")

    def groupId(self) -> str:
        return "features"

    def add_features(self) -> None:
        """The features and the raster below them."""
        self.add(
            QgsProcessingParameterFeatureSource(
                INPUT, tr("Features"), [QgsProcessing.SourceType.TypeVectorAnyGeometry]
            ),
            tr("Points, lines or polygons in any CRS, each on one thing in the imagery."),
        )
        self.add_raster()
        self.add_source()
        self.add(
            QgsProcessingParameterNumber(
                MARGIN,
                tr("Margin around a feature, in percent of its size"),
                QgsProcessingParameterNumber.Type.Integer,
                FEATURE_MARGIN.get(),
                minValue=FEATURE_MARGIN.minimum,
                maxValue=FEATURE_MARGIN.maximum,
            ),
            tr("What the model sees on each side of a feature; it is never less than 64 pixels."),
            advanced=True,
        )

    def margin(self, parameters: Parameters, context: QgsProcessingContext) -> float:
        """The chosen margin, as a share of a feature's size."""
        return self.parameterAsInt(parameters, MARGIN, context) / 100
