"""What a person chose for a layer, remembered with it and so in the project."""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsMapLayer


def keep(layer: QgsMapLayer, name: str, value: Optional[str]) -> None:
    """Keep a choice with a layer; None leaves no trace.

    QGIS takes a layer's own properties for no change of the project: left to itself it would not
    ask whoever closes it, and the choice would be lost.
    """
    if value == layer.customProperty(name):
        return
    if value is None:
        layer.removeCustomProperty(name)
    else:
        layer.setCustomProperty(name, value)
    project = layer.project()
    if project is not None:
        project.setDirty(True)
