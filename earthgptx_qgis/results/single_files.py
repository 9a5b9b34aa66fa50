"""Results to a GeoJSON, FlatGeobuf or shapefile: one layer a file, with its style beside it."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import List, Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsFeedback,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..errors import SaveError, TableExists
from .saved_copy import (
    check_folder,
    copy_to_be_saved,
    in_this_thread,
    let_go,
    move_if_free,
    not_writable,
    saving_cancelled,
)

_SHAPEFILE_NAME = 10
_SHAPEFILE_TEXT = 254


@dataclass(frozen=True)
class FileFormat:
    """A format that holds one layer.

    Attributes:
        suffix: with its dot; driver: GDAL's name.
    """

    name: str
    suffix: str
    driver: str


GEOJSON = FileFormat("GeoJSON", ".geojson", "GeoJSON")
FLATGEOBUF = FileFormat("FlatGeobuf", ".fgb", "FlatGeobuf")
SHAPEFILE = FileFormat("Shapefile", ".shp", "ESRI Shapefile")
FORMATS = (GEOJSON, FLATGEOBUF, SHAPEFILE)


def format_of(path: str) -> Optional[FileFormat]:
    """The format a file's name asks for; None for a GeoPackage and for whatever else."""
    suffix = os.path.splitext(path)[1].lower()
    return next((known for known in FORMATS if known.suffix == suffix), None)


def limits_of(layer: QgsVectorLayer, file_format: FileFormat) -> List[str]:
    """What of a layer the format cannot keep, a sentence each, to be read before saving."""
    limits: List[str] = []
    if file_format is SHAPEFILE:
        cut = [name for name in layer.fields().names() if len(name) > _SHAPEFILE_NAME]
        if cut:
            text = _translate("A shapefile cuts field names to {length} characters: {names}.")
            limits.append(text.format(length=_SHAPEFILE_NAME, names=", ".join(cut)))
        text = _translate(
            "It cuts texts to {length} characters, holds at most 2 GB, and keeps one style only, "
            "in a file beside it."
        )
        limits.append(text.format(length=_SHAPEFILE_TEXT))
    elif file_format is GEOJSON and layer.crs().isValid():
        limits.append(_translate("GeoJSON is always in longitude and latitude (WGS 84)."))
    elif file_format is GEOJSON:
        limits.append(_translate("The results have no CRS; readers will take them for degrees."))
    return limits


def prepare_file(
    layer: QgsVectorLayer,
    path: str,
    include_hidden: bool = False,
    replace: bool = False,
    selected_only: bool = False,
) -> FileToSave:
    """Take what a layer shows, unsaved edits included, to be written in whatever thread.

    Args:
        path: ends with the suffix of one of FORMATS.
        include_hidden: also what the layer's filter (the minimum score) hides.
        replace: an existing file may be replaced, once the new one is whole.
        selected_only: nothing but what is selected.

    Raises:
        TableExists: the file is there and may not be replaced.
        LayerBeingEdited: hidden features cannot be reached while the layer is edited.
        SaveError: the format is unknown, or the folder does not exist.
    """
    file_format = format_of(path)
    if file_format is None:
        raise SaveError(
            _translate("{path} is in no format that is known here.").format(path=path),
            _translate("Let its name end with .gpkg, .geojson, .fgb or .shp."),
        )
    target = Path(path).absolute()
    if target.exists() and not replace:
        raise _exists(target)
    check_folder(str(target))
    source = copy_to_be_saved(layer, include_hidden, selected_only)
    let_go(source)
    context = QgsProject.instance().transformContext()
    return FileToSave(source, target, file_format, replace, context)


@dataclass(frozen=True)
class FileToSave:
    """All that is needed to write a file without looking at the layer again."""

    source: QgsVectorLayer
    path: Path
    file_format: FileFormat
    replace: bool
    transform_context: QgsCoordinateTransformContext

    def write(self, feedback: Optional[QgsFeedback] = None) -> int:
        """Write it, and its look into a .qml beside it; once only.

        Args:
            feedback: is told of the progress, and may cancel.

        Returns:
            How many features were written.

        Raises:
            TableExists: another window of QGIS has written it meanwhile.
            SaveError: the file cannot be written.
            Stopped: cancelled; a file that was there is as before.
        """
        target = self.path
        try:
            with (
                in_this_thread(self.source),
                tempfile.TemporaryDirectory(dir=target.parent, prefix=".earthgptx-") as folder,
            ):
                whole = Path(folder) / target.name
                _write(self, whole, feedback)
                self.source.saveNamedStyle(str(Path(folder) / f"{target.stem}.qml"))
                if not self.replace and not move_if_free(str(whole), str(target)):
                    raise _exists(target)
                for written in sorted(Path(folder).iterdir()):
                    os.replace(written, target.with_name(written.name))
                return self.source.featureCount()
        except SaveError:
            raise
        except OSError as error:
            raise not_writable(str(target), error.strerror or str(error)) from error


def _write(wanted: FileToSave, path: Path, feedback: Optional[QgsFeedback]) -> None:
    source, file_format, context = wanted.source, wanted.file_format, wanted.transform_context
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = file_format.driver
    options.layerName = path.stem
    options.fileEncoding = "UTF-8"
    options.saveMetadata = True
    options.layerMetadata = source.metadata()
    options.feedback = feedback
    if file_format is GEOJSON and source.crs().isValid():
        degrees = QgsCoordinateReferenceSystem("EPSG:4326")
        options.ct = QgsCoordinateTransform(source.crs(), degrees, context)
        options.layerOptions = ["RFC7946=YES"]
    error, message, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(
        source, str(path), context, options
    )
    if error == QgsVectorFileWriter.WriterError.Canceled:
        raise saving_cancelled()
    if error != QgsVectorFileWriter.WriterError.NoError:
        raise not_writable(path.name, message)
    # GDAL finishes some formats when it closes them, and what fails then is told to nobody.
    written = QgsVectorLayer(str(path), path.stem, "ogr")
    # Gone through, as a file's header counts also what never came onto the disk.
    if sum(1 for _ in written.getFeatures()) != source.featureCount():
        raise not_writable(path.name, _translate("the disk may be full"))


def _exists(target: Path) -> TableExists:
    return TableExists(
        _translate("{path} exists already.").format(path=target),
        _translate("Choose another name, or choose to replace it."),
    )


def _translate(text: str) -> str:
    return QCoreApplication.translate("SingleFiles", text)
