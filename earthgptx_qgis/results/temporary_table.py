"""Temporary layers whose rows lie in a GeoPackage of their own, which goes when QGIS ends.

Not in QGIS's memory: that provider evaluates a filter in the threads that draw and count, and asks
the project for its variables there, while the main thread may just be forgetting them as a layer is
added or removed: QGIS crashes. A GeoPackage is filtered by SQL, which asks nobody.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsEditorWidgetSetup,
    QgsFields,
    QgsProviderRegistry,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication, QDir

from ..errors import ResultLayerError
from . import table_crs
from .provenance import PROPERTY_PREFIX

KEY = "fid"
"""Every GeoPackage's first field, which numbers its rows."""

_TABLE = "results"
_FOLDER = PROPERTY_PREFIX + "temporary_folder"
"""Its name alone: copies of the layer keep it, and are not to tell where a person's files lie."""


def temporary_layer(
    name: str, fields: QgsFields, crs: QgsCoordinateReferenceSystem, subset: str = ""
) -> QgsVectorLayer:
    """A new, empty layer of multi-polygons; it has the field KEY before those asked for.

    QGIS itself shows such a layer as temporary, and warns who closes the project.

    Args:
        crs: the layer's; an invalid one for none.
        subset: its filter, as SQL; given later, the file would be opened once more.

    Raises:
        ResultLayerError: there is no folder for temporary files, or it takes none.
    """
    try:
        # Here it is that QGIS takes layers for temporary ones, wherever Processing puts its own.
        folder = tempfile.mkdtemp(prefix="earthgptx-results-", dir=QDir.tempPath())
    except OSError as error:
        raise _not_made(error.strerror or str(error)) from error
    _remove_at_the_end(folder)
    path = os.path.join(folder, f"{_TABLE}.gpkg")
    _write_table(path, fields, crs)
    options = QgsVectorLayer.LayerOptions(QgsCoordinateTransformContext())
    options.loadDefaultStyle = False
    filtered = f"|subset={subset}" if subset else ""
    layer = QgsVectorLayer(f"{path}|layername={_TABLE}{filtered}", name, "ogr", options)
    if not layer.isValid():
        raise _not_made(path)
    layer.setCrs(crs)  # an invalid one as well, and one that is in no database
    layer.setCustomProperty(_FOLDER, os.path.basename(folder))
    layer.setEditorWidgetSetup(0, QgsEditorWidgetSetup("Hidden", {}))
    return layer


def is_temporary_layer(layer: QgsVectorLayer) -> bool:
    """Whether `temporary_layer` made it and its rows are still where they were then."""
    if layer.providerType() != "ogr" or layer.customProperty(_FOLDER) is None:
        return False
    path = QgsProviderRegistry.instance().decodeUri("ogr", layer.source()).get("path", "")
    return os.path.basename(os.path.dirname(path)) == layer.customProperty(_FOLDER)


def _write_table(path: str, fields: QgsFields, crs: QgsCoordinateReferenceSystem) -> None:
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    options.layerName = _TABLE
    options.layerOptions = [f"FID={KEY}"]
    writer = QgsVectorFileWriter.create(
        path,
        fields,
        QgsWkbTypes.Type.MultiPolygon,
        table_crs.to_table(crs),
        QgsCoordinateTransformContext(),
        options,
    )
    problem = writer.errorMessage() if writer.hasError() else ""
    del writer  # what it wrote is in the file only once it is gone
    if problem:
        raise _not_made(problem)


def _remove_at_the_end(folder: str) -> None:
    """Of QGIS, which leaves Python's own end out; or of Python, where no event loop ran."""

    def remove() -> None:
        shutil.rmtree(folder, ignore_errors=True)

    QCoreApplication.instance().aboutToQuit.connect(remove)
    atexit.register(remove)


def _not_made(reason: str) -> ResultLayerError:
    return ResultLayerError(
        _translate(
            "No temporary layer for the polygons could be made in {folder}: {reason}"
        ).format(folder=QDir.tempPath(), reason=reason),
        _translate("Make room there or let it be written to, then ask again."),
    )


def _translate(text: str) -> str:
    return QCoreApplication.translate("TemporaryTable", text)
