"""The provider under which QGIS lists the algorithms."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..ui.widgets.icons import plugin_icon
from .ask import AskRaster
from .classify_features import ClassifyFeatures
from .classify_scene import ClassifyScene
from .compare_dates import CompareDates
from .describe_features import DescribeFeatures
from .find import FindPhrase
from .outline_features import OutlineFeatures
from .texts import tr

_DRAWING = Path(__file__).resolve().parent.parent / "resources" / "earthgptx.svg"
_ALGORITHMS = (
    FindPhrase,
    CompareDates,
    ClassifyScene,
    AskRaster,
    ClassifyFeatures,
    DescribeFeatures,
    OutlineFeatures,
)


class EarthGPTXProvider(QgsProcessingProvider):
    """`earthgptx:find` and the others."""

    def id(self) -> str:
        return "earthgptx"

    def name(self) -> str:
        return "EarthGPT-X"

    def longName(self) -> str:
        return tr("EarthGPT-X: ask raster layers")

    def icon(self) -> QIcon:
        return plugin_icon()

    def svgIconPath(self) -> str:
        return str(_DRAWING)

    def loadAlgorithms(self) -> None:
        for algorithm in _ALGORITHMS:
            self.addAlgorithm(algorithm())
