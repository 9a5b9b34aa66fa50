"""What the algorithms have in common that ask about each feature of a vector layer."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterFeatureSource,
)

from .raster_algorithm import INPUT, RasterAlgorithm
from .texts import tr


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
