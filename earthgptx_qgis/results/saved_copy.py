"""What of a layer is to be saved, as a layer of its own that may be written in any thread.

And what is said alike of every file it may be written to.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import Iterator

from qgis.core import (
    QgsCoordinateTransformContext,
    QgsFeatureRequest,
    QgsProviderRegistry,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QThread
from qgis.PyQt.QtXml import QDomDocument

from ..errors import LayerBeingEdited, SaveError, Stopped


def check_folder(path: str) -> None:
    """See whether there is a folder for a file to be saved.

    Raises:
        SaveError: there is none.
    """
    if not os.path.isdir(os.path.dirname(path)):
        raise SaveError(
            _translate("The folder of {path} does not exist.").format(path=path),
            _translate("It may have been moved or unmounted. Choose another folder."),
        )


def copy_to_be_saved(
    layer: QgsVectorLayer, include_hidden: bool, selected_only: bool = False
) -> QgsVectorLayer:
    """A copy in memory with style, metadata and CRS; what becomes of the layer does not touch it.

    It has all fields but the key of a GeoPackage, which numbers the rows of that file only.

    Args:
        include_hidden: also what the layer's filter hides.
        selected_only: nothing but what is selected, and so not hidden.

    Raises:
        LayerBeingEdited: hidden features cannot be reached while the layer is edited.
    """
    if selected_only or not include_hidden or not layer.subsetString():
        request = _all_but_the_key(layer)
        if selected_only:
            request.setFilterFids(layer.selectedFeatureIds())
        copied = layer.materialize(request)
    elif layer.isEditable():
        raise LayerBeingEdited(
            _translate("“{layer}” is being edited: its hidden features cannot be saved.").format(
                layer=layer.name()
            ),
            _translate("Save or discard your edits, or save what is shown only."),
        )
    else:
        copied = unfiltered(layer).materialize(_all_but_the_key(layer))
    copied.setName(layer.name())
    document = QDomDocument()
    layer.exportNamedStyle(document)
    copied.importNamedStyle(document)
    copied.setMetadata(layer.metadata())
    copied.setCrs(layer.crs())
    return copied


def unfiltered(layer: QgsVectorLayer) -> QgsVectorLayer:
    """A layer of the same rows and of those its filter hides, without its edits and its look."""
    if layer.providerType() != "ogr":
        everything = layer.clone()
        everything.setSubsetString("")
        return everything
    # A clone would open the file with the filter first, and take three times as long.
    registry = QgsProviderRegistry.instance()
    parts = registry.decodeUri("ogr", layer.source())
    parts.pop("subset", None)
    options = QgsVectorLayer.LayerOptions(QgsCoordinateTransformContext())
    options.loadDefaultStyle = False
    return QgsVectorLayer(registry.encodeUri("ogr", parts), layer.name(), "ogr", options)


@contextmanager
def in_this_thread(layer: QgsVectorLayer) -> Iterator[None]:
    """Work on a copy in whatever thread this is, which the copy was let go for: see `let_go`."""
    layer.moveToThread(QThread.currentThread())
    try:
        yield
    finally:
        let_go(layer)


def let_go(layer: QgsVectorLayer) -> None:
    """Leave a copy to whichever thread works on it next."""
    layer.moveToThread(None)


def move_if_free(unfinished: str, path: str) -> bool:
    """Move a whole file to its place, unless another window of QGIS was faster.

    Returns:
        Whether it was moved; looking first and moving then would leave time for the other one.

    Raises:
        OSError: the folder takes no file.
    """
    try:
        os.link(unfinished, path)
    except FileExistsError:
        return False
    except OSError:  # a disk without links, such as a memory stick
        if os.path.exists(path):
            return False
        os.rename(unfinished, path)
        return True
    os.unlink(unfinished)
    return True


def saving_cancelled() -> Stopped:
    """What is said to who cancelled."""
    return Stopped(
        _translate("Saving was cancelled: nothing was written."),
        _translate("The results are still in their layer."),
    )


def not_writable(path: str, reason: str) -> SaveError:
    """What is said where a file, or its folder, does not let itself be written."""
    return SaveError(
        _translate("{path} cannot be written: {reason}.").format(path=path, reason=reason),
        _translate("Choose a folder you may write to. The results are still in their layer."),
    )


def _all_but_the_key(layer: QgsVectorLayer) -> QgsFeatureRequest:
    keys = layer.primaryKeyAttributes() if layer.storageType() == "GPKG" else []
    kept = [index for index in range(layer.fields().count()) if index not in keys]
    return QgsFeatureRequest().setSubsetOfAttributes(kept)


def _translate(text: str) -> str:
    return QCoreApplication.translate("SavedCopy", text)
