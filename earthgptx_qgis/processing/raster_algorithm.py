"""What all algorithms have in common: a raster layer, a backend, and how they show themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Dict, List, Optional, Sequence, Tuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFields,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterBand,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterRasterLayer,
    QgsRasterLayer,
    QgsRectangle,
    QgsWkbTypes,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QThread
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QApplication

from ..canvas.chosen_kind import chosen_kind
from ..errors import EarthGPTXError
from ..manual import manual_url
from ..results.table_crs import to_table
from ..ui.widgets.icons import themed_icon
from ..ui.widgets.task_texts import source_kind_texts
from ..wire.messages import SourceKind
from .outputs import Rows
from .texts import tr

if TYPE_CHECKING:
    from .backend import Backend
    from .features import Features
    from .inquiry import RasterInquiry

RASTER = "RASTER"
INPUT = "INPUT"
EXTENT = "EXTENT"
SOURCE_KIND = "SOURCE_KIND"
BANDS = "BANDS"
OUTPUT = "OUTPUT"

_KINDS = tuple(SourceKind)

Parameters = Dict[str, Any]
Results = Dict[str, Any]


@dataclass(frozen=True)
class RasterInput:
    """Names of the parameters that choose a raster layer and say how it is read."""

    layer: str = RASTER
    source_kind: str = SOURCE_KIND
    bands: str = BANDS


THE_RASTER = RasterInput()


class RasterAlgorithm(QgsProcessingAlgorithm):
    """Asks the backend about a raster layer, in whichever thread QGIS runs it.

    Subclasses name themselves by the class attributes and implement `title`, `about`,
    `initAlgorithm` and `answer`, or `answer_all` where they ask about several layers.
    """

    NAME: ClassVar[str]
    ICON: ClassVar[str]
    """A drawing of resources/, without its ending."""
    TAGS: ClassVar[Tuple[str, ...]]
    RASTERS: ClassVar[Tuple[RasterInput, ...]] = (THE_RASTER,)
    """In the order in which they are asked about."""

    def __init__(self) -> None:
        super().__init__()
        self._layers: List[QgsRasterLayer] = []
        self._rows: Optional[Rows] = None

    def title(self) -> str:
        """What the toolbox calls it."""
        raise NotImplementedError

    def about(self) -> str:
        """The help beside the dialog, in sentences."""
        raise NotImplementedError

    def answer(
        self,
        inquiry: RasterInquiry,
        parameters: Parameters,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> Results:
        """Do the work.

        Raises:
            EarthGPTXError: it came to nothing; shown to the user.
        """
        raise NotImplementedError

    def answer_all(
        self,
        inquiries: Sequence[RasterInquiry],
        parameters: Parameters,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> Results:
        """Do the work; as `answer`, with an inquiry for each of RASTERS."""
        (inquiry,) = inquiries
        return self.answer(inquiry, parameters, context, feedback)

    # From here on: what QGIS asks.

    def name(self) -> str:
        return self.NAME

    def displayName(self) -> str:
        return self.title()

    def group(self) -> str:
        return tr("Rasters")

    def groupId(self) -> str:
        return "rasters"

    def tags(self) -> List[str]:
        return [*self.TAGS, "earthgpt", "ai", "segmentation", "remote sensing", "imagery"]

    def shortHelpString(self) -> str:
        return self.about()

    def helpUrl(self) -> str:
        return bytes(manual_url(self.NAME).toEncoded()).decode()

    def icon(self) -> QIcon:
        return themed_icon(self.ICON, QApplication.palette())

    def svgIconPath(self) -> str:
        return ""  # the model designer then takes the icon, which follows the theme

    def createInstance(self) -> RasterAlgorithm:
        return type(self)()

    def canExecute(self) -> Tuple[bool, str]:
        from ..runtime.environment import find_backend  # late, as all of runtime/

        try:
            find_backend()
        except EarthGPTXError as error:
            return False, str(error)
        return True, ""

    def prepareAlgorithm(
        self,
        parameters: Parameters,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> bool:
        layers = []
        for names in self.RASTERS:
            layer = self.parameterAsRasterLayer(parameters, names.layer, context)
            if layer is None:
                raise QgsProcessingException(self.invalidRasterError(parameters, names.layer))
            layers.append(layer)
        self._layers = [_copy_without_thread(layer) for layer in layers]
        return True

    def processAlgorithm(
        self,
        parameters: Parameters,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> Results:
        results, problem = self._run(parameters, context, feedback)
        if problem:
            # QGIS never lets go of the frame that raises: nothing large may be in it.
            raise QgsProcessingException(problem)
        return results

    def _run(
        self,
        parameters: Parameters,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> Tuple[Results, str]:
        """The results, or what went wrong."""
        from .backend import started_backend  # late, as numpy comes with it

        layers, self._layers = self._layers, []
        for layer in layers:
            layer.moveToThread(QThread.currentThread())
        try:
            with started_backend(feedback) as backend:
                ready = backend.ready
                feedback.pushInfo(f"{ready.model.name}, {ready.device} ({ready.device_reason})")
                inquiries = self._inquiries(layers, backend, parameters, context, feedback)
                return self.answer_all(inquiries, parameters, context, feedback), ""
        except EarthGPTXError as error:
            return {}, str(error)
        finally:
            if self._rows is not None:
                self._rows.close()
            for layer in layers:
                # Whatever still refers to it, Python must not collect it in another thread.
                sip.delete(layer)

    def _inquiries(
        self,
        layers: Sequence[QgsRasterLayer],
        backend: Backend,
        parameters: Parameters,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> List[RasterInquiry]:
        from .inquiry import RasterInquiry

        inquiries = []
        for number, (layer, names) in enumerate(zip(layers, self.RASTERS)):
            kind = _KINDS[self.parameterAsEnum(parameters, names.source_kind, context)]
            inquiries.append(
                RasterInquiry(
                    layer,
                    chosen_kind(layer) if kind is SourceKind.AUTO else kind,
                    tuple(self.parameterAsInts(parameters, names.bands, context)),
                    backend,
                    context.transformContext(),
                    feedback,
                    (number, len(layers)),
                )
            )
        return inquiries

    # From here on: parameters that several algorithms have.

    def add_raster(self, names: RasterInput = THE_RASTER, title: str = "") -> None:
        """A layer that is asked about."""
        self.add(
            QgsProcessingParameterRasterLayer(names.layer, title or tr("Raster layer")),
            tr("The imagery: a file, a mosaic or an online layer; any data type and CRS."),
        )

    def add_extent(self) -> None:
        """The part of it."""
        self.add(
            QgsProcessingParameterExtent(EXTENT, tr("Area"), optional=True),
            tr("Where to look; the whole layer where nothing is chosen. Online layers need one."),
        )

    def add_source(self, names: RasterInput = THE_RASTER, title: str = "") -> None:
        """How a layer is read.

        Args:
            title: of the layer, where there are several.
        """
        labels = [source_kind_texts()[kind][0] for kind in _KINDS]
        of = f" ({title})" if title else ""
        self.add(
            QgsProcessingParameterEnum(
                names.source_kind, tr("Kind of image") + of, labels, defaultValue=0
            ),
            tr(
                "Auto takes what was chosen for the layer in the dock, else guesses it from bands, "
                "data type and values; correct it where it errs."
            ),
        )
        self.add(
            QgsProcessingParameterBand(
                names.bands, tr("Bands") + of, None, names.layer, optional=True, allowMultiple=True
            ),
            tr("Three as red, green and blue, or one; as the layer's style where none is chosen."),
            advanced=True,
        )

    def add_output(
        self,
        title: str,
        help_text: str,
        geometry: QgsProcessing.SourceType = QgsProcessing.SourceType.TypeVectorPolygon,
    ) -> None:
        """The layer that `rows` writes to."""
        self.add(QgsProcessingParameterFeatureSink(OUTPUT, title, geometry), help_text)

    def add(
        self, parameter: QgsProcessingParameterDefinition, help_text: str, advanced: bool = False
    ) -> None:
        """Add a parameter with its help."""
        parameter.setHelp(help_text)
        if advanced:
            flag = QgsProcessingParameterDefinition.Flag.FlagAdvanced
            parameter.setFlags(parameter.flags() | flag)
        self.addParameter(parameter)

    def rows(
        self,
        parameters: Parameters,
        context: QgsProcessingContext,
        fields: QgsFields,
        geometry_type: QgsWkbTypes.Type,
        crs: QgsCoordinateReferenceSystem,
    ) -> Rows:
        """The output that rows are written to.

        Raises:
            QgsProcessingException: it cannot be made.
        """
        sink, layer_id = self.parameterAsSink(
            parameters, OUTPUT, context, fields, geometry_type, to_table(crs)
        )
        if sink is None:
            raise QgsProcessingException(self.invalidSinkError(parameters, OUTPUT))
        temporary = context.temporaryLayerStore().mapLayer(layer_id)
        if temporary is not None:
            temporary.setCrs(crs)  # an invalid one as well
        self._rows = Rows(sink, layer_id, parameters, OUTPUT)
        return self._rows

    def features(
        self,
        parameters: Parameters,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> Optional[Features]:
        """The features that were chosen; None where none were and none have to be.

        Raises:
            QgsProcessingException: the layer is not there.
        """
        from .features import Features

        source = self.parameterAsSource(parameters, INPUT, context)
        if source is not None:
            return Features(source, feedback)
        if parameters.get(INPUT) is None:
            return None
        raise QgsProcessingException(self.invalidSourceError(parameters, INPUT))

    def extent_for(
        self, layer: QgsRasterLayer, parameters: Parameters, context: QgsProcessingContext
    ) -> QgsRectangle:
        """The chosen area in the layer's CRS; empty where none is chosen."""
        return self.parameterAsExtent(parameters, EXTENT, context, layer.crs())


def _copy_without_thread(layer: QgsRasterLayer) -> QgsRasterLayer:
    """A copy for the algorithm's thread to take; what the user changes later is not in it."""
    copy = layer.clone()
    source, target = layer.dataProvider(), copy.dataProvider()
    if source is not None and target is not None:
        for band in range(1, source.bandCount() + 1):  # QGIS leaves these behind
            target.setUserNoDataValue(band, source.userNoDataValues(band))
            target.setUseSourceNoDataValue(band, source.useSourceNoDataValue(band))
    copy.moveToThread(None)
    return copy
