"""What of a layer is to be saved, as a layer of its own."""

from __future__ import annotations

from qgis.core import QgsFeatureRequest, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtXml import QDomDocument

from ..errors import LayerBeingEdited


def copy_to_be_saved(layer: QgsVectorLayer, include_hidden: bool) -> QgsVectorLayer:
    """A copy with style, metadata and CRS, so that the layer and its filter stay as they are.

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
        copied = layer.clone()
        copied.setSubsetString("")
    copied.setName(layer.name())
    document = QDomDocument()
    layer.exportNamedStyle(document)
    copied.importNamedStyle(document)
    copied.setMetadata(layer.metadata())
    copied.setCrs(layer.crs())
    return copied


def _translate(text: str) -> str:
    return QCoreApplication.translate("SavedCopy", text)
