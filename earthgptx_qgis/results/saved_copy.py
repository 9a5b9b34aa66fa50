"""What of a layer is to be saved, as a layer of its own that may be written in any thread."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Iterator

from qgis.core import QgsFeatureRequest, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication, QThread
from qgis.PyQt.QtXml import QDomDocument

from ..errors import LayerBeingEdited, Stopped


def copy_to_be_saved(layer: QgsVectorLayer, include_hidden: bool) -> QgsVectorLayer:
    """A copy in memory with style, metadata and CRS; what becomes of the layer does not touch it.

    Args:
        include_hidden: also what the layer's filter hides.

    Raises:
        LayerBeingEdited: hidden features cannot be reached while the layer is edited.
    """
    if not include_hidden or not layer.subsetString():
        copied = layer.materialize(QgsFeatureRequest())
    elif layer.isEditable():
        raise LayerBeingEdited(
            _translate("“{layer}” is being edited: its hidden features cannot be saved.").format(
                layer=layer.name()
            ),
            _translate("Save or discard your edits, or save what is shown only."),
        )
    else:
        unfiltered = layer.clone()
        unfiltered.setSubsetString("")
        copied = unfiltered.materialize(QgsFeatureRequest())
    copied.setName(layer.name())
    document = QDomDocument()
    layer.exportNamedStyle(document)
    copied.importNamedStyle(document)
    copied.setMetadata(layer.metadata())
    copied.setCrs(layer.crs())
    return copied


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


def saving_cancelled() -> Stopped:
    """What is said to who cancelled."""
    return Stopped(
        _translate("Saving was cancelled: nothing was written."),
        _translate("The results are still in their layer."),
    )


def _translate(text: str) -> str:
    return QCoreApplication.translate("SavedCopy", text)
